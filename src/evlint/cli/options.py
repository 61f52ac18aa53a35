"""What several commands read in the same way from the command line, and values that have a form of their own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from evlint.cli.language import tr
from evlint.model.message import Msg, msg
from evlint.report import FORMATS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Decorated = TypeVar("Decorated", bound=Callable[..., object])
_BY_ENDING = {
    "json": "json", "jsonl": "jsonl", "ndjson": "jsonl", "sarif": "sarif", "html": "html", "htm": "html",
    "md": "markdown", "markdown": "markdown", "xml": "junit", "txt": "full", "log": "full",
}  # fmt: skip
_MONTHS = (
    msg("January {year}"), msg("February {year}"), msg("March {year}"), msg("April {year}"), msg("May {year}"),
    msg("June {year}"), msg("July {year}"), msg("August {year}"), msg("September {year}"), msg("October {year}"),
    msg("November {year}"), msg("December {year}"),
)  # fmt: skip


class Count(click.IntRange):
    """A whole number from 1 up."""

    def __init__(self) -> None:
        """Take no upper bound."""
        super().__init__(1)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a whole number from 1 up. Raises `click.BadParameter`, in the chosen language, for anything else."""
        try:
            count = int(str(value))
        except ValueError:
            count = 0
        if count < 1:
            self.fail(tr(msg("“{value}” is no whole number from 1 up.", value=str(value))), param, ctx)
        return count


def follow_option(function: Decorated) -> Decorated:
    """Give a command that takes PATH the option `--follow`."""
    return click.option(
        "--follow", is_flag=True, help="Follow a PATH that leads out of its repository through a link."
    )(function)


def refuse_outside(path: str) -> None:
    """Raise a usage error for a named path that leads out of its tree, which this command has no need to follow."""
    from evlint.cli.language import tr
    from evlint.io.tree import Tree
    from evlint.pipeline.notices import leads_out

    if Tree().leads_out(path):
        raise click.UsageError(tr(leads_out(path)))


