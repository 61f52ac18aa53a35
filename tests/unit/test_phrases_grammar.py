"""Date phrases as real authors write them: what is found, where it stands, what it means."""

from __future__ import annotations

import pytest

from evlint.dates.grammar import phrases_in
from evlint.dates.phrases import Day, Phrase

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def told(text: str, language: str = "fr", region: str | None = None) -> list[str]:
    """Write what was found in a text in one line for each phrase: kind, then every day with its weekday."""
    return [_told(phrase) for phrase in phrases_in(text, language, region)]


def _told(phrase: Phrase) -> str:
    sign = {-1: "< ", 0: "", 1: "> "}[phrase.beside]
    return f"{sign}{phrase.kind}: {', '.join(_day(day) for day in phrase.days)}"


def _day(day: Day) -> str:
    weekday = f" {WEEKDAYS[day.weekday]}" if day.weekday >= 0 else ""
    return f"{day.year or '?'}-{day.month:02}-{day.day:02}{weekday}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le 7 septembre :", ["day: ?-09-07"]),
        ("le mercredi 24 avril", ["day: ?-04-24 we"]),
        ("Mardi 6 décembre 2022", ["day: 2022-12-06 tu"]),
        ("ce 1er juin, 1ᵉʳ juin", ["list: ?-06-01, ?-06-01"]),
        ("Mercredi 1er décembre, 17h-18h", ["day: ?-12-01 we"]),
        ("le 1er juin prochain", ["> day: ?-06-01"]),
        ("Le 5 janvier dernier", ["< day: ?-01-05"]),
        ("Le jeudi 03/11 de 16h15 à 18h15", ["day: ?-11-03 th"]),
        ("**25/11/2020**", ["day: 2020-11-25"]),
        ("le 24/03 à 13h45", ["day: ?-03-24"]),
        ("du 9/11 au 30/11", ["range: ?-11-09, ?-11-30"]),
        ("Du 2 au 30 novembre 2022, participez", ["range: 2022-11-02, 2022-11-30"]),
        ("du 2\u00a0au\u202f30\u00a0novembre\u00a02022", ["range: 2022-11-02, 2022-11-30"]),
        ("du 7 au\n  9 septembre", ["range: ?-09-07, ?-09-09"]),
        ("Du 30 novembre au 9 décembre 2020", ["range: 2020-11-30, 2020-12-09"]),
        ("du 20 décembre au 9 janvier 2021", ["range: 2020-12-20, 2021-01-09"]),
        ("du 20 décembre 2020 au 9 janvier", ["range: 2020-12-20, 2021-01-09"]),
        ("du 6 mars au 18 mars, 12h00", ["range: ?-03-06, ?-03-18"]),
        ("(12 au 14 novembre)", ["range: ?-11-12, ?-11-14"]),
        ("11 avril – 10 mai 2019 à 17h", ["range: 2019-04-11, 2019-05-10"]),
        ("30 novembre-9 décembre", ["range: ?-11-30, ?-12-09"]),
        ("entre le 3 et le 5 mai 2020", ["range: 2020-05-03, 2020-05-05"]),
        ("Du lundi 14 au samedi 18 novembre", ["range: ?-11-14 mo, ?-11-18 sa"]),
        ("Jour 1 - mercredi 3 octobre 2018", ["day: 2018-10-03 we"]),
        ("mercredi 3 - vendredi 5 octobre 2018", ["range: 2018-10-03 we, 2018-10-05 fr"]),
        ("du 3 - vendredi 5 octobre 2018", ["range: 2018-10-03, 2018-10-05 fr"]),
        ("Du lundi 14 au samedi 18, à Lyon", ["range: ?-00-14 mo, ?-00-18 sa"]),
        ("du vendredi 3 à 18h au dimanche 5 novembre", ["range: ?-11-03 fr, ?-11-05 su"]),
        ("du vendredi 3 novembre à 9h au samedi 4 novembre 2022", ["range: 2022-11-03 fr, 2022-11-04 sa"]),
        ("du 2 au 4 et du 9 au 11 mai 2022", ["range: 2022-05-02, 2022-05-04", "range: 2022-05-09, 2022-05-11"]),
        ("les 7, 8 et 9 septembre 2021", ["list: 2021-09-07, 2021-09-08, 2021-09-09"]),
        ("lundi 7, mardi 8 et mercredi 9 septembre", ["list: ?-09-07 mo, ?-09-08 tu, ?-09-09 we"]),
        ("Les 31 mars et 1er avril", ["list: ?-03-31, ?-04-01"]),
        ("les 13 & 14 juin prochains", ["> list: ?-06-13, ?-06-14"]),
        ("30/31 mai 2022", ["list: 2022-05-30, 2022-05-31"]),
        ("DU 1ER AU 4 DÉCEMBRE", ["range: ?-12-01, ?-12-04"]),
        ("JEUDI 4 DECEMBRE 2025", ["day: 2025-12-04 th"]),
        ("jeu. 3 nov. 2022", ["day: 2022-11-03 th"]),
        ("3 fe\u0301vrier 2022", ["day: 2022-02-03"]),
        ("le 3 d’août", ["day: ?-08-03"]),
        ("3 novembre 2022 (jeudi)", ["day: 2022-11-03 th"]),
        ("le jeudi (3 novembre)", ["day: ?-11-03 th"]),
        ("loi n° 78-17 du 6 janvier 1978", ["day: 1978-01-06"]),
    ],
)
def test_french(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Friday, November 3, 2023 from 9:30 am", ["day: 2023-11-03 fr"]),
        ("en", "Nov. 3rd at noon", ["day: ?-11-03"]),
        ("en", "Thursday the 3rd of November 2022", ["day: 2022-11-03 th"]),
        ("en", "Thurs., Sept. 5, 2019", ["day: 2019-09-05 th"]),
        ("en", "from 2 to 30 November 2022", ["range: 2022-11-02, 2022-11-30"]),
        ("en", "November 3–5, 2022", ["range: 2022-11-03, 2022-11-05"]),
        ("en", "November 30 to December 2, 2022", ["range: 2022-11-30, 2022-12-02"]),
        ("en", "July 28, 29, and 30", ["list: ?-07-28, ?-07-29, ?-07-30"]),
        ("en", "between May 3 and May 5", ["range: ?-05-03, ?-05-05"]),
        ("fr", "entre le 2 novembre et le 9 décembre", ["range: ?-11-02, ?-12-09"]),
        ("de", "zwischen dem 2. und dem 30. November", ["range: ?-11-02, ?-11-30"]),
        ("fr", "du mercredi 2 au 30/11/2022", ["range: 2022-11-02 we, 2022-11-30"]),
        ("de", "vom 2. bis zum 30.11.2022", ["range: 2022-11-02, 2022-11-30"]),
        ("fr", "une note qui va de 3 à 5/10", ["day: ?-10-05"]),
        ("en", "November 3 - 5 pm", ["day: ?-11-03"]),
        ("de", "vom 2. bis 30. November 2022", ["range: 2022-11-02, 2022-11-30"]),
        ("de", "Freitag, den 3. November", ["day: ?-11-03 fr"]),
        ("de", "Do., 3.11.2022 und Fr 4.11.", ["list: 2022-11-03 th, ?-11-04 fr"]),
        ("de", "am Freitag, dem 03.11.2022. Dann", ["day: 2022-11-03 fr"]),
        ("de", "am 7. Jänner 2015", ["day: 2015-01-07"]),
        ("es", "del 2 al 30 de noviembre de 2022", ["range: 2022-11-02, 2022-11-30"]),
        ("es", "EL JUEVES, 3 DE NOVIEMBRE DE 2022", ["day: 2022-11-03 th"]),
        ("it", "dal 2 al 30 novembre 2022", ["range: 2022-11-02, 2022-11-30"]),
        ("it", "venerdì 1° aprile", ["day: ?-04-01 fr"]),
        ("nl", "van 2 t/m 30 november", ["range: ?-11-02, ?-11-30"]),
        ("nl", "van 2 tot\u00a0en\nmet 30 november", ["range: ?-11-02, ?-11-30"]),
        ("nl", "30 november tot en met 9 december 2022", ["range: 2022-11-30, 2022-12-09"]),
        ("es", "1.º de mayo de 2022", ["day: 2022-05-01"]),
        ("nl", "donderdag 3-11 en vrijdag 4 november 2022", ["list: 2022-11-03 th, 2022-11-04 fr"]),
        ("pt", "de 2 a 30 de novembro de 2022", ["range: 2022-11-02, 2022-11-30"]),
        ("pt", "quinta-feira, dia 3 de novembro; quinta, 3 de nov.", ["day: ?-11-03 th", "day: ?-11-03 th"]),
        ("fr", "Join us on Thursday, November 3, 2022", ["day: 2022-11-03 th"]),
        ("xx", "Thursday 3 November 2022", ["day: 2022-11-03 th"]),
    ],
)
def test_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert told(text, language) == expected


