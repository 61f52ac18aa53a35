"""Regular expressions as JSON Schema knows them (ECMA-262).

The gate's own engine is asked, so that both validators judge alike and no pattern can run for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.library_parts import jsonschema_rs

# Look-around, atomic groups and conditions; references to a group; quantifiers that give nothing back.
_LOOKS_BACK = lazy_regex(r"\(\?(?:[=!>(]|<[=!])|\\[1-9kg]|[*+?}]\+")


@cache
def looks_around(pattern: str) -> bool:
    """Tell whether a pattern may look at a text again for each of its characters: it gets `MOST_TEXT` of them at most."""
    return _LOOKS_BACK.search(pattern) is not None


def matcher(pattern: str) -> Callable[[str], bool]:
    """Return the function that tells whether a text has a match of the pattern anywhere: any has, where it is none."""
    return _test(pattern) or (lambda _: True)


def is_pattern(pattern: str) -> bool:
    """Tell whether a text is a valid regular expression."""
    return _test(pattern) is not None


@cache
def _test(pattern: str) -> Callable[[str], bool] | None:
    try:
        test: Callable[[str], bool] = jsonschema_rs().Draft202012Validator({"pattern": pattern}).is_valid
    except ValueError:
        return None
    return test
