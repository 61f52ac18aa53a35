"""One error of jsonschema to what an author is told: code, place, words. `branches` does those that have several forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evlint.model.context import SchemaError
from evlint.model.document import escape_pointer
from evlint.model.message import Msg, msg
from evlint.schema import MOST_TEXT
from evlint.schema.error_text import (
    Suggestions,
    choices,
    either,
    found_kind,
    kind_of,
    kinds,
    shown,
    subject,
    wanted_format,
)

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_EXAMPLES = 2  # of a schema that a message shows


def pointer_of(error: ValidationError) -> str:
    """Return the pointer to the value that an error is about."""
    return "".join(f"/{escape_pointer(str(part))}" for part in error.absolute_path)


def described(schema: object) -> Msg | None:
    """Return what a schema says of itself: its error message, else its description, else its title; and examples."""
    if not isinstance(schema, Mapping):
        return None
    text = next(
        (
            text.strip()
            for key in ("x-message", "errorMessage", "description", "title")
            if isinstance(text := schema.get(key), str) and text.strip()
        ),
        None,
    )
    examples = schema.get("examples")
    listed = (
        [example for example in examples if isinstance(example, (str, int, float))]
        if isinstance(examples, list)
        else []
    )
    shown_examples = either([msg("“{example}”", example=shown(one)) for one in listed[:_EXAMPLES]]) if listed else None
    if text is None:
        return msg("For example {examples}.", examples=shown_examples) if shown_examples is not None else None
    ended = text if text[-1] in ".!?…" else text + "."
    if shown_examples is None:
        return msg("{text}", text=ended)
    return msg("{text} For example {examples}.", text=ended, examples=shown_examples)


def wrong_type(
    pointer: str, value: object, wanted: Sequence[str], schema: object, formats: Iterable[str] = ()
) -> SchemaError:
    """Make the error for a value of another kind than the schema asks for."""
    types = list(dict.fromkeys(wanted))
    numbers = ("integer", "number") if "string" in types else ()  # a number in quotes is a text
    spoken = [name for name in types if name != "null" and name not in numbers] or types
    formats = [name for name in dict.fromkeys(formats) if name in ("date", "date-time")]
    asked = kinds(spoken) if not (formats and spoken == ["string"]) else wanted_format(formats[-1])
    found = kind_of(value)
    name = subject(pointer)
    if found == "null":
        message = msg("{name} is empty, and it must be {wanted}.", name=name, wanted=asked)
    elif found in ("array", "object"):
        message = msg(
            "{name} must be {wanted}, and here it is {found}.", name=name, wanted=asked, found=found_kind(value)
        )
    else:
        message = msg(
            "{name} must be {wanted}, and “{value}” is {found}.",
            name=name,
            wanted=asked,
            value=shown(value),
            found=found_kind(value),
        )
    return SchemaError("EV102", pointer, message, _type_help(value, spoken) or described(schema))


def _type_help(value: object, wanted: Sequence[str]) -> Msg | None:
    found = kind_of(value)
    if found == "null":
        return None
    if "string" in wanted and found in ("integer", "number", "boolean"):
        return msg("Put it between quotation marks, so that it is read as a text.")
    if found == "string" and wanted[0] in ("integer", "number"):
        return msg("Write the number alone, without quotation marks or a unit.")
    if found == "string" and wanted[0] == "boolean":
        return msg("Write true or false, without quotation marks.")
    if wanted[0] == "array" and found != "object":
        return msg("Write each entry on a line of its own below the key, after a dash and a blank.")
    if wanted[0] == "object":
        return msg("Write its keys on lines of their own below it, indented by two blanks.")
    return None


def missing(
    pointer: str,
    key: str,
    schema: Mapping[str, Any],
    instance: object = None,
    suggestions: Suggestions | None = None,
) -> SchemaError:
    """Make the error for a key that must be there; `instance` is what lacks it, in which it may stand misspelt."""
    inner = _property(schema, key)
    where = msg("{name} has no “{key}”", name=subject(pointer), key=key) if pointer else None
    message = (
        msg("The key “{key}” is missing: {where}, and it must have one.", key=key, where=where)
        if where is not None
        else msg("The key “{key}” is missing, and every such page must have it.", key=key)
    )
    others = _others(schema, instance)
    near = (suggestions or Suggestions()).nearest(key, others) if others else None
    return SchemaError("EV101", pointer, message, _missing_help(key, inner, near), key=key, suggestion=near)


def _others(schema: Mapping[str, Any], instance: object) -> list[str]:
    """Return the keys of a post that the schema does not name: a missing one may stand there misspelt."""
    known = schema.get("properties")
    names = known if isinstance(known, Mapping) else {}
    return [name for name in instance if name not in names] if isinstance(instance, Mapping) else []


def _missing_help(key: str, inner: object, near: str | None) -> Msg:
    if near is not None:
        return msg("Did you mean “{key}” where “{near}” stands? Then write {key}.", key=key, near=near)
    text = described(inner)
    if text is None:
        return msg("Add the key “{key}” with its value.", key=key)
    return msg("Add the key “{key}” with its value. {text}", key=key, text=text)


def _property(schema: object, key: str) -> object:
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    return properties.get(key) if isinstance(properties, Mapping) else None


def unknown(
    pointer: str,
    key: str,
    schema: object,
    instance: object,
    missing_keys: Sequence[str] = (),
    suggestions: Suggestions | None = None,
) -> SchemaError:
    """Make the error for a key that the schema does not know; `missing_keys` are those that must be there and are not.

    `suggestions` are shared by the errors of one post.
    """
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    known = (
        [name for name, inner in properties.items() if inner is not False] if isinstance(properties, Mapping) else []
    )
    present: Mapping[str, object] = instance if isinstance(instance, Mapping) else {}
    near = None
    # Likeness costs the square of the length: one post has so many comparisons and no more.
    if suggestions is None or suggestions.are_left(len(missing_keys) + len(known)):
        absent = [name for name in known if name not in present]
        near = (suggestions or Suggestions()).nearest(key, [*missing_keys, *absent])
    place = subject(pointer)
    if near is not None and near in missing_keys:
        message = msg(
            "“{key}” is no key that {place} may have, and “{near}”, which it must have, is missing.",
            key=key,
            place=place,
            near=near,
        )
    elif near is not None or not known:
        message = msg("“{key}” is no key that {place} may have.", key=key, place=place)
    # As many keys as can be read at a glance.
    elif len(known) <= 8:
        message = msg(
            "“{key}” is no key that {place} may have: it knows {known}.",
            key=key,
            place=place,
            known=[msg("“{name}”", name=name) for name in known],
        )
    else:
        message = msg("“{key}” is no key that {place} may have.", key=key, place=place)
    help_text = (
        msg("Did you mean “{near}”?", near=near)
        if near is not None
        else msg("Delete it, or give it the name of a key that is known.")
    )
    return SchemaError("EV104", pointer, message, help_text, key=key, suggestion=near)


def none_of(
    pointer: str, value: object, allowed: Sequence[object], schema: object, suggestions: Suggestions | None = None
) -> SchemaError:
    """Make the error for a value that is none of those allowed; `suggestions` are shared by the errors of one post."""
    near = (suggestions or Suggestions()).nearest(value, allowed)
    name = subject(pointer)
    if not allowed:
        message = msg("{name} is “{value}”, and the schema allows no value here at all.", name=name, value=shown(value))
    elif len(allowed) == 1:
        message = msg(
            "{name} must be {choices}, and it is “{value}”.", name=name, choices=choices(allowed), value=shown(value)
        )
    else:
        message = msg(
            "{name} is “{value}”, and it must be {choices}.", name=name, value=shown(value), choices=choices(allowed)
        )
    if near is not None:
        help_text: Msg | None = msg("Did you mean “{near}”?", near=near)
    else:
        help_text = described(schema) or (
            msg("Write {choices}.", choices=choices(allowed))
            if len(allowed) == 1
            else msg("Write one of these values.")
        )
    return SchemaError("EV103", pointer, message, help_text, suggestion=near)


def wrong_format(pointer: str, value: object, formats: Sequence[str], schema: object) -> SchemaError:
    """Make the error for a text that is not written as its format asks."""
    asked = either([wanted_format(name) for name in dict.fromkeys(formats)])
    message = msg(
        "{name} must be {wanted}, and it is “{value}”.", name=subject(pointer), wanted=asked, value=shown(value)
    )
    return SchemaError("EV103", pointer, message, described(schema) or msg("Write {wanted}.", wanted=asked))


def wrong_pattern(pointer: str, value: object, pattern: object, schema: object) -> SchemaError:
    name, text = subject(pointer), described(schema)
    if text is not None:
        return SchemaError(
            "EV103", pointer, msg("“{value}” is not written as {name} must be.", value=shown(value), name=name), text
        )
    message = msg(
        "“{value}” is not written as {name} must be: it has to match the pattern {pattern}",
        value=shown(value), name=name, pattern=shown(pattern),
    )  # fmt: skip
    return SchemaError("EV103", pointer, message, msg("Write it so that it matches the pattern."))


def too_long_for_pattern(pointer: str, value: object) -> SchemaError:
    """Make the error for a text that is too long for a pattern which looks around itself."""
    message = msg(
        "{name} is too long to be judged: it has {length} characters, and the schema’s pattern, which uses look-around or "
        "refers back to a group, is tried on {limit} at most.",
        name=subject(pointer), length=len(str(value)), limit=MOST_TEXT,
    )  # fmt: skip
    return SchemaError("EV103", pointer, message, msg("Shorten it to {limit} characters at most.", limit=MOST_TEXT))
