"""Where a repository begins, and how a forge names the files in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from evlint.io.tree import is_within

_WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")  # the folder that GitHub's and GitLab's paths are relative to


def top_of(folder: str) -> str | None:
    """Return the folder upwards from here that holds `.git`, with links resolved; None outside of every repository."""
    current = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return None
        current = parent
    return current


def rooted_paths(environ: Mapping[str, str]) -> Callable[[str], str]:
    """Return what makes a path relative to the working folder one relative to the repository, with `/`.

    The repository is the workspace that CI names, where the file lies in it, else the one that holds the file; a file of
    none stays as it is.
    """
    workspaces = [os.path.realpath(environ[name]) for name in _WORKSPACES if environ.get(name)]
    known: dict[str, str | None] = {}

    def base_of(folder: str) -> str | None:
        real = os.path.realpath(folder)
        return next((one for one in workspaces if is_within(real, one)), None) or top_of(real)

    def rooted(path: str) -> str:
        folder, name = os.path.split(path)
        if folder not in known:
            base = base_of(folder or ".")
            known[folder] = None if base is None else os.path.relpath(os.path.realpath(folder or "."), base)
        inner = known[folder]
        return path if inner is None else os.path.normpath(os.path.join(inner, name)).replace(os.sep, "/")

    return rooted
