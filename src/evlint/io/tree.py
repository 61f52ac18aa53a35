"""The tree that a run may read and write: whoever stats, reads or writes a file that the tree names asks here first.

The tree is what somebody hands over to be checked, and every file in it may be an attacker's: git's top above a named path,
else the named folder. Where there is no repository, folders above the named one belong to it as far as one of them, below or
at the working folder, holds a site's or evlint's configuration: `evlint check content` in the folder of a site. What lies
outside is unknown: nothing is asked of the disk about it, so that no answer tells whether it is there.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable

from evlint.site.detect import BEGINNINGS

CONFIG_NAMES = ("evlint.toml", ".evlint.toml", "pyproject.toml")
_NO_PLAIN_NAMES = frozenset(("", ".", "..", ".git"))
_SIGNS = frozenset((*CONFIG_NAMES, *BEGINNINGS))


class Tree:
    """The folders that a run may look into (`tops`, real paths), and whether names that lead out of them are followed.

    What is learnt of links is kept: a tree serves one run in one working folder.
    """

    def __init__(self, paths: Iterable[str] = (), *, follow: bool = False) -> None:
        """`paths` are those that the user names (none: the working folder); with `follow` they may lead out by links."""
        self.follow = follow
        self.tops: tuple[str, ...] = ()
        self._git_tops: dict[str, str | None] = {}
        self._added: set[str] = set()
        self._ways: dict[str, tuple[str, str | None, bool]] = {}  # what `_way` found
        self._real: dict[str, str] = {}  # where each folder really is
        self._inside: dict[str, bool] = {}  # whether that is inside
        named = False
        for path in paths:
            self.add(path)
            named = True
        if not named:
            self.add(".")

    def add(self, path: str) -> None:
        """Take in a path that the user names, with the repository around it; one that leads out only with `follow`."""
        folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
        if folder in self._added or (not self.follow and self.leads_out(path)):
            return
        self._added.add(folder)
        top = self.top(folder)
        if top not in self.tops:
            self.tops = (*self.tops, top)
            self._inside.clear()

    def top(self, folder: str) -> str:
        """Return the real folder where the tree around a folder begins."""
        real = os.path.realpath(folder)
        found = self._git_top(real)
        if found is not None:
            return found
        here = os.path.realpath(".")
        found = candidate = real
        while candidate != here and is_below(candidate, here):
            candidate = os.path.dirname(candidate)
            if _holds_sign(candidate):
                found = candidate
        return found

    @staticmethod
    def git_top(folder: str) -> str | None:
        """Return the nearest folder upwards from a folder (links followed) that has a `.git` of any kind; None: none has."""
        return Tree._nearest(os.path.realpath(folder), {})

    def leads_out(self, path: str) -> bool:
        """Tell whether a name that somebody typed lies in a tree and leads out of it, through a link below the tree's top.

        What is typed is trusted, links are not: a line of CI stays as it is while a pull request makes `content` a link.
        """
        return self._way(path)[2]

    def holds(self, path: str) -> bool:
        """Tell whether a path stays inside the tree, links and all, and is none of git's own files."""
        if "\0" in path:
            return False
        folder, name = os.path.split(path)
        is_link = os.path.islink(path)
        if self._holds_folder(folder) and not is_link and name not in _NO_PLAIN_NAMES:
            return True
        return self.covers(os.path.realpath(path) if is_link else os.path.join(self._real[folder], name))

    def holds_unless_link(self, path: str) -> bool:
        """Tell whether a file stays inside the tree if it is no link, without a look at the file."""
        folder, name = os.path.split(path)
        return name not in _NO_PLAIN_NAMES and "\0" not in path and self._holds_folder(folder)

    def holds_folder(self, folder: str) -> bool:
        """Tell what `holds` does of a folder; each is looked at once."""
        return "\0" not in folder and self._holds_folder(folder)

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there, inside the tree; what is outside is not there."""
        if "\0" in path:
            return False
        folder, name = os.path.split(path)
        if name in _NO_PLAIN_NAMES:
            return self.holds(path) and os.path.exists(path)
        if not self._holds_folder(folder):
            return False
        try:
            is_link = stat.S_ISLNK(os.lstat(path).st_mode)
        except (OSError, ValueError):
            return False
        return not is_link or (self.holds(path) and os.path.exists(path))

    def covers(self, real: str) -> bool:
        """Tell whether a real path lies inside."""
        real = os.path.normpath(real)
        return any(is_below(real, top) for top in self.tops)

    def _holds_folder(self, folder: str) -> bool:
        inside = self._inside.get(folder)
        if inside is None:
            inside = self._inside[folder] = self.covers(self.real_of(folder))
        return inside

    def real_of(self, folder: str) -> str:
        """Return where a folder really is, links followed; each folder on the way is looked at once."""
        steps: list[tuple[str, str]] = []
        outer = folder
        while outer not in self._real:
            above, name = os.path.split(outer)
            if name in _NO_PLAIN_NAMES:
                self._real[outer] = os.path.realpath(outer or ".")
                break
            steps.append((outer, name))
            outer = above
        real = self._real[outer]
        for whole, name in reversed(steps):
            real = os.path.realpath(whole) if os.path.islink(whole) else os.path.join(real, name)
            self._real[whole] = real
        return real

    def _git_top(self, real: str) -> str | None:
        return self._nearest(real, self._git_tops)

    @staticmethod
    def _nearest(real: str, known: dict[str, str | None]) -> str | None:
        """Return git's top around a real folder, and keep it for those that were passed on the way."""
        passed: list[str] = []
        top: str | None = None
        while real not in known:
            passed.append(real)
            if os.path.lexists(os.path.join(real, ".git")):
                top = real
                break
            above = os.path.dirname(real)
            if above == real:
                break
            real = above
        else:
            top = known[real]
        known.update(dict.fromkeys(passed, top))
        return top

    def _way(self, path: str) -> tuple[str, str | None, bool]:
        """Return where a path really leads, the top of the tree that it came through last, and whether it left one."""
        steps: list[tuple[str, str]] = []
        path = self._shortened(path)
        while path not in self._ways:
            folder, name = os.path.split(path)
            if folder == path or not folder:
                self._ways[folder] = self._start(folder)
            if folder != path:
                steps.append((path, name))
            path = folder
        way = self._ways[path]
        for whole, name in reversed(steps):
            way = self._ways[whole] = self._step(*way, name)
        return way

    def _start(self, folder: str) -> tuple[str, str | None, bool]:
        """Begin at the root of a disk, or at the working folder (""), which is a top where there is no repository."""
        real = folder or os.path.realpath(".")
        return real, self._git_top(real) or (None if folder else real), False

    def _shortened(self, folder: str) -> str:
        """Return an absolute path that lies in the working folder as seen from there."""
        if not os.path.isabs(folder):
            return folder
        here = os.path.realpath(".")
        return folder[len(here) + 1 :] if folder.startswith(here + os.sep) else folder

    def _step(self, real: str, top: str | None, left: bool, name: str) -> tuple[str, str | None, bool]:
        if name in ("", "."):
            return real, top, left
        if name == "..":
            above = os.path.dirname(real)
            return above, top if top is not None and is_below(above, top) else self._git_top(above), left
        full = os.path.join(real, name)
        if os.path.islink(full):
            full = os.path.realpath(full)
            left = left or (top is not None and not is_below(full, top))
        return full, self._git_top(full) or top, left


