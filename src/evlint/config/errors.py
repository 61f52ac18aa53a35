"""What is wrong with a configuration, with its place: a value, so that every problem is told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from evlint.model.message import ENGLISH, Msg, Wording, msg, render
from evlint.report.escape import visible
from evlint.startup.namedtuple import NamedTuple


class ConfigProblem(NamedTuple):
    """One thing wrong. `line` and `column` are from 1, or 0 where there is no place (a command line option)."""

    file: str
    line: int
    column: int
    message: Msg
    suggestion: str | None = None

    def __str__(self) -> str:
        return self.text()

    def text(self, wording: Wording = ENGLISH) -> str:
        """Return the line to show, in a language."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        message = self.message
        if self.suggestion is not None:
            message = msg("{problem}; did you mean “{suggestion}”?", problem=message, suggestion=self.suggestion)
        return visible(f"{place}: {render(message, wording)}")


class ConfigError(Exception):
    """A configuration that cannot be used. Its text is one line per problem."""

    def __init__(self, problems: Iterable[ConfigProblem]) -> None:
        """`problems` stand in the order of the file: the first is the one that one line has room for."""
        self.problems: Sequence[ConfigProblem] = tuple(problems)
        super().__init__(self.text())

    def text(self, wording: Wording = ENGLISH) -> str:
        """Return the lines to show, in a language."""
        return "\n".join(problem.text(wording) for problem in self.problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a mistyped one most likely stands for, or None where none is near."""
    from difflib import get_close_matches

    by_folded = {name.casefold().replace("_", "-"): name for name in known}
    folded = word.casefold().replace("_", "-")
    found = get_close_matches(folded, by_folded, 1, 0.6)
    return by_folded[found[0]] if found else None


Trail = tuple[str | int, ...]
MOST = 50  # problems of one file that are told: a hostile file of a million would be told for minutes


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
        """Note something wrong with the key that a trail ends in; `suggestion` is the key most likely meant (None: none)."""
        self.found.append(Note(trail, False, message, suggestion))

    def value(self, trail: Trail, message: Msg, suggestion: str | None = None) -> None:
        """Note something wrong with the value at a trail; `suggestion` is what to write instead (None: nobody can tell)."""
        self.found.append(Note(trail, True, message, suggestion))


PYPROJECT = "pyproject.toml"
IN_PYPROJECT: Trail = ("tool", "evlint")


def base_trail(file: str) -> Trail:
    """Return the way from the top of a file to evlint's own table."""
    return IN_PYPROJECT if re.split(r"[/\\]", file)[-1] == PYPROJECT else ()
