"""Reads a page of the manual as its reader does: files to write, commands to type, answers to expect, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GENERATED = ("configuration.md", "commands.md")
OWN_RULES = DOCS / "guides" / "own-rules.md"  # followed in an environment of its own: test_plugins.py
PAGES = sorted(
    path
    for path in DOCS.rglob("*.md")
    if path.parent.name != "rules" and path.name not in GENERATED and path != OWN_RULES
)

_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<language>\w*)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"`([^`\s]+)`\s?:\s*\Z")
_REPLACE = re.compile(r"`(https://[^`]+)`")


class Block(NamedTuple):
    """A fenced block. `file` is the name that the sentence before gives it: “… in `evlint.toml`:”.

    `replace` is what that paragraph tells the reader to change in the post: the new address, then the old one.
    """

    language: str
    text: str
    file: str | None
    replace: tuple[str, str] | None

    @property
    def commands(self) -> list[str]:
        """The lines of a shell block, without the remarks behind them."""
        return [line.split("  #")[0].strip() for line in self.text.splitlines() if line.strip()]


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page, in order."""
    text = page.read_text("utf-8")
    last = 0
    for found in _FENCE.finditer(text):
        before = text[last : found.start()]
        last = found.end()
        named = _NAMED.search(before)
        addresses = _REPLACE.findall(before)
        replace = (addresses[0], addresses[1]) if len(addresses) == 2 else None
        yield Block(found["language"], found["text"], named[1] if named else None, replace)


def name(page: Path) -> str:
    """Return a page's name below `docs/`, for messages and for the names of tests."""
    return page.relative_to(DOCS).as_posix()
