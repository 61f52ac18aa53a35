"""Where the pages of Hexo, Astro, Eleventy and Zola go, and what links find there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from evlint.model.endings import MARKDOWN
from evlint.model.generator import Found, Published
from evlint.site.configtext import text_of, texts_of
from evlint.site.head import day_of
from evlint.site.layout import UNKNOWN, UPLOADED, Place
from evlint.site.output import OutputLayout, resolved, written
from evlint.site.slugs import deunicoded

_HEXO_GENERATORS = frozenset(
    f"hexo-generator-{one}"
    for one in ("archive", "category", "index", "tag", "feed", "sitemap", "search", "searchdb", "json-content")
)
_DATED = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)[-_T ]+(?=[^/])")
_ASTRO_CONTENT = "src/content/"
_PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9/-]*\Z")  # what Astro leaves as it is where it makes an id of a path


def folder_of(stem: str, *indexes: str) -> str:
    """Return the address of a page that has a folder of its own; an index stands for the folder that it lies in."""
    folder, _, name = stem.rpartition("/")
    inner = folder if name in indexes else stem
    return f"/{inner}/" if inner else "/"


class ZolaLayout(OutputLayout):
    """Zola: `x.md` is `/x/`, with `slug` for its name or `path` for the whole; dates before a name are left out."""

    endings = (".md",)

    address_keys = ("path", "slug")

    def published(self, path: str) -> Iterator[Published]:
        """Yield the files of a page; none where its section is a draft."""
        folder = path.rpartition("/")[0]
        while len(folder) > len(self.content):
            if (
                self._place.names.has(f"{folder}/_index.md")
                and self._place.head(f"{folder}/_index.md").get("draft") is True
            ):
                return
            folder = folder.rpartition("/")[0]
        yield from super().published(path)

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the address of a page or section, then its aliases."""
        head = self._place.head(path)
        stem = inner.rpartition(".")[0]
        language = ""
        first, dot, code = stem.rpartition(".")
        if dot and code in self._place.site.languages:
            stem, language = first, f"/{code}"
        stated = text_of(head.get("path"))
        if stated is not None:
            yield f"{language}/{stated.strip('/')}/"
        else:
            yield language + self._plain(stem, text_of(head.get("slug")))
        for alias in texts_of(head.get("aliases")):
            yield f"/{alias.strip('/')}" + ("" if alias.endswith(".html") else "/")

    def _plain(self, stem: str, slug: str | None) -> str:
        folder, _, name = stem.rpartition("/")
        if name == "_index":
            return f"/{self._slugged(folder)}/".replace("//", "/")
        if name == "index":
            folder, _, name = folder.rpartition("/")
        if not self._place.site.options.get("dates"):
            name = _DATED.sub("", name, 1) if _DATED.match(name) else name
        whole = "/".join(part for part in (self._slugged(folder), self._slugged(slug or name)) if part)
        return f"/{whole}/"

    def _slugged(self, path: str) -> str:
        if self._place.site.options.get("paths") != "on":
            return path
        return "/".join(deunicoded(part) for part in path.split("/"))

    def is_made(self, inner: str) -> bool:
        """Leave alone the pages of taxonomies."""
        taxonomies = self._place.site.options.get("taxonomies")
        known = taxonomies if isinstance(taxonomies, list) else []
        return super().is_made(inner) or inner.partition("/")[0] in known

    def page(self, argument: str, document: str) -> Found:  # noqa: ARG002 from any page alike
        """Find what `@/…` names: a file of the content folder. Zola stops where it is not there."""
        inner = self.content + argument.strip("/")
        if self._place.names.has(inner):
            return Found("found", inner)
        return Found("missing", None, self._place.names.nearest_file(inner))

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002 raw HTML is no other
        """Find a target from the page's address; files beside go with a page of its own folder, and with a section."""
        found = self.beside(document, path)
        name = document.rpartition("/")[2]
        if found is not None and (name.startswith(("index.", "_index.")) or found.endswith(".md")):
            return Found("found", found)
        address = self.address(document)
        if address is None or path.endswith(".md"):
            return None
        there = self.find(resolved(address, path))
        return Found("missing") if there.state == "unknown" and found is not None else there