@pytest.mark.parametrize(
    ("language", "region", "expected"),
    [
        ("fr", None, (3, 11, False)),
        ("en", "US", (11, 3, False)),
        ("en", "GB", (3, 11, False)),
        ("en", None, (3, 11, True)),
        ("es", "PR", (11, 3, False)),
        ("fr-FR", "FR", (3, 11, False)),
    ],
)
def test_order_of_numeric_dates(language: str, region: str | None, expected: tuple[int, int, bool]) -> None:
    (day,) = phrases_in("on 03/11/2022", language, region)[0].days
    assert (day.day, day.month, day.swapped) == expected


def test_american_date_with_one_reading() -> None:
    assert told("le 11/25/2020") == ["day: 2020-11-25"]
    assert told("11/25", "en") == ["day: ?-11-25"]


@pytest.mark.parametrize(
    "text",
    [
        "2 à 6 participants, 12 et 16 personnes, 6 à 12 mois, 5-8 minutes, 30 à 60 minutes",
        "EIG 4, #3, n°6411-SG, bus 38, 47, 67, M°9, 1 500 acteurs, stand n°51, 2018-2022",
        "01.71.21.12.50 et 06.10.60.41.19, +33 1 71 21 12 50, 192.168.1.2",
        "V2.1.2 (2018-08), version 3.11.9, 1.3.0.rc1, 99,99 €, 1,5 mai-juin",
        "/uploads/2022_11_07_FEN_AGENDA.jpg, 31-05-2023_6e_forum.pdf, https://a.fr/2022/11/03/x, a3@mai.fr",
        "www.exemple.fr/3/mai, COVID-19 mars, le mois de mai, En décembre, prévue en janvier 2019, mai 68",
        "3,5 mai, 5% mars, $3 mai, 3€ mai, article 12 bis, l'an 2000",
        "33 rue du Général 12345 Paris, 100 mai",
    ],
)
def test_no_dates(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text", ["31 may apply", "the 12 march on", "Matt 3 marched", "In May 2019", "Section 508 August", "Mar 3 Kerr"]
)
def test_no_dates_in_english(text: str) -> None:
    assert [day for phrase in phrases_in(text, "en") for day in phrase.days if day.weekday >= 0] == []
    assert told(text, "en") == ([] if "Kerr" not in text else ["day: ?-03-03"])


