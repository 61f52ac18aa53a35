"""A range of days in the title, the summary or a Date field is not quite that of the event in the front matter.

“Du 3 au 30 novembre” above an event that starts on the 2nd: one of the two is a slip, and readers see the first one.

How to fix: decide which of the two is right and correct the other.

Where both dates of the event are written with 00:00:00 and the text ends just one day before, the end is mostly that of a
calendar, which gives the day after the last: a note only.

Leaves alone: ranges in the body, texts with two ranges or with further days of the event, registration periods, and in a
summary a part of the event or the week around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from evlint.dates.phrases import Phrase
from evlint.dates.resolve import Anchor, TextWithDates, anchor, covered, related_window, span_of, survey
from evlint.dates.window import Window, window
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.dates._fields import SUMMARIES, TITLES, labelled
from evlint.rules.dates._nearby import is_apart, is_apart_after, is_bound


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare the only range of each such text with the window."""
    event = window(document, context)
    if event is None:
        return
    texts = [text for text in survey(document, context) if text.prose.pointer is not None]
    fields = labelled(document, context).dates if texts else ()
    for text in texts:
        pointer = text.prose.pointer
        named = pointer in TITLES or pointer in fields
        if named or pointer in SUMMARIES:
            near = anchor(document, context)
            if near is not None:
                yield from _findings(document, text, near, event, is_named=named)


def _findings(
    document: Document, text: TextWithDates, near: Anchor, event: Window, *, is_named: bool
) -> Iterator[Finding]:
    ranges: list[tuple[Phrase, date, date]] = []
    for phrase in text.phrases:
        dates = covered(phrase, near)
        both = span_of(phrase, dates)
        if both is not None:
            ranges.append((phrase, *both))
        elif not dates or any(event.first <= on <= event.last for on in dates):
            return
    if len(ranges) != 1:
        return
    phrase, first, last = ranges[0]
    if (first, last) == (event.first, event.last) or first > event.last or last < event.first:
        return
    if event.end is None and first == event.first:
        return  # nobody gave the end
    is_part = event.first < first and last < event.last
    is_wider = first < event.first and event.last < last
    if not is_named and (is_part or is_wider):
        return  # a part of the event, or the week that it lies in
    written = text.prose.text.text
    if is_bound(written, phrase.start) or is_apart(written, phrase.start):
        return
    if first < event.first and last <= event.last and is_apart_after(written, phrase.end):
        return
    quoted = " ".join(written[phrase.start : phrase.end].split())
    if event.first == event.last:
        message = msg(
            "“{text}” is {day} to {until}, but the event is on {first}.",
            text=quoted, day=first, until=last, first=event.first,
        )  # fmt: skip
    else:
        message = msg(
            "“{text}” is {day} to {until}, but the event runs from {first} to {last}.",
            text=quoted, day=first, until=last, first=event.first, last=event.last,
        )  # fmt: skip
    yield Finding(
        text.prose.text.span(phrase.start, phrase.end),
        message,
        msg("Correct the text, or the dates of the event in the front matter."),
        pointer=text.prose.pointer,
        related=related_window(event),
        severity="info" if _is_exclusive(document, event, first, last) else None,
    )


def _is_exclusive(document: Document, event: Window, first: date, last: date) -> bool:
    """Tell whether the event's end is that of calendars, which write 00:00:00 of the day after for a whole day."""
    if event.end is None or first != event.first or last + timedelta(days=1) != event.last:
        return False
    return all(one.moment.time is None and ":" in document.source(one.span) for one in (event.start, event.end))


_WINDOW = "event_start_date: 2022-11-02 00:00:00 +01:00\nevent_end_date: 2022-11-30 00:00:00 +01:00\n"
_FORUM = "event_start_date: 2022-12-01 00:00:00 +01:00\nevent_end_date: 2022-12-15 00:00:00 +01:00\n"

