"""What the list of a repository's files depends on besides the files: git's index, and the files that say what is ignored.

`git ls-files` walks the whole tree for its list. Where nothing of this and no folder looks different, the list is the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from evlint.io.git import index_of, repository, run
from evlint.io.looks import Look, look
from evlint.startup.library_parts import digest

_IGNORE = ".gitignore"
_ENTRY = 62  # bytes of an entry of the index before its name (SHA-1); source: git's gitformat-index(5)
_FLAGS = 60  # where the flags begin; their first byte has a bit for two more bytes of flags
_EXTENDED = 0x40
_HEADER = 12
_SUM = 20  # bytes of the checksum at the end
_MOST = 64_000_000  # bytes of an index that is looked through
_NOT_WHOLE = (b"link", b"sdir")  # extensions: a part of the names stands in another file, or nowhere
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
        """Return the digest of the names in the index; None where they cannot be told."""
        return tracked_names(self.index) if os.path.lexists(self.index) else b""

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


def tracked_names(path: str) -> bytes | None:
    """Return the digest of the names in an index; None where they do not stand plainly in that file."""
    try:
        with open(path, "rb") as file:
            data = file.read(_MOST)
    except OSError:
        return None
    if data[:4] != b"DIRC" or data[4:8] not in (b"\0\0\0\2", b"\0\0\0\3"):
        return None
    names: list[bytes] = []
    at, find = _HEADER, data.find
    for _ in range(int.from_bytes(data[8:12], "big")):
        start = at + _ENTRY + (2 if data[at + _FLAGS] & _EXTENDED else 0)
        end = find(b"\0", start)
        if end < 0:
            return None
        names.append(data[start:end])
        at += (end - at) // 8 * 8 + 8
        if at > len(data) - _SUM:
            return None
    while at < len(data) - _SUM:
        if data[at : at + 4] in _NOT_WHOLE:
            return None
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "big")
    return digest(b"\0".join(names)) if at == len(data) - _SUM else None
