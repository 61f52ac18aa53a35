"""`jsonl`: one JSON object per finding and line, in the shape that `json` gives a diagnostic."""

from __future__ import annotations

import json

from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.json_ import diagnostic_data


def render(outcome: Outcome, style: Style) -> str:  # noqa: ARG001 machines have no use for a style
    """Write an outcome as lines of JSON; nothing for a clean run."""
    return "".join(json.dumps(diagnostic_data(found), ensure_ascii=False) + "\n" for found in outcome.diagnostics)
