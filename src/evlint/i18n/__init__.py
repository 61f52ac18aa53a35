"""The languages of evlint's own words: a language's name in, its `Wording` out.

Imported only where another language than English is chosen: English stands in the sources themselves.
"""

from __future__ import annotations

from evlint.model.message import ENGLISH, Wording

LANGUAGES = ("en", "fr")


def wording(language: str) -> Wording:
    """Return how a language words messages; English for one that evlint does not know."""
    if language != "fr":
        return ENGLISH
    from evlint.i18n.french import FRENCH

    return FRENCH
