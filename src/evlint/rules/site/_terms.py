"""How terms are compared: capitals, accents, hyphens and plurals aside."""

from __future__ import annotations

import unicodedata

from evlint.startup.lazy_regex import lazy_regex

_JOINTS = lazy_regex(r"[\s_\-‐‑’']+")


def unaccented(text: str) -> str:
    """Return a text in lower case, without accents."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFD", plain)
    return unicodedata.normalize("NFC", "".join(char for char in parts if not unicodedata.combining(char)))


def folded(text: str) -> str:
    """Return what two spellings of one term have in common: capitals, accents, hyphens, blanks and plurals aside."""
    words = [word for word in _JOINTS.split(unaccented(text)) if word]
    return "".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    if len(word) < 5 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if word[-1] in "sx" else word


def joined(text: str) -> str:
    """Return a text without its blanks and hyphens, in lower case."""
    return _JOINTS.sub("", text.casefold())
