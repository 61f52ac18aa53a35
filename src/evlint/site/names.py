"""The names of a site's files, ready for questions: what is there, and what a folder holds."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # made when a link leads nowhere
    from evlint.site.nearest import Nearest

MAYBE = "\1"  # before an id that a layout may make of a text in the front matter: it answers, and is offered to nobody
ANY = "\0"  # in an id that a template makes in part (`evlint.site.anchors`): any text
MOST_SUGGESTED = 200  # missing names of one post for which the nearest is looked for: it costs more than all else


def resolved(address: str, path: str) -> str:
    """Return the address that a relative link leads to on the page with this address, as a browser resolves it.

    It begins with `/`; it ends with one where the link does, or where it names a folder (`.`, `..`).
    """
    folder = address if address.endswith("/") else posixpath.dirname(address)
    full = "/" + posixpath.normpath(posixpath.join(folder or "/", path)).lstrip("/")
    names_folder = path in (".", "..") or path.endswith(("/", "/.", "/.."))
    return f"{full}/" if names_folder and full != "/" else full


def beside(document: str, path: str) -> str:
    """Return the path of a file that a document names relative to itself; it begins with `../` where it leads out."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), path))


def written(address: str) -> str:
    """Return the file that a page with this address is written to."""
    inner = address.strip("/")
    if not inner or address.endswith("/"):
        return f"{inner}/index.html".lstrip("/")
    return inner if inner.endswith((".html", ".htm")) else f"{inner}/index.html"


def candidates(path: str) -> Iterator[str]:
    """Yield the files that a server may answer an address with, the likeliest first."""
    inner = path.strip("/")
    if not inner:
        yield "index.html"
        return
    if not path.endswith("/"):
        yield inner
    yield f"{inner}/index.html"
    yield f"{inner}.html"


class Names:
    """Paths below one root, relative to it, by folder. The list is asked for when the first question comes."""

    def __init__(self, listing: Callable[[], Iterable[str]]) -> None:
        """`listing` gives the paths (with `/`, relative to the root); it is called once, at the first question."""
        self._listing = listing
        self._paths: tuple[str, ...] | None = None
        self._folders: dict[str, list[str]] = {}
        self._every: frozenset[str] = frozenset()
        self._folded: dict[str, dict[str, list[str]]] = {}
        self._nearest: dict[object, Nearest] = {}
        self.suggests = True  # whether nearest names are looked for

    def _load(self) -> None:
        if self._paths is None:
            self._paths = tuple(self._listing())
            self._every = frozenset(self._paths)
            folders = self._folders
            for path in self._paths:
                folder, _, name = path.rpartition("/")
                names = folders.get(folder)
                if names is None:
                    folders[folder] = [name]
                    while folder:
                        folder = folder.rpartition("/")[0]
                        if folder in folders:
                            break
                        folders[folder] = []
                else:
                    names.append(name)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path, in the order of the listing."""
        self._load()
        return self._paths or ()

    def has(self, path: str) -> bool:
        """Tell whether a file of this very name is listed."""
        self._load()
        return path in self._every

    def has_folder(self, folder: str) -> bool:
        """Tell whether a folder holds a listed file, at any depth."""
        self._load()
        return folder in self._folders

    def within(self, folder: str) -> list[str]:
        """Return the names of the files that stand directly in a folder."""
        self._load()
        return self._folders.get(folder, [])

    def other_case(self, path: str) -> str | None:
        """Return the path of a file in the same folder whose name differs in upper and lower case only."""
        folder, _, name = path.rpartition("/")
        folded = self._folded.get(folder)
        if folded is None:
            folded = self._folded[folder] = {}
            for one in self.within(folder):
                folded.setdefault(one.casefold(), []).append(one)
        other = next((one for one in folded.get(name.casefold(), ()) if one != name), None)
        return None if other is None else f"{folder}/{other}" if folder else other

    def nearest_file(self, path: str) -> str | None:
        """Return the path of the file in the same folder whose name is nearest, where one is near."""
        folder, _, name = path.rpartition("/")
        near = self.nearest(("folder", folder), lambda: self.within(folder), name)
        return None if near is None else f"{folder}/{near}" if folder else near

    def nearest(self, key: object, names: Callable[[], Iterable[str]], wanted: str) -> str | None:
        """Return the nearest of the names that `names` lists, where one is near; they are listed once for each `key`."""
        if not self.suggests:
            return None
        if key not in self._nearest:
            from evlint.site.nearest import Nearest

            self._nearest[key] = Nearest(names())
        return self._nearest[key].of(wanted)
