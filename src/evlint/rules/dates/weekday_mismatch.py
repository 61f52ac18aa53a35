"""The weekday beside a date is not the weekday of that date.

Readers trust the weekday more than the number: whoever reads “Friday 3 November 2022” keeps the Friday free and comes a
day late. Where the text names no year, the one nearest to the event's start counts, else the one nearest to the
publication date. Of a range, the two weekdays must go together in some year.

How to fix: look the day up and correct whichever half is wrong. `--unsafe-fixes` puts the right weekday in, in the case
and language of the text (or the event's year, where the weekday is right in it): make sure that the day of the month was
meant as it stands.

Leaves alone: code, text struck out, names of newspapers (`Journal du dimanche`), explicit years in which the weekday is
right, dates without a year in a post without any date, dates without a year whose weekday is right in the year of another
date of the post (a key, the file's or a folder's name; a full date of another time, in the same month), and dates far from
the event whose weekday is right in the year before or after.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from evlint.dates.phrases import Day, Phrase, calendar_day
from evlint.dates.resolve import (
    Anchor,
    TextWithDates,
    anchor,
    nearest,
    related_anchor,
    resolved,
    survey,
    years_by_distance,
)
from evlint.dates.roles import roles
from evlint.dates.vocabulary import weekday_name
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, Fix, Text, unsafe
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import MappedText
from evlint.rules.dates._moment_posts import looks_back
from evlint.rules.dates._nearby import is_earlier, is_newspaper, is_next
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.rules.dates._weekday_cells import Beside

_DATED_NAME = lazy_regex(r"([12]\d{3})-(\d{1,2})-(\d{1,2})(?=[-_ .]|$)", re.ASCII)
_YEAR = lazy_regex(r"(?:19|20)\d\d", re.ASCII)
_FIRST_GREGORIAN = 1583  # the first whole year of the calendar that weekdays are counted by
_NEAR = 92  # days from the anchor within which a date without a year is certainly of that year
_NEAR_PUBLISHED = 45  # days from the day of publication within which a date without a year is taken for this year's
_MONTH = 31  # days within which a full date pins the year of one without
_HISTORY = 2  # years from the anchor from which a full date tells of another time, and its month with it
_LONGEST_QUOTE = 60  # characters of the phrase that a message quotes


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare each weekday in prose and in texts of the front matter with its date."""
    known: _Known | None = None
    for text in survey(document, context):
        told: set[int] = set()
        for phrase in text.phrases:
            for day in phrase.days:
                if day.weekday < 0 and phrase.kind == "day" and text.prose.pointer is None:
                    beside = _in_next_cell(document, context, text, phrase)
                    if beside is not None:
                        known = known or _known(document, context)
                        dated = day._replace(weekday=beside.word.weekday, word=beside.word)
                        meant = contradicted(dated, phrase, text, known)
                        if meant is not None:
                            yield _finding(text, dated, meant, known.near, beside)
                    continue
                if (
                    day.weekday < 0
                    or day.weekday_start in told
                    or is_newspaper(text.prose.text.text, day.weekday_start, day.weekday_end)
                ):
                    continue
                if known is None:
                    known = _known(document, context)
                meant = contradicted(day, phrase, text, known)
                if meant is not None:
                    told.add(day.weekday_start)  # one word beside several dates is one finding
                    yield _finding(text, day, meant, known.near)
            if len(phrase.days) > 1 and told.isdisjoint(day.weekday_start for day in phrase.days):
                yield from _not_together(text, phrase)


def _not_together(text: TextWithDates, phrase: Phrase) -> Iterator[Finding]:
    """Tell of two days of a range or list whose weekdays go together in no year."""
    from evlint.rules.dates._weekdays_together import apart, finding_of_both  # few posts have a range

    pair = apart(phrase)
    if pair is not None:
        yield finding_of_both(text, *pair)


def _in_next_cell(document: Document, context: RuleContext, text: TextWithDates, phrase: Phrase) -> Beside | None:
    """Find the weekday of a date that fills a cell of a table; None where the date does not fill its text."""
    if len(text.prose.text.text.strip()) != phrase.end - phrase.start:
        return None
    from evlint.rules.dates._weekday_cells import in_next_cell  # few posts have such a table

    return in_next_cell(document, context, text, phrase)


