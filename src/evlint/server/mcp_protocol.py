"""The Model Context Protocol around `assistant`: the one module that knows the package `mcp`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from evlint.model.about import VERSION
from evlint.model.message import Wording
from evlint.server.assistant import Assistant

_INSTRUCTIONS = (
    "evlint checks posts (Markdown with front matter) before they are published. After you wrote or changed a post, call "
    "check_text with its whole text and its path, and mend what it says. "
    "Never make up the weekday of a date: ask weekday_of."
)


def make_mcp_server(speak: Callable[[str | None], tuple[Wording, str]]) -> MCPServer[Any]:
    """Return a server that answers an assistant in the working folder; `run("stdio")` serves standard input and output."""
    assistant = Assistant(speak)
    with suppress(ValueError):  # a configuration that cannot be used is told when somebody asks
        assistant.check_text(
            "---\ntitle: x\n---\n"
        )  # everything is imported now: the first question is answered at once
    server: MCPServer[Any] = MCPServer("evlint", instructions=_INSTRUCTIONS, version=VERSION, log_level="ERROR")

    @server.tool()
    def check_text(text: str, path: str = "post.md") -> dict[str, Any]:
        """Check a post before it is published: front matter, dates, links. `text` is the whole post, front matter included;
        `path` is where it is or will be saved, relative to the site (the schema and the site's rules depend on it)."""
        return _answered(lambda: assistant.check_text(text, path))

    @server.tool()
    def weekday_of(date: str, language: str = "en") -> dict[str, Any]:
        """Return the weekday of a date such as 2026-11-04, in en, fr, de, es, it, nl or pt, and how far it is."""
        return _answered(lambda: assistant.weekday_of(date, language))

    @server.tool()
    def explain_rule(rule: str) -> str:
        """Explain a rule of evlint, by code (EV206) or name (weekday-mismatch): what it flags, why, and what to do."""
        try:
            return assistant.explain_rule(rule)
        except ValueError as error:
            raise ToolError(str(error)) from None

    return server


def _answered(ask: Callable[[], dict[str, object]]) -> dict[str, Any]:
    try:
        return ask()
    except ValueError as error:
        raise ToolError(str(error)) from None
