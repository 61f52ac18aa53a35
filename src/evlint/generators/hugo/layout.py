"""Where Hugo puts things: pages by language, section, name, `slug`, `url` and permalinks; bundles; `static/` at the root.

An address is "missing" only where Hugo's configuration is there, no module brings pages of its own, and neither a list, a
term of a taxonomy, a feed nor a template could make it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from evlint.generators.hugo.names import TIMED_NAMES_SINCE, dated_name, is_bundle, is_list, section_of
from evlint.generators.hugo.permalinks import filled, fits, lists_of, patterns_of
from evlint.generators.hugo.sources import SourceFolders, normal, without_ending
from evlint.model.generator import UNKNOWN, Found, Published
from evlint.site.configtext import text_of, texts_of
from evlint.site.head import Head, day_of
from evlint.site.layout import UPLOADED, Place, PlainLayout
from evlint.site.names import beside, resolved, written
from evlint.site.permalinks import canonical, hugo_path, is_near_day
from evlint.startup.lazy_regex import lazy_regex

# The last part of an address that Hugo’s lists and their pages have: no source stands behind them.
_MADE = lazy_regex(r"page\Z|\d+\Z|tags?\Z|categor(?:y|ies)\Z|topics?\Z|authors?\Z|series\Z|archives?\Z")
_TERMS = frozenset({"tags", "categories", "topics", "authors", "series", "page"})
_ADAPTER = "_content.gotmpl"
_UNWRITTEN = frozenset(("headless", "build", "_build"))  # keys that may keep a page from being written
_HOOK_SINCE = (0, 123)  # the first version whose own link hook resolves sources on sites in several languages
_SECTION_FILES_SINCE = (0, 112)  # the path of `_index.md` names a section without it: not in 0.111.3, but in 0.147.9
_LINK_HOOKS = tuple(
    f"{folder}/_markup/render-{kind}.{ending}"
    for folder in ("layouts/_default", "layouts")
    for kind in ("link", "image")
    for ending in ("html", "rss.xml")
)


class HugoLayout(PlainLayout):
    """The layout of a Hugo site."""

    makes_files = True
    alias_key = "aliases"

    def __init__(self, place: Place) -> None:
        """Permalinks and mounts are read off the configuration here, addresses of pages when they are asked for."""
        super().__init__(place)
        site = place.site
        self._folders = SourceFolders(place)
        self._patterns = patterns_of(site)
        self._shaped = {one.name.strip("/") for one in site.collections}
        self._lists = lists_of(site)
        self._certain = site.config is not None and not site.mounted and not self._folders.has_hosts
        self._bundles: dict[str, bool] = {}  # folders that belong to a page, or lie in one that does
        version = site.version or _HOOK_SINCE
        self._resolves = self.by_document = len(site.languages) > 1 and version >= _HOOK_SINCE

    def find(self, path: str) -> Found:
        """Find what an address leads to."""
        asset = self._place.asset(path, self._folders.static)
        if asset.state == "found":
            return asset
        bundled = self._resource(path) or self._folders.laid(path)
        if bundled is not None:
            return Found("found", bundled)
        address = canonical(path)
        if self._folders.is_elsewhere(list(self._tails(address))[-1]):
            return UNKNOWN
        inner = self._page(address) or self._renamed.get(address)
        if inner is not None:
            own = self.address(inner)
            is_alias = (
                own is None or canonical(own) != address or path in texts_of(self._place.head(inner).get("aliases"))
            )
            if path.endswith(".html") and not path.endswith("/index.html") and not is_alias and own.endswith("/"):  # type: ignore[union-attr]  # is_alias
                return Found("missing", None, own)
            return Found("found", inner)
        if self._is_missing(address):
            near = self._place.names.nearest("addresses", lambda: self._pages, address)
            return Found("missing", None, None if near is None else self.address(self._pages[near]))
        if asset.state == "unknown" and self._certain and not self._has_hooks:
            return self._at_root(path.strip("/"))
        return asset if self._certain else UNKNOWN

    def _at_root(self, name: str) -> Found:
        """Say that an upload at the site's very root is not there, where no theme and no module could bring it."""
        names = self._place.names
        folders = [folder for folder in self._folders.static if names.has_folder(folder.strip("/"))]
        is_upload = "/" not in name and "." in name and name.rpartition(".")[2].lower() in UPLOADED
        if not is_upload or not folders or names.has_folder("themes") or names.has(f"assets/{name}"):
            return UNKNOWN
        near = next((one for folder in folders if (one := names.nearest_file(folder + name)) is not None), None)
        start = next((folder for folder in folders if near is not None and near.startswith(folder)), None)
        return Found("missing", None, None if near is None or start is None else "/" + near[len(start) :])

    def address(self, path: str) -> str | None:
        """Return the address of a page; None for a file that is none, or whose permalink is made of more than its name."""
        source = self._folders.of(path)
        if source is None:
            return None
        language, inner = source
        head = self._place.head(path)
        before = self._folders.prefix(language)
        url = text_of(head.get("url"))
        if url is not None:
            return url if url.startswith("/") else f"{before}/{url}"
        if section_of(inner) in (self._lists if is_list(path) else self._shaped):
            return None
        plain = self._plain(inner)
        slug = text_of(head.get("slug"))
        if slug is not None and not is_list(path):
            plain = f"{plain.rpartition('/')[0]}/{self._spelled(slug)}"
        whole = before + ("" if plain == "/" else plain)
        return f"{whole}/" if not self._place.site.options.get("ugly") or is_list(path) else f"{whole}.html"

    def published(self, path: str) -> Iterator[Published]:
        """Yield the file of a page, and those of its aliases; nothing for a page that lies in the bundle of another."""
        source = self._folders.of(path)
        head = self._place.head(path)
        if source is None or self._is_resource(path) or not _UNWRITTEN.isdisjoint(head):
            return
        if self._place.site.options.get("elsewhere"):
            return  # what a theme that is not here says of every page may keep this one from being written
        language, inner = source
        host = f"{language}:" if self._folders.has_hosts else ""
        address = self.address(path) or self._shaped_address(path, inner, language)
        if address is not None:
            key = next((one for one in ("url", "slug") if text_of(head.get(one)) is not None), "")
            if key == "slug" and is_list(path):
                key = ""
            yield Published(host + written(address), key, text_of(head.get(key)) or "")
        for alias in texts_of(head.get("aliases")) if not self._place.site.options.get("no-aliases") else ():
            whole = self._led_from(path, inner, language, alias)
            yield Published(host + written(whole), "aliases", alias, is_alias=True)

    def _led_from(self, path: str, inner: str, language: str, alias: str) -> str:
        """Return the address of an alias, with its language; one that is relative stands beside the page's own address."""
        before = self._folders.prefix(language)
        if alias.startswith("/"):
            return before + alias
        own = self.address(path) or self._shaped_address(path, inner, language) or before + self._plain(inner)
        return resolved(own.rstrip("/"), alias)

    def _is_resource(self, path: str) -> bool:
        """Tell whether a file lies in a page's bundle, so that it is no page of its own."""
        names = self._place.names
        folder, _, name = path.rpartition("/")
        if name.startswith("index."):
            folder = folder.rpartition("/")[0]
        while folder and folder not in self._bundles:
            inside = any(
                one.startswith("index.") and self._folders.of(f"{folder}/{one}") for one in names.within(folder)
            )
            above = folder.rpartition("/")[0]
            self._bundles[folder] = inside or (bool(above) and self._bundles.get(above, False))
            if inside:
                break
            folder = above
        parts = path.rpartition("/")[0].split("/") if not name.startswith("index.") else path.split("/")[:-2]
        return any(self._bundles.get("/".join(parts[: count + 1]), False) for count in range(len(parts)))

    def _shaped_address(self, path: str, inner: str, language: str) -> str | None:
        """Fill the permalink of a section; None where a word of it is not known."""
        section = section_of(inner)
        template = next((one.permalink for one in self._place.site.collections if one.name.strip("/") == section), None)
        if template is None or is_list(path):
            return None
        name = self._folders.without_language(inner.rpartition(".")[0]).removesuffix("/index").rpartition("/")[2]
        made = filled(template, self._place.head(path), section, name, self._spelled)
        return None if made is None else f"{self._folders.prefix(language)}/{made.strip('/')}/"

    def static_file(self, written: str) -> str | None:
        """Return the file of a static folder that is copied to a place of the built site."""
        names = self._place.names
        return next((one + written for one in self._folders.static if names.has(one + written)), None)

    def term_page(self, term: str) -> str:
        """Return a term as it stands in the address of its page."""
        return self._spelled(term)

    def layout_ids(self, path: str) -> frozenset[str]:
        """Return the ids typed in the pages right below a list: its template may show their texts whole."""
        if not is_list(path):
            return frozenset()
        from evlint.site.anchors import ids_in_html  # which asks for generators itself

        texts = (self._place.text(one) or "" for one in self._below.get(path.rpartition("/")[0], ()))
        return frozenset[str]().union(*map(ids_in_html, texts))

    @cached_property
    def _below(self) -> dict[str, list[str]]:
        """The pages right below each folder, bundles too; no lists."""
        pages: dict[str, list[str]] = {}
        for path, _, _ in self._paths:
            folder = path.rpartition("/")[0]
            if not is_list(path):
                pages.setdefault(folder.rpartition("/")[0] if is_bundle(path) else folder, []).append(path)
        return pages

    def layouts(self, path: str) -> frozenset[str] | None:  # noqa: ARG002 of every page alike
        """Return the names of the templates; None where a theme or a module may bring more."""
        return self._layouts

    @cached_property
    def _layouts(self) -> frozenset[str] | None:
        from evlint.generators.hugo.templates import names_of  # few posts name one

        return names_of(self._place) if self._certain else None

    def hides_body(self, path: str) -> bool:
        """Tell whether no template of the section shows what a list's own source says."""
        from evlint.generators.hugo.templates import hides_body

        source = self._folders.of(path) if is_list(path) else None
        return source is not None and hides_body(self._place, source[1])

    def rooted(self, document: str, path: str) -> Found | None:
        """Find a page by the path of its source, in the document's language, where Hugo's own link hook looks for it so."""
        found = self._by_source(path.lower(), document) if self._resolves and path.strip("/") else None
        return None if found is None else Found("found", found)

    def page(self, argument: str, document: str, language: str = "") -> Found:
        """Find the page that `ref` or `relref` asks for, from a document: by path, or by a name that is unique."""
        wanted = argument.strip().lower()
        if not wanted.strip("/"):
            return UNKNOWN if wanted else Found("found", document)  # `/`: the home page
        source = self._folders.of(document)
        language = language.lower() or (source[0] if source is not None else "")
        found = self._by_source(wanted, document, language)
        if found is not None:
            return Found("found", found, stops=True)
        stem = self._folders.without_language(without_ending(wanted.strip("/")))
        if self._is_section(language, wanted, document):
            return UNKNOWN  # it is there, though no file is its own
        if "/" not in stem:
            named = self._by_name.get((language, stem))
            if named is not None and len(named) == 1:
                return Found("found", named[0], stops=True)
            if named is not None:
                return Found("missing", None, self._folders.inner(named[0]), stops=True)
        top = stem.partition("/")[0]
        if self._folders.is_elsewhere(f"/{stem}"):
            return UNKNOWN
        if not self._certain or top in _TERMS or wanted.startswith(("http:", "https:")):
            return UNKNOWN
        names = self._place.names
        near = names.nearest("names", lambda: [name for _, name in self._by_name], stem.rpartition("/")[2])
        nearest = next((paths[0] for (_, name), paths in self._by_name.items() if name == near), None)
        return Found("missing", None, None if nearest is None else self._folders.inner(nearest), stops=True)

    def _is_section(self, language: str, wanted: str, document: str) -> bool:
        """Tell whether a tag asks for the list that Hugo makes of a folder right below the content folder."""
        stem = without_ending(wanted.strip("/"))
        if stem.rpartition("/")[2] in ("index", "_index") and self._is_before(_SECTION_FILES_SINCE):
            return False
        sections = self._pages_by_section
        if (language, normal(stem)) in sections:
            return True
        source = self._folders.of(document) if not wanted.startswith("/") else None
        return source is not None and (language, normal(f"{source[1].rpartition('/')[0]}/{stem}")) in sections

    @cached_property
    def _pages_by_section(self) -> frozenset[tuple[str, str]]:
        """The language and the name, in lower case, of each folder right below the content folder that holds a page."""
        return frozenset(
            (language, section) for _, language, inner in self._paths if (section := section_of(inner).lower())
        )

    def _is_before(self, version: tuple[int, ...]) -> bool:
        """Tell whether the site names a version of Hugo that is older than this one."""
        stated = self._place.site.version
        return bool(stated) and stated < version

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:
        """Find a target from the page's address: Hugo leaves it as typed, unless a render hook is there."""
        source = self._folders.of(document)
        if source is None or not self._certain:
            return None
        if self._resolves and not raw and not path.endswith("/"):
            found = self._by_source(path.lower(), document)
            if found is not None:
                return Found("found", found)
        full = beside(document, path)
        names = self._place.names
        if is_bundle(document):
            resource = self._folders.in_bundle(document, path)
            if resource is not None and self._folders.of(resource) is None:
                return Found("found", resource)
        address = self.address(document)
        there = None if address is None else self.find(resolved(address, path))
        if there is not None and there.state == "found":
            return there
        is_asset = self._place.exists(f"assets/{path.lstrip('./')}")
        if is_asset or (self._has_hooks and there is not None):
            return None if names.has(full) else UNKNOWN
        if there is None:
            return None
        if names.has(full):
            climbs = "" if is_bundle(document) else "../"
            return Found(
                "missing", None, climbs + path if path.rpartition(".")[2].lower() in UPLOADED else there.nearest
            )
        return there if there.state == "missing" else None

    @cached_property
    def _has_hooks(self) -> bool:
        """Whether templates may change the links and pictures of pages: the site's own, or a theme's."""
        if self._place.site.options.get("theme"):
            return True
        return any(self._place.names.has(one) for one in _LINK_HOOKS)

    def _by_source(self, wanted: str, document: str, language: str = "") -> str | None:
        """Find a page by the path of its source, from a document's folder or the content folder; "": in its language."""
        source = self._folders.of(document)
        own, inner = source if source is not None else ("", "")
        language, stem = language or own, self._folders.without_language(without_ending(wanted.strip("/")))
        if not wanted.startswith("/") and source is not None:
            folder = inner.rpartition("/")[0].lower()
            for start in (folder, folder.rpartition("/")[0]) if is_bundle(document) else (folder,):
                beside = self._by_path.get((language, normal(f"{start}/{stem}")))
                if beside is not None:
                    return beside
        return self._by_path.get((language, normal(stem)))

    def _plain(self, inner: str) -> str:
        """Return the address that a page gets by its path alone, without its language and the slash at its end."""
        stem = self._folders.without_language(inner.rpartition(".")[0])
        folder, _, name = stem.rpartition("/")
        if name in ("index", "_index"):
            folder, _, name = folder.rpartition("/")
        if name and self._place.site.options.get("named"):
            name = dated_name(name, with_time=not self._is_before(TIMED_NAMES_SINCE))[0]
        return canonical(self._spelled(f"{folder}/{name}" if folder else name))

    def _spelled(self, path: str) -> str:
        options = self._place.site.options
        return hugo_path(path, cased=bool(options.get("cased")), accents=not options.get("no-accents"))

    @cached_property
    def _paths(self) -> tuple[tuple[str, str, str], ...]:
        """Every page: its path, its language, its path below its content folder."""
        pairs = ((path, self._folders.of(path)) for path in self._place.names.paths)
        own = tuple((path, *source) for path, source in pairs if source is not None)
        others = ((path, *source) for path in self._place.names.paths for source in self._folders.stand_ins(path))
        return (*own, *others)

    @cached_property
    def _pages(self) -> dict[str, str]:
        """Every page by the address of its path."""
        pages: dict[str, str] = {}
        for path, language, inner in self._paths:
            if section_of(inner) not in (self._lists if is_list(path) else self._shaped):
                plain = self._plain(inner)
                pages.setdefault(self._folders.prefix(language) + ("" if plain == "/" else plain) or "/", path)
        return pages

    @cached_property
    def _sections(self) -> frozenset[str]:
        return frozenset(self._spelled(section_of(inner)) for _, _, inner in self._paths)

    @cached_property
    def _adapted(self) -> frozenset[str]:
        """The sections whose pages are made from data, in part."""
        return frozenset(path.split("/")[-2] for path in self._place.names.paths if path.endswith(f"/{_ADAPTER}"))

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """The pages that say themselves where they go (`url`, `slug`), and what leads on to them (`aliases`)."""
        addresses: dict[str, str] = {}
        for path, _, _ in self._paths:  # before any alias: a page stands before what leads on to another
            head = self._place.head(path)
            own = self.address(path) if "url" in head or "slug" in head else None
            if own is not None:
                addresses.setdefault(canonical(own), path)
        for path, language, inner in self._paths:
            head = self._place.head(path)
            for alias in texts_of(head.get("aliases")) if "aliases" in head else ():
                addresses.setdefault(canonical(self._led_from(path, inner, language, alias)), path)
                if language and alias.startswith("/"):
                    addresses.setdefault(canonical(alias), path)  # older Hugo (0.111) puts no language before it
            for source in self._led_on(head) if "redirects" in head else ():
                here = "" if source.startswith("/") else self.address(path) or ""
                addresses.setdefault(canonical(here + source), path)
        return addresses

    def _led_on(self, head: Head) -> Iterator[str]:
        """Yield the addresses that a page's key `redirects` names, where a template of the site reads it."""
        if self._has_redirects:
            listed = head.get("redirects")
            for one in listed if isinstance(listed, list) else (listed,):
                source = text_of(one.get("from")) if isinstance(one, dict) else text_of(one)
                if source:
                    yield source

    @cached_property
    def _has_redirects(self) -> bool:
        return any(one.startswith("layouts/") and "redir" in one for one in self._place.names.paths)

    @cached_property
    def _by_word(self) -> dict[tuple[str, str], list[str]]:
        """The pages of sections that have a permalink, by the words that it may hold."""
        index: dict[tuple[str, str], list[str]] = {}
        for path, _, inner in self._paths:
            section = section_of(inner)
            if section in self._patterns and not is_list(path):
                head = self._place.head(path)
                name = self._folders.without_language(inner.rpartition(".")[0]).rpartition("/")
                name = name[0].rpartition("/") if name[2] == "index" else name
                words = {name[2], dated_name(name[2])[0], dated_name(name[2], with_time=False)[0]}
                words |= {text for key in ("slug", "title") if (text := text_of(head.get(key))) is not None}
                for word in {self._spelled(word).replace("/", "-") for word in words}:
                    index.setdefault((section, word), []).append(path)
        return index

    def _page(self, address: str) -> str | None:
        path = self._pages.get(address)
        if path is not None:
            own = self.address(path)
            head = self._place.head(path)
            if not ("url" in head or "slug" in head) or (own is not None and canonical(own) == address):
                return path
        for tail in self._tails(address):
            for section, pattern in self._patterns.items():
                match = pattern.regex.match(tail)
                if match is not None:
                    alike = self._by_word.get((section, match[pattern.key]), ())
                    near = [one for one in alike if is_near_day(match, day_of(self._place.head(one).get("date")), 1)]
                    if near:
                        return self._folders.translation(near, address[: -len(tail)])
        return None

    def _tails(self, address: str) -> Iterator[str]:
        """Yield an address as it stands, and without the language in front of it."""
        yield address
        first, _, rest = address[1:].partition("/")
        if first in self._folders.languages:
            yield f"/{rest}"

    def _resource(self, path: str) -> str | None:
        """Find a file that stands beside a page and goes where the page goes."""
        inner = path.strip("/")
        if inner and "." not in inner.rpartition("/")[2]:  # what is copied is served for its folder
            inner = f"{inner}/index.html"
        if not inner or (without_ending(inner.lower()) != inner.lower() and not inner.lower().endswith(".html")):
            return None
        direct = self._folders.file(inner)
        if direct is not None:
            return direct if self._folders.of(direct) is None else None
        folder, _, name = inner.rpartition("/")
        bundle = self._pages.get(f"/{folder}") or self._renamed.get(f"/{folder}")
        found = self._folders.in_bundle(bundle, name) if bundle is not None and is_bundle(bundle) else None
        return found if found is not None and self._folders.of(found) is None else None

    def _is_missing(self, address: str) -> bool:
        """Tell whether an address that nothing stands at could only be a page's."""
        if not self._certain:
            return False
        address = list(self._tails(address))[-1]
        parts = address.strip("/").split("/")
        if "." in parts[-1] or not parts[0] or _MADE.match(parts[-1]) or not self._adapted.isdisjoint(parts):
            return False
        if len(parts) == 1 and parts[0] in self._sections:
            return False  # the list of a section, which needs no file of its own
        if any(fits(shape, parts) for shape in self._lists.values()):
            return False
        if parts[0] in _TERMS or parts[0] in (self._place.site.options.get("taxonomies") or ()):
            return False
        for section, pattern in self._patterns.items():
            match = pattern.regex.match(address) if pattern.certain and section in self._sections else None
            if match is not None:
                return (
                    match.groupdict().get("year", "") in self._years.get(section, ()) or "year" not in match.groupdict()
                )
        if any(_MADE.match(part) for part in parts[1:]) or parts[0] in self._shaped:
            return False
        if parts[0] in self._sections and len(parts) > 1:
            return True
        return not self._place.site.options.get("theme") and not self._patterns and not self._shaped

    @cached_property
    def _years(self) -> dict[str, set[str]]:
        """The years of the pages of each section that has a permalink: of another year the tree may hold nothing."""
        years: dict[str, set[str]] = {}
        for (section, _), paths in self._by_word.items():
            days = (day_of(self._place.head(path).get("date")) for path in paths)
            years.setdefault(section, set()).update(day[:4] for day in days if day is not None)
        return years

    @cached_property
    def _by_path(self) -> dict[tuple[str, str], str]:
        paths: dict[tuple[str, str], str] = {}
        for path, language, inner in self._paths:
            paths.setdefault((language, normal(self._folders.without_language(inner.rpartition(".")[0]))), path)
        return paths

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[str]]:
        names: dict[tuple[str, str], list[str]] = {}
        for (language, stem), path in self._by_path.items():
            names.setdefault((language, stem.rpartition("/")[2]), []).append(path)
        return names
