"""What jsonschema finds, told to an author: one `SchemaError` for one cause, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from evlint.model.context import SchemaError
from evlint.model.message import Msg, msg
from evlint.schema.bounds import BOUNDS, out_of_bounds
from evlint.schema.branches import tell_branches
from evlint.schema.error_text import Suggestions, shown, subject
from evlint.schema.findings import (
    described,
    missing,
    none_of,
    pointer_of,
    too_long_for_pattern,
    unknown,
    wrong_format,
    wrong_pattern,
    wrong_type,
)
from evlint.startup.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_UNKNOWN = ("additionalProperties", "unevaluatedProperties", "false")
_QUOTED = lazy_regex(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")


def translate_errors(errors: Sequence[ValidationError], suggestions: Suggestions | None = None) -> list[SchemaError]:
    """Make what an author is told of a schema's errors: no cascades, no doubles, sorted by place.

    `suggestions` are those of the post, where these errors are a part of what is told of it.
    """
    suggestions = suggestions or Suggestions()
    told = [one for error in errors if error.validator not in _UNKNOWN for one in _tell(error, suggestions)]
    absent: dict[str, list[str]] = {}
    for one in told:
        if one.code == "EV101" and one.key is not None:
            absent.setdefault(one.pointer, []).append(one.key)
    told += [one for error in errors if error.validator in _UNKNOWN for one in _unknown(error, absent, suggestions)]
    return _without_cascades(told)


def _without_cascades(told: Sequence[SchemaError]) -> list[SchemaError]:
    mistyped = {error.pointer for error in told if error.code == "EV102"}
    misspelt = {(error.pointer, error.suggestion) for error in told if error.code == "EV104"}
    kept: dict[tuple[object, ...], SchemaError] = {}
    for error in told:
        if error.pointer in mistyped and error.code != "EV102":
            continue
        if error.code == "EV101" and (error.pointer, error.key) in misspelt:
            continue
        one_per_place = error.code in ("EV102", "EV103")
        key = (error.code, error.pointer, error.key, None if one_per_place else str(error.message))
        kept.setdefault(key, error)
    return sorted(kept.values(), key=lambda error: (error.pointer, error.key or "", error.code))


def _tell(error: ValidationError, suggestions: Suggestions) -> Iterator[SchemaError]:
    keyword = error.validator
    pointer = pointer_of(error)
    wanted: Any = error.validator_value
    if keyword == "type":
        formats = [error.schema["format"]] if isinstance(error.schema, Mapping) and "format" in error.schema else []
        yield wrong_type(
            pointer, error.instance, wanted if isinstance(wanted, list) else [wanted], error.schema, formats
        )
    elif keyword == "required":
        schema = error.schema if isinstance(error.schema, Mapping) else {}
        yield missing(pointer, error.message, schema, error.instance, suggestions)
    elif keyword == "enum":
        yield none_of(pointer, error.instance, wanted, error.schema, suggestions)
    elif keyword == "const":
        yield none_of(pointer, error.instance, [error.validator_value], error.schema, suggestions)
    elif keyword == "pattern":
        yield wrong_pattern(pointer, error.instance, error.validator_value, error.schema)
    elif keyword == "tooLongForPattern":
        yield too_long_for_pattern(pointer, error.instance)
    elif keyword == "format":
        yield wrong_format(pointer, error.instance, [str(error.validator_value)], error.schema)
    elif keyword in BOUNDS:
        yield out_of_bounds(error, pointer)
    elif keyword in ("anyOf", "oneOf"):
        yield from tell_branches(error, partial(translate_errors, suggestions=suggestions), suggestions)
    else:
        yield from _violation(error, pointer, suggestions)


def _unknown(
    error: ValidationError, absent: Mapping[str, Sequence[str]], suggestions: Suggestions
) -> Iterator[SchemaError]:
    pointer = pointer_of(error)
    names = [error.message]
    if error.validator == "unevaluatedProperties":
        # jsonschema names them in its sentence only, as Python writes texts.
        keys = list(error.instance) if isinstance(error.instance, Mapping) else []
        quoted = frozenset(_QUOTED.findall(error.message))
        names = [name for name in keys if repr(name) in quoted] or keys
    for name in names:
        yield unknown(pointer, name, error.schema, error.instance, absent.get(pointer, ()), suggestions)


def _violation(error: ValidationError, pointer: str, suggestions: Suggestions) -> Iterator[SchemaError]:
    keyword, name, own = error.validator, subject(pointer), described(error.schema)
    if keyword == "if":
        yield from _conditional(error, suggestions)
    elif keyword in ("dependentRequired", "dependencies", "dependentSchemas"):
        yield from _dependent(error, pointer, suggestions)
    elif keyword == "propertyNames":
        reasons = translate_errors(error.context or [], suggestions)
        message = msg("“{key}” may not be the name of a key here.", key=error.message)
        near = next((reason.suggestion for reason in reasons if reason.suggestion), None)
        yield SchemaError("EV105", pointer, message, own or _first_help(reasons), error.message, near)
    elif keyword == "not":
        yield SchemaError("EV105", pointer, _forbidden(error, name), own)
    elif keyword in ("contains", "minContains", "maxContains"):
        message = msg(
            "None, too few or too many of the entries of {name} are of the kind that it must have.", name=name
        )
        inner = error.schema.get("contains") if isinstance(error.schema, Mapping) else None
        yield SchemaError("EV105", pointer, message, described(inner) or own)
    elif keyword in ("additionalItems", "items", "unevaluatedItems"):
        message = msg("{name} has more entries than it may have.", name=name)
        yield SchemaError("EV105", pointer, message, own)
    else:
        message = msg("{name} is not what the schema asks for: “{value}”.", name=name, value=shown(error.instance))
        yield SchemaError("EV105", pointer, message, own)


def _first_help(errors: Sequence[SchemaError]) -> Msg | None:
    return next((error.help for error in errors if error.help is not None), None)


def _forbidden(error: ValidationError, name: Msg) -> Msg:
    inner = error.validator_value
    keys = inner.get("required") if isinstance(inner, Mapping) else None
    if isinstance(keys, list) and keys:
        names = [msg("“{name}”", name=key) for key in keys]
        if len(names) == 1:
            return msg("{keys} may not stand in {name}.", keys=names, name=name)
        return msg("{keys} may not stand together in {name}.", keys=names, name=name)
    return msg("{name} may not be “{value}”.", name=name, value=shown(error.instance))


def _conditional(error: ValidationError, suggestions: Suggestions) -> Iterator[SchemaError]:
    reason = _condition(error) if error.message == "then" else None
    branch = error.schema.get(error.message) if isinstance(error.schema, Mapping) else None
    for one in translate_errors(error.context or [], suggestions):
        message = one.message
        if reason is not None and one.code == "EV101" and one.pointer == pointer_of(error):
            message = msg("Because {reason}, the key “{key}” must be there too.", reason=reason, key=one.key)
        elif reason is not None:
            message = msg("Because {reason}: {message}", reason=reason, message=message)
        help_text = one.help if one.suggestion is not None else described(branch) or one.help
        yield one._replace(code="EV105", message=message, help=help_text)


def _condition(error: ValidationError) -> Msg | None:
    """Say what made a condition hold: the value of a key, or that it is there; None where that cannot be said shortly."""
    condition, instance = error.validator_value, error.instance
    if not isinstance(condition, Mapping) or not isinstance(instance, Mapping):
        return None
    properties = condition.get("properties")
    properties = properties if isinstance(properties, Mapping) else {}
    for key, inner in properties.items():
        value = instance.get(key)
        if (
            isinstance(inner, Mapping)
            and ("const" in inner or "enum" in inner)
            and isinstance(value, (str, int, float))
        ):
            return msg("“{key}” is “{held}”", key=key, held=shown(value))
    required = condition.get("required")
    for key in (*properties, *(required if isinstance(required, list) else ())):
        if key in instance:
            return msg("“{key}” is there", key=key)
    return None


def _dependent(error: ValidationError, pointer: str, suggestions: Suggestions) -> Iterator[SchemaError]:
    key = error.message
    for child in error.context or []:
        if child.validator == "required":
            message = msg("“{key}” is there, so “{other}” must be there too.", key=key, other=child.message)
            yield SchemaError("EV105", pointer, message, described(error.schema), key=child.message)
    others = [child for child in error.context or [] if child.validator != "required"]
    for one in translate_errors(others, suggestions):
        yield one._replace(
            code="EV105", message=msg("Because “{key}” is there: {message}", key=key, message=one.message)
        )
