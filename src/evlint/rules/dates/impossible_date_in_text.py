"""A date in the text that no calendar has: 31 November, 30/02/2023, 29 February of a year that is no leap year.

Such a date is a slip that readers see at once, and that leaves them without the day.

How to fix: look the day up. Most often it is the last of the month, or the first of the next.

Leaves alone: fractions, versions, telephone numbers, `24/7` and other figures with a slash; a numeric date without a year
counts only where a weekday or a word such as “le” or “am” makes it one. The value of a date key is EV201's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.dates.phrases import Day, Phrase, calendar_day, is_impossible, longest_month
from evlint.dates.resolve import survey
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Text
from evlint.model.document import Document, Prose
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.dates._moment_posts import dates_told
from evlint.rules.dates._nearby import one_of
from evlint.startup.lazy_regex import lazy_regex

# Words before numbers that make a date of them (“le 31/02”) where they might be a share or a score.
_MAKES_DATE = lazy_regex(r"(?:^|\W)(?:le|du|au|les|am|vom|zum|el|del|al|il|dal|op|em|on)\s+$", re.IGNORECASE)
# An hour from 25 up: the one thing looked for before any hour is read. It begins with the 2, which is searched for fast.
_MAY_BE_LATE = lazy_regex(r"2[5-9](?:(?<![0-9.,:/-]..)\s?(?:[hH](?![^\W\d_])|[uU][hu]r|[:.][0-5])|(?<=[oO]re\s..))")
_AFTER_WORDS = one_of(r"à at um las ore às om bis until till to tot hasta jusqu['’]à ab dès from von alle a")
_LATE = lazy_regex(
    rf"\b(?:{_AFTER_WORDS})\s+(2[5-9](?:\s?h(?:\s?[0-5]\d)?(?!\w)|:[0-5]\d(?![:\d%€]|\.\d)(?:\s?(?:h|uhr|uur)\b)?"
    # after a dot 01 to 12 may as well be a month, or a part of a version
    r"|\.[0-5]\d(?:\s?(?:h|uhr|uur)\b|(?:(?<=ore\s\d\d\.\d\d)|(?<=\.00)|(?<=\.1[3-9])|(?<=\.[2-5]\d))(?![\d%€]|\.\d))"
    r"|\s?(?:uhr|uur)\b|(?<=ore\s\d\d)(?![\w%€])))",
    re.IGNORECASE,
)
# “Limited to 30 h”, “a video of 26:30”: a span of time, and no time of day.
_DURATION = lazy_regex(
    r"(?:"
    + one_of(
        r"limit rédui passe[rn]? port[eé] fix[eé] jusqu max min moins plus plafon durée dure cut redu increas last up_to"
        r" duration"
        r" dauer begrenz erhöh senk bis_zu höchstens mindestens dura_ duraci amplia pasa hasta_un durata passa al_massimo"
        r" beperk duur duração limita vid[ée]o podcast replay minut semaine week wochen semana settimana"
    )
    + r")[^.!?;]*$",
    re.IGNORECASE,
)
_OF_RECORDING = lazy_regex(
    r"(?<![\d:T])\d{1,2}:[0-5]\d:[0-5]\d(?![\d:.+Z])"
)  # `01:05:00`: where something is said in it
# The same, told by what follows: “35 h par semaine”.
_PER_WEEK = lazy_regex(
    r"\s*(?:(?:par|per|pro|por|a|al|alla|a la)\s|/|de\s|of\s|di\s|van\s|min|[^.!?;]{0,24}\b(?:vid[ée]o|podcast))",
    re.IGNORECASE,
)
_LONGEST_MONTH = 31  # days
_WINDOW = 60  # characters before a date in which words take it back (“n’existe pas”)
_GOES_ON = lazy_regex(r"\s+(?!(?:at|from|to|and|through|until|is|was|in)\b)[^\W\d_]")


# Numbers of files and pages look like days.
_REFERENCE = lazy_regex(
    r"(?:\bn\.?\s?[°ºo]\.?|\bn\.|nr\.?|no\.|réf\w*\.?|ref\w*\.?|dossier|page|section|issue|vol(?:ume)?\.?|heft|núm\.?|#|§)[\s:]*$",
    re.IGNORECASE,
)


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look at every date of the prose and of the texts of the front matter."""
    for prose in document.prose:
        if _MAY_BE_LATE.search(prose.text.text):
            yield from _late_hours(document, prose)
    texts = survey(document, context)
    told = dates_told(document, context) if texts and context.runs("EV201") else frozenset[str]()
    for text in texts:
        if text.prose.pointer in told:
            continue
        mapped = text.prose.text
        for phrase in text.phrases:
            for day in phrase.days:
                if is_impossible(day) and _is_date(mapped.text, phrase, day):
                    yield Finding(
                        mapped.span(day.start, day.end),
                        _message(" ".join(mapped.text[day.start : day.end].split()), day),
                        msg("Look the day up, and write the one that was meant."),
                        pointer=text.prose.pointer,
                    )


