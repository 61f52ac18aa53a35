"""Each folder of `tests/cases` is a small site with what must be said there, and nothing else.

`expected.txt` holds the arguments of a run, then a line for each finding, `RULE path:line`, or `none`; lines that begin with
`#` are remarks. Errors and warnings count; an info counts where a line `INFO RULE path:line` asks for it. A file named
`_gitignore` stands for `.gitignore`: git would take the latter for its own.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from run_evlint import evlint

CASES = Path(__file__).parent.parent / "cases"


def expected(case: Path) -> tuple[list[str], set[str]]:
    """Return the arguments of a case's run, and the findings that must come of it."""
    lines = (case / "expected.txt").read_text("utf-8").splitlines()
    told = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return told[0].split(), {line for line in told[1:] if line != "none"}


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir() if path.is_dir()))
def test_a_case_says_what_it_must_and_nothing_else(name: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(CASES / name, site, ignore=shutil.ignore_patterns("expected.txt"), symlinks=True)
    for ignored in [*site.rglob("_gitignore")]:
        ignored.rename(ignored.with_name(".gitignore"))
    args, wanted = expected(CASES / name)
    ended = evlint(*args, "--format", "json", cwd=site)
    assert ended.status in {0, 1}, ended.err
    said = {
        ("INFO " if found["severity"] == "info" else "") + f"{found['rule']} {found['path']}:{found['start']['line']}"
        for found in ended.report["diagnostics"]
    }
    assert {line for line in said if not line.startswith("INFO ") or line in wanted} == wanted
