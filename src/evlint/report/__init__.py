"""Outcome in, text out: one file per format, each a pure function `render(outcome, style) -> str`.

A format is known by being in `FORMATS`; its module is imported only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import cast

from evlint.model.diagnostic import Diagnostic
from evlint.model.message import ENGLISH, Wording
from evlint.model.outcome import Outcome
from evlint.report.escape import Syntax, harmless
from evlint.startup.namedtuple import NamedTuple

FORMATS = {
    "table": "table",
    "full": "full",
    "concise": "concise",
    "json": "json_",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "checkstyle": "checkstyle",
    "rdjson": "rdjson",
    "markdown": "markdown",
    "html": "html",
}
# What a report is made of, by which it is made harmless. Every format stands here: a test asks.
SYNTAXES: dict[str, Syntax] = {
    "table": "text", "full": "text", "concise": "text", "markdown": "text",
    "json": "json", "jsonl": "json", "sarif": "json", "gitlab": "json", "rdjson": "json",
    "junit": "markup", "checkstyle": "markup", "html": "markup", "github": "commands",
}  # fmt: skip
FOR_FORGES = frozenset({"github", "sarif", "gitlab"})  # their paths are relative to the repository
# Who takes these reports calls a finding mended that is not in them: where nothing could be checked there must be none.
CLOSING = frozenset({"sarif", "gitlab"})
FOR_PEOPLE = frozenset({"table", "full", "concise"})  # on a terminal
# What programs read is in English, whoever runs evlint; a new format is one of these unless it is named here.
MACHINES = frozenset(FORMATS) - FOR_PEOPLE - {"markdown", "html"}


class Style(NamedTuple):
    """How a report may look: colours, the width of the terminal (None: no terminal, nothing is wrapped), how much is said.

    `quiet` leaves out what is not a finding, `verbose` adds the help of each finding, `statistics` a count per rule,
    `show_fixes` a line for each finding that was mended, where else each file has one.
    `day` and `site` say when and what was checked, on pages that are handed round.
    `rooted` makes a path relative to the repository for the formats of forges; None leaves it as it is.
    """

    color: bool = False
    width: int | None = None
    quiet: bool = False
    verbose: bool = False
    statistics: bool = False
    show_fixes: bool = False
    day: date | None = None
    site: str = ""
    wording: Wording = ENGLISH
    language: str = "en"
    rooted: Callable[[str], str] | None = None


def render(outcome: Outcome, format_name: str, style: Style) -> str:
    """Write an outcome in a format; the text ends with a line end unless it is empty."""
    module = import_module(f"{__name__}.{FORMATS[format_name]}")
    if style.rooted is not None and format_name in FOR_FORGES:
        outcome = _rooted(outcome, style.rooted)
    text = cast("str", module.render(outcome, style))
    return harmless(text, SYNTAXES[format_name], styled=style.color)


def _rooted(outcome: Outcome, rooted: Callable[[str], str]) -> Outcome:
    def moved(found: Diagnostic) -> Diagnostic:
        related = tuple(one._replace(path=rooted(one.path)) for one in found.related)
        return found._replace(path=rooted(found.path), related=related)

    return outcome._replace(
        diagnostics=tuple(map(moved, outcome.diagnostics)),
        suppressed=tuple(one._replace(diagnostic=moved(one.diagnostic)) for one in outcome.suppressed),
        baselined=tuple(map(moved, outcome.baselined)),
    )
