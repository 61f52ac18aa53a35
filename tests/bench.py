"""The bench: runs one rule over one example, as a test and as a user would.

An example's text holds `«…»` around what must be underlined; the marks are taken out before the post is checked.
"""

from __future__ import annotations

from datetime import date

from evlint.linter import lint_text
from evlint.model.diagnostic import Diagnostic
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span

OPEN, CLOSE = "«", "»"


def unmark(text: str) -> tuple[str, list[Span]]:
    """Take the marks out: the text as the author wrote it, and the spans that were marked, in order."""
    plain: list[str] = []
    spans: list[Span] = []
    length = 0
    opened: list[int] = []
    for char in text:
        if char == OPEN:
            opened.append(length)
        elif char == CLOSE and opened:
            spans.append(Span(opened.pop(), length))
        else:
            plain.append(char)
            length += 1
    return "".join(plain), sorted(spans)


def findings(rule: Rule, example: Bad | Good) -> tuple[str, list[Span], list[Diagnostic]]:
    """Check an example with one rule: the plain text, the marked spans, the diagnostics of that rule."""
    text, spans = unmark(example.text)
    diagnostics = lint_text(
        text,
        path=example.path,
        config=example.config,
        files=dict(example.files),
        today=date.fromisoformat(example.today),
        select=None if rule.code == "EV009" else (rule.code,),
    )
    return text, spans, [found for found in diagnostics if found.rule == rule.code]
