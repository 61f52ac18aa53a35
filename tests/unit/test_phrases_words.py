"""The words that make a date, and the generated table behind them."""

from __future__ import annotations

import pytest

from evlint.dates._cldr import MONTHS, WEEKDAYS
from evlint.dates.vocabulary import LANGUAGES, MONTH, WEEKDAY, lexicon, month_comes_first, weekday_name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_language_is_known(language: str) -> None:
    words = lexicon(language)
    for names in MONTHS[language]:
        for number, name in enumerate(names, 1):
            word = words[name.removesuffix(".").casefold()]
            assert word.flags & MONTH
            assert word.month == number, name
    for names in WEEKDAYS[language]:
        for number, name in enumerate(names):
            word = words[name.removesuffix(".").casefold()]
            assert word.flags & WEEKDAY
            assert (word.weekday, word.language) == (number, language), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_names_of_the_others_are_known_too(language: str) -> None:
    words = lexicon(language)
    for other in LANGUAGES:
        assert [words[name.casefold()].month for name in MONTHS[other][0]] == list(range(1, 13))
        assert [words[name.casefold()].weekday for name in WEEKDAYS[other][0]] == list(range(7))


def test_short_names_of_the_others_are_not() -> None:
    assert lexicon("fr")["wo"].flags == 0
    assert lexicon("fr")["do"].weekday == -1
    assert lexicon("en")["So"].flags == 0


def test_a_lexicon_forgets_before_it_grows_without_end() -> None:
    words = lexicon("fr")
    for number in range(5000):
        assert words[f"mot{number}"].flags == 0
    assert len(words) <= 4000
    assert words["Août"].month == 8


@pytest.mark.parametrize(("text", "month"), [("decembre", 12), ("aout", 8), ("fevrier", 2), ("juill", 7), ("sept", 9)])
def test_names_without_accents_and_beginnings(text: str, month: int) -> None:
    assert lexicon("fr")[text].month == month


@pytest.mark.parametrize(
    ("language", "typed", "weekday", "expected"),
    [
        ("fr", "jeudi", 4, "vendredi"),
        ("fr", "Jeudi", 4, "Vendredi"),
        ("fr", "JEUDI", 4, "VENDREDI"),
        ("fr", "jeu", 4, "ven"),
        ("en", "Thurs", 4, "Fri"),
        ("en", "Thursday", 0, "Monday"),
        ("de", "Do", 4, "Fr"),
        ("pt", "quinta-feira", 5, "sábado"),
        ("pt", "quinta", 4, "sexta"),
        ("nl", "do", 4, "vr"),
    ],
)
def test_another_weekday_as_the_text_writes_it(language: str, typed: str, weekday: int, expected: str) -> None:
    assert weekday_name(lexicon(language)[typed.casefold()], weekday, typed) == expected


def test_order_by_region() -> None:
    assert month_comes_first("en", "US")
    assert month_comes_first("en", "us")
    assert not month_comes_first("en", "GB")
    assert not month_comes_first("en", None)
    assert not month_comes_first("fr", "US")
