"""The files around a post, as the pure rooms see them: names and texts, wherever they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from evlint.model.document import Problem
from evlint.startup.namedtuple import NamedTuple


class Read(NamedTuple):
    """A file's text, or what kept it from being read (`text` then holds what stands before the trouble).

    `data` are the bytes on the disk; empty where the text comes from elsewhere (an editor, a fix that was just applied).
    """

    text: str
    problem: Problem | None = None
    data: bytes = b""


class Files(Protocol):
    """A tree of files. Paths use `/` and are relative to the working folder."""

    def names(self) -> Sequence[str]:
        """Return the path of every file of the tree that is not ignored, sorted."""

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there (asked of the disk, ignored files included)."""

    def read(self, path: str) -> str | None:
        """Return the text of a file, or None where there is none or it is not UTF-8."""

    def holds(self, path: str) -> bool:
        """Tell whether a path stays inside the tree, links followed; of one that does not, nothing is known."""


class MemoryFiles:
    """Files held in memory: for the API, the language server's unsaved texts and the rules' examples."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts` maps a path relative to the working folder to the text; it is copied."""
        self._texts = dict(texts)

    def names(self) -> Sequence[str]:
        """Return every path, sorted."""
        return sorted(self._texts)

    def exists(self, path: str) -> bool:
        """Tell whether a file, or a folder that holds one, is there."""
        folder = path.rstrip("/") + "/"
        return path in self._texts or any(name.startswith(folder) for name in self._texts)

    def read(self, path: str) -> str | None:
        """Return the text of a file, or None."""
        return self._texts.get(path)

    def holds(self, path: str) -> bool:
        """Tell whether a path stays inside."""
        return not path.startswith(("../", "/")) and path != ".."
