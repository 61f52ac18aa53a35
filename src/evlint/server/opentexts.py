"""The files of the disk with the editor's open texts laid over them: what a link leads to is what the author sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from evlint.io.disk_files import DiskFiles
from evlint.io.tree import Tree
from evlint.model.settings import Settings
from evlint.pipeline.sites import Sites


class OpenFiles(DiskFiles):
    """The files below a folder, where an open text counts before the file on the disk."""

    def __init__(self, root: str, max_size: int, texts: Mapping[str, str], tree: Tree) -> None:
        """Take the folder, the size above which a file is not read, the open texts by path, and the tree around them."""
        super().__init__(root, max_size, tree)
        self._prefix = "" if root in ("", ".") else f"{root.rstrip('/')}/"
        self._texts = texts

    def names(self) -> Sequence[str]:
        """Return the path of every file below the root, saved or not, sorted."""
        names = super().names()
        unsaved = {path for path in self._texts if path.startswith(self._prefix) and not path.startswith("../")}
        return sorted(unsaved.union(names)) if not unsaved.issubset(names) else names

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there, or open."""
        return path in self._texts or super().exists(path)

    def read(self, path: str) -> str | None:
        """Return the text that is open, else the file's."""
        text = self._texts.get(path)
        return text if text is not None else super().read(path)


class OpenSites(Sites):
    """The sites of the open posts, read through the open texts."""

    def __init__(self, settings: Settings, today: date, texts: Mapping[str, str]) -> None:
        """Take the settings, the day, and the open texts by path."""
        super().__init__(settings, today, Tree((".",)))
        self._max_size = settings.max_file_size
        self._texts = texts
        self._open: dict[str | None, OpenFiles] = {}

    def root_of(self, path: str) -> str | None:
        """Return the folder of the site that a file belongs to; what is open belongs to the tree that the editor names."""
        if path in self._texts:
            self.files_tree.add(path)
        return super().root_of(path)

    def files(self, root: str | None) -> OpenFiles:
        """Return the files of a site."""
        if root not in self._open:
            self._open[root] = OpenFiles(root or ".", self._max_size, self._texts, self.files_tree)
        return self._open[root]
