"""The gate's own errors, given the form in which jsonschema's are told: most posts that a schema refuses need no more.

jsonschema takes longer to import than all the rest of a run over one post (50 to 140 ms). The gate names the place and the
keyword of each error; what else an author is told of it stands in the schema and in the post. That holds for keywords that
judge one value by itself. Where another one refuses a post (branches, conditions, patterns, references), None is given, and
jsonschema is asked: its errors say what failed inside of what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError, Validator

_MOST = 1_000  # errors of one post: beyond, jsonschema is no slower
_SIMPLE = frozenset(
    ("type", "required", "enum", "const", "format", "additionalProperties", "minLength", "maxLength", "minItems",
     "maxItems", "minProperties", "maxProperties", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
)  # fmt: skip
# Draft 4 writes `exclusiveMinimum: true` beside the bound; keywords beside `$ref` are not looked at up to draft 7.
_OTHERWISE = "4"


class GateError(NamedTuple):
    """One error, with the names that jsonschema's errors have."""

    validator: str
    validator_value: object
    instance: object
    schema: Mapping[str, Any]
    message: str  # the bare key that is missing or unknown, else ""
    absolute_path: tuple[str | int, ...]
    context: tuple[()] = ()


Place = tuple[tuple[int, ...], GateError]  # where jsonschema would come across an error, and the error


def gate_errors(gate: Validator, draft: str, contents: object, data: Mapping[str, object]) -> list[GateError] | None:
    """Return what the gate finds, in jsonschema's order; None where only jsonschema's own errors say enough."""
    if draft == _OTHERWISE:
        return None
    found: dict[tuple[int, ...], list[Place]] = {}
    try:
        errors = list(islice(gate.iter_errors(data), _MOST + 1))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    if not errors or len(errors) > _MOST:
        return None
    for error in errors:
        places = _read(error, contents, data)
        if places is None:
            return None
        if places:
            found[places[0][0][:-1]] = places  # `required` comes once for each key, and is read as a whole
    return [error for _, error in sorted((one for places in found.values() for one in places), key=lambda one: one[0])]


def _read(error: ValidationError, contents: object, data: object) -> list[Place] | None:
    """Follow an error's path through schema and post at once; None where the two do not go the same way."""
    *way, keyword = error.schema_path or [""]
    path = list(error.instance_path)
    schema, instance, order, at = contents, data, list[int](), 0
    steps = iter(way)
    for step in steps:
        if not isinstance(schema, dict) or "$ref" in schema or at >= len(path):
            return None
        part = path[at]
        # jsonschema tells errors in the order of the schema’s keywords, the gate does not: `order` brings them back into it.
        order.append(list(schema).index(step) if step in schema else -1)
        if step == "properties" and isinstance(instance, dict) and isinstance(part, str):
            name = next(steps, None)
            inner = schema.get("properties")
            if name != part or not isinstance(inner, dict) or name not in inner or name not in instance:
                return None
            order.append(list(inner).index(name))
            schema, instance = inner[name], instance[name]
        elif step == "items" and isinstance(instance, list) and isinstance(part, int) and "prefixItems" not in schema:
            order.append(part)
            schema, instance = schema.get("items"), instance[part]
        else:
            return None
        at += 1
    if at != len(path) or not isinstance(schema, dict) or "$ref" in schema:
        return None
    if keyword not in _SIMPLE or keyword not in schema:
        return None
    order.append(list(schema).index(str(keyword)))
    names = _names(str(keyword), schema, instance)
    if names is None:
        return None
    value = schema[keyword]
    return [
        ((*order, number), GateError(str(keyword), value, instance, schema, name, tuple(path)))
        for number, name in enumerate(names)
    ]


def _names(keyword: str, schema: Mapping[str, Any], instance: object) -> Sequence[str] | None:
    """Return the keys that an error is about, one each ("" where it is about a value); None where that is not plain."""
    if keyword not in ("required", "additionalProperties"):
        return ("",)
    if not isinstance(instance, dict):
        return None
    if keyword == "required":
        return list(dict.fromkeys(_missing(schema[keyword], instance)))
    if schema[keyword] is not False or "patternProperties" in schema:
        return None
    known = schema.get("properties", {})
    return [name for name in instance if name not in known]


def _missing(names: object, instance: Mapping[str, object]) -> Iterator[str]:
    return (
        (name for name in names if isinstance(name, str) and name not in instance)
        if isinstance(names, list)
        else iter(())
    )