def _late_hours(document: Document, prose: Prose) -> Iterator[Finding]:
    """Find hours of the clock after 24: `à 25h`, `von 18 bis 28:30 Uhr`; not what takes so many hours.

    Where the post counts hours, minutes and seconds as well, `à 25:00` are minutes of a recording.
    """
    text = prose.text.text
    for match in _LATE.finditer(text):
        start = match.start(1)
        if ":" in match[1] and match[1][-1].isdigit() and _OF_RECORDING.search(document.text, document.body_start):
            continue
        before = text[max(0, start - _WINDOW) : start]
        if _DURATION.search(before) or _PER_WEEK.match(text, match.end()):
            continue
        yield Finding(
            prose.text.span(start, match.end()),
            msg(
                "“{text}” is not on the clock: the hours of a day end at 24.",
                text=" ".join(match[0][start - match.start() :].split()),
            ),
            msg("Write the hour that was meant."),
            pointer=prose.pointer,
        )


def _is_date(text: str, phrase: Phrase, day: Day) -> bool:
    """Tell whether a day that does not exist was surely meant as one."""
    if day.swapped and calendar_day(day.year or 2000, day.day, day.month) is not None:
        return False
    if day.weekday >= 0:
        return True
    if (day.mark or day.day > _LONGEST_MONTH) and _REFERENCE.search(
        text[max(0, day.start - 14) : day.start]
    ) is not None:
        return False  # “Innovation, no. 36 June 2008”: an issue, and when it came out
    stated = day.year is not None and not day.shared_year
    if day.mark:
        if stated:
            return day.mark != "." or day.end - day.start >= 8
        follows = _MAKES_DATE.search(text[max(0, day.start - 6) : day.start]) is not None
        return follows and day.mark == "/" and day.end - day.start == 5
    if day.shared_month and day is not phrase.days[-1]:
        return False
    if day.day > _LONGEST_MONTH:
        return stated or _MAKES_DATE.search(text[max(0, day.start - 6) : day.start]) is not None
    begins_with_number = text[day.start].isdigit() and not day.shared_month
    return stated or begins_with_number or not _GOES_ON.match(text, day.end)


def _message(quoted: str, day: Day) -> Text:
    if not 1 <= day.month <= 12:
        return msg("“{text}” is not in the calendar: there is no month {month}.", text=quoted, month=day.month)
    if day.month == 2 and day.day == 29 and day.year is not None:
        return msg(
            "“{text}” is not in the calendar: {year} is no leap year, its February has 28 days.",
            text=quoted, year=str(day.year),
        )  # fmt: skip
    return msg(
        "“{text}” is not in the calendar: that month never has more than {count} days.",
        text=quoted, count=longest_month(day.month),
    )  # fmt: skip


RULE = Rule(
    code="EV211",
    severity="error",
    check=check,
    needs="prose",
    options=("language",),
    examples=(
        Good(
            "- Enseigner la philosophie à 25:00\n- Conclusion à 01:05:00\n",
            source="osunyorg/classcode-site, les-webinaires-du-gtnum-genial",
            note="where it is said in a recording",
        ),
        Bad("---\ntitle: Atelier\n---\n\nInscriptions ouvertes jusqu’au «31 novembre», minuit.\n", says="30 days"),
        Bad("---\ntitle: Atelier\n---\n\nRendez-vous le «30/02/2023» à 14 h.\n", says="29 days"),
        Bad("---\ntitle: Atelier du «29 février 2023»\n---\n\nVenez nombreux.\n", says="no leap year"),
        Bad("---\ntitle: Atelier\n---\n\nDu 28 au «31 juin 2022», à Lyon, et du 28/08 au «31/09».\n", says="30 days"),
        Bad("---\nlang: en\n---\n\nRegister by «June 31st, 2022», please.\n", says="30 days"),
        Bad("---\nlang: de\n---\n\nAm «31.11.2022».\n", says="30 days"),
        Bad("---\nlang: de\n---\n\nAnmeldung bis zum «31. April 2022».\n", says="30 days"),
        Good("---\ntitle: Atelier\n---\n\nLe 29 février 2024, puis les 30 et 31 mai.\n"),
        Good(
            "---\ntitle: Atelier\n---\n\nTél. 01.71.21.12.50, ouvert 24/7, version 30.2.1, ratio 31/11, 31/12 des voix.\n"
        ),
        Good(
            "---\nlang: en\n---\n\nRead the article in 'Innovation', no. 36 June 2008, p. 39-47, and in Heft 33 Mai 2010.\n",
            source="ABCD-DEVCOM/ABCD-DEVCOM.github.io versioned_docs/version-2.0/abc-of-abcd/abcd-introduction/index.md",
            note="The number of an issue, and when it came out.",
        ),
        Good("---\ntitle: Atelier\nevent_date: 31 novembre 2022\n---\n", note="EV201 tells it, once."),
        Good("---\ntitle: Atelier\n---\n\nVoir le dossier n° 30/02/2022, page 31/11.\n"),
        Good("---\nlang: en\n---\n\nIn February 30 people joined, and the 31 may apply again.\n"),
        Good(
            "Note that 24.04 will be the latest release that we build for until 26.04 comes out, ab 26.04 auch anderswo.\n",
            source="jellyfin.org blog/2024/03-05-new-ci-new-repo",
        ),
        Good("---\nlang: en\n---\n\nSee `31 June 2022`, and file 31-06-2022_notes.pdf.\n"),
    ),
)
