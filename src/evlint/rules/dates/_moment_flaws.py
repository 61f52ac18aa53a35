"""Says in an author's words why the value of a date key is no date, and how it should be written."""

from __future__ import annotations

import re
from datetime import date

from evlint.dates.moment import FIRST_YEAR, LAST_YEAR, Moment
from evlint.model.message import Msg, msg

_LONGEST_QUOTE = 40
_HOW = msg("Write year, month and day, as in 2022-11-02, or with a time: 2022-11-02 18:30:00 +01:00.")


class _Shapes:
    """Patterns for values that could not be read; compiled when the first one turns up."""

    year_first = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(.*)", re.ASCII | re.DOTALL)
    day_first = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)", re.ASCII)
    other_year = re.compile(r"(\d{1,3}|\d{5,9})-\d{1,2}-\d{1,2}(?!\d)", re.ASCII)
    month_only = re.compile(r"\d{4}[-/]\d{1,2}", re.ASCII)
    compact = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
    hour_only = re.compile(r"\d{1,2}[:h]\d\d(:\d\d)?", re.ASCII)
    time = re.compile(r"[Tt, \t]\s{0,4}(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?", re.ASCII)


def quoted(text: str) -> str:
    """Shorten a value for a message: one line, at most 40 characters."""
    text = " ".join(text[:200].split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def flaw(key: str, text: str) -> tuple[Msg, Msg]:
    """Say what is wrong with a text that `read_moment` did not read, and what to do: message and help."""
    text = text.strip()
    shown = quoted(text)
    if match := _Shapes.year_first.match(text):
        return _in_calendar(key, match) or (
            msg(
                "“{key}” is no date: “{rest}” after the day is not a time.", key=key, rest=quoted(match[5].strip(" T"))
            ),
            _HOW if match[2] != "." else _HYPHENS,
        )
    if match := _Shapes.day_first.match(text):
        first, second = int(match[1]), int(match[2])
        if first <= 12 and second <= 12:
            message = msg(
                "“{key}: {text}” can be read in two ways: nobody knows which number is the month.", key=key, text=shown
            )
        else:
            message = msg(
                "“{key}: {text}” is not a date that a site reads for certain: the year must come first.",
                key=key,
                text=shown,
            )
        return message, _HOW
    if match := _Shapes.other_year.match(text):
        return msg(
            "“{key}: {text}” is no date: the year has {count} digits.", key=key, text=shown, count=len(match[1])
        ), _HOW
    if _Shapes.month_only.fullmatch(text):
        return msg("“{key}: {text}” is no date: it names a month, but no day.", key=key, text=shown), _HOW
    if _Shapes.compact.fullmatch(text):
        return msg("“{key}: {text}” is read as a number, not as a date.", key=key, text=shown), _HOW
    if len(text) == 4 and text.isdecimal():
        return msg("“{key}: {text}” is no date: it is a year, or just a number.", key=key, text=shown), _HOW
    if _Shapes.hour_only.fullmatch(text):
        return msg("“{key}: {text}” is no date: it is a time of day without a day.", key=key, text=shown), _HOW
    return msg("“{key}: {text}” is no date.", key=key, text=shown), _HOW


_HYPHENS = msg("Put hyphens between year, month and day, as in 2022-11-02.")


def _in_calendar(key: str, match: re.Match[str]) -> tuple[Msg, Msg] | None:
    """Say which part of `year-month-day time` no calendar or clock has; None where each part is possible."""
    year, month, day, rest = int(match[1]), int(match[3]), int(match[4]), match[5]
    if not 1 <= month <= 12:
        swapped = 1 <= day <= 12 and 1 <= month <= 31
        return msg("“{key}” is an impossible date: there is no month {month}.", key=key, month=month), (
            msg("Day and month seem to have changed places: write the year, then the month, then the day.")
            if swapped
            else _HOW
        )
    last = _last_day(year, month)
    if last is None or not 1 <= day <= last.day:
        if last is None or day == 0:
            return msg(
                "“{key}” is an impossible date: “{text}” is in no calendar.", key=key, text=quoted(match[0])
            ), _HOW
        return (
            msg(
                "“{key}” is an impossible date: there is no day {day} in that month, which ends on {last}.",
                key=key,
                day=day,
                last=last,
            ),
            msg("Look up the day in the text of the post or in a calendar."),
        )
    time = _Shapes.time.match(rest)
    if time is None:
        return None
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if (hour, minute, second) == (24, 0, 0):
        return msg("“{key}” is an impossible time: a day ends at 23:59, and 24:00 is the next day's 00:00.", key=key), (
            msg("Write 23:59, or the next day with 00:00.")
        )
    if hour > 23:
        return msg("“{key}” is an impossible time: there is no hour {hour}.", key=key, hour=hour), _HOW
    if minute > 59 or second > 59:
        return msg(
            "“{key}” is an impossible time: there is no minute or second {number}.", key=key, number=max(minute, second)
        ), _HOW
    return None


def _last_day(year: int, month: int) -> date | None:
    from calendar import monthrange

    return date(year, month, monthrange(year, month)[1]) if year else None


def wrong_year(key: str, moment: Moment, hint: int | None) -> tuple[Msg, Msg]:
    """Say that no post is about this year; `hint` is the year that the post names elsewhere, if it names one."""
    year = moment.day.year
    message = msg("“{key}” is in the year {year}, which cannot be meant.", key=key, year=year)
    if hint is not None and year <= 31:
        return message, msg(
            "The post speaks of {hint}: “{year}” looks like the day, written where the year belongs. "
            "Write the year first, then month and day.",
            hint=hint,
            year=year,
        )
    if hint is not None:
        return message, msg("The post speaks of {hint}. Write the year with four digits, first.", hint=hint)
    return message, msg(
        "Write the year with four digits, between {first} and {last}.", first=FIRST_YEAR, last=LAST_YEAR
    )
