"""A few keys of a post's front matter, read without parsing the post.

The tree wants `permalink`, `slug`, `url`, dates and the like of thousands of posts. Most values stand plainly on the line of
their key; only where one does not is the front matter really read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from evlint.site.configtext import mapping_of, read_mapping

Head = Mapping[str, object]
NO_HEAD: Head = {}
_KEYS = (
    "permalink", "slug", "url", "aliases", "redirect_from", "published", "draft", "title", "lang", "date",
    "event_start_date", "event_end_date", "event_date", "start_date", "end_date", "dateevent",
)  # fmt: skip
_LINE = re.compile(rf"^(?:{'|'.join(_KEYS)})(?:[ \t]*=|[ \t]*:(?=[ \t\r\n]|\Z))", re.MULTILINE | re.IGNORECASE)
_FENCES = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}
_PLAIN = re.compile(r"[\w/][\w/.:+ \t()-]*\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_LONGEST = 200_000  # characters of front matter that are looked at


def read_head(text: str | None) -> Head:
    """Return the keys (in lower case) that tell where a post goes and whether it is published; dates stay text."""
    if not text:
        return NO_HEAD
    text = text.removeprefix("\ufeff")
    if text.startswith("{"):
        return _loaded(_json_head(text), "json")
    fence = text[:3]
    closing = _FENCES.get(fence)
    start = text.find("\n") + 1
    if closing is None or not start or text[3 : start - 1].strip():
        return NO_HEAD
    end = closing.search(text, start, start + _LONGEST)
    if end is None:
        return NO_HEAD
    head = text[start : end.start()]
    return _read(head, "yaml" if fence == "---" else "toml")


def _read(head: str, kind: str) -> Head:
    values: dict[str, object] = {}
    for match in _LINE.finditer(head):
        key = match[0].rstrip(":= \t").lower()
        stop = head.find("\n", match.end())
        stop = len(head) if stop < 0 else stop
        value = head[match.end() : stop].strip()
        following = head[stop + 1 : stop + 2]
        simple = _simple(value, kind)
        if simple is _COMPLEX or (following in (" ", "\t", "-") and not head.startswith("---", stop + 1)):
            return _loaded(head, kind)
        values[key] = simple
    return values


_COMPLEX = object()


def _simple(value: str, kind: str) -> object:
    """Return a scalar that stands plainly on its line; `_COMPLEX` for anything that must be parsed."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        inner = value[1:-1]
        return inner if not {"\\", value[0]}.intersection(inner) else _COMPLEX
    if value.lower() in _WORDS and kind == "yaml":
        return _WORDS[value.lower()]
    if kind == "toml":
        return {"true": True, "false": False}.get(value, _COMPLEX)
    return value if _PLAIN.match(value) and ": " not in value and not value.endswith(":") else _COMPLEX


def _loaded(head: str, kind: str) -> Head:
    values = {key.lower(): value for key, value in mapping_of(read_mapping(head, kind)).items()}
    return {key: values[key] for key in _KEYS if key in values}


def _json_head(text: str) -> str:
    import json

    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return ""
    return text[:end]


def day_of(value: object) -> str | None:
    """Return the day of a date that stands as text, `2022-10-21`, or None."""
    text = value if isinstance(value, str) else ""
    match = _DAY.match(text)
    return None if match is None else f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"


_DAY = re.compile(r"[ \t]*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
