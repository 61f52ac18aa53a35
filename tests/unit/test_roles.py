"""Which key has which role."""

from __future__ import annotations

import pytest

from evlint.dates.roles import Roles, roles
from evlint.model.context import RuleContext
from evlint.model.settings import Collection
from evlint.parse import parse


def found(front: str, **dates: str) -> Roles:
    context = RuleContext(collection=Collection("c", dates=dates) if dates else None)
    return roles(parse("post.md", f"---\n{front}\n---\n"), context)


def names(front: str, **dates: str) -> list[str | None]:
    return [None if keyed is None else keyed.entry.name for keyed in found(front, **dates)[:4]]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: x", [None, None, None, None]),
        ("date: 2022-10-21", [None, None, "date", None]),
        (
            "date: 2022-10-21\nevent_start_date: 2022-11-02\nevent_end_date: 2022-11-30",
            ["event_start_date", "event_end_date", "date", None],
        ),
        ("startDate: 2022-11-02\nendDate: 2022-11-03\npubDate: 2022-10-01", ["startDate", "endDate", "pubDate", None]),
        (
            "date_debut: 2022-11-02\ndate-fin: 2022-11-03\ndate_publication: 2022-10-01",
            ["date_debut", "date-fin", "date_publication", None],
        ),
        ("dtstart: 2022-11-02\ndtend: 2022-11-03", ["dtstart", "dtend", None, None]),
        ("starts: 2022-11-02\nends: 2022-11-03", ["starts", "ends", None, None]),
        ("starts: 10\nends: 2", [None, None, None, None]),
        ("datum_von: 2022-11-02\ndatum_bis: 2022-11-03", ["datum_von", "datum_bis", None, None]),
        ("dateEvent: 2018-05-01\ndate: 2018-04-01", ["dateEvent", None, "date", None]),
        ("last_modified_at: 2022-11-02", [None, None, None, "last_modified_at"]),
        ("lastmod: 2022-11-02\nupdated: 2022-11-03", [None, None, None, "lastmod"]),
        ("date: 2018-01-10\nend_date: 2018-01-10", ["date", "end_date", None, None]),
        ("publishDate: 2018-01-01\ndate: 2018-01-10\nend_date: 2018-01-10", ["date", "end_date", "publishDate", None]),
        ("date: 2018-01-10\nend_date:", [None, None, "date", None]),
        ("event_start_date: ''\nstart_date: 2022-11-02", ["start_date", None, None, None]),
        ("start: 10\nend: 2", [None, None, None, None]),
        ("start: 2022-11-02\nend: '2022-11-03 10:00'", ["start", "end", None, None]),
        ("published: false\nupdated: true", [None, None, None, None]),
        ("published: 2022-11-02", [None, None, "published", None]),
        ("event_date: soon", ["event_date", None, None, None]),
        ("update_frequency: daily\ndate_format: long\nexpirydate: 2022-11-02", [None, None, None, None]),
    ],
)
def test_usual_names(front: str, expected: list[str | None]) -> None:
    assert names(front) == expected


def test_the_configuration_decides() -> None:
    front = "date: 2022-11-02\nouverture: 2022-10-01\nstart_date: 2022-01-01"
    assert names(front, start="date", published="ouverture") == ["date", None, "ouverture", None]
    assert names(front, start="date") == ["date", None, None, None]
    assert names(front, published="date") == ["start_date", None, "date", None]
    assert names(front, start="missing") == [None, None, "date", None]


def test_a_start_given_by_the_configuration_is_not_replaced_by_date() -> None:
    assert names("date: 2022-11-02\nend_date: 2022-11-03", start="when") == [None, "end_date", "date", None]
    assert names("date: 2022-11-02\nend_date: 2022-11-03", published="date") == [None, "end_date", "date", None]


def test_the_configuration_may_point_into_nested_keys() -> None:
    start = found("event:\n  start: 2022-11-02\n", start="/event/start").start
    assert start is not None
    assert (start.pointer, start.entry.name, start.strict) == ("/event/start", "start", True)


def test_second_keys() -> None:
    both = found("event_date: 2018-11-22\nevent_start_date: 2018-11-12\ndate: 2018-11-01\npublishDate: 2018-10-01")
    assert [(keyed.entry.name, keyed.role) for keyed in both.others] == [("event_date", "start"), ("date", "published")]
    assert [keyed.entry.name for keyed in both.every()] == ["event_date", "event_start_date", "date", "publishDate"]


def test_without_front_matter() -> None:
    assert roles(parse("post.md", "Texte\n"), RuleContext()).every() == ()


def test_worked_out_once() -> None:
    document = parse("post.md", "---\ndate: 2022-11-02\n---\n")
    assert roles(document, RuleContext()) is roles(document, RuleContext())


def test_the_ends_of_the_days_of_an_event_in_a_mapping_of_their_own() -> None:
    both = found("date: 2021-10-28\neventdates:\n  from: 2022-02-05\n  till: 2022-02-06\n")
    assert both.start is not None
    assert both.end is not None
    assert (both.start.pointer, both.end.pointer) == ("/eventdates/from", "/eventdates/till")
    assert found("from: 2022-02-05\nredirects:\n  from: 2022-02-05\n").start is None
