"""Files beside a post: what a relative link leads to on the disk, whatever the site makes of it later."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evlint.model.file_names import PAGES, is_html
from evlint.model.files import Files
from evlint.model.generator import Found
from evlint.site.names import beside

if TYPE_CHECKING:
    from evlint.site.layout import Place

_INDEXES = tuple(
    f"{name}{ending}" for name in ("index", "_index", "README") for ending in (".md", ".markdown", ".html")
)


class RelativeLinkResolver:
    """Finds files by relative links. Paths go in and come out relative to the working folder."""

    def __init__(self, files: Files, place: Place) -> None:
        """`files` may reach beyond the site; `place` knows the site's own names."""
        self._files = files
        self._place = place

    def find(self, document: str, path: str) -> Found:
        """Find a file by its path from a document's folder (percent escapes undone)."""
        target = joined(document, path)
        for one in _candidates(target, is_folder=path.endswith(("/", "..", "."))):
            found = self._exact(one)
            if found is not None:
                return found
        inner = self._place.inner(target)
        near = None if inner is None else self._place.names.nearest_file(inner)
        return Found("missing", None, None if near is None else _relative(self._place.outer(near), document))

    def stays(self, document: str, path: str) -> bool:
        """Tell whether a relative link stays inside the tree: of what lies outside, nothing is known."""
        return self._files.holds(joined(document, path))

    def same_but_case(self, document: str, path: str) -> str | None:
        """Return the name, as the link would have to say it, of a file that differs in upper and lower case only."""
        inner = self._place.inner(joined(document, path))
        other = None if inner is None else self._place.names.other_case(inner)
        return None if other is None else _relative(self._place.outer(other), document)

    def has_folder_of(self, document: str, path: str) -> bool:
        """Tell whether the folder that a relative link names is there."""
        folder = posixpath.dirname(joined(document, path))
        return not folder or self._files.exists(folder)

    def has_html_beside(self, document: str, path: str) -> bool:
        """Tell whether pages of HTML lie in the folder that a relative link leads into."""
        inner = self._place.inner(posixpath.dirname(joined(document, path)) or ".")
        beside = () if inner is None else self._place.names.within("" if inner == "." else inner)
        return any(is_html(one) for one in beside)

    def _exact(self, target: str) -> Found | None:
        inner = self._place.inner(target)
        if inner is not None and self._place.names.has(inner):
            return Found("found", target)
        forms = (target,) if target.isascii() else _forms(target)
        for form in forms:
            if self._files.exists(form):
                # On a disk that ignores case a wrong name "is there"; on the server it will not be.
                if inner is not None and self._place.names.other_case(inner) is not None:
                    return None
                return Found("found", form)
        return None


def joined(document: str, path: str) -> str:
    """Return the path that a relative link names, relative to the working folder."""
    return beside(document, path)


def _candidates(target: str, *, is_folder: bool) -> Iterator[str]:
    """Yield the files that a link may mean: itself, the source of a page, the index of a folder."""
    yield target
    stem, dot, ending = target.rpartition(".")
    if dot and ending.lower() in ("html", "htm"):
        yield from (stem + one for one in PAGES)
    elif is_folder or "." not in posixpath.basename(target).lstrip("."):
        yield from (target + one for one in PAGES)
        yield from (f"{target}/{name}" for name in _INDEXES)


def _forms(path: str) -> tuple[str, ...]:
    """Return a path as typed, composed and decomposed: disks and authors write accents either way."""
    return tuple(dict.fromkeys((path, unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path))))


def _relative(path: str, document: str) -> str:
    folder = posixpath.dirname(document)
    if not folder or path.startswith(("..", "/")) != document.startswith(("..", "/")):
        return path
    if path.startswith(f"{folder}/"):
        return path[len(folder) + 1 :]
    shared = posixpath.commonpath((f"{folder}/", path)) if folder else ""
    climbs = folder[len(shared) :].strip("/").count("/") + 1 if folder != shared else 0
    return "../" * climbs + path[len(shared) :].lstrip("/")
