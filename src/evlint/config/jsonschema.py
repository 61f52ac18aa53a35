"""The JSON Schema of `evlint.toml`, made from the same table that reads it: editors complete and check with it."""

from __future__ import annotations

from collections.abc import Mapping

from evlint.config.model import ROOT, Key, Table
from evlint.model.settings import Settings

DIALECT = "http://json-schema.org/draft-07/schema#"


def config_schema() -> dict[str, object]:
    """Return the schema, in the dialect that editors' TOML modes read (draft 7)."""
    return {
        "$schema": DIALECT,
        "$id": "evlint:config",
        "title": "Configuration of evlint (evlint.toml, .evlint.toml, or tool.evlint in pyproject.toml)",
        **_table(ROOT, Settings()),
    }


def _table(table: Table, defaults: object) -> dict[str, object]:
    schema: dict[str, object] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _key(key, getattr(defaults, key.field, None)) for key in table.keys},
    }
    if table.required:
        schema["required"] = list(table.required)
    return schema


def _key(key: Key, default: object) -> dict[str, object]:
    kind = key.kind
    schema: dict[str, object] = {"description": key.doc}
    if not isinstance(kind, Table):
        schema.update(kind.schema)
        if default is not None:
            schema["default"] = _plain(default)
        schema["examples"] = [key.example]
    elif kind.form == "one":
        schema.update(_table(kind, default))
    else:
        inner = _table(kind, None)
        schema["type"] = "array" if kind.form == "list" else "object"
        schema["items" if kind.form == "list" else "additionalProperties"] = inner
    return schema


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
