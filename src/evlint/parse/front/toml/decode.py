"""Undoes the writing of a TOML string and keeps the way back to each character."""

from __future__ import annotations

from evlint.model.document import Scalar
from evlint.model.span import MappedText, SourceMapBuilder
from evlint.startup.lazy_regex import lazy_regex

_SPECIAL = lazy_regex(
    r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[ \t]*(?:\r\n|[\r\n])[ \t\r\n]*|.)|\r\n|\r"
)
_LINE_BREAK = lazy_regex(r"\r\n|[\r\n]")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_HEX = frozenset("uUx")


def decode(text: str, scalar: Scalar) -> MappedText:
    """Decode a scalar of TOML front matter: its text as read, mapped to the file."""
    if scalar.kind != "str" or scalar.style == "plain":
        return MappedText.verbatim(scalar.source, scalar.span.start)
    return decoded(text, scalar.span.start, scalar.span.end)


def decoded(text: str, start: int, end: int) -> MappedText:
    """Decode the string that stands, quotes included, at `text[start:end]`."""
    quote = text[start]
    whole = (start, end)
    position = start + 1
    if end - start >= 6 and text.startswith(quote * 3, start):
        position = start + 3
        end -= 3
        opening = _LINE_BREAK.match(text, position, end)
        position = opening.end() if opening else position
    else:
        end -= 1
    builder = SourceMapBuilder()
    while special := _SPECIAL.search(text, position, end):
        if quote == "'" and special[0][0] == "\\":
            builder.add(text[position : special.start() + 1], position, special.start() + 1)
            position = special.start() + 1
            continue
        builder.add(text[position : special.start()], position, special.start())
        builder.add(_plain(special[0]), special.start(), special.end())
        position = special.end()
    builder.add(text[position:end], position, end)
    return builder.mapped(*whole)


def _plain(special: str) -> str:
    if special[0] != "\\":
        return "\n"
    code = special[1]
    if code in _HEX:
        digits = special[2:]
        value = int(digits, base=16)
        return chr(value) if value < 0x110000 and not 0xD800 <= value < 0xE000 else "\ufffd"
    return _ESCAPES.get(code, "")
