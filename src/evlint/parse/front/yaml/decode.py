"""Undoes the writing of a YAML scalar (folds, quotes, escapes, blocks) and keeps the way back to each character.

The rules are those of libyaml, which Jekyll, Hugo's users' editors and PyYAML share. A scalar whose decoded text does not
come out as the parser read it is mapped as one unit, so that no place is ever wrong.
"""

from __future__ import annotations

import re

from evlint.model.document import Scalar
from evlint.model.span import MappedText, SourceMapBuilder, line_start, whole
from evlint.startup.lazy_regex import lazy_regex

_BREAK = lazy_regex(r"\r\n|[\n\r\x85\u2028\u2029]")
_FOLD = lazy_regex(r"[\n\r\x85\u2028\u2029][ \t\n\r\x85\u2028\u2029]*")
_SINGLE = lazy_regex(r"''|[\n\r\x85\u2028\u2029][ \t\n\r\x85\u2028\u2029]*")
# What a text in double quotes does not hold as it stands. Lines of YAML break at five characters.
_DOUBLE = lazy_regex(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|(?:\r\n|[\n\r\x85\u2028\u2029])[ \t\n\r\x85\u2028\u2029]*|.)"
    r"|[\n\r\x85\u2028\u2029][ \t\n\r\x85\u2028\u2029]*"
)
_ESCAPES = {
    "0": "\0", "a": "\x07", "b": "\x08", "t": "\t", "\t": "\t", "n": "\n", "v": "\x0b", "f": "\x0c", "r": "\r",
    "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HEX_ESCAPES = frozenset("xuU")
# The first line of a block: its sign, how it ends and how far it is indented; a comment may follow.
_HEADER = lazy_regex(r"[|>]([+\-1-9]*)[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|\Z)")
_LINE = lazy_regex(r"[^\n\r\x85\u2028\u2029]*")
_KEPT_BREAKS = frozenset("\u2028\u2029")


def decode(text: str, scalar: Scalar) -> MappedText:
    """Decode a scalar of the YAML in `text` (the whole file): its text as read, mapped to the file."""
    source = scalar.source
    start = scalar.span.start
    style = scalar.style
    if style == "plain":
        found = _folded(source, start, _FOLD)
    elif style in ("single", "double"):
        found = _folded(source[1:-1], start + 1, _SINGLE if style == "single" else _DOUBLE)
    else:
        found = _block(text, scalar)
    if not found.text or (scalar.kind == "str" and found.text != scalar.value):
        return whole(str(scalar.value or ""), start, scalar.span.end)
    return found


def _folded(source: str, start: int, pattern: re.Pattern[str]) -> MappedText:
    if source.isprintable() and (pattern is _FOLD or ("''" if pattern is _SINGLE else "\\") not in source):
        return MappedText.verbatim(source, start)  # no break (they are not printable), no quote, no escape
    first = pattern.search(source)
    if first is None:
        return MappedText.verbatim(source, start)
    builder = SourceMapBuilder()
    position = 0
    kept_until = 0  # blanks before this are typed as escapes or stand before a continued line: no fold drops them
    while first is not None:
        token = first[0]
        begin = first.start()
        if token[0] in "\\'":
            builder.add(source[position:begin], start + position, start + begin)
            builder.add(_unescaped(token), start + begin, start + first.end())
            kept_until = first.end()
        else:
            text_end = max(len(source[position:begin].rstrip(" \t")) + position, kept_until)
            builder.add(source[position:text_end], start + position, start + text_end)
            builder.add(_fold(token), start + text_end, start + first.end())
        position = first.end()
        first = pattern.search(source, position)
    builder.add(source[position:], start + position, start + len(source))
    return builder.mapped(0, 0)


def _fold(run: str) -> str:
    breaks = [_normal(found) for found in _BREAK.findall(run)]
    if breaks[0] != "\n":
        return "".join(breaks)
    return "".join(breaks[1:]) or " "


def _normal(line_break: str) -> str:
    return line_break if line_break in _KEPT_BREAKS else "\n"


def _unescaped(escape: str) -> str:
    if escape[0] == "'":
        return "'"
    code = escape[1]
    if code in _HEX_ESCAPES:
        digits = escape[2:]
        return chr(int(digits, base=16))
    if code in _ESCAPES:
        return _ESCAPES[code]
    return "".join(_normal(found) for found in _BREAK.findall(escape)[1:])


def _block(text: str, scalar: Scalar) -> MappedText:
    header = _HEADER.match(text, scalar.span.start)
    if header is None:
        return MappedText("", [])
    indicators = header[1]
    digit = next((int(char) for char in indicators if char.isdecimal()), 0)
    chomp = "-" if "-" in indicators else "+" if "+" in indicators else ""
    if digit:
        column = scalar.span.start - line_start(text, scalar.span.start, 0)
        indents = range(digit, digit + column + 1)
    else:
        indent = _widest_lead(text, header.end())
        indents = range(indent, indent + 1)
    found = MappedText("", [])
    for indent in indents:
        found = _lines(text, header.end(), indent, folded=scalar.style == "folded", chomp=chomp, value=scalar.value)
        if found.text == scalar.value:
            break
    return found


def _widest_lead(text: str, position: int) -> int:
    """Return the indentation of a block: that of its first line with text, or of a wider empty line before it."""
    widest = 0
    while position < len(text):
        end = _line_end(text, position)
        line = text[position:end]
        widest = max(widest, len(line) - len(line.lstrip(" ")))
        found = _BREAK.match(text, end)
        if line.strip(" ") or found is None:
            break
        position = found.end()
    return widest


def _line_end(text: str, position: int) -> int:
    line = _LINE.match(text, position)
    return line.end() if line else position


def _lines(text: str, position: int, indent: int, *, folded: bool, chomp: str, value: object) -> MappedText:
    """Read the lines of a block scalar from `position` on, as libyaml does, until one is indented less."""
    builder = SourceMapBuilder()
    wanted = len(value) if isinstance(value, str) else 0
    length = 0
    lead: tuple[str, int, int] | None = None  # the break after the last line, kept back until the next is known
    blanks: list[tuple[str, int, int]] = []  # the breaks of empty lines since
    was_blank = False
    size = len(text)
    while position <= size:
        line_end = _line_end(text, position)
        spaces = min(len(text[position:line_end]) - len(text[position:line_end].lstrip(" ")), indent)
        begin = position + spaces
        found = _BREAK.match(text, line_end)
        after = found.end() if found else line_end
        if begin == line_end:  # an empty line
            if found is None:
                break
            blanks.append((_normal(found[0]), line_end, after))
        elif spaces < indent or length > wanted:
            break
        else:
            is_blank = text[begin] in " \t"
            if lead is not None:
                if folded and lead[0] == "\n" and not was_blank and not is_blank:
                    if not blanks:
                        builder.add(" ", lead[1], begin)
                        length += 1
                else:
                    builder.add(lead[0], lead[1], lead[2])
                    length += 1
            for each in blanks:
                builder.add(*each)
            length += len(blanks) + line_end - begin
            blanks = []
            was_blank = is_blank
            builder.add(text[begin:line_end], begin, line_end)
            lead = (_normal(found[0]), line_end, after) if found else None
        if found is None:
            break
        position = after
    if chomp != "-" and lead is not None:
        builder.add(*lead)
    if chomp == "+":
        for each in blanks:
            builder.add(*each)
    return builder.mapped(0, 0)
