"""Where the pages of Docusaurus, VitePress, MkDocs and Quarto go, and what links find there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from functools import cached_property

from evlint.generators._pages import Languages, folder_of
from evlint.model.generator import UNKNOWN, Found
from evlint.site.configtext import text_of, texts_of
from evlint.site.layout import UPLOADED, Place, plain_label
from evlint.site.names import beside, resolved
from evlint.site.output import OutputLayout
from evlint.startup.lazy_regex import lazy_regex

_DEFINITION = lazy_regex(r"^[ ]{0,3}\[([^\[\]]+)\]:", re.MULTILINE)
# What Docusaurus keeps of other versions and languages mirrors the folder of a plugin.
_CONTENT_FOLDER = lazy_regex(
    r"(?:^|/)(?:[\w-]*versioned_docs/version-[^/]+/|docusaurus-plugin-content-(?:docs[^/]*/[^/]+|blog[^/]*|pages)/)"
)
# What stands in for a page that a language has not: `docs/current`, `docs/version-2.0`, `blog`, `pages`.
_TRANSLATED = lazy_regex(r"(?:^|/)i18n/[^/]+/docusaurus-plugin-content-(docs/[^/]+|blog|pages)/")
_NUMBERED = re.compile(r"\d+\s*[-_.]\s*(?=[^\d\s/-])")


class MkDocsLayout(OutputLayout):
    """MkDocs: `x.md` is `/x/`, or `/x.html` where `use_directory_urls` is off; other files are copied."""

    endings = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
    copies = True

    def __init__(self, place: Place) -> None:
        """With plugins that are not known to be harmless no page is surely missing: they may write any."""
        super().__init__(place)
        self.certain = self.certain and place.site.options.get("certain") is True

    def outputs(self, path: str, inner: str) -> Iterable[str]:  # noqa: ARG002 the source is not read
        """Yield the one address of a page."""
        stem = self._in_its_language(inner.rpartition(".")[0])
        if self._place.site.options.get("directories") or stem.rpartition("/")[2] in ("index", "README"):
            yield folder_of(stem, "index", "README")
        else:
            yield f"/{stem}.html"

    def labels(self) -> frozenset[str] | None:
        """Return the labels of the files that stand below every page; None where plugins make labels of headings."""
        options = self._place.site.options
        if options.get("unknown-labels") or "snippets" not in options:
            return None
        texts = [self._place.text(path) or "" for path in options["snippets"]]
        return frozenset(plain_label(match[1]) for text in texts for match in _DEFINITION.finditer(text))

    def _in_its_language(self, stem: str) -> str:
        """Return where the path of a page goes with mkdocs-static-i18n: `x.fr` is `fr/x`, what is in `en/` goes up."""
        languages = self._languages
        if languages is None:
            return stem
        if languages.in_folders:
            return stem.removeprefix(f"{languages.default}/")
        plain, _, language = stem.rpartition(".")
        if language == languages.default:
            return plain
        return f"{language}/{plain}" if language in languages.others else stem

    def is_made(self, inner: str) -> bool:
        """Leave alone what a theme brings."""
        return super().is_made(inner) or inner.startswith("assets/")

    def find(self, path: str) -> Found:
        """Find a page; by the name of its source where the configuration has that looked for from the docs' folder."""
        if self._place.site.options.get("from-docs") and path.lower().endswith(self.endings):
            full = self.content + path.strip("/")
            return (
                Found("found", full) if self._place.names.has(full) else Found("missing", None, self._nearest("", full))
            )
        return super().find(path)

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:
        """Find a target: Markdown's is a file from the source's folder, else it is left as typed, as raw HTML's is."""
        if not document.startswith(self.content):
            return None
        found = None if raw else self._translated(document, path) or self.beside(document, path)
        if found is not None:
            return Found("found", found)
        if not raw and self._is_list_of_blog(beside(document, path)):
            return UNKNOWN
        address = self.address(document)
        if address is None or "/posts/" in document:
            return UNKNOWN
        there = self.find(resolved(address, path))
        if there.state == "found" or raw or not path.lower().endswith(self.endings):
            return there
        options = self._place.site.options
        if options.get("makes-pages") or (options.get("by-name") and _name(path) in self._names):
            return UNKNOWN
        return Found("missing", None, self._nearest(document, path))

    def _translated(self, document: str, path: str) -> str | None:
        """Return the source in the document's language that a path names, else the one of the default language."""
        languages = self._languages
        full = beside(document, path)
        if languages is None or not full.startswith(self.content):
            return None
        inner = full[len(self.content) :]
        if languages.in_folders:
            folder, _, rest = inner.partition("/")
            stands_in = f"{self.content}{languages.default}/{rest}"
            own, other = (full, stands_in) if folder in languages.others and languages.fallback else (full, full)
        else:
            stem, _, ending = full.rpartition(".")
            language = document.rpartition(".")[0].rpartition(".")[2]
            language = language if language in languages.others else languages.default
            own, other = f"{stem}.{language}.{ending}", f"{stem}.{languages.default}.{ending}"
        return next((one for one in (own, full, other) if self._place.names.has(one)), None)

    def _is_list_of_blog(self, path: str) -> bool:
        """Tell whether a path lies where Material's blog makes its lists (`blog/index.md`, `blog/archive/2024.md`)."""
        blogs = self._place.site.options.get("blogs") or ()
        return any(path.startswith(one) and not path.startswith(f"{one}posts/") for one in blogs)

    @property
    def _languages(self) -> Languages | None:
        found: Languages | None = self._place.site.options.get("i18n")
        return found

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(map(_name, self._place.names.paths))

    def _nearest(self, document: str, path: str) -> str | None:
        full = beside(document, path)
        near = self._place.names.nearest_file(full)
        return None if near is None else posixpath.relpath(near, posixpath.dirname(document) or ".")


