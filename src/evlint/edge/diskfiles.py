"""The files of the disk behind the `Files` protocol: listed once, read when asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence

from evlint.edge.discover import tree_names
from evlint.edge.read import read_file


class DiskFiles:
    """The files below a folder; paths are relative to the working folder."""

    def __init__(self, root: str = ".", max_size: int = 10_000_000) -> None:
        """Take the folder to list (when first asked) and the size above which a file is not read."""
        self._root = root
        self._max_size = max_size
        self._names: list[str] | None = None

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
        """Return the text of a file, or None where there is none or it is not UTF-8."""
        if "\0" in path:
            return None
        read = read_file(path, self._max_size)
        return read.text if read is not None and read.problem is None else None
