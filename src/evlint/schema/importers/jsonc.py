"""JSON with comments and trailing commas, as editors keep their settings, to plain JSON of the same length."""

from __future__ import annotations

import re

_PART = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|,(?=(?:\s|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)*[\]}])'
)
_ANY = re.compile(r"[^\n]")


def plain_json(text: str) -> str:
    """Return the text with comments and trailing commas blanked; lines and columns stay."""
    return _PART.sub(lambda part: part[0] if part[0].startswith('"') else _ANY.sub(" ", part[0]), text)
