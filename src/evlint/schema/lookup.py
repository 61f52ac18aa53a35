"""What a schema asks for at one place of the front matter: kinds of value and formats, through references and branches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from evlint.schema.places import unescape

_DATES = frozenset({"date", "date-time", "unix-time"})
_MOST_SCHEMAS = 500

Resolve = Callable[[str, str], tuple[object, str] | None]


class At(NamedTuple):
    """A schema, with the address of the file that it stands in."""

    schema: dict[str, object]
    uri: str


class Lookup:
    """Answers for one schema, remembered by place."""

    def __init__(self, contents: object, uri: str, resolve: Resolve) -> None:
        """Take a schema, its address, and a function from an address and a reference to what that leads to."""
        self._resolve = resolve
        self._root = self._flat([(contents, uri)])
        self._known: dict[str, tuple[bool, bool]] = {}

    def wants_date(self, pointer: str) -> bool:
        """Tell whether every kind of value that may stand there (nothing aside) is a date."""
        return self._answers(pointer)[0]

    def wants_string(self, pointer: str) -> bool:
        """Tell whether a text, and nothing else (nothing at all aside), may stand there, and no date."""
        return self._answers(pointer)[1]

    def _answers(self, pointer: str) -> tuple[bool, bool]:
        place = "/".join("#" if part.isdecimal() else part for part in pointer.split("/"))
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = _judged(self._at(pointer))
        return known

    def _at(self, pointer: str) -> list[At]:
        found = self._root
        for part in pointer.split("/")[1:]:
            found = self._flat(list(_inner(found, unescape(part))))
            if not found:
                break
        return found

    def _flat(self, waiting: list[tuple[object, str]]) -> list[At]:
        """Follow references and branches: every schema that has a say about a value, each once."""
        found: dict[int, At] = {}
        while waiting and len(found) < _MOST_SCHEMAS:
            schema, uri = waiting.pop()
            if not isinstance(schema, dict) or id(schema) in found:
                continue
            found[id(schema)] = At(schema, uri)
            target = schema.get("$ref")
            if isinstance(target, str):
                resolved = self._resolve(uri, target)
                if resolved is not None:
                    waiting.append(resolved)
            for key in ("allOf", "anyOf", "oneOf"):
                several = schema.get(key)
                if isinstance(several, list):
                    waiting += [(one, uri) for one in several]
            waiting += [(schema[key], uri) for key in ("then", "else") if key in schema]
        return list(found.values())


def _inner(places: list[At], part: str) -> Iterator[tuple[object, str]]:
    for schema, uri in places:
        properties = schema.get("properties")
        if isinstance(properties, dict) and part in properties:
            yield properties[part], uri
        elif isinstance(schema.get("additionalProperties"), dict):
            yield schema["additionalProperties"], uri
        if part.isdecimal():
            items = schema.get("items")
            listed = schema.get("prefixItems", items if isinstance(items, list) else None)
            if isinstance(listed, list) and int(part) < len(listed):
                yield listed[int(part)], uri
            elif isinstance(items, dict):
                yield items, uri


def _judged(places: list[At]) -> tuple[bool, bool]:
    kinds: set[str] = set()
    for schema, _ in places:
        types = schema.get("type")
        named = types if isinstance(types, list) else [types] if isinstance(types, str) else []
        known = schema.get("format")
        is_date = known in _DATES
        kinds |= {
            "date" if is_date and name in ("string", "integer") else name for name in named if isinstance(name, str)
        }
        if is_date and not named:
            kinds.add("date")
        if not named and ("enum" in schema or "const" in schema):
            kinds.add("value")
    kinds.discard("null")
    if "date" in kinds:
        kinds.discard("integer")
    return kinds == {"date"}, kinds == {"string"}
