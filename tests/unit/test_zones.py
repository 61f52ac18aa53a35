"""Zones by name, and the hours that clocks skip or show twice; dateutil is the oracle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from dateutil import tz

from evlint.dates.zones import exists, offset_at, offsets_of, zone

ONE, TWO = timedelta(hours=1), timedelta(hours=2)


def test_known_names() -> None:
    paris = zone("Europe/Paris")
    assert paris is not None
    assert offset_at(datetime(2022, 7, 1, tzinfo=UTC), paris) == TWO
    assert offset_at(datetime(2022, 12, 1, tzinfo=UTC), paris) == ONE
    assert zone("Europe/Paris") is paris
    assert zone("UTC") is not None


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Paris",
        "Europe",
        "Europe/Nowhere",
        "../../etc/passwd",
        "/etc/localtime",
        " UTC",
        "a\0b",
        "é",
        "Europe/../UTC",
    ],
)
def test_unknown_names(name: str) -> None:
    assert zone(name) is None


@pytest.mark.parametrize(
    "name", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC"]
)
def test_skipped_and_doubled_hours(name: str) -> None:
    there = zone(name)
    assert there is not None
    skipped = doubled = 0
    for start in (
        datetime.fromisoformat("2018-03-01"),
        datetime.fromisoformat("2018-10-01"),
        datetime.fromisoformat("2022-03-01"),
        datetime.fromisoformat("2022-10-01"),
    ):
        for step in range(60 * 24 * 2):
            wall = start + step * timedelta(minutes=30)
            assert exists(wall, there) == tz.datetime_exists(wall, there)
            count = len(offsets_of(wall, there))
            assert count == (0 if not exists(wall, there) else 2 if tz.datetime_ambiguous(wall, there) else 1)
            skipped += count == 0
            doubled += count == 2
    assert (skipped > 0, doubled > 0) == (name != "UTC", name not in ("UTC", "America/Sao_Paulo"))


def test_offsets_of_the_hour_that_comes_twice() -> None:
    paris = zone("Europe/Paris")
    assert paris is not None
    assert offsets_of(datetime.fromisoformat("2023-10-29 02:30"), paris) == (TWO, ONE)
    assert offsets_of(datetime.fromisoformat("2023-03-26 02:30"), paris) == ()
    assert offsets_of(datetime.fromisoformat("2023-03-26 03:00"), paris) == (TWO,)
