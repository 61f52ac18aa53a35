"""Which site a post belongs to, and what that site's own configuration says."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from typing import Any

from evlint.generators.hugo import config as hugo
from evlint.generators.jekyll import config as jekyll
from evlint.model.files import Files
from evlint.model.message import Msg, msg
from evlint.model.site import NO_SITE, Site
from evlint.site.configtext import fault_of, read_mapping

_ASTRO = tuple(f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "mts", "cjs"))
_ELEVENTY = (
    ".eleventy.js", ".eleventy.cjs", ".eleventy.mjs",
    "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs", "eleventy.config.ts",
)  # fmt: skip
_CERTAIN = (*jekyll.CONFIG_NAMES, *hugo.CONFIG_NAMES, *_ASTRO, *_ELEVENTY)
_HUGO_SIGNS = ("content", "archetypes", "layouts", "themes")
# A folder that holds none of these is no site's root.
_FIRST_SIGNS = frozenset((*_CERTAIN, *_HUGO_SIGNS))
# What a folder may hold that a site begins in, told by its names alone.
BEGINNINGS = frozenset((*_CERTAIN, *hugo.OLD_CONFIG_NAMES, jekyll.POSTS))
_CHILDREN = ("docs", "site", "website", "web", "www", "doc")
_STOPS = _FIRST_SIGNS | {jekyll.POSTS, ".git"}
FARTHEST = 32  # folders that are looked at upwards from a post


def site_root_of(
    path: str,
    exists: Callable[[str], bool],
    known: dict[str, bool] | None = None,
    names_in: Callable[[str], Collection[str]] | None = None,
    depth: int = FARTHEST,
) -> str | None:
    """Return the root folder of the site that a post belongs to, or None: the nearest folder upwards with a configuration.

    `path` and the result are relative to the working folder (or absolute), with `/`; `exists` tells whether a file or
    folder is there. The search goes above the working folder, but not above the repository (`.git`). Without any
    configuration, the nearest folder with `_posts` is a Jekyll site. `known` keeps what was found of each folder for the
    next call: the posts of a tree share the folders above them. `names_in`, where it is given, lists a folder: most
    folders hold nothing that a site begins with, and one look tells. `depth` is how many folders the working folder lies
    below the root of the disk: nothing is above that one.
    """
    known = {} if known is None else known
    folder = posixpath.normpath(posixpath.dirname(path) or ".")
    bare: str | None = None
    seen = 0
    while seen < FARTHEST:
        if folder not in known:
            known[folder] = (names_in is None or not _FIRST_SIGNS.isdisjoint(names_in(folder))) and _has_config(
                folder, exists
            )
        if known[folder]:
            return folder
        if bare is None and exists(_join(folder, jekyll.POSTS)):
            bare = folder
        if exists(_join(folder, ".git")):
            break
        above = _above(folder)
        if above == folder or _is_top(folder, depth):
            break
        folder = above
        seen += 1
    return bare


def is_passed(names: Collection[str]) -> bool:
    """Tell whether `site_root_of` surely goes on above a folder that holds these names."""
    return _STOPS.isdisjoint(names)


def detect_site(files: Files, root: str = ".") -> Site:
    """Read the configuration of the site in `root`, else in a child of it that usually holds one (`docs`, `site`…).

    Never fails: a configuration that cannot be read says nothing but its name, and where it is broken (`faults`).
    """
    for folder in (root, *(_join(root, child) for child in _CHILDREN)):
        faults: list[Msg] = []
        site = _read(files, posixpath.normpath(folder), faults)
        if site is not None:
            return site._replace(faults=tuple(faults)) if faults else site
    if files.exists(_join(root, jekyll.POSTS)):
        return jekyll.read_jekyll({}, posixpath.normpath(root), None)
    return NO_SITE if root in (".", "") else NO_SITE._replace(root=posixpath.normpath(root))


def _read(files: Files, root: str, faults: list[Msg]) -> Site | None:
    for name in jekyll.CONFIG_NAMES:
        path = _join(root, name)
        if files.exists(path):
            return jekyll.read_jekyll(_mapping(files, path, faults), root, path)
    for name in hugo.CONFIG_NAMES:
        path = _join(root, name)
        if files.exists(path):
            return hugo.read_hugo(_with_folder(files, root, _mapping(files, path, faults), faults), root, path)
    if files.exists(_join(root, hugo.CONFIG_FOLDER)):
        config = _with_folder(files, root, {}, faults)
        if hugo.is_hugo(config):
            return hugo.read_hugo(config, root, _join(root, hugo.CONFIG_FOLDER))
    for name in hugo.OLD_CONFIG_NAMES:
        path = _join(root, name)
        if files.exists(path):
            config = _mapping(files, path, faults)
            if hugo.is_hugo(config):
                return hugo.read_hugo(_with_folder(files, root, config, faults), root, path)
    for name in _ASTRO:
        if files.exists(_join(root, name)):
            return Site("astro", root, _join(root, name), content="src/content", static=("public",), markdown="github")
    for name in _ELEVENTY:
        if files.exists(_join(root, name)):
            return Site("eleventy", root, _join(root, name))
    return None


def _with_folder(files: Files, root: str, config: dict[str, Any], faults: list[Msg]) -> dict[str, Any]:
    """Join the files of `config/_default/`: `hugo` and `config` hold keys, any other the table of its name."""
    if not files.exists(_join(root, hugo.CONFIG_FOLDER)):
        return config
    joined = dict(config)
    for name in hugo.FOLDER_NAMES:
        path = _join(root, name)
        if files.exists(path):
            part = _mapping(files, path, faults)
            stem = posixpath.basename(name).split(".")[0]
            joined.update(part if stem in ("hugo", "config") else {stem: part})
    return joined


def _mapping(files: Files, path: str, faults: list[Msg]) -> dict[str, Any]:
    text, ending = files.read(path), path.rpartition(".")[2].lower()
    found = read_mapping(text, ending)
    if not found and (line := fault_of(text or "", ending)):
        faults.append(
            msg(
                "{path}:{line}: the site's configuration is broken here: its time zone, language, address and folders are"
                " not known, and what depends on them is not checked.",
                path=path,
                line=line,
            )
        )
    return found


def _has_config(folder: str, exists: Callable[[str], bool]) -> bool:
    if any(exists(_join(folder, name)) for name in _CERTAIN):
        return True
    if not any(exists(_join(folder, name)) for name in _HUGO_SIGNS):
        return False
    return any(exists(_join(folder, name)) for name in (hugo.CONFIG_FOLDER, *hugo.OLD_CONFIG_NAMES))


def _join(folder: str, name: str) -> str:
    return name if folder in (".", "") else f"{folder.rstrip('/')}/{name}"


def _is_top(folder: str, depth: int) -> bool:
    """Tell whether a folder is the root of the disk, seen from a working folder that lies so many folders below it."""
    parts = [] if folder in (".", "") else folder.split("/")
    return len(parts) >= depth and parts.count("..") == len(parts)


def _above(folder: str) -> str:
    """Return the folder above: of "." it is "..", of ".." it is "../..", of "/" it is "/"."""
    if folder in (".", ""):
        return ".."
    if folder == ".." or folder.endswith("/.."):
        return f"{folder}/.."
    return posixpath.dirname(folder) or "."
