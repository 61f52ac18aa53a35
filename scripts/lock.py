"""Writes `requirements/action.txt`: every package that the GitHub Action installs, each with the hashes of its files.

The action builds evlint from its own checkout, so the builder is locked too. Run it with `make lock` when a dependency
changes and before a release; it asks the package index, so it is no part of `make generate`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "action.txt"
OLDEST = "3.11"  # the lock holds for this Python and newer ones, on every system
HEAD = "# Written by scripts/lock.py (`make lock`): what the GitHub Action installs, nothing else.\n"


def wanted() -> list[str]:
    """Return what evlint needs to run and to be built, as `pyproject.toml` says it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [*project["project"]["dependencies"], *project["build-system"]["requires"]]


def main() -> int:
    """Ask `uv` for the versions and hashes of today, and write them. The exit status is uv's where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "wanted.in"
        asked.write_text("\n".join(wanted()) + "\n", "utf-8")
        done = subprocess.run(
            [
                *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes"),
                *("--python-version", OLDEST, "--no-annotate", "--no-header", "--no-emit-index-url"),
                *("--no-emit-find-links", asked),
            ],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode == 0:
        LOCK.parent.mkdir(exist_ok=True)
        LOCK.write_text(HEAD + done.stdout, "utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
