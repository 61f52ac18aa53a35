"""`evlint init [DIR]`: writes a first configuration."""

from __future__ import annotations

import click


@click.command("init", short_help="Write a configuration to start from.")
@click.argument("folder", metavar="[DIR]", required=False, default=".")
@click.option("--infer-schemas", is_flag=True, help="Write one schema for each collection too, from its posts.")
@click.option("--force", is_flag=True, help="Write over the files that are there.")
def command(folder: str, infer_schemas: bool, force: bool) -> None:
    """Write a commented evlint.toml into DIR (default: the working folder) from what is found there.

    It names the site generator, language, time zone, the site's own address and the collections. Nothing that is there
    already is written over without --force.

    \b
    evlint init
    evlint init --infer-schemas website/
    """
    import os

    from evlint.cli.starting import NAME, plan, present

    if not os.path.isdir(folder):
        there = "is no folder" if os.path.exists(folder) else "is not there"
        raise click.UsageError(f"“{folder}” {there}: evlint init wants the folder of your site.")
    old = present(folder)
    if old is not None and not force:
        raise click.ClickException(
            f"{old} is there already, and nothing was changed. Use --force to write over {NAME}."
        )
    planned = plan(folder, infer_schemas=infer_schemas)
    kept = [path for path in planned.schemas if os.path.exists(path)]
    if kept and not force:
        raise click.ClickException(
            f"{kept[0]} is there already, and nothing was changed. Use --force to write over it."
        )
    from evlint.edge.write import write_file

    for path, text in {**planned.schemas, planned.config: planned.text}.items():
        try:
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            write_file(path, text)
        except OSError as error:
            raise click.ClickException(f"{path} cannot be written: {error.strerror or error}.") from None
        click.echo(f"Wrote {path}")
    for line in planned.found:
        click.echo(f"  {line}")
    shown = "" if folder == "." else f" {folder}"
    click.echo(f"Have a look at it, then run: evlint check{shown}")
