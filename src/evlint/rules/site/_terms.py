"""How terms are compared: capitals, accents, hyphens and plurals aside."""

from __future__ import annotations

import unicodedata

from evlint.startup.lazy_regex import lazy_regex

_LONGEST_ABBREVIATION = 6  # letters: `SÉNIORS` may be a word in capitals, `HTTPS` is none
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
    words = [word for word in _JOINTS.split(text) if word]
    return "".join(_singular(unaccented(word)) if _is_word(word) else unaccented(word) for word in words)


def _is_word(word: str) -> bool:
    """Tell a word from an abbreviation in capitals, whose last letter is no plural (`HTTPS` is not `HTTP`)."""
    return not (word.isupper() and len(word) <= _LONGEST_ABBREVIATION)


def _singular(word: str) -> str:
    if len(word) < 5 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if word.endswith(("s", "ux")) else word  # `jeux`, but not `antiX`


def joined(text: str) -> str:
    """Return a text without its blanks and hyphens, in lower case."""
    return _JOINTS.sub("", text.casefold())
