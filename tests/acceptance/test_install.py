"""The wheel, installed in an environment of its own, is the whole product: schemas found, nothing of the tests in it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from run_evlint import evlint

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("evlint-*.whl"))


def test_the_wheel_holds_schemas_and_types_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "evlint/py.typed" in names
    for schema in ("post", "evenement", "actualite", "communique", "report", "config"):
        assert f"evlint/_schemas/{schema}.schema.json" in names
    assert not [name for name in names if "test" in name or "fixture" in name]


def test_the_wheel_works_from_a_folder_of_its_own(wheel: Path, tmp_path: Path, fixtures: Path) -> None:
    """Unpacked before everything else on the path: the schemas must be found in the wheel, not in the checkout."""
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(wheel).extractall(unpacked)
    ended = evlint(
        "check", "--offline", "--format", "json", fixtures / "demo", cwd=tmp_path, env={"PYTHONPATH": str(unpacked)}
    )
    assert ended.status == 1, ended.err
    assert "EV301" in [rule for rule, *_ in ended.found]
    shown = evlint("schema", "show", "evenement", cwd=tmp_path, env={"PYTHONPATH": str(unpacked)})
    assert '"event_start_date"' in shown.out


def test_schemas_are_found_from_an_editable_install(tmp_path: Path) -> None:
    assert "evenement" in evlint("schema", "list", cwd=tmp_path).out
