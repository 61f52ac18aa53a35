"""A comment silences a rule that reports nothing there, or names a rule that does not exist.

A comment that outlives its reason hides the next mistake in the same place, and one with a wrong code never silenced
anything: its author believes that something was dealt with that was not.

How to fix: delete the comment, or correct the code in it. `--fix` deletes what silences nothing.

Leaves alone: comments for rules that did not run this time (a family that is not selected, links over the network when
offline). Online, a comment for EV402 to EV409 is told of as a note, and never deleted, where every link that it covers was
answered for certain; comments for EV401 and EV405 are left alone, since those come and go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, Fix, safe
from evlint.model.document import Directive, Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find codes that no rule has. Comments that silence nothing are known only after the other rules ran: see `unused`."""
    for directive in document.directives:
        for code in directive.codes:
            if context.known_codes and not any(known.startswith(code.text) for known in context.known_codes):
                yield Finding(
                    code.span,
                    msg("This comment names “{code}”, and no rule has that code or name.", code=code.text),
                    msg("Look the code up with “evlint rule”, or delete the comment."),
                )


def unused(document: Document, directive: Directive, codes: Sequence[str], closing: Directive | None) -> Finding:
    """Make the finding for a directive of which `codes` (an empty one: every rule) silence nothing."""
    idle = [code for code in codes if code]
    if idle:
        message = msg("This comment silences {codes}, but there is nothing to silence here.", codes=idle)
    else:
        message = msg("This comment silences every rule, but there is nothing to silence here.")
    return Finding(
        directive.span,
        message,
        msg("Delete it: it would hide the next mistake in this place."),
        fix=_removal(document, directive, idle, closing),
    )


def _removal(document: Document, directive: Directive, idle: Sequence[str], closing: Directive | None) -> Fix:
    kept = [code for code in directive.codes if code.text not in idle]
    if not kept or not idle:
        closed = closing is not None and {code.text for code in closing.codes} <= set(idle)
        gone = [directive, closing] if closing is not None and closed else [directive]
        return safe(msg("Delete the comment"), *(Edit(_with_line(document, one.span), "") for one in gone))
    codes = Span(directive.codes[0].span.start, directive.codes[-1].span.end)
    return safe(
        msg("Delete the codes that silence nothing"), Edit(codes, " ".join(document.source(code.span) for code in kept))
    )


def _with_line(document: Document, span: Span) -> Span:
    """Widen a span to its whole line, line end included, when nothing else stands there."""
    text, lines = document.text, document.lines
    first, last = lines.line(span.start), lines.line(max(span.end - 1, span.start))
    line = Span(lines.starts[first - 1], lines.line_span(last).end)
    start, end = span
    while start > line.start and text[start - 1].isspace():
        start -= 1
    while end < line.end and text[end].isspace():
        end += 1
    if start > line.start or end < line.end:
        return Span(len(text[start : span.start].rstrip(" \t")) + start, span.end) if span.end == line.end else span
    return Span(line.start, lines.starts[last] if last < len(lines.starts) else line.end)


RULE = Rule(
    code="EV009",
    severity="warning",
    check=check,
    needs="directives",
    fix="safe",
    examples=(
        Bad(
            "---\ntitle: Atelier\n---\n\n«<!-- evlint-disable-next-line EV301: the test site, on purpose -->»\n"
            "[Programme](https://www.numerique.gouv.fr/programme)\n",
            says="nothing to silence",
            fixed="---\ntitle: Atelier\n---\n\n[Programme](https://www.numerique.gouv.fr/programme)\n",
        ),
        Bad("---\ntitle: Atelier\n---\n\n<!-- evlint-disable-file «EV999» -->\n", says="EV999"),
        Bad("---\ntitle: Atelier\n---\n\n<!-- evlint-disable-file «weekday-mismatc» -->\n", says="mismatc"),
        Good(
            "---\ntitle: Atelier\n---\n\n<!-- evlint-disable-next-line EV301: announced as such -->\n"
            "[Programme](https://preprod.numerique.gouv.fr/programme)\n",
        ),
        Good(
            "---\ntitle: Atelier\n---\n\n<!-- evlint-disable-next-line staging-link announced as such -->\n"
            "[Programme](https://preprod.numerique.gouv.fr/programme)\n",
        ),
    ),
)
