"""`evlint init [DIR]`: writes a first configuration."""

from __future__ import annotations

import sys

import click

from evlint.cli.language import current, tr
from evlint.cli.options import refuse_outside
from evlint.cli.output import ask, show_line, tell
from evlint.model.message import Msg, msg, reason


@click.command("init", short_help="Write a configuration to start from.")
@click.argument("folder", metavar="[DIR]", required=False, default=".")
@click.option("--infer-schemas", is_flag=True, help="Write one schema for each collection too, from its posts.")
@click.option(
    "--import-schemas/--no-import-schemas",
    default=None,
    help="Take the schemas from the CMS whose configuration is found (Decap, Sveltia, Pages CMS, Front Matter CMS, Tina).",
)
@click.option("--force", is_flag=True, help="Write over the files that are there.")
def command(folder: str, infer_schemas: bool, import_schemas: bool | None, force: bool) -> None:
    """Write a commented evlint.toml into DIR (default: the working folder) from what is found there.

    It names the site generator, language, time zone, the site's own address and the collections. Nothing that is there
    already is written over without --force.

    \b
    evlint init
    evlint init --infer-schemas website/
    """
    import os

    from evlint.cli.init_plan import NAME, importable, plan, present

    if not os.path.isdir(folder):
        problem = msg("“{folder}” is not there: evlint init wants the folder of your site.", folder=folder)
        if os.path.exists(folder):
            problem = msg("“{folder}” is no folder: evlint init wants the folder of your site.", folder=folder)
        raise click.UsageError(tr(problem))
    refuse_outside(folder)
    old = present(folder)
    if old is not None and not force:
        raise click.ClickException(tr(_there(old, NAME)))
    form = importable(folder)
    if import_schemas and form is None:
        raise click.ClickException(tr(msg("No configuration of a CMS was found below “{folder}”.", folder=folder)))
    if form is not None and import_schemas is None:
        import_schemas = _agreed(form)
    planned = plan(folder, infer_schemas=infer_schemas, wording=current(), import_from=form if import_schemas else None)
    kept = [path for path in planned.schemas if os.path.exists(path)]
    if kept and not force:
        raise click.ClickException(tr(_there(kept[0], kept[0])))
    from evlint.io.tree import must_stay
    from evlint.io.write import write_file

    for path, text in {**planned.schemas, planned.config: planned.text}.items():
        try:
            must_stay(path)
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            write_file(path, text)
        except OSError as error:
            problem = msg("{path} cannot be written: {reason}.", path=path, reason=reason(error))
            raise click.ClickException(tr(problem)) from None
        show_line(tr(msg("Wrote {path}", path=path)))
    for line in planned.found:
        show_line(f"  {tr(line)}")
    if infer_schemas and not planned.schemas:
        none = msg(
            "No schema was written, for there is no collection: “evlint schema infer FOLDER” makes one of a folder’s posts."
        )
        show_line(tr(none))
    shown = "" if folder == "." else f" {folder}"
    show_line(tr(msg("Have a look at it, then run: {command}", command=f"evlint check{shown}")))


def _agreed(form: str) -> bool:
    """Ask whether the schemas of a CMS are to be taken; where nobody can be asked, say how to take them."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return ask(tr(msg("{path} describes the posts. Take the schemas from it?", path=form)))
    told = msg("{path} describes the posts: with --import-schemas evlint takes the schemas from it.", path=form)
    tell(tr(told), prefix="")
    return False


def _there(path: str, written: str) -> Msg:
    return msg(
        "{path} is there already, and nothing was changed. Use --force to write over {written}.",
        path=path,
        written=written,
    )
