"""`evlint schema infer`, `import`, `list` and `show`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from evlint.cli.language import current, tr
from evlint.cli.options import follow_option, refuse_outside
from evlint.cli.output import show, show_line, tell
from evlint.model.message import msg, reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evlint.schema.importers.fields import Imported


_LARGEST = 4_000_000  # bytes: configurations of a CMS are a thousandth of it


@click.group("schema", short_help="Infer or import a schema; list or show the built-in ones.")
def command() -> None:
    """Write a JSON Schema from existing posts or from a CMS's configuration, or look at the built-in ones.

    \b
    evlint schema infer _evenements > schemas/evenement.schema.json
    evlint schema import static/admin/config.yml --into schemas
    evlint schema list
    evlint schema show evenement
    """


@command.command("infer")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@follow_option
def infer_command(paths: tuple[str, ...], follow: bool) -> None:
    """Print a JSON Schema that the posts in PATH fit: keys, kinds of values, choices, formats.

    It is a start: the comments in it say how many posts each part rests on, so that you can judge and edit it.

    \b
    evlint schema infer _evenements > schemas/evenement.schema.json
    """
    from json import dumps

    from evlint.io.config_file import load_settings
    from evlint.io.discover import discover
    from evlint.io.tree import Tree
    from evlint.pipeline.notices import leads_out
    from evlint.schema.infer import infer

    tree = Tree(paths, follow=follow)
    outside = next((path for path in paths if tree.leads_out(path)), None)
    if outside is not None and not follow:
        raise click.ClickException(tr(leads_out(outside)))
    settings, _ = load_settings(None, False, paths[0], tree)
    found = discover(paths, include=settings.include, exclude=settings.exclude, root=settings.root, tree=tree)
    if found.missing:
        raise click.ClickException(tr(msg("There is no “{path}”.", path=found.missing[0])))
    posts = list(_front_matters(found.files, settings.max_file_size))
    datas = [data for _, data in posts]
    if not datas:
        raise click.ClickException(
            tr(msg("No post with front matter was found there, so there is nothing to infer from."))
        )
    show(dumps(infer(datas, current(), [path for path, _ in posts]), ensure_ascii=False, indent=2) + "\n", "json")


def _front_matters(files: list[str], max_size: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield path and front matter of each post; those that cannot be read are told on standard error."""
    from evlint.io.read import read_file
    from evlint.parse.front.front_matter import read_front

    for path in files:
        read = read_file(path, max_size)
        if read is None:
            continue
        front = read_front(read.text) if read.problem is None else None
        if front is None or any(problem.code in ("EV003", "EV004", "EV006") for problem in front.problems):
            left_out = msg("{path} is left out: its front matter cannot be read.", path=path)
            tell(tr(left_out))
        elif front.front is not None and front.front.root is not None:
            yield path, front.front.data


@command.command("import")
@click.argument("file", metavar="FILE")
@click.option("--collection", metavar="NAME", help="Print the schema of this collection alone.")
@click.option("--into", "folder", metavar="DIR", help="Write one file for each collection into DIR instead.")
@click.option("--force", is_flag=True, help="Write over the files that are there.")
def import_command(file: str, collection: str | None, folder: str | None, force: bool) -> None:
    """Print a JSON Schema of what a CMS or a generator was told of the posts.

    FILE is the configuration of Decap or Sveltia CMS (config.yml), Pages CMS (.pages.yml) or Front Matter CMS
    (frontmatter.json), the schema that Tina generated (_schema.json), or one that Astro wrote (.astro/collections/). It is
    read as data; nothing in it is run. What it says and JSON Schema cannot is told in comments.

    \b
    evlint schema import .pages.yml
    evlint schema import static/admin/config.yml --into schemas
    """
    from json import dumps

    from evlint.io.read import read_file
    from evlint.schema.importers import import_schemas, together

    refuse_outside(file)
    read = read_file(file, _LARGEST)
    if read is None:
        raise click.ClickException(tr(msg("There is no “{path}”.", path=file)))
    if read.problem is not None:
        raise click.ClickException(tr(msg("{path} cannot be read as text.", path=file)))
    _, found = import_schemas(file, read.text)
    if collection is not None:
        chosen = [one for one in found if one.name == collection]
        if not chosen:
            names = [one.name for one in found]
            raise click.UsageError(
                tr(
                    msg(
                        "There is no collection “{name}” in {path}. It has {names}.",
                        name=collection,
                        path=file,
                        names=names,
                    )
                )
            )
        found = chosen
    if folder is None:
        show(dumps(together(found), ensure_ascii=False, indent=2) + "\n", "json")
        return
    _write_each(found, folder, force=force)


def _write_each(found: Sequence[Imported], folder: str, *, force: bool) -> None:
    """Write a file for each collection, and print the lines of the configuration that use them."""
    import os
    import re
    from json import dumps

    from evlint.config.toml_text import toml_text as quoted
    from evlint.io.write import write_file

    files = {
        one.name: os.path.join(folder, (re.sub(r"[^\w.-]+", "-", one.name).strip(".-") or "posts") + ".schema.json")
        for one in found
    }
    if not force:
        there = next((path for path in files.values() if os.path.lexists(path)), None)
        if there is not None:
            raise click.ClickException(
                tr(msg("{path} is there already, and nothing was changed. Use --force to write over it.", path=there))
            )
    for one in found:
        path = files[one.name]
        try:
            os.makedirs(folder, exist_ok=True)
            write_file(path, dumps(one.schema, ensure_ascii=False, indent=2) + "\n")
        except OSError as error:
            problem = msg("{path} cannot be written: {reason}.", path=path, reason=reason(error))
            raise click.ClickException(tr(problem)) from None
    show_line(tr(msg("# Written. These lines of evlint.toml use them:")))
    for one in found:
        globs = ", ".join(quoted(glob) for glob in one.files)
        show(f"\n[[collection]]\nname = {quoted(one.name)}\nfiles = [{globs}]\nschema = {quoted(files[one.name])}\n")


@command.command("list")
def list_command() -> None:
    """List the built-in schemas."""
    from evlint.schema.builtin import BUILTINS

    what = {
        "post": msg(
            "a post for Jekyll, Hugo, Astro, Eleventy or the like: every key is optional, other keys are welcome"
        ),
        "evenement": msg("an event, with the keys of numerique.gouv.fr; a draft needs a title only"),
        "actualite": msg("news, with the keys of numerique.gouv.fr; a draft needs a title only"),
        "communique": msg("a press release, with the keys of numerique.gouv.fr; a draft needs a title only"),
    }
    width = max(map(len, BUILTINS))
    for name in BUILTINS:
        show_line(f"{name:<{width}}  {tr(what[name])}")


@command.command("show")
@click.argument("name", metavar="NAME")
def show_command(name: str) -> None:
    """Print the built-in schema NAME.

    \b
    evlint schema show evenement
    """
    from evlint.io.disk_files import builtin_schema
    from evlint.schema.builtin import BUILTINS
    from evlint.schema.error_text import nearest

    text = builtin_schema(name) if name in BUILTINS else None
    if text is None:
        near = nearest(name, BUILTINS)
        hint = msg("There are {names}.", names=list(BUILTINS))
        if near is not None:
            hint = msg("Did you mean “{near}”?", near=near)
        raise click.UsageError(tr(msg("There is no built-in schema “{name}”. {hint}", name=name, hint=hint)))
    show(text, "json")
