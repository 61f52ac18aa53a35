"""Where Jekyll puts things: posts and collections by permalink, pages by path, everything else as it lies.

An address is "missing" only where Jekyll's configuration is there, the address has the form of a collection that has
posts in the tree, and no page, redirect or file stands there. What plugins make (feeds, archives, pages of a list) stays
"unknown".
"""

from __future__ import annotations

from functools import cached_property

from evlint.generators.jekyll.posts import Family, filled
from evlint.model.endings import PAGES, is_page
from evlint.site.configtext import text_of, texts_of
from evlint.site.layout import UNKNOWN, Found, Place
from evlint.site.permalinks import canonical, stem_of
from evlint.startup.lazy_regex import lazy_regex

_MACHINERY = frozenset({"_layouts", "_includes", "_data", "_sass", "_plugins", "_site", "node_modules", "vendor"})
_MADE = lazy_regex(r"(?:page-?)?\d+\Z|page\Z|feed\Z|index\Z|tags?\Z|categor(?:y|ies)\Z|archives?\Z|.*\.\w{2,4}\Z")


class JekyllLayout:
    """The layout of a Jekyll site."""

    def __init__(self, place: Place) -> None:
        """Take the files of the site."""
        self._place = place
        site = place.site
        self._source = f"{site.content}/" if site.content else ""
        self._certain = site.config is not None
        self._families = [Family(one, place) for one in site.collections if one.output]

    def find(self, path: str) -> Found:
        """Find what an address leads to."""
        address = canonical(path)
        found = self._page(path, address)
        if found is not None:
            return found
        inner = self._post(address)
        if inner is not None:
            return Found("found", inner)
        if self._certain and not _MADE.match(address.rpartition("/")[2]):
            for family in self._families:
                if family.has_form(address):
                    near = family.nearest(address)
                    return Found("missing", None, None if near is None else self.address(near))
        if not self._certain or self._is_hidden(path.strip("/")):
            return UNKNOWN
        return self._place.asset(path, (self._source,))

    def address(self, path: str) -> str | None:
        """Return the address of a source file."""
        permalink = text_of(self._place.head(path).get("permalink"))
        for family in self._families:
            if family.holds(path):
                return family.address(path, permalink)
        if permalink is not None:
            return filled(permalink, path, stem_of(path.rpartition("/")[2]), None, "", "")
        if not is_page(path) or self._is_hidden(path):
            return None
        stem = path.removeprefix(self._source).rpartition(".")[0]
        if stem == "index" or stem.endswith("/index"):
            return "/" + stem.removesuffix("index")
        style = self._place.site.permalink or "date"
        return f"/{stem}/" if style == "pretty" or style.endswith("/") else f"/{stem}.html"

    def page(self, argument: str, document: str) -> Found:  # noqa: ARG002 Hugo's alone
        """Say that nobody can tell: Jekyll has no such tag."""
        return UNKNOWN

    def _page(self, path: str, address: str) -> Found | None:
        """Find a page or a file by its own path."""
        names, inner = self._place.names, path.strip("/")
        source, stem = self._source, address.strip("/")
        folder = f"{stem}/" if stem else ""
        candidates = [source + inner] if inner else []
        if stem:
            candidates += [f"{source}{stem}{ending}" for ending in PAGES]
        candidates += [f"{source}{folder}index{ending}" for ending in PAGES]
        for one in candidates:
            if names.has(one) and not self._is_hidden(one):
                permalink = text_of(self._place.head(one).get("permalink")) if is_page(one) else None
                if permalink is None or ":" in permalink or canonical(permalink) == address:
                    return Found("found", one)
        return None

    def _is_hidden(self, path: str) -> bool:
        """Tell whether Jekyll leaves a file out because of a name that begins with `_` or `.`."""
        inner = path.removeprefix(self._source)
        include = self._place.site.include
        return any(part[:1] in ("_", ".") and part not in include for part in inner.split("/"))

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        """The pages and posts that say themselves where they go, or what is redirected to them."""
        addresses: dict[str, str] = {}
        for path in self._place.names.paths:
            if not is_page(path) or not path.startswith(self._source) or not _MACHINERY.isdisjoint(path.split("/")):
                continue
            head = self._place.head(path)
            permalink = text_of(head.get("permalink"))
            if permalink is not None:
                addresses.setdefault(canonical(self.address(path) or permalink), path)
            for other in texts_of(head.get("redirect_from")):
                addresses.setdefault(canonical(other), path)
        return addresses

    def _post(self, address: str) -> str | None:
        """Find a post: by its name, by what it says of itself, by its slug (the first of these reads no other file)."""
        for family in self._families:
            inner = family.find(address)
            if inner is not None:
                return inner
        inner = self._elsewhere.get(address)
        if inner is not None:
            return inner
        return next((inner for family in self._families if (inner := family.renamed(address)) is not None), None)
