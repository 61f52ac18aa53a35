"""`evlint config show [PATH]` and `evlint config schema`."""

from __future__ import annotations

import click

from evlint.cli import output
from evlint.cli.language import Choice, current, tr
from evlint.cli.options import codes, follow_option, refuse_outside
from evlint.model.message import msg
from evlint.model.settings import FailOn


@click.group("config", short_help="Show the configuration that holds, or its schema.")
def command() -> None:
    """Show the configuration that holds, or the schema of evlint.toml.

    \b
    evlint config show
    evlint config schema > evlint.schema.json
    """


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of evlint.toml, for editors.

    \b
    evlint config schema > evlint.schema.json
    """
    import json

    from evlint.config.jsonschema import config_schema

    output.show(json.dumps(config_schema(), ensure_ascii=False, indent=2) + "\n", "json")


@command.command("show")
@click.argument("path", required=False, metavar="[PATH]")
@click.option("--config", metavar="FILE", help="Use this configuration file.")
@click.option("--isolated", is_flag=True, help="Ignore every configuration file of evlint.")
@click.option("--select", callback=codes, metavar="CODES", help="As for evlint check.")
@click.option("--extend-select", callback=codes, metavar="CODES", help="As for evlint check.")
@click.option("--ignore", callback=codes, metavar="CODES", help="As for evlint check.")
@click.option("--online/--offline", default=None, help="As for evlint check.")
@click.option("--fail-on", type=Choice(["error", "warning", "info", "never"]), help="As for evlint check.")
@follow_option
@click.option("--format", "format_name", type=Choice(["text", "json"]), default="text", help="How to show it.")
def show(
    path: str | None,
    config: str | None,
    isolated: bool,
    select: tuple[str, ...] | None,
    extend_select: tuple[str, ...] | None,
    ignore: tuple[str, ...] | None,
    online: bool | None,
    fail_on: FailOn | None,
    follow: bool,
    format_name: str,
) -> None:
    """Show every value that holds and where it comes from; for a PATH, also what holds for that post.

    \b
    evlint config show
    evlint config show _posts/2022-11-03-a.md
    """
    import os

    from evlint.cli.configview import view_of
    from evlint.config.ruleorigins import EXTEND, IGNORE, SELECT
    from evlint.config.ruleorigins import Codes as Chosen
    from evlint.config.show import as_data, as_text

    if path is not None and not follow:
        refuse_outside(path)
    if path is not None and not os.path.lexists(path):
        raise click.UsageError(tr(msg("There is no “{path}”.", path=path)))
    options: dict[str, tuple[str, object]] = {}
    for key, option, value in (
        ("select", SELECT, select),
        ("extend-select", EXTEND, extend_select),
        ("ignore", IGNORE, ignore),
        ("links.online", "--online" if online else "--offline", online),
        ("fail-on", "--fail-on", fail_on),
    ):
        if value is not None:
            options[key] = (option, value)
    view = view_of(
        path, config, Chosen(select, extend_select or (), ignore or ()), options, isolated=isolated, follow=follow
    )
    if format_name == "json":
        import json

        output.show(json.dumps(as_data(view), ensure_ascii=False, indent=2) + "\n", "json")
    else:
        output.show(as_text(view, current()))
