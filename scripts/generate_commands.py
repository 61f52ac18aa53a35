"""The page of the commands and their options, from the command line itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from evlint.cli import main
from evlint.report import FORMATS

_INTRO = """\
<!-- Written by scripts/generate_commands.py from the command line: change it there. -->

# Commands

`evlint COMMAND --help` says the same in a terminal. Every command takes `--lang en` or `--lang fr`, the language of what it
says.

| exit status | when |
| --- | --- |
| 0 | nothing was found at or above `--fail-on` |
| 1 | something was found |
| 2 | the command, the configuration, a schema or a path cannot be used: one line says why |
| 130 | interrupted with Ctrl-C; what was found is printed |

Reports go to standard output, everything else to standard error.

The formats of `--format` and `--output`: {formats}. The first three are for people, `markdown` is a summary for a job or a
comment, `html` a page to hand round; the others are for programs. `auto` is `github` under GitHub Actions, `table` in a
terminal, and `concise` elsewhere.
"""


def generated() -> dict[str, str]:
    """Return path to text of the page."""
    formats = sorted(FORMATS, key=lambda name: (name not in ("table", "full", "concise"), name))
    parts = [_INTRO.format(formats=", ".join(f"`{name}`" for name in formats))]
    for name, command in _commands(main, "evlint"):
        parts += [f"## `{name}`\n", *_command(name, command)]
    return {"docs/commands.md": "\n".join(parts).rstrip() + "\n"}


def _commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before} {name}")
        elif command is not None and not command.hidden:
            yield f"{before} {name}", command


def _command(name: str, command: click.Command) -> Iterator[str]:
    arguments = [one.metavar or one.human_readable_name for one in command.params if isinstance(one, click.Argument)]
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield "```sh\n" + paragraph.removeprefix("\b\n") + "\n```\n"
        else:
            yield " ".join(paragraph.split()) + "\n"
    yield f"Usage: `{' '.join([name, '[OPTIONS]', *arguments])}`\n"
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden and one.name != "lang"]
    if options:
        yield "| option | what it does |\n| --- | --- |"
        yield "\n".join(f"| {_option(one)} | {_help(one)} |" for one in options) + "\n"


def _option(option: click.Option) -> str:
    names = [*sorted(option.opts, key=len), *option.secondary_opts]
    value = "" if option.is_flag or option.count else f" {option.metavar or '…'}"
    return " / ".join(f"`{name}{value}`" for name in names)


def _help(option: click.Option) -> str:
    words = [(option.help or "").replace("|", "\\|")]
    if isinstance(option.type, click.Choice) and not set(FORMATS) <= set(option.type.choices):
        words.append("One of " + ", ".join(f"`{choice}`" for choice in option.type.choices) + ".")
    if isinstance(option.default, str):
        words.append(f"Default: `{option.default}`.")
    return " ".join(words)
