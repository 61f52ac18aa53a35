"""Makes what comes from a post harmless for a terminal: control characters are shown, not sent."""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)


def visible(text: str) -> str:
    """Return one line of text in which every control, bidirectional and zero-width character is written as an escape."""
    return _UNSAFE.sub(_escape, text) if not text.isprintable() else text


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(char)
    if named is not None:
        return named
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def source_line(text: str) -> str:
    """Return a line of source as it may be shown: tabs as one blank (so that underlines fit), the rest as `visible`."""
    return visible(text.replace("\t", " "))
