"""Remembers what the tree wants to know of each page, so that a check of one post does not read thousands.

One file per working folder, read whole when the tree first asks and replaced whole at the end. A page is taken as it was
while size, place and times of its file are the same, and the last change lies well before it was remembered: a file that is
written twice within one tick of the clock must not pass for unchanged. Damaged or unreadable, the file is as good as none.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from evlint.io.looks import TICK, Signature, signature_of
from evlint.io.whole_file import prune, read_whole, write_whole

if TYPE_CHECKING:  # loaded with the tree, when a link first asks
    from evlint.site.head import Page

MAGIC = b"evlint-pages-1\n"
PREFIX = "pages-"
MOST_FILES = 24  # files kept, the oldest go first

_Entry = tuple[Signature, bytes]


class PageCache:
    """The remembered pages of one working folder: `evlint.site.head.Memory` on the disk."""

    def __init__(
        self, folder: str, fingerprint: Callable[[], bytes], signature: Callable[[str], Signature | None] = signature_of
    ) -> None:
        """Take the cache folder, and who tells the digest of what pages depend on besides themselves.

        `signature` tells how a file looks; None for one outside the tree, of which nothing is asked.
        """
        self._folder = folder
        self._fingerprint = fingerprint
        self._signature = signature
        self._entries: dict[str, _Entry] | None = None
        self._signatures: dict[str, Signature] = {}
        self._changed = False

    def get(self, path: str) -> Page | None:
        """Return what is remembered of a page whose file looks as it did then (size and times), None of any other."""
        signature = self._signature(path)
        if signature is None:
            return None
        found = self._loaded().get(path)
        if found is not None and found[0] == signature:
            from evlint.site.head import Page

            with contextlib.suppress(ValueError, EOFError, TypeError):
                head, registrations = marshal.loads(found[1])  # noqa: S302 plain data under our checksum
                return Page(head, registrations)
        self._signatures[path] = signature
        return None

    def put(self, path: str, page: Page) -> None:
        """Remember a page that was read after `get` did not know it."""
        signature = self._signatures.pop(path, None)
        if signature is None or signature[1] > time.time_ns() - TICK:
            return
        with contextlib.suppress(ValueError):  # a value that is no plain data: read again next time
            self._loaded()[path] = (signature, marshal.dumps((dict(page.head), page.registrations)))
            self._changed = True

    def save(self) -> None:
        """Write what is remembered; where that is not possible, the next run reads the pages again."""
        if self._changed:
            with contextlib.suppress(OSError):
                write_whole(self._path(), MAGIC, marshal.dumps(self._entries))
                prune(self._folder, PREFIX, MOST_FILES)

    def _path(self) -> str:
        return os.path.join(self._folder, PREFIX + self._fingerprint().hex())

    def _loaded(self) -> dict[str, _Entry]:
        if self._entries is None:
            payload = read_whole(self._path(), MAGIC)
            self._entries = payload if isinstance(payload, dict) else {}
        return self._entries
