"""Keys that are one slip of the fingers away from a well-known one: `titel`, `daet`, `lyaout`, `publised`, `drfat`."""

from __future__ import annotations

# What many templates read, whoever built the site; the generators' own keys that one of these is a slip away from count too.
_WELL_KNOWN = (
    "title description summary excerpt date draft published layout permalink author authors categories category tags "
    "keywords image slug aliases redirect_from weight lang language translationKey publishDate expiryDate lastmod pubDate "
    "updatedDate last_modified_at event_start_date event_end_date start_date end_date startDate endDate url type cascade "
    "outputs sitemap subtitle location place series featured_image thumbnail template eleventyNavigation "
    "eleventyExcludeFromCollections canonical robots noindex titre auteur auteurs resume chapo"
)
WELL_KNOWN = frozenset(_WELL_KNOWN.split())
_SHORTEST = 4  # letters of a known key: shorter ones are a letter away from too much
_PLURALS = frozenset("snxei")


def is_slip(name: str, known: str) -> bool:
    """Tell whether a key is another one with two letters swapped, one left out, doubled or put in; no plural of it.

    A mark before or after a key is no slip: programs write `_template` and its like for themselves.
    """
    if name.strip("_-") == known or len(known) < _SHORTEST or not -1 <= len(name) - len(known) <= 1:
        return False
    if len(name) == len(known):
        at = next(index for index, letter in enumerate(name) if letter != known[index])
        return name[at : at + 2] == known[at : at + 2][::-1] and name[at + 2 :] == known[at + 2 :]
    longer, shorter = (name, known) if len(name) > len(known) else (known, name)
    at = next((index for index, letter in enumerate(shorter) if letter != longer[index]), len(shorter))
    if longer[at + 1 :] != shorter[at:]:
        return False
    return at < len(shorter) or longer[-1] not in _PLURALS


def known_near(name: str) -> str | None:
    """Return the well-known key that a key is a slip away from, or None."""
    if name in WELL_KNOWN or not name.replace("_", "").replace("-", "").isalpha():
        return None
    return next((known for known in sorted(WELL_KNOWN) if is_slip(name, known)), None)
