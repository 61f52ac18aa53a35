"""What the posts that lie in one folder have in common, as far as the first of them tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evlint.model.context import FEWEST_BESIDE
from evlint.model.file_names import is_page
from evlint.site.head import begins_with_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evlint.model.files import Files
    from evlint.site.layout import Place

_MOST_ASKED = 20  # posts of a folder that are asked, up to twice as many: the rest would hardly say otherwise
_LONGEST_HEAD = 16_000  # characters of each that are looked at: what programs write at the head of a page may be long


class Neighbours:
    """The pages of each folder. They are listed once, when somebody first asks."""

    def __init__(self, place: Place, files: Files) -> None:
        """Take the site's files by their paths from its root, and all files by those from the working folder."""
        self._place = place
        self._files = files
        self._outer: dict[str, list[str]] | None = None  # by folder, from the working folder
        self._below: dict[str, list[str]] = {}  # the pages one and two folders below each
        self._inner: dict[str, list[str]] | None = None  # by folder, from the site's root
        self._are_posts: dict[str, bool] = {}  # by folder
        self._mentions: dict[tuple[str, str], list[str]] = {}  # by folder and words: the posts that hold them
        self._heads: dict[str, list[tuple[str, dict[tuple[bool, str], str]]]] = {}  # by folder: posts, their entries
        self._values: dict[tuple[str, str], list[tuple[str, str]]] = {}  # by folder and key: posts, what they say

    def values(self, path: str, key: str) -> list[str]:
        """Return what other posts in the folder of a file, from the working folder, have under a key, without its quotes.

        A key within another one stands behind it and a slash: `event/start`. The page of the folder is none of its posts.
        Where posts lie in folders of their own or of a month, those of the folders beside it tell.
        """
        return [value for name, value in self._said(path, key) if name != path]

    def pairs(self, path: str, one: str, other: str) -> list[tuple[str, str]]:
        """Return the values of both keys in each other post that has both; as `values` does."""
        second = dict(self._said(path, other))
        return [(value, second[name]) for name, value in self._said(path, one) if name != path and name in second]

    def _said(self, path: str, key: str) -> list[tuple[str, str]]:
        folder, names = self._around(path.rpartition("/")[0])
        known = self._values.get((folder, key))
        if known is None:
            known = self._values[folder, key] = list(self._read_values(folder, names, key))
        return known

    def mentions(self, path: str, words: str) -> int:
        """Count the other posts around a file that hold these words, of twenty at most."""
        folder, names = self._around(path.rpartition("/")[0])
        known = self._mentions.get((folder, words))
        if known is None:
            known = self._mentions[folder, words] = [
                name for name in _some(names) if words in (self._files.read(name) or "")
            ]
        return len(known) - (path in known)

    def _around(self, folder: str) -> tuple[str, list[str]]:
        """Return the nearest folder upwards with enough pages to compare with, and those pages; else the folder itself."""
        if self._outer is None:
            self._outer = _by_folder(self._files.names())
            for inner, pages in list(self._outer.items()):
                above = inner.rpartition("/")[0]
                for one in (above, above.rpartition("/")[0]):
                    if one:
                        self._below.setdefault(one, []).extend(pages)
        own = self._outer.get(folder, [])
        above = folder.rpartition("/")[0]
        for one in (above, above.rpartition("/")[0]) if len(own) <= FEWEST_BESIDE else ():
            names = self._below.get(one, [])
            if len(names) > FEWEST_BESIDE:
                return f"{one}/*", names
        return folder, own

    def _read_values(self, folder: str, names: list[str], key: str) -> Iterator[tuple[str, str]]:
        outer, _, name = key.rpartition("/")
        heads = self._heads.get(folder)
        if heads is None:
            asked = [one for one in _some(names) if not one.rpartition("/")[2].startswith("_index.")]
            heads = self._heads[folder] = [
                (one, _entries((self._files.read(one) or "")[:_LONGEST_HEAD])) for one in asked
            ]
        for path, entries in heads:
            value = entries.get((bool(outer), name))
            if value is not None:
                yield path, value

    def are_posts(self, inner: str) -> bool:
        """Tell whether at least half of the pages in the folder of a file, from the site's root, have front matter."""
        folder = inner.rpartition("/")[0]
        if self._inner is None:
            self._inner = _by_folder(self._place.names.paths)
        names = self._inner.get(folder, [])
        if names and folder not in self._are_posts:
            having = sum(begins_with_front_matter(self._files.read(self._place.outer(name)) or "") for name in names)
            self._are_posts[folder] = 2 * having >= len(names)
        return self._are_posts.get(folder, False)


def _some(names: list[str]) -> list[str]:
    """Return the posts of a folder that are asked, old and new ones; by an odd step, for translations lie by turns."""
    return names[:: len(names) // _MOST_ASKED | 1]


def _entries(head: str) -> dict[tuple[bool, str], str]:
    """Return the first value of each key in a head, without its quotes, by whether it is indented, and its name."""
    found: dict[tuple[bool, str], str] = {}
    for line in head.split("\n"):
        text = line.strip(" \t\r")
        if not text:
            continue
        indented, quote = line[0] in " \t", text[0] if text[0] in "\"'" else ""
        if quote:
            name, closed, rest = text[1:].partition(quote)
            splits: tuple[tuple[str, str], ...] = ((name, rest.lstrip(" \t")),) if closed else ()
        else:  # `og:title: x` is no key “og”, but `key:x` may be read as one
            splits = tuple((text[:at], text[at:]) for at in {_first(text, ":="), text.find(": ")} if at > 0)
        for name, rest in splits:
            if rest[:1] in (":", "="):
                found.setdefault((indented, name.rstrip(" \t")), _unquoted(rest[1:].lstrip(" \t")))
    return found


def _first(text: str, signs: str) -> int:
    return min((at for sign in signs if (at := text.find(sign)) >= 0), default=-1)


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]
    return value[1:-1] if is_quoted else value


def _by_folder(names: Iterable[str]) -> dict[str, list[str]]:
    pages: dict[str, list[str]] = {}
    for name in names:
        if is_page(name):
            pages.setdefault(name.rpartition("/")[0], []).append(name)
    return pages
