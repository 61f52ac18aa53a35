"""Makes text fit for XML 1.0, which has no place for most control characters, escaped or not."""

from __future__ import annotations

from xml.etree.ElementTree import Element, indent, tostring

from evlint.startup.lazy_regex import lazy_regex

_ILLEGAL = lazy_regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Return a text with every character that XML cannot hold replaced by U+FFFD."""
    return _ILLEGAL.sub("�", text)


def document(root: Element) -> str:
    """Write an element as a whole XML document in UTF-8."""
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"
