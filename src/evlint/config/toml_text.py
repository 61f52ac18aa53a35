"""The text of a TOML file: writing values, and finding where a key of it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evlint.config.errors import Trail
from evlint.model.document import Mapping as MappingNode
from evlint.model.document import Node
from evlint.model.document import Sequence as SequenceNode
from evlint.model.span import LineIndex, Span
from evlint.parse.front.data import Refused
from evlint.parse.front.toml.scanner import Scanner
from evlint.startup.lazy_regex import lazy_regex

_BARE_KEY = lazy_regex(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = lazy_regex(r'["\\\x00-\x1f\x7f]')


def toml_text(text: str) -> str:
    """Write a text between quotes."""
    return '"' + _TO_ESCAPE.sub(_escaped, text) + '"'


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def toml_key(name: str) -> str:
    """Write a key, in quotes where it needs them."""
    return name if _BARE_KEY.fullmatch(name) else toml_text(name)


def toml_value(value: object) -> str:
    """Write a text, number, truth value, list or mapping on one line; anything else as a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{toml_key(str(key))} = {toml_value(one)}" for key, one in value.items() if one is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(toml_value(one) for one in value if one is not None) + "]"
    return toml_text(str(value))


class Places:
    """The places of a text's keys and values, found when first asked for."""

    def __init__(self, text: str) -> None:
        """`text` must be TOML that tomllib accepts: only places are looked for, faults are not told."""
        self._text = text
        self._lines = LineIndex(text)
        self._root: MappingNode | None = None
        self._scanned = False

    def of(self, trail: Trail, *, at_value: bool = False) -> tuple[int, int]:
        """Return line and column, from 1, of a key or its value; of the nearest one around it where it has none itself."""
        if not self._scanned:
            self._scanned = True
            try:
                self._root, _ = Scanner(self._text, Span(0, len(self._text))).scan()
            except (Refused, RecursionError):  # nested too deep: the problem is told without its place
                self._root = None
        node: Node | None = self._root
        offset = 0
        for index, part in enumerate(trail):
            last = index == len(trail) - 1
            if isinstance(node, MappingNode) and (entry := node.entry(str(part))) is not None:
                node = entry.value
                offset = node.span.start if last and at_value else entry.key.span.start
            elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.items):
                node = node.items[part]
                offset = node.span.start
            else:
                break
        place = self._lines.place(offset)
        return place.line, place.column
