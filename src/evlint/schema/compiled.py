"""A compiled schema. The fast gate says whether a front matter is sound; only where it is not are words looked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from evlint.model.context import SchemaError
from evlint.model.document import escape_pointer, unescape_pointer
from evlint.model.message import msg
from evlint.schema import MOST_TEXT
from evlint.schema.formats import FORMATS
from evlint.schema.lookup import Lookup
from evlint.schema.read import DRAFTS, SchemaFile
from evlint.startup.library_parts import jsonschema_rs

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator
    from jsonschema_rs import Validator as Gate

    from evlint.schema.budget import Work
    from evlint.schema.gate_errors import GateError

# Keys that tell tools about a post and are no part of it: a schema that closes its keys does not mean them.
_TOOL_KEYS = ("$schema", "evlint")
_TOO_DEEP = msg("The front matter is nested so deeply that the schema cannot be followed down to its end.")
MOST_PARTS = 100_000  # of a schema that is written out without references: a hundred times the largest ones in use
MOST_STEPS = 2_000_000  # of a post under its schema, for the gate: about a tenth of a second
MOST_STEPS_IN_WORDS = 100_000  # the same for jsonschema, whose steps take a hundred times as long: about a second
_BUILTIN_PARTS = 500  # no built-in schema has as many
_MOST_IN_GENERAL = 1_000  # what the gate objects to, in its words
_TOO_MUCH = msg(
    "This schema, written out without its references, has more than {count} parts: evlint cannot use it.",
    count=MOST_PARTS,
)
_LESS = msg("Refer to a part from one place, not from several that lie in each other.")
_TOO_MANY_STEPS = msg(
    "The front matter is too large, or nested too deeply, for this schema: judging it takes more than {count} steps.",
    count=MOST_STEPS,
)
_LONG_KEY = msg(
    "A key of the front matter is too long for the schema’s patterns: those with look-around are tried on {count} "
    "characters at most.",
    count=MOST_TEXT,
)


class CompiledSchema:
    """A schema made ready. `name` is what the user calls it."""

    def __init__(
        self, name: str, file: SchemaFile, others: Sequence[SchemaFile] = (), *, is_builtin: bool = False
    ) -> None:
        """Take the schema, which refers to itself only, and the other files that are in it.

        Raises `SchemaUnusable` where one of them breaks the rules of its draft or asks for too much work.
        """
        self.name = name
        self._file = file
        self._parts: int | None = _BUILTIN_PARTS
        self._odd_names = False
        contents: object = file.contents
        if not is_builtin:
            from evlint.schema.budget import for_gate, has_odd_names

            self._parts = self._work.parts
            if self._parts is not None and self._parts > MOST_PARTS:
                raise file.unusable("", _TOO_MUCH, _LESS)
            self._odd_names = has_odd_names(contents)
            contents = for_gate(contents)
        self._gate = _gate(file, others, contents)

    def errors(self, data: Mapping[str, object]) -> Sequence[SchemaError]:
        """Return what is wrong with a front matter, in a fixed order; nothing for a sound one."""
        gate: Gate | None = self._gate
        size = len(repr(data))  # no smaller than the number of its values
        if self._odd_names and size > MOST_TEXT and _longest_key(data) > MOST_TEXT:
            return [SchemaError("EV105", "", _LONG_KEY)]
        if self._is_beyond(data, size, MOST_STEPS):
            return [SchemaError("EV105", "", _TOO_MANY_STEPS)]
        try:
            if self._gate.is_valid(data):
                return ()
        except (ValueError, TypeError, OverflowError, RecursionError):
            gate = None  # a value that JSON does not know (infinity, say): jsonschema takes those
        if any(key in data for key in _TOOL_KEYS):
            data = {key: value for key, value in data.items() if key not in _TOOL_KEYS}
            if self._passes(data):
                return ()
        if gate is not None and self._is_beyond(data, size, MOST_STEPS_IN_WORDS):
            return _general(gate, data)
        return self._told(data, gate)

    def _is_beyond(self, data: Mapping[str, object], size: int, most: int) -> bool:
        """Tell whether a front matter takes more steps to judge than `most`; `size` is at least its number of values."""
        if self._parts is not None and self._parts * size <= most:
            return False
        return self._work.steps(data, most) > most

    @cached_property
    def _work(self) -> Work:
        from evlint.schema.budget import Work

        return Work(self._file.contents)

    def wants_date(self, pointer: str) -> bool:
        """Tell whether the schema asks for a date or a date with a time at this place."""
        return self.lookup.wants_date(pointer)

    def wants_string(self, pointer: str) -> bool:
        """Tell whether the schema asks for a text, and nothing else, at this place."""
        return self.lookup.wants_string(pointer)

    @cached_property
    def after(self) -> Mapping[str, str]:
        """The keys of the root that come after another one (`x-evlint-after`), each with that one."""
        properties = self._file.contents.get("properties") if isinstance(self._file.contents, dict) else None
        return {
            key: other
            for key, inner in (properties.items() if isinstance(properties, dict) else ())
            if isinstance(inner, dict) and isinstance(other := inner.get("x-evlint-after"), str)
        }

    def keys(self, pointer: str) -> Mapping[str, str]:
        """Return the keys that may stand in the mapping at this place, with what the schema says of each."""
        return self.lookup.keys(pointer)

    def _passes(self, data: Mapping[str, object]) -> bool:
        try:
            return self._gate.is_valid(data)
        except (ValueError, TypeError, OverflowError, RecursionError):
            return False

    def _told(self, data: Mapping[str, Any], gate: Gate | None) -> Sequence[SchemaError]:
        from evlint.schema.translate_errors import translate_errors

        told: list[SchemaError] = []
        try:
            found = None if gate is None else self._of_gate(gate, data)
            if found is None:
                told = translate_errors(list(self._words.iter_errors(dict(data))))
            else:  # they have all that is asked of errors of their kinds
                told = translate_errors(cast("Sequence[ValidationError]", found))
        except re.error:
            pass  # jsonschema reads some patterns as Python's where they are ECMA's: the gate's own words have to do
        except RecursionError:
            return [SchemaError("EV105", "", _TOO_DEEP)]
        if told:
            return [self._with_home(error) for error in told if not self._is_date(error, data)]
        return () if gate is None else _general(gate, data)

    def _is_date(self, error: SchemaError, data: Mapping[str, Any]) -> bool:
        """Tell whether an error is about a date such as `Jul 08 2022` where the site takes all that JavaScript reads as one.

        Astro's own starter has those, and its exported schema says nothing of them.
        """
        if error.code != "EV103" or not self.lookup.takes_any_date(error.pointer):
            return False
        from evlint.dates.partial_datetime import is_plausible, read_moment

        value: Any = data
        for part in map(unescape_pointer, error.pointer.split("/")[1:]):
            value = value[int(part)] if isinstance(value, (list, tuple)) else value[part]
        moment = read_moment(value) if isinstance(value, str) else None
        return moment is not None and is_plausible(moment)

    def _with_home(self, error: SchemaError) -> SchemaError:
        """Say of an unknown key at the root where else the schema knows it: it may only have lost its indentation."""
        if error.code != "EV104" or error.pointer or error.suggestion is not None:
            return error
        home = self.lookup.homes().get(error.key or "")
        if home is None:
            return error
        if home.is_entry:
            return error._replace(help=msg("“{key}” belongs to an entry of “{home}”.", key=error.key, home=home.name))
        return error._replace(help=msg("“{key}” belongs to “{home}”.", key=error.key, home=home.name))

    def _of_gate(self, gate: Gate, data: Mapping[str, Any]) -> Sequence[GateError] | None:
        from evlint.schema.gate_errors import gate_errors

        return gate_errors(gate, self._file.draft, self._file.contents, data)

    @cached_property
    def _words(self) -> Validator:
        from evlint.schema.validators import validator_for

        return validator_for(self._file.draft, self._file.contents)

    @cached_property
    def lookup(self) -> Lookup:
        """What the schema asks for at each place of a post."""
        return Lookup(self._file.contents)


def _gate(file: SchemaFile, others: Sequence[SchemaFile], contents: Any) -> Gate:  # noqa: ANN401 a schema
    fast = jsonschema_rs()
    classes: dict[str, Callable[..., Gate]] = {
        "4": fast.Draft4Validator,
        "6": fast.Draft6Validator,
        "7": fast.Draft7Validator,
        "2019-09": fast.Draft201909Validator,
        "2020-12": fast.Draft202012Validator,
    }
    for other in others:
        if not fast.meta.is_valid(_with_schema(other)):
            _refuse_invalid(other)
    try:
        return classes[file.draft](contents, formats=FORMATS, validate_formats=True, retriever=_refuse)
    except (ValueError, TypeError, RecursionError) as error:
        _refuse_invalid(file)
        raise file.unusable("", msg("This schema cannot be used: {reason}.", reason=_first_line(error))) from None


def _longest_key(data: object) -> int:
    """Return the length of the longest key of a value, at any depth."""
    longest = 0
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            longest = max(longest, max((len(key) for key in value if isinstance(key, str)), default=0))
            waiting.extend(value.values())
        elif isinstance(value, (list, tuple)):
            waiting.extend(value)
    return longest


def _refuse(uri: str) -> object:
    raise KeyError(uri)


def _with_schema(file: SchemaFile) -> Any:  # noqa: ANN401 a schema: an object or a boolean
    if isinstance(file.contents, bool) or "$schema" in file.contents:
        return file.contents
    return {"$schema": DRAFTS[file.draft], **file.contents}


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _refuse_invalid(file: SchemaFile) -> None:
    """Raise `SchemaUnusable` where a schema breaks the rules of its draft, with the place and words of the first breach."""
    from evlint.schema.translate_errors import translate_errors
    from evlint.schema.validators import schema_errors

    told = translate_errors(schema_errors(file.draft, file.contents))
    if told:
        first = told[0]
        place = (
            first.pointer
            if first.key is None or first.code == "EV101"
            else f"{first.pointer}/{escape_pointer(first.key)}"
        )
        raise file.unusable(place, msg("This is no valid JSON Schema: {reason}", reason=first.message), first.help)


def _general(gate: Gate, data: Mapping[str, object]) -> list[SchemaError]:
    """Tell what the gate alone objects to, in general words."""
    found: dict[str, SchemaError] = {}
    for error in islice(gate.iter_errors(data), _MOST_IN_GENERAL):
        pointer = "".join(f"/{escape_pointer(str(part))}" for part in error.instance_path)
        message = msg("This is not what the schema asks for: {reason}.", reason=_first_line(error).rstrip("."))
        found.setdefault(pointer, SchemaError("EV105", pointer, message))
    return [found[pointer] for pointer in sorted(found)]
