"""The wheel, installed in an environment of its own, is the whole product; it comes out the same wherever it is built."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from run_evlint import evlint

ROOT = Path(__file__).parents[2]
SOURCES = ("src/", "schemas/")
BESIDE = ("pyproject.toml", "README.md", "README.fr.md", "LICENSE", "CHANGELOG.md", ".gitignore")


def run(*args: str | Path, cwd: Path, umask: int = 0o022, env: dict[str, str] | None = None) -> str:
    """Run a command that must succeed, and return what it printed."""
    ended = subprocess.run(
        list(map(str, args)),
        cwd=cwd,
        umask=umask,
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def copy_to(folder: Path) -> Path:
    """Copy what a package is built from, as a clone would have it: no caches, nothing that git leaves out."""
    listed = run("git", "ls-files", "-co", "--exclude-standard", "-z", cwd=ROOT).split("\0")
    for name in filter(None, listed):
        if (name.startswith(SOURCES) or name in BESIDE) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def build(folder: Path, umask: int = 0o022, **env: str) -> tuple[Path, Path]:
    """Build both packages of a folder; return the wheel and the sdist."""
    run(sys.executable, "-m", "hatchling", "build", "-d", "dist", cwd=folder, umask=umask, env=env)
    (wheel,) = (folder / "dist").glob("*.whl")
    (sdist,) = (folder / "dist").glob("*.tar.gz")
    return wheel, sdist


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(copy_to(tmp_path_factory.mktemp("here")))


@pytest.fixture(scope="module")
def wheel(built: tuple[Path, Path]) -> Path:
    return built[0]


def test_the_wheel_holds_schemas_types_and_languages_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "evlint/py.typed" in names
    for schema in ("post", "evenement", "actualite", "communique", "report", "config"):
        assert f"evlint/_schemas/{schema}.schema.json" in names
    assert "evlint/i18n/_fr_rules.py" in names
    assert {name.split("/")[0] for name in names} == {"evlint", f"evlint-{version()}.dist-info"}
    ours = [name for name in names if name != "evlint/testing.py"]  # for packages with rules of their own
    assert not [name for name in ours if re.search(r"tests?[/_.]|fixture|__pycache__|\.pyc", name)]


def test_the_sdist_holds_the_sources_and_no_tests(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[1]) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert {"src", "schemas"} <= {name.split("/")[0] for name in names}
    assert {"pyproject.toml", "README.md", "README.fr.md", "LICENSE", "CHANGELOG.md"} <= set(names)
    assert not [name for name in names if name.split("/")[0] in ("tests", "fixtures", "benchmarks", "docs")]


def version() -> str:
    """Return the version that stands in the package itself, the one place for it."""
    (found,) = re.findall(r'^__version__ = "(.+)"$', (ROOT / "src/evlint/__init__.py").read_text("utf-8"), re.MULTILINE)
    return str(found)


def test_the_version_stands_in_one_place(built: tuple[Path, Path]) -> None:
    assert built[0].name == f"evlint-{version()}-py3-none-any.whl"
    assert built[1].name == f"evlint-{version()}.tar.gz"
    assert evlint("--version").out == f"evlint {version()}\n"
    elsewhere = [
        path
        for path in (ROOT / "src").rglob("*.py")
        if path.parent.name != "__pycache__" and f'"{version()}"' in path.read_text("utf-8")
    ]
    assert [path.name for path in elsewhere] == ["__init__.py"]


def test_both_packages_come_out_the_same_byte_for_byte(built: tuple[Path, Path], tmp_path: Path) -> None:
    """In another folder, on another day, under another umask, time zone and order of hashes."""
    other = copy_to(tmp_path / "elsewhere" / "with a blank")
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700 if path.is_dir() else 0o600)
    again = build(other, umask=0o077, TZ="Pacific/Kiritimati", PYTHONHASHSEED="7")
    assert [path.name for path in again] == [path.name for path in built]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]


def test_the_wheel_of_the_sdist_is_the_wheel_of_the_tree(built: tuple[Path, Path], tmp_path: Path) -> None:
    with tarfile.open(built[1]) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    assert build(folder)[0].read_bytes() == built[0].read_bytes()


def test_a_change_shows_in_the_packages(built: tuple[Path, Path], tmp_path: Path) -> None:
    """The comparisons above can fail."""
    other = copy_to(tmp_path)
    (other / "src/evlint/py.typed").write_text("partial\n", "utf-8")
    assert build(other)[0].read_bytes() != built[0].read_bytes()


def test_the_package_index_will_take_them(built: tuple[Path, Path], tmp_path: Path) -> None:
    said = run(sys.executable, "-m", "twine", "--no-color", "check", "--strict", *built, cwd=tmp_path)
    assert said.count("PASSED") == 2


def test_the_wheel_works_from_a_folder_of_its_own(wheel: Path, tmp_path: Path, fixtures: Path) -> None:
    """Unpacked before everything else on the path: the schemas must be found in the wheel, not in the checkout."""
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(wheel).extractall(unpacked)  # noqa: S202 our own wheel
    ended = evlint(
        "check", "--offline", "--format", "json", fixtures / "demo", cwd=tmp_path, env={"PYTHONPATH": str(unpacked)}
    )
    assert ended.status == 1, ended.err
    assert "EV301" in [rule for rule, *_ in ended.found]
    shown = evlint("schema", "show", "evenement", cwd=tmp_path, env={"PYTHONPATH": str(unpacked)})
    assert '"event_start_date"' in shown.out


def test_schemas_are_found_from_an_editable_install(tmp_path: Path) -> None:
    assert "evenement" in evlint("schema", "list", cwd=tmp_path).out


@pytest.fixture(scope="module")
def fresh(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment that holds evlint from the wheel, and nothing else but what that asks for."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    run(sys.executable, "-m", "venv", folder, cwd=ROOT)
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    run(bin_ / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return bin_


@pytest.fixture
def installed(fresh: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the installed command in an empty folder, with no way to the checkout."""

    def command(*args: str | Path) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
        return subprocess.run(
            [str(fresh / "evlint"), *map(str, args)],
            cwd=tmp_path,
            env={**env, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return command


def test_it_works_in_an_environment_of_its_own(
    installed: Callable[..., subprocess.CompletedProcess[str]], fixtures: Path
) -> None:
    checked = installed("check", "--offline", "--format", "json", fixtures / "demo")
    assert checked.returncode == 1, checked.stderr
    assert "EV301" in {one["rule"] for one in json.loads(checked.stdout)["diagnostics"]}
    assert "errors" in installed("check", "--offline", "--format", "table", fixtures / "demo").stdout
    assert "Comment corriger" in installed("rule", "EV206", "--lang", "fr").stdout
    assert '"event_start_date"' in installed("schema", "show", "evenement").stdout
    assert installed("--version").stdout == f"evlint {version()}\n"


def test_the_server_and_watch_come_with_it(fresh: Path) -> None:
    program = "import lsprotocol, watchfiles; from evlint.server.protocol import make_server; make_server()"
    run(fresh / "python", "-c", program, cwd=fresh)


README = re.compile(r"(\d+) direct dependencies, (\d+) packages in all, (\d+) MB")
README_FR = re.compile(r"(\d+) dépendances directes, (\d+) paquets en tout, (\d+)\u00a0Mo")


def test_the_readme_says_how_much_comes_with_it(fresh: Path) -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        direct = len(tomllib.load(file)["project"]["dependencies"])
    listed = json.loads(run(fresh / "python", "-m", "pip", "list", "--format", "json", cwd=fresh))
    packages = {one["name"] for one in listed} - {"pip", "setuptools", "evlint"}
    site = Path(run(fresh / "python", "-c", "import evlint; print(evlint.__path__[0])", cwd=fresh).strip()).parent
    size = sum(
        path.stat().st_size
        for path in site.rglob("*")
        if path.is_file() and not path.relative_to(site).parts[0].startswith(("pip", "setuptools", "_distutils"))
    )
    for pattern, name in ((README, "README.md"), (README_FR, "README.fr.md")):
        told = pattern.search((ROOT / name).read_text("utf-8"))
        assert told is not None, name
        assert int(told[1]) == direct
        assert abs(int(told[2]) - len(packages)) <= 3, "versions of Python and newer releases differ by a few"
        assert abs(int(told[3]) * 1e6 - size) <= 0.25 * size, f"{name}: {size / 1e6:.0f} MB"
