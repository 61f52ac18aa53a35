"""`junit`: one test suite per file, one case per finding: failed, or skipped for a note, which is no reason to fail.

A passing case stands for a clean run, since some importers refuse an empty report.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from evlint.model.about import NAME
from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import lines, visible
from evlint.report.xml_ import document, legal


def render(outcome: Outcome, style: Style) -> str:  # noqa: ARG001 machines have no use for a style
    """Write an outcome as JUnit XML."""
    total = len(outcome.diagnostics)
    failures = total - outcome.count("info")
    root = Element("testsuites", name=NAME, tests=str(max(total, 1)), failures=str(failures), errors="0")
    for path, group in groupby(outcome.diagnostics, key=_path_of):
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


def _path_of(found: Diagnostic) -> str:
    return found.path


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
    failure = SubElement(case, kind, message=visible(found.message), type=found.severity)
    where = f"{found.path}:{found.start.line}:{found.start.column}"
    failure.text = lines("\n".join(filter(None, (where, found.message, found.help))))
