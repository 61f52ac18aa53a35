"""Marks of other publishing systems that stand in a body as they are typed: WordPress's shortcodes, attribute lists.

`[youtube=https://…]` and `[caption id="a"]…[/caption]` are run by WordPress alone. A list of attributes, `{.btn}` or
`{:target="_blank"}`, belongs to kramdown, pandoc or a plugin, each with a spelling of its own: the generators say which of
the spellings their readers are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evlint.model.document import Document
from evlint.model.span import Span
from evlint.rules.links._hidden import Hidden
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

_QUOTED = r"(?:\"[^\"\[\]\n]*\"|'[^'\[\]\n]*'|[“”″][^\[\]\n“”″]*[“”″]|&#82\d\d;[^\[\]\n]*)"
# It begins with the bracket, which is searched for fast; what may not stand before it is looked at behind it.
_WORDPRESS = lazy_regex(
    rf"\[(?<![\[\\!\w`/]\[)(?:(?P<name>[a-z][\w-]{{2,30}})(?:[ \t]+[\w-]+={_QUOTED})+[ \t]*/?"
    r"|(?P<service>youtube|vimeo|dailymotion|slideshare|ted|wpvideo|soundcloud|googlemaps|googlevideo|instagram|tweet)"
    r"(?:=|[ \t]+(?:id|url)=)[^\[\]\n]*"
    r"|/?(?P<pair>caption|embed|gallery|vc_[a-z]\w*|et_pb_[a-z]\w*)(?:[ \t]+[\w-]+=[^\[\]\n]*)?)\](?![\[(:{])"
)
_LIST = lazy_regex(r"\{(:?)[ \t]*(?:[.#][A-Za-z_][\w-]*|[A-Za-z_][\w-]*=)[^{}\n]*\}")
_SPAN = lazy_regex(r"(?<=\])\{[.#][A-Za-z_][^{}\n]*\}")


class Mark(NamedTuple):
    """A mark: where it stands in the file, what it is ("WordPress" or "list") and its name."""

    start: int
    end: int
    kind: str
    name: str


def wordpress_tags(document: Document) -> Iterator[Mark]:
    """Find WordPress's shortcodes outside code and comments."""
    text = document.text
    if text.find("[", document.body_start) < 0:
        return
    hidden = None
    for match in _WORDPRESS.finditer(text, document.body_start):
        hidden = hidden or Hidden(document)
        if not hidden.touches(Span(*match.span())):
            name = match["name"] or match["service"] or match["pair"]
            yield Mark(match.start(), match.end(), "WordPress", name)


def attribute_lists(document: Document, shown: Sequence[str]) -> Iterator[Mark]:
    """Find the lists of attributes of the spellings that readers are shown.

    "link": right behind a link, without a colon; "colon": with one, anywhere; "span": behind brackets that are no link. One
    at the end of a heading is the heading's.
    """
    text = document.text
    if text.find("{", document.body_start) < 0:
        return
    found: dict[int, int] = {}
    for link in document.body.links:
        match = _LIST.match(text, link.whole.end) if text.startswith("{", link.whole.end) else None
        if (
            match is not None
            and link.kind in ("inline", "image", "reference")
            and ("colon" if match[1] else "link") in shown
        ):
            found[match.start()] = match.end()
    if "colon" in shown:
        found.update((one.span.start, one.span.end) for one in document.body.attribute_lists)
    if "span" in shown and text.find("]{", document.body_start) >= 0:
        found.update((match.start(), match.end()) for match in _SPAN.finditer(text, document.body_start))
    hidden = Hidden(document) if found else None
    for start, end in sorted(found.items()):
        if hidden is not None and not _ends_heading(text, start, end) and not hidden.touches(Span(start, end)):
            yield Mark(start, end, "list", "")


def _ends_heading(text: str, start: int, end: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 : start].lstrip(" >")
    return line.startswith("#") and text[end : end + 2].strip(" \t\r#") in ("", "\n")
