"""Decap CMS and Sveltia CMS: the `collections` of `config.yml`, by their documented widgets.

A field is required unless it says `required: false`, as both do. Sveltia's `keyvalue`, `uuid` and `compute` are read too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evlint.schema.importers import fields as f
from evlint.schema.importers.fields import Imported, Schema

_FRONT_MATTER = ("frontmatter", "yaml-frontmatter", "toml-frontmatter", "json-frontmatter")
# Letters of a date format that begins with year, month and day in figures: what it writes is ISO 8601 enough.
_ISO_BEGINNINGS = ("YYYY-MM-DD", "yyyy-MM-dd", "YYYY-MM-ddT")
_TEXT_WIDGETS = frozenset(("string", "text", "markdown", "richtext", "color", "uuid", "map", "compute", "code"))


def read(data: Mapping[str, Any]) -> list[Imported]:
    """Return the schema of each collection that holds posts with front matter."""
    found: list[Imported] = []
    locales = _locales(data)
    for collection in f.entries(data.get("collections")):
        name = f.word(collection.get("name")) or f.word(collection.get("label")) or "posts"
        own = {**_mapping(data.get("i18n")), **_mapping(collection.get("i18n"))} if collection.get("i18n") else {}
        nested = locales if own.get("structure") == "single_file" else ()
        if f.word(collection.get("folder")):
            if _holds_posts(collection):
                files = (_below(collection["folder"]) + "/**",)
                found.append(Imported(name, files, _schema(collection, nested)))
            continue
        for file in f.entries(collection.get("files")):
            path = f.word(file.get("file"))
            if path.rpartition(".")[2].lower() in f.POST_ENDINGS:
                inner = f.word(file.get("name")) or path
                found.append(Imported(f"{name}/{inner}", (_below(path),), _schema(file, nested)))
    return found


def _holds_posts(collection: Mapping[str, Any]) -> bool:
    form = f.word(collection.get("format"))
    ending = f.word(collection.get("extension")).lstrip(".").lower()
    return form in _FRONT_MATTER or (not form and (not ending or ending in f.POST_ENDINGS))


def _below(path: str) -> str:
    return path.replace("{{locale}}", "*").replace("{{slug}}", "*").strip("/")


def _locales(data: Mapping[str, Any]) -> tuple[str, ...]:
    named = _mapping(data.get("i18n")).get("locales")
    return tuple(one for one in named if isinstance(one, str)) if isinstance(named, list) else ()


def _schema(collection: Mapping[str, Any], locales: tuple[str, ...]) -> Schema:
    properties, required = _fields(collection.get("fields"), 0, whole=True)
    comment = "Read from the CMS's configuration. It says nothing of keys that the CMS does not have."
    if locales:
        comment += " Each language has its own mapping in the post."
        inner = f.mapping(properties, required)
        return f.root(dict.fromkeys(locales, inner), (), comment, collection.get("label"))
    return f.root(properties, required, comment, collection.get("label"))


def _fields(value: object, level: int, *, whole: bool = False) -> tuple[Schema, list[str]]:
    """Return the schemas of fields by name, and which of them must be there; the body of a post is no key of it."""
    properties: Schema = {}
    required: list[str] = []
    for field in f.entries(value):
        name = f.word(field.get("name"))
        if not name or (whole and name == "body"):
            continue
        schema = f.described(_field(field, f.deeper(level)), field.get("label"), field.get("hint"))
        must = field.get("required", True) is not False and field.get("widget") not in ("hidden", "compute")
        if must and "condition" not in field:
            required.append(name)
        else:
            schema = f.optional(schema)
        properties[name] = schema
    return properties, required


def _field(field: Mapping[str, Any], level: int) -> Schema:
    widget = field.get("widget", "string")
    if widget == "boolean":
        return {"type": "boolean"}
    if widget in ("date", "datetime"):
        return _date(field)
    if widget == "number":
        return _number(field)
    if widget == "select":
        return _several(field, f.choice(_list(field.get("options"))))
    if widget == "relation":
        held = f.word(field.get("collection"))
        one: Schema = {"type": ["string", "number", "boolean"]}
        return f.commented(_several(field, one), f"It names an entry of “{held}”: whether that is there is not asked.")
    if widget in ("image", "file"):
        media = _mapping(field.get("media_library"))
        multiple = field.get("multiple") or _mapping(media.get("config")).get("multiple")
        return f.many(f.text()) if multiple is True else {"type": ["string", "array"]} if media else f.text()
    if widget == "list":
        return _list_of(field, level)
    if widget == "object":
        if "types" in field:
            return _typed(field, level)
        return f.mapping(*_fields(field.get("fields"), level))
    if widget == "keyvalue":
        return {"type": "object", "additionalProperties": f.text()}
    if widget == "code" and field.get("output_code_only") is not True:
        return {"type": ["string", "object"]}
    if widget in _TEXT_WIDGETS:
        expression = field.get("pattern")
        if isinstance(expression, list) and expression:
            return f.pattern(f.text(), expression[0], expression[1] if len(expression) > 1 else None)
        return f.text()
    if widget == "hidden":
        return {"$comment": "A hidden field: its value is not asked."}
    return {"$comment": f"The widget “{widget}” is not one of the CMS's own: its values are not asked."}


def _date(field: Mapping[str, Any]) -> Schema:
    form = field.get("format")
    if isinstance(form, str) and form and not form.startswith(_ISO_BEGINNINGS):
        return f.commented(f.date(only_text=True), f"It is saved as {form}, which JSON Schema has no format for.")
    return f.date()


def _number(field: Mapping[str, Any]) -> Schema:
    kind = f.word(field.get("value_type", field.get("valueType")))
    kinds: object = {"int": "integer", "float": "number"}.get(kind, ["number", "string"])
    return {"type": kinds, **f.bounds("minimum", field.get("min")), **f.bounds("maximum", field.get("max"))}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _several(field: Mapping[str, Any], one: Schema) -> Schema:
    return f.many(one, field.get("min"), field.get("max")) if field.get("multiple") is True else one


def _list_of(field: Mapping[str, Any], level: int) -> Schema:
    if "types" in field:
        items = _typed(field, level)
    elif "fields" in field:
        items = f.mapping(*_fields(field.get("fields"), level))
    elif isinstance(field.get("field"), Mapping):
        items = _field(field["field"], f.deeper(level))
        if field["field"].get("required", True) is False:
            items = f.optional(items)
    else:
        items = f.text()
    return f.many(items, field.get("min"), field.get("max"))


def _typed(field: Mapping[str, Any], level: int) -> Schema:
    """Return the schema of an object that is one of several kinds, told apart by a key."""
    key = f.word(field.get("typeKey", field.get("type_key"))) or "type"
    forms: list[object] = []
    for kind in f.entries(field.get("types")):
        properties, required = _fields(kind.get("fields"), level)
        properties[key] = {"const": f.word(kind.get("name"))}
        forms.append(f.mapping(properties, [key, *required]))
    return {"anyOf": forms} if forms else {"type": "object"}


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
