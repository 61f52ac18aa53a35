"""Files that are read when something asks for them: those of the tree behind the `Files` protocol, and evlint's own schemas.

The files of the tree are listed once, and read only inside the tree.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from evlint.io.discover import folders_below, tree_names
from evlint.io.read import NO_FOLLOW, read_file
from evlint.io.tree import Tree

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_SCHEMA_FOLDERS = (  # of the package as installed; of the checkout
    os.path.join(_PACKAGE, "_schemas"),
    os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "schemas"),
)
_LARGEST_SCHEMA = 1_000_000  # bytes: more than any of them has


class DiskFiles:
    """The files below a folder; paths are relative to the working folder."""

    def __init__(
        self,
        root: str = ".",
        max_size: int = 10_485_760,
        tree: Tree | None = None,
        known: Callable[[str], Sequence[str] | None] = lambda _: None,
        listed: Callable[[str], Sequence[str] | None] = lambda _: None,
    ) -> None:
        """`root` is listed when first asked for; no file of more than `max_size` bytes, or outside `tree`, is read.

        `known` returns the list of a root where an earlier run's still holds, `listed` what git told this run of a root.
        """
        self._known = known
        self._listed = listed
        self._root = root
        self._max_size = max_size
        self._tree = tree or Tree((root or ".",))
        self._names: Sequence[str] | None = None

    def names(self) -> Sequence[str]:
        """Return the path of every file below the root that is not ignored, sorted."""
        if self._names is None:
            self._names = self._known(self._root)
        if self._names is None:
            names = tree_names(self._root, self._listed(self._root)) if self._tree.holds(self._root or ".") else []
            prefix = "" if self._root in ("", ".") else self._root.rstrip("/") + "/"
            self._names = [prefix + name for name in names] if prefix else names
        return self._names

    @property
    def root(self) -> str:
        """The folder whose files these are."""
        return self._root

    def folders(self) -> list[str]:
        """Return every folder below the root in which a file may appear that is not ignored."""
        return folders_below(self._root) if self._tree.holds(self._root or ".") else []

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there, inside the tree."""
        return self._tree.exists(path)

    def read(self, path: str) -> str | None:
        """Return the text of a file, or None where there is none, it is not UTF-8, or it lies outside the tree."""
        # Most files are no links: they are opened at once, and only what cannot be read so is looked at before.
        if NO_FOLLOW and self._tree.holds_unless_link(path):
            read = read_file(path, self._max_size, NO_FOLLOW)
            if read is None or read.problem is None:
                return None if read is None else read.text
        if not self._tree.holds(path):
            return None
        read = read_file(path, self._max_size)
        return read.text if read is not None and read.problem is None else None

    def holds(self, path: str) -> bool:
        """Tell whether a path stays inside the tree, links and all; nothing is known of one that does not."""
        return self._tree.holds(path)


def builtin_schema(name: str) -> str | None:
    """Return the text of a built-in schema (`post`, `evenement`…), or None where none has that name."""
    for folder in _SCHEMA_FOLDERS:
        read = read_file(os.path.join(folder, f"{name}.schema.json"), _LARGEST_SCHEMA)
        if read is not None and read.problem is None:
            return read.text
    return None
