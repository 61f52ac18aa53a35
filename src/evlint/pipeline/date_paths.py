"""A path in `dates` that leads nowhere in any post of its collection is a mistake of the configuration."""

from __future__ import annotations

from collections.abc import Sequence

from evlint.config.errors import ConfigError, ConfigProblem, base_trail
from evlint.dates.roles import leads_somewhere
from evlint.io.read import read_file
from evlint.model.globs import Globs, relative_to
from evlint.model.message import msg
from evlint.model.settings import Settings
from evlint.parse.front.front_matter import read_front

_LEADS_INSIDE = (".", "/")


def refuse_lost_paths(settings: Settings, files: Sequence[str]) -> None:
    """Raise `ConfigError` where a dotted key of `dates` stands in none of the posts of its collection.

    `files` are all posts of a run over the site: of one post nobody can tell. The first one that has the key ends the
    search: a right configuration costs one front matter. A collection without posts is not judged.
    """
    problems: list[ConfigProblem] = []
    for index, collection in enumerate(settings.collections):
        paths = {role: key for role, key in collection.dates.items() if any(sign in key for sign in _LEADS_INSIDE)}
        if not paths:
            continue
        globs = Globs(collection.files)
        posts = [path for path in files if globs.match(relative_to(path, settings.root, settings.here))]
        for role, key in paths.items():
            if posts and not any(_has(path, key, settings.max_file_size) for path in posts):
                problems.append(_problem(settings, index, role, key))
    if problems:
        raise ConfigError(problems)


def _has(path: str, key: str, max_size: int) -> bool:
    read = read_file(path, max_size)
    if read is None or read.problem is not None:
        return False
    front = read_front(read.text).front
    return front is not None and leads_somewhere(front, key)


def _problem(settings: Settings, index: int, role: str, key: str) -> ConfigProblem:
    from evlint.config.toml_text import Places

    file = settings.file or "evlint.toml"
    read = read_file(file, settings.max_file_size)
    trail = (*base_trail(file), "collection", index, "dates", role)
    line, column = Places(read.text).of(trail, at_value=True) if read is not None else (0, 0)
    name = settings.collections[index].name
    message = msg("“{key}” leads nowhere in any post of the collection “{name}”", key=key, name=name)
    return ConfigProblem(file, line, column, message)
