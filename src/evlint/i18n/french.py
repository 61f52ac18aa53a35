"""How French writes what goes into a message: dates, hours, lists, large numbers, and what takes the plural.

The conventions are those of the French national printing house: "1er" for the first of a month, hours as "18 h 30", a
narrow no-break space between groups of three digits from five digits up, no comma before "et", the singular for zero.
"""

from __future__ import annotations

from datetime import date, datetime, time

from evlint.dates._cldr import MONTHS, WEEKDAYS
from evlint.i18n._fr import COUNTED, WORDS
from evlint.model.message import Wording
from evlint.rules import words_of_others

_NARROW = "\u202f"
_WIDE = "\u00a0"
_GROUPED_FROM = 10_000  # numbers of four digits, years among them, are written without a space


def _gettext(template: str) -> str:
    found = WORDS.get(template)
    if found is not None:
        return found
    found = words_of_others("fr").get(template)
    if found is not None:
        return found
    if template in COUNTED:  # older versions of click do not count where newer ones do
        return COUNTED[template][0]
    from evlint.i18n._fr_rules import PAGES  # only rule pages say these

    return PAGES.get(template, template)


def _ngettext(one: str, many: str, count: int) -> str:
    is_one = abs(count) < 2
    if one not in COUNTED:
        template = one if is_one else many
        return words_of_others("fr").get(template, template)
    return COUNTED[one][0 if is_one else 1]


def _argument(value: object) -> str:
    """Write one argument: lists joined with "et", days and hours in words, large whole numbers in groups."""
    if isinstance(value, (list, tuple)):
        parts = [_argument(part) for part in value]
        return " et ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""
    if isinstance(value, datetime):
        return f"{_day(value)} à {_hours(value.time())}{_offset(value)}"
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, time):
        return _hours(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _GROUPED_FROM:
        return f"{value:,}".replace(",", _NARROW)
    return str(value)


class _Day(str):
    """A day as it is written in a message: `{day}` is “jeudi 5 novembre 2026”, and a French template may ask for its parts:
    `{day:weekday}` is “jeudi”, `{day:date}` “5 novembre 2026”."""

    __slots__ = ()

    def __format__(self, part: str) -> str:
        weekday, _, rest = self.partition(" ")
        return weekday if part == "weekday" else rest if part == "date" else super().__format__(part)


def _day(day: date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return _Day(f"{WEEKDAYS['fr'][0][day.weekday()]} {number}{_WIDE}{MONTHS['fr'][0][day.month - 1]} {day.year}")


def _hours(hours: time) -> str:
    return f"{hours.hour}{_WIDE}h" + (f"{_WIDE}{hours.minute:02}" if hours.minute else "")


def _offset(moment: datetime) -> str:
    if moment.tzinfo is None:
        return ""
    written = f"{moment:%z}"
    return f" (UTC{written[:3]}:{written[3:5]})" if moment.utcoffset() else " (UTC)"


FRENCH = Wording(gettext=_gettext, ngettext=_ngettext, argument=_argument)
