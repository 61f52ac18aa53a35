"""Guesses from posts what no configuration says: their language, by its commonest words, and their time zone, by offsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from evlint.startup.lazy_regex import lazy_regex


def nearest_zone(text: str) -> str | None:
    """Return the zone whose name, or whose city alone, is nearest to a text; None where none is near."""
    from zoneinfo import available_timezones

    from evlint.config.errors import nearest

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
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}  # word to languages, filled at the first guess
_WORD = lazy_regex(r"[^\W\d_]+")
_FEWEST_WORDS, _FEWEST_COMMON = 12, 3  # of a text, and of those above in it
_MARGIN = 1.5  # times as many words as the next language has: French and Italian share `la`, `in`, `un`
# In names of files and folders: the seven, and others that sites are written in, which are no words of their own there.
_CODES = "fr en de es it nl pt ca eu gl br oc lb ro pl cs sv fi hu el ru ar zh ja ko tr"
_IN_NAMES = frozenset(_CODES.split())
_WORDS_TOO = frozenset(("it", "de", "el", "br"))  # counts as a folder right below one of content only
_CONTENT_FOLDERS = "content contents pages posts _posts docs i18n blog articles src data"
_HOMES = frozenset(_CONTENT_FOLDERS.split())
_TAG = lazy_regex(r"([a-z]{2})(?:[-_][A-Za-z]{2})?")

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
    """Return the language that most words of some texts speak for, or None where it is not plain.

    Plain are twelve words or more, three of them common ones of the language, half as many again as of any other.
    """
    if not _LANGUAGES_OF:
        found: dict[str, list[str]] = {}
        for name, common in _COMMON.items():
            for word in common.split():
                found.setdefault(word, []).append(name)
        _LANGUAGES_OF.update((word, tuple(names)) for word, names in found.items())
    counts = dict.fromkeys(_COMMON, 0)
    total = 0
    for text in texts:
        words = _WORD.findall(text.lower())
        total += len(words)
        for names in filter(None, map(_LANGUAGES_OF.get, words)):
            for name in names:
                counts[name] += 1
    second, most = sorted(counts.values())[-2:]
    plain = total >= _FEWEST_WORDS and most >= _FEWEST_COMMON and most >= _MARGIN * second
    return max(counts, key=counts.__getitem__) if plain else None


@lru_cache(256)
def _language_of_folder(folder: str) -> str | None:
    before = ""
    for name in folder.split("/"):
        match = _TAG.fullmatch(name)
        if (
            match is not None
            and match[1] in _IN_NAMES
            and (match[1] not in _WORDS_TOO or not before or before in _HOMES)
        ):
            return name.replace("_", "-")
        before = name
    return None


def language_in_path(path: str) -> str | None:
    """Return the language that a file's name or one of its folders names (`a.de.md`, `content/de/a.md`), or None."""
    folder, _, name = path.rpartition("/")
    parts = name.split(".")
    if len(parts) > 2:
        match = _TAG.fullmatch(parts[-2])
        if match is not None and match[1] in _IN_NAMES:
            return parts[-2].replace("_", "-")
    return _language_of_folder(folder) if folder else None


def zone_of(language: str | None, offsets: Iterable[timedelta]) -> str | None:
    """Return the name of the zone that a language and the offsets of many dates suggest, None where they suggest none.

    Both offsets of the year must be there: one alone is that of many zones.
    """
    minutes = frozenset(int(offset.total_seconds()) // 60 for offset in offsets)
    return _ZONES.get(((language or "").split("-")[0], minutes))


def commonest(values: Iterable[str]) -> str | None:
    """Return the value that more than half of the values have, or None."""
    counts = Counter(values)
    if not counts:
        return None
    best, times = counts.most_common(1)[0]
    return best if times * 2 > counts.total() else None
