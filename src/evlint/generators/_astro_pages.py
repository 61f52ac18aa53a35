"""Where the pages of Astro go, and what links find there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from evlint.generators._pages import folder_of
from evlint.model.generator import UNKNOWN, Found, Published
from evlint.site.configtext import text_of, texts_of
from evlint.site.layout import UPLOADED, Place
from evlint.site.names import beside, candidates, resolved, written
from evlint.site.output import OutputLayout
from evlint.site.slugs import gfm_id

_ASTRO_CONTENT = "src/content/"
_STARLIGHT_DOCS = "src/content/docs/"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)  # a folder that may be one
_ROUTE = re.compile(r"\[(?:\.\.\.)?(\w+)\]\.astro")
_COLLECTIONS = re.compile(r"""\bgetCollection\(\s*["'`]([\w-]+)["'`]""")
_ENTRY_ID = re.compile(r"\w+\.(?:id|slug)")
_TERM = re.compile(r"tag|categor", re.IGNORECASE)
_SLUG = re.compile(r"slugif|byslug|slugger|kebab|tolowercase", re.IGNORECASE)  # what routes call to make slugs
_PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9/-]*\Z")  # what Astro leaves as it is where it makes an id of a path


class AstroLayout(OutputLayout):
    """Astro: the pages of `src/pages`, and what a plain route with brackets makes of the entries of a collection."""

    endings = (".md", ".mdx", ".astro", ".html", ".js", ".ts")

    def __init__(self, place: Place) -> None:
        """Pages come from `src/pages/`; entries of collections go where a template puts them."""
        super().__init__(place)
        self.content = "src/pages/"

    def published(self, path: str) -> Iterator[Published]:
        """Yield the file of a page; of an entry of a collection its id there, by which templates make its page."""
        if not path.startswith(_ASTRO_CONTENT):
            yield from super().published(path)
            return
        collection, _, inner = path[len(_ASTRO_CONTENT) :].partition("/")
        slug = text_of(self._place.head(path).get("slug"))
        stem = inner.rpartition(".")[0].removesuffix("/index")
        if collection in texts_of(self._place.site.options.get("own-ids-in")):
            return
        if inner and (slug is not None or _PLAIN_ID.match(stem)) and not inner.startswith("_"):
            key = "slug" if slug is not None else ""
            yield Published(f"{collection}:{written((slug or stem) + '/')}", key, slug or "")

    def outputs(self, path: str, inner: str) -> Iterable[str]:  # noqa: ARG002 the source is not read
        """Yield the address of a page; of one with brackets none is known."""
        if "[" not in inner and not any(part.startswith("_") for part in inner.split("/")):
            own = folder_of(inner.rpartition(".")[0], "index").rstrip("/")
            yield f"{own}.html" if own and self._in_files else own or "/"

    @property
    def _in_files(self) -> bool:
        """Whether pages are files (`build.format: 'file'`) and no folders of their own."""
        return self._place.site.options.get("files") is True

    @cached_property
    def _made(self) -> tuple[dict[str, str], frozenset[str]]:
        """The files that routes make of entries, each with its source; folders whose routes nobody can tell."""
        files: dict[str, str] = {}
        unclear: set[str] = set()
        folders = self._place.site.options.get("bases") or {}
        for path in self._place.names.paths:
            if not path.startswith("src/pages/") or "[" not in path:
                continue
            folder, _, name = path[len("src/pages/") :].rpartition("/")
            names = () if "[" in folder else _collections(name, self._place.text(path) or "")
            if not names or not folders.keys() >= set(names):
                unclear.add(folder.partition("[")[0].rstrip("/"))
                continue
            for one in names:
                for source, address in self._entries(folders[one]):
                    files.setdefault(written(f"/{folder}/{address}/".replace("//", "/")), source)
        if self._place.site.options.get("starlight"):
            for source, address in self._entries(_STARLIGHT_DOCS.rstrip("/")):
                if not source.rpartition("/")[2].startswith("_"):
                    files.setdefault(written(f"/{'' if address == 'index' else address}/".replace("//", "/")), source)
        return files, frozenset(unclear)

    def _entries(self, base: str) -> Iterator[tuple[str, str]]:
        """Yield the entries of a collection, each with its id."""
        for path in self._place.names.paths:
            if path.startswith(f"{base}/") and path.endswith((".md", ".mdx", ".mdoc")):
                yield path, self._id(path, base)

    def _id(self, path: str, base: str) -> str:
        """Return the id of an entry: its `slug`, else its path as GitHub would write each part of it."""
        slug = text_of(self._place.head(path).get("slug"))
        if slug is not None:
            return slug.strip("/")
        stem = path[len(base) + 1 :].rpartition(".")[0]
        return "/".join(gfm_id(part) for part in stem.split("/")).removesuffix("/index")

    def term_page(self, term: str) -> str:
        """Take spellings that differ in capitals for one, where a route for terms makes slugs of them."""
        return term.casefold() if self._slugs_terms else term

    @cached_property
    def _slugs_terms(self) -> bool:
        routes = (path for path in self._place.names.paths if path.startswith("src/pages/") and "[" in path)
        texts = (self._place.text(path) or "" for path in routes)
        return any(_TERM.search(text) is not None and _SLUG.search(text) is not None for text in texts)

    @cached_property
    def _addresses(self) -> dict[str, str]:
        """The address of each entry that one route alone makes a page of."""
        found: dict[str, str] = {}
        for file, path in self._made[0].items():
            found[path] = "" if path in found else f"/{file.removesuffix('index.html')}"
        return found

    def address(self, path: str) -> str | None:
        """Return the address of a page, or of an entry of a collection where a plain route makes it."""
        if path.startswith("src/pages/"):
            own = super().address(path)
            return own if own is None or own.endswith(("/", ".html")) else f"{own}/"
        own = self._addresses.get(path) or None
        return f"{own.rstrip('/')}.html" if own and own != "/" and self._in_files else own

    def find(self, path: str) -> Found:
        """Find a page; it is missing where neither a page, nor a route, a redirect or an integration may make it."""
        found = super().find(path)
        if found.state == "found":
            return found
        for one in candidates(path):
            if one in self._made[0]:
                return Found("found", self._made[0][one])
        inner = path.strip("/")
        name = inner.rpartition("/")[2]
        if self._is_open(inner):
            return UNKNOWN if "." not in name else self._place.asset(path, self._static)
        first, _, rest = inner.partition("/")
        if self._place.site.options.get("starlight"):
            return self._in_starlight(path, first, rest)
        known = bool(rest) and self._place.names.has_folder(f"src/pages/{first}")
        if found.state == "missing":
            otherwise = UNKNOWN if "." not in name else self._place.asset(path, self._static)
            return found if known or self._is_plain else otherwise
        is_upload = "." in name and name.rpartition(".")[2].lower() in UPLOADED and self.certain and self._is_plain
        is_root = (
            bool(inner) and not rest and any(self._place.names.has_folder(one.rstrip("/")) for one in self._static)
        )
        return Found("missing") if is_upload and is_root and not self.is_made(inner) else found

    def _in_starlight(self, path: str, first: str, rest: str) -> Found:
        """Tell what no page is at: the default language's page stands in, else it is missing where a folder holds docs."""
        if _LANGUAGE.fullmatch(first):
            stands_in = next((self._made[0][one] for one in candidates(f"/{rest}") if one in self._made[0]), None)
            return UNKNOWN if stands_in is None else Found("found", stands_in)
        alone = self._place.site.options.get("starlight-alone") and "." not in path.rpartition("/")[2]
        is_among_docs = bool(rest) and self._place.names.has_folder(f"{_STARLIGHT_DOCS}{first}")
        return Found("missing") if alone and is_among_docs else UNKNOWN

    def _is_open(self, inner: str) -> bool:
        """Tell whether a route that nobody can read, or a redirect, may stand at an address."""
        redirects = self._place.site.options.get("redirects")
        if redirects is None or f"/{inner}" in redirects:
            return True
        return any(not one or inner == one or inner.startswith(f"{one}/") for one in self._made[1])

    @cached_property
    def _is_plain(self) -> bool:
        """Whether no integration adds pages, and no other language stands before them."""
        return self._place.site.options.get("plain") is True and bool(self._written)

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:
        """Find a target from the page's address; pictures of Markdown are taken from beside the source first."""
        if not raw and path.startswith(("~", "@")):
            return self._aliased(path)
        if not raw and self.beside(document, path) is not None and path.rpartition(".")[2].lower() in UPLOADED:
            return None
        address = self.address(document)
        is_source = path.lower().endswith((".md", ".mdx"))
        if is_source and (address is None or self._place.site.options.get("rewrites") is not False):
            return self._led_by_code(document, path)  # a plugin, or the template of the page, may lead it to the page
        if address is None:
            return None
        there = self.find(resolved(address, path))
        if there.state != "unknown":
            return there
        is_left_behind = raw and "." in path.rpartition("/")[2] and self.beside(document, path) is not None
        return Found("missing") if is_left_behind else None

    def _led_by_code(self, document: str, path: str) -> Found | None:
        """Find the source that a path names as `.md`, or say that nobody can tell; None where no entry has such a name.

        Astro leads sources nowhere. Where the site's own code does, its links may name them as they lay elsewhere before.
        """
        full = beside(document, path)
        there = next((one for one in (full, f"{full}x") if self._place.names.has(one)), None)
        if there is not None:
            return Found("found", there)
        collection = document.removeprefix(_ASTRO_CONTENT).partition("/")[0]
        return UNKNOWN if (collection, path.rpartition("/")[2].rpartition(".")[0]) in self._stems else None

    @cached_property
    def _stems(self) -> frozenset[tuple[str, str]]:
        """The names of the entries without their endings, each with its collection."""
        inner = (path[len(_ASTRO_CONTENT) :] for path in self._place.names.paths if path.startswith(_ASTRO_CONTENT))
        return frozenset((one.partition("/")[0], one.rpartition("/")[2].rpartition(".")[0]) for one in inner)

    def _aliased(self, path: str) -> Found:
        """Find what begins with a name for a folder (`~/assets/a.png`), where `tsconfig.json` says which one that is."""
        paths = self._place.site.options.get("paths")
        for mark, folder in paths if isinstance(paths, tuple) else ():
            if path.startswith(mark):
                full = folder + path[len(mark) :]
                return Found("found", full) if self._place.names.has(full) else Found("missing")
        return UNKNOWN


def _collections(name: str, script: str) -> tuple[str, ...]:
    """Return the collections that a route makes a page of each entry of, by its id; none where it does anything else."""
    route = _ROUTE.fullmatch(name)
    made = [] if route is None else re.findall(rf"\b{route[1]}\s*:\s*([^\s,}}]+)", script)
    if not made or not all(_ENTRY_ID.fullmatch(one) for one in made) or "paginate(" in script:
        return ()
    names = _COLLECTIONS.findall(script)
    return tuple(dict.fromkeys(names)) if len(names) == script.count("getCollection(") else ()
