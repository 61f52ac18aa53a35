"""What the rules of dates say at the edges of their tables: each line was once a change of the code that no test saw."""

from __future__ import annotations

from datetime import date

import pytest

from evlint.api import lint_text
from evlint.model.diagnostic import Diagnostic

HOW = "Write year, month and day"
SWAPPED = "seem to have changed places"


def told(
    text: str, code: str, *, path: str = "post.md", config: str = "", today: str = "2026-01-15"
) -> list[Diagnostic]:
    return lint_text(text, path=path, select=[code], config=config, today=date.fromisoformat(today))


def found(text: str, code: str, **how: str) -> list[str]:
    return [text[one.span.start : one.span.end] for one in told(text, code, **how)]


@pytest.mark.parametrize(
    ("value", "says", "advice"),
    [
        ("2022-13-01", "no month 13", SWAPPED),
        ("2022-31-12", "no month 31", SWAPPED),
        ("2022-32-12", "no month 32", HOW),
        ("2022-13-13", "no month 13", HOW),
        ("2022-13-00", "no month 13", HOW),
        ("2022-00-10", "no month 0", HOW),
        ("0000-01-01", "no calendar has it", HOW),
        ("2022-12-00", "no calendar has it", HOW),
        ("2022-11-31", "ends on Wednesday 30 November 2022", "Look the day up"),
        ("2023-02-29", "ends on Tuesday 28 February 2023", "Look the day up"),
        ("12/12/2022", "can be read in two ways", HOW),
        ("12.12.22", "can be read in two ways", HOW),
        ("13/12/2022", "the year must come first", HOW),
        ("12/13/2022", "the year must come first", HOW),
        ("202-11-03", "the year has 3 digits", HOW),
        ("20222-11-03", "the year has 5 digits", HOW),
        ("2022-11", "names a month, but no day", HOW),
        ("20221103", "read as a number", HOW),
        ("2022", "it is a year, or just a number", HOW),
        ("10h30", "a time of day without a day", HOW),
        ("Non", "“date: Non” is no date.", HOW),
        ("2022-11-03 24:00:00", "after 23:59 comes 00:00", "Write 23:59"),
        ("2022-11-03 24:00:01", "no hour 24", HOW),
        ("2022-11-03 23:60", "end at 59, and this says 60", HOW),
        ("2022-11-03 10:00:60", "end at 59, and this says 60", HOW),
        ("2022.11.03", "dots part its numbers", "Put hyphens"),
        ("2022-11-03 midi", "“midi” after the day is not a time", HOW),
        ("x" * 41, "x" * 39 + "…”", HOW),
        ("x" * 40, "x" * 40 + "”", HOW),
        ("[2022-11-03]", "holds a list", "Put one date there"),
        ("{a: 1}", "holds keys of its own", "Put one date there"),
        ("true", "“date: true” is no date.", "Put one date there"),
        ("0022-11-03", "is in the year 22", "with four digits, between 1900 and 2100"),
        ("1899-12-31", "is in the year 1899", "with four digits"),
        ("2101-01-01", "is in the year 2101", "with four digits"),
    ],
)
def test_what_is_wrong_with_a_date(value: str, says: str, advice: str) -> None:
    (one,) = told(f"---\ntitle: x\ndate: {value}\n---\n", "EV201")
    assert says in one.message
    assert advice in str(one.help)


@pytest.mark.parametrize(
    "value", ["{published: , modified: }", "{year: 2022, month: 11}", "{start: {day: 2022-11-03}}"]
)
def test_a_group_of_dates_is_left_to_an_unknown_generator(value: str) -> None:
    assert told(f"---\ntitle: x\ndate: {value}\n---\n", "EV201") == []


@pytest.mark.parametrize(
    "value", ["2022-11-30", "2022-12-31", "2024-02-29", "1900-01-01", "2022-11-03 23:59:59", "~", ""]
)
def test_what_is_a_date(value: str) -> None:
    assert not told(f"---\ntitle: x\ndate: {value}\n---\n", "EV201")


@pytest.mark.parametrize(
    ("year", "advice"), [("0031", "looks like the day"), ("0032", "speaks of 2022. Write the year")]
)
def test_a_day_in_the_place_of_the_year(year: str, advice: str) -> None:
    (one,) = told(f"---\ntitle: Le forum 2022\nevent_start_date: {year}-08-22\n---\n", "EV201")
    assert advice in str(one.help)


def post(body: str, start: str = "2022-11-03", end: str = "2022-11-05") -> str:
    return f"---\ntitle: x\nevent_start_date: {start}\nevent_end_date: {end}\n---\n\n{body}\n"


