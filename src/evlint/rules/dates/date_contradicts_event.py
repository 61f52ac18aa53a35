"""A date that the post gives as the event's own lies outside the event's dates in the front matter.

Calendars and lists are made from the front matter, readers go by the text: where the two differ, somebody comes on the
wrong day.

How to fix: decide which of the two is right and correct the other. A second date key (`event_date` beside
`event_start_date`) is best removed.

Leaves alone: most dates of the body, which are rightly outside (deadlines, openings, side programmes, other events, laws),
and calls (“Appel à communication”) that are dated by their deadline.
Only these count: a date in the title, in a field or behind a label Date(s), Quand, When or the like, the only date of a
summary that begins with it, a second date key, and the event's own day and month with the year before or after, wherever it
stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from evlint.dates.partial_datetime import local
from evlint.dates.phrases import Phrase, calendar_day
from evlint.dates.resolve import TextWithDates, anchor, covered, related_window, survey
from evlint.dates.window import Dated, Window, other_dates, window
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Text
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.dates._announcing import announces_event
from evlint.rules.dates._fields import OPENINGS, TITLES, is_date_labelled, labelled
from evlint.rules.dates._nearby import (
    announces,
    clause_before,
    is_announced,
    is_apart,
    is_bound,
    is_earlier,
    is_law,
    is_next,
    one_of,
)
from evlint.startup.lazy_regex import lazy_regex

_FEASTS = frozenset({(1, 1), (2, 14), (3, 8), (5, 1), (5, 8), (7, 4), (7, 14), (9, 11), (11, 11), (12, 25)})
# Feasts and remembrances are named after a day on which nothing need take place.
_FEAST = lazy_regex(
    r"f[êe]te|journée|commémor|cérémoni|défil|armistice|victoire|victory|\b(?:day|tag|día|giorno|dag|dia)\b",
    re.IGNORECASE,
)
_SHARE = lazy_regex(r"\s?(?:journée|jour|finale|heure|h\b|pages?\b)", re.IGNORECASE)
# A call, which is dated by its deadline: what it calls to takes place on another day.
_CALL = lazy_regex(
    one_of(
        r"appels?_[àa] call_for call_to aufruf_(?:zu|zur|für) ausschreibung convocatoria llamad[oa]_a bando invito_a"
        r" oproep chamada_(?:de|para|a) convocatória"
    ),
    re.IGNORECASE,
)
# A word just before a date that makes it the day of something.
_DATED = lazy_regex(r"(?:^|\W)(?:l[ea]s?|d[ue]|au|on|am|vom|zum|el|del|al|il|dal|op|em|the)\s+$", re.IGNORECASE)


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare the second date keys, the title, the Date fields, and dates with another year with the window."""
    event = window(document, context)
    if event is None:
        return
    for other in other_dates(document, context):
        day = local(other.moment, context.zone)[0]
        if not event.first <= day <= event.last and not event.first <= other.moment.day <= event.last:
            yield _key_finding(other, day, event)
    texts = survey(document, context)
    near = anchor(document, context) if texts else None
    if near is None:
        return
    fields = labelled(document, context).dates
    skipped = {other.pointer for other in other_dates(document, context)}
    announced: list[tuple[TextWithDates, Phrase, tuple[date, ...]]] = []
    own: list[tuple[TextWithDates, Phrase]] = []  # where the body names a day of the event
    labelled_lines: list[tuple[TextWithDates, Phrase, tuple[date, ...]]] = []
    for text in texts:
        pointer = text.prose.pointer
        if pointer is not None and pointer in skipped:
            continue
        read = [(phrase, dates) for phrase in text.phrases if (dates := covered(phrase, near))]
        yield from _text_findings(
            text,
            read if not context.runs("EV206") else [one for one in read if not _slips_in_year(*one, event)],
            event,
            is_named=pointer is not None
            and (pointer in TITLES or pointer in fields or (pointer in OPENINGS and _opens(text))),
        )
        if pointer is None:
            own += [(text, phrase) for phrase, dates in read if _meets(dates, event)]
            labelled_lines += [(text, *one) for one in read if is_date_labelled(document, text.prose, one[0].start)]
            announced += [(text, *one) for one in read if announces_event(document, text.prose.text.text, one[0])]
    if _is_deadline(document, own):
        return
    if announced and not any(is_announced(text.prose.text.text, phrase.start, phrase.end) for text, phrase in own):
        yield from _announced(announced, event)
    if labelled_lines and not any(_meets(dates, event) for _, _, dates in labelled_lines):
        for text, phrase, dates in labelled_lines:
            if not _is_beside(text, phrase) and not _has_other_year(phrase, dates, event):
                yield _text_finding(text, phrase, dates, event)


