"""Registration pages: which links are some, and what tells one from another."""

from __future__ import annotations

from functools import partial

import pytest

from effort import takes_less
from evlint.site.head import identity_of
from evlint.site.registrations import registration_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.eventbrite.fr/e/billets-cafe-2-jeunesse-168711525715", "eventbrite/168711525715"),
        ("https://www.eventbrite.com/e/168711525715?aff=x", "eventbrite/168711525715"),
        ("edite-piaf.eventbrite.com", None),
        ("https://www.eventbrite.fr/o/dinum-168711525715", None),
        ("https://my.weezevent.com/forum-emploi", "weezevent/forum-emploi"),
        ("https://www.helloasso.com/associations/x/evenements/y-2022", "helloasso/x/evenements/y-2022"),
        ("https://www.helloasso.com/associations/x", None),
        ("https://www.billetweb.fr/rencontre-x", "billetweb/rencontre-x"),
        ("https://gsa.zoomgov.com/webinar/register/WN_AbC-d", "zoom/wn_abc-d"),
        ("https://us02web.zoom.us/j/123456789", None),
        ("https://events.teams.microsoft.com/event/0a1b2c3d-x", "teams/0a1b2c3d-x"),
        ("https://app.livestorm.co/dinum/webinaire", "livestorm/dinum/webinaire"),
        ("https://framaforms.org/inscription-atelier-1634567890", "framaforms/inscription-atelier-1634567890"),
        ("https://register.gotowebinar.com/register/1234567890", "gotowebinar/1234567890"),
        ("https://noteventbrite.fr/e/x-168711525715", None),
        ("https://example.org/register/", None),
    ],
)
def test_keys(url: str, key: str | None) -> None:
    assert registration_key(url) == key


@pytest.mark.parametrize(
    ("head", "identity"),
    [
        ({"title": " Café ", "event_start_date": "2021-10-12 16:00:00 +02:00"}, "2021-10-12 Café"),
        ({"Title": "Call", "date": "2019-03-13", "end_date": "2019-03-13"}, "2019-03-13 Call"),
        ({"title": "Article", "date": "2019-03-13"}, None),
        ({"event_start_date": "2021-10-12"}, None),
        ({"title": 3, "start_date": "2021-10-12"}, None),
        ({}, None),
    ],
)
def test_an_event_is_known_by_day_and_title(head: dict[str, object], identity: str | None) -> None:
    assert identity_of(head) == identity


def test_a_long_text_takes_linear_time() -> None:
    from evlint.site.registrations import _REGISTRATION

    for text in ("a." * 200_000, "eventbrite.fr/e/" * 20_000, "eventbrite.fr/e/" + "-" * 200_000):
        assert _REGISTRATION.search(text) is None
        assert takes_less(partial(_REGISTRATION.search, text), 2)
