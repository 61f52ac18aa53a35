"""Walks the parts of a schema: which values are schemas, with the pointer and the base address of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evlint.model.document import escape_pointer, unescape_pointer
from evlint.startup.namedtuple import NamedTuple

_MAPS = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"},
)
_DATA = frozenset({"enum", "const", "default", "examples", "example"})
REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")


class Part(NamedTuple):
    """A schema inside a schema file: where it stands, and the `$id` addresses on the way down to it, outermost first."""

    pointer: str
    schema: dict[str, object]
    ids: tuple[str, ...]


class Reference(NamedTuple):
    """A `$ref` and the pointer to its text."""

    pointer: str
    target: str
    ids: tuple[str, ...]


def parts(contents: object) -> Iterator[Part]:
    """Yield every object in a schema file that stands where a schema may stand, the whole first."""
    waiting: list[tuple[str, object, tuple[str, ...], bool]] = [("", contents, (), False)]
    while waiting:
        pointer, node, ids, is_map = waiting.pop()
        if isinstance(node, list):
            waiting += [(f"{pointer}/{index}", item, ids, False) for index, item in enumerate(node)]
        elif isinstance(node, dict):
            if not is_map:
                own = node.get("$id", node.get("id"))
                if isinstance(own, str) and not own.startswith("#"):
                    ids = (*ids, own)
                yield Part(pointer, node, ids)
            for key, value in node.items():
                if is_map or key not in _DATA:
                    inner = f"{pointer}/{escape_pointer(str(key))}"
                    waiting.append((inner, value, ids, not is_map and key in _MAPS))


def references(contents: object) -> Iterator[Reference]:
    """Yield every reference of a schema file."""
    for part in parts(contents):
        for key in REFERENCES:
            target = part.schema.get(key)
            if isinstance(target, str):
                yield Reference(f"{part.pointer}/{key}", target, part.ids)


def stands_alone(contents: object) -> bool:
    """Tell whether a schema refers to parts of itself only, and moves no address on the way."""
    whole = contents if isinstance(contents, dict) else {}
    return all(len(part.ids) <= ("$id" in whole or "id" in whole) for part in parts(contents)) and all(
        reference.target.startswith("#") for reference in references(contents)
    )


def dangling(contents: object) -> Iterator[Reference]:
    """Yield the references of a schema that stands alone which lead nowhere."""
    names = anchors(contents)
    return (one for one in references(contents) if referred(contents, one.target, names) is None)


def referred(contents: object, target: str, names: Mapping[str, str] | None = None) -> object | None:
    """Return what a reference (`#`, `#/a/pointer`, `#name`) in a schema that stands alone leads to, or None.

    `names` are the schema's `anchors`, where whoever asks has them at hand.
    """
    if not target.startswith("#"):
        return None
    fragment = target[1:]
    if "%" in fragment:
        from urllib.parse import unquote

        fragment = unquote(fragment)
    if fragment and not fragment.startswith("/"):
        found = (anchors(contents) if names is None else names).get(fragment)
        return None if found is None else pointed(contents, found)
    return pointed(contents, fragment)


def anchors(contents: object) -> dict[str, str]:
    """Return the pointers to the parts of a schema that have a name, by that name."""
    found: dict[str, str] = {}
    for part in parts(contents):
        schema = part.schema
        own = [schema.get("$anchor"), schema.get("$dynamicAnchor")]
        own += [one[1:] for key in ("$id", "id") if isinstance(one := schema.get(key), str) and one.startswith("#")]
        for name in own:
            if isinstance(name, str):
                found.setdefault(name, part.pointer)
    return found


def pointed(contents: object, pointer: str) -> object | None:
    """Return what a JSON Pointer names in a value, or None."""
    for part in pointer.split("/")[1:]:
        name = unescape_pointer(part)
        if isinstance(contents, dict) and name in contents:
            contents = contents[name]
        elif isinstance(contents, list) and name.isdecimal() and int(name) < len(contents):
            contents = contents[int(name)]
        else:
            return None
    return contents
