"""Registration links: which page of which service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.startup.lazy_regex import lazy_regex

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


def may_be_registrations(text: str) -> bool:
    """Tell at little cost whether a URL, or any of several in one text, is worth a second look."""
    for mark in SERVICE_MARKS:  # noqa: SIM110 a generator costs more than the looking
        if mark in text:
            return True
    return False


def registration_key(url: str) -> str | None:
    """Return what tells a registration page from every other ("eventbrite/168711525715"), or None for any other link."""
    if len(url) > 2_000 or not may_be_registrations(url):
        return None
    match = _REGISTRATION.search(url)
    return None if match is None else _key(match)


def _key(match: re.Match[str]) -> str:
    return f"{match.lastgroup}/{match[match.lastgroup or 0].lower()}"


def registration_keys(text: str) -> tuple[str, ...]:
    """Return the keys of the registration pages that a text names; only what stands around a host's name is looked at."""
    return tuple(sorted(set(_keys(text))))


def _keys(text: str) -> Iterator[str]:
    for part in SERVICE_MARKS:
        at = text.find(part)
        while at >= 0:
            for match in _REGISTRATION.finditer(text[max(0, at - _AROUND) : at + _AROUND * 8]):
                yield _key(match)
            at = text.find(part, at + _AROUND)
