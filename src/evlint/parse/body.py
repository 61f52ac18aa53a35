"""Takes the body of a post apart: links, headings, anchors, prose, comments that silence rules."""

from __future__ import annotations

from evlint.model.document import AttributeList, Body, Prose, UndefinedReference
from evlint.model.span import Span
from evlint.parse.attribute_lists import find_attribute_lists, place_ids
from evlint.parse.collect import Collector
from evlint.parse.events import Events, events_of
from evlint.parse.markdown import MarkdownReader
from evlint.parse.prose import OBJECT, Hole, ProseReader, merged
from evlint.parse.templates import find_templates, mask
from evlint.parse.twin import ascii_twin


def read_body(text: str, start: int, *, markup: str, dialect: str, mdx: bool) -> Body:
    """Read `text[start:]`: every span in the result points into `text`.

    `markup` is "markdown" or "html", `dialect` the generator's Markdown ("kramdown" reads indented blocks inside HTML
    as HTML), `mdx` tells whether `{/* … */}` is a comment. Never fails; takes time linear in the text.
    """
    body = text[start:] if start else text
    templates = find_templates(body, mdx=mdx)
    twin = mask(ascii_twin(body), templates)
    found = Collector(body, twin, start, templates)
    undefined: list[UndefinedReference] = []
    events: Events | None = None
    if markup == "html":
        found.read(0, len(twin), len(twin))
        found.finish()
    else:
        events = events_of(twin, body, start, undefined)
        MarkdownReader(events, found, undefined, kramdown=dialect == "kramdown").run()
    lists = find_attribute_lists(body, twin, start, found.code)
    if lists:
        found.anchors += place_ids(body, start, lists, found.headings)

    def prose() -> tuple[Prose, ...]:
        reader = ProseReader(body, twin, start, _holes(found, lists), found.html_blocks)
        return reader.html() if events is None else reader.markdown(events)

    return Body(
        links=tuple(found.links),
        headings=tuple(found.headings),
        anchors=tuple(found.anchors),
        prose=prose,
        directives=tuple(found.directives),
        undefined=tuple(undefined),
        attribute_lists=tuple(lists),
        code=tuple(found.code),
        templates=tuple(Span(start + begin, start + end) for begin, end in templates.spans),
    )


def _holes(found: Collector, lists: list[AttributeList]) -> list[Hole]:
    """Return what is no prose in a body: code, tags, URLs, attribute lists, hidden text."""
    base = found.base
    return merged(
        (
            *((start, end, OBJECT) for start, end in found.templates.spans),
            *((span.start - base, span.end - base, OBJECT) for span in found.code),
            *(
                (link.span.start - base, link.span.end - base, OBJECT)
                for link in found.links
                if link.kind in ("bare", "autolink")
            ),
            *((item.span.start - base, item.span.end - base, "") for item in lists),
            *found.holes,
        )
    )
