"""Finds links, prose and directives in the texts of the front matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from evlint.model.document import Directive, FrontMatter, Link, Prose, no_prose


class FrontTexts(NamedTuple):
    """What the texts of the front matter hold."""

    links: tuple[Link, ...] = ()
    prose: Callable[[], tuple[Prose, ...]] = no_prose
    directives: tuple[Directive, ...] = ()


def read_front_texts(text: str, front: FrontMatter | None) -> FrontTexts:
    """Read every string of the front matter as Markdown or HTML or plain text would be read."""
    if front is None:
        return FrontTexts()
    return FrontTexts(links=tuple(_links(front)))


def _links(front: FrontMatter) -> Iterator[Link]:
    for leaf in front.leaves:
        value = leaf.scalar.value
        if isinstance(value, str) and value.startswith(("http://", "https://")) and " " not in value:
            span = front.mapped(leaf.scalar).whole()
            yield Link(value, span, "front-matter", leaf.scalar.span, pointer=leaf.pointer)
