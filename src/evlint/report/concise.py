"""`concise`: one line per finding, `path:line:col: CODE message`, for editors, logs and grep."""

from __future__ import annotations

from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import visible
from evlint.report.summary import statistics, summary_line


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as lines; the summary comes last unless `quiet` or there is nothing to say."""
    lines = [
        f"{visible(found.path)}:{found.start.line}:{found.start.column}: {found.rule} {visible(found.message)}"
        for found in outcome.diagnostics
    ]
    if style.statistics:
        lines += statistics(outcome)
    if not style.quiet:
        lines.append(summary_line(outcome, style.wording))
    return "".join(line + "\n" for line in lines)