@pytest.mark.parametrize(
    ("text", "says", "related"),
    [
        (post("vendredi 3 novembre"), "the event runs from Thursday 3 November 2022 to Saturday 5", 2),
        (post("vendredi 3 novembre", end="2022-11-03"), "(the event is on Thursday 3 November 2022)", 2),
        ("---\ntitle: x\ndate: 2022-11-01\n---\n\nvendredi 3 novembre\n", "the post is dated Tuesday 1 November", 1),
        ("---\ntitle: x\nevent_start_date: 2022-11-03\n---\n\nvendredi 3 novembre\n", "the event is on Thursday 3", 1),
        (post("vendredi 3 novembre 2022"), "that day is Thursday 3 November 2022.", 2),
        ("---\ntitle: x\n---\n\nvendredi 3 novembre 2022\n", "that day is Thursday 3 November 2022.", 0),
    ],
)
def test_a_wrong_weekday_is_told_with_what_it_is_judged_by(text: str, says: str, related: int) -> None:
    (one,) = told(text, "EV206")
    assert says in one.message
    assert len(one.related) == related
    assert one.fix is not None
    assert [edit.text for edit in one.fix.edits] == ["jeudi"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("du lundi 3 au mardi 5", ["lundi 3", "mardi 5"]),
        ("du jeudi 3 au mardi 5", ["mardi 5"]),
        ("du jeudi 3 au samedi 5", []),
        ("du lundi 4 au mardi 5", []),
        ("du lundi 3 au mardi 6", []),
        ("samedi 3 novembre, en 2018", ["samedi 3 novembre"]),
        ("vendredi 3 novembre 2023", []),
        ("jeudi 3 novembre 2023", ["jeudi 3 novembre 2023"]),
        ("vendredi 3 <em>novembre</em>", ["vendredi 3 <em>novembre"]),
        ("<b>vend</b>redi 3 novembre", ["vend</b>redi 3 novembre"]),
        ("lundi 03/11/2022", ["lundi 03/11/2022"]),
    ],
)
def test_which_weekdays_are_wrong(body: str, wrong: list[str]) -> None:
    assert found(post(body), "EV206") == wrong


def test_a_weekday_that_is_right_in_the_events_year_asks_for_that_year() -> None:
    (one,) = told(post("jeudi 3 novembre 2023"), "EV206")
    assert "In 2022, the year of the event" in str(one.help)
    assert one.fix is not None
    assert [edit.text for edit in one.fix.edits] == ["2022"]
    for body in ("mercredi 2 novembre 2023", "lundi 3 novembre 2023"):  # before the event, or wrong in its year too
        assert "Correct the weekday" in str(told(post(body), "EV206")[0].help)


def test_a_weekday_within_markup_is_told_and_not_mended() -> None:
    (one,) = told(post("<b>vend</b>redi 3 novembre"), "EV206")
    assert one.fix is None


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        ("2022-11-03", "2021-11-03", "With the year 2022"),
        ("2022-11-03", "2021-12-01", "With the year 2022"),
        ("2022-11-03", "2021-11-02", "Compare both dates"),
        ("2022-11-03", "2022-11-02", "Compare both dates"),
        ("2022-11-03 10:00:00 +01:00", "2022-11-03 09:59:59 +01:00", "Compare both dates"),
        ("2022-11-03 10:00:00 +01:00", "2022-11-03 10:30:00 +02:00", "Compare both dates"),
    ],
)
def test_an_end_before_the_start(start: str, end: str, says: str) -> None:
    (one,) = told(post("", start, end), "EV202")
    assert says in str(one.help)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2022-11-03 10:00:00 +01:00", "2022-11-03 10:00:00 +01:00"),
        ("2022-11-03 10:00:00 +02:00", "2022-11-03 09:30:00 +01:00"),
        ("2022-11-03 10:00:00", "2022-11-03 00:00:00"),
        ("2022-11-03 00:30:00 +02:00", "2022-11-02"),
    ],
)
@pytest.mark.parametrize("config", ["", 'timezone = "UTC"\n'])
def test_an_end_that_is_none_too_early(start: str, end: str, config: str) -> None:
    if end != "2022-11-02" or config:  # half past midnight in Paris is the evening before in London
        assert not told(post("", start, end), "EV202", config=config)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("le 31 novembre", ["31 novembre"]),
        ("le 29 février 2023", ["29 février 2023"]),
        ("le 29 février 2024", []),
        ("lundi 32 mai", ["lundi 32 mai"]),
        ("lundi 30/02", ["lundi 30/02"]),
        ("le 32 mai", ["32 mai"]),
        ("les 40 novembre", []),
        ("12/13/2022", []),
        ("13/13/2022", ["13/13/2022"]),
        ("le 30/02", ["30/02"]),
        ("le 30/2", []),
        ("dossier 30/02/2023", []),
        ("30/02/2023", ["30/02/2023"]),
        ("30.2.23", []),
        ("30.02.23", ["30.02.23"]),
    ],
)
def test_which_dates_do_not_exist(body: str, wrong: list[str]) -> None:
    assert found(post(body), "EV211") == wrong


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("de 18h15 à 16h15", True), ("de 16h15 à 16h15", False), ("de 22h à 2h", False), ("de 22h à 6h", False),
        ("de 10h à 6h01", True), ("de 10h à 6h", False), ("de 17h à 10h", False), ("de 17h à 10h01", True),
        ("de 16h59 à 10h", True), ("de 20h à 12h", False), ("de 20h à 12h01", True), ("de 19h59 à 12h", True),
        ("réduit de 18h à 16h", False), ("de 18h à 16h le lendemain", False),
    ],
)  # fmt: skip
def test_which_hours_are_reversed(body: str, wrong: bool) -> None:
    assert bool(told(post(body), "EV210")) is wrong


@pytest.mark.parametrize(
    ("path", "today", "wrong"),
    [
        ("_posts/2026-01-16-x.md", "2026-01-15", True),
        ("_posts/2026-01-16-x.md", "2026-01-16", False),
    ],
)
def test_a_post_of_tomorrow(path: str, today: str, wrong: bool) -> None:
    text = "---\ntitle: x\ndate: 2026-01-16\npublished: true\n---\n"
    assert bool(told(text, "EV213", path=path, today=today)) is wrong
