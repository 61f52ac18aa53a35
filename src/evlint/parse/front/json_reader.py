"""Reads JSON front matter: values and spans in one pass, and words for what is wrong where it stops."""

from __future__ import annotations

import re

from evlint.model.document import Entry, Mapping, Node, Problem, Scalar, ScalarKind, Sequence, Value
from evlint.model.message import Msg, msg
from evlint.model.span import MappedText, SourceMapBuilder, Span
from evlint.parse.front.data import FrontData, Refused, Repeated, repeated_keys
from evlint.startup.lazy_regex import lazy_regex

_SPACE = lazy_regex(r"[ \t\r\n]*")
_STRING = lazy_regex(r'[^"\\\x00-\x1f]*')
# A pair of surrogates first: together they are one character.
_ESCAPE = lazy_regex(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[\"\\/bfnrt]")
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_NUMBER = lazy_regex(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = lazy_regex(r"[^\s,:\[\]{}\"']+")
_WORDS: dict[str, tuple[ScalarKind, Value]] = {
    "true": ("bool", True),
    "false": ("bool", False),
    "null": ("null", None),
}
_DEEPEST = 100  # levels of nesting, as for YAML and TOML
_MOST_DIGITS = 4_000  # of a number: Python refuses to read more than 4,300


def read_json(text: str, content: Span) -> FrontData:
    """Read `text[content]`, the object from its opening to its closing brace."""
    reader = _Reader(text, content)
    try:
        root, data = reader.mapping(0)
    except Refused as refusal:
        return FrontData(None, {}, (refusal.problem,))
    return FrontData(root, data, repeated_keys(root, reader.repeated))


def decode(text: str, scalar: Scalar) -> MappedText:
    """Decode a scalar of JSON front matter: its text as read, mapped to the file."""
    start, end = scalar.span
    if scalar.style != "double":
        return MappedText.verbatim(scalar.source, start)
    return _decoded(text, start, end)


def _decoded(text: str, start: int, end: int) -> MappedText:
    builder = SourceMapBuilder()
    position = start + 1
    while (escape := text.find("\\", position, end - 1)) >= 0:
        builder.add(text[position:escape], position, escape)
        found = _ESCAPE.match(text, escape, end - 1)
        position = found.end() if found else escape + 1
        builder.add(_unescaped(text[escape:position]), escape, position)
    builder.add(text[position : end - 1], position, end - 1)
    return builder.mapped(start, end)


def _unescaped(escape: str) -> str:
    if escape[1] != "u":
        return _ESCAPES[escape[1]]
    high = int(escape[2:6], base=16)
    if len(escape) > 6:
        return chr(0x10000 + ((high - 0xD800) << 10) + int(escape[8:], base=16) - 0xDC00)
    return "\ufffd" if 0xD800 <= high <= 0xDFFF else chr(high)


class _Reader:
    """Reads from `position` on. What is wrong is raised as `Refused`."""

    def __init__(self, text: str, content: Span) -> None:
        self._text = text
        self._end = content.end
        self.position = content.start
        self.repeated: list[Repeated] = []

    def mapping(self, depth: int) -> tuple[Mapping, dict[str, object]]:
        """Read an object whose opening brace stands here."""
        start = self.position
        entries: list[Entry] = []
        data: dict[str, object] = {}
        first: dict[str, Scalar] = {}
        comma = self._open(depth)
        while self._more("}", comma):
            key = self._key()
            name = str(key.value)
            self._colon(key)
            value, plain = self._value(depth + 1)
            if name in first:
                self.repeated.append(Repeated(name, key, first[name]))
            else:
                first[name] = key
            data[name] = plain
            entries.append(Entry(name, key, value))
            comma = self._comma("}")
        self.position += 1
        return Mapping(Span(start, self.position), entries), data

    def _sequence(self, depth: int) -> tuple[Sequence, list[object]]:
        start = self.position
        items: list[Node] = []
        values: list[object] = []
        comma = self._open(depth)
        while self._more("]", comma):
            item, plain = self._value(depth + 1)
            items.append(item)
            values.append(plain)
            comma = self._comma("]")
        self.position += 1
        return Sequence(Span(start, self.position), items), values

    def _open(self, depth: int) -> int:
        if depth >= _DEEPEST:
            raise self._refused(
                msg("The front matter is nested more than a hundred levels deep here."),
                msg("Look at the brackets: many may be left over."),
            )
        self.position += 1
        return -1

    def _more(self, closing: str, comma: int) -> bool:
        """Tell whether another item follows. `comma` is the offset of the comma before it, or -1."""
        char = self._skip()
        if char != closing:
            return True
        if comma >= 0:
            raise self._refused(
                msg("A comma stands after the last item, where JSON allows none."), msg("Delete this comma."), comma
            )
        return False

    def _comma(self, closing: str) -> int:
        """Pass the comma after an item: its offset, or -1 where the list ends instead."""
        char = self._skip()
        if char == ",":
            self.position += 1
            return self.position - 1
        if char == closing:
            return -1
        raise self._refused(msg("A comma is missing before this."), msg("Write a comma between one item and the next."))

    def _key(self) -> Scalar:
        char = self._skip()
        if char == '"':
            return self._string()
        if char == "'":
            raise self._refused(*_SINGLE_QUOTES)
        word = _WORD.match(self._text, self.position, self._end)
        if char == "/" or word is None:
            raise self._refused(*(_COMMENT if char == "/" else _NO_KEY))
        raise self._refused(
            msg("The key “{key}” stands without quotes, which JSON does not allow.", key=word[0]),
            msg('Write it as "{key}".', key=word[0]),
            end=word.end(),
        )

    def _colon(self, key: Scalar) -> None:
        if self._skip() != ":":
            raise self._refused(
                msg("A colon is missing after the key “{key}”.", key=key.value),
                msg('Write "{key}": and then the value.', key=key.value),
            )
        self.position += 1

    def _value(self, depth: int) -> tuple[Node, object]:
        char = self._skip()
        if char == '"':
            scalar = self._string()
            return scalar, scalar.value
        if char == "{":
            return self.mapping(depth)
        if char == "[":
            return self._sequence(depth)
        number = _NUMBER.match(self._text, self.position, self._end)
        word = _WORD.match(self._text, self.position, self._end)
        if word is None or char == "/":
            known = {"'": _SINGLE_QUOTES, "/": _COMMENT}
            raise self._refused(*known.get(char, _NO_VALUE))
        if number is not None and number.end() == word.end():
            return self._number(number)
        if word[0] in _WORDS:
            kind, value = _WORDS[word[0]]
            return self._plain(word.end(), kind, value), value
        raise self._refused(
            msg("“{text}” stands without quotes, and it is no number and none of true, false and null.", text=word[0]),
            msg("Put the text in double quotes."),
            end=word.end(),
        )

    def _number(self, number: re.Match[str]) -> tuple[Scalar, object]:
        source = number[0]
        if len(source) > _MOST_DIGITS:
            return self._plain(number.end(), "str", source), source
        if number[1] is None and number[2] is None:
            whole = int(source)
            return self._plain(number.end(), "int", whole), whole
        value = float(source)
        return self._plain(number.end(), "float", value), value if value - value == 0 else source

    def _plain(self, end: int, kind: ScalarKind, value: Value) -> Scalar:
        start, self.position = self.position, end
        return Scalar(Span(start, end), self._text[start:end], value, kind, "plain")

    def _string(self) -> Scalar:
        text = self._text
        start = self.position
        position = start + 1
        while True:
            run = _STRING.match(text, position, self._end)
            position = run.end() if run else position
            char = text[position : position + 1] if position < self._end else ""
            if char == '"':
                break
            if char == "\\":
                escape = _ESCAPE.match(text, position, self._end)
                if escape is None:
                    raise self._refused(
                        msg("“{text}” is no escape that JSON knows.", text=text[position : position + 2]),
                        msg("Write a backslash twice where the text itself has one."),
                        position,
                        position + 2,
                    )
                position = escape.end()
            elif char in ("", "\n", "\r"):
                raise self._refused(
                    msg("The quote that opens here is not closed on its line."),
                    msg('Close it with ", and write \\n where the text has a line break.'),
                    start,
                )
            else:
                raise self._refused(
                    msg("An invisible control character (a tab, for instance) stands inside this text."),
                    msg("Delete it, or write \\t for a tab."),
                    position,
                )
        self.position = position + 1
        source = text[start : self.position]
        value = _decoded(text, start, self.position).text if "\\" in source else source[1:-1]
        return Scalar(Span(start, self.position), source, value, "str", "double")

    def _skip(self) -> str:
        space = _SPACE.match(self._text, self.position, self._end)
        self.position = space.end() if space else self.position
        return self._text[self.position : self.position + 1] if self.position < self._end else ""

    def _refused(self, message: Msg, help_: Msg, start: int | None = None, end: int | None = None) -> Refused:
        start = min(self.position if start is None else start, self._end - 1)
        return Refused(Problem("EV004", Span(start, min(end or start + 1, self._end)), message, help_))


_SINGLE_QUOTES = (
    msg("JSON knows no single quotes."),
    msg("Put keys and texts in double quotes."),
)
_COMMENT = (
    msg("JSON has no comments."),
    msg("Delete the comment."),
)
_NO_KEY = (
    msg("A key in double quotes should stand here."),
    msg('Write each item as "key": value.'),
)
_NO_VALUE = (
    msg("A value is missing here."),
    msg('Write a text in double quotes, a number, true, false or null. An empty text is "".'),
)
