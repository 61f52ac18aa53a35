"""What a schema asks for at one place of the front matter: kinds of value and formats, through references and branches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evlint.model.document import escape_pointer, unescape_pointer
from evlint.schema.walk import anchors, parts, referred
from evlint.startup.namedtuple import NamedTuple

_DATES = frozenset({"date", "date-time", "unix-time"})
_MOST_SCHEMAS = 500  # parts of a schema that may hold at one place: `allOf` in `allOf` doubles them
_MOST_PLACES = 20_000  # places whose answer is kept: front matter has a few hundred

Schema = dict[str, object]


class Home(NamedTuple):
    """A key at the root that holds other keys, itself or (`is_entry`) in each entry of its list."""

    name: str
    is_entry: bool


class Lookup:
    """Answers for one schema that refers to itself only, remembered by place."""

    def __init__(self, contents: object) -> None:
        """Index the anchors of `contents`, a bundled schema: its references all lead inside it."""
        self._contents = contents
        self._anchors = anchors(contents)
        self._root = self._flat([contents])
        self._homes: dict[str, Home] | None = None
        self._known: dict[str, tuple[bool, bool]] = {}
        self._items_differ: bool | None = None  # whether an item of a list may be judged otherwise than the next one
        self._root_keys: dict[str, str] | None = None

    def wants_date(self, pointer: str) -> bool:
        """Tell whether every kind of value that may stand there (nothing aside) is a date."""
        return (self._known.get(pointer) or self._answers(pointer))[0]

    def takes_any_date(self, pointer: str) -> bool:
        """Tell whether any date that JavaScript reads may stand there: Astro exports those as dates and as a number."""
        return any(schema.get("format") == "unix-time" for schema in self._at(pointer))

    def wants_string(self, pointer: str) -> bool:
        """Tell whether a text, and nothing else (nothing at all aside), may stand there, and no date."""
        return (self._known.get(pointer) or self._answers(pointer))[1]

    def keys(self, pointer: str) -> Mapping[str, str]:
        """Return the keys that may stand in the mapping there, each with what the schema says of it ("" for nothing)."""
        if pointer:
            return self._keys(pointer)
        if self._root_keys is None:
            self._root_keys = self._keys("")  # asked for with every post
        return self._root_keys

    def _keys(self, pointer: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for schema in self._at(pointer):
            properties = schema.get("properties")
            for name, inner in properties.items() if isinstance(properties, dict) else ():
                found[name] = found.get(name) or _said_of(inner)
        return found

    def required(self, pointer: str) -> frozenset[str]:
        """Return the keys that must stand in the mapping there; those that only some branch asks for are not among them."""
        found: set[str] = set()
        for schema in self._at(pointer, is_sure=True):
            listed = schema.get("required")
            found.update(name for name in listed if isinstance(name, str)) if isinstance(listed, list) else ()
        return frozenset(found)

    def said(self, pointer: str) -> str:
        """Return what the schema says of a place in words ("" for nothing)."""
        return next((said for schema in self._at(pointer) if (said := _said_of(schema))), "")

    def kinds(self, pointer: str) -> list[str]:
        """Return the kinds of value that may stand there, in JSON Schema's words, or "date" for a text that is a date."""
        found: dict[str, None] = {}
        for schema in self._at(pointer):
            types = schema.get("type")
            is_date = schema.get("format") in _DATES
            for name in types if isinstance(types, list) else [types]:
                if isinstance(name, str):
                    found["date" if is_date and name in ("string", "integer") else name] = None
        return list(found)

    def homes(self) -> dict[str, Home]:
        """Return for each key that may stand one level down where that is: it may have lost its indentation."""
        if self._homes is None:
            self._homes = {}
            for name in self.keys(""):
                part = f"/{escape_pointer(name)}"
                for pointer, is_entry in ((f"{part}/0", True), (part, False)):
                    for key in self.keys(pointer):
                        self._homes.setdefault(key, Home(name, is_entry))
        return self._homes

    def values(self, pointer: str) -> list[object]:
        """Return the values that the schema lists for this place: of `enum` and `const`, and the two of a boolean."""
        found: list[object] = []
        for schema in self._at(pointer):
            listed = schema.get("enum")
            found += listed if isinstance(listed, list) else []
            found += [schema["const"]] if "const" in schema else []
            types = schema.get("type")
            if types == "boolean" or (isinstance(types, list) and "boolean" in types):
                found += [True, False]
        return list({repr(one): one for one in found}.values())

    def _answers(self, pointer: str) -> tuple[bool, bool]:
        """Work out what a place is asked for, and remember it."""
        if len(self._known) >= _MOST_PLACES:
            self._known.clear()
        first = pointer
        if any(char.isdigit() for char in pointer):
            if self._items_differ is None:
                self._items_differ = any(_tells_items_apart(part.schema) for part in parts(self._contents))
            if not self._items_differ:
                first = "/".join(["0" if part.isdecimal() else part for part in pointer.split("/")])
        found = self._known.get(first)
        if found is None:
            found = self._known[first] = _judged(self._at(first))
        self._known[pointer] = found
        return found

    def _at(self, pointer: str, *, is_sure: bool = False) -> list[Schema]:
        """Return every schema that has a say about a place; where `is_sure`, at its end only those that hold always."""
        found = self._root if pointer or not is_sure else self._flat([self._contents], is_sure=True)
        parts = pointer.split("/")[1:]
        for index, part in enumerate(parts, 1):
            found = self._flat(list(_inner(found, unescape_pointer(part))), is_sure=is_sure and index == len(parts))
            if not found:
                break
        return found

    def _flat(self, waiting: list[object], *, is_sure: bool = False) -> list[Schema]:
        """Follow references and branches (`allOf` alone where `is_sure`): every schema that has a say, each once."""
        found: dict[int, Schema] = {}
        while waiting and len(found) < _MOST_SCHEMAS:
            schema = waiting.pop()
            if not isinstance(schema, dict) or id(schema) in found:
                continue
            found[id(schema)] = schema
            target = schema.get("$ref")
            if isinstance(target, str):
                waiting.append(referred(self._contents, target, self._anchors))
            for key in ("allOf",) if is_sure else ("allOf", "anyOf", "oneOf"):
                several = schema.get(key)
                if isinstance(several, list):
                    waiting += several
            waiting += [schema[key] for key in ("then", "else") if key in schema and not is_sure]
        return list(found.values())


def _tells_items_apart(schema: Schema) -> bool:
    """Tell whether a schema asks other things of one item of a list than of another, or names a key that is a number."""
    properties = schema.get("properties")
    named = isinstance(properties, dict) and any(name.isdecimal() for name in properties)
    return named or "prefixItems" in schema or isinstance(schema.get("items"), list)


def _said_of(schema: object) -> str:
    if not isinstance(schema, dict):
        return ""
    said = schema.get("description") or schema.get("title")
    return said if isinstance(said, str) else ""


def _inner(places: list[Schema], part: str) -> Iterator[object]:
    for schema in places:
        properties = schema.get("properties")
        if isinstance(properties, dict) and part in properties:
            yield properties[part]
        elif isinstance(schema.get("additionalProperties"), dict):
            yield schema["additionalProperties"]
        if part.isdecimal():
            items = schema.get("items")
            listed = schema.get("prefixItems", items if isinstance(items, list) else None)
            if isinstance(listed, list) and int(part) < len(listed):
                yield listed[int(part)]
            elif isinstance(items, dict):
                yield items


def _judged(places: list[Schema]) -> tuple[bool, bool]:
    kinds: set[str] = set()
    for schema in places:
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
