"""Reads numeric dates from tokens: `03/11`, `25/11/2020`, `25.11.2020`, `2022-11-03`."""

from __future__ import annotations

from typing import Literal

from evlint.dates import vocabulary as w
from evlint.dates.day_parser import Point, pointed
from evlint.dates.phrases import Day, calendar_day
from evlint.dates.tokens import Tokens
from evlint.dates.weekdays import weekday_before

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
