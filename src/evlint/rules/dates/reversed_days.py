"""A range of days that ends before it begins, such as “du 12 au 9 mars 2026”.

One of the two days, or a month, is wrong, mostly by a swapped or mistyped figure, and readers cannot tell when it is.

How to fix: swap the two days, or correct the wrong one.

Leaves alone: ranges over New Year, also with the year only at their end (“du 15 novembre au 2 février 2026”), ranges whose
first month is left out (“du 28 au 1er mars”), what is moved from one day to an earlier one, pages and floors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from evlint.dates.phrases import Day, Phrase, calendar_day
from evlint.dates.resolve import anchor, nearest, survey
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Text
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.dates._moment_posts import dates_told
from evlint.rules.dates._nearby import one_of
from evlint.startup.lazy_regex import lazy_regex

# “Moved from the 12th to the 9th” is right as it stands; so are versions, chapters, scores and pages.
_MOVED = lazy_regex(
    r"(?:"
    + one_of(
        r"avanc repouss report déplac décal pass?[aeé] chang modifi mov(?:e|ing) rescheduled postpone brought shift"
        r" verschob verschieb verleg vorgezogen vorverlegt geändert adelant aplaz traslad cambi anticip spost rinvi"
        r" verplaats verzet verschov vervroegd adiad transfer muda remarc altera instead statt au_lieu"
        r" en_lugar invece in_plaats em_vez"
    )
    + r"|\b(?:"
    + one_of(
        r"versions? chap\w+ kapitel cap[íi]t\w+ hoofdstuk"
        r" won beat score victoire battu gan[óo] vint[oa] gewonnen pages? pp?\. p\."
        r" seiten? páginas? pagin[ae]s? pagine pag\. étages? floors?"
    )
    + r")\s*(?:de\s|\d)?)[^.!?;]{0,50}$",
    re.IGNORECASE,
)
_WINDOW = 90  # characters before a range in which words say that it was moved: a clause
# A day and an hour, as in the names of screenshots: “2022-10-06 à 12.09.19”.
_STAMP = lazy_regex(r"\d{4}-\d{1,2}-\d{1,2}[ _\u00a0\u202f]\S{1,4}[ _\u00a0\u202f]\d{1,2}\.\d{2}\.\d{2}")
# A number and “until”: the number is a day only after a word that begins a range (“Fast 10 jusqu'au 8 novembre”).
# So it is before a dash with blanks around it: “Session 5 - 1er août 2019”.
_UNTIL = lazy_regex(r"\d{1,2}\s+(?:[-–—]\s|jusqu|until\b|till\b|hasta\b|fino\b|tot\b|até\b)", re.IGNORECASE)
# Words that begin a range of days.
_FROM = lazy_regex(
    r"\b(?:du|des|le|les|dès le|from|vom|ab|del|desde el|dal|dall|van|vanaf|de|do|desde|\w+(?:day|tag|di|dag))\s+$",
    re.IGNORECASE,
)


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look at every range of days in prose and in texts of the front matter."""
    for text in survey(document, context):
        written = text.prose.text.text
        for phrase in text.phrases:
            if phrase.kind != "reversed" or _MOVED.search(written[max(0, phrase.start - _WINDOW) : phrase.start]):
                continue
            if _is_no_range(written, phrase) or _begins_month_before(document, context, phrase):
                continue
            if text.prose.pointer is not None and text.prose.pointer in dates_told(document, context):
                continue
            yield Finding(
                text.prose.text.span(phrase.start, phrase.end),
                _message(document, context, " ".join(written[phrase.start : phrase.end].split()), phrase),
                msg("Swap the two days, or correct the wrong one."),
                pointer=text.prose.pointer,
            )


def _is_no_range(written: str, phrase: Phrase) -> bool:
    """Tell whether what looks like a range is a day with an hour, or a number of something and a last day."""
    if _STAMP.match(written, phrase.start) is not None:
        return True
    before = written[max(0, phrase.start - _WINDOW) : phrase.start]
    names = before[-2:-1].isalpha() and before[-1:] in " \u00a0"
    return names and _UNTIL.match(written, phrase.start) is not None and _FROM.search(before) is None


def _begins_month_before(document: Document, context: RuleContext, phrase: Phrase) -> bool:
    """Tell whether a post of its first day leaves out the month that ends: « du 27 au 7 septembre », told on 27 August."""
    first, last, near = phrase.days[0], phrase.days[-1], anchor(document, context)
    if near is None or not first.shared_month or (until := _date(document, context, last)) is None:
        return False
    month_before = until.replace(day=1) - timedelta(days=1)
    begins = calendar_day(month_before.year, month_before.month, first.day)
    return begins is not None and (until - begins).days <= _LONGEST and abs((near.day - begins).days) <= _NEAR


_LONGEST = 14  # days from a day whose month is left out to the last one
_NEAR = 7  # days from it to the day of the post


