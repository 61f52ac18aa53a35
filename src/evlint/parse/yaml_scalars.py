"""What a plain YAML scalar means to Jekyll: text in, kind and value out.

Jekyll reads front matter with SafeYAML, whose types differ from those of YAML 1.1 and from PyYAML's: `yEs` is true,
`1,000` is 1000, `09:30` is 570, `2022-10-21 09:36:00 +0200` is a time, `2022-02-30` and `=` stay texts.
"""

from __future__ import annotations

import re
from datetime import date

from evlint.model.document import ScalarKind, Value

_WORDS: dict[str, tuple[ScalarKind, Value]] = {
    "": ("null", None),
    "~": ("null", None),
    "null": ("null", None),
    "true": ("bool", True),
    "yes": ("bool", True),
    "on": ("bool", True),
    "false": ("bool", False),
    "no": ("bool", False),
    "off": ("bool", False),
}
_LONGEST_WORD = 5
_MIGHT_BE_NUMBER = frozenset("0123456789+-.")
_TIME = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?[ \t]*(?:(Z)|([-+])(\d\d?)(?::?(\d\d))?)?"
)
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9_,]*)")
_OCTAL = re.compile(r"[-+]?0[0-7_,]+")
_HEX = re.compile(r"[-+]?0[xX][0-9a-fA-F_,]+")
_BINARY = re.compile(r"[-+]?0[bB][01_,]+")
_FLOAT = re.compile(r"[-+]?(?:\d[\d_,]*)?\.?\d[\d_]*(?:[eE][-+]?\d+)?|[-+]?\d[\d_,]*\.\d*(?:[eE][-+]?\d+)?")
_SEXAGESIMAL = re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MOST_DIGITS = 4_000  # Python refuses to read longer integers by default, and takes quadratic time over them


def plain_value(text: str) -> tuple[ScalarKind, Value]:
    """Return kind and value of an unquoted scalar. A date or time becomes ISO 8601 text."""
    if text[:1] not in _MIGHT_BE_NUMBER:
        if len(text) <= _LONGEST_WORD:
            return _WORDS.get(text.lower()) or ("str", text)
        return "str", text
    return _number(text) if len(text) <= _MOST_DIGITS else ("str", text)


def _number(text: str) -> tuple[ScalarKind, Value]:
    if text[4:5] == "-":
        return ("timestamp", iso) if (iso := iso_time(text)) else ("str", text)
    if _DECIMAL.fullmatch(text):
        return "int", int(text.replace("_", "").replace(",", ""))
    for pattern, base in ((_OCTAL, 8), (_HEX, 16), (_BINARY, 2)):
        if pattern.fullmatch(text):
            digits = text.replace("_", "").replace(",", "")
            return ("int", int(digits, base)) if digits[-1] not in "xXbB+-" else ("str", text)
    if _SEXAGESIMAL.fullmatch(text):
        return _sexagesimal(text)
    if _FLOAT.fullmatch(text):
        return "float", float(text.replace("_", "").replace(",", ""))
    if _SPECIAL.fullmatch(text):
        return "float", float(text.replace(".", "").lower())
    return "str", text


def _sexagesimal(text: str) -> tuple[ScalarKind, Value]:
    total = 0.0
    parts = text.lstrip("+-").replace("_", "").split(":")
    for part in parts:
        total = total * 60 + float(part)
    total = -total if text[0] == "-" else total
    return ("int", int(total)) if total.is_integer() else ("float", total)


def iso_time(text: str) -> str | None:
    """Write a YAML date or time as ISO 8601 (`2022-10-21T09:36:00+02:00`), or return None where it is neither."""
    found = _TIME.fullmatch(text)
    if found is None:
        if _DATE.fullmatch(text) is None:
            return None
        return text if _exists(text[:4], text[5:7], text[8:]) else None
    year, month, day, hour, minute, second, fraction, zulu, sign, zone_hours, zone_minutes = found.groups()
    if not _exists(year, month, day) or int(hour) > 23 or int(minute) > 59 or int(second) > 59:
        return None
    if zulu:
        zone = "Z"
    elif sign:
        if int(zone_hours) > 23 or int(zone_minutes or 0) > 59:
            return None
        zone = f"{sign}{zone_hours:0>2}:{zone_minutes or '00'}"
    else:
        zone = ""
    return f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second}{'.' + fraction if fraction else ''}{zone}"


def _exists(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
