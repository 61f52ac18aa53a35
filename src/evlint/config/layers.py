"""A configuration that extends others: the files that hold together, the one that is read first at the head.

Tables are merged key by key, everything else is replaced by the file that is read later. Patterns and folders of a site hold
from the folder of the last file, whichever says them; a schema, which ships with the file that names it, from that one's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from posixpath import isabs, join, normpath, relpath

from evlint.config.errors import base_trail
from evlint.config.read import EXTENDS, custom_names, parse_toml, settings_of, table_of
from evlint.model.settings import Settings
from evlint.startup.namedtuple import NamedTuple

_ANYWHERE = 1_000  # folders up: each file was held to its own bound before, and what is read asks the tree


class Layer(NamedTuple):
    """One file of a configuration: its name in messages, its text, and its folder (real, with `/`)."""

    file: str
    text: str
    folder: str

    @property
    def table(self) -> Mapping[str, object]:
        """Evlint's own table of it."""
        text = self.text.removeprefix("\ufeff")
        table = table_of(parse_toml(text, self.file), self.file)
        return table if isinstance(table, Mapping) else {}

    @property
    def has_schemas(self) -> bool:
        """Whether it names schemas that are files."""
        return any(_is_file(one.get("schema")) for one in _collections(self.table))


def settings_of_layers(layers: Sequence[Layer], *, root: str, here: str) -> Settings:
    """Return what the files say together. Each of them was read alone before, and is sound."""
    last = layers[-1]
    data: Mapping[str, object] = {}
    for layer in layers:
        data = _merged(data, _moved(layer, last.folder))
    names = names_of_rules(layers)
    trail = base_trail(last.file)
    return settings_of(data, file=last.file, trail=trail, root=root, here=here, above=_ANYWHERE, custom=names)


def names_of_rules(layers: Sequence[Layer]) -> frozenset[str]:
    """Return the names of the rules that the files bring."""
    return frozenset(name for layer in layers for name in custom_names(layer.table))


def _merged(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    merged = {name: value for name, value in below.items() if name != EXTENDS}
    for name, value in above.items():
        known = merged.get(name)
        merged[name] = _merged(known, value) if isinstance(known, Mapping) and isinstance(value, Mapping) else value
    return merged


def _moved(layer: Layer, folder: str) -> dict[str, object]:
    """Return the table of a file with its schemas as seen from another folder."""
    table = dict(layer.table)
    if layer.folder != folder and layer.has_schemas:
        way = relpath(layer.folder, folder)
        table["collection"] = [
            {**one, "schema": normpath(join(way, str(one["schema"])))} if _is_file(one.get("schema")) else one
            for one in _collections(table)
        ]
    return table


def _collections(table: Mapping[str, object]) -> list[Mapping[str, object]]:
    found = table.get("collection")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _is_file(schema: object) -> bool:
    """Tell whether the schema of a collection is a file, not the name of a built-in one."""
    return isinstance(schema, str) and ("/" in schema or "." in schema) and not isabs(schema)
