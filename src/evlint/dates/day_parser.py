"""Reads single days from tokens: `vendredi 3 novembre 2022`, `Friday, November 3rd`, and the 2 of `2 au 30 novembre`.

Each reader takes the index of a token and returns a `Point` or None; none looks further than a few tokens.
"""

from __future__ import annotations

from evlint.dates import vocabulary as w
from evlint.dates.phrases import Day, leaves_month_out
from evlint.dates.tokens import Tokens
from evlint.dates.vocabulary import Word
from evlint.dates.weekdays import weekday_before, with_weekday
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
    if t.is_sign(i, "(") and _is_year(t, i + 1) and t.is_sign(i + 2, ")"):
        return t.numbers[i + 1], i + 3
    return None, i


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
