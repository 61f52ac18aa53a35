"""The rules of the site over its index, and what they find as diagnostics of single posts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evlint.lint.engine import to_diagnostic
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Diagnostic, Finding, RelatedPlace
from evlint.model.document import Document
from evlint.model.index import Index
from evlint.model.message import Wording, render
from evlint.model.outcome import Defect
from evlint.model.rule import Rule
from evlint.model.settings import Severity
from evlint.model.span import LineIndex, Span
from evlint.startup.namedtuple import NamedTuple

Lines = Callable[[str], "LineIndex | None"]  # a path in, the lines of that post out; None where it cannot be read
SITE = "the whole site"  # stands for the path where a rule of the site fails


class SiteFindings(NamedTuple):
    """What the rules of the site say, by post, and the defects of those that failed."""

    found: dict[str, list[tuple[Rule, Finding]]]
    defects: list[Defect]


def check_site(index: Index, context: RuleContext, rules: Sequence[Rule]) -> SiteFindings:
    """Run rules over an index. One that fails costs the others nothing."""
    found: dict[str, list[tuple[Rule, Finding]]] = {}
    defects: list[Defect] = []
    for rule in rules:
        if rule.check_site is None:
            continue
        try:
            for path, finding in rule.check_site(index, context):
                found.setdefault(path, []).append((rule, finding))
        except (Exception, SystemExit) as error:  # noqa: BLE001 a defect of one rule must not cost the others their findings
            defects.append(Defect(rule.code, SITE, f"{type(error).__name__}: {error}", rule.package))
    return SiteFindings(found, defects)


def site_diagnostic(
    document: Document, rule: Rule, severity: Severity, finding: Finding, wording: Wording, lines: Lines
) -> Diagnostic:
    """Make a diagnostic of a finding of the site: one without a place stands at the first line, as what a name says does."""
    if finding.span == Span(0, 0):
        finding = finding._replace(span=document.lines.line_span(1))
    made = to_diagnostic(document, rule, severity, finding, wording)
    related = []
    for place, one in zip(made.related, finding.related, strict=True):
        its = lines(one.path) if one.path is not None and one.path != document.path else None
        if its is not None:
            place = RelatedPlace(  # noqa: PLW2901 the same place, looked up
                render(one.message, wording), place.path, its.place(one.span.start), its.place(one.span.end)
            )
        related.append(place)
    return made._replace(related=tuple(related))