def _is_deadline(document: Document, own: list[tuple[TextWithDates, Phrase]]) -> bool:
    """Tell whether the day in the front matter is the deadline of a call, which the text names as such."""
    title = str(document.data.get("title") or document.data.get("titre") or "")
    return _CALL.search(title) is not None and any(_is_beside(text, phrase) for text, phrase in own)


def _announced(found: list[tuple[TextWithDates, Phrase, tuple[date, ...]]], event: Window) -> Iterator[Finding]:
    """Judge the sentences that announce the event: only where none of them names a day of it."""
    if not found or any(_meets(dates, event) for _, _, dates in found):
        return
    for text, phrase, dates in found:
        written = text.prose.text.text
        if not (
            _is_beside(text, phrase)
            or is_earlier(written, phrase.start, phrase.end)
            or is_next(written, phrase.start)
            or _has_other_year(phrase, dates, event)
        ):
            yield _text_finding(text, phrase, dates, event)


def _meets(dates: tuple[date, ...], event: Window) -> bool:
    return dates[0] <= event.last and event.first <= dates[-1]


def _text_findings(
    text: TextWithDates, read: list[tuple[Phrase, tuple[date, ...]]], event: Window, *, is_named: bool
) -> Iterator[Finding]:
    meets = any(_meets(dates, event) for _, dates in read)
    for phrase, dates in read:
        if _meets(dates, event):
            continue
        other_year = _has_other_year(phrase, dates, event) and not _is_explained(text, phrase, read, event)
        if other_year or (
            is_named and not meets and not _is_beside(text, phrase) and not _is_other_thing(text, phrase)
        ):
            yield _text_finding(text, phrase, dates, event)


def _opens(text: TextWithDates) -> bool:
    """Tell whether a summary begins with its only date, with the weekday or the hour: “Op 11 mei om 19:00 geeft …”."""
    first = text.phrases[0]
    written = text.prose.text.text
    if len(text.phrases) > 1 or first.kind != "day" or _LEADS_IN.fullmatch(written[: first.start]) is None:
        return False
    return first.days[0].weekday >= 0 or _HOUR_BEHIND.match(written, first.end) is not None


_LEADS_IN = lazy_regex(r"\W*(?:(?:ce|le|on|am|op|el|il|em|no dia|este|this|diesen)\s+)?", re.IGNORECASE)
_HOUR_BEHIND = lazy_regex(
    r",?\s+(?:(?:à|at|om|um|ab|alle|a las|as|às|from|de|von|van|vanaf|dès|à partir de)\s+)?"
    r"\d{1,2}\s?(?:[:h.]\d\d|h\b|uhr|uur|[ap]m\b)",
    re.IGNORECASE,
)


def _is_beside(text: TextWithDates, phrase: Phrase) -> bool:
    written = text.prose.text.text
    return is_bound(written, phrase.start) or is_apart(written, phrase.start) or is_law(written, phrase.start)


def _is_other_thing(text: TextWithDates, phrase: Phrase) -> bool:
    """Tell whether a day without weekday and year is a fraction (“Séance 1/2”) or a feast (“la fête du 14 juillet”)."""
    day = phrase.days[0]
    if phrase.kind != "day" or day.weekday >= 0 or day.year is not None:
        return False
    written = text.prose.text.text
    if (day.month, day.day) in _FEASTS and _FEAST.search(clause_before(written, day.start)) is not None:
        return True
    if day.mark != "/":
        return False
    if _SHARE.match(written, day.end) is not None:
        return True
    return text.prose.pointer in TITLES and day.end - day.start < 5 and _DATED.search(written[: day.start][-6:]) is None


