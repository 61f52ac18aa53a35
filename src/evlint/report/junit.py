"""`junit`: one test suite per file, one case per finding: failed, or skipped for a note, which is no reason to fail.

A passing case stands for a clean run, since some importers refuse an empty report; an error says why a run is none.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from evlint.model.about import NAME
from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import lines, visible
from evlint.report.summary import INCOMPLETE, told, troubles
from evlint.report.xml_ import document, legal


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as JUnit XML."""
    reasons = troubles(outcome, style.wording)
    total = len(outcome.diagnostics) + len(reasons)
    failures = len(outcome.diagnostics) - outcome.count("info")
    errors = str(len(reasons))
    root = Element("testsuites", name=NAME, tests=str(max(total, 1)), failures=str(failures), errors=errors)
    if reasons:
        suite = SubElement(root, "testsuite", name=NAME, tests=errors, failures="0", errors=errors)
        for text in map(visible, reasons):
            case = SubElement(suite, "testcase", name=INCOMPLETE, classname=NAME)
            SubElement(case, "error", message=text, type=INCOMPLETE).text = text
    for path, group in groupby(outcome.diagnostics, key=lambda found: found.path):
        found = list(group)
        notes = sum(one.severity == "info" for one in found)
        suite = SubElement(
            root,
            "testsuite",
            name=legal(path),
            tests=str(len(found)),
            failures=str(len(found) - notes),
            errors="0",
            skipped=str(notes),
        )
        for one in found:
            _case(suite, one)
    if not total:
        suite = SubElement(root, "testsuite", name=NAME, tests="1", failures="0", errors="0")
        SubElement(suite, "testcase", name="all posts are clean", classname=NAME)
    return document(root)


def _case(suite: Element, found: Diagnostic) -> None:
    case = SubElement(
        suite,
        "testcase",
        name=f"{found.rule} {found.name}",
        classname=legal(found.path),
        file=legal(found.path),
        line=str(found.start.line),
    )
    kind = "skipped" if found.severity == "info" else "failure"
    failure = SubElement(case, kind, message=visible(told(found)), type=found.severity)
    where = f"{found.path}:{found.start.line}:{found.start.column}"
    failure.text = lines("\n".join(filter(None, (where, found.message, found.help))))
