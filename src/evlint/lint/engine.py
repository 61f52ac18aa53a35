"""Runs rules over one document and stamps what they find: code, severity, places, words, fingerprint.

A rule that raises is a defect of evlint, or of the package that brings it: it becomes a `Defect` that names the rule and the
file, and costs the other rules nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Diagnostic, EditPlace, Finding, FixPlace, Related, RelatedPlace, report_order
from evlint.model.document import Document
from evlint.model.message import ENGLISH, Wording, render
from evlint.model.outcome import Capped, Defect, Unlisted
from evlint.model.rule import Rule
from evlint.model.settings import Severity
from evlint.model.span import Place
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.library_parts import digest
from evlint.startup.namedtuple import NamedTuple

MOST_LISTED = 1_000  # findings of one rule in one file that are listed; the others are counted
_EXCERPT_LINES = 3  # lines of the source that formats show under a finding
_MARKED_LENGTH = 200  # characters that a fingerprint is made from: the head of a long text tells it from others
_FILE_START = Place(1, 1, 0)


Needs = Mapping[str, Callable[[Document, RuleContext], bool]]


class Active(NamedTuple):
    """A rule that runs on a file, with the severity that it has there."""

    rule: Rule
    severity: Severity


class Checked(NamedTuple):
    """What the rules say of one document. `beyond` are a rule's findings after the first `MOST_LISTED`."""

    diagnostics: list[Diagnostic]
    defects: list[Defect]
    beyond: list[Beyond]


class Beyond(NamedTuple):
    """A finding that is only counted: where it stands, for comments that silence it, and what `Unlisted` keeps of it."""

    rule: str
    severity: Severity
    start: Place
    end: Place
    text: str
    fix: str


def run_rules(
    document: Document, context: RuleContext, rules: Sequence[Active], needs: Needs, wording: Wording = ENGLISH
) -> Checked:
    """Run `rules` over a document: diagnostics in report order out, and defects where a rule failed.

    `needs` tell, by name, whether a document has what a rule needs (`evlint.lint.needs`).
    """
    diagnostics: list[Diagnostic] = []
    beyond: list[Beyond] = []
    defects: list[Defect] = []
    problems = document.problems
    unreadable = bool(problems) and any(problem.code == "EV001" for problem in problems)
    text, met = document.text, {"": True, "site": False}
    for rule, severity in rules:
        if unreadable and not rule.code.startswith("EV0"):
            continue
        try:
            need = rule.needs
            if need not in met:
                met[need] = needs[need](document, context)
            if not met[need] or (rule.holds and not _holds_one(text, rule.holds)):
                continue
            findings = iter(rule.check(document, context))
            for first in findings:  # most find nothing: then nothing else is imported or called
                from evlint.lint.quiet import quieted

                told = quieted(document, context, rule.code, chain((first,), findings))
                listed(document, rule, severity, told, wording, (diagnostics, beyond))
        except (Exception, SystemExit) as error:  # noqa: BLE001 a defect of one rule must not cost the others their findings
            defects.append(Defect(rule.code, document.path, f"{type(error).__name__}: {error}", rule.package))
    if not diagnostics:
        return Checked(diagnostics, defects, beyond)
    diagnostics.sort(key=report_order)
    return Checked(add_fingerprints(diagnostics), defects, beyond)


def _holds_one(text: str, wanted: Iterable[str]) -> bool:
    for one in wanted:  # noqa: SIM110 `any` takes twice as long
        if one in text:
            return True
    return False


def listed(
    document: Document,
    rule: Rule,
    severity: Severity,
    findings: Iterable[Finding],
    wording: Wording,
    into: tuple[list[Diagnostic], list[Beyond]],
) -> None:
    """Put the findings of one rule where they belong: the first `MOST_LISTED` as diagnostics, what is left to be counted.

    A diagnostic takes some kilobytes: a hostile post of half a megabyte can hold a hundred thousand of them.
    """
    diagnostics, beyond = into
    for number, finding in enumerate(findings):
        if number < MOST_LISTED:
            diagnostics.append(to_diagnostic(document, rule, severity, finding, wording))
        else:
            beyond.append(_beyond(document, rule, severity, finding))


