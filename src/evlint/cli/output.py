"""The one place that writes to standard output and standard error, and what the terminal can show.

Everything printed goes through `report.escape.harmless` here: a test holds that no other module of the command prints.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from evlint.cli.language import tr
from evlint.model.message import msg
from evlint.model.outcome import Notice
from evlint.report import Style
from evlint.report.escape import Syntax, harmless, lines, visible
from evlint.startup.lean_click import click

_PART = 1_000_000  # characters of a report that are written at once


def show(text: str, syntax: Syntax = "text", *, styled: bool = False) -> None:
    """Write a text to standard output as it stands, without a line end of its own."""
    click.echo(harmless(text, syntax, styled=styled), nl=False, color=True)


def show_report(text: str) -> None:
    """Write what `report.render` made to standard output: it is harmless already."""
    for start in range(0, len(text), _PART):  # of the whole, the encoded copy would be as large again
        click.echo(text[start : start + _PART], nl=False, color=True)


def show_line(text: str) -> None:
    """Write one line to standard output; line ends in it are shown as escapes."""
    show(f"{visible(text)}\n")


def tell(text: str, *, prefix: str = "evlint: ") -> None:
    """Write one line to standard error; line ends in it are shown as escapes."""
    click.echo(harmless(f"{prefix}{visible(text)}\n"), err=True, nl=False, color=True)


def ask(question: str) -> bool:
    """Ask somebody at a terminal; yes is the answer of who only presses Enter."""
    return click.confirm(harmless(visible(question)), default=True)


def tell_lines(text: str) -> None:
    """Write a text of ours that has several lines to standard error."""
    click.echo(harmless(text + "\n"), err=True, nl=False, color=True)


def tell_trouble(text: str, *, prefix: str = "evlint: ", file: str = "", line: int = 0, column: int = 0) -> None:
    """Tell why the run cannot do its work: one line, which GitHub Actions is given as an annotation."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        from evlint.report.github import annotation

        click.echo(annotation("error", text, file=file, line=line, column=column), err=True, color=True)
    else:
        tell(text, prefix=prefix)


def tell_notices(notices: Iterable[Notice]) -> None:
    """Tell what a run says of itself besides its report."""
    for notice in notices:
        tell(notice.text)
        if notice.to_copy:
            tell_lines(lines(notice.to_copy))


def report_style(
    color: str, *, quiet: bool = False, verbose: bool = False, statistics: bool = False, show_fixes: bool = False
) -> Style:
    """Work out the style of standard output. `NO_COLOR` and `FORCE_COLOR` hold unless an option says more.

    The width is that of the terminal in characters, or COLUMNS; None where output is no terminal: nothing is wrapped there.
    The flags are the command's options of these names.
    """
    terminal = sys.stdout.isatty()
    width: int | None = None
    if terminal:
        try:
            width = int(os.environ.get("COLUMNS", "")) or None
        except ValueError:
            width = None
        if width is None:
            width = os.get_terminal_size(sys.stdout.fileno()).columns or 80
    return Style(
        color=wants_color(color, terminal=terminal),
        width=width,
        quiet=quiet,
        verbose=verbose,
        statistics=statistics,
        show_fixes=show_fixes,
    )


def wants_color(option: str, *, terminal: bool) -> bool:
    """Tell whether to use colours: the option first, then NO_COLOR, then FORCE_COLOR, then what the terminal is."""
    if option != "auto":
        return option == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def standard_input() -> bytes:
    """Read standard input to its end. Raises `click.UsageError` where it is closed."""
    if sys.stdin is None:
        raise click.UsageError(tr(msg("Standard input is closed: there is nothing to check.")))
    return sys.stdin.buffer.read()


def need_standard_input() -> None:
    """Raise `click.UsageError` where standard input is closed: a server is talked to there."""
    if sys.stdin is None:
        problem = msg("Standard input is closed: an editor or an assistant starts this command, and talks to it there.")
        raise click.UsageError(tr(problem))