def _has_other_year(phrase: Phrase, dates: tuple[date, ...], event: Window) -> bool:
    """Tell whether a phrase is the event's own first and last day (or one of the two) in the year before or after."""
    if any(day.year is None for day in phrase.days) or abs(dates[0].year - event.first.year) != 1:
        return False
    first, last = (
        calendar_day(dates[0].year, event.first.month, event.first.day),
        calendar_day(dates[0].year + event.last.year - event.first.year, event.last.month, event.last.day),
    )
    if len(dates) == 1:
        return dates[0] in (first, last)
    return dates[0] == first and dates[-1] == last


def _slips_in_year(phrase: Phrase, dates: tuple[date, ...], event: Window) -> bool:
    """Tell whether a weekday fits the event's day, and not the date with another year: EV206 says to correct the year."""
    weekday = phrase.days[0].weekday
    return (
        len(dates) == 1
        and weekday not in (-1, dates[0].weekday())
        and weekday == event.first.weekday()
        and _has_other_year(phrase, dates, event)
    )


def _is_explained(
    text: TextWithDates, phrase: Phrase, read: list[tuple[Phrase, tuple[date, ...]]], event: Window
) -> bool:
    """Tell whether the words around say why the year is another one, or the text names the event's own date too."""
    if any(event.first <= on <= event.last for _, dates in read for on in dates):
        return True
    written = text.prose.text.text
    if _is_beside(text, phrase):
        return True
    return is_earlier(written, phrase.start, phrase.end) and not announces(written, phrase.start)


def _text_finding(text: TextWithDates, phrase: Phrase, dates: tuple[date, ...], event: Window) -> Finding:
    mapped = text.prose.text
    quoted = " ".join(mapped.text[phrase.start : phrase.end].split())
    return Finding(
        mapped.span(phrase.start, phrase.end),
        _message(quoted, dates[0], dates[-1], event),
        _help(event),
        pointer=text.prose.pointer,
        related=related_window(event),
    )


def _help(event: Window) -> Text:
    if event.end is None and event.start.key.lower() == "date":  # an author may take it for the day of publication
        return msg("Correct the text, or “{key}”, which says here when the event is.", key=event.start.key)
    return msg("Correct the text, or the dates of the event in the front matter.")


def _message(quoted: str, first: date, last: date, event: Window) -> Text:
    if event.first == event.last:
        if first == last:
            return msg("“{text}” is {day}, but the event is on {first}.", text=quoted, day=first, first=event.first)
        return msg(
            "“{text}” is {day} to {until}, but the event is on {first}.",
            text=quoted, day=first, until=last, first=event.first,
        )  # fmt: skip
    if first == last:
        return msg(
            "“{text}” is {day}, but the event runs from {first} to {last}.",
            text=quoted, day=first, first=event.first, last=event.last,
        )  # fmt: skip
    return msg(
        "“{text}” is {day} to {until}, but the event runs from {first} to {last}.",
        text=quoted, day=first, until=last, first=event.first, last=event.last,
    )  # fmt: skip


def _key_finding(other: Dated, day: date, event: Window) -> Finding:
    if event.first == event.last:
        message = msg(
            "“{key}” says {day}, but “{start}” says {first}.",
            key=other.key, day=day, start=event.start.key, first=event.first,
        )  # fmt: skip
    else:
        message = msg(
            "“{key}” says {day}, but the event runs from {first} to {last}.",
            key=other.key, day=day, first=event.first, last=event.last,
        )  # fmt: skip
    return Finding(
        other.span,
        message,
        msg("Keep one of the two keys, with the right date."),
        pointer=other.pointer,
        related=related_window(event),
    )


_START = "event_start_date: 2022-11-02 00:00:00 +01:00\n"
_WHOLE = f"{_START}event_end_date: 2022-11-30 00:00:00 +01:00\n"

