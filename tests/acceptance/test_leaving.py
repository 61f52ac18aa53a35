"""How the process ends: at once, but for those who wait for its end, and never with less said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WAITERS = {
    "atexit": "import atexit; atexit.register(lambda: open('waited', 'w').close())",
    "thread": (
        "import threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(0.3), open('waited', 'w').close())).start()"
    ),
}


@pytest.mark.parametrize("waiter", WAITERS)
def test_who_waits_for_the_end_gets_it(tmp_path: Path, waiter: str) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: x\n---\n\nLe lundi 4 novembre 2026.\n", "utf-8")
    script = f"{WAITERS[waiter]}\nfrom evlint.__main__ import main\nmain()\n"
    ended = subprocess.run(
        [sys.executable, "-c", script, "check", "--isolated", "--no-cache", "--offline", "post.md"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1, ended.stderr
    assert "EV206" in ended.stdout
    assert (tmp_path / "waited").exists()


def version_asked_by(script: str, folder: Path) -> list[str]:
    """Run a script that asks for the version in an empty folder; return what it left there."""
    start = "import os, sys\nsys.argv = ['evlint', '--version']\nfrom evlint.__main__ import main\n"
    ended = subprocess.run(
        [sys.executable, "-c", start + script], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return os.listdir(folder)


def test_a_profiler_sees_the_end(tmp_path: Path) -> None:
    script = "sys.setprofile(''.format)\ntry: main()\nexcept SystemExit: os.mkdir('seen')\n"
    assert version_asked_by(script, tmp_path) == ["seen"]


def test_nobody_else_is_waited_for(tmp_path: Path) -> None:
    assert version_asked_by("try: main()\nfinally: os.mkdir('waited')\n", tmp_path) == []


def test_everything_is_said_before(tmp_path: Path) -> None:
    """A report of more than a pipe holds reaches the reader whole, and its status too."""
    text = "---\ntitle: x\n---\n\n" + "Le lundi 4 novembre 2026.\n\n" * 3000
    (tmp_path / "post.md").write_text(text, "utf-8")
    command = [
        sys.executable,
        "-m",
        "evlint",
        "check",
        "--isolated",
        "--no-cache",
        "--offline",
        "--format",
        "concise",
        ".",
    ]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ})
    assert ended.returncode == 1
    assert ended.stdout.count("EV206 ") == 1000
    assert "3000 errors" in ended.stdout
