"""Reads single days from tokens: `vendredi 3 novembre 2022`, `Friday, November 3rd`, and the 2 of `2 au 30 novembre`;
numeric dates: `03/11`, `25/11/2020`, `25.11.2020`, `2022-11-03`.

Each reader takes the index of a token and returns a `Point` or None; none looks further than a few tokens.
"""

from __future__ import annotations

from typing import Literal

from evlint.dates import vocabulary as w
from evlint.dates.phrases import Day, calendar_day, leaves_month_out
from evlint.dates.tokens import Tokens
from evlint.dates.vocabulary import Word
from evlint.dates.weekdays import weekday_before, with_weekday
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

_LATEST_DAY = 39  # `32 mars` is a slip to be told; a larger number is something else


class Point(NamedTuple):
    """A day with the tokens that it takes: first and next one, and whether "dernier" (-1) or "prochain" (1) follows."""

    day: Day
    first: int
    after: int
    beside: int = 0


def pointed(t: Tokens, day: Day, before: tuple[Word | None, int], after: int, beside: int = 0) -> Point:
    """Make a point of a day, with the weekday beside it."""
    day, after = with_weekday(t, day, before, after)
    return Point(day, before[1], after, beside)


def is_day_number(t: Tokens, i: int) -> bool:
    """Tell whether a token can be the number of a day, by what stands right beside it."""
    return (
        bool(t.flags[i] & w.NUMBER)
        and not t.flags[i] & (w.GLUED_LEFT | w.GLUED_RIGHT)
        and t.ends[i] - t.starts[i] <= 2
        and 1 <= t.numbers[i] <= _LATEST_DAY
    )


def skip_ordinal(t: Tokens, i: int) -> int:
    """Return the index after the ordinal sign of the number at `i` (`1er`, `3rd`, `4.`), -1 if letters are glued to it."""
    j = i + 1
    if not t.tight(j):
        return j
    if t.flags[j] & w.DOT and t.flags[j + 1] & w.ORDINAL and t.tight(j + 1):
        return j + 2  # `1.º de mayo`
    if t.flags[j] & w.ORDINAL or (t.flags[j] & w.DOT and not t.flags[i] & w.GLUED_RIGHT):
        return j + 1
    if t.flags[j] & (w.MONTH | w.OF) and not t.words[j].month_short:
        return j  # `13mars`, `13de março`
    return -1 if t.is_letter_beside(j) else j


def day_first(t: Tokens, i: int) -> Point | None:
    """Read `3 novembre 2022`, `3 de noviembre de 2022`, `3. November` at the number `i`, with a weekday before it."""
    if not is_day_number(t, i):
        return None
    j = skip_ordinal(t, i)
    if j < 0:
        return None
    tied = t.flags[j] & w.DASH and t.tight(j) and t.tight(j + 1)
    if t.flags[j] & t.flags[j + 2] & w.SLASH and not t.tight(i):
        tied = t.tight(j) and t.tight(j + 1) and t.tight(j + 2) and t.tight(j + 3)  # `22/dic/2018`
    if tied:
        j += 1
    else:
        for _ in range(2):
            if t.flags[j] & w.OF and not (t.flags[j] & w.MONTH and not t.flags[j + 1] & w.MONTH):
                j += 1
    if not t.flags[j] & w.MONTH:
        return None
    after, end, year, beside = _tail(t, j, comma=False)
    before = weekday_before(t, i)
    if not _is_name(t, j, year, before[0]):
        return None
    day = Day(t.starts[before[1]], end, t.numbers[i], t.words[j].month, year)
    return pointed(t, day, before, after, beside)


def day_in_words(t: Tokens, i: int) -> Point | None:
    """Read `lundi douze mars 2026`, `Thursday, the first of June 2026`: with a year, and a weekday or an article."""
    j = i + 1
    if t.flags[j] & w.OF and not t.flags[j] & w.MONTH:
        j += 1
    if t.flags[j] & w.MONTH:
        month = j
    elif t.flags[i - 1] & w.MONTH and t.words[i - 1].english:
        month, j = i - 1, i
    else:
        return None
    year, after = year_after(t, j + 1, comma=True)
    before = weekday_before(t, min(i, month))
    if year is None or (before[0] is None and not t.flags[min(i, month) - 1] & w.ARTICLE):
        return None
    day = Day(t.starts[before[1]], t.ends[after - 1], t.words[i].minutes, t.words[month].month, year)
    return pointed(t, day, before, after)


