"""Guesses from posts what no configuration says: their language, by its commonest words, and their time zone, by offsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from evlint.config.errors import nearest
from evlint.startup.lazy_regex import lazy_regex


def nearest_zone(text: str) -> str | None:
    """Return the zone whose name, or whose city alone, is nearest to a text; None where none is near."""
    from zoneinfo import available_timezones

    names = sorted(
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("posix/", "right/", "SystemV/", "Etc/"))
    )
    city = text.strip().rpartition("/")[2].replace(" ", "_").casefold()
    for name in names:
        if name.rpartition("/")[2].casefold() == city:
            return name
    near = nearest(text.strip().replace(" ", "_"), names)
    if near is not None:
        return near
    cities = {name.rpartition("/")[2]: name for name in names}
    found = nearest(city, cities)
    return None if found is None else cities[found]


# Short words that are frequent in one of the languages and rare in the others.
_COMMON = {
    "fr": "le la les des du une est dans pour sur avec qui aux cette vous nous par au sont être",
    "en": "the and of to is that for with are this on you be from your will by at it have",
    "de": "der die das und ist den mit von für nicht ein eine auf dem des sich im zu wird auch",
    "es": "el los las del una por para con es como más este esta su al lo pero son sus y",
    "it": "il gli della che di per è una con sono del nel dei alla anche questo più come si le",
    "nl": "de het een en van is op te dat voor met zijn niet aan er ook door bij wordt naar",
    "pt": "o os as do da dos das uma que para com não em por mais ao como são um e",
}
_WORD = lazy_regex(r"[^\W\d_]+")
_FEWEST_WORDS, _FEWEST_COMMON = 30, 5
_MARGIN = 1.5

# The zone of most sites in a language whose posts carry these offsets from UTC, in minutes.
_ZONES: dict[tuple[str, frozenset[int]], str] = {
    ("fr", frozenset({60, 120})): "Europe/Paris",
    ("de", frozenset({60, 120})): "Europe/Berlin",
    ("es", frozenset({60, 120})): "Europe/Madrid",
    ("it", frozenset({60, 120})): "Europe/Rome",
    ("nl", frozenset({60, 120})): "Europe/Amsterdam",
    ("pt", frozenset({0, 60})): "Europe/Lisbon",
    ("en", frozenset({0, 60})): "Europe/London",
    ("en", frozenset({-300, -240})): "America/New_York",
    ("en", frozenset({-360, -300})): "America/Chicago",
    ("en", frozenset({-420, -360})): "America/Denver",
    ("en", frozenset({-480, -420})): "America/Los_Angeles",
}


def language_of(texts: Iterable[str]) -> str | None:
    """Return the language that most words of some texts speak for, or None where it is not plain."""
    words = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    counts = Counter({name: sum(words[word] for word in common.split()) for name, common in _COMMON.items()})
    (first, most), (_, second) = counts.most_common(2)
    plain = words.total() >= _FEWEST_WORDS and most >= _FEWEST_COMMON and most >= _MARGIN * second
    return first if plain else None


def zone_of(language: str | None, offsets: Iterable[timedelta]) -> str | None:
    """Return the zone that a language and the offsets of many dates suggest; both offsets of the year must be there."""
    minutes = frozenset(int(offset.total_seconds()) // 60 for offset in offsets)
    return _ZONES.get(((language or "").split("-")[0], minutes))


def commonest(values: Iterable[str]) -> str | None:
    """Return the value that more than half of the values have, or None."""
    counts = Counter(values)
    if not counts:
        return None
    best, times = counts.most_common(1)[0]
    return best if times * 2 > counts.total() else None
