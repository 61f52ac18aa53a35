"""Tina: the schema that it generates, `_schema.json` or the `schema` of `tina-lock.json`; required is what says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evlint.schema.importers import fields as f
from evlint.schema.importers.fields import Imported, Schema


def knows(data: Mapping[str, Any]) -> bool:
    """Tell whether this is a schema that Tina generated: each collection has a path, and fields or templates."""
    collections = f.entries(data.get("collections"))
    return bool(collections) and all("path" in one and ("fields" in one or "templates" in one) for one in collections)


def read(data: Mapping[str, Any]) -> list[Imported]:
    """Return the schema of each collection of Markdown or MDX."""
    found: list[Imported] = []
    for collection in f.entries(data.get("collections")):
        form = f.word(collection.get("format")) or "md"
        if form not in ("md", "mdx", "markdown"):
            continue
        path = f.word(collection.get("path")).strip("/")
        files = f"{path}/**/*.{form}".lstrip("/")
        comment = "Read from the schema that Tina generated. It says nothing of keys that Tina does not have."
        found.append(Imported(f.word(collection.get("name")) or path, (files,), _schema(collection, comment)))
    return found


def _schema(collection: Mapping[str, Any], comment: str) -> Schema:
    templates = f.entries(collection.get("templates"))
    if not templates:
        properties, required = _fields(collection.get("fields"), 0)
        return f.root(properties, required, comment, collection.get("label"))
    whole = f.root({}, (), comment, collection.get("label"))
    del whole["properties"]
    return {**whole, "anyOf": _forms(templates, 0)}


def _forms(templates: list[Mapping[str, Any]], level: int) -> list[object]:
    forms: list[object] = []
    for template in templates:
        properties, required = _fields(template.get("fields"), f.deeper(level))
        key = f.word(template.get("templateKey")) or "_template"
        properties[key] = {"const": f.word(template.get("nameOverride")) or f.word(template.get("name"))}
        forms.append(f.mapping(properties, [key, *required]))
    return forms


def _fields(value: object, level: int) -> tuple[Schema, list[str]]:
    properties: Schema = {}
    required: list[str] = []
    for field in f.entries(value):
        name = f.word(field.get("nameOverride")) or f.word(field.get("name"))
        if not name or field.get("isBody") is True:
            continue
        schema = f.described(_field(field, f.deeper(level)), field.get("label"), field.get("description"))
        if field.get("required") is True:
            required.append(name)
        else:
            schema = f.optional(schema)
        properties[name] = schema
    return properties, required


def _field(field: Mapping[str, Any], level: int) -> Schema:
    one = _one(field, level)
    if field.get("list") is not True:
        return one
    shown = field.get("ui")
    limits = shown if isinstance(shown, Mapping) else {}
    return f.many(one, limits.get("min"), limits.get("max"))


def _one(field: Mapping[str, Any], level: int) -> Schema:
    options = field.get("options")
    if isinstance(options, list) and options:
        return f.choice(options)
    match field.get("type"):
        case "boolean":
            return {"type": "boolean"}
        case "number":
            return {"type": "number"}
        case "datetime":
            return f.date()
        case "object":
            templates = f.entries(field.get("templates"))
            if templates:
                return {"anyOf": _forms(templates, level)}
            return f.mapping(*_fields(field.get("fields"), level))
        case "reference":
            return f.commented(f.text(), "It names another document: whether that is there is not asked.")
        case "string" | "image" | "password":
            return f.text()
        case "rich-text":
            return {"type": ["string", "object"]}
        case other:
            return {"$comment": f"The type “{other}” is not one of Tina's own: its values are not asked."}
