"""The formats that a schema may ask for, each as a function from text to yes or no. Both validators use these.

They follow the RFCs that JSON Schema names, as jsonschema-rs tests them, but read dates as posts write them: a bare date
is a `date-time` too, a blank may stand for the `T`, seconds and offset may be left out, and an offset may lack its colon or
have a blank before it. A duration may leave out a unit between two others (`PT2H30S`), as in ISO 8601.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, partial

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.library_parts import jsonschema_rs

_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?"
_OFFSET = r"(?:[ \t]*(?:[Zz]|[+-](?:[01]\d|2[0-3]):?[0-5]\d))?"
_DATE_TIME = rf"(\d{{4}})-(\d\d)-(\d\d)(?:(?:[Tt]|[ \t]+){_TIME}{_OFFSET})?"
_DAY = lazy_regex(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_IN_EVERY_MONTH = "28"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _matches(pattern: str, text: str) -> bool:
    return _compiled(pattern).fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Tell whether a text is a day of the calendar, `2022-11-03`."""
    found = _DAY.fullmatch(text)
    return found is not None and _exists(found)


def _exists(found: re.Match[str]) -> bool:
    if "01" <= found[3] <= _IN_EVERY_MONTH and "01" <= found[2] <= "12" and found[1] != "0000":
        return True
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return False
    return True


def is_date_time(text: str) -> bool:
    """Tell whether a text is a day, with or without a time and an offset."""
    found = _compiled(_DATE_TIME).fullmatch(text)
    return found is not None and _exists(found)


def is_time(text: str) -> bool:
    """Tell whether a text is a time of day, `18:30` or `18:30:00+01:00`."""
    return _matches(_TIME + _OFFSET, text)


def is_duration(text: str) -> bool:
    """Tell whether a text is an ISO 8601 duration, `P1DT2H`."""
    days = r"(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)"
    return _matches(rf"P(?=[\dT]){days}", text)


def is_regex(text: str) -> bool:
    """Tell whether a text is a regular expression as JSON Schema knows them."""
    from evlint.schema.patterns import is_pattern

    return is_pattern(text)


@cache
def _test(name: str) -> Callable[[str], bool]:
    test: Callable[[str], bool] = jsonschema_rs().Draft202012Validator({"format": name}, validate_formats=True).is_valid
    return test


def is_of(name: str, text: str) -> bool:
    """Tell whether a text is of a format that JSON Schema names, as the gate itself tests it."""
    return _test(name)(text)


# Names of draft 3, which schemas still use.
_NOW_CALLED = {"host-name": "hostname", "ip-address": "ipv4"}
FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": is_date_time,
    "time": is_time,
    "duration": is_duration,
    "regex": is_regex,
    **{
        name: partial(is_of, _NOW_CALLED.get(name, name))
        for name in (
            "email", "idn-email", "hostname", "host-name", "idn-hostname", "ipv4", "ip-address", "ipv6", "uri",
            "uri-reference", "iri", "iri-reference", "uri-template", "json-pointer", "relative-json-pointer", "uuid",
        )
    },
}  # fmt: skip
