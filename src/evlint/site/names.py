"""The names of a site's files, ready for questions: what a folder holds, which name is nearest to one that is not there."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from evlint.startup.lazy_regex import lazy_regex

_NO_DIGITS = {ord(digit): None for digit in "0123456789"}
_WORD = lazy_regex(r"[^\W_]+")
MAYBE = "\1"  # before an id that a layout may make of a text in the front matter: it answers, and is offered to nobody
ANY = "\0"  # in an id that a template makes in part (`evlint.site.anchors`): any text
MOST_SUGGESTED = 200  # missing names of one post for which the nearest is looked for: it costs more than all else
_MOST_CANDIDATES = 24  # names that share most words with a missing one, and are compared letter by letter
_LONGEST = 200  # characters of a name that is compared at all: comparing costs the square of the length
_FEWEST_SHOWN = 0.72  # the likeness (difflib's ratio) from which a name is worth showing


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
            self._nearest[key] = Nearest(names())
        return self._nearest[key].of(wanted)


class Nearest:
    """Names indexed by their words, so that the nearest of thousands is found without comparing each."""

    def __init__(self, names: Iterable[str]) -> None:
        """Index the names that a missing one may have meant."""
        self._names = tuple(name for name in names if len(name) <= _LONGEST)
        self._plain = tuple(map(_plain, self._names))
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        for index, plain in enumerate(self._plain):
            for word in set(_WORD.findall(plain)):
                self._by_word[word].append(index)
        self._sketches: defaultdict[str, list[int]] = defaultdict(list)
        self._known: dict[str, str | None] = {}

    def of(self, wanted: str) -> str | None:
        """Return the name nearest to `wanted`, or None where none is near: one post after the other may miss the same."""
        if len(wanted) > _LONGEST:
            return None
        if wanted not in self._known:
            self._known[wanted] = self._nearest(_plain(wanted))
        return self._known[wanted]

    def _nearest(self, wanted: str) -> str | None:
        """Compare the likeliest names first, until no other can win; of equally near ones the first candidate wins."""
        length = len(wanted)
        counts = {char: wanted.count(char) for char in wanted}
        once = frozenset(char for char, number in counts.items() if number == 1)
        chars = [char for char, number in counts.items() if number > 1]
        numbers = [counts[char] for char in chars]
        likely: list[tuple[float, int, int]] = []
        for place, index in enumerate(self._candidates(wanted)):
            name = self._plain[index]
            total = length + len(name)
            if _ratio(min(length, len(name)), total) > _FEWEST_SHOWN:
                most = _ratio(len(once.intersection(name)) + sum(map(min, numbers, map(name.count, chars))), total)
                if most > _FEWEST_SHOWN:
                    likely.append((-most, place, index))
        likely.sort()
        best: tuple[float, int, int] | None = None
        words = wanted.translate(_NO_DIGITS)
        for most, place, index in likely:
            if best is not None and most > best[0]:
                break
            name = self._plain[index]
            if name != wanted and name.translate(_NO_DIGITS) == words:
                continue  # another year's page, another number's picture: not what was meant
            total = length + len(name)
            ratio = _ratio(matched(name, wanted, int(total * _FEWEST_SHOWN / 2)), total)
            if ratio > _FEWEST_SHOWN and (best is None or (-ratio, place) < best[:2]):
                best = (-ratio, place, index)
        return None if best is None else self._names[best[2]]

    def _candidates(self, wanted: str) -> list[int]:
        """Return the names that share rare words with the wanted one, then those that begin or end alike."""
        shared: dict[int, float] = {}
        for word in dict.fromkeys(_WORD.findall(wanted)):
            having = self._by_word.get(word, ())
            if 0 < len(having) <= 400:
                rarity = 1.0 / len(having)
                for index in having:
                    shared[index] = shared.get(index, 0.0) + rarity
        found = sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:_MOST_CANDIDATES]
        if not self._sketches:
            for index, plain in enumerate(self._plain):
                for sketch in _sketches(plain):
                    self._sketches[sketch].append(index)
        for sketch in _sketches(wanted):
            found += self._sketches.get(sketch, ())[:_MOST_CANDIDATES]
        return list(dict.fromkeys(found))


def matched(one: str, other: str, fewest: int = 0) -> int:
    """Return how many characters difflib's `SequenceMatcher(None, one, other, False)` matches, at a fifth of its price.

    The longest text that both hold is taken (the first of several), then what stands before it in both, and after it:
    nothing there is longer, so that the first of the same length ends the search. It is given up, with a number below
    `fewest`, once what is left is too short for that many.
    """
    count = 0
    # `hope` is the most that can still be matched: once it is below `fewest`, nothing that follows matters.
    hope = min(len(one), len(other))
    waiting = [(one, other, hope)]
    while waiting and hope >= fewest:
        one, other, longest = waiting.pop()
        hope -= min(len(one), len(other))
        start = size = at = 0
        while size < longest and at + size < len(one):
            end = at + size + 1
            while end <= len(one) and one[at:end] in other:
                end += 1
            if end > at + size + 1:
                start, size = at, end - at - 1
            at += 1
        if size:
            count += size
            hope += size
            place = other.index(one[start : start + size])
            for before, after in (
                (one[:start], other[:place]),
                (one[start + size :], other[place + size :]),
            ):
                if before and after:
                    hope += min(len(before), len(after))
                    waiting.append((before, after, size))
    return count


def _ratio(count: int, total: int) -> float:
    return 2.0 * count / total if total else 1.0


def _plain(name: str) -> str:
    plain = name.casefold()
    if not plain.isascii():
        return unicodedata.normalize("NFC", plain)
    return name if plain == name else plain  # the very same text, where it can be: it is kept for each file of a site


def _sketches(plain: str) -> tuple[str, ...]:
    """Return how a name begins, how it ends, and the characters that it is made of, each with a mark of its kind."""
    stem = plain.rpartition(".")[0] or plain
    return (f"^{stem[:3]}", f"${stem[-3:]}", "=" + "".join(sorted(set(stem))))
