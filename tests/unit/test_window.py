"""The event's window and the publication date."""

from __future__ import annotations

from datetime import date

import pytest

from evlint import lint_text
from evlint.dates.window import bounds, other_dates, published, window
from evlint.dates.zones import zone
from evlint.model.context import RuleContext
from evlint.model.document import Document
from evlint.parse import parse

PARIS = RuleContext(zone=zone("Europe/Paris"), zone_name="Europe/Paris")


def post(front: str) -> Document:
    return parse("post.md", f"---\n{front}\n---\n")


def days(front: str, context: RuleContext = PARIS) -> tuple[date, date] | None:
    found = window(post(front), context)
    return None if found is None else (found.first, found.last)


@pytest.mark.parametrize(
    ("front", "first", "last"),
    [
        ("event_start_date: 2022-11-02 00:00:00 +01:00\nevent_end_date: 2022-11-30 00:00:00 +01:00", (11, 2), (11, 30)),
        ("event_start_date: 2022-11-02 18:30:00 +01:00", (11, 2), (11, 2)),
        ("event_start_date: 2022-11-02\nevent_end_date:", (11, 2), (11, 2)),
        ("start: 2022-11-02T23:00:00Z\nend: 2022-11-03T21:00:00Z", (11, 3), (11, 3)),
        ("date: 2022-11-02 13:00:00\nend_date: 2022-11-02 14:00:00", (11, 2), (11, 2)),
        ("start_date: 2022-11-02 14:00\nend_date: 2022-11-02", (11, 2), (11, 2)),
        ("start_date: 2022-11-02 14:00\nend_date: 2022-11-02 13:00", (11, 2), (11, 2)),
    ],
)
def test_whole_local_days(front: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert days(front) == (date(2022, *first), date(2022, *last))


def test_without_a_zone_days_are_as_typed() -> None:
    assert days("start: 2022-11-02T23:00:00Z", RuleContext()) == (date(2022, 11, 2), date(2022, 11, 2))


@pytest.mark.parametrize(
    "front",
    [
        "title: x",
        "date: 2022-11-02",
        "event_end_date: 2022-11-30",
        "event_start_date: 0007-08-31 23:09:21 +00:09\nevent_end_date: 2021-09-09",
        "event_start_date: 2021-09-07\nevent_end_date: 0009-08-31 23:09:21 +00:09",
        "event_start_date: 2021-09-07\nevent_end_date: bientôt",
        "event_start_date: 2021-02-29",
        "event_start_date: 2021-09-07\nevent_end_date: 2020-09-09",
        "event_start_date: [2021-09-07]",
    ],
)
def test_no_window(front: str) -> None:
    assert window(post(front), PARIS) is None


def test_ends_that_lie_before_the_start_are_still_bounds() -> None:
    start, end, is_whole = bounds(post("start_date: 2021-09-07\nend_date: 2020-09-09"), PARIS)
    assert start is not None
    assert end is not None
    assert (start.moment.day, end.moment.day, is_whole) == (date(2021, 9, 7), date(2020, 9, 9), True)


def test_spans_and_pointers() -> None:
    document = post("date: 2022-10-21\nevent_start_date: '2022-11-02 10:00'\nevent_date: 2022-11-22")
    found = window(document, PARIS)
    assert found is not None
    assert (found.start.key, found.start.pointer) == ("event_start_date", "/event_start_date")
    assert document.source(found.start.span) == "'2022-11-02 10:00'"
    other = other_dates(document, PARIS)
    assert [(one.key, document.source(one.span)) for one in other] == [("event_date", "2022-11-22")]
    post_date = published(document, PARIS)
    assert post_date is not None
    assert document.source(post_date.span) == "2022-10-21"


def test_the_post_of_the_contract() -> None:
    document = post(
        "title: Mois\ndate: 2022-10-21 09:36:00 +02:00\npublished: false\n"
        "event_start_date: 2022-11-02 00:00:00 +01:00\nevent_end_date: 2022-11-30 00:00:00 +01:00"
    )
    assert days("event_start_date: 2022-11-02 00:00:00 +01:00") is not None
    assert window(document, PARIS) is window(document, PARIS)


def test_an_unreadable_publication_date_is_none() -> None:
    assert published(post("date: 0007-08-31"), PARIS) is None
    assert published(post("date: bientôt"), PARIS) is None
    assert published(post("title: x"), PARIS) is None


@pytest.mark.parametrize(
    ("front", "hint"),
    [
        ("date: 2026-03-10\npublishDate: 2026-02-01", "or “date”, which says here when the event is"),
        ("event_start_date: 2026-03-10", "or the dates of the event in the front matter"),
    ],
)
def test_an_author_is_told_that_date_is_the_events_day_here(front: str, hint: str) -> None:
    written = f"---\ntitle: Soirée Rust\n{front}\n---\n\n**Quand :** mardi 17 mars 2026\n"
    (found,) = lint_text(written, path="content/events/rust.md", select=["EV207"])
    assert hint in str(found.help)
