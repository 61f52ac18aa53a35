"""`gitlab`: a GitLab Code Quality report. Paths are relative to the repository, fingerprints hold no line number."""

from __future__ import annotations

import json

from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import lines

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(outcome: Outcome, style: Style) -> str:  # noqa: ARG001 machines have no use for a style
    """Write an outcome as a JSON list, empty for a clean run."""
    return json.dumps([_issue(found) for found in outcome.diagnostics], ensure_ascii=False, indent=2) + "\n"


def _issue(found: Diagnostic) -> dict[str, object]:
    return {
        "description": f"{found.rule}: {lines(found.message)}",
        "check_name": found.name,
        "fingerprint": found.fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": found.path,
            "positions": {
                "begin": {"line": found.start.line, "column": found.start.column},
                "end": {"line": found.end.line, "column": found.end.column},
            },
            "lines": {"begin": found.start.line, "end": found.end.line},
        },
    }
