"""Where something stands in a file.

Inside evlint a place is an offset in Unicode code points into `Document.text` (the whole file, a byte order mark
included). Lines, columns and bytes exist only in reports, and only `LineIndex` makes them.
"""

from __future__ import annotations

from bisect import bisect_right

from evlint.model.lazily import lazy_regex
from evlint.model.values import NamedTuple

BOM = "\ufeff"
_LINE_END = lazy_regex(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of `Document.text`, in code points, end exclusive."""

    start: int
    end: int

    def shift(self, by: int) -> Span:
        """Return the same stretch `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Place(NamedTuple):
    """A point as reports show it: line and column from 1 in code points, offset in bytes of the file on disk.

    `byte_column` (UTF-8) and `unit_column` (UTF-16) are the column from 1 as some formats and the language server count.
    """

    line: int
    column: int
    offset: int
    byte_column: int = 1
    unit_column: int = 1


class LineIndex:
    """Turns offsets of one text into places and back.

    A line ends at LF, CRLF or a lone CR. A byte order mark takes three bytes and no column, as in every editor.
    """

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        return self._starts

    def line(self, offset: int) -> int:
        """Return the line, from 1, of an offset."""
        return bisect_right(self.starts, offset)

    def place(self, offset: int) -> Place:
        """Return line, column and byte offset of an offset (clamped to the text)."""
        text = self.text
        offset = min(max(offset, 0), len(text))
        line = bisect_right(self.starts, offset)
        column = offset - self.starts[line - 1] + 1
        if line == 1 and column > 1 and text.startswith(BOM):
            column -= 1
        before = text[:offset]
        size = len(before) if before.isascii() else len(before.encode("utf-8", "surrogatepass"))
        inner = before[offset - column + 1 :]
        if inner.isascii():
            return Place(line, column, size, column, column)
        bytes_before = len(inner.encode("utf-8", "surrogatepass"))
        units_before = len(inner.encode("utf-16-le", "surrogatepass")) // 2
        return Place(line, column, size, bytes_before + 1, units_before + 1)

    def line_span(self, line: int) -> Span:
        """Return the span of a line (from 1) without its line end."""
        starts = self.starts
        begin = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        while end > begin and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(begin, end)