def _name(path: str) -> str:
    """Return the name of a file as plugins compare it: without the folder and the ending."""
    return path.rpartition("/")[2].rpartition(".")[0].lower()


class VitePressLayout(OutputLayout):
    """VitePress: `x.md` is `/x.html` (`/x` too), `index.md` its folder; `public` stands at the root."""

    endings = (".md",)

    def __init__(self, place: Place) -> None:
        """With patterns in `rewrites` nobody can tell where pages go: every answer is "unknown"."""
        super().__init__(place)
        self.certain = self.certain and place.site.options.get("certain") is True
        self._public = self._static[0]

    def outputs(self, path: str, inner: str) -> Iterable[str]:  # noqa: ARG002 the source is not read
        """Yield the one address of a page."""
        rewrites = self._place.site.options.get("rewrites") or {}
        stem = str(rewrites.get(inner, inner)).rpartition(".")[0]
        yield folder_of(stem, "index") if stem.rpartition("/")[2] == "index" else f"/{stem}.html"

    def find(self, path: str) -> Found:
        """Find a page, also by the name of its source."""
        if path.endswith(".md"):
            full = self.content + path.strip("/")
            if self._place.names.has(full) and not self._is_moved(full):
                return Found("found", full)
            path = path.removesuffix(".md")
        found = super().find(path)
        inner = path.strip("/")
        if found.state == "found" and path.endswith("/") and inner and self.certain:
            own = None if found.path is None else self.address(found.path)
            if own is not None and not own.endswith("/"):  # a slash asks for the index of a folder
                return Found("missing", None, own.removesuffix(".html"))
        is_upload = "/" not in inner and inner.rpartition(".")[2].lower() in UPLOADED and "." in inner
        if found.state == "unknown" and is_upload and self.certain and self._place.exists(self._public.strip("/")):
            return Found("missing")
        return UNKNOWN if found.state == "missing" and self._is_dynamic(path) else found

    def _is_moved(self, path: str) -> bool:
        return path[len(self.content) :] in (self._place.site.options.get("rewrites") or {})

    def _is_dynamic(self, path: str) -> bool:
        return any(
            "[" in name for name in self._place.names.within((self.content + path.strip("/")).rpartition("/")[0])
        )

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:
        """Find a target from the source's folder, which is the page's too."""
        if not document.startswith(self.content):
            return None
        found = self.beside(document, path)
        if found is not None and not self._is_moved(found):
            return Found("found", found)
        ending = path.rpartition(".")[2].lower()
        if raw and ending in ("png", "jpg", "jpeg", "gif", "svg", "webp"):
            return None
        folder = f"/{posixpath.dirname(document[len(self.content) :])}/".replace("//", "/")
        return self.find(resolved(folder, path))


