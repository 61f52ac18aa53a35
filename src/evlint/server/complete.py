"""Keys and values of the front matter to choose from, as the post's schema has them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from lsprotocol import types

from evlint.model.document import Mapping as FrontMapping
from evlint.model.span import Span
from evlint.parse.front.split import Split, split
from evlint.schema.compiled import CompiledSchema
from evlint.server.cursor import Cursor, cursor_at
from evlint.server.positions import Positions

if TYPE_CHECKING:
    from evlint.server.workspace import ConfigWorkspace

TRIGGERS = (":", " ", "\n")
_FENCES = {"yaml": "---", "toml": "+++", "json": "}"}
# Words and numbers that YAML reads as something else than the text they are.
_READ_OTHERWISE = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n", "~", ""))


def completions(desk: ConfigWorkspace, path: str, positions: Positions, offset: int) -> list[types.CompletionItem]:
    """Return what may be typed at an offset of a post: nothing outside the front matter, or where no schema helps."""
    text = positions.text
    parts = split(text)
    if parts is None:
        return []
    content = parts.content if parts.closed else Span(parts.content.start, len(text))
    cursor = cursor_at(text, content, offset, parts.format)
    if cursor is None:
        return []
    document = desk.document(path, _without_line(text, parts, offset))
    judge = desk.context(document).schema
    if not isinstance(judge, CompiledSchema):
        return []
    where = positions.range(cursor.typed)
    if cursor.kind == "value":
        return list(_values(judge.values(cursor.pointer), cursor, where, is_yaml=parts.format == "yaml"))
    holder = document.front.at(cursor.pointer) if document.front is not None else None
    taken = {entry.name for entry in holder.entries} if isinstance(holder, FrontMapping) else set()
    keys = {name: said for name, said in judge.keys(cursor.pointer).items() if name not in taken}
    after = text[cursor.typed.end : cursor.typed.end + 2].lstrip(" ")[:1]
    follows = "" if after in (":", "=") and after else ": " if parts.format == "yaml" else " = "
    return list(_keys(keys, where, follows))


def _without_line(text: str, parts: Split, offset: int) -> str:
    """Return the post without what stands in the line at `offset`, its front matter closed."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    rest = text[end:] if end >= 0 else "\n"
    return text[:start] + rest + ("" if parts.closed else f"\n{_FENCES[parts.format]}\n")


def _keys(keys: Mapping[str, str], where: types.Range, follows: str) -> Iterator[types.CompletionItem]:
    for order, (name, said) in enumerate(keys.items()):
        yield types.CompletionItem(
            label=name,
            kind=types.CompletionItemKind.Property,
            documentation=said or None,
            sort_text=f"{order:04}",
            text_edit=types.TextEdit(where, name + follows),
        )


def _values(
    values: list[object], cursor: Cursor, where: types.Range, *, is_yaml: bool
) -> Iterator[types.CompletionItem]:
    for order, value in enumerate(values):
        written = _written(value, is_yaml=is_yaml)
        if written is not None:
            yield types.CompletionItem(
                label=value if isinstance(value, str) else written,
                kind=types.CompletionItemKind.Value,
                sort_text=f"{order:04}",
                text_edit=types.TextEdit(where, cursor.gap + written),
            )


def _written(value: object, *, is_yaml: bool) -> str | None:
    """Write a value as the format has it; None where it has no short form."""
    if isinstance(value, str):
        is_plain = is_yaml and value[:1].isalpha() and value.lower() not in _READ_OTHERWISE
        is_plain = is_plain and ": " not in value and " #" not in value and value.strip() == value.rstrip(":")
        return value if is_plain and value.isprintable() else json.dumps(value, ensure_ascii=False)
    if value is None:
        return "null" if is_yaml else None
    return json.dumps(value) if isinstance(value, (bool, int, float)) else None
