"""Checking posts from Python: files as `evlint check` does it, or one post given as text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from evlint.config.values import as_code
from evlint.io.plugins import use_plugins
from evlint.model.message import ENGLISH, Wording, render

if TYPE_CHECKING:
    from evlint.model.context import Answer
    from evlint.model.diagnostic import Diagnostic
    from evlint.model.outcome import Outcome

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
    from evlint.pipeline.request import Request
    from evlint.pipeline.run import prepare

    named = (paths,) if isinstance(paths, str | os.PathLike) else paths
    request = Request(
        paths=tuple(os.fspath(path) for path in named),
        config=None if config is None else os.fspath(config),
        select=None if select is None else tuple(map(as_code, select)),
        online=online,
        today=today,
    )
    return prepare(request).outcome()


def lint_text(
    text: str,
    *,
    path: str = "post.md",
    config: str = "",
    files: Mapping[str, str] | None = None,
    today: date | None = None,
    select: Sequence[str] | None = None,
    answers: Mapping[str, Answer] | None = None,
    wording: Wording = ENGLISH,
) -> list[Diagnostic]:
    """Check one post given as text, offline.

    `path` is the name that the post would have (schema, collection and dialect depend on it), `config` the text of an
    `evlint.toml`, `files` other files of the tree by path, `today` the day to judge by (default: the real one),
    `select` codes or prefixes instead of the configuration's, `answers` what the network is taken to say, `wording` the
    language of messages. Raises `ConfigError` for a bad configuration and `SchemaUnusable` for a bad schema. A rule that
    fails is left out, with a warning that names it.
    """
    use_plugins()
    from evlint.model.files import MemoryFiles, Read
    from evlint.model.outcome import with_online
    from evlint.pipeline.in_memory import linter_in_memory, settings_of

    tree = MemoryFiles({**(files or {}), path: text})
    day = today or date.today()  # noqa: DTZ011 the author's own day
    linter = linter_in_memory(settings_of(config), tree, today=day, select=select, wording=wording)
    document = linter.document(path, Read(text))
    result = linter.lint(document)
    if answers is not None:
        result = with_online(result, linter.lint_online(document, answers))
    for defect in result.defects:
        from warnings import warn

        warn(render(defect.message, wording), RuntimeWarning, stacklevel=2)
    return result.diagnostics
