"""The files of the disk behind the `Files` protocol: listed once, read when asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence

from evlint.io.discover import tree_names
from evlint.io.read import read_file

_NO_PLAIN_NAMES = frozenset(("", ".", "..", ".git"))


class DiskFiles:
    """The files below a folder; paths are relative to the working folder."""

    def __init__(self, root: str = ".", max_size: int = 10_485_760) -> None:
        """Take the folder to list (when first asked) and the size above which a file is not read."""
        self._root = root
        self._max_size = max_size
        self._names: list[str] | None = None
        self._bounds: dict[str, tuple[str, ...]] = {}
        self._real: dict[str, str] = {}  # where each folder really is
        self._inside: dict[str, bool] = {}  # whether that is inside the tree

    def names(self) -> Sequence[str]:
        """Return the path of every file below the root that is not ignored, sorted."""
        if self._names is None:
            names = tree_names(self._root)
            prefix = "" if self._root in ("", ".") else self._root.rstrip("/") + "/"
            self._names = [prefix + name for name in names] if prefix else names
        return self._names

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there."""
        return "\0" not in path and os.path.exists(path)

    def read(self, path: str) -> str | None:
        """Return the text of a file, or None where there is none, it is not UTF-8, or a link leads out of the tree to it."""
        if "\0" in path or self._leads_out(path):
            return None
        read = read_file(path, self._max_size)
        return read.text if read is not None and read.problem is None else None

    def holds(self, path: str) -> bool:
        """Tell whether a path that a configuration names stays inside the tree, links and all."""
        return not self._leads_out(path)

    def _leads_out(self, path: str) -> bool:
        """Tell whether symbolic links on the way lead out of the tree (and the working folder, and what `../` names).

        A configuration comes with the checked tree: what it names must not be a door to the machine's other files.
        """
        folder, name = os.path.split(path)
        if folder not in self._inside:
            self._real[folder] = self._real_of(folder)
            self._inside[folder] = any(is_below(self._real[folder], bound) for bound in self._bounds_of(path))
        is_link = os.path.islink(path)
        if self._inside[folder] and not is_link and name not in _NO_PLAIN_NAMES:
            return False
        real = os.path.realpath(path) if is_link else os.path.join(self._real[folder], name)
        return not any(is_below(real, bound) for bound in self._bounds_of(path))

    def _real_of(self, folder: str) -> str:
        """Return where a folder really is; of those in one folder, each is looked at, and the way to them once."""
        above, name = os.path.split(folder)
        if name in _NO_PLAIN_NAMES or os.path.islink(folder):
            return os.path.realpath(folder or ".")
        if above not in self._real:
            self._real[above] = os.path.realpath(above or ".")
        return os.path.join(self._real[above], name)

    def _bounds_of(self, path: str) -> tuple[str, ...]:
        """Return the real folders that a path may lead into: the tree, the working folder, and what its `../` name."""
        up = ""
        while path.startswith("../", len(up)):
            up += "../"
        if up not in self._bounds:
            self._bounds[up] = tuple({os.path.realpath(one or ".") for one in ("", self._root, up)})
        return self._bounds[up]


def is_below(real: str, bound: str) -> bool:
    """Tell whether a real path lies in a real folder, and not among the files of git there."""
    inner = real.removeprefix(bound if bound.endswith(os.sep) else bound + os.sep)
    return (inner != real or real == bound) and ".git" not in inner.split(os.sep)
