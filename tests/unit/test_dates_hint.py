"""What is told at a glance of a block's source: never that it holds no date where one can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evlint.dates.grammar import hours_in, phrases_in
from evlint.dates.prefilter import folded, may_hold_dates
from evlint.dates.vocabulary import LANGUAGES
from evlint.parse.body.forward_search import same_length_ascii


def gate(source: str) -> bool:
    return may_hold_dates(folded(same_length_ascii(source).encode()))


@pytest.mark.parametrize(
    "source",
    [
        "le 3 novembre", "**J**eudi 4", "<b>J</b>eudi 4", "3 FÉVRIER", "04/11", "16 uur",
        "3.11. um", "2022-11-03",
        "18h15", "3\u00a0p.m.", "18 bis 16 Uhr", "dalle 18 alle 16", "9:30", "Nov. 3rd", "LE 4 AOÛT", "le 4 aout",
        "no<b>vem</b>bre 3", "3 *nov*embre", "ore 18",
    ],
)  # fmt: skip
def test_what_may_be_a_date_is_not_denied(source: str) -> None:
    assert gate(source)


@pytest.mark.parametrize(
    "source",
    [
        "about 20 people",
        "version 2.0",
        "[x](https://a.fr/2018/05/04/x)",
        "in 2019, 1,400 posts",
        "1. one",
        "n° 3",
        "a1 b2",
        "it turned out well, and so 14 of us went",
        "v1-4-3 and 3.9.0, 2.5",
    ],
)
def test_most_numbers_are_no_dates(source: str) -> None:
    assert not gate(source)


_WORDS = st.sampled_from(
    ("le", "3", "14", "2022", "novembre", "Nov.", "Sept.", "May", "lundi", "Montag", "Friday", "de", "à", "18h", "18", "30",
     "/", "11", "-", ".", "h", "Uhr", "pm", "p.m.", "bis", "alle", "dalle", "ore", "au", "to", ":", "1er", "mars", "août",
     "setiembre", ",")
)  # fmt: skip


@given(st.lists(_WORDS, max_size=9), st.sampled_from(("", " ", "\u00a0")), st.sampled_from(LANGUAGES))
def test_what_the_grammar_reads_is_never_denied(words: list[str], blank: str, language: str) -> None:
    text = blank.join(words)
    if phrases_in(text, language) or hours_in(text, language):
        assert gate(text)
