"""Finds the comments of the front matter that silence rules: real comments, not what only looks so inside a text."""

from __future__ import annotations

from bisect import bisect_right

from evlint.model.document import Directive, Mapping, Node, Scalar
from evlint.model.span import Span
from evlint.parse.directives import read_directive
from evlint.parse.front.data import line_end
from evlint.parse.front.split import Format
from evlint.startup.lazy_regex import lazy_regex

_COMMENT = lazy_regex(r"#(?=[ \t]*evlint-)")


def front_directives(text: str, content: Span, root: Mapping | None, form: Format) -> tuple[Directive, ...]:
    """Read the directives in the comments of `text[content]`. `root` is None where the front matter is broken."""
    texts = sorted(_text_spans(text, root))
    starts = [span.start for span in texts]
    found: list[Directive] = []
    position = content.start
    while comment := _COMMENT.search(text, position, content.end):
        at = comment.start()
        position = at + 1
        if form == "yaml" and at > content.start and text[at - 1] not in " \t\r\n":
            continue
        before = bisect_right(starts, at) - 1
        if before >= 0 and at < texts[before].end:
            continue
        source = text[at + 1 : min(line_end(text, at), content.end)].rstrip()
        directive = read_directive(source, at + 1, Span(at, at + 1 + len(source)))
        if directive is not None:
            found.append(directive)
            position = directive.span.end
    return tuple(found)


def _text_spans(text: str, root: Mapping | None) -> set[Span]:
    """Return where the texts of a front matter stand; the line that opens a block scalar may end in a comment."""
    found: set[Span] = set()
    seen: set[int] = set()
    waiting: list[Node] = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            start, end = node.span
            if node.style in ("literal", "folded"):
                start = min(line_end(text, start), end)
            found.add(Span(start, end))
        elif id(node) not in seen:
            seen.add(id(node))
            if isinstance(node, Mapping):
                for entry in node.entries:
                    found.add(entry.key.span)
                    waiting.append(entry.value)
            else:
                waiting += node.items
    return found
