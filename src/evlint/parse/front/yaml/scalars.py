"""What a plain YAML scalar means to Jekyll: text in, kind and value out.

Jekyll reads front matter with SafeYAML, whose types differ from those of YAML 1.1 and from PyYAML's: `yEs` is true,
`1,000` is 1000, `09:30` is 34200 (seconds),
`2022-10-21 09:36:00 +0200` is a time, `2022-02-30` and `=` stay texts.
"""

from __future__ import annotations

import re
from datetime import date

from evlint.model.document import ScalarKind, Value
from evlint.startup.lazy_regex import lazy_regex

WORDS: dict[str, tuple[ScalarKind, Value]] = {
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
# What needs quotes to stay a text: readers of YAML 1.1 take the two letters for true and false too.
NO_TEXTS = WORDS.keys() | {"y", "n"}
LONGEST_WORD = 5  # of a plain scalar that is no text
MAYBE_NUMBER = frozenset("0123456789+-._")
_NUMBERISH = lazy_regex(r"[-+.\d_][\d_,.:a-fA-FxX+-]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_TIME = lazy_regex(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?[ \t]*(?:(Z)|([-+])(\d\d?)(?::?(\d\d))?)?",
    re.ASCII,
)
# As Ruby's Psych has them: a line or a comma between two digits counts for nothing.
_DECIMAL = lazy_regex(r"[-+]?(?:0|[1-9](?:[,_]?[0-9])*)")
_OCTAL = lazy_regex(r"[-+]?0[0-7_,]+")
_HEX = lazy_regex(r"[-+]?0x[0-9a-fA-F_,]+")
_BINARY = lazy_regex(r"[-+]?0b[01_,]+")
_FLOAT = lazy_regex(r"[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:[eE][-+][0-9]+)?")
_SEXAGESIMAL = lazy_regex(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}(?:\.[0-9_]*)?")
_EXACT = 1e15  # numbers in base sixty below it are whole in a float
_MOST_DIGITS = 4_000  # Python refuses to read longer integers by default, and takes quadratic time over them


def plain_value(text: str) -> tuple[ScalarKind, Value]:
    """Return kind and value of an unquoted scalar. A date or time becomes ISO 8601 text."""
    if text[:1] not in MAYBE_NUMBER:
        if len(text) <= LONGEST_WORD:
            return WORDS.get(text.lower()) or ("str", text)
        return "str", text
    if text[4:5] == "-" and text[:4].isdecimal():
        return ("timestamp", iso) if (iso := iso_time(text)) else ("str", text)
    if len(text) > _MOST_DIGITS or _NUMBERISH.fullmatch(text) is None:
        return "str", text
    return _number(text)


def _number(text: str) -> tuple[ScalarKind, Value]:
    if _DECIMAL.fullmatch(text):
        return "int", int(_bare(text))
    for pattern, mark, base in ((_OCTAL, "0", 8), (_HEX, "0x", 16), (_BINARY, "0b", 2)):
        if pattern.fullmatch(text):
            digits = _bare(text).lstrip("+-").removeprefix(mark)
            return ("int", int(digits, base) * (-1 if text[0] == "-" else 1)) if digits else ("str", text)
    if _SEXAGESIMAL.fullmatch(text):
        return _sexagesimal(text)
    if _FLOAT.fullmatch(text) and any(char.isdecimal() for char in text):
        return "float", float(_bare(text))
    if text[-3:].lower() in ("inf", "nan"):
        return "float", float(text.replace(".", ""))
    return "str", text


def _bare(text: str) -> str:
    return text.replace("_", "").replace(",", "")


def _sexagesimal(text: str) -> tuple[ScalarKind, Value]:
    """Read `12:30` as Ruby does: 12 hours and 30 minutes in seconds, whether seconds stand there or not."""
    total = 0.0
    for part, weight in zip(text.replace("_", "").split(":"), (3600, 60, 1), strict=False):
        total += float(part) * weight  # a sign counts for its own part only
    if not abs(total) < _EXACT:
        return "str", text
    return ("float", total) if "." in text else ("int", int(total))


def iso_time(text: str) -> str | None:
    """Write a YAML date or time as ISO 8601 (`2022-10-21T09:36:00+02:00`), or return None where it is neither."""
    if len(text) == 10:  # too short for a time
        return text if _is_date(text) else None
    if not text[:4].isdecimal():
        return None
    found = _TIME.fullmatch(text)
    if found is None:
        return None
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


def _is_date(text: str) -> bool:
    """Tell whether ten characters are a day as `2022-10-21`; with both dashes Python reads no other form."""
    if text[4] != "-" or text[7] != "-":
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _exists(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


DEEPEST = 1_000  # levels that libyaml may go down: it recurses in C, where too many end the process
_BRACKET = lazy_regex(r"[\[\]{}]")
_MARKS = lazy_regex(rf"^[ ?-]{{{DEEPEST}}}", 8)  # re.MULTILINE: many dashes, question marks or blanks before any word


def too_deep(source: str) -> int:
    """Return the offset from which a YAML text may nest more deeply than any parser should follow, or -1.

    Brackets are counted whether they stand in quotes or not; a thousand of them that nobody closes are no front matter.
    """
    if len(source) < DEEPEST:
        return -1
    if source.count("[") + source.count("{") > DEEPEST:
        depth = 0
        for match in _BRACKET.finditer(source):
            depth = depth + 1 if match[0] in "[{" else max(depth - 1, 0)
            if depth > DEEPEST:
                return match.start()
    found = _MARKS.search(source)
    return -1 if found is None else found.end() - 1