class _Known(NamedTuple):
    """What a post knows of its years: its anchor, the full dates of its texts in order, the dates of its keys and name.

    `years` are those of each text, by where its phrases are kept; `history` are those of other times, by month.
    """

    near: Anchor | None
    pins: tuple[date, ...]
    own: tuple[date, ...]
    years: dict[int, tuple[int, ...]]
    looks_back: bool
    history: dict[int, set[int]]


def _known(document: Document, context: RuleContext) -> _Known:
    pins: set[date] = set()
    years: dict[int, tuple[int, ...]] = {}
    for text in survey(document, context):
        years[id(text)] = _calendars(text)
        for phrase in text.phrases:
            for day in phrase.days:
                if day.year is not None:
                    on = day.on(day.year)
                    if on is not None and not day.shared_month:
                        pins.add(on)
    own = [keyed.moment.day for keyed in roles(document, context).every() if keyed.moment is not None]
    folder, _, name = document.path.rpartition("/")
    for part in (name, folder.rpartition("/")[2]):
        match = _DATED_NAME.match(part) if part[4:5] == "-" else None
        if match is not None and (on := calendar_day(int(match[1]), int(match[2]), int(match[3]))) is not None:
            own.append(on)
    own += [date(int(part), 1, 1) for part in folder.split("/") if _YEAR.fullmatch(part)]
    near = anchor(document, context)
    return _Known(near, tuple(sorted(pins)), tuple(own), years, looks_back(document), _history(pins, near))


def _history(pins: set[date], near: Anchor | None) -> dict[int, set[int]]:
    """Return the years long ago, or far ahead, that full dates tell of, by month; of each calendar one year will do."""
    found: dict[int, dict[tuple[int, bool], int]] = {}
    for pin in pins:
        if near is not None and abs(pin.year - near.day.year) >= _HISTORY:
            calendar = (date(pin.year, 1, 1).weekday(), calendar_day(pin.year, 2, 29) is not None)
            found.setdefault(pin.month, {}).setdefault(calendar, pin.year)
    return {month: set(years.values()) for month, years in found.items()}


def _calendars(text: TextWithDates) -> tuple[int, ...]:
    """Return the years that a text names, one of each calendar that there is (14: seven first weekdays, leap or not).

    A day's weekday depends on no more of a year than that: so a text that names thousands of years is judged in as little
    time for each of its days as one that names a few.
    """
    found: dict[tuple[int, bool], int] = {}
    for year in {day.year for phrase in text.phrases for day in phrase.days if day.year is not None}:
        first = calendar_day(year, 1, 1)
        if first is not None:
            found.setdefault((first.weekday(), calendar_day(year, 2, 29) is not None), year)
    return tuple(found.values())


def contradicted(day: Day, phrase: Phrase, text: TextWithDates, known: _Known) -> date | None:
    """Return the date that a day means where its weekday is another's; None where it fits or nobody can tell."""
    near = known.near
    if day.month == 0:
        return _bare_contradicted(day, phrase, near)
    meant = resolved(day, near)
    if meant is None or meant.year < _FIRST_GREGORIAN:
        return None
    readings = [meant]
    if day.year is None and near is not None:
        readings = _readings(day, phrase, text, near, meant, known)
        readings += [on for year in known.history.get(day.month, ()) if (on := day.on(year)) is not None]
        readings += [
            on for own in known.own if (on := day.on(own.year)) is not None and (on >= own or nearest(day, own) == on)
        ]
    elif day.shared_year and not day.shared_month and near is not None:
        readings += years_by_distance(day, near.day)[:1]
    if day.mark == "/" and not day.swapped and (turned := _swapped(meant)) is not None and turned in known.own:
        readings.append(turned)  # `6/8` on a site of the United States, in a post of 6 August
    if day.swapped:
        readings += [on for on in (_swapped(reading) for reading in readings) if on is not None]
    return None if any(on.weekday() == day.weekday for on in readings) else readings[0]


