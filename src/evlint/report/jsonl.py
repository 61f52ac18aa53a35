"""`jsonl`: one JSON object per finding and line, in the shape that `json` gives a diagnostic.

Where not everything could be checked, a last line has `"complete": false` and the counts of `json`; a reader that looks for
`rule` passes it over.
"""

from __future__ import annotations

import json

from evlint.model.about import NAME, VERSION
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.json_ import REPORT_VERSION, diagnostic_data, summary_data
from evlint.report.summary import troubles


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as lines of JSON; nothing for a clean run."""
    data = [diagnostic_data(found) for found in outcome.diagnostics]
    if not outcome.complete:
        reasons = troubles(outcome, style.wording)
        data.append(
            {
                "version": REPORT_VERSION,
                "complete": False,
                "tool": {"name": NAME, "version": VERSION},
                "summary": summary_data(outcome),
                "reasons": reasons,
            }
        )
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in data)
