"""Finds where a Markdown link destination stands, and undoes its escapes and character references (CommonMark 6.3)."""

from __future__ import annotations

from evlint.parse.body.html import decode
from evlint.startup.lazy_regex import lazy_regex

# Blanks, at most one line end, and the marks of a quote that goes on in the next line.
_BEFORE = lazy_regex(r"[ \t]*+(?:(?:\r\n|\n|\r)[ \t>]*+)?")
_ANGLE = lazy_regex(r"<((?:[^<>\\\r\n]|\\.)*+)>")
_PIECE = lazy_regex(r"(?:[^\s()\\]|\\[^\s]|\\(?=\s))++")
_ESCAPE = lazy_regex(r"""\\([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])""")


def destination(twin: str, start: int, end: int, expected: str | None = None) -> tuple[int, int]:
    """Return the span of the destination that follows `](` or `]:`, which ends at `start`; empty where there is none.

    `expected` is what a parser says of it: where it stands there as it is, nothing more is looked for.
    """
    begin = _BEFORE.match(twin, start, end).end()  # type: ignore[union-attr]  # matches the empty text too
    if expected and twin.startswith(expected, begin):
        return begin, begin + len(expected)
    angle = _ANGLE.match(twin, begin, end)
    if angle is not None:
        return angle.span(1)
    position = begin
    depth = 0
    while position < end:
        piece = _PIECE.match(twin, position, end)
        if piece is not None:
            position = piece.end()
        elif twin[position] == "(":
            depth += 1
            position += 1
        elif twin[position] == ")" and depth:
            depth -= 1
            position += 1
        else:
            break
    return begin, position


def unescape(source: str) -> str:
    """Undo backslash escapes and character references in a destination or a text."""
    if "\\" not in source:
        return decode(source)
    parts: list[str] = []
    position = 0
    for match in _ESCAPE.finditer(source):
        parts.append(decode(source[position : match.start()]))
        parts.append(match[1])
        position = match.end()
    parts.append(decode(source[position:]))
    return "".join(parts)
