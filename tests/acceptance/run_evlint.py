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


def evlint(
    *args: str | Path, cwd: Path | None = None, stdin: bytes | None = None, env: dict[str, str] | None = None
) -> Ended:
    """Run evlint with arguments in a folder; standard input as bytes."""
    if warm.can_run(env or {}):
        whole = {**os.environ, **(env or {})}
        status, out, err = warm.run([*map(str, args)], os.path.abspath(cwd or "."), stdin or b"", whole, TIMEOUT)
        return Ended(status, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))
    ended = subprocess.run(
        [*EVLINT, *map(str, args)],
        cwd=cwd,
        input=stdin if stdin is not None else b"",
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        check=False,
        timeout=TIMEOUT,
    )
    return Ended(ended.returncode, ended.stdout.decode("utf-8", "replace"), ended.stderr.decode("utf-8", "replace"))
