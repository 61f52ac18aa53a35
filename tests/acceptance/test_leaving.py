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


def test_a_profiler_sees_the_end(tmp_path: Path) -> None:
    script = (
        "import os, sys\nsys.argv = ['evlint', '--version']\nfrom evlint.__main__ import main\n"
        "sys.setprofile(''.format)\ntry: main()\nexcept SystemExit: os.mkdir('seen')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "seen").exists()


def test_nobody_else_is_waited_for(tmp_path: Path) -> None:
    script = (
        "import os\nclass End:\n    def __del__(self, mkdir=os.mkdir): mkdir('taken apart')\nend = End()\n"
        "import sys\nsys.argv = ['evlint', '--version']\nfrom evlint.__main__ import main\nmain()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert list(tmp_path.iterdir()) == []


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
    assert ended.stdout.count("EV206") == 3000
