"""Which words mean something in a date, by language: months and weekdays from CLDR, and the small words around them.

`lexicon("fr")` gives the words of a French post: its own names in full and short, and the full names of the other six
languages behind them, for a site is seldom in one language only.
"""

from __future__ import annotations

from collections.abc import ItemsView

from evlint.dates._cldr import MONTH_FIRST, MONTHS, WEEKDAYS
from evlint.dates.phrasebook import (
    GLUED_PARTS,
    NO_BEGINNINGS,
    OTHER_WEEKDAYS,
    PARTS_OF_DAY,
    PLURAL_ENDINGS,
    PLURALS,
    days_in_words,
)
from evlint.startup.namedtuple import NamedTuple

LANGUAGES = tuple(MONTHS)

# What a token can be: a word may be several things ("de" opens a range, joins day and month, and is an article in Dutch).
NUMBER, MONTH, WEEKDAY, TO, AND, OPEN, ARTICLE, OF, ORDINAL = 1, 2, 4, 8, 16, 32, 64, 128, 256
COMMA, DOT, SLASH, DASH, COLON, HOUR, HALF, NOON, BESIDE, AT = (
    512,
    1024,
    2048,
    4096,
    8192,
    1 << 14,
    1 << 15,
    1 << 16,
    1 << 17,
    1 << 18,
)
GLUED_LEFT, GLUED_RIGHT = 1 << 19, 1 << 20  # a number that is part of something else: a decimal, a version, `n°6411`
PART, DAY_WORD = 1 << 21, 1 << 22  # a part of the day ("soir"), the number of a day in words ("douze")

_SMALL: dict[int, str] = {
    TO: "au à a jusqu jusque t/m to through thru until till bis al hasta fino all alle tot até ao às",
    AND: "et and und y e ed en ou or oder o of u",
    OPEN: "du de des d from between vom von zwischen del desde entre dal dalle dall tra fra van tussen do das",
    ARTICLE: "le la les l the den der dem die am el los las il lo i gli op de em no na o os zum dia día giorno on",
    OF: "de d of di del do dell",
    ORDINAL: "er ère st nd rd th º ª o a ᵉʳ e ste",
    HOUR: "h hs heure heures uhr uur hora horas hrs",
    HALF: "am pm a p",  # and then "m", see `tokens`
    BESIDE: "prochain prochains dernier derniers passé passés next last nächsten letzten próximo próximos pasado pasados "
    "prossimo prossimi scorso scorsi volgende vorige passado passados prochaine prochaines nächster nächstes nächste "
    "próxima próximas prossima prossime komende aanstaande",
    AT: "à at um ore alle dalle às las a om kl ab dès gegen vers",
}  # fmt: skip
BETWEEN = frozenset({"between", "entre", "zwischen", "tra", "fra", "tussen"})  # their "and" makes a range
NOONS = {
    "midi": 720, "noon": 720, "mittag": 720, "mediodía": 720, "mediodia": 720, "mezzogiorno": 720,
    "minuit": 1440, "midnight": 1440, "mitternacht": 1440, "medianoche": 1440, "mezzanotte": 1440, "middernacht": 1440,
}  # fmt: skip
_PAST = frozenset(
    (
        "dernier",
        "derniers",
        "passé",
        "passés",
        "last",
        "letzten",
        "pasado",
        "pasados",
        "scorso",
        "scorsi",
        "vorige",
        "passado",
    )
)
_SHORTEST_MONTH, _SHORTEST_WEEKDAY = 3, 4  # shorter beginnings of names are other words too ("Die 3 …")
_LONGEST_SHORT = 5  # letters of a short month; a longer name is another full one ("Jänner", "setiembre")
_VERBS = frozenset({"may", "march"})


class Word(NamedTuple):
    """What a word can mean.

    `flags` are the token kinds above. `month` runs from 1, `weekday` from Monday as 0. `series` is the row of
    `WEEKDAYS[language]` that the weekday stands in (-1: a beginning such as "Thurs", which no row holds). `short` tells
    an abbreviation, which may carry a dot; `capital` that the name counts only with a capital letter. `english` tells a
    month of English, `own` one of the language of the post. `minutes` is the hour of a noon, and the number of a day in
    words. `plural` tells weekdays of which there are several ("jeudis"); `stem` is how many letters of a longer word the
    name of the weekday takes ("Samstagabend"), 0 for all, -1 where another weekday cannot just be put in their place.
    """

    flags: int
    month: int = 0
    month_short: bool = False
    month_capital: bool = False
    english: bool = False
    own: bool = False
    weekday: int = -1
    weekday_short: bool = False
    weekday_capital: bool = False
    language: str = ""
    series: int = -1
    minutes: int = -1
    past: bool = False
    plural: bool = False
    stem: int = 0


