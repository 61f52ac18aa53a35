"""The words of a language are what putting name after name, the full series last, makes of them."""

from __future__ import annotations

import pytest

from evlint.dates import vocabulary as words
from evlint.dates._cldr import MONTHS, WEEKDAYS
from evlint.dates.phrasebook import NO_BEGINNINGS
from evlint.dates.vocabulary import MONTH, NOON, PART, WEEKDAY, Word

NOTHING = Word(0)


def spellings(name: str) -> set[str]:
    text = name.removesuffix(".").casefold()
    return {text, text.translate(words._UNACCENTED)}


def beginnings(names: tuple[str, ...], shortest: int) -> list[tuple[str, int]]:
    folded = [name.casefold() for name in names]
    return [
        (name[:length], number)
        for number, name in enumerate(folded)
        for length in range(shortest, len(name))
        if name[length - 1].isalpha() and sum(other.startswith(name[:length]) for other in folded) == 1
    ]


class Slow:
    """Puts every name of every series, from the shortest series to the full one, over what stands there."""

    def __init__(self, language: str) -> None:
        self.words: dict[str, Word] = {}
        for flag, texts in words._SMALL.items():
            for text in texts.split():
                word = self.words.get(text, NOTHING)
                self.words[text] = word._replace(flags=word.flags | flag, past=text in words._PAST)
        self.words["tot en met"] = self.words["t/m"]
        for text, minutes in words.NOONS.items():
            self.words[text] = Word(NOON | PART, minutes=minutes)
        for other in (*(one for one in MONTHS if one not in (language, "fr", "en")), "en", "fr"):
            if other != language:
                self.add(other, is_own=False)
        if language in MONTHS:
            self.add(language, is_own=True)
            words._add_phrases(self.words, language)

    def add(self, language: str, *, is_own: bool) -> None:
        capitals = language in ("en", "de")
        months, weekdays = (table[language] if is_own else table[language][:1] for table in (MONTHS, WEEKDAYS))
        if is_own:
            for text, number in beginnings(months[0], words._SHORTEST_MONTH):
                self.month(text, number + 1, language, (True, capitals, True))
            for text, number in beginnings(weekdays[0], words._SHORTEST_WEEKDAY):
                if text not in NO_BEGINNINGS:
                    self.weekday(text, number, language, (-1, capitals))
        full = {name.casefold() for name in months[0]}
        for row in reversed(range(len(months))):
            for number, name in enumerate(months[row], 1):
                short = row > 0 and len(name.removesuffix(".")) <= words._LONGEST_SHORT and name.casefold() not in full
                for text in spellings(name):
                    self.month(text, number, language, (short, capitals and (short or text in words._VERBS), is_own))
        for row in reversed(range(len(weekdays))):
            for number, name in enumerate(weekdays[row]):
                for text in spellings(name):
                    self.weekday(text, number, language, (row, capitals and row > 0))

    def month(self, text: str, number: int, language: str, how: tuple[bool, bool, bool]) -> None:
        word = self.words.get(text, NOTHING)
        english = language == "en" or (word.english and word.month == number)
        self.words[text] = word._replace(
            flags=word.flags | MONTH,
            month=number,
            month_short=how[0],
            month_capital=how[1],
            english=english,
            own=how[2],
        )

    def weekday(self, text: str, number: int, language: str, how: tuple[int, bool]) -> None:
        word = self.words.get(text, NOTHING)
        self.words[text] = word._replace(
            flags=word.flags | WEEKDAY,
            weekday=number,
            weekday_short=how[0] != 0,
            weekday_capital=how[1],
            language=language,
            series=how[0],
        )


@pytest.mark.parametrize("language", [*MONTHS, "pl", ""])
def test_a_lexicon_is_what_every_name_in_turn_makes(language: str) -> None:
    assert words._make(language) == Slow(language).words
