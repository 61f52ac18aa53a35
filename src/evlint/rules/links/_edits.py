"""Edits within a link's target, where what stands in the file is what the rule read."""

from __future__ import annotations

from evlint.model.diagnostic import Edit
from evlint.model.document import Document, Link
from evlint.model.span import Span


def where(link: Link) -> Span:
    """Return what to underline for a link's target: the target as typed, or the whole link where nothing was typed."""
    return link.span if link.span.end > link.span.start else link.whole


def replaced(document: Document, link: Link, text: str) -> Edit | None:
    """Return the edit that puts `text` in the place of a link's target, or None where the file spells it otherwise."""
    source = document.source(link.span)
    stripped = source.strip()
    if stripped != link.url.strip() or not stripped:
        return None
    start = link.span.start + source.index(stripped)
    return Edit(Span(start, start + len(stripped)), text)


def part_replaced(document: Document, link: Link, start: int, end: int, text: str) -> Edit | None:
    """The same for `link.url.strip()[start:end]` alone; the rest of the target may be spelled in any way."""
    source = document.source(link.span)
    url = link.url.strip()
    part = url[start:end]
    lead = len(source) - len(source.lstrip())
    at = lead + start if source[lead : lead + end] == url[:end] else source.find(part)
    if not part or at < 0:
        return None
    return Edit(Span(link.span.start + at, link.span.start + at + len(part)), text)
