"""What the tree wants to know of a page: the keys that say where it goes, and the registration pages that it links to.

Each page is read once for both; where a memory from earlier runs is given, a page that did not change is not read at all.
"""

from __future__ import annotations

from typing import Protocol

from evlint.model.files import Files
from evlint.site.head import NO_HEAD, Head, read_head
from evlint.site.registrations import identity_of, registration_keys
from evlint.startup.namedtuple import NamedTuple


class Page(NamedTuple):
    """What is kept of a page: its head (`evlint.site.head`); of an event, the keys of the registration pages too."""

    head: Head
    registrations: tuple[str, ...] = ()


class Memory(Protocol):
    """Remembers pages between runs, by their path relative to the working folder."""

    def get(self, path: str) -> Page | None:
        """Return what is remembered of a page that is as it was, else None."""

    def put(self, path: str, page: Page) -> None:
        """Remember a page that `get` did not know."""


NO_PAGE = Page(NO_HEAD)
Mark = tuple[int, int]  # length and hash of a text: what tells it from another within one run


class Pages:
    """The pages of a tree, each looked at once per run."""

    def __init__(self, files: Files, memory: Memory | None = None) -> None:
        """Take the files, and what is remembered of them."""
        self._files = files
        self._memory = memory
        self._known: dict[str, Page] = {}
        self._read: dict[str, tuple[Mark, Page]] = {}  # what was made of a text, and which text that was

    def of(self, path: str) -> Page:
        """Return what is to be known of a page; one that cannot be read has nothing."""
        page = self._known.get(path)
        if page is None:
            page = self._known[path] = self._looked_up(path)
        return page

    def know(self, path: str, page: Page) -> None:
        """Take what is known of a page from elsewhere."""
        self._known[path] = page

    def of_text(self, path: str, text: str) -> Page:
        """Return what is to be known of a page with this text, which need not be what stands on the disk.

        The posts of a run are read for their findings, for where links to them lead and for the index: their heads once.
        """
        mark = len(text), hash(text)
        read = self._read.get(path)
        if read is None or read[0] != mark:
            read = self._read[path] = mark, read_page(text)
        return read[1]

    def _looked_up(self, path: str) -> Page:
        page = self._memory.get(path) if self._memory is not None else None
        if page is None:
            text = self._files.read(path)
            page = self.of_text(path, text) if text else NO_PAGE
            if self._memory is not None:
                self._memory.put(path, page)
        return page


def read_page(text: str | None) -> Page:
    """Return what is to be known of a page with this text."""
    if not text:
        return NO_PAGE
    head = read_head(text)
    return Page(head, registration_keys(text) if identity_of(head) is not None else ())
