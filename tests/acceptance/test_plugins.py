"""Rules of other packages, through the real command: installed beside evlint, they are rules like any other."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import plugins
import pytest
from editor import editor
from guide import OWN_RULES, blocks
from run_evlint import evlint

from evlint.report import FORMATS

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "fixtures" / "plugin"
POST = """---
title: GRANDE FÊTE DU PRINTEMPS
date: 2026-01-10
---

Le programme : [cliquez ici](https://www.example.org/p).

<!-- evlint-disable-next-line HR001: on purpose -->
Et aussi [ici](https://www.example.org/q).
"""
FOUND = [("HR002", "a.md", 2, 8), ("HR001", "a.md", 6, 16)]


def pip(*args: str | Path) -> None:
    ended = subprocess.run([sys.executable, "-m", "pip", *args], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The example package, installed by pip in a folder of the path: the environment that has it."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(EXAMPLE, folder / "source")
    pip("install", "--quiet", "--no-deps", "--target", folder / "installed", folder / "source")
    return {"PYTHONPATH": str(folder / "installed")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a.md").write_text(POST, "utf-8")
    return folder


def check(site: Path, env: dict[str, str], *args: str) -> list[tuple[str, str, int, int]]:
    ended = evlint("check", "--offline", "--format", "json", *args, cwd=site, env=env)
    assert ended.err == ""
    return ended.found


def test_without_the_package_its_rules_are_not_there(site: Path) -> None:
    ended = evlint("check", "--offline", "--format", "json", cwd=site)
    assert [rule for rule, *_ in ended.found] == ["EV009"]
    assert "HR" not in evlint("rule", cwd=site).out


def test_its_rules_run_and_comments_silence_them(site: Path, house: dict[str, str]) -> None:
    ended = evlint("check", "--offline", "--format", "json", cwd=site, env=house)
    assert (ended.status, ended.found) == (1, FOUND)
    assert [one["rule"] for one in ended.report["suppressed"]] == ["HR001"]
    assert [one["severity"] for one in ended.report["diagnostics"]] == ["warning", "info"]


def test_they_are_listed_and_explained(site: Path, house: dict[str, str]) -> None:
    assert [line.split()[:3] for line in evlint("rule", cwd=site, env=house).out.splitlines()[-2:]] == [
        ["HR001", "vague-link", "info"],
        ["HR002", "shouting-title", "warning"],
    ]
    page = evlint("rule", "hr002", cwd=site, env=house).out
    for part in ("shouting-title", "spell such words letter by letter", "evlint-house-rules 1.0.0"):
        assert part in page
    assert "title: Grande fête du printemps" in page
    data = json.loads(evlint("rule", "shouting-title", "--format", "json", cwd=site, env=house).out)
    assert (data["package"], data["url"]) == ("evlint-house-rules 1.0.0", "https://www.example.org/house-rules")
    assert json.loads(evlint("rule", "EV301", "--format", "json", cwd=site, env=house).out)["package"] == "evlint"


def test_they_speak_the_languages_that_they_bring(site: Path, house: dict[str, str]) -> None:
    told = evlint("check", "--offline", "--lang", "fr", "--format", "concise", cwd=site, env=house).out
    assert "Le titre « GRANDE FÊTE DU PRINTEMPS » est tout en capitales." in told
    assert "The link says “cliquez ici”" in told  # this rule has no French
    page = evlint("rule", "HR002", "--lang", "fr", cwd=site, env=house).out
    assert "Un titre est écrit tout en capitales." in page
    assert "Fournie par l’extension evlint-house-rules 1.0.0." in page


@pytest.mark.parametrize(
    ("args", "rules"),
    [
        (("--select", "HR"), ["HR002", "HR001"]),
        (("--select", "hr001"), ["HR001"]),
        (("--select", "EV"), []),
        (("--select", "EV", "--extend-select", "HR002"), ["HR002"]),
        (("--ignore", "HR00"), []),
        (("--ignore", "HR001"), ["HR002"]),
        (("--isolated",), ["HR002", "HR001"]),
    ],
)
def test_they_are_selected_by_code_and_prefix(
    site: Path, house: dict[str, str], args: tuple[str, ...], rules: list[str]
) -> None:
    assert [rule for rule, *_ in check(site, house, *args) if rule.startswith("HR")] == rules


@pytest.mark.parametrize(
    ("config", "rules"),
    [
        ('select = ["EV"]', []),
        ('select = ["EV2", "HR001"]', ["HR001 info"]),
        ('ignore = ["HR"]', []),
        ('[severity]\nHR001 = "error"\nHR002 = "off"', ["HR001 error"]),
        ('[per-file]\n"*.md" = { ignore = ["HR002"] }', ["HR001 info"]),
        ('extend-select = ["EV312"]', ["HR001 info", "HR002 warning"]),
    ],
)
def test_they_are_configured(site: Path, house: dict[str, str], config: str, rules: list[str]) -> None:
    (site / "evlint.toml").write_text(config + "\n", "utf-8")
    ended = evlint("check", "--offline", "--format", "json", cwd=site, env=house)
    found = [f"{one['rule']} {one['severity']}" for one in ended.report["diagnostics"]]
    assert sorted(one for one in found if one.startswith("HR")) == rules, ended.err
    shown = json.loads(evlint("config", "show", "a.md", "--format", "json", cwd=site, env=house).out)
    levels = {code: one["severity"] for code, one in shown["file"]["rules"].items() if code.startswith("HR")}
    assert sorted(f"{code} {level}" for code, level in levels.items() if level != "off") == rules


def test_the_default_selection_is_shown_with_them(site: Path, house: dict[str, str]) -> None:
    shown = json.loads(evlint("config", "show", "--format", "json", cwd=site, env=house).out)
    assert shown["settings"]["select"] == {"value": ["EV", "HR"], "origin": "default"}


def test_a_code_that_no_package_brings_is_refused(site: Path, house: dict[str, str]) -> None:
    (site / "evlint.toml").write_text('ignore = ["ZZ001"]\n', "utf-8")
    ended = evlint("check", "--offline", cwd=site, env=house)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        "evlint.toml:1:11: no rule has the code “ZZ001”: is the package that brings it installed here?\n"
    )


@pytest.mark.parametrize("comment", ["HR001: nothing here", "HR009"])
def test_comments_for_them_are_judged(site: Path, house: dict[str, str], comment: str) -> None:
    (site / "a.md").write_text(
        f"---\ntitle: Fête\n---\n\n<!-- evlint-disable-next-line {comment} -->\nText.\n", "utf-8"
    )
    assert [rule for rule, *_ in check(site, house)] == ["EV009"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_them(site: Path, house: dict[str, str], name: str) -> None:
    ended = evlint("check", "--offline", "--format", name, "--statistics", cwd=site, env=house)
    assert (ended.status, ended.err) == (1, "")
    assert "HR002" in ended.out
    assert "HR001" in ended.out
    assert 'href=""' not in ended.out


@pytest.mark.parametrize("name", FORMATS)
def test_a_package_without_a_page_gets_no_link(site: Path, tmp_path: Path, name: str) -> None:
    env = {"PYTHONPATH": str(plugins.install(tmp_path / "path", "ev-words", plugins.rule("XX001", "programme")))}
    ended = evlint("check", "--offline", "--color", "always", "--format", name, cwd=site, env=env)
    assert (ended.status, ended.err) == (1, "")
    assert "XX001" in ended.out
    for empty in ('href=""', '"helpUri": ""', '"url": ""', "]()", "None"):
        assert empty not in ended.out


def test_sarif_lists_them_with_their_package_and_page(site: Path, house: dict[str, str]) -> None:
    (run,) = json.loads(evlint("check", "--offline", "--format", "sarif", cwd=site, env=house).out)["runs"]
    rules = run["tool"]["driver"]["rules"]
    first = run["results"][0]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "HR002"
    assert rules[first["ruleIndex"]]["helpUri"] == "https://www.example.org/house-rules"
    assert "evlint-house-rules" in rules[first["ruleIndex"]]["properties"]["tags"]


def test_they_are_mended(site: Path, house: dict[str, str]) -> None:
    assert evlint("check", "--offline", "--unsafe-fixes", "--select", "HR002", cwd=site, env=house).status == 0
    assert "title: Grande fête du printemps\n" in (site / "a.md").read_text("utf-8")


def test_a_baseline_knows_them(site: Path, house: dict[str, str]) -> None:
    evlint("check", "--offline", "--write-baseline", "known.json", cwd=site, env=house)
    ended = evlint("check", "--offline", "--baseline", "known.json", "--format", "json", cwd=site, env=house)
    assert (ended.status, ended.found, ended.report["summary"]["baselined"]) == (0, [], 2)


def test_several_processes_say_what_one_says(site: Path, house: dict[str, str]) -> None:
    for number in range(40):
        (site / f"p{number}.md").write_text(POST, "utf-8")
    one = evlint("check", "--offline", "--no-cache", "--jobs", "1", "--format", "json", cwd=site, env=house)
    four = evlint("check", "--offline", "--no-cache", "--jobs", "4", "--format", "json", cwd=site, env=house)
    assert len(one.found) == 82
    assert one == four


@pytest.mark.asyncio
async def test_the_language_server_tells_them(
    site: Path, house: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", house["PYTHONPATH"])
    async with editor(site) as running:
        found = await running.open("a.md")
        told = await running.hover("a.md", 1, 10)
    assert [one.code for one in found] == ["HR002", "HR001"]
    assert found[0].code_description is not None
    assert found[0].code_description.href == "https://www.example.org/house-rules"
    assert "How to fix: write the title as a sentence." in told


def test_from_python_they_run_too(site: Path, house: dict[str, str]) -> None:
    code = (
        "import evlint, pathlib\n"
        "text = pathlib.Path('a.md').read_text('utf-8')\n"
        "print([one.rule for one in evlint.lint_text(text, path='a.md')])\n"
        "print([one.rule for one in evlint.check_paths('a.md').diagnostics])\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=site, env={**os.environ, **house}, capture_output=True, text=True, check=False
    )
    assert ended.stdout == "['HR002', 'HR001']\n" * 2, ended.stderr


def test_the_examples_own_tests_pass(tmp_path: Path) -> None:
    """Installed or not: a rule under test is the one that was handed in."""
    shutil.copytree(EXAMPLE / "tests", tmp_path / "tests")
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(EXAMPLE / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 passed" in ended.stdout, ended.stdout


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What the guide makes of its reader: a folder with the package under work, and a fresh environment that has it."""
    folder = tmp_path_factory.mktemp("author")
    work, venv = folder / "work", folder / "venv"
    for block in blocks(OWN_RULES):
        if block.file is not None:
            (work / block.file).parent.mkdir(parents=True, exist_ok=True)
            (work / block.file).write_text(block.text, "utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    python = venv / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip("--python", python, "install", "--quiet", "--no-deps", "--editable", work)
    told = subprocess.run(
        [python, "-c", "import site; print(*site.getsitepackages())"], capture_output=True, text=True, check=True
    )
    beside = [str(ROOT / "src"), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    (Path(told.stdout.split()[0]) / "evlint_beside.pth").write_text("\n".join(beside), "utf-8")

    return python, work


def test_the_guide_shows_the_example_as_it_is(author: tuple[Path, Path]) -> None:
    def texts(folder: Path) -> dict[str, str]:
        return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.[pt]*[yl]")}

    assert len(texts(EXAMPLE)) == 5
    assert texts(author[1]) == texts(EXAMPLE)


def test_the_guide_does_what_it_says(author: tuple[Path, Path], tmp_path: Path) -> None:
    python, work = author
    shown = list(blocks(OWN_RULES))
    commands = [command for block in shown if block.language == "sh" for command in block.commands]
    assert commands[0] == "python3 -m pip install --editable ."  # what `author` did
    said = ""
    for command in commands[1:]:
        words = shlex.split(command)
        words = words[1:] if words[0] == "python3" else ["-m", *words]
        ended = subprocess.run([python, *words], cwd=work, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, f"{command}: {ended.stdout}{ended.stderr}"
        said += ended.stdout
    assert "2 passed" in said
    assert "HR001 vague-link" in said
    (config,) = [block.text for block in shown if block.language == "toml" and block.file is None]
    (tmp_path / "evlint.toml").write_text(config, "utf-8")
    (tmp_path / "a.md").write_text(POST, "utf-8")
    ended = subprocess.run(
        [python, "-m", "evlint", "check", "--offline", "--format", "concise"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.startswith("a.md:6:16: warning HR001 "), ended.stderr
    assert "HR002" not in ended.stdout
    (hooks,) = [block.text for block in shown if block.language == "yaml"]
    (tmp_path / ".pre-commit-config.yaml").write_text(hooks, "utf-8")
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config"], cwd=tmp_path, check=True)


def test_what_changes_in_an_editable_install_counts(author: tuple[Path, Path], site: Path) -> None:
    python, work = author

    def rules() -> list[str]:
        ended = subprocess.run(
            [python, "-m", "evlint", "check", "--offline", "--format", "json"],
            cwd=site,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.stderr == ""
        return [f"{one['rule']} {one['severity']}" for one in json.loads(ended.stdout)["diagnostics"]]

    assert rules() == ["HR002 warning", "HR001 info"]
    file = work / "src" / "evlint_house_rules" / "vague_link.py"
    before = file.read_text("utf-8")
    try:
        file.write_text(before.replace('severity="info"', 'severity="error"'), "utf-8")
        assert rules() == ["HR002 warning", "HR001 error"]
    finally:
        file.write_text(before, "utf-8")


def test_what_is_remembered_is_of_this_version(site: Path, tmp_path: Path) -> None:
    folder = plugins.install(tmp_path / "path", "ev-words", plugins.rule("XX001", "Et aussi"))
    env = {"PYTHONPATH": str(folder)}
    assert "XX001" in [rule for rule, *_ in check(site, env)]
    assert [rule for rule, *_ in check(site, {})] == ["EV009"]
    plugins.install(folder, "ev-words", plugins.rule("XX001", "nowhere"), version="1.1")
    assert "XX001" not in [rule for rule, *_ in check(site, env)]
    plugins.install(tmp_path / "path", "ev-other-words", plugins.rule("XY001", "programme"))
    assert "XY001" in [rule for rule, *_ in check(site, env)]
    assert "XY001" in [rule for rule, *_ in check(site, env)]
