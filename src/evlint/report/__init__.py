"""Outcome in, text out: one file per format, each a pure function `render(outcome, style) -> str`.

A format is known by being in `FORMATS`; its module is imported only when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from evlint.model.message import ENGLISH, Wording
from evlint.model.outcome import Outcome
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


class Style(NamedTuple):
    """How a report may look: colours, the width of the terminal (None: no terminal, nothing is wrapped), how much is said.

    `quiet` leaves out what is not a finding, `verbose` adds the help of each finding, `statistics` a count per rule.
    """

    color: bool = False
    width: int | None = None
    quiet: bool = False
    verbose: bool = False
    statistics: bool = False
    wording: Wording = ENGLISH
    language: str = "en"


def render(outcome: Outcome, format_name: str, style: Style) -> str:
    """Write an outcome in a format; the text ends with a line end unless it is empty."""
    module = import_module(f"{__name__}.{FORMATS[format_name]}")
    return cast("str", module.render(outcome, style))