class HexoLayout(OutputLayout):
    """Hexo: posts by `permalink`, pages as they lie, everything else is copied."""

    endings = tuple(ending.lower() for ending in MARKDOWN)
    copies = True

    address_keys = ("permalink",)

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the address of a page, or of a post where its date is known."""
        head = self._place.head(path)
        stem = inner.rpartition(".")[0]
        own = text_of(head.get("permalink"))
        if inner.startswith(("_posts/", "_drafts/")):
            if inner.startswith("_drafts/") and not self._place.site.options.get("drafts"):
                return
            if own is not None:
                yield f"/{own.lstrip('/')}"
            else:
                filled = self._filled(stem.partition("/")[2], head)
                if filled is not None:
                    yield filled
        elif not any(part.startswith("_") for part in inner.split("/")):
            yield (
                f"/{own.lstrip('/')}"
                if own is not None
                else (folder_of(stem, "index") if stem.rpartition("/")[2] == "index" else f"/{stem}.html")
            )

    def _filled(self, name: str, head: object) -> str | None:
        day = day_of(head.get("date")) if hasattr(head, "get") else None
        words = {":title": name, ":name": name.rpartition("/")[2]}
        if day is not None:
            year, month, number = day.split("-")
            words |= {
                ":year": year, ":month": month, ":day": number, ":i_month": month.lstrip("0"), ":i_day": number.lstrip("0")
            }  # fmt: skip
        template = self._place.site.permalink or ""
        made = re.sub(r":[a-z_]+", lambda match: words.get(match[0], "\0"), template)
        return None if "\0" in made else f"/{made.lstrip('/')}"

    def find(self, path: str) -> Found:
        """Find a page; one is surely missing only where every post's address is known."""
        found = super().find(path)
        if found.state != "missing":
            return found
        name = path.strip("/").rpartition("/")[2].removesuffix(".html")
        plugins = self._place.site.options.get("plugins")
        harmless = isinstance(plugins, list) and _HEXO_GENERATORS.issuperset(plugins)
        return found if harmless and name not in self._undated else UNKNOWN

    @cached_property
    def _undated(self) -> frozenset[str]:
        """The names of posts whose address is not known."""
        return frozenset(
            inner.rpartition("/")[2].rpartition(".")[0]
            for path, inner in self.sources()
            if inner.startswith("_posts/") and next(iter(self.outputs(path, inner)), None) is None
        )

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002 raw HTML is no other
        """Find a target from the page's address; with `post_asset_folder` a post has a folder of its own beside it."""
        address = self.address(document)
        if address is None:
            return None
        there = self.find(resolved(address, path))
        if there.state == "found":
            return there
        pictured = self.find(resolved("/", path))  # the usual renderer takes pictures from the root
        if pictured.state == "found" and path.rpartition(".")[2].lower() in UPLOADED:
            return pictured
        stem = document.rpartition(".")[0]
        if self._place.site.options.get("assets") and self._place.exists(f"{stem}/{path.removeprefix('./')}"):
            return Found("found", f"{stem}/{path.removeprefix('./')}")
        if path.lower().endswith(self.endings):
            return None
        return there if there.state == "missing" else Found("missing") if self.beside(document, path) else None


class AstroLayout(OutputLayout):
    """Astro: the pages of `src/pages`; what a route with brackets makes of a collection is not known."""

    endings = (".md", ".mdx", ".astro", ".html", ".js", ".ts")

    def __init__(self, place: Place) -> None:
        """Take the files of the site."""
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
        if inner and (slug is not None or _PLAIN_ID.match(stem)) and not inner.startswith("_"):
            key = "slug" if slug is not None else ""
            yield Published(f"{collection}:{written((slug or stem) + '/')}", key, slug or "")

    def outputs(self, path: str, inner: str) -> Iterable[str]:  # noqa: ARG002 the source is not read
        """Yield the address of a page; of one with brackets none is known."""
        if "[" not in inner and not any(part.startswith("_") for part in inner.split("/")):
            yield folder_of(inner.rpartition(".")[0], "index").rstrip("/") or "/"

    def find(self, path: str) -> Found:
        """Find a page; it is surely missing only where its first folder holds no route with brackets."""
        found = super().find(path)
        if found.state != "missing":
            return found
        first, _, rest = path.strip("/").partition("/")
        folder = f"src/pages/{first}"
        if rest and self._place.names.has_folder(folder) and not self._has_routes(folder):
            return found
        return UNKNOWN if "." not in path.rpartition("/")[2] else self._place.asset(path, self._static)

    def _has_routes(self, folder: str) -> bool:
        top = any("[" in name for name in self._place.names.within("src/pages"))
        return top or any("[" in one for one in self._place.names.paths if one.startswith(f"{folder}/"))

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002
        """Leave relative targets to the files beside the post: pictures are taken from there."""
        return None


class EleventyLayout(OutputLayout):
    """Eleventy: `x.md` is `/x/` unless `permalink` or a data file says otherwise; no page is surely missing."""

    endings = (".md", ".html", ".njk", ".liquid", ".webc", ".hbs", ".ejs", ".pug", ".js")
    copies = True

    address_keys = ("permalink",)
    states_all = False

    def __init__(self, place: Place) -> None:
        """Take the files of the site."""
        super().__init__(place)
        self.certain = False

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the address of a template."""
        stem = inner.rpartition(".")[0]
        if any(part.startswith("_") for part in inner.split("/")) or inner.endswith(".11tydata.js"):
            return
        own = text_of(self._place.head(path).get("permalink")) if path.endswith((".md", ".html")) else None
        if own is not None:
            if "{" not in own:
                yield own if own.startswith("/") else f"/{own}"
            return
        folder, _, name = stem.rpartition("/")
        name = _DATED.sub("", name, 1) if _DATED.match(name) else name
        yield folder_of(f"{folder}/{name}" if folder else name, "index")

    def address(self, path: str) -> str | None:  # noqa: ARG002
        """Say that nobody can tell: data files may change it."""
        return None

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002
        """Find a file as Eleventy's InputPath transform does: from the input folder, the template or the project."""
        names = self._place.names
        own = next(iter(self.outputs(document, document.removeprefix(self.content))), None)
        there = UNKNOWN if own is None else self.find(resolved(own, path))
        if there.state == "found":
            return there
        for folder in (posixpath.dirname(document), self.content.strip("/"), ""):
            full = posixpath.normpath(posixpath.join(folder, path)).lstrip("./")
            if names.has(full):
                return Found("found", full)
        return None