class DocusaurusLayout(OutputLayout):
    """Docusaurus: docs and blog below their routes, `src/pages` at the root, numbers before names left out."""

    endings = (".md", ".mdx", ".js", ".jsx", ".ts", ".tsx")

    address_keys = ("slug", "id")

    def __init__(self, place: Place) -> None:
        """With versions, more instances of a plugin or several languages no page is surely missing: each adds a folder."""
        super().__init__(place)
        options = place.site.options
        self._docs, self._blog = (f"{one.folder}/" for one in place.site.collections)
        home = f"{place.site.home}/" if place.site.home else ""
        self._own = f"{home}src/pages/"
        self._led_on = frozenset(one.rstrip("/") for one in options.get("led-on") or ())
        self.certain = (
            self.certain and options.get("certain") is True and not place.exists(f"{home}versions.json")
        )  # fmt: skip

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the route of a doc, a blog post or a page."""
        stem, _, ending = inner.rpartition(".")
        is_text = ending in ("md", "mdx")
        if any(part.startswith("_") or part == "node_modules" for part in inner.split("/")) or (
            not is_text and ".test." in inner
        ):
            return
        options = self._place.site.options
        if inner.startswith(self._docs) and is_text and not options.get("docs-off"):
            yield self._ended(self._doc(path, stem[len(self._docs) :], options.get("docs", "docs")))
        elif inner.startswith(self._blog) and is_text:
            yield self._ended(self._post(path, stem[len(self._blog) :], options.get("blog", "blog")))
        elif inner.startswith(self._own):
            slug = text_of(self._place.head(path).get("slug")) if is_text else None
            own = stem[len(self._own) :]
            plain = folder_of(own, "index") if own.endswith("index") else f"/{own}"
            yield self._ended(slug if slug and slug.startswith("/") else plain)

    def _ended(self, address: str) -> str:
        """Return an address with or without its slash, as `trailingSlash` says; as it is where that is not set."""
        slash = self._place.site.options.get("slash")
        if slash is None or address == "/":
            return address
        return f"{address.rstrip('/')}/" if slash else address.rstrip("/")

    def _doc(self, path: str, stem: str, route: str) -> str:
        base = f"/{route.strip('/')}".rstrip("/")
        head = self._place.head(path)
        folder, _, name = stem.rpartition("/")
        parts = [part for part in folder.split("/") if part]
        if self._place.site.options.get("numbers") is not False:
            parts = [_NUMBERED.sub("", part, 1) if _NUMBERED.match(part) else part for part in parts]
            name = _NUMBERED.sub("", name, 1) if _NUMBERED.match(name) else name
        slug = text_of(head.get("slug"))
        if slug is not None and slug.startswith("/"):
            return f"{base}{slug.rstrip('/')}" or "/"
        above = "/".join((base, *parts))
        if slug is not None:
            return posixpath.normpath(f"{above}/{slug}")
        plain = text_of(head.get("id")) or name
        if name.lower() in ("index", "readme") or (parts and name.lower() == parts[-1].lower()):
            return f"{above}/"  # so that `./x` on it leads below it
        return f"{above}/{plain}"

    def _post(self, path: str, stem: str, route: str) -> str:
        base = f"/{route.strip('/')}".rstrip("/")
        slug = text_of(self._place.head(path).get("slug"))
        if slug is not None:
            return f"{base}/{slug.strip('/')}"
        plain = stem.removesuffix("/index")
        match = re.match(r"(.*?)(\d{4})[-/](\d\d?)[-/](\d\d?)[-/](.*)\Z", plain)
        if match is None:
            return f"{base}/{plain}"
        return f"{base}/{match[1]}{match[2]}/{match[3]}/{match[4]}/{match[5]}"

    def find(self, path: str) -> Found:
        """Find a route, also by the name of its source from the site's root or from a content folder."""
        if path.endswith((".md", ".mdx")):
            inner = path.strip("/")
            for one in (inner, self._docs + inner, self._blog + inner):
                if self._place.names.has(one):
                    return Found("found", one)
        if path.rstrip("/") in self._led_on:
            return UNKNOWN
        endings = self._place.site.options.get("led-endings")
        if endings and path.endswith(endings):
            path = path.rpartition(".")[0]
        return super().find(path)

    def is_made(self, inner: str) -> bool:
        """Leave alone lists, categories that the sidebar makes, and first folders of which nobody knows anything."""
        if super().is_made(inner):
            return True
        first = inner.partition("/")[0]
        options = self._place.site.options
        routes = (options.get("docs", "docs").strip("/"), options.get("blog", "blog").strip("/"))
        return inner == routes[1] or (first not in routes and "" not in routes)

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:
        """Find a target: a Markdown file or another file from the source's folder, else an address from the page's own."""
        found = self.beside(document, path) or self._below_content(document, path)
        if found is not None and not raw:
            return Found("found", found)
        name = path.rpartition("/")[2]
        if "." in name:
            # What leaves the folder may lie in the repository that the docs were copied from.
            return UNKNOWN if path.startswith("../") and self._place.site.options.get("leads-links") else None
        address = self.address(document)
        return None if address is None else self.find(resolved(address, path))

    def _below_content(self, document: str, path: str) -> str | None:
        """Return the source that a path without `./` names from its plugin's folder or the site's root (tried with 3.10)."""
        if not path.endswith((".md", ".mdx")) or path.startswith("."):
            return None
        kept = _CONTENT_FOLDER.search(document)
        folders = [document[: kept.end()]] if kept is not None else []
        folders += [one for one in (self._docs, self._blog, self._own) if document.startswith(one)]
        translated = _TRANSLATED.search(document)
        if translated is not None:
            whole = {"docs/current": self._docs, "blog": self._blog, "pages": self._own}
            folders.append(whole.get(translated[1]) or f"versioned_{translated[1]}/")
        tried = (f"{folder}{path}" for folder in (*folders, self._own.removesuffix("src/pages/")))
        return next((one for one in tried if self._place.names.has(one)), None)


