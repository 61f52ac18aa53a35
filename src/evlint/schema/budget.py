"""How much work a schema asks for, counted before it is done: whoever writes a schema may be nobody that we know.

Forty definitions of which each refers twice to the one before it are 3 kB, and 2^40 steps for any validator. So the steps
are counted first, each part of the schema once: an answer takes as long as its parts are many. A pattern that looks around
itself may look at a text again for each of its characters, so that such a pattern gets short texts only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evlint.schema import MOST_TEXT
from evlint.schema.patterns import looks_around
from evlint.schema.walk import REFERENCES, anchors, parts, referred

_INNER = ("not", "if", "then", "else", "propertyNames", "contains", "contentSchema")
_LISTS = ("allOf", "anyOf", "oneOf")
_NEEDS = ("dependentSchemas", "dependencies")
_OF_VALUES = ("additionalProperties", "unevaluatedProperties")
_OF_ITEMS = ("items", "prefixItems", "additionalItems", "unevaluatedItems", "contains")
_TWICE = ("unevaluatedProperties", "unevaluatedItems")  # they ask the other keywords once more

Schema = Mapping[str, Any]


class Work:
    """The work of one schema that refers to itself only. `parts` counts it written out; None: it goes round in a circle."""

    def __init__(self, contents: object) -> None:
        """`contents` is the schema as read; it is walked once, here."""
        self._contents = contents
        names = anchors(contents)
        self._targets: dict[int, list[object]] = {}
        for part in parts(contents):
            found = [
                referred(contents, target, names)
                for key in REFERENCES
                if isinstance(target := part.schema.get(key), str)
            ]
            if found:
                self._targets[id(part.schema)] = found
        self.parts = self._written_out()

    def steps(self, data: object, most: int) -> int:
        """Return how many parts are looked at for a value, `most` + 1 where it is more or goes round for ever."""
        try:
            return self._steps(self._contents, data, {}, most)
        except RecursionError:
            return most + 1

    def _written_out(self) -> int | None:
        counts: dict[int, int] = {}
        open_: set[int] = set()
        waiting: list[tuple[object, bool]] = [(self._contents, False)]
        while waiting:
            node, is_left = waiting.pop()
            if not isinstance(node, dict):
                continue
            if is_left:
                inner = sum(counts.get(id(one), 1) for one in self._children(node))
                counts[id(node)] = 1 + inner * (2 if any(key in node for key in _TWICE) else 1)
                open_.discard(id(node))
            elif id(node) not in counts:
                if id(node) in open_:
                    continue
                open_.add(id(node))
                waiting.append((node, True))
                for one in self._children(node):
                    if id(one) in open_:
                        return None
                    waiting.append((one, False))
        return counts.get(id(self._contents), 1)

    def _children(self, node: Schema) -> Iterator[object]:
        yield from self._in_place(node)
        for key in (*_OF_VALUES, *_OF_ITEMS):
            yield from _schemas(node.get(key))
        for key in ("properties", "patternProperties"):
            yield from _values(node.get(key))

    def _in_place(self, node: Schema) -> Iterator[object]:
        """Yield what is asked about the very value that a part is asked about."""
        yield from self._targets.get(id(node), ())
        for key in _INNER:
            yield from _schemas(node.get(key))
        for key in _LISTS:
            yield from _schemas(node.get(key))
        for key in _NEEDS:
            yield from _values(node.get(key))

    def _steps(self, node: object, value: object, known: dict[tuple[int, int], int], most: int) -> int:
        if not isinstance(node, dict):
            return 1
        key = (id(node), id(value))
        count = known.get(key)
        if count is None:
            total = sum(self._steps(one, value, known, most) for one in self._in_place(node))
            for inner, held in _below(node, value):
                if total > most:
                    break
                total += self._steps(inner, held, known, most)
            count = known[key] = min(1 + total * (2 if any(one in node for one in _TWICE) else 1), most + 1)
        return count


def _below(node: Schema, value: object) -> Iterator[tuple[object, object]]:
    """Yield what is asked about the parts of a value, with each of these parts."""
    if isinstance(value, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            for name in value.keys() & properties.keys() if len(properties) > len(value) else properties:
                if name in value:
                    yield properties[name], value[name]
        others = [
            *_values(node.get("patternProperties")),
            *(one for key in _OF_VALUES for one in _schemas(node.get(key))),
        ]
        for inner in others:
            for held in value.values():
                yield inner, held
    elif isinstance(value, (list, tuple)):
        for inner in (one for key in _OF_ITEMS for one in _schemas(node.get(key))):
            for held in value:
                yield inner, held


def _schemas(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else () if value is None else (value,)


def _values(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, dict) else ()


def for_gate(contents: Any) -> Any:  # noqa: ANN401 a schema: an object or a boolean
    """Return a schema that refuses texts too long for its patterns; the very same where it has no such pattern."""
    if not any(looks_around(pattern) for pattern in _patterns(contents)):
        return contents
    from copy import deepcopy

    contents = deepcopy(contents)
    for part in list(parts(contents)):
        pattern = part.schema.get("pattern")
        if isinstance(pattern, str) and looks_around(pattern):
            longest = part.schema.get("maxLength")
            part.schema["maxLength"] = min(longest, MOST_TEXT) if isinstance(longest, (int, float)) else MOST_TEXT
    return contents


def has_odd_names(contents: object) -> bool:
    """Tell whether a pattern for the names of keys looks around itself."""
    return any(
        looks_around(pattern) for part in parts(contents) for pattern in _names_of(part.schema.get("patternProperties"))
    )


def _patterns(contents: object) -> Iterator[str]:
    for part in parts(contents):
        pattern = part.schema.get("pattern")
        if isinstance(pattern, str):
            yield pattern


def _names_of(value: object) -> Iterable[str]:
    return value.keys() if isinstance(value, dict) else ()
