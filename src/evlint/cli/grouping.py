"""A command with many options: its help shows them in groups, in the order of use."""

from __future__ import annotations

from collections.abc import Sequence

import click

from evlint.cli.language import tr
from evlint.model.message import Msg

_WIDEST = 24  # columns of the names; longer ones stand on a line of their own


class Grouped(click.Command):
    """A command that is made with `groups`: a title and the names of the options below it. The last takes all others."""

    def __init__(self, *args: object, groups: Sequence[tuple[Msg, Sequence[str]]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own arguments, handed on
        self.groups = groups

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the groups, all with the same width of the first column."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = {option.name: option.get_help_record(ctx) for option in options}
        groups = [(title, [records.pop(name) for name in names]) for title, names in self.groups]
        groups[-1][1].extend(records.values())
        shown = [(title, [record for record in rows if record is not None]) for title, rows in groups]
        widths = [len(names) for _, rows in shown for names, _ in rows]
        width = max(each for each in widths if each <= _WIDEST)
        for title, rows in shown:
            with formatter.section(tr(title)):
                first, *others = rows
                formatter.write_dl([(first[0].ljust(width), first[1]), *others], col_max=_WIDEST)
