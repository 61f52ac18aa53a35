"""`evlint links`: every link of the posts, as a table, CSV or JSON."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from evlint.cli.language import Choice, lang_option, resolve_language, tr
from evlint.cli.options import follow_option
from evlint.cli.output import show, standard_input, tell_notices
from evlint.model.message import Msg, msg, plural
from evlint.model.outcome import EXIT_CLEAN, EXIT_INTERRUPTED, EXIT_UNUSABLE

if TYPE_CHECKING:
    from evlint.pipeline.link_inventory import LinkEntry

# What a person reads in the table; the other formats keep the names.
_STATUS = {
    "alive": msg("alive"),
    "unverifiable": msg("unverifiable"),
    "unknown-host": msg("unknown-host"),
    "tls": msg("tls"),
    "broken": msg("broken"),
    "unreachable": msg("unreachable"),
    "private": msg("private"),
    "staging": msg("staging"),
    "missing-anchor": msg("missing-anchor"),
    "unknown": msg("unknown"),
}
_KINDS = {
    "inline": msg("inline"),
    "reference": msg("reference"),
    "autolink": msg("autolink"),
    "bare": msg("bare"),
    "image": msg("image"),
    "html": msg("html"),
    "front-matter": msg("front-matter"),
}
_COLUMNS = ("url", "kind", "scope", "path", "line", "column", "pointer", "text", "status", "code", "final_url", "age")


@click.command("links", short_help="List every link.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--config", metavar="FILE", help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Ignore every configuration file of evlint.")
@click.option("--format", "format_name", type=Choice(["table", "csv", "json"]), default="table", help="How to list.")
@click.option("--online/--offline", default=False, help="Ask for links over the network (default: what is remembered).")
@lang_option
@click.option("--refresh", is_flag=True, help="Ask for every link again, whatever is remembered.")
@follow_option
@click.option("--stdin-filename", metavar="NAME", help="The name of the post on standard input (PATH is -).")
def command(
    paths: tuple[str, ...],
    config: str | None,
    isolated: bool,
    format_name: str,
    online: bool,
    refresh: bool,
    follow: bool,
    stdin_filename: str | None,
) -> int:
    """List every link of the posts: its address, how it is written, where it stands, and what is known of it.

    \b
    evlint links content/
    evlint links --format csv content/ > links.csv
    evlint links --online --format json content/post.md

    The status is "alive", "unverifiable", what was found to be wrong, or "unknown". What is broken is not remembered
    between runs: --online asks.
    """
    from evlint.pipeline.link_inventory import take_inventory
    from evlint.pipeline.request import Request
    from evlint.pipeline.run import prepare

    reads_stdin = paths == ("-",)
    request = Request(
        paths=() if reads_stdin else paths,
        config=config,
        isolated=isolated,
        refresh=refresh,
        stdin=standard_input() if reads_stdin else None,
        follow=follow,
        stdin_filename=stdin_filename,
    )
    inventory = take_inventory(prepare(request, resolve_language), over_network=online or refresh, now=time.time())
    text = {"table": _table, "csv": _csv, "json": _json}[format_name](inventory.entries)
    show(text, "json" if format_name == "json" else "text")
    tell_notices(inventory.notices)
    if inventory.interrupted:
        return EXIT_INTERRUPTED
    return EXIT_UNUSABLE if any(notice.is_unusable for notice in inventory.notices) else EXIT_CLEAN


def _table(entries: list[LinkEntry]) -> str:
    from evlint.report.escape import visible

    lines = []
    for entry in entries:
        status = tr(_STATUS[entry.status]) if entry.status in _STATUS else entry.status
        status = status if entry.code is None else f"{status} {entry.code}"
        kind = tr(_KINDS[entry.kind]) if entry.kind in _KINDS else entry.kind
        line = f"{visible(entry.path)}:{entry.line}:{entry.column}: {visible(entry.url)}  [{kind}] {status}"
        if entry.final_url and entry.final_url != entry.url.partition("#")[0]:
            line += f" -> {visible(entry.final_url)}"
        if entry.age is not None:
            line += f" ({tr(msg('{time} ago', time=_age(entry.age)))})"
        lines.append(line)
    links = plural("{count} link", "{count} links", len(entries))
    different = len({entry.url for entry in entries})
    lines.append(
        tr(plural("{links}, {count} different one.", "{links}, {count} different ones.", different, links=links))
    )
    return "\n".join(lines) + "\n"


def _age(seconds: int) -> Msg | str:
    if seconds >= 86_400:
        return msg("{count} d", count=seconds // 86_400)
    for size, unit in ((3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _csv(entries: list[LinkEntry]) -> str:
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_harmless(value) for value in entry] for entry in entries)
    return out.getvalue()


def _harmless(value: str | int | None) -> str | int | None:
    """Keep a spreadsheet from taking a post's text for a formula, and a terminal from obeying it."""
    if not isinstance(value, str):
        return value
    from evlint.report.escape import visible

    return visible(f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value)


def _json(entries: list[LinkEntry]) -> str:
    import json

    links = [dict(zip(_COLUMNS, entry, strict=True)) for entry in entries]
    return json.dumps({"version": 1, "links": links}, ensure_ascii=False, indent=2) + "\n"
