"""Hugo's tags in raw HTML that Goldmark leaves out of the page.

Measured on Hugo 0.111.3 and 0.168.0 with `unsafe` off, which is the default: a `{{< ref >}}` in a block of HTML, a tag or a
comment is not run, whatever it names. `{{% ref %}}` is run before Markdown is read, and so is all that stands between the
two tags of a shortcode.
"""

from __future__ import annotations

from evlint.model.document import Document
from evlint.model.span import last_before
from evlint.startup.lazy_regex import lazy_regex

_TAG = lazy_regex(r"\{\{[<%]-?\s*(/?)\s*([\w./-]+)")


def dropped_tags(document: Document) -> frozenset[int]:
    """Return where the tags `{{< … >}}` begin that no page shows and that are never run. Linear in the number of tags."""
    found: set[int] = set()
    opened: dict[str, list[tuple[int, bool]]] = {}  # of each name: its openings so far, each with whether it is dropped
    inner: list[tuple[int, int]] = []  # between an opening that is run and its closing
    for span in document.body.templates:
        is_dropped = span.end <= last_before(document.body.raw_html, span.start).end
        if is_dropped and document.text.startswith("{{<", span.start):
            found.add(span.start)
        match = _TAG.match(document.text, span.start)
        if match is not None and not match[1]:
            opened.setdefault(match[2], []).append((span.start, span.start in found))
        elif match is not None and opened.get(match[2]):
            start, was_dropped = opened[match[2]].pop()
            if not was_dropped:
                inner.append((start, span.start))
    return frozenset(found - _within(found, inner))


def _within(places: set[int], stretches: list[tuple[int, int]]) -> set[int]:
    """Return those of the places that lie in a stretch."""
    inside: set[int] = set()
    reached = -1
    ordered = sorted(stretches)
    at = 0
    for place in sorted(places):
        while at < len(ordered) and ordered[at][0] < place:
            reached = max(reached, ordered[at][1])
            at += 1
        if place < reached:
            inside.add(place)
    return inside
