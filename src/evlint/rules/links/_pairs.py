"""Blocks of the front matter whose layout makes a link of two values: `contenu` its text, `lien` its target.

numerique.gouv.fr's layout prints `<a href=lien>contenu</a>` where there is a `lien`, else `contenu` as text: so a `lien`
alone is a link without text, and an address in `contenu` alone is text that nobody can click on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from evlint.model.document import Document, Entry, Mapping, Sequence
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

TITLE, TEXT, TARGET = "intitule", "contenu", "lien"
_ADDRESS = lazy_regex(r"https?://\S+\Z", re.IGNORECASE)


class Lone(NamedTuple):
    """A value that stands without the other: what is missing beside it, and where it stands."""

    missing: Literal["text", "target"]
    entry: Entry
    pointer: str


def lone_values(document: Document) -> Iterator[Lone]:
    """Yield a target without its text, and an address as text without a target, in blocks that have a title."""
    front = document.front
    if front is None or front.root is None or document.text.find(TITLE, *front.content) < 0:
        return
    for entry in front.root.entries:
        if isinstance(entry.value, Sequence):
            for index, item in enumerate(entry.value.items):
                if isinstance(item, Mapping) and item.get(TITLE) is not None:
                    yield from _lone(item, f"/{entry.name}/{index}")


def _lone(block: Mapping, pointer: str) -> Iterator[Lone]:
    text, target = block.entry(TEXT), block.entry(TARGET)
    if target is not None and _words(target) and not _words(text):
        yield Lone("text", target, f"{pointer}/{TARGET}")
    if text is not None and not _words(target) and _ADDRESS.match(_words(text)) is not None:
        yield Lone("target", text, f"{pointer}/{TEXT}")


def _words(entry: Entry | None) -> str:
    value = None if entry is None else getattr(entry.value, "value", None)
    return value.strip() if isinstance(value, str) else ""
