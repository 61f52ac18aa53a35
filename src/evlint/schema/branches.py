"""`anyOf` and `oneOf`: which of the forms a value comes nearest to, and how to say that.

A form whose kind of value is another one is out; so is one whose constant (`type: webinaire`) is another one. Where one form
is left, its own mistakes are told as if it stood alone. Where several are, the one with the fewest mistakes is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evlint.model.context import SchemaError
from evlint.model.message import Msg, msg
from evlint.schema.error_text import Suggestions, subject
from evlint.schema.findings import described, none_of, pointer_of, wrong_format, wrong_type
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Tell = Callable[[Sequence["ValidationError"]], list[SchemaError]]
_FIXED = ("const", "enum")
_NEVER = -1  # jsonschema does not number forms that are just `false`


class Branch(NamedTuple):
    """One form that failed: its place among the forms, and its errors."""

    number: int
    errors: list[ValidationError]

    @property
    def is_other_kind(self) -> bool:
        """Whether the form asks for another kind of value."""
        return any(error.validator == "type" and not error.relative_path for error in self.errors)

    @property
    def is_value_only(self) -> bool:
        """Whether the form only asks for certain values, or for one format, of the very value."""
        return all(error.validator in (*_FIXED, "format") and not error.relative_path for error in self.errors)

    @property
    def discriminators(self) -> dict[str, ValidationError]:
        """Constants of the form's own keys that the value has differently, or that it lacks, by key."""
        found: dict[str, ValidationError] = {}
        for error in self.errors:
            if error.validator in _FIXED and len(error.relative_path) == 1:
                found[str(error.relative_path[0])] = error
            elif error.validator == "required" and not error.relative_path and _is_fixed(error.schema, error.message):
                found.setdefault(error.message, error)
        return found


def tell_branches(error: ValidationError, translate_errors: Tell, suggestions: Suggestions) -> Iterator[SchemaError]:
    """Yield what is wrong with a value that fits none of the forms, or more than the one that is allowed."""
    pointer = pointer_of(error)
    # `oneOf`: without errors in its forms, more than one of them fits.
    if not error.context:
        message = msg("{name} fits more than one of the forms of which it may have only one.", name=subject(pointer))
        yield SchemaError("EV105", pointer, message, described(error.schema))
        return
    branches = _branches(error)
    fitting = [branch for branch in branches if not branch.is_other_kind]
    if not fitting:
        yield _other_kind(error, pointer, branches)
        return
    if all(branch.is_value_only for branch in fitting):
        yield _other_value(error, pointer, fitting, suggestions)
        return
    meant = [branch for branch in fitting if not branch.discriminators]
    # Every form has a key that tells it from the others, and the post’s value of it is none of theirs: that key is wrong.
    if not meant:
        keys = set.intersection(*(set(branch.discriminators) for branch in fitting))
        if keys:
            key = min(keys)
            errors = [branch.discriminators[key] for branch in fitting]
            wrong = [one for one in errors if one.validator in _FIXED]
            if wrong:
                yield none_of(pointer_of(wrong[0]), wrong[0].instance, _allowed(wrong), wrong[0].schema, suggestions)
            else:
                yield from translate_errors(errors[:1])
            return
        meant = fitting
    if len(meant) == 1:
        yield from translate_errors(meant[0].errors)
        return
    told = {branch.number: translate_errors(branch.errors) for branch in meant}
    # The form that the fewest changes lead to is the one most likely meant.
    best = min(meant, key=lambda branch: (len(told[branch.number]), branch.number))
    yield _nearest(error, pointer, best.number, told[best.number], len(branches))


def _is_fixed(schema: object, key: str) -> bool:
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    inner = properties.get(key) if isinstance(properties, Mapping) else None
    return isinstance(inner, Mapping) and any(keyword in inner for keyword in _FIXED)


def _branches(error: ValidationError) -> list[Branch]:
    found: dict[int, list[ValidationError]] = {}
    for child in error.context or ():
        path = child.relative_schema_path
        found.setdefault(int(path[0]) if path else _NEVER, []).append(child)
    return [Branch(index, errors) for index, errors in sorted(found.items())]


def _other_kind(error: ValidationError, pointer: str, branches: Sequence[Branch]) -> SchemaError:
    wanted: list[str] = []
    formats: list[str] = []
    for branch in branches:
        for child in branch.errors:
            if child.validator == "type" and not child.relative_path:
                types: Any = child.validator_value
                wanted += types if isinstance(types, list) else [types]
                if isinstance(child.schema, Mapping) and isinstance(child.schema.get("format"), str):
                    formats.append(child.schema["format"])
    return wrong_type(pointer, error.instance, wanted, error.schema, formats)


def _allowed(errors: Sequence[ValidationError]) -> list[object]:
    allowed: dict[str, object] = {}
    for error in errors:
        values: Any = error.validator_value if error.validator == "enum" else [error.validator_value]
        for value in values:
            allowed.setdefault(repr(value), value)
    return list(allowed.values())


def _other_value(
    error: ValidationError, pointer: str, branches: Sequence[Branch], suggestions: Suggestions
) -> SchemaError:
    children = [child for branch in branches for child in branch.errors]
    formats = [str(child.validator_value) for child in children if child.validator == "format"]
    if formats:
        return wrong_format(pointer, error.instance, formats, error.schema)
    return none_of(pointer, error.instance, _allowed(children), error.schema, suggestions)


def _nearest(
    error: ValidationError, pointer: str, index: int, errors: Sequence[SchemaError], count: int
) -> SchemaError:
    name = subject(pointer)
    forms: Any = error.validator_value
    form = _form(forms[index], index)
    if not errors:
        message = msg("{name} fits none of the {count} forms that it may have.", name=name, count=count)
        return SchemaError("EV105", pointer, message, described(error.schema))
    message = msg(
        "{name} fits none of the {count} forms that it may have. It comes nearest to {form}: {reason}",
        name=name,
        count=count,
        form=form,
        reason=errors[0].message,
    )
    return SchemaError("EV105", pointer, message, described(error.schema) or errors[0].help)


def _form(schema: object, index: int) -> Msg:
    if isinstance(schema, Mapping):
        for key in ("title", "description"):
            text = schema.get(key)
            if isinstance(text, str) and text.strip():
                return msg("“{form}”", form=text.strip().rstrip("."))
        target = schema.get("$ref")
        if isinstance(target, str) and target.rpartition("/")[2]:
            return msg("“{form}”", form=target.rpartition("/")[2])
        required = schema.get("required")
        if isinstance(required, list) and required:
            return msg(
                "the one with {keys}", keys=[msg("“{name}”", name=key) for key in required if isinstance(key, str)]
            )
    return msg("form {number}", number=index + 1)