def is_within(path: str, folder: str) -> bool:
    """Tell whether a path is a folder or lies in it; both are absolute, without links."""
    return path == folder or path.startswith(folder if folder.endswith(os.sep) else folder + os.sep)


def is_below(real: str, bound: str) -> bool:
    """Tell whether a real path lies in a real folder, and not among the files of git there."""
    inner = real.removeprefix(bound if bound.endswith(os.sep) else bound + os.sep)
    return (inner != real or real == bound) and ".git" not in inner.split(os.sep)


class LeadsOut(OSError):  # noqa: N818 what it says, not an error of ours
    """A name that lies in the tree, and leads out of it."""


def must_stay(path: str) -> None:
    """Raise `LeadsOut` where a name that is to be written to lies in a tree and leads out of it through a link."""
    if Tree(()).leads_out(path):
        from errno import EPERM

        raise LeadsOut(EPERM, "a link on the way leads out of the folder that is checked", path)


def _holds_sign(folder: str) -> bool:
    try:
        names = os.listdir(folder)
    except OSError:
        return False
    return not _SIGNS.isdisjoint(names)


def near_name(path: str) -> str | None:
    """Return the file beside a path that is not there which may be meant, or None."""
    from difflib import get_close_matches

    folder = os.path.dirname(path)
    try:
        near = get_close_matches(os.path.basename(path), os.listdir(folder or "."), 1)
    except OSError:
        return None
    return os.path.join(folder, near[0]) if near else None
