"""Finds where each key and value of a TOML text stands: one that tomllib has accepted, or that only repeats a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from evlint.model.document import Entry, Mapping, Node, Problem, Scalar, ScalarKind, Sequence, Value
from evlint.model.message import msg
from evlint.model.span import LINE_BREAK, MappedText, SourceMapBuilder, Span
from evlint.parse.front.data import Refused, Repeated, TooDeep
from evlint.startup.lazy_regex import lazy_regex

# What a text of TOML holds that does not stand for itself: escapes, a line break behind `\`, any break but \n.
_SPECIAL = lazy_regex(
    r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[ \t]*(?:\r\n|[\r\n])[ \t\r\n]*|.)|\r\n|\r"
)
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
        opening = LINE_BREAK.match(text, position, end)
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


_INTEGER = lazy_regex(r"[-+]?[0-9][0-9_]*|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+")
_LOCAL_TIME = lazy_regex(r"\d\d:\d\d(?::\d\d)?(?:\.\d+)?", re.ASCII)
_MOST_DIGITS = 4_000  # of a number: Python refuses to read more than 4,300


def bare_value(source: str) -> tuple[ScalarKind, Value, object]:
    """Read a boolean, number, date or time. Dates and times become ISO 8601 text, as do numbers that JSON cannot write."""
    if source in ("true", "false"):
        return "bool", source == "true", source == "true"
    if source[4:5] == "-" or _LOCAL_TIME.fullmatch(source):
        value = source.replace("t", "T").replace(" ", "T").replace("z", "Z")
        return "timestamp", value, value
    if _INTEGER.fullmatch(source) and len(source) <= _MOST_DIGITS:
        number = int(source.replace("_", ""), 0 if source[1:2] in ("x", "o", "b") else 10)
        return "int", number, number
    try:
        real = float(source.replace("_", ""))
    except ValueError:
        return "str", source, source
    return "float", real, real if real - real == 0 else source


_BLANK = lazy_regex(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_SPACE = lazy_regex(r"[ \t]*")
_BARE_KEY = lazy_regex(r"[^\s.=\]#\"']+")
_BARE_VALUE = lazy_regex(r"[^\s,\]}#]+(?: \d\d:[^\s,\]}#]*)?")
_DEEPEST = 100  # levels of nesting, as for YAML and JSON
_STYLES = {'"': "double", "'": "single"}
Data = dict[str, object]


class _Table:
    """A table under construction: our node and the plain data, kept in step."""

    def __init__(self, start: int) -> None:
        self.node = Mapping(Span(start, start), [])
        self.data: Data = {}
        self.keys: dict[str, Scalar] = {}
        self.children: dict[str, _Table] = {}
        self.lists: dict[str, Sequence] = {}
        self.declared: Scalar | None = None  # the key in the header of its own


class Scanner:
    """Scans `text[content]`. `repeated` holds keys that stand twice."""

    def __init__(self, text: str, content: Span) -> None:
        """`text` is the whole file, `content` the lines between the fences: every span points into `text`."""
        self._text = text
        self._position = content.start
        self._end = content.end
        self.repeated: list[Repeated] = []

    def scan(self) -> tuple[Mapping, Data]:
        """Return the tree and the plain data. Raises `Refused` where the text is nested too deep or is no TOML."""
        self._skip(_BLANK)
        root = _Table(self._position)
        chain = [root]
        while self._position < self._end:
            if self._text[self._position] == "[":
                chain = self._header(root)
            else:
                self._pair(chain, 0)
            self._skip(_BLANK)
        return root.node, root.data

    def _header(self, root: _Table) -> list[_Table]:
        many = self._text.startswith("[[", self._position)
        start = self._position
        self._position += 2 if many else 1
        path = list(self._keys("]"))
        self._position += 2 if many else 1
        chain = [root]
        for name, key in path[:-1]:
            chain.append(self._inner(chain[-1], name, key, start))
        name, key = path[-1]
        holder = chain[-1]
        if many:
            chain.append(self._next_of_many(holder, name, key, start))
        else:
            table = self._inner(holder, name, key, start)
            if table.declared is not None:
                self.repeated.append(Repeated(name, key, table.declared))
            table.declared = key
            chain.append(table)
        _stretch(chain, self._position)
        return chain

    def _inner(self, holder: _Table, name: str, key: Scalar, start: int) -> _Table:
        known = holder.children.get(name)
        if known is None:
            known = _Table(start)
            self._put(holder, name, key, known.node, known.data)
            holder.children[name] = known
        return known

    def _next_of_many(self, holder: _Table, name: str, key: Scalar, start: int) -> _Table:
        table = _Table(start)
        table.declared = key
        found = holder.lists.get(name)
        values = holder.data.get(name)
        if found is not None and isinstance(values, list):
            found.items.append(table.node)
            values.append(table.data)
            found.span = Span(found.span.start, self._position)
        else:
            holder.lists[name] = Sequence(Span(start, self._position), [table.node])
            self._put(holder, name, key, holder.lists[name], [table.data])
        holder.children[name] = table
        return table

    def _put(self, holder: _Table, name: str, key: Scalar, node: Node, value: object) -> None:
        if name in holder.keys:
            self.repeated.append(Repeated(name, key, holder.keys[name]))
        else:
            holder.keys[name] = key
        holder.node.entries.append(Entry(name, key, node))
        holder.data[name] = value

    def _pair(self, chain: list[_Table], depth: int) -> None:
        start = self._position
        path = list(self._keys("="))
        self._position += 1
        self._skip(_SPACE)
        inner = chain[-1]
        owners = list(chain)
        for name, key in path[:-1]:
            inner = self._inner(inner, name, key, start)
            owners.append(inner)
        node, value = self._value(depth + len(path))
        self._put(inner, *path[-1], node, value)
        _stretch(owners, self._position)

    def _keys(self, closing: str) -> Iterator[tuple[str, Scalar]]:
        """Read a key of one or more parts, up to the mark that ends it."""
        parts = 0
        while True:
            self._skip(_SPACE)
            parts += 1
            if parts > _DEEPEST:
                raise self._too_deep()
            yield self._key()
            self._skip(_SPACE)
            if self._char() != ".":
                if self._char() != closing:
                    raise self._stuck()
                return
            self._position += 1

    def _key(self) -> tuple[str, Scalar]:
        if self._char() in _STYLES:
            scalar = self._string()
            return str(scalar.value), scalar
        found = _BARE_KEY.match(self._text, self._position, self._end)
        if found is None:
            raise self._stuck()
        self._position = found.end()
        return found[0], Scalar(Span(found.start(), found.end()), found[0], found[0], "str", "plain")

    def _value(self, depth: int) -> tuple[Node, object]:
        char = self._char()
        if depth > _DEEPEST:
            raise self._too_deep()
        if char in _STYLES:
            scalar = self._string()
            return scalar, scalar.value
        if char == "[":
            return self._array(depth)
        if char == "{":
            return self._inline_table(depth)
        found = _BARE_VALUE.match(self._text, self._position, self._end)
        if found is None:
            raise self._stuck()
        self._position = found.end()
        kind, value, plain = bare_value(found[0])
        return Scalar(Span(found.start(), found.end()), found[0], value, kind, "plain"), plain

    def _array(self, depth: int) -> tuple[Node, object]:
        start = self._position
        self._position += 1
        items: list[Node] = []
        values: list[object] = []
        while self._inside("]"):
            item, value = self._value(depth + 1)
            items.append(item)
            values.append(value)
        return Sequence(Span(start, self._position), items), values

    def _inline_table(self, depth: int) -> tuple[Node, object]:
        table = _Table(self._position)
        self._position += 1
        while self._inside("}"):
            self._pair([table], depth + 1)
        table.node.span = Span(table.node.span.start, self._position)
        return table.node, table.data

    def _inside(self, closing: str) -> bool:
        """Pass blanks, comments and a comma; tell whether an item follows, and pass the closing mark if not."""
        self._skip(_BLANK)
        if self._char() == ",":
            self._position += 1
            self._skip(_BLANK)
        if self._char() == closing:
            self._position += 1
            return False
        if self._position >= self._end:
            raise self._stuck()
        return True

    def _string(self) -> Scalar:
        text, start = self._text, self._position
        quote = text[start]
        if text.startswith(quote * 3, start):
            end = self._closing(quote * 3, start + 3)
            more = text[end : min(end + 2, self._end)]
            end += len(more) - len(more.lstrip(quote))
        else:
            end = self._closing(quote, start + 1)
        self._position = end
        return Scalar(
            Span(start, end),
            text[start:end],
            decoded(text, start, end).text,
            "str",
            "double" if quote == '"' else "single",
        )

    def _closing(self, quotes: str, position: int) -> int:
        text = self._text
        while True:
            found = text.find(quotes, position, self._end)
            if found < 0:
                raise self._stuck()
            if quotes[0] == "'":
                return found + len(quotes)
            slashes = found
            while slashes > position and text[slashes - 1] == "\\":
                slashes -= 1
            if (found - slashes) % 2 == 0:
                return found + len(quotes)
            position = found + 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._position, self._end)
        self._position = found.end() if found else self._position

    def _char(self) -> str:
        return self._text[self._position] if self._position < self._end else ""

    def _too_deep(self) -> TooDeep:
        return TooDeep(
            Problem(
                "EV004",
                Span(self._position, self._position + 1),
                msg("The front matter is nested more than a hundred levels deep here."),
                msg("Look at the brackets and dots: many may be left over."),
            )
        )

    def _stuck(self) -> Refused:
        at = min(self._position, self._end - 1)
        return Refused(Problem("EV004", Span(at, at + 1), msg("The front matter cannot be read from here on.")))


def _stretch(chain: list[_Table], end: int) -> None:
    for table in chain:
        table.node.span = Span(table.node.span.start, end)


MOST_PARTS = 100  # of a key: the depth that front matter may have too


class KeyTooDeepError(RecursionError):
    """A key has more parts than tomllib could look through in time; like other texts that are nested too deep."""


def loads(text: str) -> dict[str, Any]:
    """Return the data of a TOML text. Raises what `tomllib.loads` raises, and `KeyTooDeepError`."""
    import tomllib

    if "\r" in text and "\n" not in text:  # lines that end as on old Macs; beside others a lone CR is a mistake
        text = text.replace("\r", "\n")
    if has_long_key(text):
        try:  # the dots may stand in a text: the scanner knows
            Scanner(text, Span(0, len(text))).scan()
        except TooDeep:
            raise KeyTooDeepError from None
        except (Refused, RecursionError):
            pass  # whatever it is, tomllib says it at that place or before
    return tomllib.loads(text)


def has_long_key(text: str) -> bool:
    """Tell whether a line may hold a key of more than `MOST_PARTS` parts: never false where there is one."""
    return text.count(".") > MOST_PARTS and any(line.count(".") >= MOST_PARTS for line in text.split("\n"))
