"""`rdjson`: the Reviewdog Diagnostic Format; columns are UTF-8 bytes from 1, ends are exclusive."""

from __future__ import annotations

import json

from evlint.model.about import NAME, PROJECT_URL
from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Outcome
from evlint.model.span import Place
from evlint.report import Style
from evlint.report.escape import lines, visible
from evlint.report.summary import INCOMPLETE, troubles
from evlint.rules import page_url

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as one JSON document."""
    data = {
        "source": {"name": NAME, "url": PROJECT_URL},
        "diagnostics": [
            *(_trouble(text) for text in troubles(outcome, style.wording)),
            *(_diagnostic(found, style.language) for found in outcome.diagnostics),
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _trouble(text: str) -> dict[str, object]:
    start = {"line": 1, "column": 1}
    return {
        "message": visible(text),
        "location": {"path": ".", "range": {"start": start, "end": start}},
        "severity": "ERROR",
        "code": {"value": INCOMPLETE},
    }


def _diagnostic(found: Diagnostic, language: str) -> dict[str, object]:
    data: dict[str, object] = {
        "message": lines(found.message if found.help is None else f"{found.message}\n{found.help}"),
        "location": {"path": found.path, "range": _range(found.start, found.end)},
        "severity": _SEVERITIES[found.severity],
        "code": {"value": found.rule, **({"url": url} if (url := page_url(found.rule, found.name, language)) else {})},
    }
    if found.fix is not None and found.fix.edits:
        data["suggestions"] = [{"range": _range(edit.start, edit.end), "text": edit.text} for edit in found.fix.edits]
    return data


def _range(start: Place, end: Place) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": start.line, "column": start.byte_column},
        "end": {"line": end.line, "column": end.byte_column},
    }
