"""Cache files of many records, of which one is read without the others: plain data (`marshal`) under checksums.

A table of keys stands before the records, with the length and the digest of each. As of files that are read whole
(`evlint.io.whole_file`): damaged, of another version or not readable, a file is as good as none, and so is a record.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import stat
from array import array
from collections.abc import Iterator, Mapping
from itertools import accumulate

from evlint.io.whole_file import MOST_BYTES, replace_whole
from evlint.startup.library_parts import digest

_DIGEST = 16  # bytes of a digest: see `startup.library_parts.digest`
_COUNT = 8  # bytes of the number that says how long the table is
_LENGTH = "Q"
_FEW = 24  # records that are read one by one; who asks for more gets the file as a whole


class RecordFile:
    """One file of records as it was when it was opened. A file that cannot be used has no record."""

    def __init__(self, path: str, magic: bytes) -> None:
        """Read the table; the records are read when they are asked for."""
        self._path = path
        self._places: dict[str, int] = {}
        self._bounds: list[int] = []
        self._digests = b""
        self._whole: bytes | None = None
        self._asked = 0
        head = len(magic) + _DIGEST + _COUNT
        start = _read(path, 0, head)
        if not start.startswith(magic) or len(start) < head:
            return
        size = int.from_bytes(start[-_COUNT:], "little")
        table = _read(path, head, size) if size <= MOST_BYTES else b""
        if digest(table) != start[len(magic) : -_COUNT]:
            return
        with contextlib.suppress(ValueError, EOFError, TypeError, MemoryError):
            keys, lengths, digests = marshal.loads(table)  # noqa: S302 plain data under our checksum, never run
            bounds = array(_LENGTH, lengths)
            if isinstance(keys, tuple) and len(keys) == len(bounds) == len(digests) // _DIGEST:
                self._bounds = list(accumulate(bounds, initial=head + size))
                self._digests = digests
                self._places = dict(zip(keys, range(len(keys)), strict=True))

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, in the order in which they were written."""
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def raw(self, key: str) -> bytes | None:
        """Return the bytes of a record, None where there is none that is sound."""
        place = self._places.get(key)
        if place is None:
            return None
        start, end = self._bounds[place], self._bounds[place + 1]
        self._asked += 1
        if self._whole is None and self._asked > _FEW:
            self._whole = _read(self._path, 0, self._bounds[-1])
        data = _read(self._path, start, end - start) if self._whole is None else self._whole[start:end]
        return data if digest(data) == self._digests[place * _DIGEST : place * _DIGEST + _DIGEST] else None

    def get(self, key: str) -> object:
        """Return the data of a record, None where there is none that is sound."""
        data = self.raw(key)
        if data is not None:
            with contextlib.suppress(ValueError, EOFError, TypeError, MemoryError):
                found: object = marshal.loads(data)  # noqa: S302 plain data under our checksum, never code that is run
                return found
        return None


def _read(path: str, start: int, size: int) -> bytes:
    """Return bytes of a plain file, fewer where it is shorter, none where it cannot be read."""
    try:
        # A pipe in the place of the file would be waited for without end.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return b""
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return b""
        os.lseek(descriptor, start, os.SEEK_SET)
        return os.read(descriptor, min(size, MOST_BYTES))
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def write_records(path: str, magic: bytes, records: Mapping[str, bytes]) -> None:
    """Replace a file of records at once, or leave it as it was where the data is too large. Raises `OSError`."""
    lengths = array(_LENGTH, map(len, records.values())).tobytes()
    table = marshal.dumps((tuple(records), lengths, b"".join(map(digest, records.values()))))
    head = magic + digest(table) + len(table).to_bytes(_COUNT, "little")
    if len(head) + len(table) + len(lengths) + sum(map(len, records.values())) <= MOST_BYTES:
        replace_whole(path, b"".join((head, table, *records.values())))
