"""Pages CMS: the `content` of `.pages.yml`, with its reusable `components`. A field is required where it says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evlint.schema.importers import fields as f
from evlint.schema.importers.fields import Imported, Schema

_FRONT_MATTER = ("", "yaml-frontmatter", "toml-frontmatter", "json-frontmatter")
_ISO_BEGINNING = "yyyy-MM-dd"


def read(data: Mapping[str, Any]) -> list[Imported]:
    """Return the schema of each collection and file of posts with front matter; groups are looked into."""
    components = data.get("components")
    known = components if isinstance(components, Mapping) else {}
    return [one for entry in f.entries(data.get("content")) for one in _entry(entry, known, 0)]


def _entry(entry: Mapping[str, Any], components: Mapping[str, Any], level: int) -> list[Imported]:
    if entry.get("type") == "group":
        inner = f.entries(entry.get("items"))
        return [one for item in inner for one in _entry(item, components, f.deeper(level))]
    path = f.word(entry.get("path")).strip("/")
    named = path if entry.get("type") == "file" else f.word(entry.get("filename"))
    ending = (f.word(entry.get("extension")) or _ending(named)).lower()
    if f.word(entry.get("format")) not in _FRONT_MATTER or (ending and ending not in f.POST_ENDINGS):
        return []
    if "fields" not in entry:
        return []
    properties, required = _fields(entry.get("fields"), components, 0, whole=True)
    comment = "Read from .pages.yml. It says nothing of keys that Pages CMS does not have."
    name = f.word(entry.get("name")) or path
    files = (path if entry.get("type") == "file" else f"{path}/**".lstrip("/"),)
    return [Imported(name, files, f.root(properties, required, comment, entry.get("label")))]


def _ending(name: str) -> str:
    return name.rpartition(".")[2] if "." in name else ""


def _fields(
    value: object, components: Mapping[str, Any], level: int, *, whole: bool = False
) -> tuple[Schema, list[str]]:
    properties: Schema = {}
    required: list[str] = []
    for typed in f.entries(value):
        field = _filled(typed, components)
        name = f.word(field.get("name"))
        if not name or (whole and name == "body"):
            continue
        schema = f.described(_field(field, components, f.deeper(level)), field.get("label"), field.get("description"))
        if field.get("required") is True:
            required.append(name)
        else:
            schema = f.optional(schema)
        properties[name] = schema
    return properties, required


def _filled(field: Mapping[str, Any], components: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a field with what the component that it names says of it; the field's own words win."""
    component = components.get(f.word(field.get("component")))
    return {**component, **field} if isinstance(component, Mapping) else field


def _field(field: Mapping[str, Any], components: Mapping[str, Any], level: int) -> Schema:
    one = _one(field, components, level)
    several = field.get("list")
    if several is True or isinstance(several, Mapping):
        limits = several if isinstance(several, Mapping) else {}
        return f.many(one, limits.get("min"), limits.get("max"))
    return one


def _one(field: Mapping[str, Any], components: Mapping[str, Any], level: int) -> Schema:
    options = field.get("options")
    chosen: Mapping[str, Any] = options if isinstance(options, Mapping) else {}
    match field.get("type", "string"):
        case "boolean":
            return {"type": "boolean"}
        case "number":
            return {
                "type": "number",
                **f.bounds("minimum", chosen.get("min")),
                **f.bounds("maximum", chosen.get("max")),
            }
        case "date":
            form = f.word(chosen.get("format"))
            if form and not form.startswith(_ISO_BEGINNING):
                return f.commented(
                    f.date(only_text=True), f"It is saved as {form}, which JSON Schema has no format for."
                )
            return f.date()
        case "select":
            values = chosen.get("values")
            listed = values if isinstance(values, list) else []
            one = f.choice(listed)
            if chosen.get("creatable") is True:
                one = f.commented(f.text(), "Other values than those of the list are welcome.")
            return _several(chosen, one)
        case "reference":
            held = f.word(chosen.get("collection"))
            one = {"type": ["string", "number"]}
            return f.commented(
                _several(chosen, one), f"It names an entry of “{held}”: whether that is there is not asked."
            )
        case "image" | "file":
            return _several(chosen, f.text())
        case "object":
            return f.mapping(*_fields(field.get("fields"), components, level))
        case "block":
            key = f.word(field.get("blockKey")) or "_block"
            forms: list[object] = []
            for block in f.entries(field.get("blocks")):
                filled = _filled(block, components)
                properties, required = _fields(filled.get("fields"), components, level)
                properties[key] = {"const": f.word(filled.get("name"))}
                forms.append(f.mapping(properties, [key, *required]))
            return {"anyOf": forms} if forms else {"type": "object"}
        case "string" | "text" | "rich-text" | "code" | "uuid":
            return _text(field, chosen)
        case other:
            return {"$comment": f"The type “{other}” is not one of Pages CMS's own: its values are not asked."}


def _several(chosen: Mapping[str, Any], one: Schema) -> Schema:
    multiple = chosen.get("multiple")
    if multiple is True or isinstance(multiple, Mapping):
        limits = multiple if isinstance(multiple, Mapping) else chosen
        return f.many(one, limits.get("min"), limits.get("max"))
    return one


def _text(field: Mapping[str, Any], chosen: Mapping[str, Any]) -> Schema:
    schema = {
        **f.text(),
        **f.bounds("minLength", chosen.get("minlength", chosen.get("minLength"))),
        **f.bounds("maxLength", chosen.get("maxlength", chosen.get("maxLength"))),
    }
    expression = field.get("pattern")
    if isinstance(expression, Mapping):
        return f.pattern(schema, expression.get("regex"), expression.get("message"))
    return f.pattern(schema, expression)
