"""The front matter that is being typed: where it stands, also while its closing line is not there yet, and how a value is
written in it."""

from __future__ import annotations

import json
import re

from evlint.model.span import BOM, Span
from evlint.parse.front.split import Format, Split, split
from evlint.parse.front.yaml.scalars import NO_TEXTS

_OPENING = re.compile(r"(?P<mark>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_FORMATS: dict[str, Format] = {"---": "yaml", "+++": "toml"}
# What a line of a front matter may look like; a line of prose looks otherwise.
_LINES = {
    "yaml": re.compile(
        r"[ \t]*(?:#|-(?:[ \t]|$)|[\"']|[}\]]|[^\s:#]+(?:[ \t]+[^\s:#]+){0,4}:(?:[ \t]|$))|[ \t]+\S|[\w.-]*$"
    ),
    "toml": re.compile(r"[ \t]*(?:#|\[|[\"'}\]]|[\w.\"'-]+[ \t]*=|[\w.-]*$)"),
}


def front_stretch(text: str, offset: int) -> Split | None:
    """Return the front matter of a text, as somebody types it at `offset`; None where it has none.

    Without a closing line it ends at the first empty line that is not the one being typed, and a closing line after
    text that is no front matter is a line across the page. The result then says that it is not closed.
    """
    parts = split(text)
    if parts is not None and parts.closed and _is_front(text, parts, offset):
        return parts
    start = 1 if text.startswith(BOM) else 0
    opening = _OPENING.match(text, start)
    if opening is None:
        return None
    form = _FORMATS[opening["mark"]]
    end = opening.end()
    while end < len(text):
        line = _LINE.match(text, end)
        if line is None or line.end() == end:
            break
        source = line[0].rstrip("\r\n")
        is_typed = end <= offset <= end + len(source)
        if source.rstrip() in ("---", "...", "+++") or (
            not is_typed and (not source.strip() or not _LINES[form].match(source))
        ):
            break
        end = line.end()
    return Split(form, Span(start, opening.end("mark")), Span(opening.end(), end), end, end, closed=False)


def _is_front(text: str, parts: Split, offset: int) -> bool:
    """Tell whether what stands between two fences looks like a front matter up to its end: no prose after an empty line."""
    if parts.format == "json":
        return True
    position, is_after_empty = parts.content.start, False
    while position < parts.content.end:
        line = _LINE.match(text, position)
        if line is None or line.end() == position:
            break
        source = line[0].rstrip("\r\n")
        if not source.strip():
            is_after_empty = True
        elif is_after_empty and not position <= offset <= position + len(source):
            if not _LINES[parts.format].match(source):
                return False
            is_after_empty = False
        position = line.end()
    return True


def written(value: object, *, is_yaml: bool, is_in_brackets: bool = False) -> str | None:
    """Write a value as the format has it; None where it has no short form. `is_in_brackets`: in a list on one line."""
    if isinstance(value, str):
        is_plain = is_yaml and value[:1].isalpha() and value.lower() not in NO_TEXTS
        is_plain = is_plain and ": " not in value and " #" not in value and value.strip() == value.rstrip(":")
        if is_in_brackets and any(mark in value for mark in ",[]{}"):
            is_plain = False
        return value if is_plain and value.isprintable() else json.dumps(value, ensure_ascii=False)
    if value is None:
        return "null" if is_yaml else None
    return json.dumps(value) if isinstance(value, (bool, int, float)) else None
