"""Plain values in, TOML out: as `evlint config show` and `evlint init` write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evlint.startup.lazy_regex import lazy_regex

_BARE_KEY = lazy_regex(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE = lazy_regex(r'["\\\x00-\x1f\x7f]')


def toml_text(text: str) -> str:
    """Write a text between quotes."""
    return '"' + _TO_ESCAPE.sub(_escaped, text) + '"'


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def toml_key(name: str) -> str:
    """Write a key, in quotes where it needs them."""
    return name if _BARE_KEY.fullmatch(name) else toml_text(name)


def toml_value(value: object) -> str:
    """Write a text, number, truth value, list or mapping on one line; anything else as a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{toml_key(str(key))} = {toml_value(one)}" for key, one in value.items() if one is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(toml_value(one) for one in value if one is not None) + "]"
    return toml_text(str(value))