@pytest.mark.parametrize(
    "text",
    [
        "ouvert du lundi au vendredi 3 novembre",
        "mardi et jeudi 3 novembre",
        "C'est vendredi. 3 novembre au matin",
        "les vendredis 3 novembre",
    ],
)
def test_weekdays_that_are_not_of_the_date(text: str) -> None:
    ((day,),) = [phrase.days for phrase in phrases_in(text)]
    assert (day.day, day.month, day.weekday) == (3, 11, -1)


def test_a_newspaper_is_no_weekday() -> None:
    assert told("as The Sun, November 3, 2021 had it", "en") == ["day: 2021-11-03"]


def test_places() -> None:
    text = "Rendez-vous le jeudi 3 et le vendredi 4 novembre 2022 !"
    (phrase,) = phrases_in(text)
    assert [text[day.start : day.end] for day in phrase.days] == ["jeudi 3", "vendredi 4 novembre 2022"]
    assert [text[day.weekday_start : day.weekday_end] for day in phrase.days] == ["jeudi", "vendredi"]
    assert text[phrase.start : phrase.end] == "jeudi 3 et le vendredi 4 novembre 2022"
    assert [(day.shared_month, day.shared_year) for day in phrase.days] == [(True, True), (False, False)]


def test_a_month_that_does_not_exist_is_kept() -> None:
    assert told("le 31/13/2022") == ["day: 2022-13-31"]
    assert told("le 45/13/2022") == []
