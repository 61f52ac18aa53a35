"""The command line: argv in, exit status out. Each command stands in its own file and is imported when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from errno import EBADF, EDQUOT, EFBIG, EIO, ENOSPC
from importlib import import_module

from evlint.cli import output
from evlint.cli.language import begin, current, lang_option, resolve_from_config, tr, translated
from evlint.io.plugins import use_plugins
from evlint.model.about import VERSION
from evlint.model.message import msg, reason
from evlint.model.outcome import EXIT_INTERRUPTED, EXIT_UNUSABLE
from evlint.startup.lean_click import click

_NO_ROOM = (ENOSPC, EDQUOT, EFBIG, EIO, EBADF)
COMMANDS = {
    "check": "check",
    "links": "links",
    "calendar": "calendar",
    "rule": "rule",
    "init": "init",
    "schema": "schema",
    "config": "config",
    "cache": "cache",
    "server": "server",
    "mcp": "mcp",
}


_READ_CONFIGURATION = {"check", "links", "calendar", "server", "mcp"}  # these resolve the language themselves


def _with_lang(command: click.Command) -> click.Command:
    """Give a command, and those that it groups, the option `--lang` where they have none."""
    for inner in command.commands.values() if isinstance(command, click.Group) else (command,):
        lang_option(inner)
    return command


class Commands(click.Group):
    """The group of commands, each loaded when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's own signature
        """Return the names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the module of a command and return the command, in the language chosen; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"{__name__}.{COMMANDS[cmd_name]}").command
        if not isinstance(command, click.Command):
            return None
        if cmd_name not in _READ_CONFIGURATION:
            resolve_from_config()
        return translated(_with_lang(command))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; an unknown one is refused with the nearest name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            if os.path.exists(args[0]):
                problem = msg("There is no command “{name}”. To check it: evlint check {name}", name=args[0])
            elif near:
                problem = msg("There is no command “{name}”. Did you mean “{near}”?", name=args[0], near=near[0])
            else:
                problem = msg("There is no command “{name}”.", name=args[0])
            raise click.UsageError(tr(problem), ctx)
        return super().resolve_command(ctx, args)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="evlint", message="%(prog)s %(version)s")
@lang_option
def main() -> None:
    """Check posts before they are published: front matter, dates, links.

    \b
    evlint check content/        check every post below a folder
    evlint rule EV206            explain a rule
    evlint init                  write a configuration to start from
    """


def run(argv: Sequence[str]) -> int:
    """Run a command line: 0 clean, 1 findings, 2 unusable (one clear line on standard error), 130 interrupted."""
    _forgive_encodings()
    begin(argv)
    use_plugins()
    if "_EVLINT_COMPLETE" in os.environ:
        from evlint.cli.completing import mend

        mend()
    return _run(argv)


def _run(argv: Sequence[str]) -> int:
    translated(main)
    try:
        status = main.main(args=list(argv), prog_name="evlint", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        if (
            resolve_from_config()
        ):  # nothing was done yet: the same error, in the language that the configuration asks for
            return _run(argv)
        _say(error)
        return EXIT_UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _silence_output()
        return EXIT_INTERRUPTED
    except Exception as error:  # noqa: BLE001 the last line of defence: a defect of ours is told in one line
        return _told(error)
    return status if isinstance(status, int) else 0


def _silence_output() -> None:
    """Send what is still to come to nowhere: Python writes it when it ends, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _say(error: click.ClickException) -> None:
    message = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":  # click 8.2 and later: a group without a command shows its help
        output.tell_lines(message)
        return
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx is not None else "evlint"
    output.tell_trouble(message)
    if isinstance(error, click.UsageError):
        output.tell(tr(msg("Try “{command} --help”.", command=command)), prefix="")


def _told(error: Exception) -> int:
    """Say what made the run impossible: a configuration or schema that cannot be used, or a defect of ours."""
    from evlint.config.errors import ConfigError
    from evlint.lint.baseline import BaselineError
    from evlint.schema.errors import SchemaUnusable

    if isinstance(error, ConfigError):
        for one in error.problems:
            output.tell_trouble(one.text(current()), prefix="", file=one.file, line=one.line, column=one.column)
        return EXIT_UNUSABLE
    if isinstance(error, (SchemaUnusable, BaselineError)):
        output.tell_trouble(error.text(current()), prefix="")
        return EXIT_UNUSABLE
    if isinstance(error, OSError) and error.filename is None and error.errno in _NO_ROOM:
        _silence_output()
        problem = msg("the output could not be written: {reason}.", reason=reason(error))
        output.tell_trouble(tr(problem))
        return EXIT_UNUSABLE
    from traceback import extract_tb

    last = extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno}"
    problem = msg(
        "a defect in evlint {version}, not in your posts: {kind}: {error} ({where}). "
        "Please report this line, with the command that you ran.",
        version=VERSION,
        kind=type(error).__name__,
        error=str(error),
        where=where,
    )
    output.tell_trouble(tr(problem))
    return EXIT_UNUSABLE


def _forgive_encodings() -> None:
    """Let standard output and error take any character: as UTF-8 where the locale knows only ASCII, else escaped.

    One that was closed before the start takes everything, and nobody reads it.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 open to the end
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            ascii_only = (stream.encoding or "").lower().replace("-", "") in ("ascii", "ansi_x3.41968", "usascii")
            reconfigure(encoding="utf-8" if ascii_only else None, errors="backslashreplace")
