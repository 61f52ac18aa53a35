"""Splits the front matter off and reads it, whichever of the three formats it is in."""

from __future__ import annotations

from typing import NamedTuple

from evlint.model.document import FrontMatter, Problem


class FrontRead(NamedTuple):
    """The front matter (None: there is none), where the body begins, and what could not be read."""

    front: FrontMatter | None
    body_start: int
    problems: tuple[Problem, ...] = ()


def read_front(text: str) -> FrontRead:
    """Read the front matter of a post's whole text (a BOM may lead it)."""
    raise NotImplementedError(text)
