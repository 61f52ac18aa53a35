"""Checking files from Python: what `evlint check` does, as a function."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date

from evlint.config.codes import as_code
from evlint.io.plugins import use_plugins
from evlint.model.outcome import Outcome
from evlint.pipeline.request import Request
from evlint.pipeline.run import prepare

Path = str | os.PathLike[str]


def check_paths(
    paths: Path | Iterable[Path],
    *,
    config: Path | None = None,
    select: Sequence[str] | None = None,
    online: bool = False,
    today: date | None = None,
) -> Outcome:
    """Check posts on the disk as `evlint check` does; nothing is printed, and no file is changed.

    `paths` are files and folders (none: the working folder), or one of them; `config` is a configuration file instead of
    the one that evlint finds; `select` holds codes, prefixes or names of rules instead of the configuration's; `online` asks
    for links over the network; `today` is the day to judge by (default: the real one).

    A path that is not there, or that evlint could not work on, is one of the outcome's `notices`. Raises `ConfigError`
    (`evlint.config.errors`) for a configuration, a code or an installed package of rules that cannot be used.
    """
    use_plugins()
    named = (paths,) if isinstance(paths, str | os.PathLike) else paths
    request = Request(
        paths=tuple(os.fspath(path) for path in named),
        config=None if config is None else os.fspath(config),
        select=None if select is None else tuple(map(as_code, select)),
        online=online,
        today=today,
    )
    return prepare(request).outcome()
