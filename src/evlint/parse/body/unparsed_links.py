"""Markdown links that pyromark does not give: those in the text of HTML, defined references there, targets with a blank.

The reader gets the first as dead text, unless the block says that Markdown is read in it: what is left of a link is the
address that readers see. kramdown takes the second and other generators print them: the author meant a link, and its target
can be as wrong as any.
"""

from __future__ import annotations

import re
from typing import Protocol

import pyromark

from evlint.model.document import Link, LinkKind
from evlint.model.span import Span, last_before
from evlint.parse.body.html import decode
from evlint.parse.body.templates import Templates, merged
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

# Blanks, at most one line end, and the marks of a quote that goes on in the next line.
_BEFORE = lazy_regex(r"[ \t]*+(?:(?:\r\n|\n|\r)[ \t>]*+)?")
_ANGLE = lazy_regex(r"<((?:[^<>\\\r\n]|\\.)*+)>")
_PIECE = lazy_regex(r"(?:[^\s()\\]|\\[^\s]|\\(?=\s))++")
_ESCAPE = lazy_regex(r"""\\([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])""")


def destination(shadow: str, start: int, end: int, expected: str | None = None) -> tuple[int, int]:
    """Return the span of the destination that follows `](` or `]:`, which ends at `start`; empty where there is none.

    `expected` is what a parser says of it: where it stands there as it is, nothing more is looked for.
    """
    begin = _BEFORE.match(shadow, start, end).end()  # type: ignore[union-attr]  # matches the empty text too
    if expected and shadow.startswith(expected, begin):
        return begin, begin + len(expected)
    angle = _ANGLE.match(shadow, begin, end)
    if angle is not None:
        return angle.span(1)
    position = begin
    depth = 0
    while position < end:
        piece = _PIECE.match(shadow, position, end)
        if piece is not None:
            position = piece.end()
        elif shadow[position] == "(":
            depth += 1
            position += 1
        elif shadow[position] == ")" and depth:
            depth -= 1
            position += 1
        else:
            break
    return begin, position


def unescape(source: str) -> str:
    """Undo backslash escapes and character references in a destination or a text."""
    if "\\" not in source:
        return decode(source)
    parts: list[str] = []
    position = 0
    for match in _ESCAPE.finditer(source):
        parts.append(decode(source[position : match.start()]))
        parts.append(match[1])
        position = match.end()
    parts.append(decode(source[position:]))
    return "".join(parts)


class Elements(Protocol):
    """What was found in a body so far (`collector.Elements`), as far as it is asked and added to here."""

    body: str
    shadow: str
    base: int
    links: list[Link]
    code: list[Span]
    masked_ranges: list[tuple[int, int, str]]
    templates: Templates
    reads_markdown_in_html: bool

    def bare(self, start: int, end: int) -> int:
        """Add the bare URLs in a run of text; return where the last one ends, or -1."""

    def link(
        self,
        url: str,
        span: tuple[int, int],
        kind: LinkKind,
        whole: tuple[int, int],
        text: str | None,
        element: str = "a",
        attribute: str = "href",
    ) -> None:
        """Add a link."""

    def sort(self) -> None:
        """Put what was found into the order of the text."""


_LABEL = lazy_regex(r"\[(?:[^\[\]\\]|\\.)*+\]:", re.DOTALL)


class Use(NamedTuple):
    """A use of a reference: its label, the construct, what the reader sees, and whether it is an image."""

    label: str
    whole: tuple[int, int]
    text: str
    image: bool


def add_defined(found: Elements, uses: list[Use]) -> None:
    """Add a link for each definition that `uses` name; `whole` and `text` are those of its first use."""
    first: dict[str, Use] = {}
    for use in uses:
        first.setdefault(_folded(use.label), use)
    for label, definition in pyromark.reference_definitions(found.shadow).items():
        used = first.get(_folded(label))
        if used is None:
            continue
        start, end = definition["span"]["start"], definition["span"]["end"]
        name = _LABEL.match(found.shadow, start, end)
        if name is None:
            continue
        span = destination(found.shadow, name.end(), end, definition["dest"])
        url = unescape(found.body[span[0] : span[1]])
        element, attribute = ("img", "src") if used.image else ("a", "href")
        found.link(url, span, "reference", used.whole, used.text, element, attribute)


