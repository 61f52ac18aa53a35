"""The files around a post and where links to them lead: `evlint.model.context.Tree` for a site on the disk or in memory.

What a link leads to is looked for in this order: a file beside the post; a file, page or post of the site by its address;
the built site, where the configuration names one. Nothing is listed or read before a link asks for it, and the answers are
kept: one tree serves a whole run.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from evlint.generators.jekyll.config import DRAFTS, POSTS
from evlint.model.context import Target
from evlint.model.document import Document
from evlint.model.endings import PAGES, is_page
from evlint.model.files import Files
from evlint.model.settings import LinkSettings
from evlint.model.site import Site
from evlint.site.configtext import split_base
from evlint.site.head import begins_with_front_matter
from evlint.site.layout import UNKNOWN, UPLOADED, Found, Layout, Place, PlainLayout

if TYPE_CHECKING:  # made when a link first asks: most runs over one post never do
    from evlint.site.anchors import Anchors
    from evlint.site.pages import Memory
    from evlint.site.registered import Registrations
    from evlint.site.relative_links import RelativeLinkResolver
    from evlint.site.tags import Reference

_LONGEST = 2_000
_UNKNOWN = Target("unknown")
_SOURCES = frozenset(ending[1:].lower() for ending in PAGES)


class SiteTree:
    """The tree of one site. Paths go in and come out relative to the working folder, with `/`."""

    def __init__(
        self,
        files: Files,
        site: Site,
        links: LinkSettings,
        parse: Callable[[str, str], Document],
        memory: Memory | None = None,
    ) -> None:
        """Take the files, the site, the `[links]` settings (built site), the parser (anchors), and remembered pages."""
        self._files = files
        self._site = site
        self._place = Place(files, site, memory)
        self._parse = parse
        self._base = site.baseurl or split_base(links.site_url)[1]
        self._stated_root = links.site_root
        self._targets: dict[tuple[str, str, bool], Target] = {}
        self._beside_posts: dict[str, list[str]] | None = None  # by folder: pages that may begin with front matter

    @cached_property
    def _layout(self) -> Layout:
        return layout_of(self._place)

    @cached_property
    def _built(self) -> str | None:
        """The folder of the built site, where the settings name one and it is there: from here, or from the site's root."""
        stated = (self._stated_root or "").rstrip("/")
        folders = (stated, self._place.outer(stated)) if stated else ()
        return next((folder for folder in folders if self._files.exists(folder)), None)

    @cached_property
    def _beside(self) -> RelativeLinkResolver:
        from evlint.site.relative_links import RelativeLinkResolver

        return RelativeLinkResolver(self._files, self._place)

    @cached_property
    def _anchors(self) -> Anchors:
        from evlint.site.anchors import Anchors

        return Anchors(self._files, self._place, self._parse)

    @cached_property
    def _registrations(self) -> Registrations:
        from evlint.site.registered import Registrations

        return Registrations(self._place)

    def target(self, document_path: str, url: str, *, suggests: bool = True) -> Target:
        """Find what a local link leads to.

        `url` is relative to the post, or begins with `/` at the site's root (base path included), or is a template tag
        with a literal argument (`{% post_url … %}`, `{{< ref "…" >}}`). Query and fragment are taken off by the caller.
        """
        if not url or len(url) > _LONGEST or url.startswith("//") or not url.isprintable():
            return _UNKNOWN
        key = ("" if url.startswith("/") else document_path, url, suggests)
        known = self._targets.get(key)
        if known is None:
            self._place.names.suggests = suggests
            known = self._targets[key] = self._find(document_path, url)
        return known

    def anchors(self, path: str) -> frozenset[str] | None:
        """Return every fragment that a local document answers to, or None where nobody can tell."""
        return self._anchors.of(path)

    def unpublished(self, path: str) -> bool:
        """Tell whether a local post is a draft that will not be there for readers."""
        if self._site.unpublished or not is_page(path):
            return False
        inner = self._place.inner(path)
        if inner is None:
            return False
        if self._site.generator == "jekyll" and f"/{DRAFTS}/" in f"/{inner}":
            return True
        head = self._place.head(inner)
        return head.get("published") is False or head.get("draft") is True

    def registrations(self, url: str) -> Sequence[tuple[str, str]]:
        """Return path and identity (day and title) of the events that link to this registration page."""
        return self._registrations.of(url)

    def has_posts_beside(self, path: str) -> bool:
        """Tell whether another file in the folder of a local file begins with front matter."""
        inner = self._place.inner(path)  # a site above the working folder lists its files from its own root
        if inner is None:
            return False
        folder = inner.rpartition("/")[0]
        if self._beside_posts is None:
            self._beside_posts = {}
            for name in self._place.names.paths:
                if is_page(name):
                    self._beside_posts.setdefault(name.rpartition("/")[0], []).append(name)
        for name in self._beside_posts.get(folder, ()):
            if name != inner and begins_with_front_matter(self._files.read(self._place.outer(name)) or ""):
                self._beside_posts[folder] = [name]  # one is enough for the others of the folder
                return True
        self._beside_posts[folder] = []  # the file that is asked for has none either
        return False

    def _find(self, document: str, url: str) -> Target:
        if "{" in url:
            from evlint.site.tags import reference

            tag = reference(url)
            return _UNKNOWN if tag is None else self._tagged(document, tag)
        path = _unquoted(url)
        if path is None:
            return _UNKNOWN
        if not path.startswith("/"):
            return self._relative(document, path)
        base = self._base
        if base and path != base and not path.startswith(f"{base}/"):
            return _UNKNOWN
        return self._rooted(path[len(base) :] or "/")

    def _tagged(self, document: str, tag: Reference) -> Target:
        argument = _unquoted(tag.argument)
        if argument is None:
            return _UNKNOWN
        if tag.kind == "root":
            return self._rooted(argument)
        if tag.kind == "ref":
            inner = self._place.inner(document)
            return _UNKNOWN if inner is None else self._target(self._layout.page(argument, inner))
        if self._site.generator != "jekyll" or self._place.inner(document) is None:
            return _UNKNOWN
        return self._target(self._source(argument) if tag.kind == "link" else self._post(argument))

    def _source(self, argument: str) -> Found:
        """Find the source file that Jekyll's `link` names: the build fails where there is none."""
        inner = (f"{self._site.content}/" if self._site.content else "") + argument.strip().lstrip("/")
        names = self._place.names
        if names.has(inner) or self._place.exists(inner):
            return Found("found", inner)
        if not self._place.holds(inner):
            return UNKNOWN
        top, slash, _ = inner.partition("/")
        if (slash and not names.has_folder(top)) or (not slash and self._site.config is None):
            return UNKNOWN
        return Found("missing", None, names.nearest_file(inner))

    def _post(self, argument: str) -> Found:
        """Find the post that Jekyll's `post_url` names: the build fails where there is none."""
        wanted = argument.strip().strip("/")
        name = wanted.rpartition("/")[2]
        for path in self._posts.get(name, ()):
            if f"/{path.rpartition('.')[0]}".endswith(f"/{wanted}"):
                return Found("found", path)
        if not self._posts:
            return UNKNOWN
        return Found("missing", None, self._place.names.nearest("posts", lambda: self._posts, name))

    @cached_property
    def _posts(self) -> dict[str, list[str]]:
        """The posts by the name of their file, without its ending."""
        posts: dict[str, list[str]] = {}
        for path in self._place.names.paths:
            if f"/{POSTS}/" in f"/{path}":
                posts.setdefault(path.rpartition("/")[2].rpartition(".")[0], []).append(path)
        return posts

    def _rooted(self, path: str) -> Target:
        """Find a link from the site's root; `path` begins with `/`, the base path is taken off."""
        path = posixpath.normpath(path).replace("//", "/") + ("/" if path.endswith("/") and path != "/" else "")
        found = self._layout.find(path)
        if found.state == "found" or self._built is None:
            return self._target(found)
        stem = self._built + path.rstrip("/")
        for one in (stem + "/index.html", stem + ".html", stem):
            if self._files.exists(one):
                return Target("found", one)
        return Target("missing", None, found.nearest)

    def _relative(self, document: str, path: str) -> Target:
        found = self._beside.find(document, path)
        if found.state == "found":
            return Target("found", found.path)
        other = self._beside.same_but_case(document, path)
        if other is not None:
            return Target("missing", None, other)
        inner = self._place.inner(document)
        address = None if inner is None else self._layout.address(inner)
        there = self._rooted(_resolved(address, path)) if address is not None else _UNKNOWN
        if there.state == "found":
            return there
        if self._site.generator == "hugo" and self._place.exists(f"assets/{path.lstrip('./')}"):
            return _UNKNOWN
        near = found.nearest or there.nearest
        if there.state != "missing" and not self._beside.stays(document, path):
            return _UNKNOWN
        if there.state == "missing" or self._is_surely_a_file(document, path):
            return Target("missing", None, near)
        return _UNKNOWN

    def _is_surely_a_file(self, document: str, path: str) -> bool:
        """Tell whether a relative link that leads nowhere is a mistake, and not an address that only the site knows."""
        ending = path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
        if ending in ("md", "markdown"):
            return True
        if ending not in UPLOADED and ending not in _SOURCES:
            return False
        if self._site.generator not in ("jekyll", "hugo"):
            return True
        return not path.startswith("../") or self._beside.has_folder_of(document, path)

    def _target(self, found: Found) -> Target:
        path = None if found.path is None else self._place.outer(found.path)
        return Target(found.state, path, found.nearest)


def layout_of(place: Place) -> Layout:
    """Return the layout of a site's generator; one that knows files only where that is unknown."""
    if place.site.generator == "jekyll":
        from evlint.generators.jekyll.layout import JekyllLayout

        return JekyllLayout(place)
    if place.site.generator == "hugo":
        from evlint.generators.hugo.layout import HugoLayout

        return HugoLayout(place)
    return PlainLayout(place)


def _unquoted(url: str) -> str | None:
    """Undo percent escapes; None where what they stand for is no UTF-8 or no part of a path."""
    if "%" not in url:
        return url
    from urllib.parse import unquote

    try:
        path = unquote(url, errors="strict")
    except UnicodeDecodeError:
        return None
    return path if path.isprintable() and "\\" not in path else None


def _resolved(address: str, path: str) -> str:
    """Resolve a relative link as a browser does on the page with this address."""
    folder = address if address.endswith("/") else posixpath.dirname(address)
    full = posixpath.normpath(posixpath.join(folder or "/", path))
    return full + ("/" if path.endswith("/") and full != "/" else "")
