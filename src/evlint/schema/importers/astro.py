"""Astro: the JSON Schema of a content collection that it writes, `.astro/collections/NAME.schema.json`.

It is a schema already. What is changed: a date, for which Astro writes three forms, may be whatever Astro reads as a date
(`Jul 08 2022` too: `z.coerce.date()` takes it, and evlint's own rules of dates judge what it says).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evlint.schema.importers import fields as f
from evlint.schema.importers.fields import Imported, Schema
from evlint.schema.read import DRAFTS, NEWEST

_ENDING = ".schema.json"


def knows(name: str, data: Mapping[str, Any]) -> bool:
    """Tell whether this is a schema that Astro wrote: one definition, and a reference to it."""
    held = data.get("definitions", data.get("$defs"))
    whole = isinstance(data.get("properties"), Mapping) and name.endswith(_ENDING)
    return whole or (isinstance(held, Mapping) and isinstance(data.get("$ref"), str))


def read(data: Mapping[str, Any]) -> list[Imported]:
    """Return the one schema, under the collection's name."""
    name = f.word(data.get("")).removesuffix(_ENDING) or "posts"
    whole = {key: value for key, value in data.items() if key not in ("", "$schema")}
    target = f.word(data.get("$ref")).rpartition("/")[2]
    for holder in ("definitions", "$defs"):
        held = whole.get(holder)
        if isinstance(held, Mapping) and isinstance(held.get(target), Mapping):
            rest = {key: value for key, value in held.items() if key != target}
            whole = {**held[target], **({"$defs": rest} if rest else {})}
            name = target
            break
    schema = _eased(whole, 0)
    if not isinstance(schema, dict):
        return []
    comment = "From the schema that Astro wrote. Checks in code (`refine`, `transform`, `reference`) are not in it."
    return [Imported(name, (f"src/content/{name}/**",), {"$schema": DRAFTS[NEWEST], "$comment": comment, **schema})]


def _eased(value: object, level: int) -> object:
    """Return a schema with its dates eased and its references to `#/definitions/` led to `#/$defs/`."""
    if isinstance(value, list):
        return [_eased(one, f.deeper(level)) for one in value]
    if not isinstance(value, Mapping):
        return (
            value.replace("#/definitions/", "#/$defs/")
            if isinstance(value, str) and value.startswith("#/def")
            else value
        )
    forms = value.get("anyOf")
    if isinstance(forms, list) and _is_date(forms):
        others: list[Schema] = [one for one in forms if not _is_form_of_date(one)]
        date: Schema = {"type": ["string", "integer"], "$comment": "A date, in any form that Astro reads."}
        told = {key: inner for key, inner in value.items() if key != "anyOf"}
        return {**told, **date} if not others else {**told, "anyOf": [date, *others]}
    return {key: _eased(inner, f.deeper(level)) for key, inner in value.items()}


def _is_date(forms: list[Any]) -> bool:
    return sum(1 for one in forms if _is_form_of_date(one)) >= 2


def _is_form_of_date(form: object) -> bool:
    return isinstance(form, Mapping) and form.get("format") in ("date-time", "date", "unix-time")
