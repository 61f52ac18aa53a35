"""`checkstyle`: the XML that many CI servers take."""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from evlint.model.about import NAME
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import visible
from evlint.report.summary import INCOMPLETE, told, troubles
from evlint.report.xml_ import document, legal


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as checkstyle XML."""
    root = Element("checkstyle", version="4.3")
    reasons = troubles(outcome, style.wording)
    if reasons:
        file = SubElement(root, "file", name=NAME)
        for text in reasons:
            message = visible(text)
            SubElement(file, "error", line="1", severity="error", message=message, source=f"{NAME}.{INCOMPLETE}")
    for path, group in groupby(outcome.diagnostics, key=lambda found: found.path):
        file = SubElement(root, "file", name=legal(path))
        for found in group:
            SubElement(
                file,
                "error",
                line=str(found.start.line),
                column=str(found.start.column),
                severity=found.severity,
                message=visible(told(found)),
                source=f"{NAME}.{found.rule}",
            )
    return document(root)
