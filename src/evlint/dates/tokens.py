"""Cuts the surroundings of digits into tokens: a text without a digit costs one look, the rest of a text nothing.

Only digits lead to dates, so only what stands within a few words of one is cut up. The work is linear in the text:
every window is bounded, and windows that touch are one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from evlint.dates import words as w
from evlint.dates.words import Word

_DIGITS = re.compile(r"[0-9]+")
_TOKEN = re.compile(r"([0-9]+)|(t/m(?!\w)|[^\W\d_][^\W\d_\u0300-\u036f]*(?:-feira|['’])?)|(\S)")
_HALF_DAY = re.compile(r"([ap])\.?[ \u00a0\u202f]?m(?![^\W\d_])\.?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMERIC = re.compile(r"[0-9][/.:\-][0-9]|[0-9][ \u00a0\u202f]?[hH:]")
_ADDRESS = re.compile(
    r"://|www\.|[@_\\]|[^\W\d_]{3,}/\S*[/.]|\.(?:pdf|jpe?g|png|gif|svg|html?|docx?|xlsx?|pptx?|zip|csv|od[tsp]|md)\b",
    re.IGNORECASE,
)
_BEFORE, _AFTER, _LONGEST_WORD = 40, 36, 80
_PUNCTUATION = {
    ",": w.COMMA, ".": w.DOT, "/": w.SLASH, "-": w.DASH | w.TO, "–": w.DASH | w.TO, "—": w.DASH | w.TO, "‑": w.DASH | w.TO,
    "‐": w.DASH | w.TO, "−": w.DASH | w.TO, ":": w.COLON, "&": w.AND, "+": w.AND, "→": w.TO, "°": w.ORDINAL,
}  # fmt: skip
_NEVER_BEFORE = frozenset("_#$€£@%=°~^\\")
_NAMES_BEFORE_DASH = w.MONTH | w.HOUR | w.HALF | w.NOON | w.ORDINAL
_NEVER_AFTER = frozenset("_%€$£@\\^")
_OTHER = Word(0)
_NOWHERE = -9
_FURTHEST = 4  # how far beyond a token a reader may look without asking whether the window goes on


class Tokens(NamedTuple):
    """Tokens as columns: what each may be (`words.MONTH` and so on), its word, its number (-1 for none), its place.

    Between two windows stand tokens that are nothing and that nothing stands right beside. `text` is what was cut up.
    """

    text: str
    flags: list[int]
    words: list[Word]
    numbers: list[int]
    starts: list[int]
    ends: list[int]

    def tight(self, index: int) -> bool:
        """Tell whether nothing stands between a token and the one before it."""
        return self.ends[index - 1] == self.starts[index]

    def is_letter_beside(self, index: int) -> bool:
        """Tell whether a token begins with a letter or a digit and nothing stands between it and the one before it."""
        return self.ends[index - 1] == self.starts[index] and self.text[self.starts[index]].isalnum()

    def folded(self, index: int) -> str:
        """Return a token as typed, casefolded."""
        return self.text[self.starts[index] : self.ends[index]].casefold() if index >= 0 else ""

    def capital(self, index: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.text[self.starts[index]].isupper()


def tokens(text: str, lexicon: dict[str, Word]) -> Tokens | None:
    """Cut up the surroundings of the digits in a text; None where no digit has a date word or a time sign near it."""
    found = Tokens(text, [], [], [], [], [])
    for start, end in _windows(text):
        window = text[start:end]
        if _NUMERIC.search(window) or _has_name(window, lexicon):
            _cut(found, start, end, lexicon)
    return found if found.flags else None


def _has_name(window: str, lexicon: dict[str, Word]) -> bool:
    for name in _WORD.findall(window):
        word = lexicon.get(name.casefold())
        if word is not None and word.flags & (w.MONTH | w.HOUR | w.WEEKDAY):
            return True
    return "\u0301" in window or "\u0302" in window or bool(_HALF_DAY.search(window))


def _windows(text: str) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    first = last = -1
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        if end - start > 4 or _in_address(text, start, end):
            continue
        if first < 0:
            first, last = start, end
        elif start - last <= _BEFORE + _AFTER:
            last = end
        else:
            windows.append((first, last))
            first, last = start, end
    if first >= 0:
        windows.append((first, last))
    return [(_begin(text, start), min(len(text), end + _AFTER)) for start, end in windows]


def _begin(text: str, start: int) -> int:
    begin = max(0, start - _BEFORE)
    while 0 < begin < start and text[begin].isalnum() and text[begin - 1].isalnum():
        begin += 1
    return begin


def _in_address(text: str, start: int, end: int) -> bool:
    """Tell whether digits stand in a URL, a mail address, a path or a file name."""
    left = start
    while left > 0 and start - left < _LONGEST_WORD and not text[left - 1].isspace():
        left -= 1
    right = end
    while right < len(text) and right - end < _LONGEST_WORD and not text[right].isspace():
        right += 1
    return right - left > end - start + 4 and _ADDRESS.search(text, left, right) is not None


def _cut(found: Tokens, start: int, end: int, lexicon: dict[str, Word]) -> None:
    text = found.text
    _add(found, 0, _OTHER, -1, _NOWHERE, _NOWHERE)
    position = start
    while True:
        match = _TOKEN.search(text, position, end)
        if match is None:
            break
        begin, position = match.span()
        kind = match.lastindex
        if kind == 1:
            number = int(match[1]) if position - begin <= 4 else -1
            flags = w.NUMBER | _glue(text, begin, position)
            if flags & w.GLUED_LEFT and found.flags[-1] & w.DASH and found.flags[-2] & _NAMES_BEFORE_DASH:
                flags &= ~w.GLUED_LEFT  # `9h-12h`, `30 novembre-9 décembre`
            _add(found, flags, _OTHER, number, begin, position)
        elif kind == 2:
            if text[begin] in "aApP":
                half = _HALF_DAY.match(text, begin)
                if half is not None:
                    position = half.end()
                    _add(found, w.HALF | w.ARTICLE, _OTHER, 0 if half[1] in "aA" else 1, begin, position)
                    continue
            word = _look_up(match[2], lexicon)
            _add(found, word.flags, word, -1, begin, position)
        else:
            _add(found, _PUNCTUATION.get(match[3], 0), _OTHER, -1, begin, position)
    for _ in range(_FURTHEST):
        _add(found, 0, _OTHER, -1, _NOWHERE, _NOWHERE)


def _look_up(typed: str, lexicon: dict[str, Word]) -> Word:
    folded = typed.casefold()
    if folded[-1] in "'’":
        folded = folded[:-1]
    word = lexicon.get(folded)
    if word is None and not folded.isascii():
        from unicodedata import normalize

        word = lexicon.get(normalize("NFC", folded))
    return word or _OTHER


def _add(found: Tokens, flags: int, word: Word, number: int, start: int, end: int) -> None:
    found.flags.append(flags)
    found.words.append(word)
    found.numbers.append(number)
    found.starts.append(start)
    found.ends.append(end)


def _glue(text: str, start: int, end: int) -> int:
    """Tell on which sides a number is part of something else, by the characters beside it."""
    flags = 0
    if start > 0:
        before = text[start - 1]
        if before.isalpha() or before in _NEVER_BEFORE:
            flags = w.GLUED_LEFT
        elif before in ".,:+-" and start > 1:
            further = text[start - 2]
            if further.isalpha() or (further.isdigit() and before != "-"):
                flags = w.GLUED_LEFT
    if end < len(text):
        after = text[end]
        if after in _NEVER_AFTER or (after in ".," and end + 1 < len(text) and text[end + 1].isdigit()):
            flags |= w.GLUED_RIGHT
    return flags
