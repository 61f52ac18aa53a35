"""Remembers what each post gave, so that a post which did not change is not checked again.

One file of records per working folder and fingerprint (everything besides the posts that a result depends on). A run over a
few posts reads their records alone, and writes what is new into a second, small file: what was remembered by the last run
over many stays as it is, with the state of the tree that it belongs to (`evlint.cache.tree_state`).

What many posts looked at alike, the site's configuration above all, stands in one record for all of them.
"""

from __future__ import annotations

import marshal
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

from evlint.io.record_file import RecordFile, write_records
from evlint.io.whole_file import prune, read_whole, write_whole
from evlint.model.message import Msg, reason
from evlint.model.outcome import Entry

MAGIC = b"evlint-results-7\n"
PREFIX = "results-"
LATER = "later-"  # before the name of the second file
NAMES = "\0names"  # the key of the digest of the tree's names, and of the state that it belongs to
_SHARED = "\0shared"  # the key of what most posts looked at
_TEXT = frozenset((str,))
_SAMPLE = 64  # posts by which it is told what most of them looked at
_MOST_LATER = 200  # posts that the second file holds; with more of them, all are written anew
MOST_FILES = 24  # result files kept, the oldest go first

Seen = dict[str, bytes | tuple[object, ...]]


class ResultCache:
    """The remembered results of one working folder under one fingerprint."""

    def __init__(self, folder: str, fingerprint: bytes) -> None:
        """Take the cache folder and the digest of all that results depend on besides the posts; nothing is read yet."""
        self.folder = folder
        self.fingerprint = fingerprint
        self._path = os.path.join(folder, PREFIX + fingerprint.hex())
        self._later_path = os.path.join(folder, LATER + fingerprint.hex())
        self._records: RecordFile | None = None
        self._shared: Seen = {}
        self._known: dict[str, Entry | None] = {}  # records that were looked at
        self._later: dict[str, tuple[bytes, Entry]] | None = None
        self._put: dict[str, Entry] = {}
        self._forgotten: set[str] = set()
        self._has_later = False  # whether something came that is to stand in the second file

    @property
    def _file(self) -> RecordFile:
        if self._records is None:
            self._records = RecordFile(self._path, MAGIC)
            shared = self._records.get(_SHARED)
            self._shared = shared if _is_seen(shared) else {}
        return self._records

    @property
    def changed(self) -> bool:
        """Whether the first file is to be written."""
        return bool(self._put or self._forgotten)

    def get(self, path: str) -> Entry | None:
        """Return what is remembered of a post, or None."""
        if path in self._put:
            found: object = self._put[path]
            return found if type(found) is Entry else None
        later = self._loaded().get(path)
        return later[1] if later is not None else self.first(path)

    def first(self, path: str) -> Entry | None:
        """Return what the last run over many posts remembered of one; None where it did not, or where this run does anew."""
        if path in self._put or path in self._forgotten:
            return None
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> Entry | None:
        plain = self._file.get(path)
        if not isinstance(plain, tuple) or len(plain) != len(Entry._fields) + 1:
            return None  # none, or under a right checksum, yet not of our shape
        missing, *values = plain
        return _entry(values, self._shared, missing)

    def later(self, path: str) -> tuple[bytes, Entry] | None:
        """Return what a run over a few posts remembered of one since then, and the state it was judged by (b"": none)."""
        return None if path in self._put else self._loaded().get(path)

    def _loaded(self) -> dict[str, tuple[bytes, Entry]]:
        if self._later is None:
            found = read_whole(self._later_path, MAGIC)
            self._later = {}
            for path, plain in found.items() if isinstance(found, dict) else ():
                if isinstance(path, str) and isinstance(plain, tuple) and len(plain) == len(Entry._fields) + 1:
                    entry = _entry(plain[1:], {}, ())
                    if entry is not None and isinstance(plain[0], bytes):
                        self._later[path] = (plain[0], entry)
        return self._later

    def put(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Remember posts of a run over many."""
        self._put.update(entries)

    def put_later(self, entries: Iterable[tuple[str, Entry]], state: bytes) -> None:
        """Remember posts of a run over a few, judged by a state of the tree (b"": by none)."""
        later = self._loaded()
        for path, entry in entries:
            later.pop(path, None)
            later[path] = (state, entry)
            self._has_later = True

    def fold(self, files: Iterable[str]) -> bool:
        """Take what runs over a few posts remembered of these posts into the first file, and forget the rest.

        Returns whether there was any.
        """
        later, self._later = self._loaded(), {}
        known = {path: later[path][1] for path in files if path in later and path not in self._put}
        self._put.update(known)
        self._has_later = self._has_later or bool(later)
        return bool(known)

    def forget(self, path: str) -> None:
        """Remember nothing under a name any more."""
        self._put.pop(path, None)
        if path in self._file:
            self._forgotten.add(path)

    def vouch(self, token: bytes, state: str) -> None:
        """Let the results belong to a kept state of the tree, until a run over many remembers something new."""
        before = self.get(NAMES)
        if before is None or before.payload != (token, state):
            self.put([(NAMES, Entry(b"" if before is None else before.digest, {}, (token, state)))])

    @property
    def token(self) -> bytes | None:
        """The token of the state that the results belong to; None where they changed since, or belong to none."""
        found = self.state
        return None if self.changed or found is None else found[0]

    @property
    def state(self) -> tuple[bytes, str] | None:
        """The token and the name of the state that the results belong to, None where there is none."""
        before = self.get(NAMES)
        plain = None if before is None else before.payload
        if not isinstance(plain, tuple) or len(plain) != 2:
            return None
        token, state = plain
        return (token, state) if isinstance(token, bytes) and isinstance(state, str) else None

    def save(self) -> Msg | None:
        """Write what is remembered. Returns why that was not possible, or None: no run fails for it."""
        try:
            if self.changed or len(self._later or ()) > _MOST_LATER:
                self._save_all()
            elif self._has_later:
                plain = {path: (state, *entry) for path, (state, entry) in self._loaded().items()}
                write_whole(self._later_path, MAGIC, marshal.dumps(plain))
                prune(self.folder, LATER, MOST_FILES)
        except OSError as error:
            return reason(error)
        self._has_later = False
        return None

    def _save_all(self) -> None:
        """Write everything into the first file."""
        new = {path: entry for path, (_, entry) in self._loaded().items()}
        if new and NAMES not in self._put:
            self._forgotten.add(NAMES)  # the results are no longer those of the state
        new.update(self._put)
        old = [path for path in self._file if path not in new and path not in self._forgotten and path != _SHARED]
        records: dict[str, bytes] = {}
        if len(new) > len(old):
            new = {path: entry for path in old if (entry := self.first(path)) is not None} | new
            self._shared = _shared_by(new)
        else:
            records = {path: raw for path in old if (raw := self._file.raw(path)) is not None}
        records[_SHARED] = marshal.dumps(self._shared)
        for path, entry in new.items():
            records[path] = marshal.dumps(_plain(entry, self._shared) if type(entry) is Entry else None)
        write_records(self._path, MAGIC, records)
        prune(self.folder, PREFIX, MOST_FILES)
        if os.path.lexists(self._later_path):
            os.unlink(self._later_path)
        self._records, self._later = None, {}
        self._known.clear()
        self._put.clear()
        self._forgotten.clear()


def _entry(plain: Iterable[object], shared: Seen, missing: object) -> Entry | None:
    digest, seen, payload, head, index, signature = plain
    if not isinstance(digest, bytes) or not isinstance(head, bytes) or not _is_seen(seen):
        return None
    if not isinstance(missing, tuple):
        return None
    if shared:
        seen = {**shared, **seen}
        for key in missing:
            seen.pop(key, None)
    return Entry(digest, seen, payload, head, index, signature)  # type: ignore[arg-type]  # two times of a file, or None


def _is_seen(value: object) -> TypeGuard[Seen]:
    return isinstance(value, dict) and _TEXT.issuperset(map(type, value))


def _plain(entry: Entry, shared: Seen) -> Any:  # noqa: ANN401 what `marshal` takes
    """Return an entry as its record holds it: without what most posts looked at, and which of that it did not."""
    own = {key: value for key, value in entry.seen.items() if shared.get(key) != value}
    missing: tuple[str, ...] = ()
    if len(entry.seen) - len(own) < len(shared):
        missing = tuple([key for key in shared if key not in entry.seen])
    return (missing, entry.digest, own, *entry[2:])


def _shared_by(entries: Mapping[str, Entry]) -> Seen:
    """Return what at least half of some posts looked at, and found alike."""
    every = [entry for entry in entries.values() if type(entry) is Entry and entry.seen]
    some = every[:: max(1, len(every) // _SAMPLE)]
    counts = Counter(pair for entry in some for pair in entry.seen.items())
    return {key: value for (key, value), count in counts.items() if 2 * count >= len(some)}
