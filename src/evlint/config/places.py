"""Where each key and value of a TOML text stands. Used once something is to be said about it; the text has been parsed
before and is known to be sound.
"""

from __future__ import annotations

import re
from contextlib import suppress

from evlint.config.notes import Trail
from evlint.model.span import LineIndex

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[^\s.=\]\[\"'#,{}]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]*")
_STRINGS = (
    re.compile(r'"""(?:[^\\"]|\\.|"(?!""))*+"""(?:"{0,2})', re.DOTALL),
    re.compile(r"'''(?:[^']|'(?!''))*+'''(?:'{0,2})", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*+"'),
    re.compile(r"'[^'\n]*+'"),
)


class Places:
    """The places of a text's keys and values, found when first asked for."""

    def __init__(self, text: str) -> None:
        """Take the text of a sound TOML file."""
        self._text = text
        self._lines = LineIndex(text)
        self._keys: dict[Trail, int] = {}
        self._values: dict[Trail, int] = {}
        self._tables: dict[Trail, int] = {}
        self._scanned = False

    def of(self, trail: Trail, *, at_value: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of a key or its value; of the nearest one around it where it has none itself."""
        if not self._scanned:
            self._scanned = True
            with suppress(RecursionError, IndexError):  # a place is a help: the problem is told without it too
                self._scan()
        for length in range(len(trail), 0, -1):
            part = trail[:length]
            found = self._values.get(part) if at_value or not isinstance(part[-1], str) else None
            if found is None:
                found = self._keys.get(part)
            if found is not None:
                place = self._lines.place(found)
                return place.line, place.column
        return 1, 1

    def _scan(self) -> None:
        text = self._text
        at = self._skip(0)
        table: Trail = ()
        while at < len(text):
            if text[at] == "[":
                at, table = self._header(at)
            else:
                at = self._pair(at, table)
            at = self._skip(at)

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at

    def _header(self, at: int) -> tuple[int, Trail]:
        many = self._text.startswith("[[", at)
        parts, at = self._dotted(at + (2 if many else 1))
        trail: Trail = ()
        for index, (name, offset) in enumerate(parts):
            trail = (*trail, name)
            self._keys.setdefault(trail, offset)
            if many and index == len(parts) - 1:
                self._tables[trail] = self._tables.get(trail, 0) + 1
            if trail in self._tables:
                trail = (*trail, self._tables[trail] - 1)
                self._keys.setdefault(trail, offset)
        return at + (2 if many else 1), trail

    def _dotted(self, at: int) -> tuple[list[tuple[str, int]], int]:
        parts: list[tuple[str, int]] = []
        while True:
            at = self._blank(at)
            name, end = self._name(at)
            parts.append((name, at))
            at = self._blank(end)
            if self._text[at] != ".":
                return parts, at
            at += 1

    def _blank(self, at: int) -> int:
        match = _BLANK.match(self._text, at)
        return match.end() if match else at

    def _name(self, at: int) -> tuple[str, int]:
        if self._text[at] in "\"'":
            import tomllib

            end = self._string_end(at)
            return next(iter(tomllib.loads(f"{self._text[at:end]}=0"))), end
        match = _BARE_KEY.match(self._text, at)
        if match is None:
            raise IndexError(at)
        return match[0], match.end()

    def _string_end(self, at: int) -> int:
        for pattern in _STRINGS:
            match = pattern.match(self._text, at)
            if match:
                return match.end()
        raise IndexError(at)

    def _pair(self, at: int, table: Trail) -> int:
        parts, at = self._dotted(at)
        trail = table
        for name, offset in parts:
            trail = (*trail, name)
            self._keys.setdefault(trail, offset)
        return self._value(self._blank(at + 1), trail)

    def _value(self, at: int, trail: Trail) -> int:
        self._values[trail] = at
        opening = self._text[at]
        if opening in "\"'":
            return self._string_end(at)
        if opening == "[":
            return self._items(at + 1, trail)
        if opening == "{":
            return self._pairs(at + 1, trail)
        match = _BARE_VALUE.match(self._text, at)
        return match.end() if match else at

    def _items(self, at: int, trail: Trail) -> int:
        index = 0
        at = self._skip(at)
        while self._text[at] != "]":
            at = self._skip(self._value(at, (*trail, index)))
            index += 1
            if self._text[at] == ",":
                at = self._skip(at + 1)
        return at + 1

    def _pairs(self, at: int, trail: Trail) -> int:
        at = self._skip(at)
        while self._text[at] != "}":
            at = self._skip(self._pair(at, trail))
            if self._text[at] == ",":
                at = self._skip(at + 1)
        return at + 1
