"""Runs the command, as a user would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import warm

EVLINT = [sys.executable, "-m", "evlint"]
# A child of `nohup`, or of some runners, ignores SIGINT from its start, and so do its own children: for tests that send it.
INTERRUPTIBLE = [
    sys.executable, "-c",
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])", *EVLINT,
]  # fmt: skip

TIMEOUT = 120  # seconds


class Ended(NamedTuple):
    """How a run ended."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report on standard output."""
        data: dict[str, Any] = json.loads(self.out)
        return data

    @property
    def found(self) -> list[tuple[str, str, int, int]]:
        """Rule, path, line and column of each diagnostic of the JSON report."""
        return [(d["rule"], d["path"], d["start"]["line"], d["start"]["column"]) for d in self.report["diagnostics"]]


def raw(
    *args: str | Path, cwd: Path | None = None, stdin: bytes | None = None, env: dict[str, str] | None = None
) -> tuple[int, bytes, bytes]:
    """Run evlint with arguments in a folder; return its status and what it wrote."""
    whole = {**os.environ, "PYTHONUTF8": "1", **(env or {})}
    if warm.can_run(env or {}):
        return warm.run([*map(str, args)], os.path.abspath(cwd or "."), stdin or b"", whole, TIMEOUT)
    ended = subprocess.run(
        [*EVLINT, *map(str, args)],
        cwd=cwd, input=stdin or b"", capture_output=True, env=whole, check=False, timeout=TIMEOUT,
    )  # fmt: skip
    return ended.returncode, ended.stdout, ended.stderr


def evlint(
    *args: str | Path, cwd: Path | None = None, stdin: bytes | None = None, env: dict[str, str] | None = None
) -> Ended:
    """Run evlint with arguments in a folder; standard input as bytes."""
    status, out, err = raw(*args, cwd=cwd, stdin=stdin, env=env)
    return Ended(status, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))
