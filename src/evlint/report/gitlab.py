"""`gitlab`: a GitLab Code Quality report. Paths are relative to the repository, fingerprints hold no line number.

The format has no place for what is no finding. GitLab calls an issue mended that is not in the report: where not everything
could be checked, an issue of its own says so.
"""

from __future__ import annotations

import json
from hashlib import blake2b

from evlint.model.about import NAME
from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import lines, visible
from evlint.report.summary import INCOMPLETE, told, troubles

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as a JSON list, empty for a clean run."""
    issues = [_trouble(text) for text in troubles(outcome, style.wording)]
    issues += [_issue(found) for found in outcome.diagnostics]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _trouble(text: str) -> dict[str, object]:
    return {
        "description": f"{NAME}: {visible(text)}",
        "check_name": INCOMPLETE,
        "fingerprint": blake2b(text.encode("utf-8", "backslashreplace"), digest_size=16).hexdigest(),
        "severity": "critical",
        "location": {
            "path": ".",
            "positions": {"begin": {"line": 1, "column": 1}, "end": {"line": 1, "column": 1}},
            "lines": {"begin": 1, "end": 1},
        },
    }


def _issue(found: Diagnostic) -> dict[str, object]:
    return {
        "description": f"{found.rule}: {lines(told(found))}",
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
