"""Registration links: which page of which service, and which events of the site use it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evlint.model.files import Files
from evlint.model.lazily import lazy_regex
from evlint.site.head import day_of, read_head
from evlint.site.layout import Place, is_page

_START_KEYS = ("event_start_date", "start_date", "event_date", "dateevent")
_SERVICES = (
    r"eventbrite\.[a-z.]{2,6}/e/(?:[^\s/?\#\"'<>)]*-)?(?P<eventbrite>\d{9,})",
    r"(?:www\.|my\.)?weezevent\.com/(?:[a-z]{2}/)?(?P<weezevent>[\w-]{6,})",
    r"helloasso\.com/associations/(?P<helloasso>[\w-]+/evenements/[\w-]+)",
    r"billetweb\.fr/(?P<billetweb>[\w-]{4,})",
    r"zoom(?:gov)?\.(?:us|com)/(?:webinar|meeting)/register/(?P<zoom>[\w-]{6,})",
    r"events\.teams\.microsoft\.com/event/(?P<teams>[\w-]{8,})",
    r"teams\.microsoft\.com/registration/(?P<registration>[^\s?\#\"'<>)]{8,})",
    r"app\.livestorm\.co/(?P<livestorm>(?:p/)?[\w-]+/[\w-]+|p/[\w-]+)",
    r"framaforms\.org/(?P<framaforms>[\w-]+-\d{6,})",
    r"register\.gotowebinar\.com/register/(?P<gotowebinar>\d{6,})",
)
# What every registration link holds: looked for first, and by the cache to see whether a change can matter.
SERVICE_MARKS = (
    "eventbrite.", "weezevent.com/", "helloasso.com/", "billetweb.fr/", "/register/", "teams.microsoft.com/",
    "livestorm.co/", "framaforms.org/",
)  # fmt: skip
_AROUND = 40  # characters before the part of `SERVICE_MARKS` that a host's name may begin at
_REGISTRATION = lazy_regex(rf"(?<![\w-])(?:{'|'.join(_SERVICES)})", re.IGNORECASE)


def registration_key(url: str) -> str | None:
    """Return what tells a registration page from every other ("eventbrite/168711525715"), or None for any other link."""
    if len(url) > 2_000 or not any(part in url for part in SERVICE_MARKS):
        return None
    match = _REGISTRATION.search(url)
    return None if match is None else _key(match)


def _key(match: re.Match[str]) -> str:
    return f"{match.lastgroup}/{match[match.lastgroup or 0].lower()}"


class Registrations:
    """The events of a tree by the registration pages that they link to. Read once, when first asked."""

    def __init__(self, files: Files, place: Place) -> None:
        """Take the tree and the site's place."""
        self._files = files
        self._place = place
        self._index: dict[str, list[tuple[str, str]]] | None = None

    def of(self, url: str) -> Sequence[tuple[str, str]]:
        """Return path and identity (day and title, "2022-10-12 Café #2") of the events that link to this page."""
        key = registration_key(url)
        if key is None:
            return ()
        if self._index is None:
            self._index = self._read()
        return self._index.get(key, ())

    def _read(self) -> dict[str, list[tuple[str, str]]]:
        index: dict[str, list[tuple[str, str]]] = {}
        for inner in self._place.names.paths:
            if not is_page(inner):
                continue
            path = self._place.outer(inner)
            text = self._files.read(path)
            if text is None:
                continue
            keys = set(_keys(text))
            identity = identity_of(read_head(text)) if keys else None
            if identity is not None:
                for key in keys:
                    index.setdefault(key, []).append((path, identity))
        return index


def _keys(text: str) -> Iterator[str]:
    """Yield the keys of the registration pages that a text names; only what stands around a host's name is looked at."""
    for part in SERVICE_MARKS:
        at = text.find(part)
        while at >= 0:
            for match in _REGISTRATION.finditer(text[max(0, at - _AROUND) : at + _AROUND * 8]):
                yield _key(match)
            at = text.find(part, at + _AROUND)


def identity_of(head: Mapping[str, object]) -> str | None:
    """Return what an event is known by: the day of its start and its title; None for a post that is no event."""
    values = {key.lower(): value for key, value in head.items()}
    start = next((day for key in _START_KEYS if (day := day_of(values.get(key))) is not None), None)
    if start is None and "end_date" in values:
        start = day_of(values.get("date"))
    title = values.get("title")
    return None if start is None or not isinstance(title, str) else f"{start} {title.strip()}"
