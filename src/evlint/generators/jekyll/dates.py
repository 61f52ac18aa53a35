"""Dates as Jekyll reads them: with Ruby's `Time.parse`, which takes English months and days before months."""

from __future__ import annotations

import re
from datetime import date

from evlint.startup.lazy_regex import lazy_regex

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = r"(?:(?P<{name}>\d{{1,2}})(?:st|nd|rd|th|er)?)"
_TIME = r"(?:[\sT,]+\d{1,2}(?::\d\d){1,2}(?:\s*(?:[ap]m|Z|UTC|[-+]\d\d:?\d\d))*)?"
# Dates in English words as Ruby’s `Date._parse` takes them: the day before the month or behind it.
_WORDS = lazy_regex(
    rf"(?:[a-z]{{2,9}},?\s+)?(?:{_DAY.format(name='before')},?\s+(?:of\s+)?)?(?P<month>{_MONTHS})[a-z]*\.?,?\s*"
    rf"(?:{_DAY.format(name='after')},?\s+)?(?P<year>\d{{4}}){_TIME}",
    re.IGNORECASE,
)
# 3-11-2022, 3.11.2022, 3/11/2022: Ruby takes the first number for the day.
_DAY_FIRST = lazy_regex(rf"(?P<before>\d{{1,2}})(?P<mark>[-./])(?P<month>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){_TIME}")
# 2022/11/3, 2022.11.3.
_SLASHES = lazy_regex(rf"(?P<year>\d{{4}})(?P<mark>[./])(?P<month>\d{{1,2}})(?P=mark)(?P<before>\d{{1,2}}){_TIME}")
_NAME = lazy_regex(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-[^/]+\Z")
_ORDER = _MONTHS.split("|")


def reads(text: str) -> bool | None:
    """Tell whether Jekyll takes a text for the date that it says; None where that is not known."""
    text = text.strip()
    match = _WORDS.fullmatch(text) or _DAY_FIRST.fullmatch(text) or _SLASHES.fullmatch(text)
    if match is None:
        return None
    groups = match.groupdict()
    month = groups["month"].lower()
    number = _ORDER.index(month) + 1 if month in _ORDER else int(month)
    day = groups["before"] or groups.get("after") or "1"
    try:
        date(int(groups["year"]), number, int(day))
    except ValueError:
        return False
    return True


def named_parts(path: str) -> tuple[int, int, int] | None:
    """Return year, month and day as the name of a file gives them, possible or not; None where it gives none."""
    match = _NAME.search(path.rpartition("/")[2])
    if match is None:
        return None
    year = match[1]
    return int(year) if len(year) > 2 else 2000 + int(year), int(match[2]), int(match[3])


def named_day(path: str) -> str | None:
    """Return the day (ISO) that the name of a file gives, where a calendar has it."""
    parts = named_parts(path)
    if parts is None:
        return None
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None
