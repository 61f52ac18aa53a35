"""Offsets of a text as positions of the protocol, and back: lines from 0, columns in UTF-16 units or in UTF-8 bytes.

A line ends at LF, CRLF or CR, as the protocol has it; a form feed or U+2028 ends none.
"""

from __future__ import annotations

from lsprotocol import types

from evlint.model.span import LineIndex, Place, Span

UTF8, UTF16, UTF32 = "utf-8", "utf-16", "utf-32"


class Positions:
    """The positions of one text in the unit that client and server agreed upon."""

    def __init__(self, text: str, encoding: str = UTF16) -> None:
        """`encoding` is the unit that the client counts columns in: "utf-16", "utf-8" or "utf-32"."""
        self._lines = LineIndex(text)
        self._encoding = encoding

    @property
    def text(self) -> str:
        """The text whose places are converted, as the editor has it."""
        return self._lines.text

    def at(self, offset: int) -> types.Position:
        """Return the position of an offset."""
        line = self._lines.line(min(max(offset, 0), len(self.text)))
        start = self._lines.starts[line - 1]
        return types.Position(line - 1, self._units(self.text[start:offset]))

    def range(self, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.at(span.start), self.at(span.end))

    def of_place(self, place: Place) -> types.Position:
        """Return the position of a place in this text; a byte order mark has no column there, but one here."""
        line = min(max(place.line, 1), len(self._lines.starts))
        mark = 1 if line == 1 and self.text.startswith("\ufeff") and place.offset > 0 else 0
        return self.at(self._lines.starts[line - 1] + place.column - 1 + mark)

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; beyond the end of a line it is that end, beyond the text the text's."""
        starts = self._lines.starts
        if position.line >= len(starts):
            return len(self.text)
        start, end = self._lines.line_span(position.line + 1)
        line = self.text[start:end]
        if line.isascii() or self._encoding == UTF32:
            return min(start + position.character, end)
        units = 0
        for index, char in enumerate(line):
            if units >= position.character:
                return start + index
            units += self._units(char)
        return end

    def span(self, given: types.Range) -> Span:
        """Return the span of a range."""
        return Span(self.offset(given.start), self.offset(given.end))

    def _units(self, text: str) -> int:
        if self._encoding == UTF32 or text.isascii():
            return len(text)
        if self._encoding == UTF8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
