"""Reads a Markdown body: pyromark's events over the ASCII twin, gathered into links, headings and the like."""

from __future__ import annotations

from typing import NamedTuple

from evlint.model.document import Heading, UndefinedReference
from evlint.model.span import Span
from evlint.parse.collect import Collector
from evlint.parse.destination import destination, unescape
from evlint.parse.events import Events, html_segment, text_run_end
from evlint.parse.html import decode
from evlint.parse.references import Use, add_defined


class _OpenLink(NamedTuple):
    kind: str
    url: str
    label: str
    image: bool
    part: int


class MarkdownReader:
    """Walks the events of a body once and puts what they hold into a collector."""

    __slots__ = ("_events", "_footnotes", "_found", "_kramdown", "_open", "_undefined", "_uses")

    def __init__(
        self, events: Events, found: Collector, undefined: list[UndefinedReference], *, kramdown: bool
    ) -> None:
        self._events = events
        self._found = found
        self._undefined = undefined
        self._kramdown = kramdown
        self._open: list[_OpenLink] = []
        self._uses: list[Use] = []
        self._footnotes = "[^" in found.twin

    def run(self) -> None:
        """Read everything."""
        found = self._found
        body, base, parts, opened = found.body, found.base, found.parts, self._open
        footnotes = self._footnotes
        everything = len(body)
        block_end = previous = 0
        skip = -1  # text before this offset was dealt with
        heading = (0, None)
        for index, (event, place) in enumerate(self._events):
            start = place["start"]
            end = place["end"]
            if type(event) is str:
                if found.collecting:
                    parts.append(" ")
            elif "Text" in event:
                text = event["Text"]
                if start < found.hidden:
                    if found.collecting and not found.mute:
                        parts.append(body[start:end])
                else:
                    if found.collecting:
                        parts.append(body[start:end] if len(text) == end - start else decode(body[start:end]))
                    if ("://" in text or "www." in text) and start >= skip and not opened and not found.in_anchor:
                        skip = text_run_end(self._events, index)
                        found.bare(start, skip)
                    if footnotes and text[:1] == "^" and start >= skip:
                        self._footnote(start, end)
            elif "Start" in event:
                tag = event["Start"]
                if type(tag) is dict:
                    if (detail := tag.get("Link") or tag.get("Image")) is not None:
                        opened.append(
                            _OpenLink(detail["link_type"], detail["dest_url"], detail["id"], "Image" in tag, len(parts))
                        )
                        found.collecting += 1
                        end = start + 1
                    elif (detail := tag.get("Heading")) is not None:
                        found.collecting += 1
                        heading = (len(parts), detail["id"])
                        block_end = end
                    elif (detail := tag.get("CodeBlock")) is not None and start >= found.hidden:
                        skip = end
                        if self._kramdown and detail == "Indented" and found.depth:
                            found.html_blocks.add(start)
                            found.read(start, end, everything)
                        else:
                            found.code.append(Span(base + start, base + end))
                elif tag == "HtmlBlock":
                    if end > found.hidden:
                        found.read(start, end, everything, html_segment(self._events, index, found.twin, start, end))
                elif tag in ("Paragraph", "TableCell", "Item"):
                    block_end = end
            elif "End" in event:
                tag = event["End"]
                if tag in ("Link", "Image"):
                    found.collecting -= 1
                    link = opened.pop()
                    if start >= found.hidden:
                        self._link(link, start, end, previous)
                elif type(tag) is dict:
                    if "Heading" in tag:
                        found.collecting -= 1
                        self._heading(int(tag["Heading"][1]), start, end, *heading)
                elif tag in ("Paragraph", "TableCell", "Item"):
                    found.close_paragraph()
            elif "InlineHtml" in event:
                if end > found.hidden:
                    found.read_inline(start, end, block_end if block_end > start else everything)
            elif "Code" in event:
                found.code.append(Span(base + start, base + end))
                if found.collecting:
                    parts.append(body[start:end].strip("`"))
            previous = end
        found.finish()
        if self._uses:
            add_defined(found, self._uses)

    def _link(self, link: _OpenLink, start: int, end: int, children_end: int) -> None:
        found = self._found
        body, twin = found.body, found.twin
        element, attribute = ("img", "src") if link.image else ("a", "href")
        if link.kind == "Inline":
            middle = twin.find("](", children_end, end)
            span = destination(twin, middle + 2, end - 1, link.url)
            url = body[span[0] : span[1]]
            if link.url != url:
                url = unescape(url)
            found.link(
                url,
                span,
                "image" if link.image else "inline",
                (start, end),
                found.read_text(link.part),
                element,
                attribute,
            )
        elif link.kind == "Autolink":
            found.link(body[start + 1 : end - 1], (start + 1, end - 1), "autolink", (start, end), None)
        elif link.kind == "Email":
            found.link("mailto:" + body[start + 1 : end - 1], (start + 1, end - 1), "autolink", (start, end), None)
        else:
            self._uses.append(Use(link.label, (start, end), found.read_text(link.part), link.image))

    def _heading(self, level: int, start: int, end: int, part: int, name: str | None) -> None:
        found = self._found
        body = found.body
        while end > start and body[end - 1] in "\r\n":
            end -= 1
        if name is not None:
            at = found.twin.rfind("#" + name, start, end)
            name = body[at + 1 : at + 1 + len(name)]
        span = Span(found.base + start, found.base + end)
        found.headings.append(Heading(span, level, found.read_text(part), name))

    def _footnote(self, start: int, end: int) -> None:
        body = self._found.body
        label = body[start:end]
        if start and body[start - 1] == "[" and body[end : end + 1] == "]" and not any(c.isspace() for c in label):
            base = self._found.base
            self._undefined.append(UndefinedReference(label, Span(base + start - 1, base + end + 1)))
