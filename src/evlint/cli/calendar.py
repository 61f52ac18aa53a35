"""`evlint calendar`: the events of a site, what starts when, each with its post and the dates that its text names."""

from __future__ import annotations

from datetime import date

import click

from evlint.cli.language import Choice, lang_option, resolve_language, tr
from evlint.cli.options import day, follow_option
from evlint.cli.output import show, show_line, tell_notices
from evlint.model.message import msg, reason
from evlint.model.outcome import EXIT_CLEAN, EXIT_UNUSABLE
from evlint.report.escape import Syntax

FORMATS = ("text", "html", "json", "ics")
_SYNTAX: dict[str, Syntax] = {"json": "json", "html": "markup", "ics": "diff"}  # a calendar's lines end in CR LF


@click.command("calendar", short_help="Show the events of a site.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--config", metavar="FILE", help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Ignore every configuration file of evlint.")
@click.option("--format", "format_name", type=Choice(FORMATS), help="How to show them (default: text).")
@click.option("--output", metavar="FILE", help="Write into FILE; its ending chooses the format.")
@click.option("--from", "since", metavar="DATE", callback=day, help="Leave out what ends before this day.")
@click.option("--to", "until", metavar="DATE", callback=day, help="Leave out what starts after this day.")
@click.option("--today", metavar="DATE", callback=day, help="The day that counts as today.")
@follow_option
@click.option("-v", "--verbose", is_flag=True, help="Show dates of other days too.")
@lang_option
def command(
    paths: tuple[str, ...],
    config: str | None,
    isolated: bool,
    format_name: str | None,
    output: str | None,
    since: date | None,
    until: date | None,
    today: date | None,
    follow: bool,
    verbose: bool,
) -> int:
    """Show the events of a site in the order of time, each with its post and with the dates that the post's text names.

    Dates that disagree with the event, or with the calendar, are marked: look at it before a season begins.

    \b
    evlint calendar _evenements
    evlint calendar --from 2026-09-01 --output saison.html
    evlint calendar --format ics > agenda.ics
    """
    from evlint.pipeline.request import Request
    from evlint.pipeline.run import prepare
    from evlint.pipeline.season import linter_of_dates, take_season
    from evlint.report import Style
    from evlint.report.calendar import render

    chosen = format_name or _by_ending(output)
    run = prepare(Request(paths=paths, config=config, isolated=isolated, today=today, follow=follow), resolve_language)
    files, notices = run.files()
    linter = linter_of_dates(run.settings, run.sites, run.wording)
    season = take_season(files, linter, run.sites, run.settings, since=since, until=until)
    style = Style(verbose=verbose, wording=run.wording, language=run.language)
    text = render(season, chosen, style)
    if output is None:
        show(text, _SYNTAX.get(chosen, "text"))
    else:
        _write(output, text)
    tell_notices(notices)
    return EXIT_UNUSABLE if any(notice.is_unusable for notice in notices) else EXIT_CLEAN


def _by_ending(output: str | None) -> str:
    ending = (output or "").rpartition(".")[2].lower()
    return {"html": "html", "htm": "html", "json": "json", "ics": "ics"}.get(ending, "text")


def _write(output: str, text: str) -> None:
    from evlint.io.write import write_file

    try:
        write_file(output, text)
    except OSError as error:
        problem = msg("{path} cannot be written: {reason}.", path=output, reason=reason(error))
        raise click.ClickException(tr(problem)) from None
    show_line(tr(msg("Wrote {path}", path=output)))
