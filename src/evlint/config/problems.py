"""Collects what is wrong while a configuration is read: the way to the key or value, and the words."""

from __future__ import annotations

from evlint.model.message import Msg
from evlint.startup.namedtuple import NamedTuple

Trail = tuple[str | int, ...]
MOST = 50


class Note(NamedTuple):
    """One thing wrong: at the key that the trail leads to, or at its value."""

    trail: Trail
    at_value: bool
    message: Msg
    suggestion: str | None = None


class ProblemCollector:
    """The things that are wrong, in the order in which they were seen.

    At most `MOST` are kept: what follows `full` is not looked at, so that a hostile file costs no more than a bad one.
    `above` says how many folders up from the configuration's own a path may lead (to the root of the repository),
    `custom` holds the names of the configuration's own rules.
    """

    def __init__(self, above: int = 0, custom: frozenset[str] = frozenset()) -> None:
        self.above = above
        self.custom = custom
        self.found: list[Note] = []

    @property
    def full(self) -> bool:
        """Tell whether enough is wrong to stop reading."""
        return len(self.found) >= MOST

    def key(self, trail: Trail, message: Msg, suggestion: str | None = None) -> None:
        """Note something wrong with a key."""
        self.found.append(Note(trail, False, message, suggestion))

    def value(self, trail: Trail, message: Msg, suggestion: str | None = None) -> None:
        """Note something wrong with a value."""
        self.found.append(Note(trail, True, message, suggestion))