def _bare_contradicted(day: Day, phrase: Phrase, near: Anchor | None) -> date | None:
    """Judge `du lundi 14 au samedi 18`: only where the two are the first and the last day of the event."""
    event = near.window if near is not None else None
    if event is None or (phrase.days[0].day, phrase.days[-1].day) != (event.first.day, event.last.day):
        return None
    meant = event.first if day is phrase.days[0] else event.last
    return None if meant.weekday() == day.weekday else meant


def _readings(day: Day, phrase: Phrase, text: TextWithDates, near: Anchor, meant: date, known: _Known) -> list[date]:
    """Return a date without a year in every year that it may be of, the one that it surely means first.

    A full date of the post near to it pins its year. Else its neighbours count where it is far off: the year after, and the
    year before unless the date lies ahead; and the years that its text names.
    """
    pinned = [
        on
        for year in (meant.year, meant.year - 1, meant.year + 1)
        if (on := day.on(year)) is not None and _is_pinned(on, known.pins)
    ]
    if pinned:
        return [*pinned, meant]
    written = text.prose.text.text
    if phrase.beside > 0 or is_next(written, phrase.start):
        if meant < near.day and not near.is_event and (ahead := day.on(meant.year + 1)) is not None:
            return [ahead]
        if meant >= near.day:
            return [meant]
    first, last = near.day, near.window.last if near.window is not None else near.day
    away = max((first - meant).days, (meant - last).days, 0)
    years: list[int] = []
    if phrase.beside or away > (_NEAR if near.is_event else _NEAR_PUBLISHED):
        years.append(meant.year + 1)
        if meant < first or known.looks_back or is_earlier(written, phrase.start, phrase.end):
            years.append(meant.year - 1)
    if away:
        years += known.years[id(text)]
    return [meant, *(on for year in years if (on := day.on(year)) is not None)]


def _is_pinned(on: date, pins: tuple[date, ...]) -> bool:
    """Tell whether a full date of the post is within a month of a date."""
    at = bisect_left(pins, on)
    return any(abs((pin - on).days) <= _MONTH for pin in pins[max(0, at - 1) : at + 1])


def _swapped(on: date) -> date | None:
    try:
        return date(on.year, on.day, on.month)
    except ValueError:
        return None


def _finding(text: TextWithDates, day: Day, meant: date, near: Anchor | None, beside: Beside | None = None) -> Finding:
    mapped = text.prose.text
    start, end = (day.start, day.end) if beside is not None else _ends(day)
    quoted = " ".join(mapped.text[start:end].split())
    if beside is not None:
        quoted = f"{beside.typed} … {quoted}"
    elif len(quoted) > _LONGEST_QUOTE:
        weekday, named = mapped.text[day.weekday_start : day.weekday_end], mapped.text[day.start : day.end]
        quoted = f"{weekday} … {named}" if day.weekday_start < day.start else f"{named} … {weekday}"
    by_event = day.year is None and near is not None
    advice: Text = msg("Correct the weekday, or the day if the weekday is what was meant.")
    year = _slipped_year(day, near)
    if year:
        advice = msg("In {year}, the year of the event, the weekday is right: correct the year.", year=str(year))
    return Finding(
        beside.whole if beside is not None else mapped.span(start, end),
        _message(quoted, meant, near if by_event else None),
        advice,
        pointer=text.prose.pointer,
        related=related_anchor(near) if near is not None else (),
        fix=_fix(mapped, day, meant, year, beside),
    )


def _ends(day: Day) -> tuple[int, int]:
    return min(day.start, day.weekday_start), max(day.end, day.weekday_end)


def _slipped_year(day: Day, near: Anchor | None) -> int:
    """Return the event's year where a day of another year has the right weekday in it and is the event's; else 0."""
    event = near.window if near is not None else None
    if event is None or day.year is None:
        return 0
    for year in (event.first.year, event.last.year):
        on = day.on(year)
        if on is not None and event.first <= on <= event.last and on.weekday() == day.weekday:
            return year
    return 0


