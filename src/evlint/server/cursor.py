"""Where the cursor stands in a front matter that is being typed: in a key or in a value, and of which mapping.

Read from the lines alone, since a half-typed line makes the whole front matter unreadable.
"""

from __future__ import annotations

import re
from typing import Literal

from evlint.model.document import escape_pointer
from evlint.model.span import Span
from evlint.startup.namedtuple import NamedTuple

_YAML_LINE = re.compile(
    r"(?P<indent> *)(?P<dashes>(?:- +)*)"
    r"(?:(?P<key>[^\s:#\-'\"\[{&*!|>][^:#\s]*(?: [^:#\s]+)*|\"[^\"]*\"|'[^']*'):(?P<gap> |$))?"
)
_TOML_LINE = re.compile(r"[ \t]*(?:(?P<key>[\w-]+)[ \t]*=(?P<gap>[ \t]?))?")
_TOML_TABLE = re.compile(r"[ \t]*\[(?P<name>[\w.-]+)\][ \t]*(?:#.*)?$")
_BRACKET_MARK = re.compile(r"\"(?:[^\"\\]|\\.)*\"?|'[^']*'?|[\[\]{},]")
_TYPED_KEY = re.compile(r"[\w-]*")


class Cursor(NamedTuple):
    """What is being typed: a key of the mapping at `pointer`, or the value at `pointer`; `typed` is what stands there so
    far. `gap` is what must come before a value (a blank, where none was typed yet). `is_item`: the key may as well be a
    value, an item of a list. `is_in_brackets`: the value stands in a list on one line."""

    kind: Literal["key", "value"]
    pointer: str
    typed: Span
    gap: str = ""
    is_item: bool = False
    is_in_brackets: bool = False


def cursor_at(text: str, content: Span, offset: int, form: str) -> Cursor | None:
    """Find what is being typed at an offset of the front matter `content`; None where nothing can be offered."""
    if not content.start <= offset <= content.end:
        return None
    start = max(text.rfind("\n", 0, offset) + 1, text.rfind("\r", 0, offset) + 1, content.start)
    end = min((at for mark in "\r\n" if (at := text.find(mark, offset)) >= 0), default=len(text))
    line, before = text[start:end].rstrip("\r"), text[start:offset]
    if form == "yaml":
        return _in_yaml(text[content.start : start].splitlines(), line, before, start)
    return _in_toml(text[content.start : start].splitlines(), line, before, start) if form == "toml" else None


def _in_yaml(above: list[str], line: str, before: str, start: int) -> Cursor | None:
    match = _YAML_LINE.match(line)
    if match is None or len(before) < len(match["indent"]):
        return None
    column = len(match["indent"]) + len(match["dashes"])
    parent = _parent(above, len(match["indent"]), match["dashes"])
    if match["key"] is not None and len(before) >= match.end("key") + 1:
        key = match["key"].strip("\"'")
        pointer = f"{parent}/{escape_pointer(key)}"
        return _value(pointer, line, match.end(), start, len(before), "" if match["gap"] else " ")
    if match["dashes"] and match["key"] is None and len(before) >= column:
        end = max(len(line.rstrip()), len(before))
        return Cursor("key", parent, Span(start + column, start + end), is_item=True)
    typed = _TYPED_KEY.match(line, column)
    if typed is None or len(before) > typed.end():
        return None
    if match["key"] is None and line[typed.end() :].strip():
        return None
    return Cursor("key", parent, Span(start + column, start + typed.end()))


def _value(pointer: str, line: str, begin: int, start: int, at: int, gap: str) -> Cursor | None:
    """Return the cursor in the value that begins at column `begin` of a line: the value, or an item of a list in brackets.

    `start` is the offset of the line, `at` the column of the cursor.
    """
    value = line[begin:].rstrip()
    if not value.startswith("["):
        return Cursor("value", pointer, Span(start + begin, start + begin + len(value)), gap)
    bounds = [begin + mark.start() for mark in _BRACKET_MARK.finditer(value) if mark[0][0] not in "\"'"]
    marks = [line[bound] for bound in bounds]
    if "{" in marks or marks.count("[") > 1:
        return None
    before = [bound for bound in bounds if bound < at]
    if not before or line[before[-1]] == "]":
        return None
    end = max(next((bound for bound in bounds if bound >= at), begin + len(value)), at)
    first = before[-1] + 1
    blanks = len(line[first:end]) - len(line[first:end].lstrip(" "))
    first = min(first + blanks, at)
    last = max(first + len(line[first:end].rstrip()), at)
    typed = Span(start + first, start + last)
    return Cursor("value", f"{pointer}/{len(before) - 1}", typed, is_in_brackets=True)


def _parent(above: list[str], indent: int, dashes: str) -> str:
    """Return the pointer of the mapping that a key belongs to, after these lines, behind this indentation and dashes."""
    frames: list[_Frame] = []
    for line in above:
        match = _YAML_LINE.match(line)
        if match is None or not line.strip() or line.lstrip().startswith("#"):
            continue
        _enter_items(frames, len(match["indent"]), match["dashes"])
        if match["key"] is not None:
            column = len(match["indent"]) + len(match["dashes"])
            _leave(frames, column)
            frames.append(_Frame(column, match["key"].strip("\"'"), -1))
    _enter_items(frames, indent, dashes)
    _leave(frames, indent + len(dashes))
    return "".join(f"/{escape_pointer(one.key) if one.item < 0 else one.item}" for one in frames)


class _Frame(NamedTuple):
    """A key, or an item of a list (counted from 0), that lines further right belong to."""

    column: int
    key: str
    item: int


def _enter_items(frames: list[_Frame], column: int, dashes: str) -> None:
    for dash in re.finditer("-", dashes):
        at = column + dash.start()
        _leave(frames, at + 1)
        if frames and frames[-1].item >= 0 and frames[-1].column == at:
            frames.append(_Frame(at, "", frames.pop().item + 1))
        else:
            frames.append(_Frame(at, "", 0))


def _leave(frames: list[_Frame], column: int) -> None:
    while frames and frames[-1].column >= column:
        frames.pop()


def _in_toml(above: list[str], line: str, before: str, start: int) -> Cursor | None:
    match = _TOML_LINE.match(line)
    if match is None or line.lstrip().startswith("["):
        return None
    table = next((found["name"] for one in reversed(above) if (found := _TOML_TABLE.match(one))), "")
    if not table and any(one.lstrip().startswith("[") for one in above):
        return None
    parent = "".join(f"/{escape_pointer(part)}" for part in table.split(".") if part)
    if match["key"] is not None and len(before) > match.end("key"):
        pointer = f"{parent}/{escape_pointer(match['key'])}"
        return _value(pointer, line, match.end(), start, len(before), "" if match["gap"] else " ")
    column = len(line) - len(line.lstrip(" \t"))
    typed = _TYPED_KEY.match(line, column)
    if typed is None or len(before) > typed.end() or (match["key"] is None and line[typed.end() :].strip()):
        return None
    return Cursor("key", parent, Span(start + column, start + typed.end()))
