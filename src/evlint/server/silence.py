"""The comment that silences one finding, put where it does so and harms nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from evlint.model.diagnostic import Diagnostic, Edit
from evlint.model.document import Document
from evlint.model.span import Span

Lint = Callable[[str], list[Diagnostic]]


def silencing(document: Document, found: Diagnostic, every: Sequence[Diagnostic], lint: Lint) -> Edit | None:
    """Return the edit that silences a finding, or None where no comment can (in JSON, inside a tag).

    `every` is what `lint` finds in the document now. Each way is tried: it must take the finding away and bring about no
    other.
    """
    before = Counter(one.rule for one in every)
    for edit in _ways(document, found.rule, found.start.line):
        mended = document.text[: edit.span.start] + edit.text + document.text[edit.span.end :]
        after = Counter(one.rule for one in lint(mended))
        if after[found.rule] < before[found.rule] and after <= before:
            return edit
    return None


def _ways(document: Document, code: str, line: int) -> Iterator[Edit]:
    """Yield the comments to try for a line, the best first."""
    lines = document.lines
    span = lines.line_span(line)
    front = document.front
    if front is not None and span.start < front.span.end:
        if front.format != "json":
            yield _at_end(document, span, f" # evlint-disable-line {code}")
        return
    begins_block = (
        line == 1 or not document.source(lines.line_span(line - 1)).strip() or span.start == document.body_start
    )
    source = document.source(span)
    if begins_block:
        indent = source[: len(source) - len(source.lstrip(" \t"))]
        yield Edit(
            Span(span.start, span.start), f"{indent}<!-- evlint-disable-next-line {code}: -->{_line_end(document)}"
        )
    yield _at_end(document, span, f" <!-- evlint-disable-line {code}: -->")


def _at_end(document: Document, span: Span, comment: str) -> Edit:
    end = span.start + len(document.source(span).rstrip())
    return Edit(Span(end, end), comment)


def _line_end(document: Document) -> str:
    first = document.lines.line_span(1).end
    rest = document.text[first : first + 2]
    return "\r\n" if rest == "\r\n" else rest[:1] or "\n"
