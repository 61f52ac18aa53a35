"""Phrasings of dates that CLDR does not have, by language: parts of the day, days in words, other names of weekdays.

Words are casefolded. What one word means is put into the lexicon by `vocabulary`; nothing here needs a language but its own
post's: a French post hardly says “soir” in another sense beside a weekday and a date.
"""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# What follows a weekday before its date, or a date before its weekday: the part of the day, the week, “the next”.
PARTS_OF_DAY: dict[str, str] = {
    "fr": "matin matinée soir soirée midi après apm nuit semaine suivante prochaine suivant",
    "en": "morning afternoon evening night noon midday lunchtime lunch midnight week",
    "de": "früh morgen morgens vormittag vormittags mittag mittags nachmittag nachmittags abend abends nacht nachts woche "
    "darauf",
    "es": "mañana tarde noche mediodía mediodia madrugada semana siguiente",
    "it": "mattina mattino pomeriggio sera notte mezzogiorno settimana successivo successiva seguente",
    "nl": "ochtend ochtends morgen morgens middag middags namiddag voormiddag avond avonds nacht week daarop",
    "pt": "manhã manha tarde noite meio-dia meio madrugada semana seguinte",
}
# What may stand between a weekday and the part of the day that belongs to it: `lunes por la tarde`, `Saturday at noon`.
BEFORE_PARTS = words(
    "à a au en dans la le l' l’ at in the am an in der gegen por de al en la di del della nel alle alla 's s ’s in de op "
    "da do ao à pela outra otra altra autre prochaine suivante other next nächsten"
)
# Parts that a weekday and they are written with as one word: `Samstagabend`, `maandagavond`.
GLUED_PARTS: dict[str, tuple[str, ...]] = {
    "de": ("früh", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht"),
    "nl": ("ochtend", "morgen", "voormiddag", "middag", "namiddag", "avond", "nacht"),
}
# Weekdays of which there are several, by what stands behind the name: `les jeudis 5 et 12`, `dienstags, 5. und 12.`
PLURAL_ENDINGS: dict[str, str] = {"fr": "s", "en": "s", "de": "s", "nl": "en", "es": "s", "pt": "s"}
# Plural names that are more than the name and an ending, from Monday; an empty one is the name itself.
PLURALS: dict[str, tuple[tuple[str, ...], ...]] = {
    "it": (("", "", "", "", "", "sabati", "domeniche"),),
    "pt": (
        ("segundas-feiras", "terças-feiras", "quartas-feiras", "quintas-feiras", "sextas-feiras", "", ""),
    ),
}  # fmt: skip
PLURAL_ARTICLES = frozenset(("les", "los", "las", "i", "gli", "nei", "nelle", "os", "aos", "às", "nos", "nas"))
# Said of what comes every week: “à quarta-feira”, “al mercoledì”, “ogni martedì”.
WEEKLY_ARTICLES = frozenset(
    ("à", "chaque", "every", "each", "jeden", "jede", "cada", "ogni", "elke", "iedere", "toda", "todo")
)
# Names that CLDR does not have, from Monday.
OTHER_WEEKDAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "de": (("", "", "", "", "", "sonnabend", ""),),
    "en": (("", "tues", "weds", "thur", "", "", ""), ("", "", "", "thurs", "", "", "")),
    "nl": (("maa", "din", "woe", "don", "vrij", "zat", "zon"),),
    "pt": (
        ("2ª", "3ª", "4ª", "5ª", "6ª", "", ""),
        ("2.ª", "3.ª", "4.ª", "5.ª", "6.ª", "", ""),
    ),
}
# Beginnings of names that are other words: the moon, a month, free.
NO_BEGINNINGS = frozenset(("maan", "maand", "vrij", "zond", "frei", "mitt", "vier"))
# Short weekdays that are other words too where they carry no dot: the sea, a game, so.
SHORT_AND_A_WORD = words("mar mer jeu dom vie ma zo do di wo vr za sex seg ter qua qui lun sam sol")
# Before a weekday that is a part of a name: `Santo Domingo`, `Black Friday`.
NAMES_WITH_WEEKDAY = words("santo são san black cyber rosen witte goede")
# Behind a date and before the weekday that it is: `12 mars 2026, un jeudi`, `op een dinsdag valt`.
ONE_OF_ITS_KIND = frozenset(
    ("un", "une", "a", "an", "ein", "einem", "einen", "eine", "una", "een", "um", "uma", "numa", "unos")
)
IS_ONE = words(
    "is was will be est était sera tombe ist war wird fällt fiel auf es fue será cae en è era sarà cade di é foi cai em "
    "valt viel op on falls fell"
)
GOES_ON = frozenset(("valt", "viel", "fällt", "fiel", "ist", "war", "is", "was"))  # a verb at the end of its clause
ORDINALS = words("third second first fourth last 3rd 2nd 1st 4th the")  # `the third Monday`
EACH = frozenset(("jeweils", "telkens", "steeds", "immer"))  # a list of dates, each on the same weekday
EVERY = words(
    "tous toutes chaque every each jeden jede jedem cada todos todas toda todo ogni tutti tutte elke iedere elk"
)
# What heads hours, where only a colon stands between: `Orario: 14.00 - 21.00`.
HOUR_LABELS = words(
    "horaire horaires heures hours time times uhrzeit zeit öffnungszeiten horario horarios orario orari "
    "apertura tijd tijden "
    "openingstijden horário horários"
)
# Days written in words, from the first of the month on; a language writes either one kind or both.
_FIRST_CARDINALS: dict[str, str] = {
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve treinta",
    "it": "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti ventuno ventidue ventitré ventiquattro venticinque ventisei ventisette "
    "ventotto ventinove trenta trentuno",
    "nl": "één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien twintig eenentwintig tweeëntwintig drieëntwintig vierentwintig vijfentwintig zesentwintig "
    "zevenentwintig achtentwintig negenentwintig dertig eenendertig",
    "pt": "um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito "
    "dezenove vinte",
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "de": "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte dreizehnte vierzehnte "
    "fünfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste einundzwanzigste zweiundzwanzigste "
    "dreiundzwanzigste vierundzwanzigste fünfundzwanzigste sechsundzwanzigste siebenundzwanzigste "
    "achtundzwanzigste neunundzwanzigste dreißigste einunddreißigste",
}
_MORE_DAYS: dict[str, dict[str, int]] = {
    "fr": {"premier": 1, "vingt": 20, "trente": 30},
    "es": {"primero": 1},
    "it": {"primo": 1},
    "nl": {"eerste": 1, "een": 1},
    "pt": {"primeiro": 1, "catorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19, "trinta": 30},
    "en": {"thirtieth": 30},
    "de": {},
}


def days_in_words(language: str) -> dict[str, int]:
    """Return the words of a language for days of a month, each with its number."""
    found = {word: number for number, word in enumerate(_FIRST_CARDINALS.get(language, "").split(), 1)}
    if language == "de":
        found |= {word + ending: number for word, number in found.items() for ending in ("r", "n")}
    return found | _MORE_DAYS.get(language, {})
