"""Silences diagnostics where the author asked for it, counts them, and tells which comments silence nothing.

A comment's reach, by its line in the whole file: `disable` from there to the `enable` that names the same codes (or
none) or to the end; `disable-line` its own line; `disable-next-line` the next line that is not blank; `disable-file`
everything.
"""

from __future__ import annotations

from collections.abc import Sequence

from evlint.model.diagnostic import Diagnostic, Finding
from evlint.model.document import Directive, Document
from evlint.model.outcome import Suppressed
from evlint.model.values import NamedTuple
from evlint.rules.source.unused_suppression import unused

_LAST = 1 << 60


class Reach(NamedTuple):
    """One code of one directive and the lines that it silences. An empty code silences every rule."""

    directive: Directive
    code: str
    first: int
    last: int
    closing: Directive | None = None

    def silences(self, diagnostic: Diagnostic) -> bool:
        """Tell whether a diagnostic falls under this directive."""
        return (
            diagnostic.rule.startswith(self.code)
            and self.first <= diagnostic.end.line
            and diagnostic.start.line <= self.last
        )


class Sifted(NamedTuple):
    """Diagnostics after silencing, and the findings that EV009 makes of comments that silence nothing."""

    kept: list[Diagnostic]
    suppressed: list[Suppressed]
    unused: list[Finding]


def reaches(document: Document) -> list[Reach]:
    """Work out which lines each code of each directive of a document silences, in the order of the file."""
    found: list[Reach] = []
    open_reaches: list[Reach] = []
    lines = document.lines
    for directive in sorted(document.directives, key=_position):
        line = lines.line(directive.span.start)
        codes = [code.text for code in directive.codes] or [""]
        if directive.kind == "disable":
            open_reaches += [Reach(directive, code, line, _LAST) for code in codes]
        elif directive.kind == "enable":
            still_open: list[Reach] = []
            for reach in open_reaches:
                if reach.code in codes or codes == [""]:
                    found.append(reach._replace(last=line, closing=directive))
                else:
                    still_open.append(reach)
            open_reaches = still_open
        else:
            first, last = line, line
            if directive.kind == "disable-file":
                first, last = 1, _LAST
            elif directive.kind == "disable-next-line":
                first = last = _next_line(document, directive.span.end)
            else:
                last = lines.line(max(directive.span.end - 1, directive.span.start))
            found += [Reach(directive, code, first, last) for code in codes]
    return sorted(found + open_reaches, key=lambda reach: _position(reach.directive))


def sift(document: Document, diagnostics: Sequence[Diagnostic], ran: frozenset[str], every: frozenset[str]) -> Sifted:
    """Sort diagnostics into kept and suppressed, and find the comments that silence nothing.

    `ran` holds the codes of the rules that ran on this file, `every` all that run by default: a comment is called
    unused only when all the rules that it could silence ran.
    """
    if not document.directives:
        return Sifted(list(diagnostics), [], [])
    asked = reaches(document)
    used: set[int] = set()
    kept: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    for diagnostic in diagnostics:
        hits = [index for index, reach in enumerate(asked) if reach.silences(diagnostic)]
        used.update(hits)
        if hits:
            suppressed.append(Suppressed(diagnostic, asked[hits[0]].directive.reason))
        else:
            kept.append(diagnostic)
    idle = [
        reach
        for index, reach in enumerate(asked)
        if index not in used and _judged(reach.code, ran, every) and not _meant_for_this(reach.code)
    ]
    return Sifted(kept, suppressed, [unused(document, *group) for group in _by_directive(idle)])


def _judged(code: str, ran: frozenset[str], every: frozenset[str]) -> bool:
    meant = [known for known in every if known.startswith(code)]
    return bool(meant) and all(known in ran for known in meant)


def _meant_for_this(code: str) -> bool:
    return code == "EV009"


def _by_directive(idle: list[Reach]) -> list[tuple[Directive, list[str], Directive | None]]:
    groups: list[tuple[Directive, list[str], Directive | None]] = []
    for reach in idle:
        if groups and groups[-1][0] is reach.directive:
            groups[-1][1].append(reach.code)
        else:
            groups.append((reach.directive, [reach.code], reach.closing))
    return groups


def _position(directive: Directive) -> int:
    return directive.span.start


def _next_line(document: Document, offset: int) -> int:
    lines = document.lines
    line = lines.line(offset) + 1
    while line <= len(lines.starts) and not document.source(lines.line_span(line)).strip():
        line += 1
    return line
