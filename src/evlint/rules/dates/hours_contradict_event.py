"""The hours that the post gives for the event do not begin at the event's start in the front matter.

The calendar entry and the text then send people at two different times.

How to fix: correct whichever is wrong. Where the two differ by the offset from UTC, the start was probably entered in UTC
and the offset added on top.

Leaves alone: a start at 00:00 (no time was given), hours of which one fits, a welcome at the start's hour before the
programme (“[9h] Accueil”), hours given for another time zone. Only a field labelled Horaire(s), Heure, Time or the like, a
field or line labelled Date or Quand, and the sentence that announces the event (“aura lieu le 3 mars de 9h à 12h”) count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from evlint.dates.grammar import hours_in
from evlint.dates.partial_datetime import local
from evlint.dates.phrases import Hours
from evlint.dates.resolve import Anchor, TextWithDates, anchor, covered, related_window, survey
from evlint.dates.window import Window, window
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, Prose
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.dates._announcing import announces_event
from evlint.rules.dates._fields import are_hours_labelled, is_date_labelled, labelled
from evlint.rules.dates._nearby import announces, is_apart, one_of
from evlint.rules.dates.reversed_hours import clock
from evlint.startup.lazy_regex import lazy_regex

_HALF_DAY = 720
# What may stand between a day and its hour; anything else parts them.
_LEADS = lazy_regex(
    r"[\s,(:@–—-]*(?:(?:"
    + one_of(
        "de du à from at between entre um von ab a_partir_de à_partir_de dès las a_las de_las alle dalle ore "
        "om van às das starting"
    )
    + r")\b[\s:]*)*\Z",
    re.IGNORECASE,
)
# Just before an hour that is an end: the beginning is said elsewhere, or not at all.
_ENDS = lazy_regex(
    r"(?:jusqu['’]?\s?à?|until|till|bis|hasta|fino a(?:lle)?|tot|até|avant|before|vor)\s*$", re.IGNORECASE
)
# A zone behind hours: on the clocks of another zone than the event’s they are other hours.
_ZONE = lazy_regex(
    r"\W{0,3}\b(?:(E|C|M|P)(?:[SD])?T|(Eastern|Central|Mountain|Pacific)|(GMT|UTC|BST|WES?T)|(CES?T|MES?Z|HNEC|HAEC))\b"
)
_ZONE_HOURS = {"E": (-5, -4), "C": (-6, -5), "M": (-7, -6), "P": (-8, -7)}
_WESTERN = {"GMT": (0, 0), "UTC": (0, 0), "WET": (0, 0), "BST": (1, 1), "WEST": (1, 1)}
_EARLIEST = 6 * 60  # a single hour before that is how long it takes (“Horaires : 1h30”)


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare labelled hours and the announcing sentence with the start's time of day."""
    event = window(document, context)
    if event is None or event.start.moment.time is None:
        return
    starts = _starts(event, context)
    if not starts:
        return
    if not document.prose:
        return
    texts = survey(document, context)
    front_texts = [prose for prose in document.prose if prose.pointer is not None]
    fields = labelled(document, context)
    told: set[int] = set()
    for prose in front_texts:
        if prose.pointer in fields.hours and prose.pointer not in fields.dates:
            wrong = _first_wrong(prose.text.text, context.language, starts, event)
            if wrong is not None and not _is_welcomed(document, context, starts):
                told.add(wrong.opens)
                yield _finding(prose, wrong.start, wrong, event, starts[0])
    for prose, wrong in _labelled_in_body(document, context, starts, event):
        if wrong.opens not in told and not _is_welcomed(document, context, starts):
            told.add(wrong.opens)
            yield _finding(prose, wrong.start, wrong, event, starts[0])
    near = anchor(document, context) if texts else None
    for text in texts:
        found = _announced(document, text, context, near, event, starts, is_field=text.prose.pointer in fields.dates)
        if found is not None and found[1].opens not in told and not _is_welcomed(document, context, starts):
            told.add(found[1].opens)
            yield _finding(text.prose, *found, event, starts[0])


def _labelled_in_body(
    document: Document, context: RuleContext, starts: list[int], event: Window
) -> list[tuple[Prose, Hours]]:
    """Return the runs of the body that give hours under a label for them, with those hours; none where one of them fits."""
    found: list[tuple[Prose, Hours]] = []
    for prose in document.prose:
        if prose.pointer is not None:
            continue
        text = prose.text.text
        hours = hours_in(text, context.language)
        if hours and are_hours_labelled(document, prose, hours[0].start):
            wrong = _first_wrong(text, context.language, starts, event)
            if wrong is None:
                return []
            found.append((prose, wrong))
    return found


