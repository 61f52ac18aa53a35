"""Puts a decoded text together from runs of its source."""

from __future__ import annotations

from evlint.model.mapped_text import MappedText, Segment


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
