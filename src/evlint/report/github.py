"""`github`: workflow commands that GitHub Actions turns into annotations, and the whole list as plain text.

GitHub shows ten annotations of each level per step and drops the rest without a word: errors go first, the count of
those that are not shown is said, and the text below holds every finding. That text stands between stop-commands marks, so
that nothing in a post can give a command to the runner.
"""

from __future__ import annotations

from hashlib import blake2b

from evlint.model.about import NAME
from evlint.model.diagnostic import Diagnostic
from evlint.model.message import msg
from evlint.model.message import render as words
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.concise import render as concise
from evlint.report.escape import harmless, lines, visible
from evlint.report.summary import troubles

SHOWN_PER_LEVEL = 10  # annotations of each level that GitHub shows for a step; it drops the others without a word
_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as annotations, worst first, then as text."""
    commands = [annotation("error", text) for text in troubles(outcome, style.wording)]
    hidden = 0
    for severity in _COMMANDS:
        group = [found for found in outcome.diagnostics if found.severity == severity]
        commands += [_annotation(found) for found in _varied(group)[:SHOWN_PER_LEVEL]]
        hidden += max(0, len(group) - SHOWN_PER_LEVEL)
    text = harmless(concise(outcome, style))
    if hidden:
        text += words(msg("{n} more not shown as annotations: see the list above.", n=hidden), style.wording) + "\n"
    if text:
        token = blake2b(text.encode("utf-8", "backslashreplace"), digest_size=12).hexdigest()
        commands += [f"::stop-commands::{token}", text.rstrip("\n"), f"::{token}::"]
    return "".join(line + "\n" for line in commands)


def _varied(group: list[Diagnostic]) -> list[Diagnostic]:
    """Put the first finding of each rule in each file before all others: one file does not crowd out the rest."""
    first: dict[tuple[str, str], Diagnostic] = {}
    again = [found for found in group if first.setdefault((found.path, found.rule), found) is not found]
    return [*first.values(), *again]


def annotation(kind: str, text: str, *, file: str = "", line: int = 0, column: int = 0) -> str:
    """Return a workflow command for what is no finding; `line` and `column` from 1, 0 where there is none."""
    places = {"file": file if line else "", "line": str(line or ""), "col": str(column or ""), "title": NAME}
    properties = ",".join(f"{name}={_property(value)}" for name, value in places.items() if value)
    return f"::{kind} {properties}::{_data(visible(text))}"


def _annotation(found: Diagnostic) -> str:
    places = {"file": found.path, "line": str(found.start.line), "endLine": str(found.end.line)}
    if found.start.line == found.end.line:
        places["col"] = str(found.start.column)
        places["endColumn"] = str(max(found.end.column - 1, found.start.column))
    places["title"] = f"{found.rule} {found.name}"
    properties = ",".join(f"{name}={_property(value)}" for name, value in places.items())
    message = lines(found.message if found.help is None else f"{found.message}\n{found.help}")
    return f"::{_COMMANDS[found.severity]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