def _is_name(t: Tokens, i: int, year: int | None, weekday: Word | None) -> bool:
    """Tell whether the word at `i` is meant as a month: `may` and short names need a capital, a year or a full weekday."""
    if not t.words[i].month_capital or t.capital(i):
        return True
    return year is not None or (weekday is not None and not weekday.weekday_short)


def month_first(t: Tokens, i: int, language: str) -> Point | None:
    """Read `November 3, 2022` at the month `i`, with a weekday before it. English only, whatever the post is in:

    a month that the post's own language has too (`August 3` in German) needs a year or an English weekday.
    """
    if not t.words[i].english:
        return None
    j = i + 1
    if t.flags[j] & w.DOT and t.words[i].month_short and t.tight(j):
        j += 1
    if not is_day_number(t, j) or (
        t.flags[j + 1] & (w.COLON | w.HALF | w.SLASH | w.HOUR | w.MONTH)
        and t.starts[j + 1] - t.ends[j] <= 1
        and not (t.flags[j + 1] & w.COLON and not (t.tight(j + 2) and t.flags[j + 2] & w.NUMBER))
    ):
        return None
    number = t.numbers[j]
    k = j + 1
    if t.is_letter_beside(k):
        if not t.flags[k] & w.ORDINAL:
            return None
        k += 1
    end = t.ends[k - 1]
    year, after = year_after(t, k, comma=True)
    if year is not None:
        end = t.ends[after - 1]
    before = weekday_before(t, i)
    if not _is_name(t, i, year, before[0]):
        return None
    if language != "en" and t.words[i].own and year is None and (before[0] is None or before[0].language != "en"):
        return None
    return pointed(t, Day(t.starts[before[1]], end, number, t.words[i].month, year), before, after)


def _tail(t: Tokens, j: int, *, comma: bool) -> tuple[int, int, int | None, int]:
    """Read what follows the month at `j`: index after, end of the text, year, "dernier" (-1) or "prochain" (1)."""
    after = j + 1
    end = t.ends[j]
    if t.flags[after] & w.DOT and t.tight(after) and t.words[j].month_short:
        end = t.ends[after]
        after += 1
    if (
        t.flags[after] & (w.DASH | w.SLASH)
        and t.tight(after)
        and t.tight(after + 1)
        and t.ends[after + 1] - t.starts[after + 1] == 4
    ):
        after += 1
    year, after = year_after(t, after, comma=comma or t.words[j].english)
    if year is not None:
        return after, t.ends[after - 1], year, 0
    if t.flags[after] & w.BESIDE:
        return after + 1, t.ends[after], None, -1 if t.words[after].past else 1
    return after, end, None, 0


def year_after(t: Tokens, i: int, *, comma: bool) -> tuple[int | None, int]:
    """Read the year at the token `i`, behind a comma or an "of" there, or in brackets.

    Returns it and the index after it, or None and `i`.
    """
    j = i
    if (comma and t.flags[j] & w.COMMA) or t.flags[j] & w.OF:
        j += 1
    if _is_year(t, j):
        return t.numbers[j], j + 1
    if t.flags[i] & w.COMMA and _is_year(t, i + 1) and _ENDS_DATE.match(t.text, t.ends[i + 1]) is not None:
        return t.numbers[
            i + 1
        ], i + 2  # as the English write it: `Jeudi 18 mars, 2016`, with nothing to count behind it
    if t.is_sign(i, "(") and _is_year(t, i + 1) and t.is_sign(i + 2, ")"):
        return t.numbers[i + 1], i + 3
    return None, i


_ENDS_DATE = lazy_regex(r"[ \t]*(?:[.;:,)\]!?|–—\r\n-]|\Z)")