def _folded(label: str) -> str:
    """Fold a label as CommonMark compares them: case and blanks make no difference."""
    return " ".join(label.split()).casefold()


_END = r"[ \t]*(?:\"[^\"\r\n]*\"[ \t]*|'[^'\r\n]*'[ \t]*)?\)"
_LINK = rf"\[([^\[\]\n]*)\]\([ \t]*+([^()<>\"\s](?:[^()<>\"\r\n]*[^()<>\"\s])?){_END}"
# What a destination looks like that has blanks in it: a path, an address or number somewhere, the name of a file, a number
# of a telephone, or a note that an address is to come.
_TARGET = (
    r"(?:/|\.{1,2}/|#|www\.|mailto:|tel:|.*://|\S+/)|.*\.[A-Za-z0-9]{2,5}(?:#\S*)?\Z"
    r"|[+0][\d .()-]{8,}\Z"
    r"|(?:(?:liens?|url|adresse) )?à (?:ajouter|compléter|venir|insérer|mettre|définir|préciser|remplacer|renseigner)\Z"
)


def add_in_html(found: Elements, start: int, end: int) -> int:
    """Add the links in a run of HTML text, and the bare URLs between them; return where the last link ends.

    Where Markdown is not read in HTML, a link is shown as it is typed: only an address in it counts, as a bare one.
    """
    body, shadow = found.body, found.shadow
    closer = re.compile(_END)
    position = start
    while (middle := shadow.find("](", position, end)) >= 0:
        opening = shadow.rfind("[", position, middle)
        span = destination(shadow, middle + 2, end)
        closing = closer.match(shadow, span[1], end)
        url = body[span[0] : span[1]]
        if opening < 0 or closing is None or not any(char in url for char in "/#:.@"):
            position = middle + 2
            continue
        if shadow.count("`", position, opening) % 2 == 0:
            found.bare(position, opening)
            whole, words = (opening, closing.end()), (opening + 1, middle)
            if found.reads_markdown_in_html:
                _add(found, unescape(url), span, whole, words)
            else:
                found.bare(*span)
                _mask(found, whole, words)
        position = closing.end()
    return position


def add_spaced(found: Elements) -> None:
    """Add the links whose destination holds blanks, where it looks like a destination all the same."""
    base = found.base
    known = {link.span.start for link in found.links}
    code = ((span.start - base, span.end - base, "") for span in found.code)
    hidden = Templates(tuple((start, end) for start, end, _ in merged((*found.masked_ranges, *code))))
    spans: list[Span] = []
    for match in re.finditer(_LINK, found.shadow):
        start, end = match.span(2)
        url = found.body[start:end]
        if base + start in known or (" " not in url and "\t" not in url) or re.match(_TARGET, url) is None:
            continue
        if found.templates.touches(*match.span()) or hidden.touches(start, end):
            continue
        spans.append(Span(base + match.start(), base + end))
        _add(found, url, (start, end), (match.start(), match.end()), match.span(1))
    if spans:
        _drop_bare(found, spans)


def _add(found: Elements, url: str, span: tuple[int, int], whole: tuple[int, int], text: tuple[int, int]) -> None:
    """Add one link or image, and mask its marks in the prose."""
    words = " ".join(found.body[text[0] : text[1]].split())
    start, end = whole
    if start and found.shadow[start - 1] == "!":
        start -= 1
        found.link(url, span, "image", (start, end), words, "img", "src")
    else:
        found.link(url, span, "inline", whole, words)
    _mask(found, (start, end), text)


def _mask(found: Elements, whole: tuple[int, int], text: tuple[int, int]) -> None:
    """Leave only a link's text in the prose."""
    found.masked_ranges += ((whole[0], text[0], ""), (text[1], whole[1], ""))


def _drop_bare(found: Elements, spans: list[Span]) -> None:
    """Forget the bare URLs inside `spans` (of the file, in order), which are other links with their texts, and sort anew."""
    found.links = [
        link for link in found.links if link.kind != "bare" or last_before(spans, link.span.start).end < link.span.end
    ]
    found.sort()