RULE = Rule(
    code="EV208",
    severity="warning",
    check=check,
    needs="event",
    options=("language", "collection.dates"),
    examples=(
        Bad(
            "---\ntitle: Mois de l’innovation publique\nchapeau-text: Du «3 au 30 novembre 2022», participez au mois de\n"
            f"  l’innovation publique !\n{_WINDOW}---\n\nVenez.\n",
            says="the event runs from Wednesday 2 November 2022 to Wednesday 30 November 2022",
        ),
        Bad(
            f"---\ntitle: Expositions du «2 novembre au 1er décembre»\n{_WINDOW}---\n\nVenez.\n", says="1 December 2022"
        ),
        Bad(
            f"---\ntitle: Atelier\n{_WINDOW}champs_informations:\n- intitule: Dates\n  contenu: du «2 au 29 novembre»\n"
            f"---\n\nVenez.\n",
            says="29 November 2022",
            severity="info",
        ),
        Bad(
            "---\nlang: en\ntitle: UX Summit\nsummary: Join us on «July 28 and 29, 2020», online.\n"
            "start_date: 2020-07-28\nend_date: 2020-07-30\n---\n\nJoin us.\n",
            says="Thursday 30 July 2020",
        ),
        Bad(
            "---\ntitle: Mois de l’innovation\ndescription: Du «03 au 30/11/2022», partout en France\n"
            "event_start_date: 2022-11-02\nevent_end_date: 2022-11-30\n---\n\nVenez.\n",
            says="Thursday 3 November 2022 to Wednesday 30 November 2022",
        ),
        Bad(
            "---\nlang: nl\ntitle: Maand van de innovatie\ndescription: Van «3 tot en met 30 november»\n"
            "event_start_date: 2022-11-02\nevent_end_date: 2022-11-30\n---\n\nWelkom.\n",
            says="Thursday 3 November 2022",
        ),
        Bad(
            "---\ntitle: Fête des jardins, du «3 au 5 juin 2024»\nevent_start_date: 2024-06-03T00:00:00\n"
            "event_end_date: 2024-06-06T00:00:00\n---\n\nVenez.\n",
            says="Thursday 6 June 2024",
            note="a note only: calendars end an event of whole days at midnight of the day after",
            severity="info",
        ),
        Good(
            "---\ntitle: Hackathon\ndescription: Du 15 octobre au 3 novembre, inscrivez-vous !\n"
            "event_start_date: 2022-11-02\nevent_end_date: 2022-11-04\n---\n\nVenez.\n"
        ),
        Good(
            f"---\ntitle: Mois de l’innovation publique\nchapeau-text: Du 2 au 30 novembre 2022, participez !\n"
            f"{_WINDOW}---\n\n"
            "Les ateliers ont lieu du 3 au 29 novembre.\n",
            source="numerique.gouv.fr, _evenements/mois-de-linnovation-publique-edition-2022.markdown",
        ),
        Good(
            "---\ntitle: Forum\nchapeau-text: En ligne du 1er au 14 décembre, en présentiel le 15 décembre à Paris.\n"
            f"{_FORUM}---\n\nVenez.\n",
            source="numerique.gouv.fr, _evenements/forum-emploi-numerique-etat-2022.markdown",
        ),
        Good(
            "---\ntitle: Forum\nchapeau-text: Du 30 novembre au 9 décembre 2020, et les conférences du 23 au 30 novembre.\n"
            "event_start_date: 2020-11-30 00:00:00 +01:00\nevent_end_date: 2020-12-09 00:00:00 +01:00\n---\n\nVenez.\n",
            note="two ranges",
        ),
        Good(
            "---\ntitle: ID Forum, les 7, 8 et 9 septembre 2021\nevent_start_date: 2021-09-07\n---\n\nVenez.\n",
            note="the front matter gives no end",
        ),
        Good(
            "---\ntitle: Atelier\ndescription: Pendant la semaine du 8 au 14 mai.\nevent_start_date: 2023-05-13\n---\n\n"
            "Venez.\n"
        ),
        Good(f"---\ntitle: Atelier\nchapeau-text: Inscriptions du 9/11 au 30/11.\n{_FORUM}---\n\nVenez.\n"),
    ),
)
