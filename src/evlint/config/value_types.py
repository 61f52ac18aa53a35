"""The shapes of values that a configuration holds: each reads a raw value, notes what is wrong, and knows its JSON Schema.

A reader returns the value in the form that `Settings` wants, or None after it has noted what is wrong (a run with notes
never uses what was read).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from evlint.config.errors import ProblemCollector, Trail, nearest
from evlint.model.message import Msg, msg
from evlint.startup.namedtuple import NamedTuple

Reader = Callable[[object, Trail, ProblemCollector], object]


class ValueType(NamedTuple):
    """A kind of value: how it is read, and the JSON Schema of what may be written."""

    read: Reader
    schema: Mapping[str, object]


def type_name(value: object) -> Msg:
    """Return the TOML word for the type of a value."""
    words = (
        (bool, msg("true or false")),
        (int, msg("a number")),
        (float, msg("a number")),
        (str, msg("a text")),
        (list, msg("a list")),
        (dict, msg("a table")),
    )
    return next((word for kind, word in words if isinstance(value, kind)), msg("a date or time"))


def wrong_type(value: object, wanted: Msg, trail: Trail, notes: ProblemCollector) -> None:
    """Note that a value is of the wrong type."""
    notes.value(
        trail, msg("“{key}” wants {wanted}, not {found}", key=name_of(trail), wanted=wanted, found=type_name(value))
    )


def name_of(trail: Trail) -> str:
    """Return a key as messages name it: the way to it with dots, places in lists left out."""
    return ".".join(part for part in trail if isinstance(part, str))


def read_flag(value: object, trail: Trail, notes: ProblemCollector) -> bool | None:
    """Read true or false; None, with a note of what is wrong, for any other value."""
    if isinstance(value, bool):
        return value
    wrong_type(value, msg("true or false (without quotes)"), trail, notes)
    return None


def read_text(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
    """Read a text that is not empty; None, with a note of what is wrong, for any other value."""
    if not isinstance(value, str):
        wrong_type(value, msg("a text in quotes"), trail, notes)
        return None
    if not value.strip():
        notes.value(trail, msg("“{key}” is empty", key=name_of(trail)))
        return None
    return value


def texts_of(item: Reader, wanted: Msg) -> Reader:
    """Make the reader of a list from that of its items; the places of the items are kept in the trail."""

    def read(value: object, trail: Trail, notes: ProblemCollector) -> tuple[object, ...] | None:
        if not isinstance(value, list):
            wrong_type(value, wanted, trail, notes)
            return None
        return tuple(item(one, (*trail, index), notes) for index, one in enumerate(value) if not notes.full)

    return read


def choice(*allowed: str) -> ValueType:
    """Make the kind of a text that is one of a few words."""

    def read(value: object, trail: Trail, notes: ProblemCollector) -> str | None:
        text = read_text(value, trail, notes)
        if text is not None and text not in allowed:
            notes.value(
                trail,
                msg("“{key}” may be {allowed}, not “{found}”", key=name_of(trail), allowed=list(allowed), found=text),
                nearest(text, allowed),
            )
        return text

    return ValueType(read, {"enum": list(allowed)})


def table_of(name: Reader, value: Reader, wanted: Msg) -> Reader:
    """Make the reader of a table whose keys the user chooses; `name` gives each as it is kept."""

    def read(raw: object, trail: Trail, notes: ProblemCollector) -> dict[str, object] | None:
        if not isinstance(raw, dict):
            wrong_type(raw, wanted, trail, notes)
            return None
        found: dict[str, object] = {}
        for key, one in raw.items():
            if notes.full:
                break
            inner = (*trail, key)
            kept = name(key, inner, notes)
            found[kept if isinstance(kept, str) else key] = value(one, inner, notes)
        return found

    return read


def any_name(value: object, trail: Trail, notes: ProblemCollector) -> object:
    """Accept every key of a table."""
    del trail, notes
    return value


def word_name(allowed: tuple[str, ...]) -> Reader:
    """Make the reader of a key of a table that is one of a few words."""

    def read(value: object, trail: Trail, notes: ProblemCollector) -> object:
        if value not in allowed:
            notes.key(
                trail,
                msg("“{name}” is none of {allowed}", name=str(value), allowed=list(allowed)),
                nearest(str(value), allowed),
            )
        return value

    return read


def count(least: int, most: int) -> ValueType:
    """Make the kind of a whole number between two bounds, both included."""

    def read(value: object, trail: Trail, notes: ProblemCollector) -> int | None:
        if not isinstance(value, int) or isinstance(value, bool):
            wrong_type(value, msg("a whole number"), trail, notes)
            return None
        if not least <= value <= most:
            notes.value(
                trail,
                msg(
                    "“{key}” must be from {least} to {most}, not {found}",
                    key=name_of(trail),
                    least=least,
                    most=most,
                    found=value,
                ),
            )
        return value

    return ValueType(read, {"type": "integer", "minimum": least, "maximum": most})


STRINGS: Mapping[str, object] = {"type": "array", "items": {"type": "string", "minLength": 1}}
TEXT = ValueType(read_text, {"type": "string", "minLength": 1})
FLAG = ValueType(read_flag, {"type": "boolean"})
TEXTS = ValueType(texts_of(read_text, msg('a list of texts, such as ["a", "b"]')), STRINGS)
