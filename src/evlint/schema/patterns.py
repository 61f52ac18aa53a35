"""Regular expressions as JSON Schema knows them (ECMA-262), for Python.

With jsonschema-rs at hand its engine is asked, so that both validators judge alike and no pattern can run for ever.
Without it the pattern is put into Python's words; one that Python cannot express counts as matched, never as a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.library_parts import jsonschema_rs

# Look-around, atomic groups and conditions; references to a group; quantifiers that give nothing back.
_LOOKS_BACK = lazy_regex(r"\(\?(?:[=!>(]|<[=!])|\\[1-9kg]|[*+?}]\+")
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_"}
_LETTERS = ("L", "Letter", "Alphabetic")
# What a pattern of ECMAScript writes otherwise than Python does.
_TOKEN = lazy_regex(
    r"\\(?P<property>[pP])\{(?P<name>[^}]*)\}"
    r"|\\u\{(?P<code>[0-9A-Fa-f]{1,6})\}"
    r"|\\k<(?P<back>\w+)>"
    r"|\\(?P<escape>.)"
    r"|\(\?<(?P<group>[A-Za-z_$][\w$]*)>"
    r"|(?P<open>\[)|(?P<close>\])|(?P<end>\$)",
    re.DOTALL,
)


@cache
def looks_around(pattern: str) -> bool:
    """Tell whether a pattern may look at a text again for each of its characters: it gets `MOST_TEXT` of them at most."""
    return _LOOKS_BACK.search(pattern) is not None


def matcher(pattern: str) -> Callable[[str], bool]:
    """Return the function that tells whether a text has a match of the pattern anywhere."""
    return _by_rust(pattern) or _by_python(pattern)


@cache
def is_pattern(pattern: str) -> bool:
    """Tell whether a text is a valid regular expression."""
    if _by_rust(pattern) is not None:
        return True
    try:
        _compiled(pattern)
    except (re.error, Untranslatable, RecursionError, OverflowError):
        return False
    return True


@cache
def _by_rust(pattern: str) -> Callable[[str], bool] | None:
    fast = jsonschema_rs()
    if fast is None:
        return None
    try:
        judge: Callable[[str], bool] = fast.Draft202012Validator({"pattern": pattern}).is_valid
    except ValueError:
        return None
    return judge


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a schema's pattern; what Python finds odd about it (`[[`) is no business of the author's terminal."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return re.compile(translated(pattern))


@cache
def _by_python(pattern: str) -> Callable[[str], bool]:
    try:
        compiled = _compiled(pattern)
    except (re.error, Untranslatable, RecursionError, OverflowError):
        return lambda _: True
    return lambda text: compiled.search(text) is not None


class Untranslatable(ValueError):  # noqa: N818 says what the pattern is
    """A pattern that Python's regular expressions cannot express."""


def translated(pattern: str) -> str:
    """Put an ECMA pattern into Python's words. Raises `Untranslatable` for Unicode properties other than letters."""
    in_class = False

    def replace(found: re.Match[str]) -> str:
        nonlocal in_class
        if found["property"]:
            if found["name"] not in _LETTERS or found["property"] == "P" or in_class:
                raise Untranslatable(found[0])
            return r"[^\W\d_]"
        if found["code"]:
            return re.escape(chr(min(int(found["code"], 16), 0x10FFFF)))
        if found["back"]:
            return f"(?P={found['back']})"
        if found["group"]:
            return f"(?P<{found['group'].replace('$', '_')}>"
        if found["escape"]:
            return _escape(found["escape"], found[0], in_class=in_class)
        if found["open"]:
            opened = r"\[" if in_class else "["
            in_class = True
            return opened
        if found["close"]:
            in_class = False
            return "]"
        return "$" if in_class else r"\Z"

    return _TOKEN.sub(replace, pattern)


def _escape(letter: str, whole: str, *, in_class: bool) -> str:
    inner = _CLASSES.get(letter.lower())
    if inner is None:
        return whole
    if letter.islower():
        return inner if in_class else f"[{inner}]"
    if in_class:
        raise Untranslatable(whole)
    return f"[^{inner}]"
