"""How often one post is parsed, counted through the command as it runs: once for each state of its text, online too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from badserver import BadServer, serving

CONFIG = '[links]\nallow-private = ["127.0.0.0/8"]\ntimeout = 30\n[links.hosts."127.*"]\ninterval = 0\n'
COUNTING = """
import sys
import evlint.parse
real, texts = evlint.parse.parse, []
def parse(path, text, *rest, **named):
    texts.append(text)
    return real(path, text, *rest, **named)
evlint.parse.parse = parse
from evlint.cli import run
status = run(sys.argv[1:])
sys.stdout.flush()
import json
sys.stderr.write("\\n" + json.dumps([len(texts), len(set(texts))]))
sys.exit(status)
"""
MOVED = "/to/301?/page"


@pytest.fixture(scope="module")
def server() -> Iterator[BadServer]:
    with serving(1) as running:
        yield running


def parses(folder: Path, *arguments: str, stdin: str | None = None) -> tuple[int, str]:
    """Run a command: how often a text was parsed, and what the command printed. No text is parsed twice."""
    ended = subprocess.run(
        [sys.executable, "-c", COUNTING, *arguments],
        cwd=folder, input=stdin, capture_output=True, text=True, check=False,
        env={**os.environ, "EVLINT_CACHE_DIR": str(folder / ".cache")},
    )  # fmt: skip
    times, texts = json.loads(ended.stderr.splitlines()[-1])
    assert times == texts
    return times, ended.stdout


@pytest.fixture
def folder(tmp_path: Path, server: BadServer) -> Path:
    """A post with something that is fixed safely, and a link whose answer brings an unsafe fix."""
    (tmp_path / "evlint.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "post.md").write_text(
        f"---\ntitle: Un\n---\n\n<!-- evlint-disable-next-line EV206 -->\n[page]({server.url(MOVED)})\n",
        "utf-8",
    )
    return tmp_path


BASE = ("check", "post.md", "--ignore", "EV302", "--format", "concise")
FIXES = ("--fix", "--unsafe-fixes")


@pytest.mark.parametrize("network", ["--online", "--offline"])
def test_a_check_parses_a_post_once(folder: Path, network: str) -> None:
    times, said = parses(folder, *BASE, network)
    assert times == 1
    assert ("EV407" in said) == (network == "--online")
    assert parses(folder, *BASE, "--offline")[0] == 0  # remembered


def test_a_remembered_post_is_parsed_for_what_the_network_tells(folder: Path) -> None:
    parses(folder, *BASE, "--online")
    assert parses(folder, *BASE, "--online")[0] == 1


@pytest.mark.parametrize("network", ["--online", "--offline"])
def test_fixing_parses_a_post_twice(folder: Path, server: BadServer, network: str) -> None:
    assert parses(folder, *BASE, network, *FIXES)[0] == 2
    text = (folder / "post.md").read_text("utf-8")
    assert "evlint-disable" not in text
    assert (server.url("/page") in text) == (network == "--online")


def test_a_difference_parses_a_post_twice(folder: Path, server: BadServer) -> None:
    before = (folder / "post.md").read_bytes()
    times, said = parses(folder, *BASE, "--online", *FIXES, "--diff")
    assert times == 2
    assert f"+[page]({server.url('/page')})" in said
    assert "-<!-- evlint-disable-next-line EV206 -->" in said
    assert (folder / "post.md").read_bytes() == before


@pytest.mark.parametrize(("options", "most"), [((), 1), (("--fix", "--online"), 2), (("--diff", "--online"), 2)])
def test_standard_input_is_parsed_as_a_file_is(folder: Path, options: tuple[str, ...], most: int) -> None:
    text = (folder / "post.md").read_text("utf-8")
    assert parses(folder, "check", "-", "--ignore", "EV302", "--unsafe-fixes", *options, stdin=text)[0] == most