# A format may have a name of its own for the file that it writes: `format: {revealjs: {output-file: slides.html}}`.
_NAMED_OF_FORMAT = lazy_regex(r"^[ \t]+output-file:[ \t]*[\"']?([\w./-]+)", re.MULTILINE)


def _head_of(text: str) -> str:
    """Return the front matter of a source that names a file to write; "" for any other."""
    return text[: max(text.find("\n---", 3), 0)] if "output-file" in text else ""


class QuartoLayout(OutputLayout):
    """Quarto: `x.qmd` is `/x.html`, beside where its source lies; linked files are copied."""

    unwritten = (".", "_")
    endings = (".qmd", ".md", ".rmd", ".ipynb")
    copies = True

    def outputs(self, path: str, inner: str) -> Iterable[str]:
        """Yield the address of a page, and those that lead on to it."""
        named = text_of(self._place.head(path).get("output-file")) if path.endswith((".qmd", ".md")) else None
        folder = inner.rpartition("/")[0]
        yield f"/{folder}/{named}".replace("//", "/") if named else f"/{inner.rpartition('.')[0]}.html"
        if path.endswith((".qmd", ".md")):
            for alias in texts_of(self._place.head(path).get("aliases")):
                yield alias if alias.startswith("/") else resolved(f"/{inner}", alias)
            for match in _NAMED_OF_FORMAT.finditer(_head_of(self._place.text(path) or "")):
                yield resolved(f"/{inner}", match[1])

    def find(self, path: str) -> Found:
        """Find a page, also by the name of its source."""
        inner = path.strip("/")
        if inner and self._is_file(inner):
            return Found("found", inner)
        there = super().find(path)
        if there.state == "missing" and self._place.site.options.get("scripted") and inner in self._ends:
            return UNKNOWN  # a command of the site's own, before or after rendering, may copy it there
        return there

    @cached_property
    def _ends(self) -> frozenset[str]:
        """What the files of the tree are called without their first folder: `static/a/b.png` as `a/b.png`."""
        return frozenset(path.partition("/")[2] for path in self._place.names.paths)

    def relative(self, document: str, path: str, *, raw: bool) -> Found | None:  # noqa: ARG002 raw HTML is no other
        """Find a target from the source's folder, which is the page's too."""
        found = self.beside(document, path)
        if found is not None:
            return Found("found", found)
        there = self.find(resolved(f"/{document}", path))
        if there.state == "found":
            return there
        name = path.rpartition("/")[2]
        return there if name.endswith((".html", ".qmd")) or "." in name else UNKNOWN
