"""What the terminal can show: colours and width, from the options, the environment and the stream."""

from __future__ import annotations

import os
import sys

from evlint.report import Style


def report_style(color: str, *, quiet: bool = False, verbose: bool = False, statistics: bool = False) -> Style:
    """Work out the style of standard output. `NO_COLOR` and `FORCE_COLOR` hold unless an option says more."""
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
