"""Takes the body of a post apart."""

from __future__ import annotations

from evlint.model.document import Body


def read_body(text: str, start: int, *, markup: str, dialect: str, mdx: bool) -> Body:
    """Read `text[start:]`: every span in the result points into `text`."""
    raise NotImplementedError((text, start, markup, dialect, mdx))
