"""The files around a post and where links to them lead: `evlint.model.context.Tree` for a site on the disk or in memory.

What a link leads to is looked for in this order: a file beside the post; a file, page or post of the site by its address;
the built site, where the configuration names one. Nothing is listed or read before a link asks for it, and the answers are
kept: one tree serves a whole run.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from evlint.generators import generator_of
from evlint.model.context import Target
from evlint.model.document import Document
from evlint.model.file_names import PAGES, is_page
from evlint.model.files import Files
from evlint.model.generator import Found, Head, Layout
from evlint.model.settings import LinkSettings
from evlint.model.site import Site
from evlint.site.configtext import split_base
from evlint.site.head import Page, identity_of
from evlint.site.layout import UPLOADED, Place
from evlint.site.names import resolved, written
from evlint.site.registrations import registration_key
from evlint.site.template_files import Templates

if TYPE_CHECKING:  # made when a link first asks: most runs over one post never do
    from evlint.model.index import IndexEntry
    from evlint.site.absent import Absent
    from evlint.site.anchors import Anchors
    from evlint.site.event_dates import EventDates
    from evlint.site.head import Memory
    from evlint.site.neighbours import Neighbours
    from evlint.site.netlify import Netlify
    from evlint.site.redirects import Redirects
    from evlint.site.relative_links import RelativeLinkResolver
    from evlint.site.tags import Reference

_LONGEST = 2_000  # characters of a link that is looked up: browsers and servers take about as many
_UNKNOWN = Target("unknown")
NAMED = "named:"  # before a picture of the front matter, which a layout puts a folder before
RAW = "raw:"  # before an address that the generator leaves as typed: one in raw HTML, one with the site's own host
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
        today: date | None = None,
    ) -> None:
        """Take the files, the site, the `[links]` settings (built site), the parser (anchors), remembered pages, the day."""
        self._today = today
        self._files = files
        self._site = site
        self.place = Place(files, site, memory)  # the files of the site
        self._parse = parse
        self._base = site.baseurl or split_base(links.site_url)[1]
        self._stated_root = links.site_root
        self._targets: dict[tuple[str, bool], Target] = {}  # what links lead to that lead there from every post
        self._templates = Templates(files)

    @cached_property
    def layout(self) -> Layout:
        """Where the site's generator puts its files."""
        module, _, name = generator_of(self._site).layout.partition(":")
        make: Callable[[Place], Layout] = getattr(import_module(f"evlint.generators.{module}"), name)
        return make(self.place)

    def know(self, path: str, entry: IndexEntry) -> None:
        """Take what an entry of the index says of a page, so that it is not read again."""
        self.place.know(path, Page(entry.head, entry.services))

    def read_heads(self, most: int) -> None:
        """Read the heads of all pages, unless there are more than `most`: what links ask of a site mostly needs them all."""
        pages = [inner for inner in self.place.names.paths if is_page(inner)]
        for inner in pages if len(pages) <= most else ():
            self.place.head(inner)

    def names(self) -> Sequence[str]:
        """Return the paths of all files."""
        return self._files.names()

    def text(self, path: str) -> str | None:
        """Return the text of a file."""
        return self._files.read(path)

    def hides(self, path: str, head: Head) -> str:
        """Say why a page with this head will not be there for readers ("draft", "ahead", "expired"); "" where it will."""
        inner = self.place.inner(path)
        return "" if inner is None else self._hidden(inner, head)

    @cached_property
    def _built(self) -> str | None:
        """The folder of the built site, where the settings name one and it is there: from here, or from the site's root."""
        stated = (self._stated_root or "").rstrip("/")
        folders = (stated, self.place.outer(stated)) if stated else ()
        return next((folder for folder in folders if self._files.exists(folder)), None)

    @cached_property
    def _resolver(self) -> RelativeLinkResolver:
        from evlint.site.relative_links import RelativeLinkResolver

        return RelativeLinkResolver(self._files, self.place)

    @cached_property
    def _anchors(self) -> Anchors:
        from evlint.site.anchors import Anchors

        return Anchors(self._files, self.place, self.layout, self._parse)

    @cached_property
    def _redirects(self) -> Redirects:
        from evlint.site.redirects import Redirects

        return Redirects(self.place)

    @cached_property
    def _netlify(self) -> Netlify:
        from evlint.site.netlify import Netlify

        return Netlify(self._files, self.place, self.layout)

    @cached_property
    def _absent(self) -> Absent:
        from evlint.site.absent import Absent

        return Absent(self.place)

    @cached_property
    def _event_dates(self) -> EventDates:
        from evlint.site.event_dates import EventDates

        return EventDates(self._files)

    def target(self, document_path: str, url: str, *, suggests: bool = True) -> Target:
        """Find what a local link leads to.

        `url` is relative to the post, or begins with `/` at the site's root (base path included), or is a template tag
        with a literal argument (`{% post_url … %}`, `{{< ref "…" >}}`). Query and fragment are taken off by the caller.
        """
        if not url or len(url) > _LONGEST or url.startswith("//") or not url.isprintable():
            return _UNKNOWN
        alike = url.startswith(("/", f"{RAW}/")) and not self.layout.by_document
        key = (url, suggests)
        known = self._targets.get(key) if alike else None
        if known is None:
            self.place.names.suggests = suggests
            known = self._find(document_path, url)
            if known.state == "missing" and self._netlify.publishes:
                known = self._by_netlify(document_path, url, known)
            if known.state == "missing" and self._may_be_absent(document_path, url):
                known = _UNKNOWN
            # Nobody asks twice of what leads elsewhere from each post: on a large site it is most of what is kept.
            if alike:
                self._targets[key] = known
        near = known.nearest
        if near is not None and near.casefold() != url.casefold() and near in self._names_of(document_path):
            return known._replace(nearest=None)  # who links to another page does not mean this very post
        return known

    def _names_of(self, document: str) -> tuple[str | None, str]:
        """Return what a post may be called where a name near to a missing one is looked for: its address, its file."""
        inner = self.place.inner(document)
        return (None if inner is None else self.layout.address(inner)), document.rpartition("/")[2]

    def _by_netlify(self, document: str, url: str, missing: Target) -> Target:
        """Return what Netlify answers a link with that leads nowhere; the target itself where that is nothing.

        What the generator looks up itself, as a tag or `@/` names it, must be written as it stands there.
        """
        inner = self.place.inner(document)
        path = _unquoted(url.removeprefix(RAW))
        if path is None or inner is None or "{" in url or path.startswith(NAMED):
            return missing
        if any(path.startswith(mark) for mark, _ in generator_of(self._site).roots) and not url.startswith(RAW):
            return missing
        if not path.startswith("/"):
            path = resolved(self.layout.address(inner) or f"/{inner}", path)
        elif self._base and path.startswith(f"{self._base}/"):
            path = path[len(self._base) :]
        found = self._target(self._netlify.find(path))
        return found if found.state == "found" else missing

    def _may_be_absent(self, document: str, url: str) -> bool:
        """Tell whether the source of what a link leads to may be something that the checkout lacks on purpose."""
        if "{" in url:
            from evlint.site.tags import reference

            tag = reference(url)
            url = "" if tag is None else f"/{tag.argument.lstrip('/')}"
        path, inner = _unquoted(url.removeprefix(RAW).removeprefix(NAMED)), self.place.inner(document)
        if path is None or inner is None:
            return False
        return self._absent.may_hold(path, inner, self.layout.address(inner), self._base)

    def anchors(self, path: str) -> frozenset[str] | None:
        """Return every fragment that a local document answers to, or None where nobody can tell."""
        return self._anchors.of(path)

    def labels(self, path: str) -> frozenset[str] | None:  # noqa: ARG002 those of every page alike
        """Return the labels of reference links that a page has without defining them; None where nobody can tell."""
        return self._labels

    @cached_property
    def _labels(self) -> frozenset[str] | None:
        return self.layout.labels()

    def unpublished(self, path: str) -> str:
        """Say why a local page will not be there for readers ("draft", "ahead", "expired"); "" where it will."""
        inner = self.place.inner(path)
        return "" if inner is None else self._hidden(inner)

    def _hidden(self, inner: str, head: Head | None = None) -> str:
        if not is_page(inner):
            return ""
        head = self.place.head(inner) if head is None else head
        tells = generator_of(self._site).hidden
        if tells is not None:
            why = tells(self._site, inner, head, self._today or date.max)
            return why if self._today is not None or why == "draft" else ""
        return "draft" if head.get("published") is False or head.get("draft") is True else ""

    def shows_elsewhere(self, path: str) -> bool:
        """Tell whether readers surely meet the text of a local file on other pages than its own."""
        inner = self.place.inner(path)
        return inner is not None and self.layout.shows_elsewhere(inner)

    def hides_body(self, path: str) -> bool:
        """Tell whether surely no template shows what a local file says below its front matter."""
        inner = self.place.inner(path)
        return inner is not None and self.layout.hides_body(inner)

    def drops_day(self, path: str) -> bool:
        """Tell whether the address of a local page surely leaves out the day that the name of its file gives."""
        inner = self.place.inner(path)
        return inner is not None and self.layout.drops_day(inner)

    def has(self, path: str) -> bool:
        """Tell whether a file is there, by its path relative to the working folder."""
        return not self._files.holds(path) or self._files.exists(path)

    def registrations(self, url: str) -> Sequence[tuple[str, str]]:
        """Return path and identity (day, title: "2022-10-12 Café #2") of the events that link to this registration page."""
        key = registration_key(url)
        return () if key is None else self._registrations.get(key, ())

    @cached_property
    def _registrations(self) -> dict[str, list[tuple[str, str]]]:
        """The events by the registration pages that they use."""
        index: dict[str, list[tuple[str, str]]] = {}
        for inner in self.place.names.paths:
            if is_page(inner) and (page := self.place.page(inner)).registrations:
                identity = identity_of(page.head)
                for key in page.registrations if identity is not None else ():
                    index.setdefault(key, []).append((self.place.outer(inner), identity or ""))
        return index

    def values_beside(self, path: str, key: str) -> list[str]:
        """Return what the other posts in the folder of a local file have under a key, as far as a few of them tell."""
        return self._neighbours.values(path, key)

    def pairs_beside(self, path: str, one: str, other: str) -> list[tuple[str, str]]:
        """Return what those of them that have two keys have under each."""
        return self._neighbours.pairs(path, one, other)

    def pictures_beside(self, path: str, key: str) -> tuple[int, int]:
        """Count among those values the pictures that are somewhere in the tree, and those that are nowhere."""
        local = (one for one in self.values_beside(path, key) if one and "://" not in one)
        states = [self.target(path, f"{NAMED}{one}", suggests=False).state for one in local]
        return states.count("found"), states.count("missing")

    def mentions_beside(self, path: str, words: str) -> int:
        """Count the other posts around a local file that hold these words, as far as some of them tell."""
        return self._neighbours.mentions(path, words)

    def dates_of_events(self, path: str) -> bool | None:
        """Tell whether the posts about events around a local file name the day of their `date`; None: nobody can tell."""
        return self._event_dates.of(path)

    def template_uses(self, path: str, name: str) -> bool | None:
        """Tell whether a template of the site uses a name outside comments; None where there is no such file."""
        return self._templates.uses(path, name)

    def has_posts_beside(self, path: str) -> bool:
        """Tell whether at least half of the pages in the folder of a local file begin with front matter."""
        inner = self.place.inner(path)  # a site above the working folder lists its files from its own root
        return inner is not None and self._neighbours.are_posts(inner)

    @cached_property
    def _neighbours(self) -> Neighbours:
        from evlint.site.neighbours import Neighbours

        return Neighbours(self.place, self._files)

    def _find(self, document: str, url: str) -> Target:
        if "{" in url:
            from evlint.site.tags import reference

            tag = reference(url)
            return _UNKNOWN if tag is None else self._tagged(document, tag)
        if url.startswith(NAMED):
            return self._named(url[len(NAMED) :])
        raw = url.startswith(RAW)
        path = _unquoted(url[len(RAW) :] if raw else url)
        if path is None:
            return _UNKNOWN
        for mark, folder in generator_of(self._site).roots:
            if path.startswith(mark) and not raw:
                return self._from_root(document, posixpath.join(self._site.home, folder, path[len(mark) :]))
        if not path.startswith("/"):
            return self._relative(document, path, raw=raw)
        base = self._base
        if base and path != base and not path.startswith(f"{base}/"):
            return _UNKNOWN
        path = path[len(base) :] or "/"
        inner = self.place.inner(document) if self.layout.by_document and not raw else None
        own = None if inner is None else self.layout.rooted(inner, path)
        if own is not None and own.path is not None and self._hidden(own.path):
            own = self._led_on(path) or own
        return self._rooted(path) if own is None else self._target(own)

    def _tagged(self, document: str, tag: Reference) -> Target:
        argument = _unquoted(tag.argument)
        if argument is None:
            return _UNKNOWN
        if tag.kind == "root":
            reads = "liquid-output" in generator_of(self._site).tags
            return self._rooted(argument) if reads else _UNKNOWN
        inner = self.place.inner(document)
        if inner is None:
            return _UNKNOWN
        found = self.layout.tagged(tag.kind, argument, inner)
        if found.state == "found" and found.stops and found.path is not None and self._hidden(found.path):
            return Target("missing", self.place.outer(found.path))
        return self._target(found)

    def _rooted(self, path: str) -> Target:
        """Find a link from the site's root; `path` begins with `/`, the base path is taken off."""
        path = posixpath.normpath(path).replace("//", "/") + ("/" if path.endswith("/") and path != "/" else "")
        found = self.layout.find(path)
        if found.state == "missing" and self._redirects.serve(path):
            return _UNKNOWN
        if found.path is not None and found.state == "found" and self._hidden(found.path):
            return self._target(self._led_on(path) or found)
        if found.state == "found" or self._built is None:
            return self._target(found)
        stem = self._built + path.rstrip("/")
        for one in (stem + "/index.html", stem + ".html", stem):
            if self._files.exists(one):
                return Target("found", one)
        return Target("missing", None, found.nearest)

    def _led_on(self, path: str) -> Found | None:
        """Find what else answers at the address of a page that is not there: the host, or a page that leads on from it."""
        if self._redirects.serve(path):
            return Found("unknown")
        source = self._leading_on.get(unicodedata.normalize("NFC", written(path)))
        return None if source is None else Found("found", source)

    @cached_property
    def _leading_on(self) -> dict[str, str]:
        """The files that only lead on to a page, each with that page, where it is there for readers."""
        files: dict[str, str] = {}
        key = self.layout.alias_key
        for inner in self.place.names.paths:
            if is_page(inner) and (not key or key in self.place.head(inner)) and not self._hidden(inner):
                for one in self.layout.published(inner):
                    if one.is_alias:
                        files.setdefault(unicodedata.normalize("NFC", one.file), inner)
        return files

    def _named(self, url: str) -> Target:
        """Find a picture by the end of its path: a layout says what stands before it. None of that name: it is missing."""
        path = _unquoted(url)
        if path is None:
            return _UNKNOWN
        inner = posixpath.normpath(path).lstrip("./")
        name = inner.rpartition("/")[2]
        alike = self._by_name.get(name, ())
        found = next((one for one in alike if f"/{one}".endswith(f"/{inner}")), None)
        if found is not None:
            return Target("found", self.place.outer(found))
        ending = name.rpartition(".")[2].lower()
        if alike or ending not in self._endings:
            return _UNKNOWN
        near = self.place.names.nearest("no pages", lambda: [one for one in self._by_name if not is_page(one)], name)
        return Target("missing", None, near)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """The files by their names alone."""
        names: dict[str, list[str]] = {}
        for path in self.place.names.paths:
            names.setdefault(path.rpartition("/")[2], []).append(path)
        return names

    @cached_property
    def _endings(self) -> frozenset[str]:
        return frozenset(name.rpartition(".")[2].lower() for name in self._by_name)

    def _from_root(self, document: str, path: str) -> Target:
        """Find a source that a link names from the site's root (`@/`, `@site/`)."""
        inner = self.place.inner(document)
        if inner is None:
            return _UNKNOWN
        path = posixpath.normpath(path)
        names = self.place.names
        if path.startswith("..") or not self.place.holds(path):
            return _UNKNOWN
        if names.has(path) or self.place.exists(path):
            return Target("found", self.place.outer(path))
        return self._target(Found("missing", None, names.nearest_file(path), stops=True))

    def _relative(self, document: str, path: str, *, raw: bool = False) -> Target:
        within = self.place.inner(document)
        own = None if within is None else self.layout.relative(within, path, raw=raw)
        if own is not None:
            if within is not None and own.path is not None and own.state == "found" and self._hidden(own.path):
                address = self.layout.address(within)
                own = (None if address is None else self._led_on(resolved(address, path))) or own
            return self._target(own)
        found = self._resolver.find(document, path)
        if found.state == "found":
            return Target("found", found.path)
        other = self._resolver.same_but_case(document, path)
        if other is not None:
            return Target("missing", None, other)
        inner = self.place.inner(document)
        address = None if inner is None else self.layout.address(inner)
        there = self._rooted(resolved(address, path)) if address is not None else _UNKNOWN
        if there.state == "found":
            return there
        near = found.nearest or there.nearest
        if there.state != "missing" and not self._resolver.stays(document, path):
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
        if not self.layout.makes_files:
            # Of what builds the site nothing is known, but that it makes `x.html` of `x.md`, and lists of its own.
            return ending not in ("html", "htm") or self._resolver.has_html_beside(document, path)
        return not path.startswith("../") or self._resolver.has_folder_of(document, path)

    def _target(self, found: Found) -> Target:
        path = None if found.path is None or found.state == "missing" else self.place.outer(found.path)
        return Target(found.state, path, found.nearest)


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
