"""`evlint cache dir` and `evlint cache clear`."""

from __future__ import annotations

import click

from evlint.cli.language import tr
from evlint.cli.output import show_line
from evlint.model.message import msg, plural, reason


@click.group("cache", short_help="Show or empty the caches.")
def command() -> None:
    """Show where the caches are, or empty them.

    \b
    evlint cache dir
    evlint cache clear
    """


@command.command("dir")
def folder() -> None:
    """Print the folder of the caches."""
    from evlint.cache import cache_dir

    show_line(cache_dir())


@command.command("clear")
def clear() -> int:
    """Delete everything in the caches."""
    import os

    from evlint.cache import cache_dir

    deleted = 0
    path = cache_dir()
    for name in os.listdir(path) if os.path.isdir(path) else ():
        full = os.path.join(path, name)
        if name.startswith(("results-", "later-", "tree-", "pages-", "links", "told")) and os.path.isfile(full):
            try:
                os.unlink(full)
            except OSError as error:
                problem = msg("{path} could not be deleted: {reason}.", path=full, reason=reason(error))
                raise click.ClickException(tr(problem)) from error
            deleted += 1
    show_line(tr(plural("{count} file deleted.", "{count} files deleted.", deleted)))
    return 0
