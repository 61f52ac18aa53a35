"""Reads a Markdown body: pyromark's events over the ASCII shadow, gathered into links, headings and the like."""

from __future__ import annotations

from typing import Any

from evlint.model.document import Heading, Link, UndefinedReference
from evlint.model.span import Span
from evlint.parse.body.collector import ElementCollector
from evlint.parse.body.html import decode
from evlint.parse.body.pyromark_events import Events, html_segment, inline_segment, paragraph_end, text_run_end
from evlint.parse.body.unparsed_links import Use, add_defined, destination, unescape

_PARAGRAPHS = frozenset(("Paragraph", "Item", "TableCell"))
_BLOCKS = _PARAGRAPHS | {"HtmlBlock"}


class MarkdownReader:
    """Walks the events of a body once and puts what they hold into a collector."""

    def __init__(
        self, events: Events, found: ElementCollector, undefined: list[UndefinedReference], *, kramdown: bool
    ) -> None:
        self._events = events
        self._found = found
        self._undefined = undefined
        self._kramdown = kramdown
        self._uses: list[Use] = []
        self._footnotes = "^" in found.shadow and "[^" in found.shadow  # one character is found at a tenth of the price

    def run(self) -> None:
        """Read everything. The order of the cases is that of their frequency; this loop is the hot spot of a run."""
        found = self._found
        events = self._events
        body, base, parts = found.body, found.base, found.parts
        blocks = found.blocks
        footnotes = self._footnotes
        tagged = bool(found.templates.spans)
        # Links and images whose end is still to come: the event's tag, and where the text begins among the parts.
        opened: list[tuple[Any, int]] = []
        heading: tuple[int, str | None] = (0, None)
        hidden = skip = limit = index = -1
        for event, place in events:
            index += 1
            if type(event) is str:
                if found.collecting:
                    parts.append(" ")
            elif "Text" in event:
                text = event["Text"]
                if found.collecting:
                    start = place["start"]
                    end = place["end"]
                    if start < hidden:
                        if not found.in_raw_text:
                            parts.append(body[start:end])
                        continue
                    parts.append(body[start:end] if len(text) == end - start else decode(body[start:end]))
                # One character is looked for in half the time of several.
                if (":" in text and "://" in text) or ("w" in text and "www." in text):
                    start = place["start"]
                    if start >= hidden and start >= skip and not opened and found.anchor is None:
                        skip = text_run_end(events, index)
                        found.bare(start, skip)
                if footnotes and text[:1] == "^" and place["start"] >= max(hidden, skip):
                    self._footnote(place["start"], place["end"])
            elif "Start" in event:
                tag = event["Start"]
                if type(tag) is str:
                    if tag in _BLOCKS:
                        blocks.append(index)
                    if tag == "HtmlBlock" and place["end"] > hidden:
                        start = place["start"]
                        end = place["end"]
                        if tagged:
                            found.raw_html.append(Span(base + start, base + end))
                        found.read(start, end, html_segment(events, index, found.shadow, start, end))
                        hidden = found.hidden
                elif "Link" in tag or "Image" in tag:
                    found.collecting += 1
                    opened.append((tag, len(parts)))
                elif "Heading" in tag:
                    blocks.append(index)
                    found.collecting += 1
                    heading = (len(parts), tag["Heading"]["id"])
                elif "CodeBlock" in tag and place["start"] >= hidden:
                    start = place["start"]
                    skip = place["end"]
                    if self._kramdown and found.depth and tag["CodeBlock"] == "Indented":
                        blocks.append(index)
                        found.html_blocks.add(start)
                        found.read(start, skip)
                        hidden = found.hidden
                    else:
                        found.code.append(Span(base + start, base + skip))
            elif "End" in event:
                tag = event["End"]
                if tag == "Link" or tag == "Image":  # noqa: PLR1714 a third faster than a set of two
                    found.collecting -= 1
                    start = place["start"]
                    opening, part = opened.pop()
                    if start >= hidden:
                        before, last = events[index - 1]
                        children_end = start + 1 if "Start" in before else last["end"]
                        self._link(opening, part, start, place["end"], children_end)
                elif type(tag) is dict:
                    if "Heading" in tag:
                        found.collecting -= 1
                        self._heading(int(tag["Heading"][1]), place["start"], place["end"], *heading)
                elif found.anchor is not None and tag in _PARAGRAPHS:
                    found.close_paragraph()
                if parts and not found.collecting:
                    parts.clear()
            elif "InlineHtml" in event:
                start = place["start"]
                if place["end"] > hidden:
                    if start >= limit:
                        limit = paragraph_end(events, index)
                    end = place["end"]
                    if tagged:
                        found.raw_html.append(Span(base + start, base + end))
                    segment = inline_segment(event["InlineHtml"], found.shadow, start, end)
                    found.read_inline(start, end, limit, segment)
                    hidden = found.hidden
            elif "Code" in event:
                start, end = place["start"], place["end"]
                found.code.append(Span(base + start, base + end))
                if found.collecting:
                    parts.append(body[start:end].strip("`"))
        found.finish()
        if self._uses:
            add_defined(found, self._uses)

    def _link(self, tag: Any, part: int, start: int, end: int, children_end: int) -> None:  # noqa: ANN401 pyromark's
        found = self._found
        body, base = found.body, found.base
        image = "Image" in tag
        detail = tag["Image"] if image else tag["Link"]
        kind = detail["link_type"]
        if kind == "Inline":
            shadow, templates = found.shadow, found.templates
            expected = detail["dest_url"]
            begin = shadow.find("](", children_end, end) + 2
            stop = begin + len(expected)
            url = body[begin:stop]
            # Nearly always the address stands right behind `](` as the parser gives it; else brackets, blanks or escapes do.
            as_typed = bool(expected) and url == expected
            if not as_typed:
                begin, stop = destination(shadow, begin, end - 1, expected)
                url = body[begin:stop]
            templated = bool(templates.spans) and templates.touches(begin, stop)
            if not as_typed and not templated and url != expected:
                url = unescape(url)
            found.links.append(
                Link(
                    url,
                    Span(base + begin, base + stop),
                    "image" if image else "inline",
                    Span(base + start, base + end),
                    found.read_text(part),
                    "img" if image else "a",
                    "src" if image else "href",
                    None,
                    templated,
                )
            )
        elif kind == "Autolink":
            found.link(body[start + 1 : end - 1], (start + 1, end - 1), "autolink", (start, end), None)
        elif kind == "Email":
            found.link("mailto:" + body[start + 1 : end - 1], (start + 1, end - 1), "autolink", (start, end), None)
        else:
            self._uses.append(Use(detail["id"], (start, end), found.read_text(part), image))

    def _heading(self, level: int, start: int, end: int, part: int, name: str | None) -> None:
        found = self._found
        body = found.body
        while end > start and body[end - 1] in "\r\n":
            end -= 1
        if name is not None:
            at = found.shadow.rfind("#" + name, start, end)
            name = body[at + 1 : at + 1 + len(name)]
        span = Span(found.base + start, found.base + end)
        found.headings.append(Heading(span, level, "".join(found.parts[part:]).strip(), name))

    def _footnote(self, start: int, end: int) -> None:
        body = self._found.body
        label = body[start:end]
        if start and body[start - 1] == "[" and body[end : end + 1] == "]" and not any(c.isspace() for c in label):
            base = self._found.base
            self._undefined.append(UndefinedReference(label, Span(base + start - 1, base + end + 1)))
