"""What the reader and the parser could not read, as findings of the rule with its code."""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.diagnostic import Finding, Related
from evlint.model.document import Document


def told(document: Document, code: str) -> Iterator[Finding]:
    """Turn each problem of a document with this code into a finding. A file that cannot be read has only EV001."""
    problems = document.problems
    if not problems or (code != "EV001" and any(problem.code == "EV001" for problem in problems)):
        return
    for problem in problems:
        if problem.code == code:
            yield Finding(
                problem.span,
                problem.message,
                problem.help,
                pointer=problem.pointer,
                related=tuple(Related(span, message) for span, message in problem.related),
            )
