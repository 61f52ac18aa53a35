"""Keys that are one slip of the fingers away from a well-known one: `titel`, `daet`, `lyaout`, `publised`, `drfat`."""

from __future__ import annotations

from functools import lru_cache

# What many templates read, whoever built the site; the generators' own keys that one of these is a slip away from count too.
_WELL_KNOWN = (
    "title description summary excerpt date draft published layout permalink author authors categories category tags "
    "keywords image slug aliases redirect_from weight lang language translationKey publishDate expiryDate lastmod pubDate "
    "updatedDate last_modified_at event_start_date event_end_date start_date end_date startDate endDate url type cascade "
    "outputs sitemap subtitle location place series featured_image feature_image thumbnail template eleventyNavigation "
    "eleventyExcludeFromCollections canonical robots noindex titre auteur auteurs resume chapo"
)
WELL_KNOWN = frozenset(_WELL_KNOWN.split())
_SHORTEST = 4  # letters of a known key: shorter ones are a letter away from too much
_PLURALS = frozenset("snxei")
_NONE: frozenset[str] = frozenset()


def is_slip(name: str, known: str) -> bool:
    """Tell whether a key is another one with two letters swapped, one left out, doubled or put in; no plural of it.

    A mark before or after a key is no slip: programs write `_template` and its like for themselves.
    """
    if known in (name, name.strip("_-")) or len(known) < _SHORTEST or not -1 <= len(name) - len(known) <= 1:
        return False
    if len(name) == len(known):
        at = next(index for index, letter in enumerate(name) if letter != known[index])
        return name[at : at + 2] == known[at : at + 2][::-1] and name[at + 2 :] == known[at + 2 :]
    longer, shorter = (name, known) if len(name) > len(known) else (known, name)
    at = next((index for index, letter in enumerate(shorter) if letter != longer[index]), len(shorter))
    if longer[at + 1 :] != shorter[at:]:
        return False
    return at < len(shorter) or longer[-1] not in _PLURALS


def near(name: str, known: frozenset[str]) -> str | None:
    """Return the first of the known keys, in the order of the alphabet, that a key is a slip away from; None for most.

    What a slip can make of the key is looked up among the known ones: what each costs does not grow with their number.
    """
    places = range(len(name))
    met = known.intersection([name[:at] + name[at + 1 :] for at in places])
    met |= known.intersection([name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :] for at in places])
    met |= _with_one_left_out(known, len(name)).get(name, _NONE)
    return min([one for one in met if is_slip(name, one)], default=None) if met else None


@lru_cache(256)  # lengths of keys, for each schema
def _with_one_left_out(known: frozenset[str], length: int) -> dict[str, frozenset[str]]:
    """Return what is left of known keys without one of their letters, where that has so many, and of which keys it is."""
    found: dict[str, frozenset[str]] = {}
    for name in known:
        if len(name) == length + 1:
            for at in range(len(name)):
                left = name[:at] + name[at + 1 :]
                found[left] = found.get(left, _NONE) | {name}
    return found


def known_near(name: str) -> str | None:
    """Return the well-known key that a key is a slip away from, or None."""
    if name in WELL_KNOWN or not name.replace("_", "").replace("-", "").isalpha():
        return None
    return near(name, WELL_KNOWN)
