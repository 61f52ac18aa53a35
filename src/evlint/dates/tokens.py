"""Cuts the surroundings of digits into tokens: a text without a digit costs one look, the rest of a text nothing.

Only digits lead to dates, so only what stands within a few words of one is cut up. The work is linear in the text:
every window is bounded, and windows that touch are one.
"""

from __future__ import annotations

import re

from evlint.dates import words as w
from evlint.dates.words import Word
from evlint.model.lazily import lazy_regex
from evlint.model.values import NamedTuple

_TOKEN = lazy_regex(r"([0-9]+)|(t/m(?!\w)|[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*(?:-[fF][eE][iI][rR][aA]|['’])?)|(\S)")
_HALF_DAY = lazy_regex(r"([ap])\.?[ \u00a0\u202f]?m(?![^\W\d_])\.?", re.IGNORECASE)
# A number, and the word behind it but for an ordinal sign and a word such as "de".
_NUMBER = lazy_regex(  # letters in both cases by hand: IGNORECASE makes the search for the digit itself slower by half
    r"[0-9]+(?:(?:[-.°/ºª]|[eE][rR]?|[sS][tT]|[nNrR][dD]|[tT][hH]|ᵉʳ)?\s*"
    r"(?:(?:[dD](?:[eE][lLsS]?|[iIoO])|[oO][fF])\s+(?:mes de )?|[dD]['’])?([^\W\d_]{2,}(?:[\u0300-\u036f][^\W\d_]*)*))?"
)
_NUMERIC = lazy_regex(
    r"[0-9]{1,2}(?:/[0-9]{1,2}(?:/[0-9]{2,4})?(?![0-9/])|\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})?(?![\w.])|-[0-9]{1,2}-[0-9]{4}(?![0-9-]))"
    r"|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])"
)
_HOUR = lazy_regex(
    r"[0-9]+(?:[ \u00a0\u202f]?(?:[hH]|[aApP]\.?[ \u00a0\u202f]?[mM](?![^\W\d_])|[uU][hu]r)|[:.][0-9]{2})",
    re.IGNORECASE,
)
_RANGE = lazy_regex(
    r"[0-9](?:[ \u00a0\u202f]?(?:h[a-z]{0,6}|[ap]\.?[ \u00a0\u202f]?m\.?|u[hu]r))?\s?"
    r"(?:[-–—‑→]|(?:à|au?|to|until|till|bis|all?e?|tot|até|às|ao|and|et|y|und|e|through)\s)"
    r"[^\W\d]{0,8}['’ ]?[^\W\d]{0,4}\s?[0-9mn]",
    re.IGNORECASE,
)
_ADDRESS = lazy_regex(
    r"://|www\.|[@_\\]|[^\W\d_]{3,}/\S*[/.]"
    r"|\.(?:pdf|jpe?g|png|gif|svg|html?|docx?|xlsx?|pptx?|zip|csv|od[tsp]|md)\b",
    re.IGNORECASE,
)
_BEFORE, _AFTER, _LONGEST_WORD = 40, 40, 80
_PUNCTUATION = {
    ",": w.COMMA, ".": w.DOT, "/": w.SLASH, "-": w.DASH | w.TO, "–": w.DASH | w.TO, "—": w.DASH | w.TO, "‑": w.DASH | w.TO,
    "‐": w.DASH | w.TO, "−": w.DASH | w.TO, ":": w.COLON, "&": w.AND, "+": w.AND, "→": w.TO, "°": w.ORDINAL,
}  # fmt: skip
_NEVER_BEFORE = frozenset("_#$€£@%=°~^\\")
_NAMES_BEFORE_DASH = w.MONTH | w.HOUR | w.HALF | w.NOON | w.ORDINAL
_NEVER_AFTER = frozenset("_%€$£@\\^")
_OTHER = Word(0)
_NOWHERE = -9
_LONGEST_NAME = 14
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

    def is_sign(self, index: int, sign: str) -> bool:
        """Tell whether a token is this one sign."""
        return self.text[self.starts[index] : self.ends[index]] == sign

    def folded(self, index: int) -> str:
        """Return a token as typed, casefolded."""
        return self.text[self.starts[index] : self.ends[index]].casefold() if index >= 0 else ""

    def capital(self, index: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.text[self.starts[index]].isupper()


def date_tokens(text: str, lexicon: dict[str, Word]) -> Tokens | None:
    """Cut up what surrounds each number that a month stands beside, or that begins a numeric date; None without any."""
    first = last = -1
    found: Tokens | None = None
    for match in _NUMBER.finditer(text):
        start = match.start()
        following = match[1]
        if following is not None:
            word = lexicon.get(following.casefold())
            known = word is not None and word.flags & w.MONTH
            if not known and not following.isascii():
                known = _look_up(following, lexicon).flags & w.MONTH
        else:
            known = 0
        if not known and not _NUMERIC.match(text, start) and not _follows_name(text, start, lexicon):
            continue
        if first >= 0 and start - last <= _BEFORE + _AFTER:
            last = start
            continue
        if _in_address(text, start):
            continue
        if first >= 0:
            found = _cut(found, text, first, last, lexicon)
        first = last = start
    return found if first < 0 else _cut(found, text, first, last, lexicon)


def hour_tokens(text: str, lexicon: dict[str, Word]) -> Tokens | None:
    """Cut up what surrounds each number that is written as an hour; None without any."""
    first = last = -1
    found: Tokens | None = None
    for match in _HOUR.finditer(text):
        start = match.start()
        if first >= 0 and start - last <= _BEFORE + _AFTER:
            last = start
            continue
        if _in_address(text, start):
            continue
        if first >= 0:
            found = _cut(found, text, first, last, lexicon)
        first = last = start
    return found if first < 0 else _cut(found, text, first, last, lexicon)


def may_hold_range(text: str) -> bool:
    """Tell whether two numbers, or a number and a word such as "midi", are joined as the ends of a range are."""
    return _RANGE.search(text) is not None


def _follows_name(text: str, start: int, lexicon: dict[str, Word]) -> bool:
    """Tell whether the word before a number is a month (`November 3`, `Nov. 3`) or a weekday in full (`lundi 14`)."""
    if start < 4 or not text[start - 1].isspace() or (text[start : start + 3].isdigit() and start + 2 < len(text)):
        return False
    parts = text[max(0, start - _LONGEST_NAME) : start].split()
    if not parts:
        return False
    word = lexicon.get(parts[-1].lstrip("([«“\"'").rstrip(".").casefold())
    return word is not None and bool((word.english and word.flags & w.MONTH) or word.series == 0)


def _begin(text: str, start: int) -> int:
    begin = max(0, start - _BEFORE)
    while 0 < begin < start and text[begin].isalnum() and text[begin - 1].isalnum():
        begin += 1
    return begin


def _in_address(text: str, start: int) -> bool:
    """Tell whether digits stand in a URL, a mail address, a path or a file name."""
    left = text[max(0, start - _LONGEST_WORD) : start].rsplit(" ", 1)[-1]
    right = text[start : start + _LONGEST_WORD].split(" ", 1)[0]
    return len(left) + len(right) > 8 and _ADDRESS.search((left + right).rsplit("\n", 1)[-1]) is not None


def _cut(found: Tokens | None, text: str, first: int, last: int, lexicon: dict[str, Word]) -> Tokens:
    """Cut up the text around the numbers that begin at `first` and `last`, and add the tokens to those found before."""
    if found is None:
        found = Tokens(text, [], [], [], [], [])
    _, all_flags, all_words, all_numbers, all_starts, all_ends = found
    _add_nothing(found, 1)
    end = min(len(text), last + _AFTER)
    while last < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end -= 1
    for match in _TOKEN.finditer(text, _begin(text, first), end):
        begin, stop = match.span()
        kind = match.lastindex
        word = _OTHER
        number = -1
        if all_ends[-1] > begin:
            continue  # behind the "a" of "a.m."
        if kind == 2:
            typed = match[2]
            half = _HALF_DAY.match(text, begin) if typed[0] in "aApP" else None
            if half is not None:
                stop = half.end()
                flags = w.HALF | w.ARTICLE
                number = 0 if half[1] in "aA" else 1
            else:
                found_word = lexicon.get(typed.casefold())
                word = found_word if found_word is not None else _look_up(typed, lexicon)
                flags = word.flags
        elif kind == 1:
            number = int(match[1]) if stop - begin <= 4 else -1
            flags = w.NUMBER | _glue(text, begin, stop)
            if flags & w.GLUED_LEFT and all_flags[-1] & w.DASH and all_flags[-2] & _NAMES_BEFORE_DASH:
                flags &= ~w.GLUED_LEFT  # `9h-12h`, `30 novembre-9 décembre`
        else:
            flags = _PUNCTUATION.get(match[3], 0)
        all_flags.append(flags)
        all_words.append(word)
        all_numbers.append(number)
        all_starts.append(begin)
        all_ends.append(stop)
    _add_nothing(found, _FURTHEST)
    return found


def _look_up(typed: str, lexicon: dict[str, Word]) -> Word:
    folded = typed.casefold()
    if folded[-1] in "'’":
        folded = folded[:-1]
    word = lexicon.get(folded)
    if word is None and not folded.isascii():
        from unicodedata import normalize

        word = lexicon.get(normalize("NFC", folded))
    return word or _OTHER


def _add_nothing(found: Tokens, times: int) -> None:
    """Add what stands between windows."""
    found.flags.extend([0] * times)
    found.words.extend([_OTHER] * times)
    found.numbers.extend([-1] * times)
    found.starts.extend([_NOWHERE] * times)
    found.ends.extend([_NOWHERE] * times)


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
