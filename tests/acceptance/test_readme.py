"""Every command and every snippet of the README works as it stands."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from run_evlint import evlint

from evlint.model.about import PROJECT_URL

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.split("  #")[0].strip()
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.strip()
]


@pytest.fixture
def site(tmp_path: Path, fixtures: Path) -> Path:
    content = tmp_path / "content"
    content.mkdir()
    shutil.copy(fixtures / "demo" / "mois-innovation-publique-2022.md", content / "post.md")
    return tmp_path


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith("evlint ")])
def test_evlint_commands(command: str, site: Path) -> None:
    ended = evlint(*shlex.split(command)[1:], cwd=site)
    checks = command.startswith("evlint check")
    assert ended.status == (1 if checks else 0), ended.err
    assert ended.out or ended.err
    assert "Traceback" not in ended.err


def test_the_first_screen_is_one_line_and_what_it_finds(tmp_path: Path) -> None:
    assert BLOCKS[0][0] == "sh"
    assert BLOCKS[0][1].count("\n") == 1
    assert README.index("```text") < README.index("![")
    words = shlex.split(BLOCKS[0][1])
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "fete.md").write_text(
        "---\ntitle: Fête\n---\n\nLe vendredi 21 mai 2026, venez nombreux.\n", "utf-8"
    )
    ended = evlint(*words[words.index("check") :], "--format", "concise", cwd=tmp_path)
    assert ended.out.splitlines()[0] == BLOCKS[1][1].rstrip("\n")


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith("make ")])
def test_make_words_exist(command: str) -> None:
    ended = subprocess.run(
        ["make", "--dry-run", *command.split()[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr


def test_no_command_is_left_untested() -> None:
    assert COMMANDS
    assert all(one.startswith(("evlint ", "make ", "pipx run ", "uvx ")) for one in COMMANDS)


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith(("pipx", "uvx"))])
def test_it_runs_without_being_installed(command: str) -> None:
    """The package is asked of the project's own repository, and the program's name is one that the package has."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        programs = tomllib.load(file)["project"]["scripts"]
    words = shlex.split(command)
    option = words.index("--spec" if words[0] == "pipx" else "--from")
    assert words[option + 1] == f"git+{PROJECT_URL}"
    assert words[option + 2] in programs
    assert command in (ROOT / "README.fr.md").read_text("utf-8")


def test_the_comparison_has_a_cell_for_each_tool() -> None:
    compared = README.partition("## How it compares")[2].partition("<!-- accuracy")[0]
    rows = [line for line in compared.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {9}
    assert sum("no" in line.split("|")[2] for line in rows) >= 3, "what others do better is told too"


def test_those_who_do_a_part_are_named_and_the_figures_are_those_that_were_measured() -> None:
    compared = README.partition("## How it compares")[2].partition("## Limits")[0]
    assert all(name in compared for name in ("LanguageTool", "date-weekday-mismatch", "squirrelscan", "rumdl"))
    figures = compared.partition("<!-- accuracy: begin -->")[2].partition("<!-- accuracy: end -->")[0]
    measured = (ROOT / "benchmarks" / "ACCURACY.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w.*?) \| (.*?) \| (.*?) \|$", figures, re.MULTILINE)
    tools = [row for row in rows if f"## {row[0]}\n" not in measured]
    assert len(tools) > 8
    for name, found, wrong in tools:
        (row,) = re.findall(rf"^\| {re.escape(name)} \| (.*) \|$", measured, re.MULTILINE)
        assert found in row.split(" | "), name
        assert wrong in row.split(" | "), name


def test_the_configuration_snippet_is_accepted(site: Path) -> None:
    (toml,) = [block for language, block in BLOCKS if language == "toml"]
    tomllib.loads(toml)
    (site / "evlint.toml").write_text(toml, "utf-8")
    ended = evlint("check", "--offline", "--format", "json", "content", cwd=site)
    assert ended.status == 1, ended.err
    assert "EV301" in [rule for rule, *_ in ended.found]


def test_the_pre_commit_snippet_is_valid(tmp_path: Path) -> None:
    (yaml,) = [block for language, block in BLOCKS if language == "yaml" and block.startswith("repos:")]
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(yaml, "utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", config], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "- id: evlint\n" in (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")


def test_our_own_hooks_are_valid() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
