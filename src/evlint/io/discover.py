"""Finds the posts to check: the paths of a command line in, sorted file names out.

A folder is walked through git's own list where there is a repository (ignored files stay out), else by hand with
`.gitignore` honoured. A file that is named is always checked.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence

from evlint.model.endings import is_html, is_markdown
from evlint.model.globs import Globs
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", ".bundle", ".cache", ".jekyll-cache", ".sass-cache", ".venv", ".tox", "__pycache__", "_site",
        "build", "dist", "node_modules", "public", "vendor", "venv", ".hugo_build", ".astro", ".eleventy-cache",
    }
)  # fmt: skip
_FRONT_MATTER = lazy_regex(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n")


class Found(NamedTuple):
    """The files to check (relative, with `/`, sorted), those named as such, and the paths that are not there."""

    files: list[str]
    named: frozenset[str]
    missing: list[str]


def discover(
    paths: Sequence[str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    root: str = ".",
    force_exclude: bool = False,
) -> Found:
    """List the posts below `paths` (files or folders; none means the working folder).

    `include` and `exclude` are globs relative to `root`. With `include`, a walked file must match it, whatever its
    ending; `exclude` holds for walked files. With `force_exclude` a named file is taken only where the walk would take it.
    """
    wanted = Globs(include)
    unwanted = Globs(exclude)
    files: dict[str, None] = {}
    named: set[str] = set()
    missing: list[str] = []
    for path in paths or (".",):
        if os.path.isdir(path):
            folder = relative_name(path)
            for name in _walk(path):
                relative = name if folder == "." else f"{folder}/{name}"
                inner = _below(relative, root)
                chosen = wanted.match(inner) if include else is_post(relative)
                if chosen and not (exclude and unwanted.match(inner)):
                    files[relative] = None
        elif os.path.lexists(path):
            relative = relative_name(path)
            if not force_exclude or _is_taken(relative, _below(relative, root), wanted if include else None, unwanted):
                files[relative] = None
                named.add(relative)
        else:
            missing.append(path)
    return Found(sorted(files), frozenset(named), missing)


def _is_taken(path: str, inner: str, wanted: Globs | None, unwanted: Globs) -> bool:
    """Tell whether a walk would take a file: a post outside of build folders that is included and not excluded."""
    is_wanted = is_post(path) if wanted is None else wanted.match(inner)
    return is_wanted and not unwanted.match(inner) and SKIPPED_FOLDERS.isdisjoint(path.split("/")[:-1])


def relative_name(path: str) -> str:
    """Return a path as reports show it: relative to the working folder, with `/`."""
    if os.path.isabs(path):
        path = os.path.relpath(path)
    return os.path.normpath(path).replace(os.sep, "/")


def is_post(path: str) -> bool:
    """Tell whether a walked file is a post: by its ending, and for HTML by its first line."""
    return is_markdown(path) or (is_html(path) and _begins_with_front_matter(path))


def _begins_with_front_matter(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return _FRONT_MATTER.match(file.read(64)) is not None
    except OSError:
        return False


def _below(path: str, root: str) -> str:
    if root in ("", "."):
        return path
    return os.path.relpath(path, root).replace(os.sep, "/")


def _walk(folder: str) -> Iterator[str]:
    """Yield the name of each file below a folder, relative to it."""
    names = _git_list(folder)
    base = os.path.realpath(folder)
    for name in names if names is not None else _scan(folder):
        if _is_inside(os.path.join(folder, name), base):
            yield name


def _is_inside(path: str, base: str) -> bool:
    """Tell whether a listed name is a file that lies below the folder: links that lead out of it are not followed."""
    try:
        is_link = stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False
    if not is_link:
        return True
    real = os.path.realpath(path)
    return os.path.isfile(real) and os.path.commonpath((real, base)) == base and f"{os.sep}.git{os.sep}" not in real


def tree_names(folder: str) -> list[str]:
    """Return every file below a folder that is not ignored, relative to it, sorted: the tree for link targets."""
    names = _git_list(folder)
    return sorted(names if names is not None else _scan(folder))


def _git_list(folder: str) -> list[str] | None:
    """Ask git for the files below a folder. None: no repository, no git, or the folder itself is ignored."""
    if not is_in_repository(folder):
        return None
    import subprocess

    try:
        result = subprocess.run(
            ["git", "-C", folder, "ls-files", "-co", "--exclude-standard", "-z", "--deduplicate"],
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    names = [os.fsdecode(name) for name in result.stdout.split(b"\0") if name]
    kept = [name for name in names if SKIPPED_FOLDERS.isdisjoint(name.split("/")[:-1])]
    return kept or None


def is_in_repository(folder: str) -> bool:
    """Tell whether a folder lies in a repository of git."""
    current = os.path.realpath(folder)
    while True:
        if os.path.exists(os.path.join(current, ".git")):
            return True
        parent = os.path.dirname(current)
        if parent == current:
            return False
        current = parent


def _scan(folder: str) -> Iterator[str]:
    """Walk without git, honouring `.gitignore` files below the folder; links to folders are not followed.

    The names come in no order.
    """
    stack: list[tuple[str, tuple[tuple[str, Globs], ...]]] = [("", ())]
    while stack:
        inner, ignores = stack.pop()
        try:
            entries = list(os.scandir(os.path.join(folder, inner)))
        except OSError:
            continue
        for entry in entries:
            if entry.name == ".gitignore":
                ignores = (*ignores, (inner, Globs(_lines_of(entry.path))))
        for entry in entries:
            name = f"{inner}/{entry.name}" if inner else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and entry.name in SKIPPED_FOLDERS:
                continue
            if ignores and _ignored(name + "/" if is_folder else name, ignores):
                continue
            if is_folder:
                stack.append((name, ignores))
            else:
                yield name


def _ignored(name: str, ignores: Iterable[tuple[str, Globs]]) -> bool:
    return any(globs.match(name[len(base) + 1 :] if base else name) for base, globs in ignores)


def _lines_of(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()
    except OSError:
        return []