_NOTHING = Word(0)
# Words and languages that are kept: a site has a few hundred, a hostile text any number.
_MOST_REMEMBERED, _MOST_LANGUAGES = 4000, 40


class Lexicon(dict[str, Word]):
    """The words of a language, asked for as typed: `lexicon["Août"]`. A word that means nothing here has no flags.

    It remembers what it was asked, up to a bound: a text repeats its words.
    """

    __slots__ = ("_names",)

    def __init__(self, names: dict[str, Word]) -> None:
        """`names` maps the casefolded form of a word to what it means."""
        super().__init__()
        self._names = names

    def named(self) -> ItemsView[str, Word]:
        """Return every word that means something, casefolded, with its meaning."""
        return self._names.items()

    def __missing__(self, typed: str) -> Word:
        folded = typed.casefold()
        if folded[-3:] == "met":
            folded = " ".join(folded.split())  # "tot en met" is one token
        if folded[-1:] in ("'", "’"):
            folded = folded[:-1]
        word = self._names.get(folded)
        if word is None and not folded.isascii():
            from unicodedata import normalize

            word = self._names.get(normalize("NFC", folded))
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[typed] = word = word or _NOTHING
        return word


_known: dict[str, Lexicon] = {}


def lexicon(language: str) -> Lexicon:
    """Return the words of a language ("fr", or "en-US" cut to "en")."""
    found = _known.get(language)
    if found is None:
        found = Lexicon(_make(language.replace("_", "-").split("-")[0].lower()))
        if len(_known) < _MOST_LANGUAGES:
            _known[language] = found
    return found


def month_comes_first(language: str, region: str | None) -> bool:
    """Tell whether `03/11` is the 11th of March in this language and region (CLDR's short date)."""
    return region is not None and region.upper() in MONTH_FIRST.get(language, ())


def weekday_name(word: Word, weekday: int, typed: str) -> str:
    """Write another weekday as `typed` writes its own: same language, same abbreviation, same case."""
    rows = WEEKDAYS[word.language]
    name = rows[word.series if word.series >= 0 else 1][weekday].removesuffix(".")
    if typed.isupper() and len(typed) > 1:
        return name.upper()
    if "-" in typed and typed.istitle():
        return name.title()
    return name[0].upper() + name[1:] if typed[:1].isupper() else name[0].lower() + name[1:]


def _make(language: str) -> dict[str, Word]:
    flags: dict[str, int] = {}
    for flag, texts in _SMALL.items():
        for text in texts.split():
            flags[text] = flags.get(text, 0) | flag
    words = {text: _NOTHING._replace(flags=flag, past=text in _PAST) for text, flag in flags.items()}
    words["tot en met"] = words["t/m"]
    for text, minutes in NOONS.items():
        words[text] = Word(NOON | PART, minutes=minutes)
    others = [other for other in LANGUAGES if other not in (language, "fr", "en")]
    for other in [*others, *(name for name in ("en", "fr") if name != language)]:
        _add(words, other, is_own=False)
    if language in MONTHS:
        _add(words, language, is_own=True)
        _add_phrases(words, language)
    return words


def _add_phrases(words: dict[str, Word], language: str) -> None:
    """Add what the phrasebook has for a language, behind what is there already."""
    for text in PARTS_OF_DAY[language].split():
        word = words.get(text, _NOTHING)
        words[text] = word._replace(flags=word.flags | PART)
    for text, number in days_in_words(language).items():
        word = words.get(text, _NOTHING)
        if word.minutes < 0 and not word.flags & (MONTH | WEEKDAY):
            words[text] = word._replace(flags=word.flags | DAY_WORD, minutes=number)
    for row, names in enumerate(WEEKDAYS[language]):
        for number, name in enumerate(names):
            if name[-1:] != "." and (row == 0 or language == "pt"):
                _add_longer(words, language, row, number, name.casefold())
    weekday = Word(WEEKDAY, weekday_short=True, language=language)
    for rows, plural in ((OTHER_WEEKDAYS, False), (PLURALS, True)):
        for names in rows.get(language, ()):
            for number, name in enumerate(names):
                if name and not words.get(name, _NOTHING).flags:
                    short = len(name.rstrip("ª")) < _LONGEST_SHORT and not plural
                    words[name] = weekday._replace(weekday=number, weekday_short=short, plural=plural, stem=-1)


