"""`evlint mcp`: a Model Context Protocol server on standard input and output, for writing assistants."""

from __future__ import annotations

import gc

import click

from evlint.cli.language import resolve_language, tr
from evlint.model.message import msg


@click.command("mcp", short_help="Serve a writing assistant (MCP).")
def command() -> int:
    """Serve a writing assistant over the Model Context Protocol, on standard input and output.

    It may ask for three things, with the configuration of the site in the working folder: check_text, weekday_of and
    explain_rule. Nothing is written and nothing is sent. The manual (docs/guides/assistants.md) says how to set it up.
    """
    from evlint.server.assistant import make_mcp_server

    gc.enable()  # off since the start: other commands are over soon
    try:
        server = make_mcp_server(resolve_language)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        problem = msg("This needs the package “mcp”, version 2, beside evlint: pip install “mcp>=2,<3”")
        raise click.ClickException(tr(problem)) from error
    server.run("stdio")
    return 0
