"""jsonschema's validators with keywords of ours where its own lose what a message needs: which key, under which condition.

Imported only for a post that the fast gate refuses. Our keywords say in `message` the bare key they are about, and keep
what failed under a condition in `context`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jsonschema import FormatChecker, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry

from evlint.schema import MOST_TEXT
from evlint.schema.formats import FORMATS
from evlint.schema.patterns import looks_around, matcher

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

Errors = Iterator[ValidationError]
Keyword = Callable[[Any, Any, Any, Mapping[str, Any]], Errors]


def _required(validator: Any, names: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ARG001, ANN401
    if validator.is_type(instance, "object"):
        yield from (ValidationError(name) for name in dict.fromkeys(names) if name not in instance)


def _extras(instance: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[str]:
    known = schema.get("properties", {})
    tests = [matcher(pattern) for pattern in schema.get("patternProperties", {})]
    return (name for name in instance if name not in known and not any(test(name) for test in tests))


def _additional(validator: Any, allowed: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ANN401
    if not validator.is_type(instance, "object") or allowed is True:
        return
    for name in _extras(instance, schema):
        if allowed is False:
            yield ValidationError(name)
        else:
            yield from validator.descend(instance[name], allowed, path=name)


def _properties(validator: Any, properties: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ARG001, ANN401
    if not validator.is_type(instance, "object"):
        return
    for name, inner in properties.items():
        if name not in instance:
            continue
        if inner is False:
            yield ValidationError(name, validator="false")
        else:
            yield from validator.descend(instance[name], inner, path=name, schema_path=name)


def _pattern_properties(validator: Any, patterns: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ARG001, ANN401
    if not validator.is_type(instance, "object"):
        return
    for pattern, inner in patterns.items():
        test = matcher(pattern)
        for name, value in instance.items():
            if not test(name):
                continue
            if inner is False:
                yield ValidationError(name, validator="false")
            else:
                yield from validator.descend(value, inner, path=name, schema_path=pattern)


def _pattern(validator: Any, pattern: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ARG001, ANN401
    if not validator.is_type(instance, "string"):
        return
    if len(instance) > MOST_TEXT and looks_around(pattern):
        yield ValidationError("pattern", validator="tooLongForPattern")
    elif not matcher(pattern)(instance):
        yield ValidationError("pattern")


def _unique(validator: Any, wanted: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ARG001, ANN401
    """Look at each item once: jsonschema compares each with each where the items cannot be sorted."""
    if wanted and validator.is_type(instance, "array") and len(set(map(_frozen, instance))) < len(instance):
        yield ValidationError("uniqueItems")


def _frozen(value: object) -> object:
    """Make a value one that a set can hold, equal to another where JSON Schema calls the two equal."""
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, Mapping):
        return ("object", frozenset((key, _frozen(inner)) for key, inner in value.items()))
    if isinstance(value, (list, tuple)):
        return ("array", tuple(map(_frozen, value)))
    return value


def _names(validator: Any, inner: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ARG001, ANN401
    if not validator.is_type(instance, "object"):
        return
    for name in instance:
        failed = list(validator.descend(instance=name, schema=inner))
        if failed:
            yield ValidationError(name, context=failed)


def _if(validator: Any, condition: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ANN401
    branch = "then" if validator.evolve(schema=condition).is_valid(instance) else "else"
    if branch in schema:
        failed = list(validator.descend(instance, schema[branch], schema_path=branch))
        if failed:
            yield ValidationError(branch, context=failed)


def _dependent_required(validator: Any, needs: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ARG001, ANN401
    if not validator.is_type(instance, "object"):
        return
    for name, others in needs.items():
        missing = [other for other in others if other not in instance] if name in instance else []
        if missing:
            yield ValidationError(name, context=[ValidationError(other, validator="required") for other in missing])


def _dependent_schemas(validator: Any, needs: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ARG001, ANN401
    if not validator.is_type(instance, "object"):
        return
    for name, inner in needs.items():
        failed = list(validator.descend(instance, inner, schema_path=name)) if name in instance else []
        if failed:
            yield ValidationError(name, context=failed)


def _dependencies(validator: Any, needs: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:  # noqa: ANN401
    texts = {name: [inner] if isinstance(inner, str) else inner for name, inner in needs.items()}
    lists = {name: inner for name, inner in texts.items() if isinstance(inner, list)}
    yield from _dependent_required(validator, lists, instance, schema)
    schemas = {name: inner for name, inner in texts.items() if not isinstance(inner, list)}
    yield from _dependent_schemas(validator, schemas, instance, schema)


_OURS: dict[str, Keyword] = {
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "patternProperties": _pattern_properties,
    "pattern": _pattern,
    "if": _if,
    "uniqueItems": _unique,
}
_NEWER: dict[str, Keyword] = {**_OURS, "propertyNames": _names}
_NEWEST: dict[str, Keyword] = {
    **_NEWER,
    "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas,
}
_OLDER: dict[str, Keyword] = {"dependencies": _dependencies}
_WITHOUT_IF = {name: keyword for name, keyword in _OURS.items() if name != "if"}

_extend: Any = validators.extend
CLASSES: dict[str, type[Validator]] = {
    "4": _extend(validators.Draft4Validator, {**_WITHOUT_IF, **_OLDER}),
    "6": _extend(validators.Draft6Validator, {**_WITHOUT_IF, "propertyNames": _names, **_OLDER}),
    "7": _extend(validators.Draft7Validator, {**_NEWER, **_OLDER}),
    "2019-09": _extend(validators.Draft201909Validator, _NEWEST),
    "2020-12": _extend(validators.Draft202012Validator, _NEWEST),
}
_registry: Any = Registry


def _checker() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, test in FORMATS.items():
        checker.checks(name)(_texts_only(test))
    return checker


def _texts_only(test: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or test(value)


CHECKER = _checker()


def validator_for(draft: str, contents: Any) -> Validator:  # noqa: ANN401 a schema: an object or a boolean
    """Make a validator for a schema that refers to nothing outside itself."""
    if isinstance(contents, dict):
        # Where a schema names its draft, jsonschema goes back from our keywords to its own.
        contents = {key: value for key, value in contents.items() if key != "$schema"}
    return CLASSES[draft](contents, registry=_registry(), format_checker=CHECKER)


def schema_errors(draft: str, contents: Any) -> list[ValidationError]:  # noqa: ANN401 a schema: an object or a boolean
    """Return what is wrong with a schema itself, judged by the schema of its draft."""
    meta = CLASSES[draft].META_SCHEMA
    return list(CLASSES[draft](meta, format_checker=CHECKER).iter_errors(contents))
