"""Values that are too long, too short, too large, too small, or that have doubles in them: in an author's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from evlint.model.context import SchemaError
from evlint.model.message import Msg, msg
from evlint.schema.error_text import shown, subject
from evlint.schema.findings import described

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TEMPLATES: dict[str, Msg] = {
    "minLength": msg("{name} is too short: it has a length of {length}, and must have at least {limit}."),
    "maxLength": msg("{name} is too long: it has a length of {length}, and may have {limit} at most."),
    "minItems": msg("{name} has too few entries: {length}, and it must have at least {limit}."),
    "maxItems": msg("{name} has too many entries: {length}, and it may have {limit} at most."),
    "minProperties": msg("{name} has too few keys: {length}, and it must have at least {limit}."),
    "maxProperties": msg("{name} has too many keys: {length}, and it may have {limit} at most."),
    "minimum": msg("{name} must be at least {limit}, and it is {value}."),
    "maximum": msg("{name} must be at most {limit}, and it is {value}."),
    "exclusiveMinimum": msg("{name} must be greater than {limit}, and it is {value}."),
    "exclusiveMaximum": msg("{name} must be less than {limit}, and it is {value}."),
    "multipleOf": msg("{name} must be a multiple of {limit}, and it is {value}."),
    "divisibleBy": msg("{name} must be a multiple of {limit}, and it is {value}."),
}
_HELPS: dict[str, Msg] = {
    "minLength": msg("Write more: at least {limit} characters."),
    "maxLength": msg("Shorten it to {limit} characters at most."),
    "minItems": msg("Add entries until there are {limit}."),
    "maxItems": msg("Take entries away until there are {limit}."),
    "minProperties": msg("Add keys until there are {limit}."),
    "maxProperties": msg("Take keys away until there are {limit}."),
    "minimum": msg("Write {limit} or more."),
    "maximum": msg("Write {limit} or less."),
    "exclusiveMinimum": msg("Write more than {limit}."),
    "exclusiveMaximum": msg("Write less than {limit}."),
    "multipleOf": msg("Write a multiple of {limit}."),
    "divisibleBy": msg("Write a multiple of {limit}."),
}
_STRICT = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
BOUNDS = frozenset(_TEMPLATES) | {"uniqueItems"}


def out_of_bounds(error: ValidationError, pointer: str) -> SchemaError:
    """Make the error for a value outside the bounds of its schema; `error.validator` is one of `BOUNDS`."""
    keyword = str(error.validator)
    value: Any = error.instance
    name = subject(pointer)
    help_text = described(error.schema)
    if keyword == "uniqueItems":
        return SchemaError("EV103", pointer, _double(name, value), help_text or msg("Take one of the two away."))
    if keyword == "minLength" and not str(value).strip():
        message = msg("{name} is empty, and it must hold a text.", name=name)
        return SchemaError("EV103", pointer, message, help_text or msg("Write the text behind the key."))
    if keyword == "minItems" and not value:
        message = msg("{name} is empty, and it must have entries.", name=name)
        return SchemaError("EV103", pointer, message, help_text or msg("Write its entries, or take the key away."))
    if isinstance(error.schema, Mapping) and error.schema.get(_STRICT.get(keyword, "")) is True:
        keyword = _STRICT[keyword]
    sized = isinstance(value, (str, list, dict))
    args = {
        "name": name,
        "limit": shown(error.validator_value),
        "value": shown(value),
        "length": len(value) if sized else 0,
    }
    return SchemaError(
        "EV103", pointer, Msg(_TEMPLATES[keyword].template, args), help_text or Msg(_HELPS[keyword].template, args)
    )


def _double(name: Msg, value: object) -> Msg:
    items = value if isinstance(value, list) else []
    seen: set[str] = set()
    for item in items:
        text = f"{type(item).__name__} {item!r}"
        if text in seen:
            return msg("{name} has “{value}” twice, and each entry may stand once.", name=name, value=shown(item))
        seen.add(text)
    return msg("{name} has the same entry twice, and each may stand once.", name=name)
