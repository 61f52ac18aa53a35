"""The bench: runs one rule over one example, as a test and as a user would.

An example's text holds `«…»` around what must be underlined; the marks are taken out before the post is checked.
"""

from __future__ import annotations

from datetime import date

from evlint.fixer import fix_text
from evlint.linter import lint_text
from evlint.model.diagnostic import Diagnostic
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span

OPEN, CLOSE = "«", "»"
_SYNTAX = ("EV001", "EV003", "EV004", "EV005", "EV006")  # what no fix may bring about


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
    return text, spans, [found for found in _lint(rule, example, text) if found.rule == rule.code]


def mended(rule: Rule, example: Bad | Good, *, unsafe: bool = True) -> str:
    """Apply the fixes of one rule to an example as `--fix` does: one that breaks the front matter is not applied."""

    def lint(text: str) -> list[Diagnostic]:
        found = _lint(rule, example, text)
        return [one if one.rule == rule.code else one._replace(fix=None) for one in found]

    return fix_text(unmark(example.text)[0], lint, unsafe=unsafe).text


def _lint(rule: Rule, example: Bad | Good, text: str) -> list[Diagnostic]:
    return lint_text(
        text,
        path=example.path,
        config=example.config,
        files=dict(example.files),
        today=date.fromisoformat(example.today),
        select=None if rule.code == "EV009" else (rule.code, *_SYNTAX),
        answers=dict(example.answers) if rule.needs == "online" else None,
    )
