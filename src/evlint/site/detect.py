"""Which site a post belongs to, and what that site's own configuration says."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection

from evlint.generators import generator
from evlint.generators._signs import BARE, SIGNS
from evlint.model.files import Files
from evlint.model.message import Msg
from evlint.model.site import NO_SITE, Site, join

# A folder that holds none of these is no site's root; those with a slash lie below a folder of it.
_SHALLOW = tuple(dict.fromkeys(sign for sign, _, _ in SIGNS if "/" not in sign))
_DEEP = tuple(dict.fromkeys(sign for sign, _, _ in SIGNS if "/" in sign))
# Names that many a program gives its own file, and what makes such a file a site's: one of these beside it.
_SHARED = ("config.toml", "config.yaml", "config.yml", "config.json", "conf.py")
_BESIDE = ("content", "archetypes", "layouts", "themes", "templates", "_static", "_templates", "index.md", "index.rst")
FIRST_SIGNS = frozenset((*_SHALLOW, *(sign.partition("/")[0] for sign in _DEEP)))
# What a folder may hold that a site begins in, told by its names alone.
BEGINNINGS = frozenset((*_SHALLOW, *(sign.partition("/")[0] for sign in _DEEP), BARE[0]))
CHILDREN = ("docs", "site", "website", "web", "www", "doc")
_STOPS = FIRST_SIGNS | {BARE[0], ".git"}
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
            known[folder] = (names_in is None or not FIRST_SIGNS.isdisjoint(names_in(folder))) and _has_config(
                folder, exists
            )
        # A theme has a configuration too, with an example: the site is the one that uses it.
        if known[folder] and not _is_theme(folder, exists):
            return folder
        # Kept, and not returned: a configuration further up holds for this folder too.
        if bare is None and exists(join(folder, BARE[0])):
            bare = folder
        if exists(join(folder, ".git")):
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


def detect_site(files: Files, root: str = ".", stated: str | None = None) -> Site:
    """Read the configuration of the site in `root`, else in a child of it that usually holds one (`docs`, `site`…).

    `stated` is the generator that evlint's own configuration names: then no other is looked for. Never fails: a
    configuration that cannot be read says nothing but its name, and where it is broken (`faults`).
    """
    signs = [one for one in SIGNS if one[1] == stated] if stated else SIGNS
    for folder in map(posixpath.normpath, (root, *(join(root, child) for child in CHILDREN))):
        faults: list[Msg] = []
        for sign, name, beside in signs:
            if files.exists(join(folder, sign)) and (not beside or stated or files.exists(join(folder, beside))):
                site = generator(name).read(files, folder, sign, faults)
                if site is not None:
                    config = site.config or join(folder, sign)
                    return site._replace(generator=name, sign=sign, config=config, faults=tuple(faults))
    folder = posixpath.normpath(root)
    for name in (stated,) if stated else (BARE[1],) if files.exists(join(root, BARE[0])) else ():
        site = generator(name).read(files, folder, "", [])
        if site is not None:
            return site._replace(generator=name, sign="generator" if stated else BARE[0])
    return NO_SITE if root in (".", "") else NO_SITE._replace(root=folder)


def _is_theme(folder: str, exists: Callable[[str], bool]) -> bool:
    """Tell whether a folder is a theme of the site around it, or lies in one: its example is published by nobody."""
    parts = folder.split("/")
    if "themes" not in parts[:-1]:
        return False
    at = parts.index("themes")
    return parts[at + 1] != ".." and _has_config("/".join(parts[:at]) or ".", exists)


def _has_config(folder: str, exists: Callable[[str], bool]) -> bool:
    if any(exists(join(folder, name)) for name in _SHALLOW if name not in _SHARED):
        return True
    if any(exists(join(folder, name)) for name in _DEEP):
        return True
    return any(exists(join(folder, name)) for name in _SHARED) and any(exists(join(folder, name)) for name in _BESIDE)


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
