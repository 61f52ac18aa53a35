"""Where something stands in a file.

Inside evlint a place is an offset in Unicode code points into `Document.text` (the whole file, a byte order mark
included). Lines, columns and bytes exist only in reports, and only `LineIndex` makes them.
"""

from __future__ import annotations

from bisect import bisect_right

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

BOM = "\ufeff"
_LINE_END = lazy_regex(r"\r\n|\n|\r")
_STRIDE = 4096  # code points between two places whose size in bytes and units is known


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

    __slots__ = ("_shown", "_sizes", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None
        self._sizes: list[tuple[int, int]] | None = None
        self._shown: dict[int, str] = {}

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
        if text.isascii():
            return Place(line, column, offset, column, column)
        size, units = self._size(offset)
        size_before, units_before = self._size(offset - column + 1)
        return Place(line, column, size, size - size_before + 1, units - units_before + 1)

    def _size(self, offset: int) -> tuple[int, int]:
        """Return how many bytes of UTF-8 and units of UTF-16 stand before an offset, in the same time for any text."""
        if self._sizes is None:
            self._sizes = [(0, 0)]
            for start in range(0, len(self.text), _STRIDE):
                size, units = self._sizes[-1]
                more, more_units = _measure(self.text[start : start + _STRIDE])
                self._sizes.append((size + more, units + more_units))
        known, rest = divmod(offset, _STRIDE)
        size, units = self._sizes[known]
        more, more_units = _measure(self.text[offset - rest : offset])
        return size + more, units + more_units

    def line_text(self, line: int) -> str:
        """Return a line (from 1) without its line end: the same value each time, so that a long one is kept once."""
        shown = self._shown.get(line)
        if shown is None:
            span = self.line_span(line)
            shown = self._shown[line] = self.text[span.start : span.end]
        return shown

    def line_span(self, line: int) -> Span:
        """Return the span of a line (from 1) without its line end."""
        starts = self.starts
        begin = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        while end > begin and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(begin, end)


def _measure(text: str) -> tuple[int, int]:
    if text.isascii():
        return len(text), len(text)
    return len(text.encode("utf-8", "surrogatepass")), len(text.encode("utf-16-le", "surrogatepass")) // 2
