"""The stretches of a body in which marks mean something else than in its text, or nothing."""

from __future__ import annotations

from evlint.model.document import Document
from evlint.model.span import Span, apart, between, last_before


class Hidden:
    """The stretches of a body where nothing is judged: code, comments, template tags, and links that are links."""

    def __init__(self, document: Document) -> None:
        text, body = document.text, document.body
        spans = [*body.code, *body.templates, *between(text, document.body_start, "<!--", "-->")]
        spans += [link.whole for link in body.links if link.kind in ("inline", "image", "reference", "autolink")]
        self._spans = apart(spans)

    def touches(self, span: Span) -> bool:
        """Tell whether one of them covers a part of a span."""
        return last_before(self._spans, max(span.end - 1, span.start)).end > span.start