def _beyond(document: Document, rule: Rule, severity: Severity, finding: Finding) -> Beyond:
    line = document.lines.line
    return Beyond(
        rule.code,
        finding.severity or severity,
        Place(line(finding.span.start), 1, 0),
        Place(line(finding.span.end), 1, 0),
        " ".join(_marked(document, finding).split()),
        finding.fix.applicability if finding.fix is not None else "",
    )


def capped(path: str, beyond: Iterable[Beyond]) -> tuple[Capped, ...]:
    """Return what is kept of findings that are only counted, by rule and severity."""
    groups: dict[tuple[str, Severity], list[Unlisted]] = {}
    texts: dict[str, str] = {}  # most of thousands of findings are alike: each text is kept once
    for one in beyond:
        text = texts.setdefault(one.text, one.text)
        groups.setdefault((one.rule, one.severity), []).append(Unlisted(one.start.line, text, one.fix))
    return tuple(Capped(rule, severity, path, tuple(found)) for (rule, severity), found in groups.items())


def to_diagnostic(document: Document, rule: Rule, severity: Severity, finding: Finding, wording: Wording) -> Diagnostic:
    """Make a diagnostic of a finding: words rendered, places computed, the marked text kept for the fingerprint."""
    lines = document.lines
    span = finding.span
    start = lines.place(span.start)
    end = lines.place(span.end)
    # A finding may span the whole post: no report shows more than its beginning.
    last = min(end.line, start.line + _EXCERPT_LINES - 1)
    fix = finding.fix
    if fix is not None and any(_SECRET.search(edit.text) is not None for edit in fix.edits):
        fix = None  # reports show what a fix writes
    return Diagnostic(
        rule=rule.code,
        name=rule.name,
        severity=finding.severity or severity,
        message=masked(render(finding.message, wording)),
        help=masked(render(finding.help, wording)) if finding.help is not None else None,
        path=document.path,
        start=start,
        end=end,
        span=span,
        marked=_marked(document, finding),
        pointer=finding.pointer,
        url=finding.url if finding.url is None else masked(finding.url),
        related=tuple(_related(document, related, wording) for related in finding.related),
        fix=None
        if fix is None
        else FixPlace(
            fix.applicability,
            render(fix.message, wording),
            tuple(
                EditPlace(lines.place(edit.span.start), lines.place(edit.span.end), edit.text, edit.span)
                for edit in fix.edits
            ),
        ),
        excerpt=tuple(masked(lines.line_text(line)) for line in range(start.line, last + 1)),
    )


def _marked(document: Document, finding: Finding) -> str:
    return masked(finding.marked if finding.marked is not None else document.source(finding.span))[:_MARKED_LENGTH]


def masked(text: str) -> str:
    """Put a sign for each character of a password in an address (`https://user:password@host`): no report shows it."""
    return _SECRET.sub(lambda match: "*" * len(match[0]), text) if "@" in text and "://" in text else text


# Name and password in an address; both shorter than 200 characters, so that each `//` costs no more than that.
_SECRET = lazy_regex(r"(?<=//)[^\s/?#@:\"'<>]{0,200}+:[^\s/?#@\"'<>]{1,200}+(?=@)")


def _related(document: Document, related: Related, wording: Wording) -> RelatedPlace:
    message = render(related.message, wording)
    if related.path is not None and related.path != document.path:
        return RelatedPlace(message, related.path, _FILE_START, _FILE_START)
    place = document.lines.place
    return RelatedPlace(message, document.path, place(related.span.start), place(related.span.end))


def add_fingerprints(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Give each diagnostic its fingerprint: rule, path, marked text and its number among equals, never a line."""
    seen: dict[tuple[str, str, str], int] = {}
    result: list[Diagnostic] = []
    for diagnostic in diagnostics:
        key = (diagnostic.rule, diagnostic.path, " ".join(diagnostic.marked.split()))
        seen[key] = seen.get(key, 0) + 1
        text = "\0".join((*key, str(seen[key])))
        fingerprint = digest(text.encode("utf-8", "surrogatepass")).hex()
        result.append(diagnostic._replace(fingerprint=fingerprint))
    return result