def _message(document: Document, context: RuleContext, quoted: str, phrase: Phrase) -> Text:
    last = _date(document, context, phrase.days[-1])
    first = phrase.days[0].on(phrase.days[0].year or last.year) if last is not None else None
    if first is None or last is None or first <= last:
        return msg("“{text}” ends before it begins.", text=quoted)
    return msg("“{text}” ends on {last}, before it begins on {first}.", text=quoted, first=first, last=last)


def _date(document: Document, context: RuleContext, day: Day) -> date | None:
    if day.year is not None:
        return day.on(day.year)
    near = anchor(document, context)
    return nearest(day, near.day) if near is not None else None


RULE = Rule(
    code="EV215",
    severity="warning",
    check=check,
    needs="prose",
    options=("language",),
    examples=(
        Bad(
            "---\ntitle: Exposition\n---\n\nDu «12 au 9 mars 2026», à la bibliothèque.\n",
            says="ends on Monday 9 March 2026, before it begins on Thursday 12 March 2026",
        ),
        Bad(
            "---\ntitle: Ateliers\ndescription: Inscriptions du «15/05/2026 au 10/05/2026»\n---\n\nVenez.\n",
            says="before it begins on Friday 15 May 2026",
        ),
        Bad(
            "---\nlang: en\ndate: 2026-02-01\n---\n\nThe show runs from «May 15 to May 10».\n",
            says="ends on Sunday 10 May 2026",
        ),
        Bad("---\nlang: de\n---\n\nGeöffnet vom «12. bis 9. März 2026».\n", says="Monday 9 March 2026"),
        Bad("---\nlang: it\n---\n\nLa mostra dal «12 al 9 marzo».\n", says="ends before it begins"),
        Bad(
            "---\nlang: pt\n---\n\nBiblioteca fechada de «23 a 19 de dezembro de 2011».\n",
            says="Monday 19 December 2011",
            source="liberdadesbs.com.br, horários das bibliotecas no fim de ano, the days changed",
        ),
        Good(
            "---\nlang: fr\n---\n\n## Session 5 - 1er août 2019\n\nLe premier soir.\n",
            source="Lucas-C/ludochaordic, content/pages/jdr-blades-in-the-dark.md",
            note="the number of a session, and its day",
        ),
        Good(
            "---\ntitle: Inscriptions\n---\n\nL’année scolaire court du 1er septembre au 31 août.\n",
            note="whole months, over New Year",
        ),
        Good(
            "---\nlang: en\ntitle: Release\n---\n\nSAN MATEO, June 28, 2022 — On Friday, June 24, the Court ruled.\n",
            note="A sentence begins behind the place and the day of a press release.",
        ),
        Good(
            "---\ntitle: Exposition\n---\n\nDu 15 novembre au 2 février 2026, puis du 28 décembre au 3 janvier.\n",
            note="over New Year",
        ),
        Good(
            "---\ntitle: Stage\n---\n\nDu 28 au 1er mars 2026, puis du 27 au 3 mai.\n",
            note="the first month is left out",
        ),
        Good(
            "---\nlang: pt\n---\n\nFechada de 26 de dezembro de 2023 a 07 de janeiro de 2024.\n",
            source="liberdadesbs.com.br, horários das bibliotecas no fim de ano",
        ),
        Good(
            "---\ntitle: Horaires\ndate: 2012-08-27\n---\n\nDu 27 au 7 septembre, de 9 h à 17 h.\n",
            source="noesya/bordeauxmontaigne-iut-jekyll _posts/2012",
            note="from the day of the post",
        ),
        Good("---\ntitle: Réunion\n---\n\nLa réunion est avancée du 12 au 9 mars 2026.\n", note="moved"),
        Good("---\nlang: en\n---\n\nThe deadline was moved from 15 May to 10 May 2026.\n"),
        Good(
            "---\ntitle: Fast 9\n---\n\nAppel à candidature du Fast 10 jusqu'au 8 novembre 2021.\n",
            source="beta.gouv.fr/content/_fasts/09_fast.md",
            note="the tenth of its kind",
        ),
        Good(
            "---\ntitle: Parcours\n---\n\n![Capture d’écran 2022-10-06 à 12.09.19](/img/a.png)\n",
            source="beta.gouv.fr/content/_startups/parcours.de.saisine.md",
            note="a day and an hour",
        ),
        Bad(
            "---\ntitle: Exposition\n---\n\nDu «12 jusqu'au 9 mars 2026», à la bibliothèque.\n",
            says="Monday 9 March 2026",
        ),
        Good(
            "---\nlang: it\n---\n\nIl corso inizierà il 21 Gennaio 2013. Fino al 17 Dicembre 2012 è possibile iscriversi.\n",
            source="w3c-it/w3c-it, 2012-12-04-ecco-le-date-per-il-prossimo-corso-online.html",
            note="two sentences",
        ),
        Good("---\ntitle: Visite\n---\n\nLire de la page 12 à la page 9. Du 3e au 1er étage, mars 2026.\n"),
    ),
)
