"""`--watch` with files that really change: what changed is checked again, and what depends on it; Ctrl-C is quiet."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from run_evlint import INTERRUPTIBLE, evlint

from evlint.model.message import Msg, Plural
from evlint.pipeline.watch import keep_checking, watched_folders

_PATIENCE = 120  # seconds until a test is given up
POST = "---\ntitle: Un\ndate: 2026-01-01\n---\n\n[deux](deux.md)\n"


class Watched:
    """A run that watches. `round` returns the lines of one round."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip())

    def round(self) -> list[str]:
        found: list[str] = []
        while not found or "Ctrl-C ends" not in found[-1]:
            found.append(self.lines.get(timeout=_PATIENCE))
        return found

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE)


@contextmanager
def watching(folder: Path, *args: str) -> Iterator[Watched]:
    process = subprocess.Popen(
        [*INTERRUPTIBLE, "check", "--offline", "--format", "concise", "--watch", *args],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        yield Watched(process)
    finally:
        process.kill()
        process.wait(_PATIENCE)
        if process.stdout is not None:
            process.stdout.close()


def put(path: Path, text: str) -> None:
    """Write a file in one step: one that is written while a round begins may be read before its text is there."""
    with tempfile.TemporaryDirectory(dir=path.parent.parent) as beside:
        (Path(beside) / path.name).write_text(text, "utf-8")
        os.replace(Path(beside) / path.name, path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that is watched; what lies beside it is not."""
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def codes(lines: list[str]) -> list[str]:
    return [word for line in lines for word in line.split() if word.startswith("EV") and word[2:5].isdigit()]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_changes_are_checked_and_an_interrupt_is_quiet(folder: Path) -> None:
    (folder / "un.md").write_text(POST, "utf-8")
    (folder / "deux.md").write_text("---\ntitle: Deux\n---\n", "utf-8")
    with watching(folder, "--output", "rapport.json", ".") as watched:
        assert codes(watched.round()) == []
        put(folder / "deux.md", "---\ntitle: Deux\n---\n\nLe vendredi 3 novembre 2022.\n")
        told = watched.round()
        assert codes(told) == ["EV206"]
        assert told[0] == "evlint: [2] deux.md changed."
        os.rename(folder / "deux.md", folder / "trois.md")
        told = watched.round()
        assert codes(told) == ["EV206", "EV306"], "the post that links to the renamed one is judged again"
        assert told[0] == "evlint: [3] deux.md and others changed (2 files)."
        put(folder / "evlint.toml", 'ignore = ["EV206"]\n')
        assert codes(watched.round()) == ["EV306"]
        put(folder / "evlint.toml", "ignore = [\n")
        assert any("evlint.toml" in line for line in watched.round()[:-1]), "a bad configuration is told, not the end"
        (folder / "evlint.toml").unlink()
        assert codes(watched.round()) == ["EV206", "EV306"]
        assert watched.stop() == 130
        assert watched.lines.empty(), "nothing is said about the interrupt, and our own report is no change"


def test_a_changed_schema_is_a_change_for_its_posts(folder: Path) -> None:
    (folder / "evlint.toml").write_text('[[collection]]\nname = "a"\nfiles = ["*.md"]\nschema = "a.json"\n', "utf-8")
    (folder / "a.json").write_text("{}", "utf-8")
    (folder / "un.md").write_text("---\ntitle: Un\n---\n", "utf-8")
    with watching(folder, "un.md") as watched:
        assert codes(watched.round()) == []
        put(folder / "a.json", '{"required": ["lieu"]}')
        assert codes(watched.round()) == ["EV101"]


def test_standard_input_cannot_be_watched() -> None:
    ended = evlint("check", "--watch", "-", stdin=b"")
    assert ended.status == 2
    assert "cannot be watched" in ended.err


def test_without_watchfiles_one_line_says_that_the_installation_is_not_whole(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['watchfiles'] = None\n"
        "from evlint.cli import run; sys.exit(run(['check', '--watch', '.']))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert ended.returncode == 2
    assert "watchfiles is missing" in ended.stderr
    assert "pip" not in ended.stderr, "no name of a package that this project may not own"
    assert ended.stderr.count("\n") == 1


def test_rounds_are_counted_and_idle_turns_are_none() -> None:
    said: list[str] = []
    checks: list[int] = []

    def check() -> int:
        checks.append(1)
        return 0 if len(checks) < 4 else 130

    def say(message: Msg | Plural) -> None:
        said.append(str(message))

    turns: list[list[str]] = [[], [], ["a.md"], [], ["a.md", "b.md"], ["c.md"], ["never.md"]]
    assert keep_checking(check, turns, lambda: None, say) == 130
    assert len(checks) == 4
    waiting = "Waiting for a file to change. Ctrl-C ends."
    assert said == [
        waiting, "[2] a.md changed.", waiting, "[3] a.md and others changed (2 files).", waiting, "[4] c.md changed.",
    ]  # fmt: skip


def test_the_site_and_the_configuration_are_watched_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    (site / "_posts" / "sub").mkdir(parents=True)
    (site / "_config.yml").write_text("title: a\n", "utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "evlint.toml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert watched_folders(["site/_posts/sub"], "other/evlint.toml") == [str(tmp_path / "other"), str(site)]
    assert watched_folders([], None) == [str(tmp_path)]
