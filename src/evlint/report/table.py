"""`table`: for people at a terminal. Grouped by file, one row per finding, then what to do, then the summary."""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import groupby

from rich.console import Console
from rich.style import Style as RichStyle
from rich.table import Table
from rich.text import Text

from evlint.model.diagnostic import Diagnostic
from evlint.model.message import msg
from evlint.model.message import render as words
from evlint.model.outcome import Outcome
from evlint.report import Style
from evlint.report.escape import visible
from evlint.report.summary import COLORS, Line, ending, folded, mended_lines, statistics, summary_line
from evlint.rules import page_url

_UNWRAPPED = 1_000_000  # columns of a table that goes into a file or a pipe
_NARROWEST = 40  # columns below which a table cannot be read: a narrow window wraps it


def render(outcome: Outcome, style: Style) -> str:
    """Write an outcome as tables; without a terminal (`style.width` None) no line is wrapped or cut."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=_UNWRAPPED if style.width is None else max(style.width, _NARROWEST),
        force_terminal=style.color,
        color_system="standard" if style.color else None,
        no_color=not style.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    widths = _Widths(outcome, style)
    shared = outcome.shared_helps()
    for path, group in groupby(folded(outcome.diagnostics, all_alike=style.verbose), key=lambda line: line.found.path):
        console.print(Text(visible(path), style="bold" if style.color else ""))
        console.print(_rows(list(group), widths, shared, style))
        console.print()
    if style.statistics and outcome.diagnostics:
        for counted in statistics(outcome, style.wording):
            console.print(Text(counted))
        console.print()
    if not style.quiet and not outcome.is_void:
        _remedies(console, shared, style)
        for mended in mended_lines(outcome, style.wording, each=style.show_fixes):
            console.print(Text(mended))
        console.print(Text(summary_line(outcome, style.wording), style="bold" if style.color else ""))
    return "".join(line.rstrip(" ") + "\n" for line in out.getvalue().split("\n")[:-1])


class _Widths:
    """The widths of the narrow columns: the same in every file, so that the whole report is aligned."""

    def __init__(self, outcome: Outcome, style: Style) -> None:
        self.place = max((len(_place(found)) for found in outcome.diagnostics), default=0)
        self.code = max((len(found.rule) for found in outcome.diagnostics), default=0)
        self.mark = 3 if outcome.marks_fixes else 0
        self.severity = max((len(_severity(found, style)) for found in outcome.diagnostics), default=0)


def _place(found: Diagnostic) -> str:
    return f"{found.start.line}:{found.start.column}"


def _severity(found: Diagnostic, style: Style) -> str:
    return words(msg(found.severity), style.wording)


def _rows(group: list[Line], widths: _Widths, shared: Mapping[str, str], style: Style) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=1)
    table.add_column(width=widths.place, justify="right", no_wrap=True)
    table.add_column(width=widths.severity, no_wrap=True)
    table.add_column(width=widths.code, no_wrap=True)
    if widths.mark:
        table.add_column(width=widths.mark, no_wrap=True)
    table.add_column(overflow="fold")
    for line in group:
        found = line.found
        url = page_url(found.rule, found.name, style.language) if style.color else ""
        link = RichStyle(link=url or None)
        message = Text(
            visible(words(line.said(), style.wording) if line.more else found.message + ending(line, style.wording))
        )
        if found.help and not line.more and (style.verbose or found.rule not in shared):
            message.append("\n" + visible(found.help), style="dim" if style.color else "")
        table.add_row(
            "",
            Text(_place(found)),
            Text(_severity(found, style), style=f"bold {COLORS[found.severity]}" if style.color else ""),
            Text(found.rule, style=link),
            *([Text("" if line.more else found.fix_mark)] if widths.mark else []),
            message,
        )
    return table


def _remedies(console: Console, helps: Mapping[str, str], style: Style) -> None:
    """Say once per rule what to do about it, where that is the same for all of its findings."""
    if not helps or style.verbose:
        return
    console.print(Text(words(msg("What to do"), style.wording), style="bold" if style.color else ""))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=1)
    table.add_column(width=max(len(code) for code in helps), no_wrap=True)
    table.add_column(overflow="fold")
    for code, text in helps.items():
        table.add_row("", Text(code), Text(visible(text)))
    console.print(table)
    console.print(Text(words(msg("  “evlint rule CODE” explains a rule with examples."), style.wording)))
    console.print()
