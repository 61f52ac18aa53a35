"""`json`: the contract for programs; its shape is `schemas/report.schema.json`."""

from __future__ import annotations

import json

from evlint.model.about import NAME, VERSION
from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Outcome
from evlint.model.span import Place
from evlint.report import Style

REPORT_VERSION = 1  # of the form: raised when a field goes or means something else (schemas/report.schema.json)


def render(outcome: Outcome, style: Style) -> str:  # noqa: ARG001 machines have no use for a style
    """Write an outcome as one JSON document."""
    return json.dumps(as_data(outcome), ensure_ascii=False, indent=2) + "\n"


def as_data(outcome: Outcome) -> dict[str, object]:
    """Return the report as plain data."""
    return {
        "version": REPORT_VERSION,
        "complete": outcome.complete,
        "tool": {"name": NAME, "version": VERSION},
        "summary": summary_data(outcome),
        "diagnostics": [diagnostic_data(found) for found in outcome.diagnostics],
        "suppressed": [{**diagnostic_data(one.diagnostic), "reason": one.reason} for one in outcome.suppressed],
        **({"capped": capped_data(outcome)} if outcome.capped else {}),
    }


def capped_data(outcome: Outcome) -> list[dict[str, object]]:
    """Return what is counted, not listed: how many findings more of a rule a file has."""
    counts: dict[tuple[str, str], int] = {}
    for one in outcome.capped:
        counts[one.path, one.rule] = counts.get((one.path, one.rule), 0) + one.more
    return [{"rule": rule, "path": path, "more": more} for (path, rule), more in sorted(counts.items())]


def summary_data(outcome: Outcome) -> dict[str, object]:
    """Return the counts as plain data."""
    return {
        "files": outcome.files,
        "errors": outcome.count("error"),
        "warnings": outcome.count("warning"),
        "infos": outcome.count("info"),
        "fixable": outcome.fixable,
        "suppressed": outcome.suppressed_count,
        "baselined": outcome.baselined_count,
        "links": outcome.links._asdict(),
    }


def diagnostic_data(found: Diagnostic) -> dict[str, object]:
    """Return one diagnostic as plain data."""
    fix = found.fix
    return {
        "rule": found.rule,
        "name": found.name,
        "severity": found.severity,
        "message": found.message,
        "help": found.help,
        "path": found.path,
        "start": place_data(found.start),
        "end": place_data(found.end),
        "pointer": found.pointer,
        "url": found.url,
        "related": [
            {"message": one.message, "path": one.path, "start": place_data(one.start), "end": place_data(one.end)}
            for one in found.related
        ],
        "fix": None
        if fix is None
        else {
            "applicability": fix.applicability,
            "message": fix.message,
            "edits": [
                {"start": place_data(edit.start), "end": place_data(edit.end), "text": edit.text} for edit in fix.edits
            ],
        },
        "fingerprint": found.fingerprint,
    }


def place_data(place: Place) -> dict[str, int]:
    """Return a place as plain data."""
    return {"line": place.line, "column": place.column, "offset": place.offset}