def _is_year(t: Tokens, i: int) -> bool:
    return (
        bool(t.flags[i] & w.NUMBER)
        and t.ends[i] - t.starts[i] == 4
        and 1000 <= t.numbers[i] <= 2999
        and (not t.flags[i] & w.GLUED_RIGHT or t.text[t.ends[i]] == ",")  # `6 mars 2021,10h00`
        and not t.is_letter_beside(i + 1)
    )


def bare_before(t: Tokens, i: int, following: Day, *, may_fall: bool = False) -> Point | None:
    """Read a day number whose month stands with the day after it; `i` is the token just before the connecting word.

    With `may_fall` also a greater one, of a range that ends before it begins.
    """
    if t.flags[i] & (w.ORDINAL | w.DOT) and t.tight(i) and t.flags[i - 1] & w.NUMBER:
        i -= 1
    if not is_day_number(t, i) or t.numbers[i] > 31 or t.numbers[i] == following.day:
        return None
    falls = t.numbers[i] > following.day
    if falls and (not may_fall or following.day > 31 or leaves_month_out(t.numbers[i], following)):
        return None
    if t.flags[i - 1] & w.SLASH and t.tight(i):
        return None
    before = weekday_before(t, i)
    if falls and following.year is None and before[0] is None and not t.flags[i - 1] & w.OPEN:
        return None  # `12-9 mars`: anything
    found = Day(
        t.starts[before[1]], t.ends[i], t.numbers[i], following.month, following.year,
        shared_month=True, shared_year=following.year is not None,
    )  # fmt: skip
    return pointed(t, found, before, i + 1)


def bare_range(t: Tokens, i: int) -> tuple[Point, Point] | None:
    """Read `lundi 14 au samedi 18` at the number `i`: two weekdays, and no month at all."""
    before = weekday_before(t, i)
    if before[0] is None or not is_day_number(t, i):
        return None
    j = skip_ordinal(t, i)
    if j < 0 or not t.flags[j] & w.TO:
        return None
    k = j + 1
    while t.flags[k] & (w.ARTICLE | w.WEEKDAY | w.TO) and not t.flags[k] & w.NUMBER:
        k += 1
    last = weekday_before(t, k)
    if last[0] is None or last[1] <= j or not is_day_number(t, k) or not t.numbers[i] < t.numbers[k] <= 31:
        return None
    after = skip_ordinal(t, k)
    if after < 0 or t.flags[after] & (w.MONTH | w.OF) or t.flags[i - 1] & w.MONTH:
        return None
    start = pointed(t, Day(t.starts[before[1]], t.ends[i], t.numbers[i], 0, None), before, j)
    return start, pointed(t, Day(t.starts[last[1]], t.ends[k], t.numbers[k], 0, None), last, after)


Order = Literal["day", "month", "either"]
_LATEST_SLIP = 20  # a greater number is no month with a slip in it
_LEADS = w.ARTICLE | w.OPEN | w.TO | w.AND


