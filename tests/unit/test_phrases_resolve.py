"""The year of a date that names none."""

from __future__ import annotations

from datetime import date

import pytest

from evlint.dates.grammar import phrases_in
from evlint.dates.phrases import Day
from evlint.dates.resolve import anchor, nearest, resolved, years_by_distance
from evlint.model.context import RuleContext
from evlint.parse import parse

FACTS = RuleContext()


def _day(text: str) -> Day:
    return phrases_in(text)[0].days[0]


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("le 3 novembre", date(2022, 11, 2), date(2022, 11, 3)),
        ("avant le 6 janvier", date(2022, 12, 27), date(2023, 1, 6)),
        ("le 28 décembre", date(2023, 1, 3), date(2022, 12, 28)),
        ("le 29 février", date(2023, 3, 1), date(2024, 2, 29)),
        ("le 29 février", date(2022, 3, 1), None),
        ("le 31 novembre", date(2022, 3, 1), None),
    ],
)
def test_nearest(text: str, near: date, expected: date | None) -> None:
    assert nearest(_day(text), near) == expected


def test_distance_orders_the_years() -> None:
    found = years_by_distance(_day("le 6 janvier"), date(2022, 12, 27))
    assert [on.year for on in found] == [2023, 2022, 2021]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("date: 2022-10-21\nevent_start_date: 2022-11-02", date(2022, 11, 2)),
        ("date: 2022-10-21\nevent_start_date: 2022-11-02\nevent_end_date: 2022-10-02", date(2022, 11, 2)),
        ("date: 2022-10-21\nevent_start_date: 0007-08-31", date(2022, 10, 21)),
        ("date: 2022-10-21", date(2022, 10, 21)),
        ("title: Rien", None),
    ],
)
def test_anchor(front: str, expected: date | None) -> None:
    found = anchor(parse("post.md", f"---\n{front}\n---\n"), FACTS)
    assert (found.day if found is not None else None) == expected


def test_a_stated_year_needs_no_anchor() -> None:
    assert resolved(_day("le 3 novembre 2022"), None) == date(2022, 11, 3)
    assert resolved(_day("le 3 novembre"), None) is None
