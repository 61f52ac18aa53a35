"""Takes the body of a post apart: links, headings, anchors, prose, comments that silence rules."""

from __future__ import annotations

from evlint.model.document import Body, UndefinedReference
from evlint.model.span import Span
from evlint.parse.collect import Collector
from evlint.parse.markdown import MarkdownReader, events_of
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
    if markup == "html":
        found.read(0, len(twin), len(twin))
        found.finish()
    else:
        events = events_of(twin, body, start, undefined)
        MarkdownReader(events, found, undefined, kramdown=dialect == "kramdown").run()
    return Body(
        links=tuple(found.links),
        headings=tuple(found.headings),
        anchors=tuple(found.anchors),
        directives=tuple(found.directives),
        undefined=tuple(undefined),
        code=tuple(found.code),
        templates=tuple(Span(start + begin, start + end) for begin, end in templates.spans),
    )
