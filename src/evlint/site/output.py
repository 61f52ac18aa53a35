"""Pages by the files that a generator writes: what a web server has to answer an address with.

A page at `/a/` is the file `a/index.html`, one at `/a.html` that file; an address is looked for as servers do: the file
itself, with `.html` behind it, and `index.html` below it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

from evlint.model.file_names import PAGES, is_page
from evlint.model.generator import UNKNOWN, Found, Published
from evlint.site.configtext import text_of, texts_of
from evlint.site.layout import LISTS, UPLOADED, Place, PlainLayout
from evlint.site.names import beside, candidates, written

_FEEDS = frozenset(
    ("rss.xml", "atom.xml", "feed.xml", "index.xml", "sitemap.xml", "robots.txt", "404.html", "search.xml")
)
_MADE = LISTS | {"search"}


class OutputLayout(PlainLayout):
    """A site whose pages are known by their sources. What a generator does its own way is in its own class.

    `content` is the folder of the sources ("" or ending in a slash), `endings` are those of pages.
    """

    endings: tuple[str, ...] = PAGES
    copies = False  # whether files beside the sources go where these go
    lower = False  # whether addresses are in lower case

    def __init__(self, place: Place) -> None:
        """Where no configuration of the generator was found, no page is surely missing (`certain`)."""
        super().__init__(place)
        folder = place.site.content.strip("/")
        self.content = f"{folder}/" if folder else ""
        self.certain = place.site.config is not None

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the addresses of a source, its own first; `inner` is its path below the content folder."""
        raise NotImplementedError

    def sources(self) -> Iterator[tuple[str, str]]:
        """Yield every source with its path below the content folder."""
        for path in self._place.names.paths:
            if path.startswith(self.content) and path.lower().endswith(self.endings):
                yield path, path[len(self.content) :]

    def is_made(self, inner: str) -> bool:
        """Tell whether the generator, a theme or a plugin may write this without any source."""
        parts = inner.split("/")
        return parts[-1] in _FEEDS or not _MADE.isdisjoint(parts) or parts[-1].isdecimal()

    @cached_property
    def _written(self) -> dict[str, str]:
        """Every file that is written of a source, with that source."""
        files: dict[str, str] = {}
        for path, inner in self.sources():
            for address in self.outputs(path, inner):
                files.setdefault(unicodedata.normalize("NFC", written(address)), path)
        return files

    address_keys: tuple[str, ...] = ()  # keys of the front matter that give a page its address, the strongest first
    unwritten: tuple[str, ...] = (".",)  # how names of files and folders begin that are not written
    states_all = True  # whether the address of a page without such a key is certain

    def published(self, path: str) -> Iterator[Published]:
        """Yield the file of a page, and those that lead on to it; nothing where data or plugins may move it."""
        if not path.startswith(self.content) or not path.lower().endswith(self.endings):
            return
        if any(part.startswith(self.unwritten) for part in path[len(self.content) :].split("/")):
            return
        head = self._place.head(path) if is_page(path) else {}
        key = next((one for one in self.address_keys if text_of(head.get(one)) is not None), "")
        if not key and not (self.states_all and self.certain):
            return
        aliases = iter(texts_of(head.get("aliases")))
        for number, address in enumerate(self.outputs(path, path[len(self.content) :])):
            if number == 0:
                yield Published(unicodedata.normalize("NFC", written(address)), key, text_of(head.get(key)) or "")
            else:
                yield Published(
                    unicodedata.normalize("NFC", written(address)), "aliases", next(aliases, ""), is_alias=True
                )

    def static_file(self, written: str) -> str | None:
        """Return the file that is copied to a place of the built site, from a static folder or beside the sources."""
        found = super().static_file(written)
        if found is not None or not self.copies or written.lower().endswith(self.endings):
            return found
        return self.content + written if self._place.names.has(self.content + written) else None

    def address(self, path: str) -> str | None:
        """Return the address of a source."""
        if not path.startswith(self.content) or not path.lower().endswith(self.endings):
            return None
        return next(iter(self.outputs(path, path[len(self.content) :])), None)

    def find(self, path: str) -> Found:
        """Find the page or file at an address."""
        asset = self._place.asset(path, self._static) if self._static else UNKNOWN
        if asset.state == "found":
            return asset
        for one in candidates(path):
            source = self._written.get(unicodedata.normalize("NFC", one))
            if source is not None:
                return Found("found", source)
        inner = path.strip("/")
        if (
            self.copies
            and inner
            and not inner.lower().endswith(self.endings)
            and self._place.exists(self.content + inner)
        ):
            return Found("found", self.content + inner)
        if not self.certain or not inner or self.is_made(inner) or asset.state == "missing":
            return asset
        return self.missing(path)

    def missing(self, path: str) -> Found:
        """Say that nothing stands at an address: files that others may bring stay unknown."""
        inner = path.strip("/")
        if not self._place.holds(self.content + inner):
            return UNKNOWN  # through a link that leads out of the tree
        name, dot, ending = inner.rpartition("/")[2].rpartition(".")
        if dot and name and ending.lower() not in (*UPLOADED, "html", "htm", "md", "qmd"):
            return UNKNOWN
        is_upload = bool(dot) and ending.lower() in UPLOADED
        if is_upload and not self.copies and not self._place.names.has_folder(inner.partition("/")[0]):
            return UNKNOWN
        near = None if is_upload else self._place.names.nearest("outputs", lambda: self._named, _name_of(written(path)))
        return Found("missing", None, None if near is None else self.address(self._named[near]))

    @cached_property
    def _named(self) -> dict[str, str]:
        """The sources by what is their own in the address: all end in `index.html`, which makes none of them near."""
        return {name: source for one, source in self._written.items() if (name := _name_of(one))}

    def beside(self, document: str, path: str) -> str | None:
        """Return the file that a relative path names from the folder of a source, where it is there."""
        full = beside(document, path)
        return full if not full.startswith("..") and self._is_file(full) else None

    def _is_file(self, path: str) -> bool:
        names = self._place.names
        return names.has(path) or (not names.has_folder(path) and self._place.holds(path) and self._place.exists(path))


def _name_of(one: str) -> str:
    return one.removesuffix("index.html").strip("/")
