"""Finds kramdown's attribute lists, `{: .class #id key="value"}`, after blocks and spans, well-formed or not."""

from __future__ import annotations

from bisect import bisect_right

from evlint.model.document import Anchor, AttributeList, Heading
from evlint.model.span import Span, last_before
from evlint.startup.lazy_regex import lazy_regex

# "{::" opens an extension; what follows the colon must look like a class, an id, a reference or key="value".
_LIST = lazy_regex(r"""\{:(?=[ \t]*[.#:\w"'])(?!:)((?:[^{}"'\r\n]|"[^"\r\n]*"|'[^'\r\n]*')*+["']?)\}""")
_WIDEST_MARGIN = 80  # characters between two lists that follow each other: an indentation
_ID = lazy_regex(r"#([^\s#.}\"'=]+)")


def find_attribute_lists(body: str, shadow: str, base: int, code: list[Span]) -> list[AttributeList]:
    """Find the lists in a body (`base` is its offset in the file), outside `code`."""
    if "{" not in shadow or "{:" not in shadow:
        return []
    ends = sorted(code)
    found: list[AttributeList] = []
    for match in _LIST.finditer(shadow):
        start, end = match.span()
        span = Span(base + start, base + end)
        if last_before(ends, span.start).end >= span.end:
            continue
        found.append(AttributeList(span, body[match.start(1) : match.end(1)]))
    return found


def place_ids(body: str, base: int, lists: list[AttributeList], headings: list[Heading]) -> list[Anchor]:
    """Give each `#id` in a list to the heading that the list stands in, under or over; return the others as anchors.

    `headings` are in order, and the ones that get an id are replaced in the list.
    """
    anchors: list[Anchor] = []
    starts = [heading.span.start for heading in headings]
    for item in lists:
        match = _ID.search(item.source)
        if match is None:
            continue
        after = bisect_right(starts, item.span.start)
        for index in (after - 1, after):
            if 0 <= index < len(headings) and _belongs(body, base, item.span, headings[index].span):
                headings[index] = headings[index]._replace(id=match[1])
                break
        else:
            start = item.span.start + 2 + match.start(1)
            anchors.append(Anchor(match[1], Span(start, start + len(match[1]))))
    return anchors


def _belongs(body: str, base: int, item: Span, heading: Span) -> bool:
    """Tell whether a list stands in a heading, or alone with it on neighbouring lines."""
    if heading.holds(item):
        return True
    first, second = sorted((item, heading))
    between = body[first.end - base : min(second.start - base, first.end - base + _WIDEST_MARGIN)]
    return second.start - first.end < _WIDEST_MARGIN and between.strip(" \t>") in ("\n", "\r\n", "\r")
