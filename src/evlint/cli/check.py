"""`evlint check`: argv to a typed request, the outcome to standard output, its status out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from evlint.cli.language import Choice, lang_option, resolve_language, tr
from evlint.cli.options import (
    Count,
    Grouped,
    codes,
    complete_codes,
    complete_report,
    day,
    follow_option,
    globs,
    refuse_codes_as_paths,
    report_target,
)
from evlint.cli.output import report_style, show, show_line, show_report, standard_input, tell, tell_lines, tell_notices
from evlint.model.message import msg, reason
from evlint.model.outcome import EXIT_CLEAN, EXIT_FOUND, EXIT_UNUSABLE, Notice, Outcome, exit_status
from evlint.report import CLOSING, FOR_FORGES, FOR_PEOPLE, FORMATS, MACHINES, Style, render
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.pipeline.request import Request
    from evlint.pipeline.run import Run

FORMAT_NAMES = ("auto", *FORMATS)


GROUPS = (
    (
        msg("What to check"),
        ("config", "isolated", "stdin_filename", "exclude", "force_exclude", "follow", "show_files", "today"),
    ),
    (msg("Rules"), ("select", "extend_select", "ignore", "fail_on", "fail_on_empty")),
    (msg("Fixes"), ("fix", "unsafe_fixes", "diff", "show_fixes")),
    (msg("Links"), ("online", "refresh")),
    (msg("On an old site"), ("since", "baseline", "write_baseline")),
    (msg("Report"), ("format_name", "outputs", "statistics", "quiet", "verbose", "color", "lang")),
    (msg("Running"), ("watch", "jobs", "no_cache")),
)


class _Shown(NamedTuple):
    """The options that say what is shown of a run, and where; what it does is a `Request`."""

    format_name: str
    outputs: tuple[str, ...]
    show_files: bool
    show_fixes: bool
    statistics: bool
    fail_on_empty: bool
    color: str
    watch: bool
    quiet: bool
    verbose: bool

    def style(self) -> Style:
        """Return the style of the report on standard output."""
        return report_style(
            self.color,
            quiet=self.quiet,
            verbose=self.verbose,
            statistics=self.statistics,
            show_fixes=self.show_fixes,
        )


def _refuse_together(paths: tuple[str, ...], options: Mapping[str, Any]) -> None:
    """Refuse paths and options that do not go together."""
    if "-" in paths and len(paths) > 1:
        raise click.UsageError(tr(msg("Standard input (-) is checked alone, without other paths.")))
    selecting = {"--select": "select", "--extend-select": "extend_select", "--ignore": "ignore"}
    refuse_codes_as_paths(paths, [(option, options[key]) for option, key in selecting.items()])
    changes = options["fix"] or options["unsafe_fixes"] or options["diff"] or options["write_baseline"] is not None
    if options["since"] is not None and (paths == ("-",) or changes):
        problem = msg(
            "--since goes neither with standard input nor with --fix, --unsafe-fixes, --diff or --write-baseline."
        )
        raise click.UsageError(tr(problem))


def _request(paths: tuple[str, ...], options: Mapping[str, Any]) -> Request:
    """Make the request of what was typed: the options have the names of its fields."""
    from evlint.pipeline.request import Request

    reads_stdin = paths == ("-",)
    asked = Request(
        **{**options, "extend_select": options["extend_select"] or (), "ignore": options["ignore"] or ()},
        paths=() if reads_stdin else paths,
        stdin=standard_input() if reads_stdin else None,
    )
    return asked._replace(fix=asked.fix or (asked.unsafe_fixes and not asked.diff))


def _outcome(run: Run, *, quiet: bool) -> Outcome:
    """Take the run to its end, with a bar for its links where somebody watches."""
    if quiet or not sys.stderr.isatty():
        return run.outcome()
    from evlint.cli.progress import LinkProgress

    with LinkProgress() as progress:
        run.progress = progress.show
        return run.outcome()


@click.command("check", cls=Grouped, groups=GROUPS, short_help="Check posts.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--config", metavar="FILE", type=click.Path(), help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Ignore every configuration file of evlint.")
@click.option(
    "--select",
    callback=codes,
    shell_complete=complete_codes,
    metavar="CODES",
    help="Run only these rules (EV2 is a whole family).",
)
@click.option(
    "--extend-select", callback=codes, shell_complete=complete_codes, metavar="CODES", help="Run these rules too."
)
@click.option(
    "--ignore", callback=codes, shell_complete=complete_codes, metavar="CODES", help="Do not run these rules."
)
@click.option(
    "--format",
    "format_name",
    type=Choice(FORMAT_NAMES),
    default="auto",
    metavar="FORMAT",
    help="How to report: table, full or concise for people, markdown or html for a page, json, jsonl, sarif, github, "
    "gitlab, junit, checkstyle or rdjson for programs.",
)
@click.option("--online/--offline", default=None, help="Ask for links over the network, or not.")
@click.option("--today", callback=day, metavar="DATE", help="Judge as on this day.")
@click.option(
    "--fail-on",
    type=Choice(["error", "warning", "info", "never"]),
    metavar="SEVERITY",
    help="Exit with 1 from error, warning or info up; or never.",
)
@click.option("--stdin-filename", metavar="NAME", help="The name of the post on standard input (PATH is -).")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend what needs a look afterwards too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; change nothing.")
@click.option("--show-fixes", is_flag=True, help="List each finding that was fixed.")
@click.option(
    "--exclude",
    multiple=True,
    callback=globs,
    metavar="GLOB",
    help="Leave these files out too, such as “_archives/**”; may be repeated.",
)
@click.option("--force-exclude", is_flag=True, help="Let exclude hold for named files too (pre-commit).")
@follow_option
@click.option("--baseline", metavar="FILE", type=click.Path(), help="Leave out the findings that this file knows.")
@click.option(
    "--write-baseline",
    metavar="FILE",
    type=click.Path(),
    help="Write every finding to this file, to live with it.",
)
@click.option("--since", metavar="REV", help="Report only lines changed since this git revision.")
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT:FILE",
    shell_complete=complete_report,
    help="Write a report to a file too; may be repeated.",
)
@click.option("--show-files", is_flag=True, help="List what would be checked and what would not, and why.")
@click.option("--fail-on-empty", is_flag=True, help="Exit with 2 where the paths hold no post.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("--refresh", is_flag=True, help="Ask for every link again, whatever is remembered.")
@click.option("--no-cache", is_flag=True, help="Check every post again, remember nothing.")
@click.option("--jobs", "-j", type=Count(), metavar="N", help="Use this many processes.")
@click.option(
    "--color",
    type=Choice(["auto", "always", "never"]),
    default="auto",
    metavar="WHEN",
    help="Colours: auto, always or never.",
)
@lang_option
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
@click.option("--quiet", "-q", is_flag=True, help="Print findings only.")
@click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help="Say more: the help of every finding, and which language of posts was guessed.",
)
def command(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 each is a field of `Request` or of `_Shown`
    """Check posts: files, folders, or - for standard input. Without PATH, the working folder.

    \b
    evlint check content/
    evlint check --fix --diff content/
    evlint check --offline --format json content/post.md
    cat post.md | evlint check - --stdin-filename content/post.md

    Exit status: 0 nothing at or above --fail-on, 1 something, 2 evlint could not do its work.
    """
    from evlint.pipeline.run import prepare

    shown = _Shown(**{key: options.pop(key) for key in _Shown._fields})
    _refuse_together(paths, options)
    if shown.watch:
        return _watch(paths, options["config"], [path for _, path in map(report_target, shown.outputs)])
    request = _request(paths, options)
    targets = [report_target(output) for output in shown.outputs]
    formats = [chosen_format(shown.format_name, terminal=sys.stdout.isatty()), *(name for name, _ in targets)]
    run = prepare(request, lambda messages: resolve_language(messages, for_machines=not MACHINES.isdisjoint(formats)))
    if shown.show_files:
        return _show_files(run)
    if request.stdin is not None and options["fix"] and not request.diff:
        return _mend_stdin(run, request.stdin, show_fixes=shown.show_fixes)
    outcome = _with_left_out(run, _outcome(run, quiet=shown.quiet), is_wrong=shown.fail_on_empty)
    if request.diff:
        _show_diff(run, outcome, shown.style())
        tell_notices(outcome.notices)
        return EXIT_FOUND if outcome.diff else exit_status(outcome, run.fail_on)
    rooted = _rooted(formats)
    is_report = outcome.diagnostics or outcome.suppressed or shown.format_name == "json" or not outcome.complete
    if outcome.is_void and formats[0] in FOR_PEOPLE | CLOSING:
        pass  # why it is so stands on standard error
    elif is_report or not shown.quiet:
        style = shown.style()._replace(
            wording=run.wording, language=run.language, rooted=rooted, day=run.today, site=_site(run)
        )
        show_report(render(outcome, formats[0], style))
    for target in targets if not outcome.is_void else ():
        _write_report(run, outcome, *target, rooted)
    _summarise_job(run, outcome)
    tell_notices(outcome.notices)
    if request.stdin is None and not shown.quiet:
        _explain(run, verbose=shown.verbose)
    return exit_status(outcome, run.fail_on)


def _explain(run: Run, *, verbose: bool) -> None:
    """Say what was guessed: the languages of posts, and, in a first run without a configuration, all that holds."""
    if verbose:
        from evlint.cli.firstrun import guessed

        languages = guessed(run)
        if languages is not None:
            tell(tr(languages))
    if run.config_file is None and not run.request.isolated and sys.stderr.isatty():
        from evlint.cli.firstrun import assumed, is_news, wrapped

        if is_news(run) or verbose:
            tell_lines(f"\n{wrapped(tr(assumed(run)))}")


def _show_files(run: Run) -> int:
    """List the files below the named paths; exit with 2 where a path is not there."""
    from evlint.pipeline.left_out import looked_at

    for one in looked_at(run):
        show_line(tr(one.text))
    _, notices = run.files()
    tell_notices(one for one in notices if not one.is_empty)
    return EXIT_UNUSABLE if any(one.is_unusable for one in notices) else EXIT_CLEAN


def _with_left_out(run: Run, outcome: Outcome, *, is_wrong: bool) -> Outcome:
    """Where no post was found, say how many were left out and by what; `is_wrong` makes it a run that ends with 2."""
    if not any(one.is_empty for one in outcome.notices):
        return outcome
    from evlint.pipeline.left_out import looked_at, sums

    told = [Notice(tr(one), is_empty=True) for one in sums(looked_at(run))]
    others = [one for one in outcome.notices if not one.is_empty or not told]
    notices = [one._replace(is_unusable=one.is_unusable or (is_wrong and one.is_empty)) for one in (*others, *told)]
    return outcome._replace(notices=tuple(notices))


def _watch(paths: tuple[str, ...], config: str | None, written: list[str]) -> int:
    """Run this very command again and again, without --watch."""
    import gc

    from evlint.cli import run
    from evlint.pipeline.watch import disk_changes, keep_checking

    gc.enable()  # off since the start: other runs are over soon

    if "-" in paths:
        raise click.UsageError(tr(msg("Standard input (-) cannot be watched.")))
    arguments = [one for one in sys.argv[1:] if one != "--watch"]

    def clear() -> None:
        if sys.stdout.isatty():
            click.clear()

    try:
        return keep_checking(
            lambda: run(arguments),
            disk_changes(paths, config, written),
            clear,
            lambda message: tell(tr(message)),
        )
    except ModuleNotFoundError as error:
        if error.name != "watchfiles":
            raise
        problem = msg(
            "This installation of evlint is not whole: {name} is missing. Install evlint again, as you did at first.",
            name=error.name,
        )
        raise click.ClickException(tr(problem)) from error


def _rooted(formats: Sequence[str]) -> Callable[[str], str] | None:
    """Return what makes paths relative to the repository, where one of the formats wants that."""
    if FOR_FORGES.isdisjoint(formats):
        return None
    from evlint.io.repository import rooted_paths

    return rooted_paths(os.environ)


def _write_report(run: Run, outcome: Outcome, format_name: str, path: str, rooted: Callable[[str], str] | None) -> None:
    from evlint.io.write import write_file

    try:
        text = render(outcome, format_name, _plain(run)._replace(rooted=rooted))
        write_file(path, text.encode("utf-8", "backslashreplace").decode())  # names of files need not be UTF-8
    except OSError as error:
        problem = msg("The report {path} could not be written: {reason}.", path=path, reason=reason(error))
        raise click.UsageError(tr(problem)) from error


def _show_diff(run: Run, outcome: Outcome, style: Style) -> None:
    """Show what fixes would change, and its sum on standard error: the diff itself stays one that `patch` takes."""
    from evlint.report.diff import colored, diff_sum
    from evlint.report.summary import mended_lines

    show(colored(outcome.diff) if style.color else outcome.diff, "diff", styled=style.color)
    if style.quiet or outcome.is_void:
        return
    if style.show_fixes and outcome.mended:
        tell_lines("\n".join(mended_lines(outcome, run.wording, each=True)))
    tell(diff_sum(outcome, run.wording))


def _mend_stdin(run: Run, data: bytes, *, show_fixes: bool) -> int:
    """Print the mended post on standard output and what is left to say on standard error, as a formatter does."""
    outcome, mended = run.fix_stdin(data)
    sys.stdout.buffer.write(mended)
    sys.stdout.buffer.flush()
    tell_lines(render(outcome, "concise", _plain(run)._replace(show_fixes=show_fixes)).removesuffix("\n"))
    tell_notices(outcome.notices)
    return exit_status(outcome, run.fail_on)


def _summarise_job(run: Run, outcome: Outcome) -> None:
    """Add a summary to the page of a GitHub Actions job, where there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path and os.environ.get("GITHUB_ACTIONS"):
        try:
            with open(path, "a", encoding="utf-8") as file:
                file.write(render(outcome, "markdown", _plain(run)))
        except OSError as error:
            problem = msg("The report {path} could not be written: {reason}.", path=path, reason=reason(error))
            tell(tr(problem))


def _plain(run: Run) -> Style:
    """Return the style of a report that no terminal shows, in the run's language."""
    return Style(wording=run.wording, language=run.language, day=run.today, site=_site(run))


def _site(run: Run) -> str:
    """Return what a page calls the site: its address where the configuration has it, else the working folder's name."""
    return run.settings.links.site_url or os.path.basename(os.path.realpath("."))


def chosen_format(name: str, *, terminal: bool) -> str:
    """Return the format to use: `auto` is `github` under GitHub Actions, `table` on a terminal, `concise` elsewhere."""
    if name != "auto":
        return name
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "table" if terminal else "concise"
