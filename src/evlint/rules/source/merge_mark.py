"""Marks of a merge stand in the text: seven `<`, bars or `>` at the beginning of a line, with a blank behind them.

Two people changed the same lines, git asked which of the two holds, and nobody answered: readers see both versions, and
the marks.

How to fix: keep the version that holds, delete the other one and the lines with the marks. Told once a post, at the first.

Leaves alone: code, a line of `=======` under a heading, marks within a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span, last_before
from evlint.startup.lazy_regex import lazy_regex

_MARK = lazy_regex(r"(?m)^(?:<{7}|>{7}|\|{7})[ \t][^\r\n]*")


def check(document: Document, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001 the form of every rule
    """Find the first mark of the body that is not in code."""
    text, start = document.text, document.body_start
    if "<<<<<<< " not in text and ">>>>>>> " not in text and "||||||| " not in text:
        return
    code = sorted(document.body.code)
    for match in _MARK.finditer(text, start):
        if last_before(code, match.start()).end <= match.start():
            yield Finding(
                Span(*match.span()),
                msg("Git's marks of a merge are still in the text: readers see both versions of it."),
                msg("Keep the version that holds, and delete the other one and the lines with the marks."),
            )
            return


RULE = Rule(
    code="EV010",
    severity="error",
    check=check,
    holds=("<<<<<<< ", ">>>>>>> ", "||||||| "),
    examples=(
        Bad(
            "---\ntitle: A\n---\n\nText.\n\n«<<<<<<< Updated upstream»\nMonday\n=======\nTuesday\n>>>>>>> Stashed changes\n",
            says="marks of a merge",
        ),
        Bad("---\ntitle: A\n---\n\nLundi.\n\n«>>>>>>> main»\n", note="one of the marks is enough"),
        Good(
            "---\ntitle: A\n---\n\nTitre\n=======\n\n```\n<<<<<<< HEAD\n=======\n>>>>>>> autre\n```\n\nOn écrit `<<<<<<<`.\n"
        ),
    ),
)
