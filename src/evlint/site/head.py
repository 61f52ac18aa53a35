"""A few keys of a post's front matter, read without parsing the post.

The tree wants `permalink`, `slug`, `url`, dates and the like of thousands of posts. Most values stand plainly on the line of
their key; only where one does not is the front matter really read.
"""

from __future__ import annotations

from collections.abc import Mapping

from evlint.site.configtext import mapping_of, read_mapping
from evlint.startup.lazy_regex import lazy_regex

Head = Mapping[str, object]
NO_HEAD: Head = {}
_KEYS = frozenset(
    {
        "permalink", "slug", "url", "aliases", "redirect_from", "redirects", "published", "draft", "title", "date",
        "end_date", "event_start_date", "event_date", "start_date", "dateevent", "path", "id", "publishdate", "pubdate",
        "expirydate", "unpublishdate", "redirect_to", "output-file", "build", "_build", "headless",
    }
)  # fmt: skip
_WORDS = {
    "true": True, "false": False, "yes": True, "no": False, "on": True, "off": False, "null": None, "~": None, "": None,
}  # fmt: skip
_LONGEST = 200_000  # characters of front matter that are looked at
_COMPLEX = object()


# They begin with the end of a line, which is searched for fast, and not with `^`, which is tried at each character.
_LINE = lazy_regex(r"\n([A-Za-z_-]+)[ \t]*(?:=|:(?=[ \t\r\n]|\Z))")
_PLAIN = lazy_regex(r"[\w/][\w/.:+ \t()-]*\Z")
_YAML_END = lazy_regex(r"\n(?:---|\.\.\.)[ \t]*\r?(?=\n|\Z)")
_TOML_END = lazy_regex(r"\n\+\+\+[ \t]*\r?(?=\n|\Z)")
_DAY = lazy_regex(r"[ \t]*([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")


def begins_with_front_matter(text: str) -> bool:
    """Tell whether a text opens front matter on its first line."""
    first, _, rest = text.removeprefix("\ufeff").partition("\n")
    return (first.rstrip() in ("---", "+++") and bool(rest)) or (
        first.startswith("{") and not first.startswith(("{{", "{%"))
    )


def read_head(text: str | None) -> Head:
    """Return the keys (in lower case) that tell where a post goes and whether it is published; dates stay text."""
    if not text:
        return NO_HEAD
    text = text.removeprefix("\ufeff").lstrip(" \t\r\n")  # Hugo lets empty lines stand before it
    if text.startswith("{"):
        return _loaded(_json_head(text), "json")
    fence = text[:3]
    start = text.find("\n") + 1
    if fence not in ("---", "+++") or not start or text[3 : start - 1].strip():
        return NO_HEAD
    end = (_YAML_END if fence == "---" else _TOML_END).search(text, start - 1, start + _LONGEST)
    if end is None:
        return NO_HEAD
    return _read(text[start - 1 : end.start() + 1], "yaml" if fence == "---" else "toml")


def _read(head: str, kind: str) -> Head:
    """Read what stands between the fences, from the end of the opening line on."""
    values: dict[str, object] = {}
    for match in _LINE.finditer(head):
        key = match[1].lower()
        if key not in _KEYS:
            continue
        stop = head.find("\n", match.end())
        stop = len(head) if stop < 0 else stop
        value = head[match.end() : stop].strip()
        simple = _simple(value, kind)
        if key == "title" and head[stop + 1 : stop + 2] not in (" ", "\t"):
            values[key] = value if simple is _COMPLEX else simple
        elif simple is _COMPLEX or head[stop + 1 : stop + 2] in (" ", "\t", "-"):
            return _loaded(head[1:], kind)
        else:
            values[key] = simple
    return values


def _simple(value: str, kind: str) -> object:
    """Return a scalar that stands plainly on its line; `_COMPLEX` for anything that must be parsed."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        inner = value[1:-1]
        return inner if "\\" not in inner and value[0] not in inner else _COMPLEX
    if kind == "toml":
        return {"true": True, "false": False}.get(value, _COMPLEX)
    word = value.lower()
    if word in _WORDS:
        return _WORDS[word]
    return value if _PLAIN.match(value) and ": " not in value and value[-1] != ":" else _COMPLEX


def _loaded(head: str, kind: str) -> Head:
    values = {key.lower(): value for key, value in mapping_of(read_mapping(head, kind)).items()}
    return {key: value for key, value in values.items() if key in _KEYS}


def _json_head(text: str) -> str:
    import json

    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return ""
    return text[:end]


def day_of(value: object) -> str | None:
    """Return the day of a date that stands as text, `2022-10-21`, or None."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return None if match is None else f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"