def codes(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:  # noqa: ARG001 click's own
    """Split codes, prefixes or names of rules at commas and blanks; None where the option was not given."""
    if value is None:
        return None
    from evlint.config.values import as_code

    return tuple(map(as_code, value.replace(",", " ").split()))


def globs(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Read file patterns as in `.gitignore`, seen from the working folder."""
    if not value:
        return value
    from evlint.config.values import glob_fault

    found = tuple(os.path.normpath(one).replace(os.sep, "/") if one.startswith("./") else one for one in value)
    for one in found:
        fault = msg("the file pattern is empty") if not one.strip() else glob_fault(one)
        if fault is not None:
            raise click.BadParameter(tr(fault), ctx, param)
    return found


def refuse_codes_as_paths(paths: Sequence[str], options: Sequence[tuple[str, Sequence[str] | None]]) -> None:
    """Refuse `--select EV2 EV3`, where the second code is taken for a path that is not there."""
    given = next(((option, list(values)) for option, values in options if values), None)
    if given is None:
        return
    absent = [path for path in paths if not os.path.lexists(path)]
    if not absent:
        return
    from evlint.config.values import as_code, is_known

    strays = [code for code in map(as_code, absent) if is_known(code) or re.fullmatch("EV[0-9]+", code)]
    if strays:
        option, values = given
        problem = msg(
            "There is no “{path}”. Rule codes go together, without blanks: write {option} {codes}",
            path=absent[0],
            option=option,
            codes=",".join([*values, *strays]),
        )
        raise click.UsageError(tr(problem))


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read a day, written 2026-11-30; None where the option is not given.

    Raises `click.BadParameter` for any other text: what people write instead is answered with how it is written here.
    """
    if value is None:
        return None
    match = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", value.strip())
    if match is None:
        raise click.BadParameter(tr(_how_written(value.strip())), ctx, param)
    year, month, number = map(int, match.groups())
    trouble = _no_day(value.strip(), year, month, number)
    if trouble is not None:
        raise click.BadParameter(tr(trouble), ctx, param)
    return date(year, month, number)


def _how_written(text: str) -> Msg:
    """Say how a day that is not written as here is to be written: day first, else month first, else year first."""
    parts = [int(part) for part in re.findall("[0-9]+", text)] if re.fullmatch(r"[0-9]+([./ -][0-9]+){2}", text) else []
    if len(parts) == 3:
        orders = ((2, 1, 0), (2, 0, 1)) if parts[2] > 31 else ((0, 1, 2),) if parts[0] > 31 else ()
        readings = [(parts[a], parts[b], parts[c]) for a, b, c in orders]
        for year, month, day in readings:
            if _no_day(text, year, month, day) is None:
                return msg(
                    "“{value}” is written {iso} here: year, month, day.",
                    value=text,
                    iso=f"{year:04}-{month:02}-{day:02}",
                )
        if readings:
            return _no_day(text, *readings[0]) or _EXAMPLE
    return _EXAMPLE


_EXAMPLE = msg("Write the day as year, month, day: 2026-11-30.")


def _no_day(text: str, year: int, month: int, day: int) -> Msg | None:
    """Say why no calendar has a day, or None where it has it."""
    if not 1 <= year <= 9999:
        return _EXAMPLE
    if not 1 <= month <= 12:
        return msg("There is no “{value}”: the months go from 01 to 12.", value=text)
    days = (
        (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days if (year, month) != (9999, 12) else 31
    )
    if 1 <= day <= days:
        return None
    name = Msg(_MONTHS[month - 1].template, {"year": str(year)})
    return msg("There is no “{value}”: {month} has {days} days.", value=text, month=name, days=days)


def report_target(output: str) -> tuple[str, str]:
    """Split FORMAT:FILE into format and file; a bare FILE takes the format that its ending names.

    Raises `click.UsageError` where neither says which format is meant.
    """
    name, colon, path = output.partition(":")
    if colon and name in FORMATS and path:
        return name, path
    is_drive = os.name == "nt" and len(name) == 1 and name.isalpha()  # C:\reports\evlint.json
    if output in FORMATS or (colon and name in FORMATS):
        problem = msg("“{output}” names a format and no file: write {name}:FILE", output=output, name=name)
    elif colon and name and not is_drive and not set(name) & set("/\\."):
        from evlint.config.errors import nearest

        near = nearest(name, FORMATS)
        hint = (
            msg("Did you mean “{near}”?", near=f"{near}:{path}")
            if near is not None
            else msg("The formats are {formats}.", formats=", ".join(FORMATS))
        )
        problem = msg("“{name}” in “{output}” is no format. {hint}", name=name, output=output, hint=hint)
    else:
        known = _BY_ENDING.get(os.path.splitext(output)[1][1:].lower())
        if known is not None:
            return known, output
        problem = msg(
            "“{output}” does not say which format is meant: write FORMAT:{output}. The formats are {formats}.",
            output=output,
            formats=", ".join(FORMATS),
        )
    raise click.UsageError(tr(problem))


def complete_codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Offer families and rules that begin as what was typed, after the last comma; a rule's name explains it."""
    from click.shell_completion import CompletionItem

    from evlint.rules import outlines

    before, comma, begun = incomplete.rpartition(",")
    names = {rule.code: rule.name for rule in outlines()}
    families = dict.fromkeys(sorted({code[:3] for code in names}), "")
    return [
        CompletionItem(f"{before}{comma}{code}", help=name or None)
        for code, name in {**families, **names}.items()
        if code.startswith(begun.upper())
    ]


def complete_report(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Offer the formats for FORMAT:FILE, and files where none begins so."""
    from click.shell_completion import CompletionItem

    formats = [CompletionItem(f"{name}:") for name in FORMATS if name.startswith(incomplete)]
    return formats or [CompletionItem(incomplete, type="file")]


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
