"""The stretches of a body in which marks mean something else than in its text, or nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from evlint.model.document import Document
from evlint.model.span import Span


class Hidden:
    """The stretches of a body where nothing is judged: code, comments, template tags, and links that are links."""

    def __init__(self, document: Document) -> None:
        text, body = document.text, document.body
        spans = [*body.code, *body.templates, *_comments(text, document.body_start)]
        spans += [link.whole for link in body.links if link.kind in ("inline", "image", "reference", "autolink")]
        spans.sort()
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            if not self._ends or end > self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, span: Span) -> bool:
        """Tell whether one of them covers a part of a span."""
        index = bisect_right(self._starts, max(span.end - 1, span.start)) - 1
        return index >= 0 and self._ends[index] > span.start


def _comments(text: str, start: int) -> Iterator[Span]:
    while (start := text.find("<!--", start)) >= 0:
        end = text.find("-->", start)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        start = end
