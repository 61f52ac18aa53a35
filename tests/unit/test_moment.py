"""`read_moment` reads what site generators read, and nothing that has two readings."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from evlint.dates.partial_datetime import PartialDateTime, instant, is_plausible, local, read_moment, written
from evlint.dates.zones import zone

DAY = date(2022, 10, 21)
AT = time(9, 36)
TWO = timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-10-21", PartialDateTime(DAY, None, None)),
        (" 2022-10-21 \n", PartialDateTime(DAY, None, None)),
        ("2022/10/21", PartialDateTime(DAY, None, None)),
        ("2022-1-5", PartialDateTime(date(2022, 1, 5), None, None)),
        ("2022-10-21 09:36:00 +02:00", PartialDateTime(DAY, AT, TWO)),
        ("2022-10-21 09:36:00 +0200", PartialDateTime(DAY, AT, TWO)),
        ("2022-10-21 9:36:00 +02", PartialDateTime(DAY, AT, TWO)),
        ("2022-10-21T09:36:00+0200", PartialDateTime(DAY, AT, TWO)),
        ("2022-10-21T09:36+02:00", PartialDateTime(DAY, AT, TWO)),
        ("2022-10-21 09:36", PartialDateTime(DAY, AT, None)),
        ("2022-10-21 09:36:00 Z", PartialDateTime(DAY, AT, timedelta())),
        ("2022-10-21t09:36:00z", PartialDateTime(DAY, AT, timedelta())),
        ("2022-10-21 09:36:00 UTC", PartialDateTime(DAY, AT, timedelta())),
        ("2022-10-21 09:36:00 CEST", PartialDateTime(DAY, AT, TWO)),
        ("2022-10-21 09:36:00 +0200 CEST", PartialDateTime(DAY, AT, TWO)),
        ("2022-10-21T09:36:00.250Z", PartialDateTime(DAY, time(9, 36, 0, 250_000), timedelta())),
        ("2022-10-21T09:36:00.123456789+02:00", PartialDateTime(DAY, time(9, 36, 0, 123_456), TWO)),
        ("2019-12-09 14:30:00 -0500", PartialDateTime(date(2019, 12, 9), time(14, 30), -timedelta(hours=5))),
        ("0007-08-31 23:09:21 +00:09", PartialDateTime(date(7, 8, 31), time(23, 9, 21), timedelta(minutes=9))),
        ("2022-10-21 00:00:00 +02:00", PartialDateTime(DAY, None, TWO)),
        ("2022-10-21 00:00", PartialDateTime(DAY, None, None)),
        ("Oct 21 2022", PartialDateTime(DAY, None, None)),
        ("October 21, 2022", PartialDateTime(DAY, None, None)),
        ("21 October 2022 09:36", PartialDateTime(DAY, AT, None)),
        ("21st Oct 2022", PartialDateTime(DAY, None, None)),
        ("Fri, 21 Oct 2022 09:36:00 +0200", PartialDateTime(DAY, AT, TWO)),
        ("Fri, 21 Oct 2022 09:36:00 GMT", PartialDateTime(DAY, AT, timedelta())),
        ("21 Oct 2022 09:36 EST", PartialDateTime(DAY, AT, -timedelta(hours=5))),
        ("2022-10-21 2:05 PM", PartialDateTime(DAY, time(14, 5), None)),
        ("2024-02-29", PartialDateTime(date(2024, 2, 29), None, None)),
    ],
)
def test_reads(text: str, expected: PartialDateTime) -> None:
    assert read_moment(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2022", "20221102", "2022-11", "18:30", "2022-11-02T", "2022-11-02 18", "2022-11-02 18h30",
        "2023-02-29", "2022-13-01", "2022-11-31", "2022-00-10", "2022-10-00", "0000-01-01", "2022-11-18 25:00",
        "2021-08-31 24:00", "2022-11-18 10:60", "2022-11-18 10:00:60", "2022-11-02 10:00 +25:00", "2022-11-02 10:00 +02:75",
        "02/11/2022", "11/02/2022", "02-11-2022",
        "2022-11/02", "22-11-02", "2022-11-02-titre", "x2022-11-02",
        "2023-01-29 18:30:22 2023 -0800", "2022-11-02 10:00 ABC", "à venir", "may", "May 2022", "31 Nov 2022",
        "Nov 31, 2022",
        "21 octobre 2022", "Oct 21 22", "Fri 10:00", "٢٠٢٢-١١-٠٢",
        "2022-11-02 " + " " * 100_000 + "x", "2022-11-02" + "0" * 99,
    ],
)  # fmt: skip
def test_leaves(text: str) -> None:
    assert read_moment(text) is None


def test_plausible_years() -> None:
    years = {
        year: is_plausible(PartialDateTime(date(year, 1, 1), None, None)) for year in (7, 1899, 1900, 2022, 2100, 2101)
    }
    assert years == {7: False, 1899: False, 1900: True, 2022: True, 2100: True, 2101: False}


def test_written_as_messages_show_it() -> None:
    assert written(PartialDateTime(DAY, None, TWO)) == DAY
    assert written(PartialDateTime(DAY, AT, None)) == datetime.fromisoformat("2022-10-21 09:36")
    assert written(PartialDateTime(DAY, AT, TWO)) == datetime(2022, 10, 21, 9, 36, tzinfo=timezone(TWO))


def test_local_day_and_time() -> None:
    paris = zone("Europe/Paris")
    late = PartialDateTime(date(2022, 11, 2), time(23, 30), timedelta())
    assert local(late, paris) == (date(2022, 11, 3), time(0, 30))
    assert local(late, None) == (date(2022, 11, 2), time(23, 30))
    assert local(late._replace(offset=None), paris) == (date(2022, 11, 2), time(23, 30))


def test_a_whole_day_stays_the_day_as_typed() -> None:
    new_york = zone("America/New_York")
    assert local(PartialDateTime(DAY, None, timedelta()), new_york) == (DAY, None)


def test_local_midnight_of_a_javascript_tool_is_the_whole_local_day() -> None:
    assert local(PartialDateTime(date(2022, 11, 2), time(23), timedelta()), zone("Europe/Paris")) == (
        date(2022, 11, 3),
        None,
    )


def test_instants() -> None:
    assert instant(PartialDateTime(DAY, AT, TWO), UTC) == datetime(2022, 10, 21, 7, 36, tzinfo=UTC)
    assert instant(PartialDateTime(DAY, None, None), timezone(TWO)) == datetime(2022, 10, 20, 22, tzinfo=UTC)
