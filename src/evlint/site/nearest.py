"""Which of a site's names is nearest to one that is not there: thousands of names, and often as many that are missing."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from zlib import crc32

from evlint.startup.lazy_regex import lazy_regex

_NO_DIGITS = {ord(digit): None for digit in "0123456789"}
_WORD = lazy_regex(r"[^\W_]+")
_MOST_CANDIDATES = 24  # names that share most words with a missing one, and are compared letter by letter
_LONGEST = 200  # characters of a name that is compared at all: comparing costs the square of the length
_FEWEST_SHOWN = 0.72  # the likeness (difflib's ratio) from which a name is worth showing
_ROW = 1 << 32  # above the number of a text stands the checksum of what is told of it


class Nearest:
    """Names indexed by their words, so that the nearest of thousands is found without comparing each."""

    def __init__(self, names: Iterable[str]) -> None:
        """Index the names that a missing one may have meant."""
        self._names = tuple(name for name in names if len(name) <= _LONGEST)
        self._plain = tuple(map(_plain, self._names))
        self._by_word = _Numbers(lambda plain: set(_WORD.findall(plain)), self._plain)
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
            having = self._by_word.of(word)
            if 0 < len(having) <= 400:
                rarity = 1.0 / len(having)
                for index in having:
                    shared[index] = shared.get(index, 0.0) + rarity
        found = sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:_MOST_CANDIDATES]
        for sketch in _sketches(wanted):
            found += self._by_sketch.of(sketch)[:_MOST_CANDIDATES]
        return list(dict.fromkeys(found))

    @cached_property
    def _by_sketch(self) -> _Numbers:
        return _Numbers(_sketches, self._plain)


class _Numbers:
    """The numbers of texts by what is told of each of them, in their order.

    Sorted and packed, they take an eighth of what lists in a dictionary would: most stand in lists of one.
    """

    def __init__(self, told: Callable[[str], Iterable[str]], texts: Iterable[str]) -> None:
        self._rows = array("Q", sorted(_row(one) + number for number, text in enumerate(texts) for one in told(text)))

    def of(self, one: str) -> list[int]:
        """Return the numbers of the texts of which this is told."""
        first = _row(one)
        rows = self._rows[bisect_left(self._rows, first) : bisect_left(self._rows, first + _ROW)]
        return [row - first for row in rows]


def _row(one: str) -> int:
    return crc32(one.encode("utf-8", "surrogatepass")) * _ROW


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
        # accents are the usual difference between an id and what was typed for it
        apart = unicodedata.normalize("NFD", plain)
        return "".join(char for char in apart if not unicodedata.combining(char))
    return name if plain == name else plain  # the very same text, where it can be: it is kept for each file of a site


def _sketches(plain: str) -> tuple[str, ...]:
    """Return how a name begins, how it ends, and the characters that it is made of, each with a mark of its kind."""
    stem = plain.rpartition(".")[0] or plain
    return (f"^{stem[:3]}", f"${stem[-3:]}", "=" + "".join(sorted(set(stem))))
