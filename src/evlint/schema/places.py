"""Where in a schema file something stands: a JSON Pointer in, an offset out. Used only to tell what is wrong with one."""

from __future__ import annotations

from json.decoder import JSONDecoder
from re import compile as pattern

_STRING = JSONDecoder().raw_decode
_BLANKS = pattern(r"[ \t\r\n]*")
_SCALAR = pattern(r"[^\s,\]}]*")
_OPENERS, _CLOSERS = "{[", "}]"


def unescape(part: str) -> str:
    """Read one part of a JSON Pointer."""
    return part.replace("~1", "/").replace("~0", "~")


def json_offset(text: str, pointer: str) -> int:
    """Return the offset of the value that a pointer names in a valid JSON text, or of the nearest value around it."""
    at = _blanks(text, 1 if text.startswith("\ufeff") else 0)
    for part in pointer.split("/")[1:]:
        inner = _member(text, at, unescape(part))
        if inner is None:
            return at
        at = inner
    return at


def _blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _member(text: str, at: int, part: str) -> int | None:
    """Return where the member `part` of the object or list at `at` begins, or None."""
    if text[at : at + 1] == "[":
        return _item(text, at, int(part)) if part.isdecimal() else None
    if text[at : at + 1] != "{":
        return None
    found: int | None = None
    at = _blanks(text, at + 1)
    while text[at : at + 1] == '"':
        name, at = _STRING(text, at)
        at = _blanks(text, _blanks(text, at) + 1)
        if name == part:
            found = at
        at = _next(text, at)
    return found


def _item(text: str, at: int, index: int) -> int | None:
    at = _blanks(text, at + 1)
    while at < len(text) and text[at] != "]":
        if index == 0:
            return at
        index -= 1
        at = _next(text, at)
    return None


def _next(text: str, at: int) -> int:
    """Return where the member after the value at `at` begins (or the closing bracket stands)."""
    at = _blanks(text, _skip(text, at))
    return _blanks(text, at + 1) if text[at : at + 1] == "," else at


def _skip(text: str, at: int) -> int:
    """Return where the value at `at` ends."""
    depth = 0
    while at < len(text):
        char = text[at]
        if char == '"':
            _, at = _STRING(text, at)
        elif char in _OPENERS:
            depth += 1
            at += 1
        elif char in _CLOSERS:
            depth -= 1
            at += 1
        elif depth == 0:
            found = _SCALAR.match(text, at)
            return found.end() if found else at
        else:
            at += 1
            continue
        if depth == 0:
            return at
    return at


def yaml_offset(text: str, pointer: str) -> int:
    """Return the offset of the value that a pointer names in a valid YAML text, or of the nearest value around it."""
    import yaml

    node = yaml.compose(text, yaml.SafeLoader)
    for part in pointer.split("/")[1:]:
        name = unescape(part)
        inner = None
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == name), None)
        elif isinstance(node, yaml.SequenceNode) and name.isdecimal() and int(name) < len(node.value):
            inner = node.value[int(name)]
        if inner is None:
            break
        node = inner
    return node.start_mark.index if node is not None else 0


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset."""
    before = text[:offset]
    column = len(before) - (before.rfind("\n") + 1) + 1
    return before.count("\n") + 1, column - (1 if "\n" not in before and before.startswith("\ufeff") else 0)