def _fix(mapped: MappedText, day: Day, meant: date, year: int, beside: Beside | None) -> Fix | None:
    if year:
        at = mapped.text.rfind(str(day.year), day.start, day.end)
        if at < 0:
            return None
        return unsafe(msg("Write “{year}”", year=str(year)), Edit(mapped.span(at, at + 4), str(year)))
    if day.word is None:
        return None
    if beside is not None:
        if (
            day.word.stem
            or len(beside.typed.split()) > 1
            or beside.weekday.end - beside.weekday.start != len(beside.typed)
        ):
            return None
        right = weekday_name(day.word, meant.weekday(), beside.typed)
        return unsafe(msg("Write “{weekday}”", weekday=right), Edit(beside.weekday, right))
    span = mapped.span(day.weekday_start, day.weekday_end)
    if span.end - span.start != day.weekday_end - day.weekday_start:
        return None  # markup or an entity within the word
    right = weekday_name(day.word, meant.weekday(), mapped.text[day.weekday_start : day.weekday_end])
    return unsafe(msg("Write “{weekday}”", weekday=right), Edit(span, right))


def _message(quoted: str, meant: date, near: Anchor | None) -> Text:
    if near is None:
        return msg("“{text}” has the wrong weekday: that day is {day}.", text=quoted, day=meant)
    if not near.is_event:
        return msg(
            "“{text}” has the wrong weekday: that day is {day} (the post is dated {published}).",
            text=quoted, day=meant, published=near.day,
        )  # fmt: skip
    if near.window is None:
        return msg(
            "“{text}” has the wrong weekday: that day is {day} (the event starts on {first}).",
            text=quoted, day=meant, first=near.day,
        )  # fmt: skip
    if near.window.first == near.window.last:
        return msg(
            "“{text}” has the wrong weekday: that day is {day} (the event is on {first}).",
            text=quoted, day=meant, first=near.window.first,
        )  # fmt: skip
    return msg(
        "“{text}” has the wrong weekday: that day is {day} (the event runs from {first} to {last}).",
        text=quoted, day=meant, first=near.window.first, last=near.window.last,
    )  # fmt: skip


_EVENT = "event_start_date: 2022-11-02 00:00:00 +01:00\nevent_end_date: 2022-11-30 00:00:00 +01:00\n"
_MONTH_OF_INNOVATION = "numerique.gouv.fr, _evenements/mois-de-linnovation-publique-edition-2022.markdown"