def _add_longer(words: dict[str, Word], language: str, row: int, number: int, name: str) -> None:
    """Add the words that a weekday's name begins: `jeudis`, `dienstags`, `Samstagabend`."""
    for text in _spellings(name):
        known = words[text]
        ending = PLURAL_ENDINGS.get(language, "")
        if ending and text[-1] != "s" and (language != "es" or number > 4) and (row == 0) == ("-" not in text):
            fixed = len(text) if language in ("fr", "en", "de", "nl") else -1
            words.setdefault(text + ending, known._replace(plural=True, stem=fixed, series=row))
        elif ending and row > 0 and language == "pt":
            words.setdefault(text + ending, known._replace(plural=True, stem=-1, series=row))
        for part in GLUED_PARTS.get(language, ()):
            words.setdefault(text + part, known._replace(stem=len(text)))
            words.setdefault(text + part + "s", known._replace(stem=len(text), plural=True))


def _add(words: dict[str, Word], language: str, *, is_own: bool) -> None:
    with_capitals = language in ("en", "de")
    months = MONTHS[language] if is_own else MONTHS[language][:1]
    weekdays = WEEKDAYS[language] if is_own else WEEKDAYS[language][:1]
    if is_own:
        for prefix, number in _beginnings(months[0], _SHORTEST_MONTH):
            _put_month(words, prefix, number, language, short=True, capital=with_capitals, is_own=True)
        for prefix, number in _beginnings(weekdays[0], _SHORTEST_WEEKDAY):
            if prefix in NO_BEGINNINGS:
                continue
            _put_weekday(words, prefix, number, language, -1, capital=with_capitals)
    in_full = {name.casefold() for name in months[0]}
    told: set[str] = set()  # the first series that has a name tells what it is
    for row, names in enumerate(months):
        for number, name in enumerate(names, 1):
            short = row > 0 and len(name.removesuffix(".")) <= _LONGEST_SHORT and name.casefold() not in in_full
            for text in _spellings(name).difference(told):
                told.add(text)
                capital = with_capitals and (short or text in _VERBS)
                _put_month(words, text, number, language, short=short, capital=capital, is_own=is_own)
    told.clear()
    for row, names in enumerate(weekdays):
        for number, name in enumerate(names):
            for text in _spellings(name).difference(told):
                told.add(text)
                _put_weekday(words, text, number, language, row, capital=with_capitals and row > 0)


def _put_month(
    words: dict[str, Word], text: str, number: int, language: str, *, short: bool, capital: bool, is_own: bool
) -> None:
    word = words.get(text, _NOTHING)
    english = language == "en" or (word.english and word.month == number)
    words[text] = Word._make((word.flags | MONTH, number, short, capital, english, is_own, *word[6:]))


def _put_weekday(words: dict[str, Word], text: str, number: int, language: str, row: int, *, capital: bool) -> None:
    word = words.get(text, _NOTHING)
    words[text] = Word._make((word.flags | WEEKDAY, *word[1:6], number, row != 0, capital, language, row, *word[11:]))


def _beginnings(names: tuple[str, ...], shortest: int) -> list[tuple[str, int]]:
    """Give every beginning that only one of the names has, with its number as `_put_…` wants it."""
    owners: dict[str, list[int]] = {}
    for number, name in enumerate(names, 1 if len(names) == 12 else 0):
        folded = name.casefold()
        for length in range(shortest, len(folded) + 1):
            owners.setdefault(folded[:length], []).append(number)
    whole = {name.casefold() for name in names}
    return [
        (beginning, numbers[0])
        for beginning, numbers in owners.items()
        if len(numbers) == 1 and beginning not in whole and beginning[-1].isalpha()
    ]


def _spellings(name: str) -> set[str]:
    """Give a name without its dot, casefolded, with and without its accents (capitals often go without)."""
    text = name.removesuffix(".").casefold()
    return {text} if text.isascii() else {text, text.translate(_UNACCENTED)}


_UNACCENTED = str.maketrans("éèêûáìíóüäç", "eeeuaiiouac")
