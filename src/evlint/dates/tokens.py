"""Cuts the surroundings of digits into tokens: a text without a digit costs one look, the rest of a text nothing.

Only digits lead to dates, so only what stands within a few words of one is cut up. The work is linear in the text:
every window is bounded, and windows that touch are one.
"""

from __future__ import annotations

import re

from evlint.dates import vocabulary as w
from evlint.dates.vocabulary import Lexicon, Word
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

# A number, a word (accents composed or not; `-feira` and an apostrophe are parts of it), or one other sign.
_TOKEN = lazy_regex(
    r"([0-9]+)|((?:t/m|[tT]ot\s{1,3}en\s{1,3}met)(?!\w)"
    r"|[^\W\d_]+(?:[\u0300-\u036f][^\W\d_]*)*(?:-[fF][eE][iI][rR][aA][sS]?|['’])?)|(\S)"
)
# A space or none. As a set of three it takes a quarter of a millisecond to compile, each time it is used.
_SPACE = r"(?:[ \u00a0]|\u202f|)"
_HALF_DAY = lazy_regex(rf"([ap])(?:{_SPACE}m|\.{_SPACE}m\.?)(?![^\W\d_])", re.IGNORECASE)
# A number, and the word behind it but for an ordinal sign and a word such as "de". Both cases are written out: with the flag
# on the whole, the search for a digit takes twice as long, and with it on a part compiling does.
_NUMBER = lazy_regex(
    r"[0-9]+(?:(?:\.?[°ºª]|[-./]|[eE][rR]?|[sS][tT]|[nNrR][dD]|[tT][hH]|ᵉʳ)?\s*"
    r"(?:(?:[dD][eE][lLsS]?|[dD][iIoO]|[oO][fF])\s+(?:[mM][eE][sS] [dD][eE] )?|[dD](?:'|’))?"
    r"([^\W\d_]{2,}(?:[\u0300-\u036f][^\W\d_]*)*))?"
)
_NTH_DAY = lazy_regex(r"([2-6]\.?ª)(?:[ -]feira(?![^\W\d_]))?", re.IGNORECASE)  # a weekday in Portuguese
_WORD_BEFORE_YEAR = lazy_regex(r"([^\W\d_]+)(?:\s+(?:de|of|d['’]))?\s+([^\W\d_]+),?\s+(?:de\s+)?$")
# Dates in figures: 3/11/2022, 3. 11. 2022, 3.11.22, 3-11-2022, 2022-11-03. No more figures may follow: a version is none.
_NUMERIC = lazy_regex(
    r"[0-9]{1,2}(?:/[0-9]{1,2}(?:/[0-9]{2,4})?(?![0-9/])|\.\s[0-9]{1,2}\.\s[0-9]{4}(?![0-9])|\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})?(?!\.?\w)|-[0-9]{1,2}-[0-9]{4}(?![0-9-]))"
    r"|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])"
)
_HOUR = lazy_regex(
    rf"[0-9](?<![0-9][0-9])[0-9]*(?:(?i:{_SPACE}(?:h|[ap]\.?{_SPACE}m(?![^\W\d_])|u[hu]r)|[:.][0-9]{{2}})"
    r"|(?<=[oO]re\s[0-9])|(?<=[oO]re\s[0-9]{2})|(?<=[dD]alle\s[0-9])|(?<=[dD]alle\s[0-9]{2}))"
)
_SIGN = rf"(?:{_SPACE}(?:h(?:s|rs|eures?|oras?)?|[ap]\.?{_SPACE}m\.?|u[hu]r)|[:.][0-9]{{2}})"
_JOINT = (
    r"\s?(?:[-‑]|[–→]|—|(?:et\s)?(?:à|au?|to|until|till|jusqu['’]\s?à|bis|hasta|fino\sa|all?e?|tot|até|às|ao|and|et|y|und|ed?|en|through)\s)\s?"
    r"(?:[^\W\d]{2,4}\s)?"
)
_RANGE = lazy_regex(  # an hour and what it is joined to, or a number joined to an hour
    rf"([0-9](?<![0-9][0-9])[0-9]*+)(?i:(?:({_SIGN}{_SPACE}(?:[0-9]{{2}})?{_SIGN}?)?{_JOINT}"
    rf"(?:([0-9]{{1,2}})(?(2)|{_SIGN})|(?(2)[mn]|(?!)))|\salle\s(?:ore\s)?([0-9]{{1,2}})))"
    rf"(?i:(?:[:.][0-9]{{2}})?(?:{_SPACE}[ap]\.?{_SPACE}m)?)"
)
# Hours that stand without their word: “tra le 14 e le 16”, “entre las 9 y las 11”.
_BETWEEN = lazy_regex(
    r"(?:tra|fra|entre)\s(?:le|las|as)\s([0-9]{1,2})\s[ey]\s(?:le|las|as)\s([0-9]{1,2})(?![0-9:h])", re.IGNORECASE
)
# In every range. It begins with a digit, so that the search goes from digit to digit.
_SIGNED = lazy_regex(
    r"[0-9](?:[:.][0-9]|\s?[hHaApPuU]|\s[aA][lL][lL][eE]\s|(?<=[aA][sS]\s[0-9])|(?<=[eEyY]\s[lL][eE]\s[0-9]))"
)
_SEPARATORS = ("/", ".", "-")  # of dates in figures
# What marks a run of signs as an address or a file: the figures in it are no date.
_ADDRESS = lazy_regex(
    r"://|www\.|[@_\\]|[^\W\d_]{3,}/\S*[/.]"
    r"|\.(?:pdf|jpe?g|png|gif|svg|html?|docx?|xlsx?|pptx?|zip|csv|od[tsp]|md)\b",
    re.IGNORECASE,
)
# Characters around a digit that may belong to its phrase, and of one word (a URL has more).
_BEFORE, _AFTER, _LONGEST_WORD = 44, 52, 80
_PUNCTUATION = {
    ",": w.COMMA, ".": w.DOT, "/": w.SLASH, "-": w.DASH | w.TO, "–": w.DASH | w.TO, "—": w.DASH | w.TO, "‑": w.DASH | w.TO,
    "‐": w.DASH | w.TO, "−": w.DASH | w.TO, ":": w.COLON, "&": w.AND, "+": w.AND, "→": w.TO, "°": w.ORDINAL,
}  # fmt: skip
_NEVER_BEFORE = frozenset("_#$€£@%=°~^\\")
_NAMES_BEFORE_DASH = w.MONTH | w.HOUR | w.HALF | w.NOON | w.ORDINAL
_NTH_SIGNS = ("ª", ".ª")
_NEVER_AFTER = frozenset("_%€$£@\\^")
_OTHER = Word(0)
_NOWHERE = -9  # the place of a token that pads the list: before every text
_LONGEST_NAME = 14  # characters of a month or weekday, and the blank behind it: the longest is “segunda-feira”
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
        """Tell whether the token at `index` is this sign, typed exactly so and alone."""
        return self.text[self.starts[index] : self.ends[index]] == sign

    def folded(self, index: int) -> str:
        """Return a token as typed, casefolded."""
        return self.text[self.starts[index] : self.ends[index]].casefold() if index >= 0 else ""

    def capital(self, index: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.text[self.starts[index]].isupper()


def date_tokens(text: str, lexicon: Lexicon) -> Tokens | None:
    """Cut up what surrounds each number that a month stands beside, or that begins a numeric date; None without any."""
    anchors = []
    for match in _NUMBER.finditer(text):
        following = match[1]
        start = match.start()
        if (
            (following is not None and lexicon[following].flags & w.MONTH)
            or (_may_be_numeric(text, start) and _NUMERIC.match(text, start))
            or _follows_name(text, start, lexicon)
            or (match.end() - start >= 4 and _follows_day_in_words(text, start, lexicon))
        ):
            anchors.append(start)
    return _cut_around(text, anchors, lexicon) if anchors else None


def hour_tokens(text: str, lexicon: Lexicon, *, falling: bool) -> Tokens | None:
    """Cut up what surrounds each number written as an hour; None without any.

    With `falling` only what may be a range whose end, as typed, is no later than its beginning.
    """
    if falling:
        if _SIGNED.search(text) is None:  # most texts hold none, and `_RANGE` takes a millisecond to compile
            return None
        anchors = [match.start() for match in _RANGE.finditer(text) if _may_fall(match)]
        if not anchors:
            anchors = [match.start(1) for match in _BETWEEN.finditer(text) if int(match[2]) < int(match[1])]
    else:
        anchors = [match.start() for match in _HOUR.finditer(text)]
    return _cut_around(text, anchors, lexicon) if anchors else None


def _may_fall(match: re.Match[str]) -> bool:
    opens, closes = match[1], match[3] or match[4]
    if len(opens) > 2:
        return False
    return closes is None or int(closes) <= int(opens) or "m" in match[0].lower()


def _may_be_numeric(text: str, start: int) -> bool:
    """Tell whether a sign of dates in figures stands behind one, two or four of them: mostly none does."""
    return (
        text.startswith(_SEPARATORS, start + 1)
        or text.startswith(_SEPARATORS, start + 2)
        or (text.startswith(_SEPARATORS, start + 4) and text[start + 5 : start + 6].isdecimal())
    )


def _follows_name(text: str, start: int, lexicon: Lexicon) -> bool:
    """Tell whether the word before a number is a month (`November 3`, `Nov. 3`) or a weekday in full (`lundi 14`)."""
    if start < 4 or not text[start - 1].isspace() or (text[start : start + 3].isdigit() and start + 2 < len(text)):
        return False
    parts = text[max(0, start - _LONGEST_NAME) : start].split()
    if not parts:
        return False
    word = lexicon[parts[-1].rstrip(".,").rpartition(",")[2].lstrip("([«“\"'")]
    return bool((word.english and word.flags & w.MONTH) or word.series == 0)


def _follows_day_in_words(text: str, start: int, lexicon: Lexicon) -> bool:
    """Tell whether a year follows a month and the number of a day in words: `douze mars 2026`, `April first, 2026`."""
    words = text[max(0, start - _BEFORE) : start].split()
    if words[-1:] == ["de"]:
        words.pop()
    if not words or not lexicon[words[-1].removesuffix(",")].flags & (w.MONTH | w.DAY_WORD):
        return False  # the usual case: no pattern has to be tried at each place
    if len(words) < 2 or words[-2][-1].isdecimal():
        return False  # `3 janvier 2026`
    match = _WORD_BEFORE_YEAR.search(text, max(0, start - _BEFORE), start)
    if match is None:
        return False
    one, two = lexicon[match[1]].flags, lexicon[match[2]].flags
    return bool((one & w.DAY_WORD and two & w.MONTH) or (one & w.MONTH and two & w.DAY_WORD))


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


def _cut_around(text: str, anchors: list[int], lexicon: Lexicon) -> Tokens | None:
    """Cut up the text around some numbers, each given by where it begins; those in addresses do not count."""
    found = Tokens(text, [], [], [], [], [])
    first = last = -1
    for start in anchors:
        if first >= 0 and start - last <= _BEFORE + _AFTER:
            last = start
        elif not _in_address(text, start):
            if first >= 0:
                _cut(found, first, last, lexicon)
            first = last = start
    if first >= 0:
        _cut(found, first, last, lexicon)
    return found if found.flags else None


def _cut(found: Tokens, first: int, last: int, lexicon: Lexicon) -> None:
    """Add the tokens around the numbers that begin at `first` and `last`."""
    text, all_flags, all_words, all_numbers, all_starts, all_ends = found
    _add_nothing(found, 1)
    end = min(len(text), last + _AFTER)
    while last < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end -= 1
    stop = 0
    for match in _TOKEN.finditer(text, _begin(text, first), end):
        begin = match.start()
        if begin < stop:
            continue  # behind the "a" of "a.m."
        stop = match.end()
        kind = match.lastindex
        word = _OTHER
        number = -1
        if kind == 2:
            word = lexicon[match[2]]
            flags = word.flags
            if flags & w.HALF:
                half = _HALF_DAY.match(text, begin)
                if half is not None:
                    stop = half.end()
                    number = 0 if half[1] in "aA" else 1
                else:
                    flags &= ~w.HALF
        elif kind == 1:
            number = int(match[1]) if stop - begin <= 4 else -1
            nth = _NTH_DAY.match(text, begin) if text.startswith(_NTH_SIGNS, stop) else None
            if nth is not None:
                word = lexicon[nth[1]]
            if nth is not None and word.flags:
                flags, stop, number = word.flags, nth.end(), -1  # `3ª feira`
            else:
                flags = w.NUMBER | _glue(text, begin, stop)
            if flags & w.GLUED_LEFT and _is_loose(all_flags, all_words, all_starts, all_ends):
                flags &= ~w.GLUED_LEFT
        else:
            flags = _PUNCTUATION.get(match[3], 0)
        all_flags.append(flags)
        all_words.append(word)
        all_numbers.append(number)
        all_starts.append(begin)
        all_ends.append(stop)
    _add_nothing(found, _FURTHEST)


def _is_loose(flags: list[int], words: list[Word], starts: list[int], ends: list[int]) -> bool:
    """Tell whether what is glued to a number ends before it: `9h-12h`, `mai-9 juin`, `jeudi,16 mars`, `jeudi12 mars`."""
    last = flags[-1]
    if last & w.DASH:
        return bool(flags[-2] & _NAMES_BEFORE_DASH)
    if last & w.COMMA:
        return bool(flags[-2] & (w.WEEKDAY | w.PART))
    if last & w.ARTICLE:
        return starts[-1] < ends[-1] - 1  # `den13. März`
    return bool(last & w.WEEKDAY) and not words[-1].weekday_short


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
            if before == "," and _is_year(text, start, end):
                pass  # `May 17,2019`
            elif further.isalpha() or (further.isdigit() and before != "-"):
                flags = w.GLUED_LEFT
    if end < len(text):
        after = text[end]
        if after in _NEVER_AFTER or (after in ".," and end + 1 < len(text) and text[end + 1].isdigit()):
            if after == "," and end - start <= 2 and _is_year(text, end + 1, end + 5):
                return flags
            flags |= w.GLUED_RIGHT
    return flags


def _is_year(text: str, start: int, end: int) -> bool:
    """Tell whether a number of four digits stands alone and may be a year."""
    return (
        text[start:end].isdecimal() and end - start == 4 and text[start] in "12" and not text[end : end + 1].isalnum()
    )
