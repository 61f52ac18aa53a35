"""What the importers share: an imported schema, and the schemas of the kinds of field that every CMS has.

What a CMS lets an author leave empty it saves as nothing, as `null` or as an empty text: an optional field takes all three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from evlint.schema.patterns import is_pattern
from evlint.schema.read import DRAFTS, NEWEST

Schema = dict[str, object]
POST_ENDINGS = frozenset(("md", "markdown", "mdown", "mkdown", "mkd", "mkdn", "mdx", "qmd", "html", "htm"))
_DEEPEST = 40  # levels of fields in fields: no form has as many


class Imported(NamedTuple):
    """The schema of one collection: its name, the files that hold its posts (globs), and the schema."""

    name: str
    files: tuple[str, ...]
    schema: Schema


class TooDeepError(ValueError):
    """Fields are nested deeper than any form is."""


def deeper(level: int) -> int:
    """Return the next level of nesting. Raises `TooDeepError` where no form goes so deep."""
    if level >= _DEEPEST:
        raise TooDeepError("fields are nested too deep")
    return level + 1


def root(properties: Schema, required: Iterable[str], comment: str, title: object = None) -> Schema:
    """Return the schema of a whole front matter; keys that the CMS does not know are its author's own, and kept."""
    schema: Schema = {"$schema": DRAFTS[NEWEST], "$comment": comment}
    if isinstance(title, str) and title:
        schema["title"] = title
    return {**schema, **mapping(properties, required)}


def mapping(properties: Schema, required: Iterable[str]) -> Schema:
    """Return the schema of a mapping with these keys."""
    schema: Schema = {"type": "object", "properties": properties}
    needed = [key for key in required if key in properties]
    if needed:
        schema["required"] = needed
    return schema


def text() -> Schema:
    """Return the schema of a line of text. A number typed without quotes is shown as text by every CMS."""
    return {"type": ["string", "number"]}


def date(*, only_text: bool = False) -> Schema:
    """Return the schema of a date; `only_text` where it is saved in a form of the site's own, which no format names."""
    return {"type": "string"} if only_text else {"type": "string", "format": "date-time"}


def choice(options: Sequence[object]) -> Schema:
    """Return the schema of one of some values, bare or under `value`, `id` or `name`; of anything where there are none."""
    values = [
        next((option[key] for key in ("value", "id", "name") if key in option), None)
        if isinstance(option, Mapping)
        else option
        for option in options
    ]
    known = [value for value in values if isinstance(value, (str, int, float, bool))]
    return {"enum": list(dict.fromkeys(known))} if known else {}


def many(items: Schema, least: object = None, most: object = None) -> Schema:
    """Return the schema of a list of these."""
    schema: Schema = {"type": "array", "items": items}
    return {**schema, **bounds("minItems", least), **bounds("maxItems", most)}


def bounds(key: str, value: object) -> Schema:
    """Return a bound where the value is a number, else nothing."""
    return {key: value} if isinstance(value, (int, float)) and not isinstance(value, bool) else {}


def pattern(schema: Schema, expression: object, why: object = None) -> Schema:
    """Return the schema with a regular expression, or with a comment where the expression cannot be used."""
    if not isinstance(expression, str) or not expression:
        return schema
    body = expression
    if len(body) > 1 and body.startswith("/") and body.rstrip("gimsuy").endswith("/"):
        flags = body[len(body.rstrip("gimsuy")) :]
        if "i" in flags:
            return commented(schema, f"The pattern {expression} is not asked: JSON Schema knows no `i`.")
        body = body.rstrip("gimsuy")[1:-1]
    if not is_pattern(body):
        return commented(schema, f"The pattern {expression} is not asked: it is no regular expression of JSON Schema.")
    schema = {**schema, "pattern": body}
    return commented(schema, why) if isinstance(why, str) and why else schema


def commented(schema: Schema, comment: str) -> Schema:
    """Return the schema with a comment more."""
    before = schema.get("$comment")
    return {
        "$comment": f"{before} {comment}" if before else comment,
        **{k: v for k, v in schema.items() if k != "$comment"},
    }


def described(schema: Schema, label: object, hint: object = None) -> Schema:
    """Return the schema with the title and the description that authors see in the CMS."""
    told: Schema = {}
    if isinstance(label, str) and label:
        told["title"] = label
    if isinstance(hint, str) and hint:
        told["description"] = hint
    return {**told, **schema}


def optional(schema: Schema) -> Schema:
    """Return the schema of a field that an author may leave empty."""
    told = {key: value for key, value in schema.items() if key in ("title", "description", "$comment")}
    inner = {key: value for key, value in schema.items() if key not in told}
    kinds, choices = inner.get("type"), inner.get("enum")
    if not inner:
        return schema
    if isinstance(choices, list):
        return {**told, "enum": list(dict.fromkeys([*choices, None, ""]))}
    if isinstance(kinds, list) and "string" in kinds and len(inner) == 1:
        return {**told, "type": list(dict.fromkeys([*kinds, "null"]))}
    if kinds in ("array", "object", "boolean"):
        return {**told, **inner, "type": [kinds, "null"]}
    # Not `anyOf`: what `else` refuses is told as it is, a missing key as a missing key.
    return {**told, "if": {"enum": [None, ""]}, "else": inner}


def entries(value: object) -> list[Mapping[str, Any]]:
    """Return the mappings of a list; whatever else stands in it is left out."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, (list, tuple)) else []


def word(value: object) -> str:
    """Return a text, or an empty one for anything else."""
    return value if isinstance(value, str) else ""
