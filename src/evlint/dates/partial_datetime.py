"""Reads the value of a date key: `2022-10-21 09:36:00 +02:00` and its kin, as Jekyll, Hugo, Astro and Eleventy write it.

A value is read only where it can mean one thing: the year first (ISO 8601 and its loose forms), or the month in letters
(`Jul 08 2022`, `Fri, 21 Oct 2022 09:36:00 GMT`, the forms of RFC 2822 and of Astro's starter). `02/11/2022` is nobody's
certain day and is not read.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

# Lengths of the forms in which nearly every post writes a date; they are read without a pattern, which would be compiled.
_BARE, _SPACED, _JOINED = len("2022-10-21"), len("2022-10-21 09:36:00 +02:00"), len("2022-10-21T09:36:00+02:00")
FIRST_YEAR, LAST_YEAR = 1900, 2100  # what a post can be about; beyond, the year is a slip of the pen
_LONGEST = 64  # characters: no form of a date with a time is as long, and patterns are tried on what is shorter
_MIDNIGHT = time()

# A date as front matter has it: a day, perhaps an hour behind it, perhaps a zone by name or offset, or both.
SHAPE = lazy_regex(
    r"(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)"
    r"(?:(?:[Tt]|[ \t]+|,[ \t]*)(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"[ \t]*(?:(?P<zone>[Zz]|[A-Z]{3,4})|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?(?::(?P<seconds>\d\d))?"
    r"(?:[ \t]+[A-Z]{3,4})?)?)?",
    re.ASCII,
)
_NAMED = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?[ \t]+)?"
    r"(?:\d\d?(?:st|nd|rd|th)?[ \t-]+(?:{months})\.?,?[ \t-]+\d{4}"
    r"|(?:{months})\.?[ \t]+\d\d?(?:st|nd|rd|th)?,?[ \t]+\d{4})"
    r"(?:(?:[ \t]+|,[ \t]*|[ \t]+at[ \t]+)\d\d?:\d\d(?::\d\d)?(?:[ \t]*[ap]m)?"
    r"[ \t]*(?:z|utc|gmt|[ecmp][sd]t|[+-]\d\d:?\d\d)?)?"
)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_HALF_DAY = r"\d{4}-\d\d?-\d\d?(?:t|[ \t]+)\d\d?(?::\d\d(?::\d\d)?)?[ \t]*[ap]m(?:[ \t]*(?:z|[+-]\d\d:?\d\d))?"
# The names of RFC 822, and the two that French authors write; hours east of Greenwich.
_ZONE_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "CET": 1, "CEST": 2,
}  # fmt: skip


class PartialDateTime(NamedTuple):
    """A day as typed, with its time and its offset from UTC where they are given.

    `00:00:00` is how a CMS writes that no time was given: `time` is then None, as for a bare date.
    """

    day: date
    time: time | None
    offset: timedelta | None


def read_moment(text: str) -> PartialDateTime | None:
    """Read the text of a date key; None where it is no date, an impossible one, or one of two readings."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    usual = usual_moment(_joined(text))
    if usual is not None:
        return usual
    match = SHAPE.fullmatch(text)
    if match is not None:
        return _from_parts(match)
    if len(text) > 7 and any(char in "mMaAeEoOuU" for char in text):
        return _read_words(text)
    return None


def _joined(text: str) -> str:
    """Write `2022-10-21 09:36:00 +02:00` as `2022-10-21T09:36:00+02:00`; any other text is returned as it is."""
    if len(text) == _SPACED and text[10] == text[19] == " ":
        return f"{text[:10]}T{text[11:19]}{text[20:]}"
    return text


