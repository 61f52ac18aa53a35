"""What a TOML value without quotes means: text in; kind, value, and the plain value that a schema sees out."""

from __future__ import annotations

import re

from evlint.model.document import ScalarKind, Value
from evlint.startup.lazy_regex import lazy_regex

_INTEGER = lazy_regex(r"[-+]?[0-9][0-9_]*|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+")
_LOCAL_TIME = lazy_regex(r"\d\d:\d\d(?::\d\d)?(?:\.\d+)?", re.ASCII)
_MOST_DIGITS = 4_000


def bare_value(source: str) -> tuple[ScalarKind, Value, object]:
    """Read a boolean, number, date or time. Dates and times become ISO 8601 text, as do numbers that JSON cannot write."""
    if source in ("true", "false"):
        return "bool", source == "true", source == "true"
    if source[4:5] == "-" or _LOCAL_TIME.fullmatch(source):
        value = source.replace("t", "T").replace(" ", "T").replace("z", "Z")
        return "timestamp", value, value
    if _INTEGER.fullmatch(source) and len(source) <= _MOST_DIGITS:
        number = int(source.replace("_", ""), 0 if source[1:2] in ("x", "o", "b") else 10)
        return "int", number, number
    try:
        real = float(source.replace("_", ""))
    except ValueError:
        return "str", source, source
    return "float", real, real if real - real == 0 else source
