"""Files by their names: what can be said of a tree of which nobody knows what is made."""

from __future__ import annotations

import re
from functools import cached_property

from evlint.model.file_names import is_page
from evlint.model.generator import UNKNOWN, Found
from evlint.site.entry import ADDRESSES
from evlint.site.layout import PlainLayout
from evlint.site.names import ANY, beside


class NoLayout(PlainLayout):
    """A tree of which nobody knows what is made: files are found by name, with any ending behind it."""

    def find(self, path: str) -> Found:
        """Find a file from the root, as it is named or with another ending; nothing is surely missing."""
        inner = path.strip("/")
        return self._named(inner) or self._named(f"{inner}/index") or UNKNOWN if inner else UNKNOWN

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002 raw HTML is no other
        """Find a file beside the document, from the root, or as the only one of its name in the tree."""
        if path in (".", "..") or path.endswith(("/..", "/.")):
            return None
        if path.endswith("/"):
            return UNKNOWN if self.shows_elsewhere(document) else self._folder(document, path)
        full = beside(document, path)
        found = self._named(full) or self._from_above(document, path.removeprefix("./"))
        if found is None and self.shows_elsewhere(document):
            return UNKNOWN
        if found is not None or self._is_below_a_file(full):
            return found if found is not None else Found("missing")
        alike = self._stems.get(_stem(path), ())
        return Found("found", alike[0]) if len(alike) == 1 and not path.startswith("../") else None

    def shows_elsewhere(self, path: str) -> bool:
        """Tell whether a Markdown file is a part of other pages.

        It is where others are named for what Middleman makes of them, and where a page of Ruby's has its folder's name.
        """
        folder = path.rpartition("/")[0]
        return (self._names_what_is_made and _MADE not in path) or (
            bool(folder) and any(self._place.names.has(folder + ending) for ending in _RUBY)
        )

    def layout_ids(self, path: str) -> frozenset[str]:
        """Know nothing of the ids of a part: those of the pages that take it in stand beside its own."""
        return frozenset({ANY}) if self.shows_elsewhere(path) else frozenset()

    @cached_property
    def _names_what_is_made(self) -> bool:
        return any(_MADE in path for path in self._place.names.paths)

    def _from_above(self, document: str, path: str) -> Found | None:
        """Find a file from the root, or from a folder between it and the document: a build may begin in any of them."""
        folders = document.split("/")[:-1]
        above = ("/".join((*folders[:count], path)) for count in range(len(folders)))
        return next((found for one in above if (found := self._named(one)) is not None), None)

    def _folder(self, document: str, path: str) -> Found | None:
        """Find what `nodir/` names; it is missing only where no file, folder or key of a page says anything like it."""
        inner = path.removeprefix("./").rstrip("/")
        name = inner.rpartition("/")[2].casefold()
        if not name or inner.startswith(".."):
            return None
        full = beside(document, inner)
        if self._is_below_a_file(full):
            return Found("missing")
        return None if name in self._words else Found("missing")

    @cached_property
    def _words(self) -> str:
        """All that a page may be called by: the names of files and folders, and what pages say of their own addresses."""
        place = self._place
        said = (
            str(value)
            for path in place.names.paths
            if is_page(path)
            for key, value in place.head(path).items()
            if key in ADDRESSES
        )
        return "\n".join((*place.names.paths, *said)).casefold()

    def _is_below_a_file(self, full: str) -> bool:
        parts = full.split("/")
        return any(self._place.names.has("/".join(parts[:count])) for count in range(1, len(parts)))

    def _named(self, full: str) -> Found | None:
        """Find a file of this name, or of this name with one more ending or another."""
        names = self._place.names
        if names.has(full):
            return Found("found", full)
        folder, _, name = full.rpartition("/")
        stem = name.removesuffix(".html").removesuffix(".htm")
        for one in names.within(folder):
            if one.startswith((f"{name}.", f"{stem}.")) and (name != stem or "." not in name):
                return Found("found", f"{folder}/{one}" if folder else one)
            # Of a README mdBook, GitBook and VuePress make the `index.html` of its folder.
            if stem == "index" != name and one.upper().startswith("README."):
                return Found("found", f"{folder}/{one}" if folder else one)
        numbered = self._numbered.get(_unnumbered(full))
        return None if numbered is None else Found("found", numbered)

    @cached_property
    def _numbered(self) -> dict[str, str]:
        """The files in whose path a number gives the order only (`2.guide/1.oauth.md`), by their paths without those."""
        paths = (path for path in self._place.names.paths if _NUMBER.search(path) is not None)
        return {_unnumbered(path): path for path in paths}

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        """The files of the tree by their names, those of pages without their endings."""
        stems: dict[str, list[str]] = {}
        for path in self._place.names.paths:
            stems.setdefault(_stem(path), []).append(path)
        return stems


class SphinxLayout(NoLayout):
    """A project of Sphinx or MyST: a word that ends like no file may be a label anywhere in it."""

    def find(self, path: str) -> Found:
        """Find a document or file from the folder of the sources; nothing else is surely missing."""
        return super().find(path) if _NAMES_A_FILE.search(path) is not None else UNKNOWN

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:
        """Find a document or file beside the document; what may be a label leads nobody knows where."""
        return super().relative(document, path, raw=raw) if _NAMES_A_FILE.search(path) is not None else UNKNOWN

    def layout_ids(self, path: str) -> frozenset[str]:  # noqa: ARG002 the same of every page
        """Know nothing of the ids: a label of any document can be asked for as an id of this one."""
        return frozenset({ANY})


# Endings of sources and of what is copied as it is: a label has none of them.
_NAMES_A_FILE = re.compile(
    r"\.(?:md|rst|ipynb|txt|png|jpe?g|gif|svg|webp|pdf|zip|csv|odt|docx?|xlsx?|pptx?)\Z", re.IGNORECASE
)


def _unnumbered(path: str) -> str:
    """Return a path without the numbers that order its parts, without the ending of a page, a folder for its index."""
    folder, slash, _ = path.rpartition("/")
    plain = _NUMBER.sub("", f"{folder}{slash}{_stem(path)}")
    return plain.removesuffix("/index").rstrip("/")


_MADE = ".html.md"  # Middleman makes `x.html` of `x.html.md` and of `x.html.md.erb`
_RUBY = (".erb", ".html.erb", ".haml", ".html.haml", ".slim")  # `privacy.erb` shows the texts of `privacy/`
_NUMBER = re.compile(r"(?<![^/])\d{1,3}\.(?=[^\d/])")


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    for ending in (".md", ".mdx", ".markdown", ".html", ".htm", ".erb"):
        name = name.removesuffix(ending)
    return name
