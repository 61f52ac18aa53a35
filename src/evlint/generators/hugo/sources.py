"""Which files of a Hugo site are content, and in which language: content folders, mounts, languages in file names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from evlint.site.layout import Place
from evlint.site.names import beside

_HTML = (".html", ".htm")
# The version that came with another model of content. 0.111 copies HTML without front matter; 0.168 stops, unless its
# policy of security allows it: then it is a page.
_HTML_IS_A_PAGE = (0, 123)
_ENDINGS = (".md", ".markdown", ".mdown", ".html", ".htm", ".adoc", ".org", ".rst", ".pandoc")


class SourceFolders:
    """The folders of a site's sources. Paths are relative to the site's root."""

    def __init__(self, place: Place) -> None:
        """The mounts are those of the configuration, or of the generator's own folders where it names none."""
        self._place = place
        site = place.site
        options = site.options
        default = options.get("default")
        self.default = default if default in site.languages else ""
        self.languages = frozenset(site.languages)
        self._in_folder = bool(options.get("in-folder"))
        folders = options.get("folders") or {}
        # Source folder, where it goes below the content, language; single files so too.
        self._folders: list[tuple[str, str, str]] = []
        self._singles: dict[str, tuple[str, str]] = {}
        self._laid: list[tuple[str, str]] = []  # static files that do not go to the root: source, where they go
        self._copied: dict[str, bool] = {}  # of HTML
        self._absent: list[str] = []  # addresses of what is mounted but not in the tree
        listed = options.get("mounts") or ()
        for source, target, language in listed:
            self._mount(source, target, language or self.default)
        self._stand_ins: list[tuple[str, str, str]] = []
        self._part_stand_ins()
        if not self._folders:
            for code, folder in folders.items():
                if folder:
                    self._folders.append((f"{folder}/", "", code))
            if site.content and all(folder != f"{site.content}/" for folder, _, _ in self._folders):
                self._folders.append((f"{site.content}/", "", self.default))
            if len(site.languages) > 1 and not any(folders.values()):
                for code in site.languages:
                    if place.names.has_folder(f"{site.content}/{code}"):
                        self._folders.append((f"{site.content}/{code}/", "", code))
            self._part_stand_ins()
        self._folders.sort(key=lambda one: -len(one[0]))
        static = [f"{source}/" for source, target, _ in listed if target == "static"]
        self.static = tuple(static) or tuple(f"{folder.strip('/')}/" for folder in site.static)
        bases = options.get("bases") or {}
        self.has_hosts = len({one for one in bases.values() if one}) > 1

    def _mount(self, source: str, target: str, language: str) -> None:
        """Take one mount of the site's own."""
        component, _, inner = target.partition("/")
        if component not in ("content", "static"):
            return
        names = self._place.names
        if not names.has(source) and not names.has_folder(source) and not self._place.exists(source):
            self._absent.append(f"/{normal(without_ending(inner))}".rstrip("/"))
        elif component == "static":
            if inner:
                self._laid.append((source, inner))
        elif names.has(source):
            self._singles.setdefault(source, (language, inner))
        else:
            self._folders.append((f"{source}/", f"{inner}/" if inner else "", language))

    def _part_stand_ins(self) -> None:
        """Set apart the folders whose pages stand in one language for those that another lacks.

        A wider folder puts the same pages there in its own language, or the same folder does: then the default one counts.
        """
        kept: list[tuple[str, str, str]] = []
        for one in sorted(self._folders, key=lambda one: (len(one[0]), one[2] != self.default)):
            source, target, language = one
            stands_in = any(
                source.startswith(wider) and language != other and target == inner + source[len(wider) :]
                for wider, inner, other in kept
            )
            (self._stand_ins if stands_in else kept).append(one)
        self._folders = kept

    def stand_ins(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield language and path, below the content, of the other pages that are made of a source."""
        if path in self._singles:
            yield self._singles[path]
        for folder, target, language in self._stand_ins:
            if path.startswith(folder) and path.lower().endswith(_ENDINGS):
                yield language, target + path[len(folder) :]

    def is_elsewhere(self, address: str) -> bool:
        """Tell whether what stands at an address (without its language) is mounted from a place that is not in the tree."""
        return any(address == one or address.startswith(f"{one}/") for one in self._absent)

    def laid(self, path: str) -> str | None:
        """Return the file that a mount of its own puts at an address."""
        inner = path.strip("/")
        for source, target in self._laid:
            if inner == target and self._place.names.has(source):
                return source
            if inner.startswith(f"{target}/") and self._place.names.has(full := source + inner[len(target) :]):
                return full
        return None

    def prefix(self, language: str) -> str:
        """Return what stands before the addresses of a language: nothing for the default one, unless it has a folder too."""
        if not language or (language == self.default and not self._in_folder):
            return ""
        return f"/{language}"

    def translation(self, pages: Sequence[str], before: str) -> str:
        """Return the page whose address this stands before: translations may differ by nothing else. None so: the first."""
        pairs = ((path, self.of(path)) for path in pages)
        return next((path for path, of in pairs if of is not None and self.prefix(of[0]) == before), pages[0])

    def of(self, path: str) -> tuple[str, str] | None:
        """Return the language of a page and its path below its content folder; None for what is no page."""
        if not path.lower().endswith(_ENDINGS):
            return None
        for folder, target, language in self._folders:
            if path.startswith(folder):
                if path.lower().endswith(_HTML) and self._is_copied(path):
                    return None
                inner = target + path[len(folder) :]
                name = inner.rpartition(".")[0].rpartition("/")[2]
                named = name.rpartition(".")[2] if "." in name else ""
                return (named if named in self.languages else language), inner
        return self._singles.get(path)

    def _is_copied(self, path: str) -> bool:
        """Tell whether a file of HTML has no front matter: Hugo copies such a one as it is, or refuses it.

        A site that has one and names no version is built by one that copies.
        """
        version = self._place.site.version
        if version and version >= _HTML_IS_A_PAGE:
            return False
        if path not in self._copied:
            text = (self._place.text(path) or "").removeprefix("\ufeff").lstrip()
            self._copied[path] = not text.startswith(("---", "+++", "{", "<!--"))
        return self._copied[path]

    def inner(self, path: str) -> str:
        """Return the path of a page below its content folder."""
        source = self.of(path)
        return path if source is None else source[1]

    def without_language(self, stem: str) -> str:
        """Return a path without its ending and without the language before it."""
        head, dot, language = stem.rpartition(".")
        return head if dot and language.lower() in self.languages else stem

    def file(self, inner: str) -> str | None:
        """Return the file that is no page at a path below some content folder; the address may begin with a language."""
        first, _, rest = inner.partition("/")
        for folder, target, language in self._folders:
            for below in (inner, rest) if first == language else (inner,):
                if below.startswith(target) and self._place.names.has(full := folder + below[len(target) :]):
                    return full
        return None

    def in_bundle(self, document: str, path: str) -> str | None:
        """Return a file of a page's bundle, in whichever language it lies."""
        full = beside(document, path)
        names = self._place.names
        if names.has(full):
            return full
        source = self.of(document)
        if source is None:
            return None
        inner = posixpath.normpath(posixpath.join(posixpath.dirname(source[1]), path))
        for folder, target, _ in self._folders:
            if inner.startswith(target) and names.has(other := folder + inner[len(target) :]):
                return other
        stem, _, ending = full.rpartition(".")
        return next((one for code in self.languages if names.has(one := f"{stem}.{code}.{ending}")), None)


def without_ending(path: str) -> str:
    """Return the path of a page without its ending."""
    return next((path[: -len(ending)] for ending in _ENDINGS if path.endswith(ending)), path)


def normal(stem: str) -> str:
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
