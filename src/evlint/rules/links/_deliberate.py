"""Links that their author marked as deliberate for html-proofer, the checker that most Jekyll sites know.

`data-proofer-ignore` on a tag says that neither its links nor those inside it are to be checked.
"""

from __future__ import annotations

from evlint.model.document import Document, Link, once
from evlint.model.span import Span, last_before
from evlint.parse.body.html import VOID
from evlint.startup.lazy_regex import lazy_regex

_MARK = "data-proofer-ignore"
# A tag with its attributes. The counts bound the work on text that only looks like one.
_TAG = lazy_regex(r"<(/?)([A-Za-z][A-Za-z0-9-]{0,30}+)((?:[^<>\"']{1,500}+|\"[^\"]{0,500}+\"|'[^']{0,500}+'){0,60}+)>")


@once
def deliberate_spans(document: Document) -> list[Span]:
    """Return the stretches of a post whose links are not to be judged, in order. Most posts have none, and cost nothing."""
    text = document.text
    spans: list[Span] = []
    if _MARK not in text:
        return spans
    name, start, depth = "", 0, 0
    for tag in _TAG.finditer(text, document.body_start):
        closing, element, attributes = tag[1], tag[2].lower(), tag[3]
        if depth:
            if element == name and not attributes.endswith("/"):
                depth += -1 if closing else 1
                if not depth:
                    spans.append(Span(start, tag.end()))
        elif _MARK in attributes:
            if element in VOID or attributes.endswith("/"):
                spans.append(Span(*tag.span()))
            else:
                name, start, depth = element, tag.start(), 1
    return spans


def is_deliberate(document: Document, link: Link) -> bool:
    """Tell whether one link is marked as deliberate."""
    spans = deliberate_spans(document)
    return bool(spans) and is_within(link, spans)


def is_within(link: Link, spans: list[Span]) -> bool:
    """Tell whether a link stands in one of the stretches."""
    return last_before(spans, link.span.start).end >= link.span.end
