"""Tells at a glance whether a stretch of source may hold a date or an hour: most paragraphs with a number hold none.

Never wrong in one direction: what `grammar` would find, even behind markup and entities, is not denied here.
"""

from __future__ import annotations

from evlint.dates._names import NAMES
from evlint.model.lazily import lazy_regex

# An hour, or a numeric date that is no part of a path.
_CLOCK = lazy_regex(
    r"[0-9](?:\s?(?:[hH]|[aApP]\.?\s?[mM]|[uU][hH]?[rR])|[:.][0-9]{2})"
    r"|(?<![0-9/.-])(?:[0-9]{1,2}(?:/[0-9]{1,2}(?![0-9])|\.[0-9]{1,2}\.|-[0-9]{1,2}-[0-9])|[0-9]{4}([-/.])[0-9]{1,2}\1[0-9])"
)
_WORD = lazy_regex(r"[^\W\d_]{3,}")
_TAG = lazy_regex(r"<[^<>]*>")
_MARKS = str.maketrans("", "", "*_~`\\\u00ad\u200b")


def may_hold_dates(source: str) -> bool:
    """Tell whether a source text with a digit may hold a date or an hour; False is certain, True is not."""
    if "&" in source:
        from html import unescape

        source = unescape(source)
    if _CLOCK.search(source) is not None:
        return True
    if not source.isascii():
        from unicodedata import normalize

        source = normalize("NFC", source)
    if not NAMES.isdisjoint(_WORD.findall(source.lower())):
        return True
    plain = source.translate(_MARKS) if "*" in source or "_" in source else source
    if "<" in plain:
        plain = _TAG.sub("", plain)
    return plain is not source and may_hold_dates(plain)
