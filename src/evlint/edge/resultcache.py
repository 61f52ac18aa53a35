"""Remembers what each post gave, so that a post which did not change is not checked again.

One file per working folder and fingerprint (everything besides the posts that a result depends on), read whole at the start
and replaced whole at the end: two runs at once each write a sound file, the later one stays. A file that is damaged, of
another version or not readable is as good as none. Entries are plain data (`marshal`, never `pickle`: a cache restored in
CI must not be able to run code), under a checksum.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Iterable

from evlint.model.hashing import digest
from evlint.model.message import Msg, reason
from evlint.model.result import Entry

MAGIC = b"evlint-results-3\n"
MOST_FILES = 24  # result files kept, the oldest go first
MOST_BYTES = 64_000_000  # of one result file
_DIGEST = 16


class ResultCache:
    """The remembered results of one working folder under one fingerprint."""

    def __init__(self, folder: str, fingerprint: bytes) -> None:
        """Take the cache folder and the digest of all that results depend on besides the posts; read what is there."""
        self._folder = folder
        self._path = os.path.join(folder, f"results-{fingerprint.hex()}")
        self._entries: dict[str, Entry] = _load(self._path)
        self._changed = False

    def get(self, path: str) -> Entry | None:
        """Return what is remembered of a post, or None."""
        found = self._entries.get(path)
        with contextlib.suppress(TypeError):  # under a right checksum, yet not of our shape
            return None if found is None else Entry(*found)
        return None

    def put(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Remember posts."""
        for path, entry in entries:
            self._entries[path] = entry
            self._changed = True

    def save(self) -> Msg | None:
        """Write what is remembered. Returns why that was not possible, or None: no run fails for it."""
        if not self._changed:
            return None
        try:
            payload = marshal.dumps(
                {path: (entry[0], dict(entry[1]), entry[2], entry[3]) for path, entry in self._entries.items()}
            )
            if len(payload) > MOST_BYTES:
                return None
            os.makedirs(self._folder, exist_ok=True)
            temporary = f"{self._path}.{os.getpid()}.tmp"
            try:
                with open(temporary, "wb") as file:
                    file.write(MAGIC + digest(payload) + payload)
                os.replace(temporary, self._path)
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)
                raise
            _prune(self._folder)
        except OSError as error:
            return reason(error)
        return None


def _load(path: str) -> dict[str, Entry]:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return {}
    head = len(MAGIC) + _DIGEST
    payload = data[head:]
    if not data.startswith(MAGIC) or data[len(MAGIC) : head] != digest(payload):
        return {}
    with contextlib.suppress(ValueError, EOFError, TypeError, MemoryError):
        entries = marshal.loads(payload)  # noqa: S302 plain data under our checksum, never code that is run
        if isinstance(entries, dict):
            return entries
    return {}


def _prune(folder: str) -> None:
    files = [entry for entry in os.scandir(folder) if entry.name.startswith("results-")]
    if len(files) > MOST_FILES:
        files.sort(key=lambda entry: entry.stat().st_mtime)
        for entry in files[:-MOST_FILES]:
            with contextlib.suppress(OSError):
                os.unlink(entry.path)
