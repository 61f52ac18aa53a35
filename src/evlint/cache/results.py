"""Remembers what each post gave, so that a post which did not change is not checked again.

One file per working folder and fingerprint (everything besides the posts that a result depends on), read whole at the start
and replaced whole at the end (`evlint.io.whole_file`).
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable

from evlint.io.whole_file import prune, read_whole, write_whole
from evlint.model.message import Msg, reason
from evlint.model.result import Entry

MAGIC = b"evlint-results-6\n"
PREFIX = "results-"
_TEXT = frozenset((str,))
MOST_FILES = 24  # result files kept, the oldest go first


class ResultCache:
    """The remembered results of one working folder under one fingerprint."""

    def __init__(self, folder: str, fingerprint: bytes) -> None:
        """Take the cache folder and the digest of all that results depend on besides the posts; read what is there."""
        self._folder = folder
        self._path = os.path.join(folder, PREFIX + fingerprint.hex())
        self._entries: dict[str, Entry] = _load(self._path)
        self._changed = False

    def get(self, path: str) -> Entry | None:
        """Return what is remembered of a post, or None."""
        found: object = self._entries.get(path)
        if not isinstance(found, tuple) or len(found) != len(Entry._fields):
            return None  # none, or under a right checksum, yet not of our shape
        digest, seen, payload, head, index, signature = found
        sound = isinstance(digest, bytes) and isinstance(seen, dict) and isinstance(head, bytes)
        if not sound or not _TEXT.issuperset(map(type, seen)):
            return None
        return Entry(digest, seen, payload, head, index, signature)

    def put(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Remember posts."""
        for path, entry in entries:
            self._entries[path] = entry
            self._changed = True

    def forget(self, path: str) -> None:
        """Remember nothing under a name any more."""
        if self._entries.pop(path, None) is not None:
            self._changed = True

    def save(self) -> Msg | None:
        """Write what is remembered. Returns why that was not possible, or None: no run fails for it."""
        if not self._changed:
            return None
        payload = marshal.dumps({path: tuple(entry) for path, entry in self._entries.items()})
        try:
            write_whole(self._path, MAGIC, payload)
            prune(self._folder, PREFIX, MOST_FILES)
        except OSError as error:
            return reason(error)
        return None


def _load(path: str) -> dict[str, Entry]:
    entries = read_whole(path, MAGIC)
    return entries if isinstance(entries, dict) else {}