def numeric(t: Tokens, i: int, order: Order, language: str) -> Point | int:
    """Read the numeric date that begins at the number `i`; else return the index to go on from."""
    chain = _chain(t, i)
    if chain < 0:
        return i + 1
    mark = t.text[t.starts[i + 1]]
    after = chain + 1
    parts = [t.numbers[k] for k in range(i, after, 2)]
    widths = [t.ends[k] - t.starts[k] for k in range(i, after, 2)]
    if len(parts) == 2 and t.flags[after] & w.MONTH:
        return i + 1  # `30/31 mai`
    if (
        len(parts) > 3
        or t.flags[i] & w.GLUED_LEFT
        or t.flags[chain] & w.GLUED_RIGHT
        or t.is_letter_beside(after)
        or _continues(t, i, after)
    ):
        return after
    before = weekday_before(t, i)
    if before[0] is not None and before[0].language == "en" and language != "en":
        order = "either"  # an English date in a post of another language, American or not
    year: int | None = None
    swapped = False
    if widths == [4, 2, 2]:
        year, month, day = parts
    elif len(parts) == 3 and max(widths[:2]) <= 2 and widths[2] in (2, 4):
        year = parts[2] if widths[2] == 4 else 2000 + parts[2]
        if widths[2] == 2 and min(widths) < 2 and mark != "/" and before[0] is None:
            return after
        day, month, swapped = _ordered(parts[0], parts[1], order)
    elif len(parts) == 2 and max(widths) <= 2 and (mark in "/." or (mark == "-" and language == "nl")):
        if parts == [24, 7] and before[0] is None and (language == "en" or not t.flags[i - 1] & _LEADS):
            return after  # round the clock
        dotted = bool(mark == "." and t.flags[after] & w.DOT and t.tight(after))
        if mark != "/" and not dotted and before[0] is None:
            return after
        day, month, swapped = _ordered(parts[0], parts[1], order)
        after += dotted
    else:
        return after
    if year is not None and not 1000 <= year <= 2999:
        return after
    if mark == "/" and widths[-1] == 4 and max(day, month) <= 31 and min(day, month) >= 1:
        if calendar_day(year or 0, month, day) is None and calendar_day(year or 0, day, month) is not None:
            day, month = month, day  # `11/25/2020` has one reading only
    elif not (1 <= month <= 12 and 1 <= day <= 31) and not _is_slip(day, month, widths, mark):
        return after
    found = Day(t.starts[before[1]], t.ends[chain], day, month, year, mark=mark, swapped=swapped)
    return pointed(t, found, before, after)


def _chain(t: Tokens, i: int) -> int:
    """Return the last number of those that the same sign ties to the number `i`, or -1 where nothing is tied to it."""
    if not t.flags[i + 1] & (w.SLASH | w.DOT | w.DASH):
        return -1
    mark = t.text[t.starts[i + 1] : t.ends[i + 1]]
    j = i
    if mark == "." and _is_spaced(t, i):
        return i + 4
    while t.is_sign(j + 1, mark) and t.tight(j + 1) and t.tight(j + 2) and t.flags[j + 2] & w.NUMBER:
        j += 2
    return j if j > i else -1


def _is_slip(day: int, month: int, widths: list[int], mark: str) -> bool:
    """Tell whether three figures with a whole year are a date with a slip: `32/01/2026`, `31.13.2026`, `2026-13-01`."""
    if len(widths) < 3 or 4 not in widths or (mark != "/" and sorted(widths) != [2, 2, 4]):
        return False
    if 1 <= day <= 12 < month <= 31:
        return widths[0] == 4 and month < _LATEST_SLIP  # the other way round it is a date, but in a year first
    return (12 < month < _LATEST_SLIP and 1 <= day <= 31) or (1 <= month <= 12 and 31 < day < 40)


def _is_spaced(t: Tokens, i: int) -> bool:
    """Tell whether blanks stand behind the dots of `13. 3. 2026`."""
    return (
        t.is_sign(i + 3, ".")
        and t.tight(i + 1)
        and t.tight(i + 3)
        and bool(t.flags[i + 2] & t.flags[i + 4] & w.NUMBER)
        and t.starts[i + 2] - t.ends[i + 1] == t.starts[i + 4] - t.ends[i + 3] == 1
        and t.ends[i + 4] - t.starts[i + 4] == 4
        and t.ends[i + 2] - t.starts[i + 2] <= 2
    )


def _ordered(one: int, two: int, order: Order) -> tuple[int, int, bool]:
    """Return day, month, and whether the other order is as good."""
    if order == "month" and one <= 12:
        return two, one, False
    if order == "either" and two > 12 >= one:
        return two, one, False
    return one, two, order == "either" and two <= 12 and one <= 12 and one != two


def _continues(t: Tokens, i: int, after: int) -> bool:
    """Tell whether a numeric date is a stretch of something longer (`1/2/3/4`, `+33.01.71`, `192.168.1.2`)."""
    start, end = t.starts[i], t.ends[after - 1]
    before = t.text[start - 1] if start else " "
    behind = t.text[end] if end < len(t.text) else " "
    return before in "/.-" or behind in "/-"
