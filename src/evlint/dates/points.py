"""Reads single days from tokens: `vendredi 3 novembre 2022`, `Friday, November 3rd`, `03/11`, `2022-11-03`.

Each reader takes the index of a token and returns a `Point` or None; none looks further than a few tokens.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from evlint.dates import words as w
from evlint.dates.phrases import Day, calendar_day, longest_month
from evlint.dates.tokens import Tokens
from evlint.dates.words import Word

Order = Literal["day", "month", "either"]
_LATEST_DAY = 39  # `32 mars` is a slip to be told; a larger number is something else


class Point(NamedTuple):
    """A day with the tokens that it takes: first and next one, and whether "dernier" (-1) or "prochain" (1) follows."""

    day: Day
    first: int
    after: int
    beside: int = 0


def is_day_number(t: Tokens, i: int) -> bool:
    """Tell whether a token can be the number of a day, by what stands right beside it."""
    return (
        bool(t.flags[i] & w.NUMBER)
        and not t.flags[i] & (w.GLUED_LEFT | w.GLUED_RIGHT)
        and t.ends[i] - t.starts[i] <= 2
        and 1 <= t.numbers[i] <= _LATEST_DAY
    )


def skip_ordinal(t: Tokens, i: int) -> int:
    """Return the index after the ordinal sign of the number at `i` (`1er`, `3rd`, `4.`), or -1 if letters are glued to it."""
    j = i + 1
    if not t.tight(j):
        return j
    if t.flags[j] & w.ORDINAL or (t.flags[j] & w.DOT and not t.flags[i] & w.GLUED_RIGHT):
        return j + 1
    return -1 if t.is_letter_beside(j) else j


def day_first(t: Tokens, i: int) -> Point | None:
    """Read `3 novembre 2022`, `3 de noviembre de 2022`, `3. November` at the number `i`, with a weekday before it."""
    if not is_day_number(t, i):
        return None
    j = skip_ordinal(t, i)
    if j < 0:
        return None
    tied = t.flags[j] & w.DASH and t.tight(j) and t.tight(j + 1)
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
    return _point(t, day, before, after, beside)


def _is_name(t: Tokens, i: int, year: int | None, weekday: Word | None) -> bool:
    """Tell whether the word at `i` is meant as a month: `may` and short names need a capital, a year, or a weekday in full."""
    if not t.words[i].month_capital or t.capital(i):
        return True
    return year is not None or (weekday is not None and not weekday.weekday_short)


def month_first(t: Tokens, i: int, language: str) -> Point | None:
    """Read `November 3, 2022` at the month `i`, with a weekday before it. English only, whatever the post is in."""
    if not t.words[i].english:
        return None
    j = i + 1
    if t.flags[j] & w.DOT and t.words[i].month_short and t.tight(j):
        j += 1
    if not is_day_number(t, j) or (
        t.flags[j + 1] & (w.COLON | w.HALF | w.SLASH | w.HOUR | w.MONTH) and t.starts[j + 1] - t.ends[j] <= 1
    ):
        return None
    number = t.numbers[j]
    k = j + 1
    if t.is_letter_beside(k):
        if not t.flags[k] & w.ORDINAL:
            return None
        k += 1
    end = t.ends[k - 1]
    year, after = _year_after(t, k, comma=True)
    if year is not None:
        end = t.ends[after - 1]
    before = weekday_before(t, i)
    if not _is_name(t, i, year, before[0]):
        return None
    if language != "en" and year is None and (before[0] is None or before[0].language != "en"):
        return None
    return _point(t, Day(t.starts[before[1]], end, number, t.words[i].month, year), before, after)


def numeric(t: Tokens, i: int, order: Order, language: str) -> Point | int:
    """Read `03/11`, `25/11/2020`, `25.11.2020`, `2022-11-03` at the number `i`; else the index to go on from."""
    if not (
        t.flags[i + 1] & (w.SLASH | w.DOT | w.DASH) and t.tight(i + 1) and t.tight(i + 2) and t.flags[i + 2] & w.NUMBER
    ):
        return i + 1
    mark = t.text[t.starts[i + 1]]
    j = i + 2
    while (
        t.text[t.starts[j + 1] : t.ends[j + 1]] == mark
        and t.tight(j + 1)
        and t.tight(j + 2)
        and t.flags[j + 2] & w.NUMBER
    ):
        j += 2
    after = j + 1
    parts = [t.numbers[k] for k in range(i, after, 2)]
    widths = [t.ends[k] - t.starts[k] for k in range(i, after, 2)]
    if t.flags[i] & w.GLUED_LEFT or t.flags[j] & w.GLUED_RIGHT or _continues(t, i, after) or len(parts) > 3:
        return after
    if t.is_letter_beside(after):
        return after
    if len(parts) == 2 and t.flags[after] & w.MONTH:
        return i + 1  # `30/31 mai`
    swapped = False
    year: int | None = None
    if widths == [4, 2, 2] and (mark in "-/" or mark == "."):
        year, month, day = parts
    elif len(parts) == 3 and max(widths[:2]) <= 2 and widths[2] in (2, 4):
        year = parts[2] if widths[2] == 4 else 2000 + parts[2]
        if widths[2] == 2 and min(widths) < 2 and mark != "/":
            return after
        day, month, swapped = _ordered(parts[0], parts[1], order)
    elif len(parts) == 2 and max(widths) <= 2 and (mark in "/." or (mark == "-" and language == "nl")):
        if mark != "/" and not (mark == "." and t.flags[after] & w.DOT and t.tight(after)) and weekday_before(t, i)[0] is None:
            return after
        day, month, swapped = _ordered(parts[0], parts[1], order)
        after += bool(t.flags[after] & w.DOT and t.tight(after) and mark == ".")
    else:
        return after
    if mark == "/" and widths[-1] == 4 and calendar_day(year or 0, month, day) is None and 1 <= day <= 31 and 1 <= month <= 31:
        if calendar_day(year or 0, day, month) is not None:
            day, month = month, day  # `11/25/2020` has one reading only
    elif not (1 <= month <= 12 and 1 <= day <= 31):
        return after
    if year is not None and not 1000 <= year <= 2999:
        return after
    before = weekday_before(t, i)
    found = Day(t.starts[before[1]], t.ends[j], day, month, year, mark=mark, swapped=swapped)
    return _point(t, found, before, after)


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


def weekday_before(t: Tokens, i: int) -> tuple[Word | None, int]:
    """Return the weekday that stands directly before the token `i`, and the first token of the date with it."""
    j = i - 1
    commas = 0
    for _ in range(3):
        flags = t.flags[j]
        if flags & w.WEEKDAY:
            break
        if flags & w.COMMA and not commas:
            commas = 1
        elif not flags & (w.ARTICLE | w.BESIDE) and not (j == i - 1 and t.is_sign(j, "(")):
            break
        j -= 1
    dotted = t.flags[j] & w.DOT and t.tight(j) and t.words[j - 1].weekday_short
    if dotted:
        j -= 1
    word = t.words[j]
    if not t.flags[j] & w.WEEKDAY or (word.weekday_capital and not dotted and not t.capital(j)) or _is_one_of_several(t, j):
        return None, i
    return word, j


def _is_one_of_several(t: Tokens, j: int) -> bool:
    """Tell whether a weekday ends a row of weekdays (`du lundi au vendredi 3 …`) or is a name (`The Sun, November 3`)."""
    k = j - 1
    if t.words[j].weekday_short and t.folded(k) == "the":
        return True
    for _ in range(3):
        flags = t.flags[k]
        if flags & w.WEEKDAY:
            return True
        if not flags & (w.AND | w.TO | w.COMMA | w.ARTICLE | w.SLASH):
            return False
        k -= 1
    return False


def _point(t: Tokens, day: Day, before: tuple[Word | None, int], after: int, beside: int = 0) -> Point:
    """Put a weekday to a day: the one before it, or one in parentheses after it (`November 3 (Friday)`)."""
    word, at = before
    first = at
    if word is None and t.is_sign(after, "(") and t.flags[after + 1] & w.WEEKDAY:
        dotted = after + 2 if not t.flags[after + 2] & w.DOT else after + 3
        if t.is_sign(dotted, ")") and (not t.words[after + 1].weekday_capital or t.capital(after + 1)):
            word, at, after = t.words[after + 1], after + 1, dotted + 1
            day = day._replace(end=t.ends[dotted])
    if word is not None:
        day = day._replace(weekday=word.weekday, weekday_start=t.starts[at], weekday_end=t.ends[at], word=word)
    return Point(day, first, after, beside)


def _tail(t: Tokens, j: int, *, comma: bool) -> tuple[int, int, int | None, int]:
    """Read what follows the month at `j`: index after, end of the text, year, "dernier" (-1) or "prochain" (1)."""
    after = j + 1
    end = t.ends[j]
    if t.flags[after] & w.DOT and t.tight(after) and t.words[j].month_short:
        end = t.ends[after]
        after += 1
    if (
        t.flags[after] & w.DASH
        and t.tight(after)
        and t.tight(after + 1)
        and t.ends[after + 1] - t.starts[after + 1] == 4
    ):
        after += 1
    year, after = _year_after(t, after, comma=comma or t.words[j].english)
    if year is not None:
        return after, t.ends[after - 1], year, 0
    if t.flags[after] & w.BESIDE:
        return after + 1, t.ends[after], None, -1 if t.words[after].past else 1
    return after, end, None, 0


def _year_after(t: Tokens, i: int, *, comma: bool) -> tuple[int | None, int]:
    j = i
    if (comma and t.flags[j] & w.COMMA) or t.flags[j] & w.OF:
        j += 1
    if (
        t.flags[j] & w.NUMBER
        and t.ends[j] - t.starts[j] == 4
        and 1000 <= t.numbers[j] <= 2999
        and not t.flags[j] & w.GLUED_RIGHT
    ):
        if not t.is_letter_beside(j + 1):
            return t.numbers[j], j + 1
    return None, i


def bare_before(t: Tokens, i: int, following: Day) -> Point | None:
    """Read a day number whose month stands with the day after it; `i` is the token just before the connecting word."""
    if t.flags[i] & (w.ORDINAL | w.DOT) and t.tight(i) and t.flags[i - 1] & w.NUMBER:
        i -= 1
    if not is_day_number(t, i) or t.numbers[i] > 31 or t.numbers[i] >= following.day:
        return None
    if t.flags[i - 1] & w.SLASH and t.tight(i):
        return None
    before = weekday_before(t, i)
    found = Day(
        t.starts[before[1]], t.ends[i], t.numbers[i], following.month, following.year,
        shared_month=True, shared_year=following.year is not None,
    )  # fmt: skip
    return _point(t, found, before, i + 1)


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
    start = _point(t, Day(t.starts[before[1]], t.ends[i], t.numbers[i], 0, None), before, j)
    return start, _point(t, Day(t.starts[last[1]], t.ends[k], t.numbers[k], 0, None), last, after)


def is_impossible(day: Day) -> bool:
    """Tell whether no year, or not the year that is given, has this day."""
    if day.month == 0:
        return False
    if day.month > 12 or day.day > longest_month(day.month):
        return True
    return day.year is not None and day.year >= 1583 and day.on(day.year) is None
