"""What a plain YAML scalar means to each reader of front matter: text in, kind and value out.

One reader is one parser in one range of versions, by the name that `Site.yaml` has. Each cell was found by running the
parser over the forms of `tests/data/yaml-forms.json`: Psych as Jekyll 4.3 uses it (`scalars`, the one where no generator is
known), go-yaml 2 (Hugo before 0.152), goccy/go-yaml (Hugo since), js-yaml 3.14, 4.1 and 4.2, PyYAML 6. "yaml-1.2" stands for
readers that were not run (Zola's, Quarto's): the core schema of YAML 1.2.
"""

from __future__ import annotations

import re

from evlint.model.document import ScalarKind, Value
from evlint.parse.front.yaml.scalars import iso_time
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

# Readers that stop at a key that stands twice in a mapping.
STRICT = frozenset(("goccy", "js-yaml-3", "js-yaml-4.1", "js-yaml-4.2", "yaml-1.2"))
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_ANSWERS = {
    form: value
    for word, value in (("yes", True), ("on", True), ("no", False), ("off", False))
    for form in (word, word.capitalize(), word.upper())
}
_LETTERS = {"y": True, "Y": True, "n": False, "N": False}
_MOST_DIGITS = 4_000  # as `scalars`
_NO_LINE_AT_END = frozenset(("js-yaml-3", "js-yaml-4.1"))
_INFINITE = lazy_regex(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


class _Reader(NamedTuple):
    """`numbers`: patterns, each with its base: 0 for a float, 60 for sexagesimal digits, -1 as Go's base 0 reads it."""

    words: dict[str, bool]
    numbers: tuple[tuple[re.Pattern[str], int], ...]


_HEX = lazy_regex(r"[-+]?0x[0-9a-fA-F_]+")
_HEX_PLAIN = lazy_regex(r"[-+]?0x[0-9a-fA-F]+")
_BINARY = lazy_regex(r"[-+]?0b[01_]+")
_BINARY_PLAIN = lazy_regex(r"[-+]?0b[01]+")
_OCTAL_OLD = lazy_regex(r"[-+]?0[0-7_]*[0-7]")
_OCTAL_NEW = lazy_regex(r"[-+]?0o[0-7_]*[0-7]")
_DIGITS = lazy_regex(r"[-+]?(?:[0-9]|[0-9][0-9_]*[0-9])")
_DIGITS_PLAIN = lazy_regex(r"[-+]?[0-9]+")
_NO_ZERO = lazy_regex(r"[-+]?(?:0|[1-9][0-9_]*)")
_SIXTIES = lazy_regex(r"[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+")
_SIXTIES_FLOAT = lazy_regex(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*")
_FLOAT_3 = lazy_regex(r"[-+]?(?:0|[1-9][0-9_]*)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+(?:[eE][-+]?[0-9]+)?")
_FLOAT_41 = lazy_regex(r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9_]+(?:[eE][-+]?[0-9]+)?")
_FLOAT_42 = lazy_regex(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_FLOAT_GO = lazy_regex(r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?")
_FLOAT_GOCCY = lazy_regex(r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_FLOAT_PY = lazy_regex(r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?")
_GO_OCTAL = lazy_regex(r"[-+]?0o?[0-7_]+")

READERS: dict[str, _Reader] = {
    "go-yaml": _Reader(
        {**_TRUTH, **_ANSWERS, **_LETTERS},
        ((_NO_ZERO, 10), (_GO_OCTAL, 8), (_HEX, 16), (_BINARY, 2), (_FLOAT_GO, 0)),
    ),
    "goccy": _Reader(_TRUTH, ((_NO_ZERO, 10), (_GO_OCTAL, 8), (_HEX, 16), (_BINARY, 2), (_FLOAT_GOCCY, 0))),
    "js-yaml-3": _Reader(
        _TRUTH,
        (
            (_NO_ZERO, 10), (_OCTAL_OLD, 8), (_HEX, 16), (_BINARY, 2), (_SIXTIES, 60), (_FLOAT_3, 0), (_SIXTIES_FLOAT, 60),
        ),
    ),
    "js-yaml-4.1": _Reader(_TRUTH, ((_DIGITS, 10), (_OCTAL_NEW, 8), (_HEX, 16), (_BINARY, 2), (_FLOAT_41, 0))),
    "js-yaml-4.2": _Reader(
        _TRUTH, ((_DIGITS_PLAIN, 10), (_OCTAL_NEW, 8), (_HEX_PLAIN, 16), (_BINARY_PLAIN, 2), (_FLOAT_42, 0))
    ),
    "pyyaml": _Reader(
        {**_TRUTH, **_ANSWERS},
        (
            (_NO_ZERO, 10), (_OCTAL_OLD, 8), (_HEX, 16), (_BINARY, 2), (_SIXTIES, 60), (_FLOAT_PY, 0), (_SIXTIES_FLOAT, 60),
        ),
    ),
    "yaml-1.2": _Reader(_TRUTH, ((_DIGITS_PLAIN, 10), (_OCTAL_NEW, 8), (_HEX_PLAIN, 16), (_FLOAT_42, 0))),
}  # fmt: skip


def value_for(reader: str, text: str) -> tuple[ScalarKind, Value]:
    """Return kind and value of an unquoted scalar as a reader of `READERS` has it. A date or time becomes ISO 8601 text."""
    known = READERS[reader]
    if text in _NULLS:
        return "null", None
    truth = known.words.get(text)
    if truth is not None:
        return "bool", truth
    if text[4:5] == "-" and (iso := iso_time(text)):
        return "timestamp", iso
    if len(text) <= _MOST_DIGITS and (text[-1] != "_" or reader not in _NO_LINE_AT_END):
        for pattern, base in known.numbers:
            if pattern.fullmatch(text):
                return _number(text.replace("_", ""), base)
        if _INFINITE.fullmatch(text):
            return "float", float(text.replace(".", ""))
    return "str", text


def _number(text: str, base: int) -> tuple[ScalarKind, Value]:
    try:
        if base == 0:
            return "float", float(text)
        if base == 60:
            return _sixties(text)
        sign, digits = (-1, text[1:]) if text[0] == "-" else (1, text.removeprefix("+"))
        if base in (2, 8, 16):
            digits = digits.removeprefix("0x").removeprefix("0b").removeprefix("0o")
        return "int", sign * int(digits, base)
    except ValueError:  # digits that are none without their lines: `0x_`
        return "str", text


def _sixties(text: str) -> tuple[ScalarKind, Value]:
    total = 0.0
    for part in text.lstrip("+-").split(":"):
        total = total * 60 + float(part)
    total = -total if text[0] == "-" else total
    return ("float", total) if "." in text else ("int", int(total))
