"""Where each key and value of a configuration stands. Asked only once something is to be said about it."""

from __future__ import annotations

from evlint.config.problems import Trail
from evlint.model.document import Mapping, Node, Sequence
from evlint.model.span import LineIndex, Span
from evlint.parse.front.data import Refused
from evlint.parse.front.toml.scanner import Scanner


class Places:
    """The places of a text's keys and values, found when first asked for."""

    def __init__(self, text: str) -> None:
        """Take the text of a TOML file that tomllib has accepted."""
        self._text = text
        self._lines = LineIndex(text)
        self._root: Mapping | None = None
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
            if isinstance(node, Mapping) and (entry := node.entry(str(part))) is not None:
                node = entry.value
                offset = node.span.start if last and at_value else entry.key.span.start
            elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
                node = node.items[part]
                offset = node.span.start
            else:
                break
        place = self._lines.place(offset)
        return place.line, place.column
