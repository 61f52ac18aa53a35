"""Gathers links, anchors, headings and directives while a body is read: the one reader of HTML, in Markdown or alone.

Offsets inside are those of the body; `base` turns them into offsets of the file when a value is made.
"""

from __future__ import annotations

from evlint.model.document import Anchor, Directive, Heading, Link, LinkKind
from evlint.model.span import Span
from evlint.parse.body.forward_search import ForwardSearch
from evlint.parse.body.html import CODE, HEADINGS, VOID, Token, attributes, candidates, decode, tokens
from evlint.parse.body.pyromark_events import QUOTE_MARKS
from evlint.parse.body.templates import Templates
from evlint.parse.body.unparsed_links import unescape
from evlint.startup.namedtuple import NamedTuple

_URL_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "button": ("formaction",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "image": ("href",),
    "img": ("src", "srcset"),
    "input": ("src", "formaction"),
    "link": ("href",),
    "object": ("data",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}
# The attribute that a reader gets instead of the element, where it has no text of its own.
_TEXT_ATTRIBUTES = {"img": ("alt",), "area": ("alt",), "iframe": ("title",), "input": ("alt",)}
_NAMING = ("aria-label", "title")
# Elements that keep the words before and after them apart.
_BREAKS = frozenset(("br", "div", "p", "li", "ul", "ol", "td", "th", "tr", "dt", "dd", *HEADINGS))
# Elements without a closing tag, or whose closing tag may be left out.
_UNCLOSED = VOID | {
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "body", "html", "head", "colgroup",
}  # fmt: skip
_READ_IN_LINKS = CODE | {"title"}
_MOST_PARTS = 200  # pieces of a link's text that are joined: one that is never closed would join the post for each


class OpenAnchor(NamedTuple):
    """An `<a>` whose closing tag is still to come."""

    url: tuple[int, int]
    whole: tuple[int, int]
    part: int
    fallback: str
    inline: bool


class _OpenHeading(NamedTuple):
    name: str
    start: int
    part: int
    id: str | None


class ElementCollector:
    """What was found so far in one body, and what is still open at the place reached.

    Found: `links`, `anchors`, `headings`, `directives`, `code`; `masked_ranges` (start, end, what stands there instead) are
    left out of prose. Open: `parts` holds the text that readers get, `collecting` how many elements want it (a link, a
    heading), `depth` how many elements are open, `hidden` the offset up to which nothing is shown (-1: all is shown),
    `in_raw_text` whether an element is open whose text is no prose (`script`, `style`). `body` is the text, `shadow` the
    same length in ASCII, `base` where it begins in the file.
    """

    def __init__(self, body: str, shadow: str, base: int, templates: Templates) -> None:
        self.body = body
        self.shadow = shadow
        self.base = base
        self.templates = templates
        self.links: list[Link] = []
        self.anchors: list[Anchor] = []
        self.headings: list[Heading] = []
        self.directives: list[Directive] = []
        self.code: list[Span] = []
        self.masked_ranges: list[tuple[int, int, str]] = []
        self.html_blocks: set[int] = set()
        self.raw_html: list[Span] = []  # where HTML stands in Markdown; kept of bodies with template tags alone
        self.blocks: list[int] = []  # the indices of the events that begin a block with text in it
        self.parts: list[str] = []
        self.collecting = 0
        self.hidden = -1
        self.in_raw_text = False
        self.reads_markdown_in_html = False  # in MDX, and where an attribute or option says so
        self.depth = 0
        self.anchor: OpenAnchor | None = None  # the `<a href>` around the place reached
        self._inline = False
        self._quoted = False
        self._heading: _OpenHeading | None = None
        self._closers: ForwardSearch | None = None

    def read(self, start: int, end: int, segment: str | None = None, limit: int | None = None) -> None:
        """Read the HTML at `[start, end)` of the body (`segment` where marks of a quote had to be blanked out).

        An element or comment that hides its inside and does not close here hides the text up to its closing, if that
        stands before `limit` (the end of the body where none is given).
        """
        html = segment if segment is not None else self.shadow[start:end]
        self._quoted = segment is not None
        limit = limit if limit is not None else len(self.shadow)
        for token in tokens(html):
            kind = token.kind
            if start + token.end <= self.hidden:
                continue
            if kind == "text":
                self._text(start + token.start, start + token.end)
            elif kind == "open":
                if self.collecting and token.name in _BREAKS:
                    self.parts.append(" ")
                self._open(html, start, token)
            elif kind == "close":
                if self.collecting and token.name in _BREAKS:
                    self.parts.append(" ")
                self._close(token.name, start + token.end)
            else:
                self._skip(kind, token, start, limit)

    def read_inline(self, start: int, end: int, limit: int, segment: str | None = None) -> None:
        """Read one tag or comment inside a paragraph that ends at `limit`; places and `segment` as in `read`.

        What it opens does not nest what comes after the paragraph: Markdown ends it there.
        """
        depth = self.depth
        self._inline = True
        self.read(start, end, segment, limit)
        self._inline = False
        self.depth = depth

    def close_paragraph(self) -> None:
        """End a paragraph, cell or item: an `<a>` that it opened does not reach beyond."""
        if self.anchor is not None and self.anchor.inline:
            self._finish_link()
        self.parts.append(" ")

    def finish(self) -> None:
        """End everything, at the end of the body, and bring what was found into its order."""
        if self.anchor is not None:
            self._finish_link()
        self.sort()

    def sort(self) -> None:
        """Bring the links into the order of the file."""
        self.links.sort(key=lambda link: link.span)

    def link(
        self, url: str, span: tuple[int, int], kind: LinkKind, whole: tuple[int, int], text: str | None,
        element: str = "a", attribute: str = "href",
    ) -> None:  # fmt: skip
        """Add a link. `span` is its URL's and `whole` its own place, both in the body; `text` None: it has none to show."""
        base = self.base
        start, end = span
        templates = self.templates
        self.links.append(
            Link(
                url,
                Span(base + start, base + end),
                kind,
                Span(base + whole[0], base + whole[1]),
                text,
                element,
                attribute,
                None,
                bool(templates.spans) and templates.touches(start, end),
            )
        )

    def bare(self, start: int, end: int) -> int:
        """Add the bare URLs in a run of text; return where the last one ends, or -1."""
        from evlint.parse.body.autolinks import bare_urls

        last = -1
        for span in bare_urls(self.body, self.shadow, start, end):
            self.link(unescape(self.body[span[0] : span[1]]), span, "bare", span, None)
            last = span[1]
        return last

    def read_text(self, part: int) -> str:
        """Return what was gathered since `parts` had `part` items, blanks joined into one."""
        return single_spaced("".join(self.parts[part : part + _MOST_PARTS]))

    def _text(self, start: int, end: int) -> None:
        body = self.body
        source = body[start:end]
        if self.collecting:
            self.parts.append(decode(QUOTE_MARKS.sub("\n", source) if self._quoted else source))
        if self.anchor is None and ((":" in source and "://" in source) or "](" in source or "www." in source):
            position = start
            if "](" in source:
                from evlint.parse.body.unparsed_links import add_in_html

                position = add_in_html(self, start, end)
            if position < end:
                self.bare(position, end)

    def _open(self, html: str, offset: int, token: Token) -> None:
        name = token.name
        if name not in _UNCLOSED:
            self.depth += 1
        start, end = token.attributes
        found = attributes(html, start, end) if end - start > 2 else {}
        if found:
            if name not in HEADINGS:
                self._ids(found, offset)
            if self.collecting and name != "a" and "aria-label" in found:
                self.parts.append(self._value(found, "aria-label", offset) or "")
            for attribute in _URL_ATTRIBUTES.get(name, ()):
                if attribute in found:
                    self._url(name, attribute, found, offset, token)
        if name in HEADINGS:
            if self._heading is None:
                self.collecting += 1
            self._heading = _OpenHeading(name, offset + token.start, len(self.parts), self._value(found, "id", offset))

    def _ids(self, found: dict[str, tuple[int, int]], offset: int) -> None:
        for attribute in ("id", "name"):
            if attribute in found and found[attribute][1] > found[attribute][0]:
                start, end = found[attribute]
                span = Span(self.base + offset + start, self.base + offset + end)
                self.anchors.append(Anchor(decode(self.body[offset + start : offset + end]), span))

    def _value(self, found: dict[str, tuple[int, int]], name: str, offset: int) -> str | None:
        if name not in found:
            return None
        start, end = found[name]
        return decode(self.body[offset + start : offset + end])

    def _url(self, name: str, attribute: str, found: dict[str, tuple[int, int]], offset: int, token: Token) -> None:
        start, end = found[attribute]
        span = (offset + start, offset + end)
        whole = (offset + token.start, offset + token.end)
        if name == "a":
            if self.anchor is not None:
                self._finish_link()
            fallback = next((text for key in _NAMING if (text := self._value(found, key, offset))), "")
            self.anchor = OpenAnchor(span, whole, len(self.parts), fallback, self._inline)
            self.collecting += 1
            return
        text = next((self._value(found, key, offset) for key in _TEXT_ATTRIBUTES.get(name, ()) if key in found), None)
        if name == "img" and text and self.collecting and attribute == "src":
            self.parts.append(text)
        if attribute == "srcset":
            for begin, stop in candidates(self.shadow, *span):
                self.link(decode(self.body[begin:stop]), (begin, stop), "html", whole, text, name, attribute)
            return
        self.link(decode(self.body[span[0] : span[1]]), span, "html", whole, text, name, attribute)

    def _close(self, name: str, end: int) -> None:
        if self.depth and name not in _UNCLOSED:
            self.depth -= 1
        if name == "a" and self.anchor is not None:
            self._finish_link()
        elif name in HEADINGS and self._heading is not None:
            heading = self._heading
            self._heading = None
            self.collecting -= 1
            span = Span(self.base + heading.start, self.base + end)
            self.headings.append(Heading(span, int(heading.name[1]), self.read_text(heading.part), heading.id))

    def _finish_link(self) -> None:
        opened = self.anchor
        assert opened is not None  # noqa: S101 told to the type checker; callers have looked
        self.anchor = None
        self.collecting -= 1
        text = self.read_text(opened.part) or " ".join(opened.fallback.split())
        url = decode(self.body[opened.url[0] : opened.url[1]])
        self.link(url, opened.url, "html", opened.whole, text)

    def _skip(self, kind: str, token: Token, offset: int, limit: int) -> None:
        start, end = offset + token.start, offset + token.end
        closer = "-->" if kind == "comment" else "</" + token.name
        if not token.closed:
            self.in_raw_text = token.name not in _READ_IN_LINKS
            if self._closers is None:
                self._closers = ForwardSearch(self.shadow.lower())
            found = self._closers.find(closer, start)
            if found < limit:
                self.hidden = end = found + (3 if kind == "comment" else 0)
        if token.name not in CODE:
            self.masked_ranges.append((start, end, ""))
        if kind == "comment":
            inside = offset + token.attributes[0]
            source = self.body[inside : end - 3 if self.shadow.endswith("-->", inside, end) else end]
            if "evlint-" in source:
                from evlint.parse.directives import read_directive  # most posts have no such comment

                whole = Span(self.base + start, self.base + end)
                directive = read_directive(source, self.base + inside, whole)
                if directive is not None:
                    self.directives.append(directive)
        elif token.name in CODE and end > start:
            self.code.append(Span(self.base + start, self.base + end))
        if self.collecting and token.closed and token.name in _READ_IN_LINKS:
            self.parts.append(self.body[start:end])


def single_spaced(text: str) -> str:
    """Return a text with its blanks and line ends joined into single spaces, and none around it."""
    if text.isprintable() and "  " not in text:  # the space is the only blank that is printable
        return text.strip(" ")
    return " ".join(text.split())
