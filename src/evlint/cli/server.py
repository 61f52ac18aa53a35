"""`evlint server`: the language server on standard input and output."""

from __future__ import annotations

import gc
import os
import sys

import click

from evlint.cli.language import resolve_language, tr
from evlint.model.message import msg


@click.command("server", short_help="Serve an editor (LSP).")
@click.option("--stdio", is_flag=True, help="Standard input and output: the only way, named for editors that say so.")
def command(stdio: bool) -> int:  # noqa: ARG001 there is no other way
    """Serve an editor over the Language Server Protocol, on standard input and output.

    The manual (docs/guides/editors.md) says how to set it up in VS Code, Neovim, Helix and Zed.
    """
    try:
        from evlint.server.protocol import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        problem = msg(
            "This installation of evlint is not whole: {name} is missing. Install evlint again, as you did at first.",
            name=(error.name or "").partition(".")[0],
        )
        raise click.ClickException(tr(problem)) from error
    gc.enable()  # off since the start: other commands are over soon
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # the protocol alone may write to standard output
    make_server(resolve_language).start_io(sys.stdin.buffer, out)
    return 0
