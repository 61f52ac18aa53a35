"""`concise`: one line per finding, `path:line:col: severity CODE [*] message help`, for editors, logs and grep.

The severity is the word of the JSON report in every language: problem matchers read it.
"""

from __future__ import annotations

from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import visible
from evlint.report.summary import ending, folded, mended_lines, statistics, summary_line, told

_SGR = {"error": "1;31", "warning": "1;35", "info": "1;34"}


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as lines; the summary comes last unless `quiet` or there is nothing to say."""
    lines = [
        f"{_place(found)}: {_severity(found, style)} {_marked(found)} {visible(told(found) + ending(line, style.wording))}"
        for line in folded(outcome.diagnostics, all_alike=True)
        for found in (line.found,)
    ]
    if style.statistics:
        lines += statistics(outcome, style.wording)
    if not style.quiet and not outcome.is_void:
        lines += mended_lines(outcome, style.wording, each=style.show_fixes)
        lines.append(summary_line(outcome, style.wording))
    return "\n".join([*lines, ""])


def _severity(found: Diagnostic, style: Style) -> str:
    return f"\x1b[{_SGR[found.severity]}m{found.severity}\x1b[0m" if style.color else found.severity


def _marked(found: Diagnostic) -> str:
    return f"{found.rule} {found.fix_mark}" if found.fix_mark else found.rule


def _place(found: Diagnostic) -> str:
    return f"{visible(found.path)}:{found.start.line}:{found.start.column}"
