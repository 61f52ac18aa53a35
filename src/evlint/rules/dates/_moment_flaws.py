"""Says in an author's words why the value of a date key is no date, and how it should be written."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from evlint.dates.partial_datetime import FIRST_YEAR, LAST_YEAR, PartialDateTime, read_moment
from evlint.model.document import Node, Scalar, Sequence
from evlint.model.message import Msg, msg

_LONGEST_QUOTE = 40  # characters of the text that a message quotes
_HOW = msg("Write year, month and day, as in 2022-11-02, or with a time: 2022-11-02 18:30:00 +01:00.")
_HYPHENS = msg("Put hyphens between year, month and day, as in 2022-11-02.")
_SWAPPED = msg("Day and month seem to have changed places: write the year, then the month, then the day.")


class _Shapes:
    """What is typed for a date and is none. This module is imported when the first such value turns up."""

    year_first = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(.*)", re.ASCII | re.DOTALL)
    day_first = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)", re.ASCII)
    other_year = re.compile(r"(\d{1,3}|\d{5,9})-\d{1,2}-\d{1,2}(?!\d)", re.ASCII)
    month_only = re.compile(r"\d{4}[-/]\d{1,2}", re.ASCII)
    compact = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
    hour_only = re.compile(r"\d{1,2}[:h]\d\d(:\d\d)?", re.ASCII)
    in_words = re.compile(
        r"(?:[^\W\d]{2,10}[.,]?\s+){0,2}(?:(?P<day>\d{1,2})(?:er|\.|º|st|nd|rd|th)?\s+(?:de\s+)?(?P<month>[^\W\d]+\.?)"
        r"|(?P<first>[^\W\d]+\.?)\s+(?P<second>\d{1,2})(?:st|nd|rd|th)?),?\s+(?:de\s+)?(?P<year>20\d\d|19\d\d)\.?"
    )
    time = re.compile(r"[Tt, \t]\s{0,4}(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?", re.ASCII)


def quoted(text: str) -> str:
    """Shorten a value for a message: one line, at most 40 characters."""
    text = " ".join(text[:200].split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def flaw(key: str, text: str) -> tuple[Msg, Msg]:
    """Say what is wrong with a text that `read_moment` did not read, and what to do: message and help."""
    text = text.strip()
    shown = quoted(text)
    if not text.isascii() and (alike := _look_alike(key, text)) is not None:
        return alike
    if match := _Shapes.year_first.match(text):
        return _in_calendar(key, match) or _odd_rest(key, shown, match)
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
    day = _in_words(text)
    if day is not None:
        message = msg(
            "“{key}: {text}” is a date for people: sites read figures only, the year first.", key=key, text=shown
        )
        return message, msg("Write {value}.", value=day.isoformat())
    return msg("“{key}: {text}” is no date.", key=key, text=shown), _HOW


def _in_words(text: str) -> date | None:
    """Return the day that a text names as people write it, in any language: `le lundi 2 décembre 2019`, `May 3, 2026`."""
    from evlint.dates._cldr import MONTHS

    match = _Shapes.in_words.fullmatch(text)
    if match is None:
        return None
    name = (match["month"] or match["first"]).casefold()
    number, year = int(match["day"] or match["second"]), int(match["year"])
    month = next(
        (at for forms in MONTHS.values() for names in forms for at, one in enumerate(names, 1) if one == name), 0
    )
    return date(year, month, number) if month and 1 <= number <= monthrange(year, month)[1] else None


# Characters that look like those of a date and are none, with what they look like; quotation marks are typed for nothing.
_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u00ad", "-"),
    **dict.fromkeys("\uff1a\u2236\ua789", ":"),
    **dict.fromkeys("\u2044\u2215\uff0f", "/"),
    **dict.fromkeys("\u00a0\u202f\u2009\u2007\u3000", " "),
    **dict.fromkeys("“”„‟‘’‚«»\u200b\u200e\u200f\u2060\ufeff", ""),
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
}


def _look_alike(key: str, text: str) -> tuple[Msg, Msg] | None:
    """Name the character that only looks right in a text that would be a date without it."""
    plain = "".join(_ALIKE.get(char, char) for char in text).strip()
    odd = next((char for char in text if char in _ALIKE), None)
    if odd is None or read_moment(plain) is None:
        return None
    code, meant = f"U+{ord(odd):04X}", _ALIKE[odd]
    if meant.strip():
        message = msg(
            "“{key}: {text}” is no date: “{sign}” ({code}) only looks like “{meant}”.",
            key=key, text=quoted(text), sign=odd, code=code, meant=meant,
        )  # fmt: skip
    elif odd.isprintable() and not odd.isspace():
        message = msg(
            "“{key}: {text}” is no date: “{sign}” ({code}) is no quotation mark of the keyboard.",
            key=key, text=quoted(text), sign=odd, code=code,
        )  # fmt: skip
    else:
        message = msg("“{key}: {text}” is no date: a character in it is no plain blank ({code}).",
                      key=key, text=quoted(text), code=code)  # fmt: skip
    return message, msg("Write {value}.", value=plain)


def _in_calendar(key: str, match: re.Match[str]) -> tuple[Msg, Msg] | None:
    """Say which part of `year-month-day time` no calendar or clock has; None where each part is possible."""
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    shown = quoted(match[0])
    if not 1 <= month <= 12:
        message = msg(
            "“{key}: {text}” is an impossible date: there is no month {month}.", key=key, text=shown, month=month
        )
        is_swapped = 1 <= day <= 12 and 1 <= month <= 31
        return message, _SWAPPED if is_swapped else _HOW
    if year == 0 or day == 0:
        return msg("“{key}: {text}” is an impossible date: no calendar has it.", key=key, text=shown), _HOW
    last = date(year, month, monthrange(year, month)[1])
    if day > last.day:
        return (
            msg("“{key}: {text}” is an impossible date: that month ends on {last}.", key=key, text=shown, last=last),
            msg("Look the day up in the text of the post, or in a calendar."),
        )
    time = _Shapes.time.match(match[5])
    return None if time is None else _on_clock(key, shown, int(time[1]), int(time[2]), int(time[3] or 0))


def _odd_rest(key: str, shown: str, match: re.Match[str]) -> tuple[Msg, Msg]:
    rest = match[5].strip(" T")
    if match[2] == "." and not rest:
        return msg("“{key}: {text}” is no date for a site: dots part its numbers.", key=key, text=shown), _HYPHENS
    return msg("“{key}” is no date: “{rest}” after the day is not a time.", key=key, rest=quoted(rest)), _HOW


def _on_clock(key: str, shown: str, hour: int, minute: int, second: int) -> tuple[Msg, Msg] | None:
    if (hour, minute, second) == (24, 0, 0):
        return (
            msg("“{key}: {text}” is an impossible time: after 23:59 comes 00:00 of the next day.", key=key, text=shown),
            msg("Write 23:59, or the next day with 00:00."),
        )
    if hour > 23:
        return msg(
            "“{key}: {text}” is an impossible time: there is no hour {hour}.", key=key, text=shown, hour=hour
        ), _HOW
    if minute > 59 or second > 59:
        return (
            msg(
                "“{key}: {text}” is an impossible time: minutes and seconds end at 59, and this says {number}.",
                key=key,
                text=shown,
                number=max(minute, second),
            ),
            _HOW,
        )
    return None


def not_one(key: str, node: Node) -> tuple[Msg, Msg]:
    """Say that a list, a mapping or a yes stands where a date belongs."""
    if isinstance(node, Sequence):
        message = msg("“{key}” holds a list where one date belongs.", key=key)
    elif isinstance(node, Scalar):
        message = msg("“{key}: {text}” is no date.", key=key, text=quoted(node.source))
    else:
        message = msg("“{key}” holds keys of its own where one date belongs.", key=key)
    return message, msg("Put one date there, as in 2022-11-02, or leave the key empty.")


def wrong_year(key: str, text: str, moment: PartialDateTime, hint: int | None) -> tuple[Msg, Msg]:
    """Say that no post is about this year; `hint` is the year that the post names elsewhere, if it names one."""
    year = moment.day.year
    message = msg(
        "“{key}: {text}” is in the year {year}, which cannot be meant.", key=key, text=quoted(text), year=year
    )
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
