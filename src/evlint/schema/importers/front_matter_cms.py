"""Front Matter CMS (the extension of VS Code): the content types of `frontmatter.json`, with its groups of fields.

Its settings are one key each, `frontMatter.taxonomy.contentTypes`, or nested mappings that mean the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evlint.schema.importers import fields as f
from evlint.schema.importers.fields import Imported, Schema

_TYPES = "frontMatter.taxonomy.contentTypes"
_FOLDERS = "frontMatter.content.pageFolders"
_NO_KEYS = frozenset(("divider", "heading"))
_TERMS = frozenset(("tags", "categories", "taxonomy"))


def knows(data: Mapping[str, Any]) -> bool:
    """Tell whether this is a configuration of Front Matter CMS."""
    return any(key.startswith("frontMatter") for key in data)


def read(data: Mapping[str, Any]) -> list[Imported]:
    """Return the schema of each content type; its files are the folders that take that type."""
    groups = {f.word(one.get("id")): one for one in f.entries(_setting(data, "frontMatter.taxonomy.fieldGroups"))}
    draft = _setting(data, "frontMatter.content.draftField")
    reading = _Reading(groups, draft if isinstance(draft, Mapping) else {})
    folders = f.entries(_setting(data, _FOLDERS))
    found: list[Imported] = []
    kinds = f.entries(_setting(data, _TYPES))
    for kind in kinds:
        name = f.word(kind.get("name")) or "default"
        if kind.get("fileType") is not None and f.word(kind["fileType"]).lstrip(".") not in f.POST_ENDINGS:
            continue
        properties, required = reading.fields(kind.get("fields"), 0)
        comment = "Read from Front Matter CMS's configuration. It says nothing of keys that the CMS does not have."
        schema = f.root(properties, required, comment, kind.get("title") or name)
        found.append(Imported(name, _files(name, folders, is_only=len(kinds) == 1), schema))
    return found


def _setting(data: Mapping[str, Any], key: str) -> object:
    if key in data:
        return data[key]
    value: object = data
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _files(name: str, folders: list[Mapping[str, Any]], *, is_only: bool) -> tuple[str, ...]:
    """Return what takes a type: the folders that name it; those that name none take `default`, or the only type there is."""
    globs: list[str] = []
    for folder in folders:
        named = folder.get("contentTypes")
        path = f.word(folder.get("path")).replace("[[workspace]]", "").strip("/")
        taken = name in named if isinstance(named, list) else is_only or name == "default"
        if path and taken:
            globs.append(f"{path}/**")
    return tuple(globs)


class _Reading:
    """Reads fields, which may name groups of fields."""

    def __init__(self, groups: Mapping[str, Mapping[str, Any]], draft: Mapping[str, Any]) -> None:
        self._groups = groups
        self._draft = draft

    def fields(self, value: object, level: int) -> tuple[Schema, list[str]]:
        """Return the schemas of fields by key, and which must be there."""
        properties: Schema = {}
        required: list[str] = []
        for field in f.entries(value):
            name = f.word(field.get("name"))
            if not name or field.get("type") in _NO_KEYS:
                continue
            schema = f.described(self._field(field, f.deeper(level)), field.get("title"), field.get("description"))
            if field.get("required") is True and "when" not in field:
                required.append(name)
            else:
                schema = f.optional(schema)
            properties[name] = schema
        return properties, required

    def _field(self, field: Mapping[str, Any], level: int) -> Schema:
        kind = field.get("type", "string")
        if kind in _TERMS:
            limit = field.get("limit", field.get("taxonomyLimit"))
            one = f.text()
            several = f.many(one, None, limit if isinstance(limit, int) and limit > 0 else None)
            return {"anyOf": [several, one]}
        if kind in ("string", "slug", "customField"):
            return (
                f.text()
                if kind != "customField"
                else {"$comment": "A field of the site's own: its values are not asked."}
            )
        if kind == "number":
            return self._number(field)
        if kind == "datetime":
            return self._date(field)
        if kind == "boolean":
            return {"type": "boolean"}
        if kind == "draft":
            values = self._draft.get("choices")
            if self._draft.get("type") == "choice" and isinstance(values, list):
                return f.choice(values)
            return {"type": "boolean"}
        if kind in ("image", "file"):
            return f.many(f.text()) if field.get("multiple") is True else f.text()
        if kind in ("choice", "contentRelationship", "dataFile"):
            return self._choice(kind, field)
        if kind == "list":
            return f.many(f.text())
        if kind == "fields":
            return f.mapping(*self.fields(field.get("fields"), level))
        if kind in ("block", "fieldCollection"):
            return self._groups_of(kind, field, level)
        return {"$comment": f"The type “{kind}” says nothing of its values: they are not asked."}

    @staticmethod
    def _number(field: Mapping[str, Any]) -> Schema:
        options = field.get("numberOptions")
        told = options if isinstance(options, Mapping) else {}
        kind = "number" if told.get("isDecimal") is True else "integer"
        return {"type": kind, **f.bounds("minimum", told.get("min")), **f.bounds("maximum", told.get("max"))}

    @staticmethod
    def _date(field: Mapping[str, Any]) -> Schema:
        form = f.word(field.get("dateFormat"))
        if form and not form.startswith("yyyy-MM-dd"):
            return f.commented(f.date(only_text=True), f"It is saved as {form}, which JSON Schema has no format for.")
        return f.date()

    @staticmethod
    def _choice(kind: str, field: Mapping[str, Any]) -> Schema:
        choices = field.get("choices")
        listed = choices if isinstance(choices, list) else []
        one = f.choice(listed) if kind == "choice" else f.text()
        schema = f.many(one) if field.get("multiple") is True else one
        return schema if kind == "choice" else f.commented(schema, "Whether what it names is there is not asked.")

    def _groups_of(self, kind: str, field: Mapping[str, Any], level: int) -> Schema:
        named = field.get("fieldGroup")
        names = [named] if isinstance(named, str) else named if isinstance(named, list) else []
        forms = [
            f.mapping(*self.fields(self._groups[name].get("fields"), level)) for name in names if name in self._groups
        ]
        one: Schema = forms[0] if len(forms) == 1 else {"anyOf": [*forms]} if forms else {"type": "object"}
        return f.many(one) if kind == "block" else one
