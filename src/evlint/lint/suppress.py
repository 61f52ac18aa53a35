"""Silences diagnostics where the author asked for it, counts them, and tells which comments silence nothing.

A comment's reach, by its line in the whole file: `disable` from there to the `enable` that names the same codes (or
none) or to the end; `disable-line` its own line; `disable-next-line` the next line that is not blank; `disable-file`
everything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from evlint.lint.engine import Beyond
from evlint.model.diagnostic import Diagnostic, Finding
from evlint.model.document import Directive, Document
from evlint.model.outcome import Suppressed
from evlint.rules.source.unused_suppression import unused
from evlint.startup.namedtuple import NamedTuple

_LAST = 1 << 60  # a line behind every file


class SuppressedRange(NamedTuple):
    """One code of one directive and the lines that it silences. An empty code silences every rule."""

    directive: Directive
    code: str
    first: int
    last: int
    closing: Directive | None = None


class SuppressionResult(NamedTuple):
    """Diagnostics after silencing, and the findings that EV009 makes of comments that silence nothing."""

    kept: list[Diagnostic]
    suppressed: list[Suppressed]
    unused: list[Finding]
    beyond: Sequence[Beyond] = ()  # what is left of the findings that are only counted
    more_suppressed: int = 0  # how many of those are silenced


def ranges(document: Document) -> list[SuppressedRange]:
    """Work out which lines each code of each directive of a document silences, in the order of the file."""
    found: list[SuppressedRange] = []
    still_open: dict[str, list[SuppressedRange]] = {}
    next_lines: dict[int, int] = {}
    lines = document.lines
    for directive in sorted(document.directives, key=_position):
        line = lines.line(directive.span.start)
        codes = [code.text for code in directive.codes] or [""]
        if directive.kind == "disable":
            for code in codes:
                still_open.setdefault(code, []).append(SuppressedRange(directive, code, line, _LAST))
        elif directive.kind == "enable":
            for code in list(still_open) if codes == [""] else codes:
                found += [reach._replace(last=line, closing=directive) for reach in still_open.pop(code, ())]
        else:
            first, last = line, line
            if directive.kind == "disable-file":
                first, last = 1, _LAST
            elif directive.kind == "disable-next-line":
                ends = lines.line(directive.span.end)
                if ends not in next_lines:
                    next_lines[ends] = _next_line(document, ends)
                first = last = next_lines[ends]
            else:
                last = lines.line(max(directive.span.end - 1, directive.span.start))
            found += [SuppressedRange(directive, code, first, last) for code in codes]
    found += [reach for group in still_open.values() for reach in group]
    return sorted(found, key=lambda reach: _position(reach.directive))


def apply_suppressions(
    document: Document,
    diagnostics: Sequence[Diagnostic],
    ran: frozenset[str],
    every: frozenset[str],
    unsettled: Callable[[int, int], bool] | None = None,
    beyond: Sequence[Beyond] = (),
) -> SuppressionResult:
    """Sort diagnostics, and the findings `beyond` them, into kept and suppressed; find the comments that silence nothing.

    `ran` holds the codes of the rules that ran on this file, `every` all that run by default: a comment is called
    unused only when all the rules that it could silence ran, and `unsettled(first, last)` is not True for its lines:
    there a link is unverified, and the comment may yet be needed.
    """
    if not document.directives:
        return SuppressionResult(list(diagnostics), [], [], list(beyond))
    asked = ranges(document)
    groups: dict[str, list[tuple[int, SuppressedRange]]] = {}
    for index, reach in enumerate(asked):
        groups.setdefault(reach.code, []).append((index, reach))
    by_rule: dict[str, list[int]] = {}
    every_one: Sequence[Diagnostic | Beyond] = [*diagnostics, *beyond]
    for index, diagnostic in enumerate(every_one):
        by_rule.setdefault(diagnostic.rule, []).append(index)
    used: set[int] = set()
    hits: dict[int, int] = {}
    for code, members in groups.items():
        # A comment may name a prefix of codes, so that one finding may be meant by several groups.
        meant = [index for rule, indexes in by_rule.items() if rule.startswith(code) for index in indexes]
        if meant:
            used.update(_used(members, [every_one[index] for index in meant]))
            for index, hit in _hits(members, every_one, meant):
                # Of several comments the first in the file is said to silence it: its reason is shown.
                hits[index] = min(hit, hits.get(index, hit))
    kept = [one for index, one in enumerate(diagnostics) if index not in hits]
    suppressed = [
        Suppressed(one, asked[hits[index]].directive.reason) for index, one in enumerate(diagnostics) if index in hits
    ]
    idle = [
        reach
        for index, reach in enumerate(asked)
        if index not in used
        and _judged(reach.code, ran, every)
        and reach.code != "EV009"
        and not (unsettled is not None and unsettled(reach.first, reach.last))
    ]
    left = [one for index, one in enumerate(beyond, len(diagnostics)) if index not in hits]
    return SuppressionResult(
        kept,
        suppressed,
        [unused(document, *group) for group in _by_directive(idle)],
        left,
        len(beyond) - len(left),
    )


def _used(members: Sequence[tuple[int, SuppressedRange]], diagnostics: Sequence[Diagnostic | Beyond]) -> Iterator[int]:
    """Yield the numbers of the ranges (all of one code) under which a diagnostic falls."""
    lines = sorted((one.start.line, one.end.line) for one in diagnostics)
    ends = list(accumulate((end for _, end in lines), max))
    for index, reach in members:
        before = bisect_right(lines, (reach.last, _LAST))
        if before and ends[before - 1] >= reach.first:
            yield index


def _hits(
    members: Sequence[tuple[int, SuppressedRange]], diagnostics: Sequence[Diagnostic | Beyond], meant: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the diagnostics that fall under a reach, each with that reach: of several the one that goes furthest."""
    ordered = sorted(members, key=lambda member: (member[1].first, member[0]))
    firsts = [reach.first for _, reach in ordered]
    furthest = list(accumulate(ordered, _further))
    for index in meant:
        before = bisect_right(firsts, diagnostics[index].end.line)
        if before and furthest[before - 1][1].last >= diagnostics[index].start.line:
            yield index, furthest[before - 1][0]


def _further(one: tuple[int, SuppressedRange], other: tuple[int, SuppressedRange]) -> tuple[int, SuppressedRange]:
    return other if other[1].last > one[1].last else one


def _judged(code: str, ran: frozenset[str], every: frozenset[str]) -> bool:
    meant = [known for known in every if known.startswith(code)]
    return bool(meant) and all(known in ran for known in meant)


def _by_directive(idle: list[SuppressedRange]) -> list[tuple[Directive, list[str], Directive | None]]:
    groups: list[tuple[Directive, list[str], Directive | None]] = []
    for reach in idle:
        if groups and groups[-1][0] is reach.directive:
            groups[-1][1].append(reach.code)
        else:
            groups.append((reach.directive, [reach.code], reach.closing))
    return groups


def _position(directive: Directive) -> int:
    return directive.span.start


def _next_line(document: Document, line: int) -> int:
    lines = document.lines
    line += 1
    while line <= len(lines.starts) and not document.source(lines.line_span(line)).strip():
        line += 1
    return line
