"""Template tags as they stand in a body, with their names, and how the generators read them."""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.document import Document, once
from evlint.model.span import last_before
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

_TAG = lazy_regex(r"\{%[-+]?\s*(/?[\w:-]+)")
_SHORTCODE = lazy_regex(r"\{\{[<%]-?\s*(/?)\s*([\w/.-]+)")
_OUTPUT = lazy_regex(r"\{\{[-~]?\s*([^{}]*?)\s*[-~]?\}\}")


class Tag(NamedTuple):
    """A tag: where it stands, what it is ("tag", "output", "shortcode", "erb"), its name, whether it lies in code."""

    start: int
    end: int
    kind: str
    name: str
    in_code: bool


@once
def tags(document: Document) -> tuple[Tag, ...]:
    """Return the tags of a body in their order."""
    return tuple(_tags(document))


def _tags(document: Document) -> Iterator[Tag]:
    text = document.text
    code = sorted(document.body.code)
    for span in document.body.templates:
        in_code = last_before(code, span.start).end >= span.end
        if text.startswith(("{{<", "{{%"), span.start):
            match = _SHORTCODE.match(text, span.start)
            name = match[1] + match[2] if match is not None else ""
            yield Tag(span.start, span.end, "shortcode", name, in_code)
        elif text.startswith("{%", span.start):
            match = _TAG.match(text, span.start)
            yield Tag(span.start, span.end, "tag", match[1] if match is not None else "", in_code)
        elif text.startswith("{{", span.start):
            match = _OUTPUT.match(text, span.start)
            yield Tag(span.start, span.end, "output", match[1] if match is not None else "", in_code)
        elif text.startswith("<%", span.start):
            yield Tag(span.start, span.end, "erb", text[span.start + 2 : span.end - 2].strip("=- "), in_code)