RULE = Rule(
    code="EV206",
    severity="error",
    check=check,
    needs="prose",
    fix="unsafe",
    options=("language", "collection.dates"),
    examples=(
        Good(
            "---\ntitle: Golpe\ndate: 2020-08-21\nlang: es\n---\n\nSe ejecutó entre el 19 y el 21 de agosto de 1971.\n\n"
            "## Los hechos del sábado 21 de agosto\n\nEl domingo 22 de agosto.\n",
            source="kcomunitaria/website, content/articulos/asi-el-pueblo-resisitio",
            note="The text tells of 1971.",
        ),
        Bad(
            "---\ndate: 2022-10-21\n---\n\nLe «vendredi 3 novembre 2022» à 14 h.\n",
            says="Thursday 3 November 2022",
            fixed="---\ndate: 2022-10-21\n---\n\nLe jeudi 3 novembre 2022 à 14 h.\n",
        ),
        Bad(
            f"---\ntitle: Mois de l’innovation publique\n{_EVENT}---\n\n"
            "<p><b>[Le «jeudi 04/11» de 16h15 à 18h15] [Quiz]</b></p>\n",
            says="the event runs from Wednesday 2 November 2022 to Wednesday 30 November 2022",
            fixed=f"---\ntitle: Mois de l’innovation publique\n{_EVENT}---\n\n"
            "<p><b>[Le vendredi 04/11 de 16h15 à 18h15] [Quiz]</b></p>\n",
            note="without a year, the one nearest to the event's start counts",
        ),
        Bad(
            "---\nevent_start_date: 2021-11-18 10:00:00 +01:00\nchamps_informations:\n- intitule: Date\n"
            "  contenu: «mardi 18 novembre 2021»\n---\n\nLe jeudi 18 novembre, en ligne.\n",
            says="Thursday 18 November 2021",
            fixed="---\nevent_start_date: 2021-11-18 10:00:00 +01:00\nchamps_informations:\n- intitule: Date\n"
            "  contenu: jeudi 18 novembre 2021\n---\n\nLe jeudi 18 novembre, en ligne.\n",
            source="numerique.gouv.fr, _evenements/designgouv-formation-accessibilite-numerique.markdown",
        ),
        Bad(
            "---\ntitle: Jobs\nlang: en\n---\n\nOpen Thursday, September 23rd until «Thursday, September 28th».\n",
            says="this one is “Tuesday”",
            source="18F/handbook, ttsjobs.md before 28 September 2021",
            note="no date tells the year, and in none do the two go together",
        ),
        Good(
            "---\ntitle: Jobs\nlang: en\n---\n\nOpen Thursday, September 23rd until Tuesday, September 28th; "
            "Friday, December 30 to Monday, January 2; Saturday 28 February to Sunday 1 March.\n",
        ),
        Bad(
            "---\ntitle: Accueil\nlang: fr\n---\n\n9h30, «Jeudi 18 mars, 2016».\n",
            says="Friday 18 March 2016",
            fixed="---\ntitle: Accueil\nlang: fr\n---\n\n9h30, Vendredi 18 mars, 2016.\n",
            source="AlsaceDigitale/hhcamp_2015, _includes/discover/content.fr.markdown",
        ),
        Bad(
            "---\nevent_time: 2023-11-07T20:15:00.000Z\nlieu: Auditorium\n---\n\n**«Vendredi 7 novembre» 20h15**\n",
            says="Tuesday 7 November 2023",
            fixed="---\nevent_time: 2023-11-07T20:15:00.000Z\nlieu: Auditorium\n---\n\n**Mardi 7 novembre 20h15**\n",
            source="myrdin-site/mjc-morlaix, content/agenda/la-pop-bubblegum.md",
        ),
        Bad(
            "---\ndate: 2023-05-02\n---\n\nJoin us on «Wednesday, May 4th», at noon.\n",
            says="the post is dated",
            fixed="---\ndate: 2023-05-02\n---\n\nJoin us on Thursday, May 4th, at noon.\n",
        ),
        Bad(
            "---\nevent_start_date: 2022-11-14\nevent_end_date: 2022-11-19\n---\n\nDu lundi 14 au «vendredi 19», à Lyon.\n",
            says="Saturday 19 November 2022",
            fixed="---\nevent_start_date: 2022-11-14\nevent_end_date: 2022-11-19\n---\n\n"
            "Du lundi 14 au samedi 19, à Lyon.\n",
        ),
        Bad(
            "---\nevent_start_date: 2022-11-03\n---\n\nRendez-vous le «jeudi 3 novembre 2021».\n",
            says="Wednesday 3 November 2021",
            fixed="---\nevent_start_date: 2022-11-03\n---\n\nRendez-vous le jeudi 3 novembre 2022.\n",
            note="the weekday is right in the event's year: the year is the slip",
        ),
        Bad(
            "---\nlang: de\n---\n\nAm «Freitag, den 4. November 2021», um 18 Uhr.\n",
            says="Thursday 4 November 2021",
            fixed="---\nlang: de\n---\n\nAm Donnerstag, den 4. November 2021, um 18 Uhr.\n",
        ),
        Bad(
            "---\nlang: es\n---\n\nEl «viernes 3 de noviembre de 2022» a las 10.\n",
            says="Thursday 3 November 2022",
            fixed="---\nlang: es\n---\n\nEl jueves 3 de noviembre de 2022 a las 10.\n",
        ),
        Bad(
            f"---\n{_EVENT}---\n\nNous vous attendons le «vendredi 3 novembre prochain» à 18 h.\n",
            says="Thursday 3 November 2022",
            fixed=f"---\n{_EVENT}---\n\nNous vous attendons le jeudi 3 novembre prochain à 18 h.\n",
        ),
        Bad(
            f"---\nlang: nl\n{_EVENT}---\n\nVan «maandag 2» tot en met woensdag 30 november.\n",
            says="Wednesday 2 November 2022",
            fixed=f"---\nlang: nl\n{_EVENT}---\n\nVan woensdag 2 tot en met woensdag 30 november.\n",
        ),
        Bad(
            f"---\nlang: pt\n{_EVENT}---\n\n«Sexta-Feira, **3** de&nbsp;novembro», às 18h.\n",
            says="Thursday 3 November 2022",
            fixed=f"---\nlang: pt\n{_EVENT}---\n\nQuinta-Feira, **3** de&nbsp;novembro, às 18h.\n",
        ),
        Good(
            "---\nlang: en-US\ntitle: Training\ndate: 2022-08-06\n---\n\n| Sat 6/8 | 11 |\n",
            source="flowfx.de, content/blog/2022-08-06_training-weeks-august-6-to-26.md",
            note="The day of the post, day first.",
        ),
        Good(
            "---\nlang: en\ntitle: Course\ndate: 2026-10-20\n---\n\nMondays and Thursdays, 3 November to 14 December 2026.\n"
            "Wednesdays, November 2 – December 14, 2026.\n",
            note="what comes every week of a range",
        ),
        Good(
            "---\nlang: pt\ntitle: Curso\ndate: 2026-10-20\n---\n\nTodas as quartas, de 2 de novembro a 14 de dezembro.\n"
            "À quarta-feira, de 2 de novembro a 14 de dezembro.\n",
        ),
        Good(f"---\n{_EVENT}---\n\nLe jeudi 03/11, le lundi 07/11 et le mardi 15/11.\n", source=_MONTH_OF_INNOVATION),
        Good(
            "---\nevent_start_date: 2020-11-30\n---\n\n"
            "<br>Lundi 23 novembre 2020, 17h-17h30 <br>mardi 24 novembre, 17h-17h30\n",
            source="numerique.gouv.fr, _evenements/forum-emploi-tech-etat-2020.markdown",
        ),
        Good(
            "---\ntitle: Souvenirs\n---\n\nC'était le vendredi 3 novembre.\n",
            note="no year, and nothing to tell it from",
        ),
        Good(
            "---\nevent_start_date: 2022-11-02\n---\n\nDepuis le jeudi 4 novembre 2021, jour de la première édition.\n"
        ),
        Good(
            "---\nevent_start_date: 2022-11-02\n---\n\n`lundi 3 novembre 2022` est un exemple de saisie.\n", note="code"
        ),
        Good("---\ndate: 2026-10-20\n---\n\nParu dans le Journal du dimanche, 12 novembre 2026.\n"),
        Good("---\ndate: 2026-10-20\n---\n\nLe Journal du dimanche 12 novembre 2026 en parle.\n"),
        Good(
            "---\nlang: de\n---\n\nInterview in der Welt am Sonntag, 12. November 2026. As told to the Mail on Sunday.\n"
        ),
        Good(
            "---\ndate: 2024-02-05\n---\n\nNouvelle date : ~~mardi 14 mars 2024~~ <del>lundi 14 mars 2024</del> "
            "jeudi 14 mars 2024.\n",
            note="what is struck out is taken back",
        ),
        Good(
            "---\ndate: 2011-01-03\npublishDate: 2010-11-20\n---\n\nRendez-vous le mardi 14 décembre à 19 h.\n",
            note="right in the year of the other date",
        ),
        Good(
            "---\ndate: 2018-09-01\n---\n\n##### Day 2 - Thursday, October 4, 2018\n",
            source="CDCgov/opencdc events/hackathon-2018.md",
            note="The second day of the event, not of the month.",
        ),
        Good("---\ndate: 2022-10-21\n---\n\nOuvert du lundi au vendredi, 3 novembre compris.\n"),
        Good("---\nlang: de\n---\n\nMo.–Fr., 03.–07. August 2026\n", source="Eurowoche/eurowoche content/de"),
        Good("---\nlang: de\ndate: 2021-02-03\n---\n\nSa, 8. Oktober\n", path="2022/kyu.md", source="OMarohn/jgv"),
        Good(
            "---\nlang: en\ndate: 2020-11-29\n---\n\nEuroPython in Dublin moved to Mon Jul 11 - Sun Jul 17 (2022).\n",
            source="whykay/coding-grace-netlifycms src/news/december-listings-virtual-tech-events-2020-11-29/index.md",
        ),
    ),
)
