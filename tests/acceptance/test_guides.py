"""Every command and every snippet of the guides, as a reader meets them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from guide import PAGES, ROOT, Block, blocks, name
from run_evlint import Ended, evlint

from evlint.config.read import read_settings

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CONFIG_SCHEMA = json.loads((ROOT / "schemas" / "config.schema.json").read_text("utf-8"))
SITES = {"guides/jekyll.md": "jekyll", "guides/hugo.md": "hugo"}
# What a test may not do: it is there to be read.
TOLD = ("sudo apt install pipx", "pipx ensurepath", "pre-commit run --all-files")  # test_precommit.py runs the second
NO_NETWORK = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")


def git(folder: Path, *args: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def site(request: pytest.FixtureRequest, tmp_path: Path, fixtures: Path) -> Path:
    """The site that a guide is about, in a repository that has left `origin/main`."""
    page: Path = request.getfixturevalue("page")
    folder = tmp_path / "site"
    if name(page) in SITES:
        shutil.copytree(fixtures / SITES[name(page)], folder)
    else:
        (folder / "content").mkdir(parents=True)
        if not any(block.language == "markdown" and block.file for block in blocks(page)):
            shutil.copy(fixtures / "demo" / "mois-innovation-publique-2022.md", folder / "content" / "post.md")
            (folder / "content" / "old.md").write_text(
                "---\ntitle: old\n---\n\n[x](https:/www.example.org/)\n", "utf-8"
            )
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "start")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    return folder


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_reader_gets_through(page: Path, site: Path) -> None:
    env = {"LC_ALL": "fr_FR.UTF-8"} if name(page).startswith("fr/") else {}
    said = Ended(0, "", "")
    steps = list(blocks(page))
    for at, block in enumerate(steps):
        if block.replace is not None:
            for post in site.rglob("*.md"):
                post.write_text(post.read_text("utf-8").replace(block.replace[1], block.replace[0]), "utf-8")
        if block.file is not None and block.language != "lua":
            (site / block.file).parent.mkdir(parents=True, exist_ok=True)
            (site / block.file).write_text(block.text, "utf-8")
        elif block.language == "sh":
            answered = at + 1 < len(steps) and steps[at + 1].language == "text"
            for command in block.commands:
                said = typed(command, site, env, "--format", "table") if answered else typed(command, site, env)
        elif block.language == "text":
            assert [line.rstrip(" ") for line in said.out.splitlines()] == block.text.splitlines()


def typed(command: str, folder: Path, env: dict[str, str], *more: str) -> Ended:
    """Type a command; fail where a reader would stop."""
    words = shlex.split(command)
    if command in TOLD or is_install(words):
        return Ended(0, "", "")
    if words[0] == "python3":
        words = words[2:] if words[1:2] == ["-m"] else ["python", *words[1:]]
    if words[0] == "evlint":
        ended = evlint(*words[1:], *more, cwd=folder, env={**NO_NETWORK, **env})
        assert ended.status == 0 or (ended.status == 1 and words[1] == "check"), f"{command}: {ended.err}"
        assert ended.out or ended.err, command
        assert "Traceback" not in ended.err, command
        return ended
    known = {
        "python": [sys.executable],
        "pre-commit": [sys.executable, "-m", "pre_commit"],
        "make": ["make", "-nC", str(ROOT)],
    }
    assert words[0] in known, f"nothing runs “{command}”"
    done = subprocess.run(
        [*known[words[0]], *words[1:]],
        cwd=folder,
        env={**os.environ, "PRE_COMMIT_HOME": str(folder.parent / "pre-commit")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return Ended(0, done.stdout, done.stderr)


def is_install(words: list[str]) -> bool:
    """Tell whether a command installs something; what it installs must be ours."""
    match words:
        case ["python3", "-m", "pip", "install", what] | ["pipx", "install", what]:
            extras = re.fullmatch(r"\.(?:\[([\w,]+)\])?", what)
            assert extras, what
            assert set(filter(None, (extras[1] or "").split(","))) <= set(PROJECT["optional-dependencies"])
            return True
        case ["pipx", "inject", "evlint", what]:
            assert what in [wanted for extra in PROJECT["optional-dependencies"].values() for wanted in extra]
            return True
    return False


SNIPPETS = [
    pytest.param(block, id=f"{name(page)}-{at}-{block.language}")
    for page in PAGES
    for at, block in enumerate(blocks(page))
    if block.language not in ("sh", "text", "markdown")
]


@pytest.mark.parametrize("block", SNIPPETS)
def test_a_snippet_holds(block: Block, tmp_path: Path) -> None:
    check = {"toml": toml_holds, "yaml": yaml_holds, "json": json_holds, "lua": lua_holds, "python": python_holds}
    assert block.language in check, f"nothing checks a snippet in {block.language or 'no language'}"
    check[block.language](block.text, tmp_path)


def toml_holds(text: str, _: Path) -> None:
    data = tomllib.loads(text)
    if "language-server" not in data and "project" not in data:
        jsonschema.validate(data, CONFIG_SCHEMA)
        assert read_settings(text, file="evlint.toml") != read_settings("", file="evlint.toml")


def yaml_holds(text: str, folder: Path) -> None:
    data: Any = yaml.safe_load(text)
    if not isinstance(data, dict) or "repos" not in data:
        return
    config = folder / ".pre-commit-config.yaml"
    config.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", config], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    ours = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert {hook["id"] for repo in data["repos"] for hook in repo["hooks"]} <= ours


def json_holds(text: str, _: Path) -> None:
    data = json.loads(text)
    if "$schema" in data:
        jsonschema.Draft202012Validator.check_schema(data)


def lua_holds(text: str, _: Path) -> None:
    assert text.count("(") == text.count(")")
    assert text.count("{") == text.count("}")


def python_holds(text: str, _: Path) -> None:
    compile(text, "snippet", "exec")


def test_the_editors_guide_does_what_it_says(tmp_path: Path, fixtures: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    post = content / "post.md"
    shutil.copy(fixtures / "demo" / "mois-innovation-publique-2022.md", post)
    shown = list(blocks(ROOT / "docs" / "guides" / "editors.md"))
    (helix,) = [tomllib.loads(block.text) for block in shown if block.language == "toml"]
    assert evlint(*helix["language-server"]["evlint"]["args"], "--help", cwd=tmp_path).status == 0
    (zed,) = [json.loads(block.text) for block in shown if block.language == "json"]
    formatter = zed["languages"]["Markdown"]["formatter"]["external"]
    arguments = [one.replace("{buffer_path}", str(post)) for one in formatter["arguments"]]
    given = post.read_bytes() + b"\n\n[x](https:/www.example.org/)\n"  # after HTML, a blank line begins Markdown
    ended = evlint(*arguments, cwd=tmp_path, stdin=given)
    assert ended.status == 0, "an editor drops what a formatter prints that fails"
    assert ended.out.encode() == given.replace(b"https:/www", b"https://www")
    assert "EV301" in ended.err


@pytest.mark.parametrize(("page", "language"), [("guides/first-steps.md", "en"), ("fr/premiers-pas.md", "fr")])
def test_the_troubles_that_the_first_steps_name_are_real(page: str, language: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    (tmp_path / "posts").mkdir()
    for folder in ("content/", "posts"):
        said = evlint("check", "--offline", "--lang", language, folder, cwd=tmp_path).err
        named = [quoted for quoted in re.findall(r"`([^`\n]+)`", text) if quoted in said and " " in quoted]
        assert named, said


@pytest.mark.parametrize("page", ["guides/first-steps.md", "fr/premiers-pas.md"])
def test_the_first_steps_know_a_command_that_is_not_found(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert re.search(r"^\| `evlint: command not found`.*python3 -m evlint.*`pipx ensurepath`", text, re.MULTILINE)
    assert "pipx install .\npipx ensurepath\n" in text


def test_the_first_steps_end_with_a_mended_post() -> None:
    for page in ("guides/first-steps.md", "fr/premiers-pas.md"):
        steps = list(blocks(ROOT / "docs" / page))
        assert [block.language for block in steps].count("text") == 2, "what evlint answers, before and after"
        assert any(block.replace for block in steps)
