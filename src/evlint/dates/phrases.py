"""What dates in prose are, as values. `evlint.dates.grammar.phrases_in` finds them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from evlint.dates.vocabulary import Word
from evlint.startup.namedtuple import NamedTuple

PhraseKind = Literal["day", "range", "list", "reversed"]


class Day(NamedTuple):
    """A day as typed: offsets into the text that it was found in, end exclusive.

    `start` to `end` runs from the weekday, where one stands with it, to the last part written (`3 novembre 2022`; for the
    2 of `2 et 3 novembre` only the 2). `month` is 0 where none is named at all (`du lundi 14 au samedi 18`), and over 12
    in a numeric date that no order of day and month makes sense of. `shared_…` tells that month or year stand with another
    day of the phrase. `weekday` counts from Monday as 0, -1 for none. `mark` is the sign between the parts of a numeric
    date, else empty. `swapped` tells that day and month may as well be the other way round: nobody said which order holds.
    `plural`: its weekday is said of several days (`les jeudis`).
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    shared_month: bool = False
    shared_year: bool = False
    weekday: int = -1
    weekday_start: int = 0
    weekday_end: int = 0
    word: Word | None = None
    mark: str = ""
    swapped: bool = False
    plural: bool = False

    def on(self, year: int) -> date | None:
        """Return the date in a year, or None where the calendar has no such day."""
        return calendar_day(year, self.month, self.day)


class Phrase(NamedTuple):
    """One or more days that belong together: `du 2 au 30 novembre`, `les 7, 8 et 9 septembre 2021`.

    A range that ends before it begins is "reversed", unless it goes over New Year or leaves out its first month.
    `beside` is -1 for "dernier", 1 for "prochain" and their like, else 0.
    """

    kind: PhraseKind
    days: tuple[Day, ...]
    start: int
    end: int
    beside: int = 0


class Hours(NamedTuple):
    """An hour or a range of hours as typed: minutes from midnight (24:00 is 1440), offsets into the text.

    `closes` is None for a single hour. `is_certain` tells that nobody has to guess between morning and afternoon.
    """

    start: int
    end: int
    opens: int
    closes: int | None
    is_certain: bool


_HALF_A_YEAR = 183  # days: a range over New Year is shorter
_WEEK = 7  # days: “du lundi 30 au mardi 1er” crosses one end of a month within it


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return a date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_backwards(first: Day, last: Day) -> bool:
    """Tell whether two days cannot be a range in this order: more than half a year from one to the next of the other.

    Where both years are given, they decide.
    """
    if first.month == 0 or max(first.month, last.month) > 12 or (first.month, first.day) == (last.month, last.day):
        return False
    if first.year is not None and last.year is not None and not first.shared_year and not last.shared_year:
        return (first.year, first.month, first.day) > (last.year, last.month, last.day)
    if first.day == 1 and last.day >= longest_month(last.month) - (last.month == 2):
        return False  # whole months, over New Year: a school year (`du 1er septembre au 31 août`), a financial year
    return 0 < (first.month - last.month) * 30.4 + first.day - last.day < _HALF_A_YEAR


def leaves_month_out(first: int, last: Day) -> bool:
    """Tell whether a number greater than the day behind it may be of the month before: `du 28 au 1er mars`."""
    before = 31 if last.month in (0, 1) else longest_month(last.month - 1)
    return first <= before and before - first + last.day <= _WEEK


def longest_month(month: int) -> int:
    """Return how many days a month can have."""
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def is_impossible(day: Day) -> bool:
    """Tell whether no year, or not the year that is given, has this day."""
    if day.month == 0:
        return False
    if day.month > 12 or day.day > longest_month(day.month):
        return True
    return day.year is not None and day.year >= 1583 and day.on(day.year) is None
