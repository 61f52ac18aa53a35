"""Makes what comes from a post harmless for a terminal: control characters are shown, not sent."""

from __future__ import annotations

_NAMED = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}
_RANGES = (  # controls, bidirectional marks, zero width, line separators, lone surrogates, annotations
    (0x00, 0x1F), (0x7F, 0x9F), (0x061C, 0x061C), (0x200B, 0x200B), (0x200E, 0x200F), (0x2028, 0x202E),
    (0x2060, 0x2069), (0xD800, 0xDFFF), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),
)  # fmt: skip


class _Escapes:
    """A table for `str.translate`: harmful characters to their escapes, the others left alone."""

    def __getitem__(self, code: int) -> str:
        if any(first <= code <= last for first, last in _RANGES):
            return _NAMED.get(code) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
        raise LookupError(code)


_ESCAPES = _Escapes()


def visible(text: str) -> str:
    """Return one line of text in which every control, bidirectional and zero-width character is written as an escape."""
    return text if text.isprintable() else text.translate(_ESCAPES)


def source_line(text: str) -> str:
    """Return a line of source as it may be shown: tabs as one blank (so that underlines fit), the rest as `visible`."""
    return visible(text.replace("\t", " "))


def lines(text: str) -> str:
    """Return text of several lines, each as `visible`: for the messages of reports that other programs show to people."""
    return "\n".join(map(visible, text.split("\n")))