def _starts(event: Window, context: RuleContext) -> list[int]:
    """Return the start in minutes from midnight, as it is told to the author first: as typed, and on local clocks."""
    moment = event.start.moment
    times = [moment.time, local(moment, context.zone)[1]]
    if moment.offset == timedelta():
        if context.zone is None:
            return []
        times.reverse()
    return [at.hour * 60 + at.minute for at in times if at is not None]


def _fits(hours: Hours, starts: list[int]) -> bool:
    if hours.is_certain:
        return hours.opens in starts
    return any(hours.opens % _HALF_DAY == start % _HALF_DAY for start in starts)


def _first_wrong(text: str, language: str, starts: list[int], event: Window) -> Hours | None:
    """Return the first hours of a text where none of them begins at the start."""
    found = [
        hours
        for hours in hours_in(text, language)
        if hours.opens < 1440
        and not (hours.closes is None and hours.opens < min(_EARLIEST, *starts))
        and not (hours.closes is None and _ENDS.search(text[max(0, hours.start - 14) : hours.start]))
    ]
    if not found or any(_fits(hours, starts) or not _same_zone(text, hours, event) for hours in found):
        return None
    return found[0]


def _same_zone(text: str, hours: Hours, event: Window) -> bool:
    """Tell whether hours are on the clocks of the start's own offset, as far as a zone stands beside them."""
    match = _ZONE.match(text, hours.end)
    if match is None:
        return True
    letter = match[1] or (match[2] or "")[:1]
    offsets = _ZONE_HOURS.get(letter) or ((1, 2) if match[4] else _WESTERN[match[3]])
    given = event.start.moment.offset
    return given is not None and given in (timedelta(hours=offsets[0]), timedelta(hours=offsets[1]))


def _is_welcomed(document: Document, context: RuleContext, starts: list[int]) -> bool:
    """Tell whether the body has something at the start's hour, as a welcome before the programme."""
    return any(
        hours.opens in starts
        for prose in document.prose
        if prose.pointer is None
        for hours in hours_in(prose.text.text, context.language)
    )


def _announced(
    document: Document,
    text: TextWithDates,
    context: RuleContext,
    near: Anchor | None,
    event: Window,
    starts: list[int],
    *,
    is_field: bool,
) -> tuple[int, Hours] | None:
    """Return where the announcement of the event's days begins, and its hours, where they begin at another time."""
    written = text.prose.text.text
    for phrase in text.phrases:
        dates = covered(phrase, near) if near is not None else ()
        if not dates or (dates[0], dates[-1]) != (event.first, event.last):
            continue
        labelled_here = is_field or (
            text.prose.pointer is None and is_date_labelled(document, text.prose, phrase.start)
        )
        announced = announces(written, phrase.start) or announces_event(document, written, phrase)
        if not labelled_here and (event.first != event.last or not announced):
            continue
        if is_apart(written, phrase.start):
            continue
        rest = written[phrase.end : phrase.end + 80]
        found = hours_in(rest, context.language)
        if not found or not _LEADS.match(rest[: found[0].start]):
            continue
        if any(_fits(hours, starts) or not _same_zone(rest, hours, event) for hours in found):
            continue
        hours = found[0]
        return phrase.start, hours._replace(start=hours.start + phrase.end, end=hours.end + phrase.end)
    return None


def _finding(prose: Prose, start: int, hours: Hours, event: Window, begins: int) -> Finding:
    offset = event.start.moment.offset
    if offset is not None and offset and timedelta(minutes=hours.opens - begins) == offset:
        advice = msg(
            "The difference is just the offset from UTC: the start may have been entered in UTC. Correct it to {opens}.",
            opens=clock(hours.opens),
        )
    else:
        advice = msg("Correct the hours, or the start of the event in the front matter.")
    return Finding(
        prose.text.span(start, hours.end),
        msg(
            "“{text}” begins at {opens}, but the event starts at {start} on {day}.",
            text=" ".join(prose.text.text[start : hours.end].split()),
            opens=clock(hours.opens),
            start=clock(begins),
            day=event.first,
        ),
        advice,
        pointer=prose.pointer,
        related=related_window(event),
    )


