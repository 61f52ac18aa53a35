"""Marks « » in the source of a test: taken out before it is read, and compared with the spans that were found."""

from __future__ import annotations

from evlint.model.span import Span


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """Take the marks out: the text, and the spans that they stood around, in order. Marks do not nest."""
    pieces = marked.replace("»", "«").split("«")
    spans: list[Span] = []
    length = 0
    for index, piece in enumerate(pieces):
        if index % 2:
            spans.append(Span(length, length + len(piece)))
        length += len(piece)
    return "".join(pieces), spans
