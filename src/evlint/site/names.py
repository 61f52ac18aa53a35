"""The names of a site's files, ready for questions: what a folder holds, which name is nearest to one that is not there."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from evlint.model.lazily import lazy_regex

_WORD = lazy_regex(r"[^\W_]+")
MOST_SUGGESTED = 200  # missing names of one post for which the nearest is looked for: it costs more than all else
_MOST_CANDIDATES = 24
_LONGEST = 200  # characters of a name that is compared at all: comparing costs the square of the length
_FEWEST_SHOWN = 0.72  # the likeness (difflib's ratio) from which a name is worth showing


class Names:
    """Paths below one root, relative to it, by folder. The list is asked for when the first question comes."""

    def __init__(self, listing: Callable[[], Iterable[str]]) -> None:
        """Take a function that lists the paths (with `/`, relative to the root)."""
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
            self._nearest[key] = Nearest(names())
        return self._nearest[key].of(wanted)


class Nearest:
    """Names indexed by their words, so that the nearest of thousands is found without comparing each."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names."""
        self._names = tuple(name for name in names if len(name) <= _LONGEST)
        self._by_word: dict[str, list[int]] = {}
        for index, name in enumerate(self._names):
            for word in set(_words(name)):
                self._by_word.setdefault(word, []).append(index)
        self._sketches: dict[str, list[int]] = {}

    def of(self, wanted: str) -> str | None:
        """Return the name nearest to `wanted`, or None where none is near."""
        if len(wanted) > _LONGEST:
            return None
        from difflib import SequenceMatcher

        best, best_ratio = None, _FEWEST_SHOWN
        matcher = SequenceMatcher(autojunk=False)
        plain = _plain(wanted)
        matcher.set_seq2(plain)
        for index in self._candidates(plain):
            name = self._names[index]
            matcher.set_seq1(_plain(name))
            if matcher.real_quick_ratio() > best_ratio and matcher.quick_ratio() > best_ratio:
                ratio = matcher.ratio()
                if ratio > best_ratio:
                    best, best_ratio = name, ratio
        return best

    def _candidates(self, wanted: str) -> list[int]:
        """Return the names that share rare words with the wanted one, then those that begin or end alike."""
        shared: dict[int, float] = {}
        for word in set(_words(wanted)):
            having = self._by_word.get(word, ())
            if len(having) <= 400:
                for index in having:
                    shared[index] = shared.get(index, 0.0) + 1.0 / len(having)
        found = sorted(shared, key=lambda index: (-shared[index], index))[:_MOST_CANDIDATES]
        if not self._sketches:
            for index, name in enumerate(self._names):
                for sketch in _sketches(_plain(name)):
                    self._sketches.setdefault(sketch, []).append(index)
        for sketch in _sketches(wanted):
            found += self._sketches.get(sketch, ())[:_MOST_CANDIDATES]
        return list(dict.fromkeys(found))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def _words(name: str) -> list[str]:
    return _WORD.findall(_plain(name))


def _sketches(plain: str) -> tuple[str, ...]:
    stem = plain.rpartition(".")[0] or plain
    return (f"^{stem[:3]}", f"{stem[-3:]}$", f"{''.join(sorted(set(stem)))}")
