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
NAMES = "\0names"  # the key under which the cache keeps the digest of the tree's names, and the token of its state
_TEXT = frozenset((str,))
MOST_FILES = 24  # result files kept, the oldest go first


class ResultCache:
    """The remembered results of one working folder under one fingerprint."""

    def __init__(self, folder: str, fingerprint: bytes) -> None:
        """Take the cache folder and the digest of all that results depend on besides the posts; nothing is read yet."""
        self.folder = folder
        self.fingerprint = fingerprint
        self._path = os.path.join(folder, PREFIX + fingerprint.hex())
        self._read: dict[str, Entry] | None = None
        self.changed = False  # since it was read or saved

    @property
    def _entries(self) -> dict[str, Entry]:
        if self._read is None:
            self._read = _load(self._path)
        return self._read

    def get(self, path: str) -> Entry | None:
        """Return what is remembered of a post, or None."""
        found: object = self._entries.get(path)
        if type(found) is Entry:  # looked at before, or put here by this run
            return found
        if not isinstance(found, tuple) or len(found) != len(Entry._fields):
            return None  # none, or under a right checksum, yet not of our shape
        digest, seen, payload, head, index, signature = found
        sound = isinstance(digest, bytes) and isinstance(seen, dict) and isinstance(head, bytes)
        if not sound or not _TEXT.issuperset(map(type, seen)):
            return None
        entry = self._entries[path] = Entry(digest, seen, payload, head, index, signature)
        return entry

    def put(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Remember posts."""
        for path, entry in entries:
            self._entries[path] = entry
            self.changed = True

    def forget(self, path: str) -> None:
        """Remember nothing under a name any more."""
        if self._entries.pop(path, None) is not None:
            self.changed = True

    def vouch(self, token: bytes) -> None:
        """Let the results belong to a kept state of the tree, until a run over a part remembers something new."""
        before = self.get(NAMES)
        if before is None or before.payload != token:
            self.put([(NAMES, Entry(b"" if before is None else before.digest, {}, token))])

    @property
    def token(self) -> bytes | None:
        """The token of the state that the results belong to; None where they changed since, or belong to none."""
        before = self.get(NAMES)
        return before.payload if not self.changed and before is not None and isinstance(before.payload, bytes) else None

    def save(self) -> Msg | None:
        """Write what is remembered. Returns why that was not possible, or None: no run fails for it."""
        if not self.changed:
            return None
        payload = marshal.dumps({path: tuple(entry) for path, entry in self._entries.items()})
        try:
            write_whole(self._path, MAGIC, payload)
            prune(self.folder, PREFIX, MOST_FILES)
        except OSError as error:
            return reason(error)
        self.changed = False
        return None


def _load(path: str) -> dict[str, Entry]:
    entries = read_whole(path, MAGIC)
    return entries if isinstance(entries, dict) else {}
