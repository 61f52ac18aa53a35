"""Hours and ranges of hours as real authors write them."""

from __future__ import annotations

import pytest

from evlint.dates.grammar import hours_in


def told(text: str, language: str = "fr") -> list[str]:
    """Write the hours of a text: `9:30-12:00`, with `?` where morning or afternoon is a guess."""
    found = []
    for hours in hours_in(text, language):
        closes = "" if hours.closes is None else f"-{_clock(hours.closes)}"
        found.append(f"{_clock(hours.opens)}{closes}{'' if hours.is_certain else '?'}")
    return found


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9h - 18h", ["9:00-18:00"]),
        ("9h30-12h", ["9:30-12:00"]),
        ("de 09h00 à 12h30", ["9:00-12:30"]),
        ("14h30 – 16h45", ["14:30-16:45"]),
        ("13h45 – 14h05 :", ["13:45-14:05"]),
        ("12h15 - 12H45", ["12:15-12:45"]),
        ("à 9 heure 30", ["9:30"]),
        ("14\u00a0h\u202f30, 14 h", ["14:30", "14:00"]),
        ("[9h30] Accueil café [10h15 - 12h] Plénière", ["9:30", "10:15-12:00"]),
        ("[16h-16h20]", ["16:00-16:20"]),
        ("de 10h à 11h, de 14h à 15h ou de 16h à 17h", ["10:00-11:00", "14:00-15:00", "16:00-17:00"]),
        ("de 9h à midi", ["9:00-12:00"]),
        ("de 20h à minuit", ["20:00-24:00"]),
        ("de minuit à 6h", ["0:00-6:00"]),
        ("9 à 12h", ["9:00-12:00"]),
        ("à partir de 9h et jusqu'à 18h", ["9:00-18:00"]),
        ("entre 9h et 11h", ["9:00-11:00"]),
        ("le mardi 3 à 9h", ["9:00"]),
        ("le 24/03 à 13h45", ["13:45"]),
        ("14:00 - 15:30", ["14:00-15:30"]),
        ("jeudi 03/11 de 18h15 à 16h15", ["18:15-16:15"]),
        ("de 9h à 12 personnes, 25h, 9h75, 12h30h, 35h par semaine", ["9:00"]),
        ("2 à 6 participants, 3:2, 1:30:00, ratio 16:9", []),
    ],
)
def test_french(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "dalle 9 alle 12, dalle ore 14 alle ore 18", ["9:00-12:00", "14:00-18:00"]),
        ("it", "ore 18, alle 3 persone, dalle 20 in su", ["18:00", "20:00"]),
        ("nl", "van 9 uur tot en met 12 uur", ["9:00-12:00"]),
        ("en", "9:30 am – 5 p.m.", ["9:30-17:00"]),
        ("en", "9-11am", ["9:00-11:00"]),
        ("en", "from 11 to 1 pm", ["11:00-13:00"]),
        ("en", "10:30 – 11:00 am", ["10:30-11:00"]),
        ("en", "12 p.m. to 1 p.m., 12 am", ["12:00-13:00", "0:00"]),
        ("en", "9:00 - 5:00", ["9:00-5:00?"]),
        ("en", "9 a.m. to noon", ["9:00-12:00?"]),
        ("en", "2:00 to 3:30 pm, ET", ["14:00-15:30"]),
        ("en", "18:15 - 16:15", ["18:15-16:15"]),
        ("en", "November 3 - 5 pm", ["17:00"]),
        ("en", "Genesis 1:30, 13 pm, 0 am", ["1:30?"]),
        ("de", "von 16 bis 18 Uhr, 16.30 Uhr, 16 Uhr 30", ["16:00-18:00", "16:30", "16:30"]),
        ("de", "16.30-18.30 Uhr, um 16.30", ["16:30-18:30", "16:30"]),
        ("es", "de 16:30 a 18:30 h, a las 16 h", ["16:30-18:30", "16:00"]),
        ("it", "dalle ore 9 alle ore 12, dalle 9.30 alle 12.30 h", ["9:00-12:00", "9:30-12:30"]),
        ("nl", "van 9 tot 12 uur, 19.30 uur", ["9:00-12:00", "19:30"]),
        ("pt", "das 9h às 12h30", ["9:00-12:30"]),
    ],
)
def test_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert told(text, language) == expected


def test_the_full_stop_is_the_sentences_own() -> None:
    text = "From 2 pm to 11 am. Or at 5 p.m."
    assert [text[hours.start : hours.end] for hours in hours_in(text, "en")] == ["2 pm to 11 am", "5 p.m."]


def test_places() -> None:
    text = "Le jeudi 03/11 de 16h15 à 18h15 !"
    (hours,) = hours_in(text)
    assert text[hours.start : hours.end] == "16h15 à 18h15"


@pytest.mark.parametrize(
    ("text", "count"),
    [("à 9h30 puis 8h30", 0), ("de 9h30 à 10h30", 0), ("de 10h30 à 9h30", 1), ("9h30 - 9h15", 1), ("3 pm to 11 am", 1)],
)
def test_falling_ranges_only(text: str, count: int) -> None:
    assert len(hours_in(text, falling=True)) == count
