"""Date keys: what is written can be read back; nothing that anyone types makes the rules fail."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.dates.partial_datetime import PartialDateTime, instant, is_plausible, local, read_moment, written
from evlint.dates.window import bounds, other_dates, published, window
from evlint.dates.zones import zone
from evlint.lint.engine import Active, run_rules
from evlint.lint.needs import NEEDS
from evlint.model.context import RuleContext
from evlint.model.site import Site, SiteCollection
from evlint.parse import parse
from evlint.rules import own_rules

CODES = ("EV201", "EV202", "EV203", "EV204", "EV205", "EV212", "EV213")
RULES = [Active(rule, rule.severity) for rule in own_rules() if rule.code in CODES]
OFFSETS = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))
TIMES = st.times().filter(lambda at: at != time())
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
KEYS = (
    "date",
    "event_start_date",
    "end_date",
    "event_date",
    "publishDate",
    "lastmod",
    "start",
    "end",
    "published",
    "draft",
)
PARTS = st.sampled_from(
    [
        "2022",
        "-",
        "/",
        "02",
        "30",
        "13",
        " ",
        "T",
        ":",
        "24",
        "+02:00",
        "Z",
        "Oct",
        "pm",
        "٣",
        "{{",
        "é",
        "0007",
        "99999",
    ]
)
VALUES = st.one_of(st.lists(PARTS, max_size=9).map("".join), st.text(max_size=12), st.datetimes().map(str))


def iso_offset(offset: timedelta, colon: str) -> str:
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}{colon}{minutes % 60:02}"


@given(DAYS, TIMES, OFFSETS, st.sampled_from(["T", " ", "t"]), st.sampled_from(["", " "]), st.sampled_from(["", ":"]))
def test_what_is_written_is_read(day: date, at: time, offset: timedelta, mark: str, blank: str, colon: str) -> None:
    text = f"{day.isoformat()}{mark}{at.isoformat()}{blank}{iso_offset(offset, colon)}"
    assert read_moment(text) == PartialDateTime(day, at, offset)


@given(DAYS, TIMES, OFFSETS)
def test_the_instant_is_the_one_of_the_standard_library(day: date, at: time, offset: timedelta) -> None:
    moment = PartialDateTime(day, at, offset)
    assert instant(moment, UTC) == datetime.combine(day, at, timezone(offset)) == written(moment)


@given(
    DAYS,
    st.none() | TIMES,
    st.none() | OFFSETS,
    st.sampled_from(["Europe/Paris", "Pacific/Kiritimati", "America/Adak"]),
)
def test_local_days_are_near_the_day_as_typed(day: date, at: time | None, offset: timedelta | None, name: str) -> None:
    there, _ = local(PartialDateTime(day, at, offset), zone(name))
    assert abs(there - day) <= timedelta(days=2)


@given(VALUES)
def test_reading_never_fails_and_gives_a_real_day(text: str) -> None:
    moment = read_moment(text)
    if moment is not None:
        assert str(moment.day.day) in text.replace(str(moment.day.year).rjust(4, "0"), "", 1)
        assert moment.time != time()
        assert isinstance(is_plausible(moment), bool)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(KEYS), VALUES, st.sampled_from(["", "'", '"'])), max_size=5),
    st.sampled_from(["post.md", "_posts/2022-02-30-x.md", "_posts/0000-01-01-x.md", "2022-1-5-x/index.md"]),
    st.sampled_from([None, "Europe/Paris", "Pacific/Kiritimati"]),
)
def test_no_front_matter_makes_a_rule_fail(pairs: list[tuple[str, str, str]], path: str, name: str | None) -> None:
    front = "\n".join(f"{key}: {quote}{value}{quote}" for key, value, quote in pairs)
    document = parse(path, f"---\n{front}\n---\nTexte\n")
    site = Site("jekyll", collections=(SiteCollection("posts", "_posts"),))
    context = RuleContext(today=date(2022, 1, 1), zone=zone(name) if name else None, zone_name=name, site=site)
    found = run_rules(document, context, RULES, NEEDS)
    assert not found.defects
    seen = window(document, context)
    assert seen is None or (seen.first <= seen.last and bounds(document, context).start == seen.start)
    for dated in (*other_dates(document, context), published(document, context)):
        assert dated is None or is_plausible(dated.moment)