RULE = Rule(
    code="EV214",
    severity="warning",
    check=check,
    needs="event",
    options=("language", "timezone", "collection.dates"),
    examples=(
        Bad(
            "---\ntitle: 'Design public – Meetup #2'\nevent_start_date: 2019-12-18 17:30:00 +01:00\n"
            "champs_informations:\n- intitule: Horaires\n  contenu: «18h30-21h30»\n---\n\n"
            "Nous vous donnons rendez-vous le mercredi 18 décembre à 18h30.\n",
            says="begins at 18:30, but the event starts at 17:30",
            source="numerique.gouv.fr, _evenements/design-public-meetup-2.md",
        ),
        Bad(
            "---\ntitle: 'Café de la Transfo #2'\nevent_start_date: 2021-10-12 16:00:00 +02:00\n"
            "champs_informations:\n- intitule: Horaires\n  contenu: 16h à 17h30\n---\n\n"
            "**La seconde édition du Café de la Transfo qui aura lieu le «12 octobre 2021 de 16h30 à 18h».**\n",
            says="begins at 16:30, but the event starts at 16:00",
            source="numerique.gouv.fr, _evenements/cafe-de-la-transfo-number-2-….markdown",
        ),
        Bad(
            "---\nlang: en\ntitle: Monthly call\nstart_date: 2018-08-24 13:00:00 -0400\ntime: «2:00 pm» ET\n---\n\n"
            "Join us.\n",
            says="begins at 14:00",
        ),
        Bad(
            "---\nlang: de\ntitle: Vortrag\nstart_date: 2022-11-03 18:00:00 +01:00\n---\n\n"
            "Der Vortrag findet am «3. November um 18.30 Uhr» statt.\n",
            says="begins at 18:30",
        ),
        Bad(
            "---\ntitle: 'Futur.e.s festival'\nevent_start_date: 2019-06-13 09:30:00 +02:00\n"
            "event_end_date: 2019-06-14 19:00:00 +02:00\n---\n\n**Quand ?** «13 et 14 juin 2019, de 9h à 19h»\n\n"
            "#### Masterclasse\n\n**Quand ?** Le 14 juin 2019, de 13h15 à 13h45\n",
            says="begins at 9:00, but the event starts at 9:30",
            source="numerique.gouv.fr, _evenements/futur-dot-e-s-….markdown",
        ),
        Good(
            "---\ntitle: Formation\nevent_start_date: 2021-11-18 10:00:00 +01:00\nchamps_informations:\n"
            "- intitule: Horaires\n"
            "  contenu: 10h - 12h\n---\n\nLe jeudi 18 novembre de 10h à 12h.\n",
            source="numerique.gouv.fr, _evenements/designgouv-formation-accessibilite-numerique.markdown",
        ),
        Good(
            "---\ntitle: 5ème anniversaire\nevent_start_date: 2023-03-13 09:00:00 +01:00\nchamps_informations:\n"
            "- intitule: Horaires\n  contenu: 9h30-17h\n---\n\n[9h-9h30] Accueil\n",
            source="numerique.gouv.fr, _evenements/5eme-anniversaire-de-demarches-simplifiees.markdown",
            note="a welcome at the start's hour",
        ),
        Good(
            "---\ntitle: Annotathon\nevent_start_date: 2019-11-29 00:00:00 +01:00\nchamps_informations:\n"
            "- intitule: Horaires\n"
            "  contenu: de 12h à 13h30\n---\n\nVenez.\n",
            source="numerique.gouv.fr, _evenements/annotathon-piaf-pour-des-ia-francophones-speciale-sip.markdown",
            note="no time was given for the start",
        ),
        Good(
            "---\ntitle: Permanences\nevent_start_date: 2023-03-13 14:00:00 +01:00\nchamps_informations:\n"
            "- intitule: Horaires\n"
            "  contenu: de 10h à 11h, de 14h à 15h ou de 16h à 17h\n---\n\nVenez.\n",
        ),
        Good(
            "---\ntitle: Atelier\nevent_start_date: 2023-03-13 14:00:00 +01:00\nchamps_informations:\n"
            "- intitule: Horaires\n  contenu: 1h30\n---\n\nVenez.\n",
            note="a duration",
        ),
        Good(
            "---\ntitle: Webinaire\nevent_start_date: 2023-03-13 14:00:00 +01:00\nhoraires: 13h UTC\n---\n\nVenez.\n",
        ),
        Good(
            "---\nlang: en\ntitle: Monthly call\nstart_date: 2018-04-27 13:00:00 -0400\n---\n\n"
            "Join us on Friday, April 27, at 10 am Pacific / 1 pm Eastern, for our monthly conversation.\n",
        ),
    ),
)
