"""What a writing assistant may ask: is this text sound, which weekday is a day, what does a rule mean.

`Assistant` answers in plain values; `make_mcp_server` puts the Model Context Protocol around it, and alone needs the package
`mcp`. Paths are relative to the working folder and stay in its tree.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from evlint.config.errors import ConfigError
from evlint.dates._cldr import WEEKDAYS
from evlint.io.config_file import find_config
from evlint.lint.explain import page
from evlint.model.about import VERSION
from evlint.model.diagnostic import Diagnostic
from evlint.model.message import Wording, msg, render
from evlint.rules import registry
from evlint.schema.error_text import nearest
from evlint.server.workspace import ConfigWorkspace

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_MOST = 200  # findings of one text that are told: an assistant that made more mistakes writes the text anew

_INSTRUCTIONS = (
    "evlint checks posts (Markdown with front matter) before they are published. After you wrote or changed a post, call "
    "check_text with its whole text and its path, and mend what it says. "
    "Never make up the weekday of a date: ask weekday_of."
)

Json = dict[str, object]


class Assistant:
    """Answers for one working folder, whose configuration is read when it is first needed and again when it changes."""

    def __init__(self, speak: Callable[[str | None], tuple[Wording, str]]) -> None:
        """`speak` chooses the language of messages from what a configuration says (None: it says nothing)."""
        self._speak = speak
        self._workspaces: dict[str | None, ConfigWorkspace] = {}

    def check_text(self, text: str, path: str = "post.md") -> Json:
        """Return what evlint says of a post that is (or is to be) saved as `path`, with the site's configuration.

        Raises `ValueError` with one sentence for a path outside of the working folder, or a configuration that cannot be
        used.
        """
        place = os.path.normpath(path).replace(os.sep, "/")
        if os.path.isabs(place) or place.split("/")[0] == "..":
            raise ValueError(self._said("“{path}” leads out of the working folder.", path=path))
        try:
            workspace = self._workspace(place)
            looked = workspace.look(place, text)
        except ConfigError as error:
            raise ValueError(error.text(self._speak(None)[0])) from None
        found = looked.diagnostics
        return {
            "path": place,
            "clean": not found,
            "findings": [_finding(one) for one in found[:_MOST]],
            "more": max(0, len(found) - _MOST),
            "notices": list(looked.notices),
        }

    def weekday_of(self, day: str, language: str = "en") -> Json:
        """Return the weekday of a day (`2026-11-04`) in a language, and how far it is from today.

        Raises `ValueError` with one sentence for a text that is no day, and for a day that no calendar has.
        """
        try:
            on = date.fromisoformat(day.strip())
        except ValueError:
            raise ValueError(
                self._said("“{day}” is no day of the calendar. Write year, month and day: 2026-11-04.", day=day)
            ) from None
        if language not in WEEKDAYS:
            known = list(WEEKDAYS)
            raise ValueError(self._said("There is no “{language}” here, but {known}.", language=language, known=known))
        today = date.today()  # noqa: DTZ011 the author's own day
        return {
            "date": on.isoformat(),
            "weekday": WEEKDAYS[language][0][on.weekday()],
            "iso_weekday": on.isoweekday(),
            "iso_week": on.isocalendar().week,
            "days_from_today": (on - today).days,
        }

    def explain_rule(self, rule: str) -> str:
        """Return the page of a rule, by code or name, in Markdown. Raises `ValueError` for one that there is not."""
        wanted = rule.strip()
        for one in registry():
            if one.code == wanted.upper() or one.name == wanted.lower():
                return page(one, self._speak(None)[0])
        near = nearest(wanted, [name for one in registry() for name in (one.code, one.name)])
        if near is None:
            raise ValueError(self._said("There is no rule “{rule}”.", rule=wanted))
        raise ValueError(self._said("There is no rule “{rule}”. Did you mean “{near}”?", rule=wanted, near=near))

    def _workspace(self, path: str) -> ConfigWorkspace:
        config = find_config(".", path)
        known = self._workspaces.get(config)
        if known is None or known.is_stale():
            known = self._workspaces[config] = ConfigWorkspace(config, {}, self._speak)
        known.renew()  # between two questions anything may have changed on the disk
        return known

    def _said(self, template: str, /, **args: object) -> str:
        return render(msg(template, **args), self._speak(None)[0])


def _finding(one: Diagnostic) -> Json:
    told: Json = {
        "rule": one.rule,
        "name": one.name,
        "severity": one.severity,
        "line": one.start.line,
        "column": one.start.column,
        "message": one.message,
    }
    if one.help:
        told["help"] = one.help
    if one.fix is not None:
        told["fix"] = {
            "applicability": one.fix.applicability,
            "message": one.fix.message,
            "edits": [
                {
                    "start": {"line": edit.start.line, "column": edit.start.column},
                    "end": {"line": edit.end.line, "column": edit.end.column},
                    "text": edit.text,
                }
                for edit in one.fix.edits
            ],
        }
    return told


def make_mcp_server(speak: Callable[[str | None], tuple[Wording, str]]) -> MCPServer[Any]:
    """Return a server that answers an assistant in the working folder; `run("stdio")` serves standard input and output.

    Raises `ModuleNotFoundError` where the package `mcp` is not installed.
    """
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError

    assistant = Assistant(speak)
    # Everything is imported now, so that the first question is answered at once.
    with suppress(ValueError):  # a configuration that cannot be used is told when somebody asks
        assistant.check_text("---\ntitle: x\n---\n")
    server: MCPServer[Any] = MCPServer("evlint", instructions=_INSTRUCTIONS, version=VERSION, log_level="ERROR")

    @server.tool()
    def check_text(text: str, path: str = "post.md") -> dict[str, Any]:
        """Check a post before it is published: front matter, dates, links. `text` is the whole post, front matter included;
        `path` is where it is or will be saved, relative to the site (the schema and the site's rules depend on it)."""
        return answered(lambda: assistant.check_text(text, path))

    @server.tool()
    def weekday_of(date: str, language: str = "en") -> dict[str, Any]:
        """Return the weekday of a date such as 2026-11-04, in en, fr, de, es, it, nl or pt, and how far it is."""
        return answered(lambda: assistant.weekday_of(date, language))

    @server.tool()
    def explain_rule(rule: str) -> str:
        """Explain a rule of evlint, by code (EV206) or name (weekday-mismatch): what it flags, why, and what to do."""
        try:
            return assistant.explain_rule(rule)
        except ValueError as error:
            raise ToolError(str(error)) from None

    def answered(ask: Callable[[], dict[str, object]]) -> dict[str, Any]:
        try:
            return ask()
        except ValueError as error:
            raise ToolError(str(error)) from None

    return server
