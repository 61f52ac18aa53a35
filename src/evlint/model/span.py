"""Where things stand in a file: spans, lines and columns, and decoded texts with the way back to the characters typed.

Rules read what a reader reads: entities decoded, YAML folds undone, tags dropped. A finding must still point at the
characters that the author typed: `MappedText` holds both.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

BOM = "\ufeff"
LINE_BREAK = lazy_regex(r"\r\n|\n|\r")
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


_NOWHERE = Span(-1, -1)
_LAST = sys.maxsize  # no span ends behind it


def last_before(spans: Sequence[Span], place: int) -> Span:
    """Return the last of spans, which stand in order, that begins at a place or before it; an empty one before all texts."""
    index = bisect_right(spans, (place, _LAST))
    return spans[index - 1] if index else _NOWHERE


def apart(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap or touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def between(text: str, start: int, opener: str, closer: str) -> Iterator[Span]:
    """Yield the stretches of a text from an opening mark to its closing one, which is left out, or to the end."""
    while (start := text.find(opener, start)) >= 0:
        end = text.find(closer, start)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        start = end


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

    __slots__ = ("_has_pairs", "_shown", "_sizes", "_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None
        self._sizes: list[tuple[int, int]] | None = None
        self._has_pairs = False  # whether a character takes two units of UTF-16; not known before `_sizes`
        self._shown: dict[int, str] = {}

    @property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        if self._starts is None:
            text = self.text
            if "\r" in text:
                self._starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
            else:  # nearly every file, in a quarter of the time
                lines = text.split("\n")
                lines.pop()
                self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
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
            self._has_pairs = len(self.text.encode("utf-16-le", "surrogatepass")) > 2 * len(self.text)
            self._sizes = [(0, 0)]
            for start in range(0, len(self.text), _STRIDE):
                size, units = self._sizes[-1]
                more, more_units = self._measure(self.text[start : start + _STRIDE])
                self._sizes.append((size + more, units + more_units))
        known, rest = divmod(offset, _STRIDE)
        size, units = self._sizes[known]
        more, more_units = self._measure(self.text[offset - rest : offset])
        return size + more, units + more_units

    def _measure(self, text: str) -> tuple[int, int]:
        length = len(text)
        if text.isascii():
            return length, length
        size = len(text.encode("utf-8", "surrogatepass"))
        return size, len(text.encode("utf-16-le", "surrogatepass")) // 2 if self._has_pairs else length

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


def line_end(text: str, offset: int) -> int:
    """Return where the line that holds `offset` ends, its line end not included."""
    found = LINE_BREAK.search(text, offset)
    return found.start() if found else len(text)


def line_start(text: str, offset: int, floor: int) -> int:
    """Return where the line that holds `offset` begins, no earlier than `floor`: as long as the line is long."""
    reach = 1_000
    while True:
        low = max(floor, offset - reach)
        found = max(text.rfind("\n", low, offset), text.rfind("\r", low, offset))
        if found >= 0 or low == floor:
            return found + 1 if found >= 0 else floor
        reach *= 4


class Segment(NamedTuple):
    """One run of a decoded text: where it begins there, and the source that it was made from.

    When decoded and source length agree the run is the same text, character by character; else it is one unit
    (an entity, an escape, a fold) that can only be pointed at whole.
    """

    start: int
    source_start: int
    source_end: int


class MappedText:
    """A decoded text with a map to the offsets of the file that it came from."""

    __slots__ = ("pieces", "text")

    def __init__(self, text: str, pieces: list[Segment]) -> None:
        """`pieces` stand in order and cover the decoded `text` without a gap."""
        self.text = text
        self.pieces = pieces

    @classmethod
    def verbatim(cls, text: str, source_start: int) -> MappedText:
        """Make a mapped text that stands in the file just as it is."""
        return cls(text, [Segment(0, source_start, source_start + len(text))])

    def span(self, start: int, end: int) -> Span:
        """Return the span in the file of `text[start:end]`."""
        pieces = self.pieces
        if not pieces:
            return Span(0, 0)
        first = self._piece(start)
        begin = self._source(first, start, at_end=False)
        if end <= start:
            return Span(begin, begin)
        last = self._piece(end - 1)
        return Span(begin, max(begin, self._source(last, end, at_end=True)))

    def whole(self) -> Span:
        """Return the span of the file from the first to the last character of the text."""
        if not self.pieces:
            return Span(0, 0)
        return Span(self.pieces[0].source_start, self.pieces[-1].source_end)

    def _piece(self, offset: int) -> int:
        index = bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1
        return max(index, 0)

    def _source(self, index: int, offset: int, *, at_end: bool) -> int:
        start, source_start, source_end = self.pieces[index]
        stop = self.pieces[index + 1].start if index + 1 < len(self.pieces) else len(self.text)
        if stop - start == source_end - source_start:
            return source_start + offset - start
        return source_end if at_end or offset > start else source_start


class SourceMapBuilder:
    """Collects the runs of a decoded text, in order."""

    __slots__ = ("_length", "_parts", "_pieces")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pieces: list[Segment] = []
        self._length = 0

    def add(self, decoded: str, source_start: int, source_end: int) -> None:
        """Add decoded text that was made of `source_start:source_end` of the file; nothing where it is empty."""
        if decoded:
            self._pieces.append(Segment(self._length, source_start, source_end))
            self._parts.append(decoded)
            self._length += len(decoded)

    def mapped(self, start: int, end: int) -> MappedText:
        """Return what was collected. An empty text is mapped to all of its source, `start:end`."""
        return MappedText("".join(self._parts), self._pieces or [Segment(0, start, end)])


def whole(text: str, start: int, end: int) -> MappedText:
    """Map a text to its source as a whole: every part of it leads to all of `start:end`."""
    if len(text) != end - start:
        return MappedText(text, [Segment(0, start, end)])
    # Of equal length the two would be taken for the same text, character by character.
    return MappedText(text, [Segment(0, start, end), Segment(1, start, end)][: max(len(text), 1)])
