"""Where Hugo puts things: pages by section, file name, `slug`, `url` and permalinks; bundles; `static/` at the root.

An address is "missing" only where Hugo's configuration is there, no module brings pages of its own, and the address lies
below a section that has pages in the tree. Lists, terms of taxonomies, feeds and what templates make stay "unknown".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from evlint.model.generator import Found
from evlint.site.configtext import text_of, texts_of
from evlint.site.head import day_of
from evlint.site.layout import UNKNOWN, Place, PlainLayout
from evlint.site.permalinks import Pattern, canonical, compile_permalink, hugo_path, is_near_day, stem_of
from evlint.startup.lazy_regex import lazy_regex

_ENDINGS = (".md", ".markdown", ".mdown", ".html", ".htm", ".adoc", ".org", ".rst", ".pandoc")
_MADE = lazy_regex(r"page\Z|\d+\Z|tags?\Z|categor(?:y|ies)\Z|topics?\Z|authors?\Z|series\Z|archives?\Z")
_TERMS = frozenset({"tags", "categories", "topics", "authors", "series", "page"})
_ADAPTER = "_content.gotmpl"


class HugoLayout(PlainLayout):
    """The layout of a Hugo site."""

    makes_files = True

    def __init__(self, place: Place) -> None:
        """Take the files of the site."""
        super().__init__(place)
        site = place.site
        self._contents = tuple(
            f"{folder.strip('/')}/" for folder in (*site.contents, site.content) if folder.strip("/")
        )
        self._static = tuple(f"{folder.strip('/')}/" for folder in site.static)
        self._languages = frozenset(site.languages)
        self._patterns: dict[str, Pattern] = {}
        for one in site.collections:
            pattern = compile_permalink(one.permalink, one.name) if one.permalink is not None else None
            if pattern is not None:
                self._patterns[one.name.strip("/")] = pattern
        self._shaped = {one.name.strip("/") for one in site.collections}
        self._certain = site.config is not None and not site.mounted

    def find(self, path: str) -> Found:
        """Find what an address leads to."""
        asset = self._place.asset(path, self._static)
        if asset.state == "found":
            return asset
        bundled = self._resource(path)
        if bundled is not None:
            return Found("found", bundled)
        for address in self._variants(canonical(path)):
            inner = self._page(address) or self._renamed.get(address)
            if inner is not None:
                return Found("found", inner)
        address = canonical(path)
        if self._is_missing(address):
            near = self._place.names.nearest("addresses", lambda: self._pages, address)
            if near is not None:
                return Found("missing", None, self.address(self._pages[near]))
            if self._has_folder(address):
                return Found("missing")
        return asset if self._certain else UNKNOWN

    def address(self, path: str) -> str | None:
        """Return the address of a page; None for a file that is none, or whose permalink is made of more than its name."""
        inner = self._inner(path)
        if inner is None:
            return None
        head = self._place.head(path)
        url = text_of(head.get("url"))
        if url is not None:
            return url if url.startswith("/") else f"/{url}"
        if self._section(inner) in self._shaped and not self._is_list(path):
            return None
        plain = self._plain(inner)
        slug = text_of(head.get("slug"))
        if slug is not None and not self._is_list(path):
            plain = f"{plain.rpartition('/')[0]}/{hugo_path(slug)}"
        return plain if plain == "/" else f"{plain}/"

    def page(self, argument: str, document: str) -> Found:
        """Find the page that `ref` or `relref` asks for, from a document: by path, or by a name that is unique."""
        wanted = argument.strip().lower()
        if not wanted:
            return Found("found", document)
        stem = _without_ending(wanted.strip("/"))
        inner = self._inner(document)
        if not wanted.startswith("/") and inner is not None:
            folder = inner.rpartition("/")[0].lower()
            for start in (folder, folder.rpartition("/")[0]) if _is_bundle(document) else (folder,):
                beside = self._by_path.get(_normal(f"{start}/{stem}"))
                if beside is not None:
                    return Found("found", beside)
        whole = self._by_path.get(_normal(stem))
        if whole is not None:
            return Found("found", whole)
        named = self._by_name.get(stem.rpartition("/")[2]) if "/" not in stem else None
        if named is not None:
            return Found("found", named)
        top, slash, _ = stem.partition("/")
        known = top in self._sections if slash else not wanted.startswith("/")
        if not known or not self._certain or top in _TERMS:
            return UNKNOWN
        near = self._place.names.nearest("names", lambda: self._by_name, stem.rpartition("/")[2])
        return Found("missing", None, None if near is None else self._inner(self._by_name[near]))

    def _inner(self, path: str) -> str | None:
        """Return a page's path below its content folder, or None."""
        if not path.lower().endswith(_ENDINGS):
            return None
        for folder in self._contents:
            if path.startswith(folder):
                return path[len(folder) :]
        return None

    def _plain(self, inner: str) -> str:
        """Return the address that a page gets by its path alone, without the slash at its end."""
        stem = self._without_language(inner.rpartition(".")[0])
        folder, _, name = stem.rpartition("/")
        return canonical(hugo_path(folder if name in ("index", "_index") else stem))

    def _without_language(self, stem: str) -> str:
        head, dot, language = stem.rpartition(".")
        return head if dot and language.lower() in self._languages else stem

    @staticmethod
    def _section(inner: str) -> str:
        return inner.partition("/")[0] if "/" in inner else ""

    @staticmethod
    def _is_list(path: str) -> bool:
        return path.rpartition("/")[2].startswith("_index.")

    @cached_property
    def _paths(self) -> tuple[tuple[str, str], ...]:
        pairs = ((path, self._inner(path)) for path in self._place.names.paths)
        return tuple((path, inner) for path, inner in pairs if inner is not None)

    @cached_property
    def _pages(self) -> dict[str, str]:
        """Every page by the address of its path."""
        pages: dict[str, str] = {}
        for path, inner in self._paths:
            plain = self._plain(inner)
            if self._section(inner) not in self._shaped or self._is_list(path):
                pages.setdefault(plain, path)
                stem = stem_of(inner.rpartition("/")[2])
                if stem.date is not None:
                    pages.setdefault(f"{plain.rpartition('/')[0]}/{hugo_path(stem.slug)}", path)
        return pages

    @cached_property
    def _sections(self) -> frozenset[str]:
        return frozenset(self._section(inner).lower() for _, inner in self._paths)

    @cached_property
    def _adapted(self) -> frozenset[str]:
        """The sections whose pages are made from data, in part."""
        return frozenset(path.split("/")[-2] for path in self._place.names.paths if path.endswith(f"/{_ADAPTER}"))

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """The pages that say themselves where they go (`url`, `slug`), and what leads on to them (`aliases`)."""
        addresses: dict[str, str] = {}
        for path, inner in self._paths:
            head = self._place.head(path)
            own = self.address(path) if "url" in head or "slug" in head else None
            if own is not None:
                addresses.setdefault(canonical(own), path)
            for alias in texts_of(head.get("aliases")) if "aliases" in head else ():
                folder = "" if alias.startswith("/") else f"{self._plain(inner).rpartition('/')[0]}/"
                addresses.setdefault(canonical(folder + alias), path)
        return addresses

    @cached_property
    def _by_word(self) -> dict[tuple[str, str], list[str]]:
        """The pages of sections that have a permalink, by the words that it may hold."""
        index: dict[tuple[str, str], list[str]] = {}
        for path, inner in self._paths:
            section = self._section(inner)
            if section in self._patterns and not self._is_list(path):
                head = self._place.head(path)
                name = self._without_language(inner.rpartition(".")[0]).rpartition("/")
                name = name[0].rpartition("/") if name[2] == "index" else name
                words = {name[2], stem_of(f"{name[2]}.md").slug}
                words |= {text for key in ("slug", "title") if (text := text_of(head.get(key))) is not None}
                for word in {hugo_path(word).replace("/", "-") for word in words}:
                    index.setdefault((section, word), []).append(path)
        return index

    def _page(self, address: str) -> str | None:
        path = self._pages.get(address)
        if path is not None:
            own = self.address(path)
            head = self._place.head(path)
            if not ("url" in head or "slug" in head) or (own is not None and canonical(own) == address):
                return path
        for section, pattern in self._patterns.items():
            match = pattern.regex.match(address)
            if match is not None:
                for one in self._by_word.get((section, match[pattern.key]), ()):
                    if is_near_day(match, day_of(self._place.head(one).get("date")), 1):
                        return one
        return None

    def _variants(self, address: str) -> Iterator[str]:
        """Yield an address as it stands, and without the language in front of it."""
        yield address
        first, _, rest = address[1:].partition("/")
        if first in self._languages:
            yield f"/{rest}"

    def _resource(self, path: str) -> str | None:
        """Find a file that stands beside a page and goes where the page goes."""
        inner = path.strip("/")
        if not inner or inner.lower().endswith(_ENDINGS):
            return None
        return next((full for folder in self._contents if self._place.names.has(full := folder + inner)), None)

    def _is_missing(self, address: str) -> bool:
        """Tell whether an address that nothing stands at would belong to a section that the tree knows."""
        if not self._certain:
            return False
        address = list(self._variants(address))[-1]
        parts = address.strip("/").split("/")
        if "." in parts[-1] or _MADE.match(parts[-1]) or parts[0] in _TERMS or not self._adapted.isdisjoint(parts):
            return False
        for section, pattern in self._patterns.items():
            match = pattern.regex.match(address) if pattern.certain and section in self._sections else None
            if match is not None:
                return (
                    match.groupdict().get("year", "") in self._years.get(section, ()) or "year" not in match.groupdict()
                )
        if any(_MADE.match(part) for part in parts[1:]):
            return False
        return len(parts) > 1 and parts[0] in self._sections and parts[0] not in self._shaped

    def _has_folder(self, address: str) -> bool:
        """Tell whether the pages above an address are known: all of them where it is made by a permalink."""
        folder = list(self._variants(address))[-1].rpartition("/")[0]
        return folder in self._folders or address.strip("/").partition("/")[0] not in self._sections

    @cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset(page.rpartition("/")[0] for page in self._pages) | self._pages.keys()

    @cached_property
    def _years(self) -> dict[str, set[str]]:
        """The years of the pages of each section that has a permalink: of another year the tree may hold nothing."""
        years: dict[str, set[str]] = {}
        for (section, _), paths in self._by_word.items():
            days = (day_of(self._place.head(path).get("date")) for path in paths)
            years.setdefault(section, set()).update(day[:4] for day in days if day is not None)
        return years

    @cached_property
    def _by_path(self) -> dict[str, str]:
        paths: dict[str, str] = {}
        for path, inner in self._paths:
            paths.setdefault(_normal(self._without_language(inner.rpartition(".")[0])), path)
        return paths

    @cached_property
    def _by_name(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for stem, path in self._by_path.items():
            names.setdefault(stem.rpartition("/")[2], path)
        return names


def _without_ending(path: str) -> str:
    return next((path[: -len(ending)] for ending in _ENDINGS if path.endswith(ending)), path)


def _normal(stem: str) -> str:
    """Return the path of a page for comparison: lower case, a bundle by its folder, `..` resolved."""
    parts: list[str] = []
    for part in stem.lower().split("/"):
        if part == "..":
            parts[-1:] = []
        elif part not in ("", "."):
            parts.append(part)
    if parts and parts[-1] in ("index", "_index"):
        parts.pop()
    return "/".join(parts)


def _is_bundle(path: str) -> bool:
    return path.rpartition("/")[2].startswith(("index.", "_index."))
