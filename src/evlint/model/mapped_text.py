"""A decoded text and the way back to the file.

Rules read what a reader reads: entities decoded, YAML folds undone, tags dropped. A finding must still point at the
characters that the author typed. `MappedText` holds both.
"""

from __future__ import annotations

from bisect import bisect_right

from evlint.model.span import Span
from evlint.startup.namedtuple import NamedTuple


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
        """Take the decoded `text` and its `pieces`, in order, covering it without a gap."""
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
        index = bisect_right(self.pieces, offset, key=_start_of) - 1
        return max(index, 0)

    def _source(self, index: int, offset: int, *, at_end: bool) -> int:
        start, source_start, source_end = self.pieces[index]
        stop = self.pieces[index + 1].start if index + 1 < len(self.pieces) else len(self.text)
        if stop - start == source_end - source_start:
            return source_start + offset - start
        return source_end if at_end or offset > start else source_start


def _start_of(piece: Segment) -> int:
    return piece.start
