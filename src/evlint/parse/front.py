"""Splits the front matter off and reads it, whichever of the three formats it is in."""

from __future__ import annotations

from typing import NamedTuple

from evlint.model.document import Directive, FrontMatter, Problem, Scalar
from evlint.model.mapped import Mapped
from evlint.model.message import msg
from evlint.parse.front_yaml import read_yaml
from evlint.parse.split import split
from evlint.parse.yaml_decode import decode


class FrontRead(NamedTuple):
    """The front matter (None: there is none), where the body begins, what could not be read, and comments for evlint."""

    front: FrontMatter | None
    body_start: int
    problems: tuple[Problem, ...] = ()
    directives: tuple[Directive, ...] = ()


def read_front(text: str) -> FrontRead:
    """Read the front matter of a post's whole text (a BOM may lead it)."""
    parts = split(text)
    if parts is None:
        return FrontRead(None, 1 if text.startswith("\ufeff") else 0)
    if not parts.closed:
        problem = Problem(
            "EV003",
            parts.fence,
            msg("The front matter begins here, but no line closes it."),
            msg("Close it with a line of its own that holds the same marks as this one."),
        )
        return FrontRead(None, parts.body_start, (problem,))
    if parts.format != "yaml":
        empty = FrontMatter(parts.format, parts.fence._replace(end=parts.end), parts.content, {}, None, _verbatim)
        return FrontRead(empty, parts.body_start)
    read = read_yaml(text, parts.content)
    front = FrontMatter(
        parts.format,
        parts.fence._replace(end=parts.end),
        parts.content,
        read.data,
        read.root,
        lambda scalar: decode(text, scalar),
    )
    return FrontRead(front, parts.body_start, read.problems)


def _verbatim(scalar: Scalar) -> Mapped:
    return Mapped.verbatim(scalar.source, scalar.span.start)