RULE = Rule(
    code="EV207",
    severity="warning",
    check=check,
    needs="event",
    options=("language", "timezone", "collection.dates"),
    examples=(
        Bad(
            "---\ndate_start: '2021-03-11'\nlang: nl\nintroduction: Op «11 mei» om 19:00 geeft Mohamed een talk.\n---\n",
            says="11 March 2021",
            source="dutch-laravel-foundation, content/collections/events/online-meet-up-…",
        ),
        Good(
            "---\ndate_start: '2021-03-11'\nlang: nl\ndescription: Op 11 mei is het boek verschenen, nu een talk.\n---\n"
        ),
        Bad(
            "---\ndate: 2009-06-15T19:00:00\npublishDate: 2009-06-01\ntitle: Soirée Domain-Driven Design\n---\n\n"
            "## Date et lieu\n\n* «Mardi 09 juin 2009»\n",
            path="content/events/2009/06-15-ddd/index.md",
            says="the event is on Monday 15 June 2009",
            source="parisjug.org content/events/2009/06-15-ddd/index.md",
            note="In a folder of events a lone `date` is the event's day where another key says when the post goes out,",
        ),
        Bad(
            "---\ntitle: Soirée Rust\ndate: 2026-03-10\n---\n\n**Quand :** «mardi 17 mars 2026»\n",
            path="content/evenements/rust.md",
            files=(
                ("content/evenements/go.md", "---\ntitle: Go\ndate: 2026-01-13\n---\n\nLe mardi 13 janvier, venez.\n"),
                (
                    "content/evenements/zig.md",
                    "---\ntitle: Zig\ndate: 2026-02-10\n---\n\nLe mardi 10 février, venez.\n",
                ),
            ),
            says="the event is on Tuesday 10 March 2026",
            note="or where the other posts there name the day of their `date`.",
        ),
        Bad(
            "---\nlang: de\nlayout: event\ntitle: Stammtisch\ndate: 2026-03-10 19:00\nort: Rathaus\n---\n\n"
            "Der Stammtisch findet am «17. März 2026» statt.\n",
            path="_posts/2026-03-10-stammtisch.md",
            says="the event is on Tuesday 10 March 2026",
            note="or where it says its place, and nothing around it speaks against it.",
        ),
        Bad(
            '+++\ntitle = "Encontro"\ndate = 2026-04-11\n[extra]\nlocation = "Porto"\n+++\n\n'
            "**Quando:** «domingo, 12 de abril de 2026»\n",
            path="content/pastEvents/encontro.md",
            says="the event is on Saturday 11 April 2026",
        ),
        Good(
            "---\ntitle: Assemblée\nevent_start_date: 2021-02-03\n---\n\nElle aura lieu le mercredi 3 février 2020.\n",
            source="pau-a-velo/pauavelo-website, content/agenda/2021/Assemblée Générale 2020",
            note="EV206 tells the year: in 2021 the weekday is right.",
        ),
        Good(
            "---\ntitle: Soirée Rust\ndate: 2026-02-24\nlieu: Paris\n---\n\n**Quand :** mardi 17 mars 2026\n",
            path="content/evenements/rust.md",
            files=(
                ("content/evenements/go.md", "---\ntitle: Go\ndate: 2026-01-02\n---\n\nLe mardi 13 janvier, venez.\n"),
                (
                    "content/evenements/zig.md",
                    "---\ntitle: Zig\ndate: 2026-02-02\n---\n\nLe mardi 10 février, venez.\n",
                ),
            ),
            note="The other events are dated by the day when their posts went out, so this one is too.",
        ),
        Good(
            "---\ntitle: Campus du numérique\ndate: 2019-05-20\nlieu: Paris\n---\n\n**Quand :** le 5 juin 2019\n",
            path="_evenements/campus.md",
            files=(
                ("_evenements/autre.md", "---\ntitle: Autre\ndate: 2019-01-02\nevent_start_date: 2019-02-03\n---\n"),
            ),
            source="numerique.gouv.fr _evenements/campus-du-numerique-….md",
            note="The other events have a key of their own for their day.",
        ),
        Good(
            "---\nlang: en\ntitle: Thoth workshop, September 29, 2022\ndate: 2022-08-23\nlastmod: 2022-08-23\nplace: web\n"
            "---\n\nDate: Thursday, September 29, 2022\n",
            path="content/outputs/events/220929-thoth-lpc-workshop.md",
            source="COPIM/website_archive, content/outputs/events/220929-thoth-lpc-workshop.md",
            note="Changed last on its `date`: that is the day when it was written.",
        ),
        Good(
            "---\ntitle: Soirée Rust\ndate: 2026-02-24\n---\n\n**Quand :** mardi 17 mars 2026\n",
            path="content/evenements/rust.md",
            note="Nothing tells which of the two its `date` is.",
        ),
        Bad(
            "---\ntitle: Sommet européen des GovTech\nevent_start_date: 2018-11-12 00:00:00 +01:00\n"
            "event_date: «2018-11-22 00:00:00 +01:00»\n---\n\nLe 12 novembre 2018.\n",
            says="“event_date” says Thursday 22 November 2018",
            source="numerique.gouv.fr, _evenements/sommet-des-govtech.markdown",
        ),
        Bad(
            "---\ntitle: 'Garagethon #BlueHats'\nune-ou-diaporama:\n- image: \"/uploads/garagethon.png\"\n"
            "  alternative-textuelle: Garagethon «9 et 10 janvier 2024»\n"
            "event_start_date: 2023-01-09 00:00:00 +01:00\nevent_end_date: 2023-01-10 00:00:00 +01:00\n---\n\nVenez.\n",
            says="Tuesday 9 January 2024 to Wednesday 10 January 2024",
            source="numerique.gouv.fr, _evenements/garagethon-number-bluehats.markdown",
        ),
        Bad(
            "---\ntitle: Journée Numérique & Territoires\nchapeau-text: La DINUM et la DITP vous convient à la première\n"
            "  édition, le «mercredi 18 janvier 2023» !\n"
            "event_start_date: 2024-01-18 00:00:00 +01:00\n---\n\nVenez.\n",
            says="Wednesday 18 January 2023",
        ),
        Bad(
            "---\ntitle: Formation à l'écoconception, «8 octobre 2024»\nevent_start_date: 2024-10-18 09:00:00 +02:00\n"
            "---\n\nVenez.\n",
            says="the event is on Friday 18 October 2024",
        ),
        Bad(
            f"---\ntitle: Atelier\n{_WHOLE}champs_informations:\n- intitule: Date\n  contenu: le «2 décembre»\n---\n\n"
            f"Venez.\n",
            says="Friday 2 December 2022",
        ),
        Bad(
            "---\nlang: en\ntitle: Open day\nevent_start_date: 2022-11-02\nwhen: «November 3, 2022», 10 am\n---\n\nCome.\n",
            says="Thursday 3 November 2022",
        ),
        Bad(
            "---\nlang: en\ntitle: Open day\nevent_start_date: 2022-11-02\n---\n\n**When?** «Thursday, November 3», 10 am\n",
            says="Thursday 3 November 2022",
        ),
        Bad(
            "---\nlang: pt\ntitle: Reunião\nevent_start_date: 2026-11-10\nevent_end_date: 2026-11-10\n---\n\n"
            "A reunião terá lugar na «terça-feira, 17 de novembro de 2026».\n",
            says="Tuesday 17 November 2026",
        ),
        Bad(
            "---\nlang: fr\ntitle: Réunion\nevent_start_date: 2026-11-10\nevent_end_date: 2026-11-10\n---\n\n"
            "Nous vous donnons rendez-vous le «17 novembre 2026».\n",
            says="Tuesday 17 November 2026",
        ),
        Good(
            "---\nlang: de\ntitle: Treffen\nevent_start_date: 2026-11-10\nevent_end_date: 2026-11-12\n---\n\n"
            "Das letzte Treffen fand am 12. November 2025 statt.\n",
            note="another edition",
        ),
        Good(
            "---\nlang: pt\ntitle: Encontro\nevent_start_date: 2026-11-10\nevent_end_date: 2026-11-12\n---\n\n"
            "A última edição teve lugar a 12 de novembro de 2025.\n",
            note="another edition",
        ),
        Good(
            "---\nlang: nl\ntitle: Vergadering\nevent_start_date: 2026-11-10\nevent_end_date: 2026-11-10\n---\n\n"
            "De vergadering is gepland na dinsdag 17 november 2026.\n"
        ),
        Good(
            "---\ntitle: Futur.e.s\nevent_start_date: 2019-06-13\nevent_end_date: 2019-06-14\n---\n\n"
            "**Quand ?** 13 et 14 juin 2019, de 9h à 19h\n\n**Quand ?** Le 15 juin 2019, de 13h15 à 13h45\n",
            note="one of the labelled dates is the event's",
        ),
        Good(
            f"---\ntitle: Mois de l’innovation publique, du 2 au 30 novembre 2022\n{_WHOLE}---\n\n"
            "Inscription jusqu'au 6 décembre 2022. Le précédent a eu lieu le 2 novembre 2021.\n"
        ),
        Good(
            "---\ntitle: Appel à candidatures jusqu'au 3 avril 2022\nevent_start_date: 2022-03-24 13:45:00 +01:00\n"
            "---\n\nVenez.\n",
            source="numerique.gouv.fr, _communiques/entrepreneurs-dinteret-general-eig-….markdown",
        ),
        Good(
            "---\ntitle: Réunions d'information\nevent_start_date: 2019-07-24 14:00:00 +02:00\n---\n\n"
            "La prochaine réunion d'information aura lieu le 22 août 2019.\n",
            source="numerique.gouv.fr, _evenements/appel-a-projets-<<-cas-dusages-….markdown",
            note="“aura lieu”, but of another event",
        ),
        Good(
            "---\ntitle: Présentation de l’événement GEDAE\nstart: 2018-07-16T18:00:00+02:00\nlocation: La Myne\n---\n\n"
            "Ce lundi 16 juillet à 18h à la Myne se tiendra une présentation autour de GEDAE 2018.\n\n"
            "Cet événement aura lieu du 30 août au 4 septembre sur le campus.\n",
            source="La-MYNE/Website, content/agenda/2018-07-13-présentation-événement-gedae-par-le-cefrepade.md",
            note="The text says when its own event is, and then when another one is.",
        ),
        Good(
            "---\ntitle: Appel à communication – Entre justice et paix\nstartDate: 2025-01-10\nendDate: 2025-01-10\n---\n\n"
            "Les résumés sont à déposer d’ici le 10 janvier 2025.\n\n##### **Date :**\n\n2-4 juin 2025\n",
            source="uxwithem/institut-pour-la-paix, src/content/evenements/aac-entre-justice-et-paix-environnementale.md",
            note="a call is dated by its deadline",
        ),
        Bad(
            "---\ntitle: Appel à communication – Entre justice et paix\nstartDate: 2025-01-10\nendDate: 2025-01-10\n---\n\n"
            "Venez le 10 juin.\n\n**Date :** «2-4 juin 2025»\n",
            says="the event is on Friday 10 January 2025",
        ),
        Good(
            "---\ntitle: Actualisation de la doctrine\nevent_start_date: 2023-06-29 00:00:00 +02:00\n---\n\n"
            "La circulaire signée ce 1er juin remplace le texte du 5 juillet 2021.\n",
            source="numerique.gouv.fr, _evenements/actualisation-de-la-doctrine-….markdown",
        ),
        Good(
            "---\ntitle: Atelier\nevent_start_date: 2023-01-06\n---\n\n"
            "Vu la loi du 6 janvier 2022, et l’arrêté du 6 janvier 2024.\n"
        ),
        Good(
            f"---\ntitle: 'Assistance 24/7, séance 1/2'\n{_START}---\n\nVenez.\n",
            note="no dates",
        ),
        Good(f"---\ntitle: Préparer la fête du 14 juillet\n{_START}---\n\nVenez.\n"),
        Good(
            f"---\ntitle: Forum\n{_WHOLE}champs_informations:\n- intitule: Date limite d'inscription\n"
            "  contenu: 15 octobre 2022\n---\n\nVenez.\n"
        ),
    ),
)
