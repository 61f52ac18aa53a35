"""The version that pages tell readers to copy: the newest release of the changelog, or `main` as long as there is none.

A release is a heading with its day: one without a day was never tagged. Pages name it after `evlint/evlint@`, in the
archive's address and under `rev:`; no page asks for what does not exist.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_RELEASE = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", re.MULTILINE)
_WORD = r"(?:main|v\d+\.\d+\.\d+)"
_NAMED = re.compile(
    rf"(?P<before>evlint/evlint(?:@|/archive/)|repo: https://github\.com/evlint/evlint\n\s+rev: ){_WORD}(?![\w-])"
)


def newest(changelog: str) -> str:
    """Return what the newest release is tagged with; `main` where there is none."""
    found = _RELEASE.search(changelog)
    return f"v{found[1]}" if found else "main"


def with_version(text: str, version: str) -> str:
    """Return a page with the version in each place that names one."""
    return _NAMED.sub(lambda found: found["before"] + version, text)


def generated() -> dict[str, str]:
    """Return path to text of each page that names a version."""
    version = newest((ROOT / "CHANGELOG.md").read_text("utf-8"))
    pages = [ROOT / "README.md", ROOT / "README.fr.md", *sorted((ROOT / "docs").rglob("*.md"))]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in pages}
    return {name: with_version(text, version) for name, text in texts.items() if _NAMED.search(text)}