def _usual_date(text: str) -> date | None:
    """Read `2022-10-21` or `2022-10-21T09:36:00+02:00` (then the day is a `datetime`); None for all else."""
    if len(text) != _BARE and len(text) != _JOINED:
        return None
    if text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    try:
        if len(text) == _BARE:
            return date.fromisoformat(text)
        marks = text[10] + text[13] + text[16] + text[22]
        # Python takes 24:00 for the next midnight, and does not look at the minutes of an offset.
        if marks != "T:::" or text[19] not in "+-" or text[11:13] == "24" or text[23] > "5":
            return None
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def usual_moment(text: str) -> PartialDateTime | None:
    """Read `2022-10-21` or `2022-10-21T09:36:00+02:00`, which takes no pattern; None for all else, other dates too."""
    usual = _usual_date(text)
    if isinstance(usual, datetime):
        at = usual.time()
        return PartialDateTime(usual.date(), at if at != _MIDNIGHT else None, usual.utcoffset())
    return None if usual is None else PartialDateTime(usual, None, None)


def _from_parts(match: re.Match[str]) -> PartialDateTime | None:
    year, _, month, day, hour, minute, second, fraction, zone, sign, hours, minutes, seconds = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        if hour is None:
            return PartialDateTime(on, None, None)
        micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
        at = time(int(hour), int(minute), int(second or 0), micro)
    except ValueError:
        return None
    offset: timedelta | None = None
    if zone is not None:
        if zone.upper() not in _ZONE_HOURS:
            return None
        offset = timedelta(hours=_ZONE_HOURS[zone.upper()])
    elif sign is not None:
        offset = _offset(sign, hours, minutes or "0", seconds or "0")
        if offset is None:
            return None
    return PartialDateTime(on, at if at != _MIDNIGHT else None, offset)


@lru_cache(256)
def _offset(sign: str, hours: str, minutes: str, seconds: str) -> timedelta | None:
    if int(hours) > 23 or int(minutes) > 59 or int(seconds) > 59:
        return None
    offset = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -offset if sign == "-" else offset


def _read_words(text: str) -> PartialDateTime | None:
    if not re.fullmatch(f"(?:{_NAMED.replace('{months}', _MONTHS)}|{_HALF_DAY})", text, re.ASCII | re.IGNORECASE):
        return None
    from dateutil.parser import parse

    try:
        read = parse(text, default=datetime(2000, 1, 1), tzinfos=_offset_of)  # noqa: DTZ001 the text's own offset, or none
    except (ValueError, OverflowError):
        return None
    at = read.time()
    return PartialDateTime(read.date(), at if at != _MIDNIGHT else None, read.utcoffset())


def _offset_of(name: str | None, seconds: int | None) -> tzinfo | None:
    if seconds is not None:
        return timezone(timedelta(seconds=seconds))
    hours = _ZONE_HOURS.get((name or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def is_plausible(moment: PartialDateTime) -> bool:
    """Tell whether a post can be about this year."""
    return FIRST_YEAR <= moment.day.year <= LAST_YEAR


def written(moment: PartialDateTime) -> date:
    """Return a moment as messages show it: a `date`, or a `datetime` (with its offset) where a time was given."""
    if moment.time is None:
        return moment.day
    zone = None if moment.offset is None else timezone(moment.offset)
    return datetime.combine(moment.day, moment.time, zone)


def local(moment: PartialDateTime, zone: tzinfo | None) -> tuple[date, time | None]:
    """Return day and time of a plausible moment on the clocks of `zone` (None: as typed).

    Without a time the day counts as typed. Local midnight is no time here either: JavaScript tools write the whole day
    of 3 November in Paris as `2022-11-02T23:00:00Z`.
    """
    if moment.time is None or moment.offset is None or zone is None:
        return moment.day, moment.time
    there = datetime.combine(moment.day, moment.time, timezone(moment.offset)).astimezone(zone)
    at = there.time()
    return there.date(), at if at != _MIDNIGHT else None


def instant(moment: PartialDateTime, otherwise: tzinfo) -> datetime:
    """Return the instant of a plausible moment (midnight without a time), in the zone `otherwise` if it names no offset."""
    zone = otherwise if moment.offset is None else timezone(moment.offset)
    return datetime.combine(moment.day, moment.time or _MIDNIGHT, zone)
