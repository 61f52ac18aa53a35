"""`evlint schema infer`, `list` and `show`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from evlint.cli.language import current, said
from evlint.cli.options import follow_option
from evlint.model.message import msg

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.group("schema", short_help="Infer a schema from posts; list or show the built-in ones.")
def command() -> None:
    """Write a JSON Schema from existing posts, or look at the built-in ones.

    \b
    evlint schema infer _evenements > schemas/evenement.schema.json
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
        raise click.ClickException(said(leads_out(outside)))
    settings, _ = load_settings(None, False, paths[0], tree)
    found = discover(paths, include=settings.include, exclude=settings.exclude, root=settings.root, tree=tree)
    if found.missing:
        raise click.ClickException(said(msg("There is no “{path}”.", path=found.missing[0])))
    datas = list(_front_matters(found.files, settings.max_file_size))
    if not datas:
        raise click.ClickException(
            said(msg("No post with front matter was found there, so there is nothing to infer from."))
        )
    click.echo(dumps(infer(datas, current()), ensure_ascii=False, indent=2))


def _front_matters(files: list[str], max_size: int) -> Iterator[Mapping[str, object]]:
    """Yield the front matter of each post; those that cannot be read are told on standard error."""
    from evlint.io.read import read_file
    from evlint.parse.front.front_matter import read_front

    for path in files:
        read = read_file(path, max_size)
        if read is None:
            continue
        front = read_front(read.text) if read.problem is None else None
        if front is None or any(problem.code in ("EV003", "EV004", "EV006") for problem in front.problems):
            left_out = msg("{path} is left out: its front matter cannot be read.", path=path)
            click.echo(f"evlint: {said(left_out)}", err=True)
        elif front.front is not None and front.front.root is not None:
            yield front.front.data


@command.command("list")
def list_command() -> None:
    """List the built-in schemas."""
    from evlint.schema.store import BUILTINS

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
        click.echo(f"{name:<{width}}  {said(what[name])}")


@command.command("show")
@click.argument("name", metavar="NAME")
def show_command(name: str) -> None:
    """Print the built-in schema NAME.

    \b
    evlint schema show evenement
    """
    from evlint.io.builtin import builtin_schema
    from evlint.schema.error_text import nearest
    from evlint.schema.store import BUILTINS

    text = builtin_schema(name) if name in BUILTINS else None
    if text is None:
        near = nearest(name, BUILTINS)
        hint = msg("There are {names}.", names=list(BUILTINS))
        if near is not None:
            hint = msg("Did you mean “{near}”?", near=near)
        raise click.UsageError(said(msg("There is no built-in schema “{name}”. {hint}", name=name, hint=hint)))
    click.echo(text, nl=False)
