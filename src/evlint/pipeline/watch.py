"""`evlint check --watch`: checks, waits for a file to change, checks again, until the user breaks off.

Every round is a whole run, so that it says what a run of its own would say; the result cache knows what each result
depends on (the post, its schema, the site's configuration, the targets of its links), and only what that touches is
checked again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from evlint.io.config_file import find_config
from evlint.io.discover import is_skipped
from evlint.io.tree import Tree, is_within
from evlint.model.message import Msg, Plural, msg, plural
from evlint.model.outcome import EXIT_INTERRUPTED
from evlint.site.detect import site_root_of

_SETTLED = 50  # milliseconds without a change after which a round begins
_AT_MOST = 800  # milliseconds that changes are gathered for
_TURN = 250  # milliseconds between two looks at whether anything changed
_TEMPORARY = (".evlint", ".swp", ".swx", ".tmp", "~", ".crdownload")


def keep_checking(
    check: Callable[[], int],
    changes: Iterable[Sequence[str]],
    clear: Callable[[], None],
    say: Callable[[Msg | Plural], None],
) -> int:
    """Call `check` at once and after each of the `changes` (paths; none: nothing changed), until the user breaks off.

    `clear` empties the screen before a round, `say` tells what changed before it, and after it that evlint waits.
    Returns the exit status.
    """
    rounds = 0
    try:
        for changed in changes:
            if rounds and not changed:
                continue
            rounds += 1
            clear()
            if changed:
                say(_changed(rounds, changed))
            if check() == EXIT_INTERRUPTED:
                break
            say(_WAITING)
    except KeyboardInterrupt:
        pass
    return EXIT_INTERRUPTED


_WAITING = msg("Waiting for a file to change. Ctrl-C ends.")


def _changed(rounds: int, paths: Sequence[str]) -> Plural:
    return plural(
        "[{rounds}] {first} changed.",
        "[{rounds}] {first} and others changed ({count} files).",
        len(paths),
        rounds=rounds,
        first=paths[0],
    )


def disk_changes(paths: Sequence[str], config: str | None, ours: Iterable[str]) -> Iterator[Sequence[str]]:
    """Yield nothing once the disk is being watched, then the paths of files that changed, sorted, or nothing.

    `paths` and `config` are those of the command line, `ours` files that the run itself writes. Raises
    `ModuleNotFoundError` where watchfiles is not installed.
    """
    from watchfiles import Change, watch

    own = {os.path.realpath(path) for path in ours}

    def counts(_: Change, path: str) -> bool:
        name = os.path.basename(path)
        folders = os.path.relpath(os.path.dirname(path)).split(os.sep)
        return not name.endswith(_TEMPORARY) and not is_skipped(folders) and os.path.realpath(path) not in own

    watching = watch(
        *watched_folders(paths, config),
        watch_filter=counts,
        debounce=_AT_MOST,
        step=_SETTLED,
        rust_timeout=_TURN,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    for changes in watching:
        yield sorted({os.path.relpath(path).replace(os.sep, "/") for _, path in changes})


def watched_folders(paths: Sequence[str], config: str | None) -> list[str]:
    """Return the folders to watch, none inside another: those of the paths, their sites and the configuration."""
    folders: set[str] = set()
    tree = Tree(paths)
    for path in paths or (".",):
        folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
        root = site_root_of(os.path.relpath(os.path.join(folder, "post.md")).replace(os.sep, "/"), tree.exists)
        folders.update((folder, root or folder))
    found = config if config is not None else find_config(".", next(iter(paths), None))
    if found is not None:
        folders.update(_configured(found, tree, trusted=config is not None))
    real = sorted({os.path.realpath(folder) for folder in folders if os.path.isdir(folder)})
    return [one for one in real if not any(one != other and is_within(one, other) for other in real)]


def _configured(file: str, tree: Tree, *, trusted: bool) -> set[str]:
    """Return the folders of a configuration and of what it extends."""
    from evlint.config.errors import ConfigError
    from evlint.io.config_file import read_layers

    try:
        return {os.path.dirname(one.file) or "." for one in read_layers(file, tree, trusted=trusted)}
    except ConfigError:  # told by the run itself
        return {os.path.dirname(file) or "."}
