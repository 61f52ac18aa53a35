"""`markdown`: a summary for a job or a pull request: counts, then a table of findings, worst first."""

from __future__ import annotations

from evlint.model.diagnostic import Diagnostic, report_order
from evlint.model.message import msg
from evlint.model.message import render as words
from evlint.model.outcome import Outcome
from evlint.model.settings import SEVERITIES
from evlint.report import Style
from evlint.report.escape import visible
from evlint.report.summary import summary_line, told, troubles
from evlint.rules import page_url

_MARKS = {"error": "🔴", "warning": "🟠", "info": "🔵"}
_LIMIT = 900_000  # bytes: GitHub refuses a job summary over 1 MiB


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as Markdown; what does not fit is counted."""
    lines = ["## evlint\n"]
    if not outcome.is_void:
        lines.append(f"\n{_escape(summary_line(outcome, style.wording))}\n")
    reasons = troubles(outcome, style.wording)
    if reasons:
        lines.append("\n> [!CAUTION]\n" + "".join(f"> {_escape(text)}\n>\n" for text in reasons).removesuffix(">\n"))
    found = sorted(outcome.diagnostics, key=lambda one: (SEVERITIES.index(one.severity), report_order(one)))
    if found:
        head = (words(text, style.wording) for text in (msg("rule"), msg("where"), msg("what is wrong")))
        lines.append(f"\n| | {' | '.join(head)} |\n| --- | --- | --- | --- |\n")
    size = sum(len(line.encode()) for line in lines)
    for number, one in enumerate(found):
        row = _row(one, style)
        size += len(row.encode("utf-8", "backslashreplace"))
        if size > _LIMIT:
            lines.append("\n" + words(msg("{n} more not shown.", n=len(found) - number), style.wording) + "\n")
            break
        lines.append(row)
    return "".join(lines)


def _row(found: Diagnostic, style: Style) -> str:
    where = f"{found.path}:{found.start.line}:{found.start.column}"
    url = page_url(found.rule, found.name, style.language)
    rule = f'[{found.rule}]({url} "{found.name}")' if url else found.rule
    severity = words(msg(found.severity), style.wording)
    return f"| {_MARKS[found.severity]} {severity} | {rule} | {_escape(where)} | {_escape(told(found))} |\n"


def _escape(text: str) -> str:
    """Return text that Markdown and HTML leave as it is, on one line."""
    text = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{char}" if char in "\\`*_[]|~#@" else char for char in text).replace("://", ":<span></span>//")
