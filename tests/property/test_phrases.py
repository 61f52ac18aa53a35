"""Dates written by CLDR's own patterns are read back; no text breaks the grammar or makes it slower than linear."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evlint.dates.grammar import hours_in, phrases_in
from evlint.model.context import RuleContext
from evlint.parse import parse
from evlint.rules.dates import (
    date_contradicts_event,
    hours_contradict_event,
    impossible_date_in_text,
    range_contradicts_event,
    reversed_hours,
    weekday_mismatch,
    year_contradicts_event,
)

LOCALES = (
    "fr_FR", "fr_BE", "fr_CH", "en_US", "en_GB", "en_AU", "de_DE", "de_AT", "es_ES", "es_MX", "it_IT", "nl_NL", "nl_BE",
    "pt_PT", "pt_BR",
)  # fmt: skip
AROUND = {
    "fr": "Rendez-vous le {} à 14h.", "en": "Join us on {} at 10 am.", "de": "Wir treffen uns am {} um 18 Uhr.",
    "es": "La cita es el {} a las 10 h.", "it": "L'incontro è {} alle ore 10.", "nl": "Kom op {} om 10 uur.",
    "pt": "Encontro {} às 10h.",
}  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@settings(max_examples=150, deadline=None)
@given(DAYS, st.sampled_from(LOCALES), st.sampled_from(("full", "yMMMEd", "yMd", "yMEd")), st.booleans(), st.booleans())
def test_written_by_cldr(on: date, locale: str, form: str, is_upper: bool, has_hard_spaces: bool) -> None:
    from babel.dates import format_date, format_skeleton

    at = datetime(on.year, on.month, on.day)  # noqa: DTZ001 a day, no instant
    written = format_date(on, form, locale) if form == "full" else format_skeleton(form, at, locale=locale)
    text = AROUND[locale[:2]].format(written)
    text = text.upper() if is_upper else text
    text = text.replace(" ", "\u202f") if has_hard_spaces else text
    found = [day for phrase in phrases_in(text, locale[:2], locale[3:]) for day in phrase.days]
    weekday = -1 if form == "yMd" else on.weekday()
    assert [(day.year, day.month, day.day, day.weekday) for day in found] == [(on.year, on.month, on.day, weekday)]


@settings(max_examples=100, deadline=None)
@given(DAYS, st.sampled_from(LOCALES), st.integers(0, 6))
def test_only_wrong_weekdays_are_told(on: date, locale: str, shift: int) -> None:
    from babel.dates import format_date

    right = format_date(on, "EEEE", locale)
    wrong = format_date(on + timedelta(shift), "EEEE", locale)
    text = f"---\ntitle: x\n---\n\n{format_date(on, 'full', locale).replace(right, wrong)}\n"
    document = parse("post.md", text)
    found = list(weekday_mismatch.check(document, RuleContext(language=locale[:2], region=locale[3:])))
    assert len(found) == (1 if shift else 0), text
    for finding in found:
        assert finding.fix is not None
        (edit,) = finding.fix.edits
        assert (text[: edit.span.start] + edit.text + text[edit.span.end :]).lower() == text.replace(
            wrong, right
        ).lower()


PARTS = st.sampled_from(
    [
        "3", "31", "2022", "1er", "3.", "mai", "May", "novembre", "Nov.", "lundi", "Friday", "Do.", "le", "du", "au", "et",
        "to", "de", "à", "h", "9h30", "9:30", "am", "p.m.", "-", "–", "/", ".", ",", "(", ")", ":", "midi", "Uhr", "entre",
        "prochain", "\u00a0", "\n", "\u0301", "30/02/2023", "03-11", "https://a.b/3/mai", "@", "%", "'", "’",
    ]
)  # fmt: skip
HOSTILE = st.one_of(
    st.text(max_size=60), st.lists(PARTS, max_size=24).map(" ".join), st.lists(PARTS, max_size=24).map("".join)
)


@settings(max_examples=300, deadline=None)
@given(
    HOSTILE, st.sampled_from(["fr", "en", "de", "es", "it", "nl", "pt", "xx", ""]), st.sampled_from([None, "US", "?"])
)
@example("3", "fr", None)
@example("3 mai", "fr", None)
@example("mai 3", "en", None)
@example("3/", "fr", None)
@example("9h", "fr", None)
@example("lundi 3", "fr", None)
def test_never_raises_and_points_into_the_text(text: str, language: str, region: str | None) -> None:
    for phrase in phrases_in(text, language, region):
        assert 0 <= phrase.start < phrase.end <= len(text)
        for day in phrase.days:
            assert phrase.start <= day.start < day.end <= phrase.end
            assert any(char.isdigit() for char in text[day.start : day.end])
            if day.weekday >= 0:
                assert day.start <= day.weekday_start < day.weekday_end <= day.end
    for hours in hours_in(text, language):
        assert 0 <= hours.start < hours.end <= len(text)
        assert 0 <= hours.opens <= 1440


RULES = (
    date_contradicts_event, hours_contradict_event, impossible_date_in_text, range_contradicts_event, reversed_hours,
    weekday_mismatch, year_contradicts_event,
)  # fmt: skip
DATES = "event_start_date: 2022-11-02 09:00:00 +01:00\nevent_end_date: 2022-11-30"


@settings(max_examples=100, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, st.sampled_from([DATES, "date: 2022-11-02", ""]))
def test_rules_never_raise(title: str, field: str, body: str, dates: str) -> None:
    fields = f"fields:\n- label: Date et horaires\n  text: {json.dumps(field)}"
    document = parse("post.md", f"---\ntitle: {json.dumps(title)}\n{fields}\n{dates}\n---\n\n{body}\n")
    for rule in RULES:
        for finding in rule.check(document, RuleContext()):
            assert 0 <= finding.span.start < finding.span.end <= len(document.text)
            assert str(finding.message)


class Counter:
    """Counts calls of functions, those written in C included: work without a clock."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, _frame: FrameType, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            self.calls += 1


def work(text: str) -> int:
    """Return how many calls the grammar makes for a text."""
    counter = Counter()
    before = sys.getprofile()
    sys.setprofile(counter)
    try:
        phrases_in(text, "fr")
        hours_in(text, "fr")
        hours_in(text, "fr", falling=True)
    finally:
        sys.setprofile(before)
    return counter.calls


@pytest.mark.parametrize(
    "unit",
    [
        "1 ", "1", "1/", "1.", "1-", "1, ", "1 et ", "1 au ", "3 mai ", "3 mai, ", "3 mai et ", "lundi ", "lundi 3 mai ",
        "lundi, ", "9h-", "9h ", "9h à ", "à ", "du ", "1er ", "mai ", "May 3, ", "May 3 and ", "3 mai au ", "a", " ",
        "\u0301", "1\u0301", "1 de ", "3.11. ", "03/11 ", "03/11, ", "03/11 au ", "http://a/1 ", "1@", "3 "
        "mai (", "lundi 1 au ",
    ],
)  # fmt: skip
def test_work_is_linear(unit: str) -> None:
    work("3 mai")  # the words of the language are made once
    small, large = work(unit * 200), work(unit * 800)
    assert large <= 4.4 * small + 100
