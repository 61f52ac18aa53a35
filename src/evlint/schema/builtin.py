"""The schemas that evlint brings, and which of them a front matter fits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

BUILTINS = ("post", "evenement", "actualite", "communique")
_EVENT_KEYS = ("event_start_date", "event_end_date")
_FIRST_LETTERS = frozenset("eEéÉvV")
_SHORTEST, _LONGEST = 10, 19  # letters of a key that may be an event's date, mistyped
_NEAR = 2  # letters that such a key may differ by


def builtin_name(data: Mapping[str, object]) -> str:
    """Return the built-in schema that a front matter fits: `evenement` where a key is, or nearly is, an event's date."""
    for key in data:
        if key[:1] in _FIRST_LETTERS and _SHORTEST <= len(key) <= _LONGEST and _is_event_date(key):
            return "evenement"
    return "post"


@lru_cache(maxsize=4096)  # posts of one site share their keys
def _is_event_date(key: str) -> bool:
    if key in _EVENT_KEYS:
        return True
    plain = "".join(char for char in key.casefold() if char.isalnum())
    return any(_distance(plain, wanted.replace("_", "")) <= _NEAR for wanted in _EVENT_KEYS)


def _distance(one: str, other: str) -> int:
    """Return how many letters must be changed, added or dropped to make one word of the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for index, wanted in enumerate(other, 1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (letter != wanted))
    return row[-1]
