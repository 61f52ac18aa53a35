"""TOML of any file to its data, in time that grows with the text: every part of evlint that reads TOML asks here.

tomllib looks at all the first parts of a dotted key for each of its parts: a key of a hundred thousand parts costs it
minutes. No key that anybody means has more than a hundred.
"""

from __future__ import annotations

from typing import Any

from evlint.model.span import Span

MOST_PARTS = 100  # of a key: the depth that front matter may have too


class KeyTooDeepError(RecursionError):
    """A key has more parts than tomllib could look through in time; like other texts that are nested too deep."""


def loads(text: str) -> dict[str, Any]:
    """Return the data of a TOML text. Raises what `tomllib.loads` raises, and `KeyTooDeepError`."""
    import tomllib

    if has_long_key(text):
        from evlint.parse.front.data import Refused, TooDeep
        from evlint.parse.front.toml.scanner import Scanner

        try:  # the dots may stand in a text: the scanner knows
            Scanner(text, Span(0, len(text))).scan()
        except TooDeep:
            raise KeyTooDeepError from None
        except (Refused, RecursionError):
            pass  # whatever it is, tomllib says it at that place or before
    return tomllib.loads(text)


def has_long_key(text: str) -> bool:
    """Tell whether a line may hold a key of more than `MOST_PARTS` parts: never false where there is one."""
    return text.count(".") > MOST_PARTS and any(line.count(".") >= MOST_PARTS for line in text.split("\n"))
