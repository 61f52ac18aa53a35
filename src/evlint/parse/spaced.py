"""Links that CommonMark does not read since a blank stands in the destination: `[plan](/uploads/mon plan.pdf)`.

kramdown takes them, other generators print them as they stand; either way the author meant a link.
"""

from __future__ import annotations

import re

from evlint.model.document import LinkKind
from evlint.model.lazily import pattern
from evlint.parse.collect import Collector
from evlint.parse.prose import merged
from evlint.parse.templates import Templates

# What every such link has, looked for first: it costs a post without one next to nothing.
_SIGN = pattern(r"\]\([^\s()<>]*+[ \t]++[^\s\"'()]")
_LINK = r"(!?)\[([^\[\]\n]*)\]\([ \t]*+([^()<>\"\s](?:[^()<>\"\r\n]*[^()<>\"\s])?)[ \t]*(?:\"[^\"\r\n]*\"[ \t]*)?\)"
_TARGET = r"(?:/|\.{1,2}/|#|www\.|mailto:|.*://|\S+/)|.*\.[A-Za-z0-9]{2,5}(?:#\S*)?\Z"


def add_spaced(found: Collector) -> None:
    """Add the links whose destination holds blanks, where it looks like a destination all the same."""
    twin, base = found.twin, found.base
    if _SIGN.search(twin) is None:
        return
    known = {link.span.start for link in found.links}
    code = ((span.start - base, span.end - base, "") for span in found.code)
    hidden = Templates(tuple((start, end) for start, end, _ in merged((*found.holes, *code))))
    spans: list[tuple[int, int]] = []
    for match in re.finditer(_LINK, twin):
        start, end = match.span(3)
        url = found.body[start:end]
        if base + start in known or (" " not in url and "\t" not in url) or re.match(_TARGET, url) is None:
            continue
        if found.templates.touches(*match.span()) or hidden.touches(start, end):
            continue
        spans.append((base + start, base + end))
        image = bool(match[1])
        kind: LinkKind = "image" if image else "inline"
        found.holes += ((match.start(), match.start(2), ""), (match.end(2), match.end(), ""))
        text = " ".join(found.body[match.start(2) : match.end(2)].split())
        found.link(url, (start, end), kind, match.span(), text, *(("img", "src") if image else ("a", "href")))
    if spans:
        found.drop_bare(spans)
