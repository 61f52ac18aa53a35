"""Finds links, prose and directives in the texts of the front matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from evlint.model.document import Directive, FrontMatter, Link, Prose, no_prose


class FrontTexts(NamedTuple):
    """What the texts of the front matter hold."""

    links: tuple[Link, ...] = ()
    prose: Callable[[], tuple[Prose, ...]] = no_prose
    directives: tuple[Directive, ...] = ()


def read_front_texts(text: str, front: FrontMatter | None) -> FrontTexts:
    """Read every string of the front matter as Markdown or HTML or plain text would be read."""
    raise NotImplementedError((text, front))
