"""What the list of a repository's files depends on besides the files: git's index, and the files that say what is ignored.

For that list git walks the whole tree. Where nothing of this and no folder looks different, the list is the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from evlint.io.git import index_of, repository, run
from evlint.io.looks import Look, look
from evlint.startup.library_parts import digest

_IGNORE = ".gitignore"
_ORIGIN = b"file:"


class Listing:
    """What `git ls-files` reads besides folders: the index of the working folder's repository; "" where there is none."""

    def __init__(self, folder: str = ".") -> None:
        """Find the repository. Raises `Refused` where git is not asked about it."""
        self._found = repository(folder)
        self.top = "" if self._found is None else self._found.top
        self.index = "" if self._found is None else index_of(self._found)

    def look(self) -> Look:
        """Return how the index looks."""
        return look(self.index) if self.index else ()

    def names(self) -> bytes | None:
        """Return the digest of the names in the index, b"" where there is no repository; None where git cannot tell them."""
        if self._found is None:
            return b""
        names = run(self._found, "ls-files", "-z")
        return None if names is None else digest(names)

    def ignore_files(self, folders: Iterator[str]) -> Iterator[str]:
        """Yield the files that say what is ignored in these folders (and those above), and where others may appear."""
        yield from (path for folder in folders if os.path.lexists(path := os.path.join(folder, _IGNORE)))
        if self._found is None:
            return
        here = os.path.realpath(".")
        while here not in (self.top, os.path.dirname(here)):
            here = os.path.dirname(here)
            yield os.path.join(here, _IGNORE)
        yield os.path.join(self._found.common, "info", "exclude")
        home = os.path.expanduser("~")
        settings = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
        yield os.path.join(home, ".gitconfig")
        yield os.path.join(settings, "git", "config")
        yield os.path.join(settings, "git", "ignore")
        said = (run(self._found, "config", "--list", "--show-origin", "-z") or b"").split(b"\0")
        origins = {os.fsdecode(one.removeprefix(_ORIGIN)) for one in said[::2] if one.startswith(_ORIGIN + b"/")}
        yield from sorted(one for one in origins if os.path.lexists(one))  # what stood in for `.git` is gone
        excludes = run(self._found, "config", "--path", "--get", "core.excludesFile")
        if excludes:
            yield os.path.join(self.top, os.fsdecode(excludes.rstrip(b"\n")))
