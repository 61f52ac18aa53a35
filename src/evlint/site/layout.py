"""What every layout shares: the places of a site's files, their heads read once, and what can be said of plain files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from evlint.model.file_names import PAGES
from evlint.model.files import Files
from evlint.model.generator import UNKNOWN, Found, Layout
from evlint.model.globs import relative_to
from evlint.model.site import Site
from evlint.site.head import Head, Memory, Page, Pages
from evlint.site.names import Names

# What people upload: a file with such an ending is made by hand, hardly ever by a plugin.
UPLOADED = frozenset(
    {
        "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff", "pdf", "doc", "docx", "xls", "xlsx",
        "ppt", "pptx", "odt", "ods", "odp", "rtf", "csv", "zip", "epub", "mp3", "mp4", "m4a", "ogg", "oga", "ogv", "wav",
        "webm", "mov", "ics", "vtt", "srt",
    }
)  # fmt: skip
# First folders below which another program of the same host answers, as a rule, where the site has none of that name.
SERVED = frozenset(
    {
        "wiki", "w", "pad", "pads", "etherpad", "lists", "list", "listinfo", "mailman", "mailman3", "pipermail", "forum",
        "forums", "git", "gitlab", "gitea", "svn", "trac", "redmine", "cloud", "nextcloud", "owncloud", "mail", "webmail",
        "chat", "matrix", "phpmyadmin", "cgi-bin", "api", "ftp", "pub", "repo", "repos", "apt", "grafana", "jitsi", "meet",
        "moodle", "piwik", "matomo", "stats", "status", "tickets", "survey", "limesurvey", "hyperkitty",
    }
)  # fmt: skip
# Folders of pages that generators and their plugins make of other pages.
LISTS = frozenset(("tag", "tags", "category", "categories", "archive", "archives", "page", "author", "authors"))
# Files that programs write rather than authors: calendars, tables, feeds.
WRITTEN = frozenset({"ics", "csv", "json", "xml", "txt", "geojson", "rss", "atom"})
_MADE_FOLDERS = frozenset(
    {"resized", "thumbs", "thumbnails", "thumb", "generated", "_gen", "cache", "cached", "dist", "build"}
)


def plain_label(label: str) -> str:
    """Return a label as labels are compared: in any case, runs of blanks as one."""
    return " ".join(label.casefold().split())


class Place:
    """A site's files as its layout sees them: paths relative to the site's root."""

    def __init__(self, files: Files, site: Site, memory: Memory | None = None) -> None:
        """Take the tree, the site and what is remembered of pages; nothing is listed or read before it is asked for."""
        self._files = files
        self.site = site
        root = site.root.rstrip("/")
        self._prefix = "" if root in ("", ".") else f"{root}/"
        self.names = Names(self._list)
        literal = site.yaml == "goccy" or site.yaml.startswith(("js-yaml", "yaml-1.2"))
        self._pages = Pages(files, memory, bare=site.markdown == "hexo-util", literal=literal)

    def _list(self) -> Iterable[str]:
        prefix = self._prefix
        names = self._files.names()
        if not prefix:
            return names
        length = len(prefix)
        return [name[length:] for name in names if name.startswith(prefix)]

    def outer(self, path: str) -> str:
        """Return a path as the rest of evlint writes it: relative to the working folder."""
        here = self.site.here
        if here and self._prefix.startswith("..") and path.startswith(f"{here}/"):
            return path[len(here) + 1 :]
        return self._prefix + path

    def inner(self, path: str) -> str | None:
        """Return a path (relative to the working folder) as seen from the site's root, or None where it lies outside."""
        prefix = self._prefix
        if not prefix:
            return None if path.startswith(("../", "/")) else path
        if path.startswith(prefix):
            return path[len(prefix) :]
        if self.site.here and self.site.root.startswith(".."):
            inner = relative_to(path, self.site.root, self.site.here)
            return None if inner.startswith("../") else inner
        return None

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder of the site is there (asked of the disk, ignored files included)."""
        return self._files.exists(self._prefix + path)

    def holds(self, path: str) -> bool:
        """Tell whether a path stays inside the tree, links followed; of one that does not, nothing is known."""
        return self._files.holds(self._prefix + path)

    def head(self, path: str) -> Head:
        """Return the keys at the head of a post that say where it goes."""
        return self._pages.of(self._prefix + path).head

    def page(self, path: str) -> Page:
        """Return all that is to be known of a page."""
        return self._pages.of(self._prefix + path)

    @cached_property
    def may_name(self) -> Callable[[str], bool]:
        """What tells of a key whether there is a data file for it."""
        from evlint.site.data import naming

        return naming(self.names.paths)

    def page_of_text(self, path: str, text: str) -> Page:
        """Return what is to be known of a page (its path relative to the working folder) with this text."""
        return self._pages.of_text(path, text)

    def know(self, path: str, page: Page) -> None:
        """Take what is known of a page (its path relative to the working folder), so that it is not read again."""
        self._pages.know(path, page)

    def text(self, path: str) -> str | None:
        """Return the text of a file, None where there is none."""
        return self._files.read(self._prefix + path)

    def mentions(self, path: str, words: str) -> bool:
        """Tell whether a file's text holds these words."""
        return words in (self._files.read(self._prefix + path) or "")

    def _otherwise_composed(self, path: str) -> str | None:
        """Return the file whose name differs in how its accents are encoded only (`é` as one character or as two)."""
        import unicodedata

        for form in ("NFC", "NFD"):
            spelled = unicodedata.normalize(form, path)
            if spelled != path and self.names.has(spelled):
                return spelled
        return None

    def asset(self, path: str, folders: Iterable[str]) -> Found:
        """Say what is known of a file that is copied as it is, from one of `folders` ("" or ending in "/").

        It is missing only where it looks uploaded and its top folder is there: else a plugin, a theme or an upload
        folder that is not in the checkout may supply it.
        """
        inner = path.strip("/")
        top, _, rest = inner.partition("/")
        known = UNKNOWN
        for folder in folders:
            full = folder + inner
            if inner and self.exists(full):
                other = None if self.names.has(full) else self.names.other_case(full)
                if other is None:
                    return Found("found", full)
                return Found("missing", None, "/" + other[len(folder) :])
            if inner and not self.holds(full):
                return UNKNOWN
            composed = None if inner.isascii() else self._otherwise_composed(full)
            if composed is not None:
                return Found("found", composed)
            if rest and self.names.has_folder(folder + top) and known.nearest is None:
                near = self.names.nearest_file(full)
                known = Found("missing", None, None if near is None else "/" + near[len(folder) :])
        if known is not UNKNOWN and inner.rpartition(".")[2].lower() in UPLOADED:
            return known if _MADE_FOLDERS.isdisjoint(inner.lower().split("/")[:-1]) else UNKNOWN
        return UNKNOWN


class PlainLayout(Layout):
    """A site whose layout nobody knows: only files that are copied as they are can be found. The layouts begin with it."""

    def __init__(self, place: Place) -> None:
        """Nothing is listed or read before the first question."""
        self._place = place
        self._static = tuple(f"{folder.strip('/')}/" for folder in place.site.static)

    def find(self, path: str) -> Found:
        """Find a file in the folders that stand at the site's root; say nothing of pages."""
        found = self._place.asset(path, self._static) if self._static else UNKNOWN
        if found.state != "unknown":
            return found
        inner = path.strip("/")
        names = self._place.names
        for full in (inner, *(f"{inner}{ending}" for ending in PAGES)):
            if full and names.has(full):
                return Found("found", full)
        return UNKNOWN

    def static_file(self, written: str) -> str | None:
        """Return the file of a static folder that is copied to a place of the built site."""
        names = self._place.names
        return next((folder + written for folder in self._static if names.has(folder + written)), None)

    def tagged(self, kind: str, argument: str, document: str) -> Found:
        """Find what a tag of a kind ("ref", "link", "post") names from a document; nobody can tell of another's tags."""
        name, _, language = kind.partition(":")
        return self.page(argument, document, language) if name == "ref" else UNKNOWN
