"""A range of hours that ends before it begins, such as “de 18h15 à 16h15”.

One of the two is wrong, mostly by a swapped or mistyped hour, and readers plan their day by it.

How to fix: swap the two, or correct the wrong one.

Leaves alone: evenings and nights that end after midnight (“de 22h à 2h”), hours on a 12-hour clock that do not say morning
or afternoon (“9 - 5”), durations (“passer de 3h à 2h”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from evlint.dates.grammar import hours_in
from evlint.dates.phrases import Hours
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.dates._nearby import one_of
from evlint.startup.lazy_regex import lazy_regex

_SMALL_HOURS = 6 * 60
_DAY = 24 * 60
_NIGHTS = (
    (17 * 60, 10 * 60),
    (20 * 60, 12 * 60),
)  # begun as late as this, what ends as early as this ends the next day
# The second hour is one of the day after.
_NEXT_DAY = lazy_regex(
    one_of(
        r"lendemain next_day following overnight nuit \+_?1 nächst siguiente successiv seguente giorno_dopo"
        r" volgende seguinte"
    ),
    re.IGNORECASE,
)
# “Reduced from 10 h to 8 h”: spans of time. “Moved from 18 h to 16 h”: no range. Behind “GMT” stands an offset.
_DURATION = lazy_regex(
    r"(?:"
    + one_of(
        r"pas[sa] rédui ramen abaiss diminu dur[ée] reduc cut drop shrink senk verkürz reduz ridur ridot"
        r" avanc repouss report décal déplac moved? rescheduled brought vorgezogen vorverlegt verschob verleg adelant"
        r" anticip spost vervroegd verzet verplaats"
    )
    + r")[^.!?]{0,40}$|(?:gmt|utc)\W*$",
    re.IGNORECASE,
)


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look at every range of hours in prose and in texts of the front matter."""
    for prose in document.prose:
        text = prose.text.text
        for hours in hours_in(text, context.language, falling=True):
            if hours.closes is not None and is_reversed(hours) and not _is_excused(text, hours):
                yield Finding(
                    prose.text.span(hours.start, hours.end),
                    msg(
                        "“{text}” ends at {closes}, before it begins at {opens}.",
                        text=" ".join(text[hours.start : hours.end].split()),
                        opens=clock(hours.opens),
                        closes=clock(hours.closes),
                    ),
                    msg("Swap the two hours, or correct the wrong one."),
                    pointer=prose.pointer,
                )


def is_reversed(hours: Hours) -> bool:
    """Tell whether a range surely ends before it begins, the same day."""
    opens, closes = hours.opens, hours.closes
    if closes is None or not hours.is_certain or closes >= opens:
        return False
    return closes > _SMALL_HOURS and not any(opens >= late and closes <= early for late, early in _NIGHTS)


def clock(minutes: int) -> time | str:
    """Make the time of day of some minutes from midnight, which each language writes its own way."""
    return time(minutes // 60, minutes % 60) if minutes < _DAY else "24:00"


def _is_excused(text: str, hours: Hours) -> bool:
    if _NEXT_DAY.search(text, max(0, hours.start - 40), hours.end + 40):
        return True
    return _DURATION.search(text[max(0, hours.start - 60) : hours.start]) is not None


RULE = Rule(
    code="EV210",
    severity="warning",
    check=check,
    needs="prose",
    options=("language",),
    examples=(
        Bad(
            "---\ntitle: Quiz\n---\n\n[Le jeudi 03/11 de «18h15 à 16h15»] [Quiz]\n",
            says="ends at 16:15, before it begins at 18:15",
        ),
        Bad("---\ntitle: Atelier\nhoraires: «14h30-12h»\n---\n\nVenez nombreux.\n", says="12:00"),
        Bad("---\nlang: en\n---\n\nJoin us from «3 p.m. to 1 p.m.» in room 9.\n", says="13:00"),
        Bad("---\nlang: de\n---\n\nVon «18 bis 16 Uhr», Raum 9.\n", says="16:00"),
        Bad("---\nlang: it\n---\n\nAperto dalle «18 alle 16».\n", says="ends at 16:00"),
        Good(
            "➜ Sam. 18.04 & Dim. 19.04 à 16h30. Dernière entrée : 17h30 sauf le 21.06 à 16h30.\n",
            source="gaite-lyrique.net content/fr/events/2026/04/19-15-00-studio-1316-welcome-party.html",
            note="A day and its month, then the hour.",
        ),
        Good("---\ntitle: Nuit du code\n---\n\nDe 22h à 2h, puis de 20h à minuit, de 9h à midi et de 18h à 8h.\n"),
        Good("---\nlang: en\n---\n\nOpen 9:00 - 5:00, from 11 to 1 pm, 10 pm – 6 am, 11:30 am - 1 pm.\n"),
        Good("---\ntitle: Réunion\n---\n\nLa réunion est avancée de 18h à 16h.\n", note="moved"),
        Good("---\ntitle: Temps de trajet\n---\n\nLe trajet passe de 12h à 8h, et la réunion de 3h à 2h.\n"),
        Good(
            "---\ntitle: Forum\n---\n\n"
            "de 10h à 11h, de 14h à 15h ou de 16h à 17h ; 9h - 13h : Séance plénière, 9h15 - 9h45\n",
            note="slots that overlap are no mistake",
        ),
        Good(
            "---\nlang: en\n---\n\nA maintenance window on Sundays between 20:30 and 11:00.\n",
            note="a night",
        ),
        Good("---\ntitle: Défi\n---\n\nDe 14h à 9h30 le lendemain.\n"),
    ),
)
