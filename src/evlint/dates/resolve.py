"""Date phrases as dates: which days a phrase covers, and which year one without a year means.

That is the one nearest to the event's start, else to the publication date. Never today's.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from evlint.dates.grammar import phrases_in
from evlint.dates.partial_datetime import local
from evlint.dates.phrases import Day, Phrase
from evlint.dates.window import Dated, Window, bounds, published, window
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Related
from evlint.model.document import Document, Prose, once
from evlint.model.message import msg
from evlint.startup.namedtuple import NamedTuple


class Anchor(NamedTuple):
    """The day that dates without a year are near to, and where it stands.

    `is_event` tells the event's start from a publication date; `window` is None where the end of the event is in doubt.
    """

    day: date
    dated: Dated
    is_event: bool
    window: Window | None


def anchor(document: Document, context: RuleContext) -> Anchor | None:
    """Return the day that a post's dates are near to, or None where the post has no date that can be read."""
    event = window(document, context)
    if event is not None:
        return Anchor(event.first, event.start, True, event)
    start = bounds(document, context).start
    if start is not None:
        return Anchor(local(start.moment, context.zone)[0], start, True, None)
    issued = published(document, context)
    return None if issued is None else Anchor(local(issued.moment, context.zone)[0], issued, False, None)


def years_by_distance(day: Day, near: date) -> list[date]:
    """Return the day in the years around `near` that have it, the nearest first."""
    found = [on for year in (near.year, near.year - 1, near.year + 1) if (on := day.on(year)) is not None]
    found.sort(key=lambda on: abs((on - near).days))
    return found


def nearest(day: Day, near: date) -> date | None:
    """Return the day in the year that is nearest to `near`; None where no year around has it (29 February)."""
    found = years_by_distance(day, near)
    return found[0] if found else None


def resolved(day: Day, near: Anchor | None) -> date | None:
    """Return the date that a day of a phrase means: by its own year, else by the anchor; None where nobody can tell."""
    if day.year is not None:
        return day.on(day.year)
    return nearest(day, near.day) if near is not None else None


class TextWithDates(NamedTuple):
    """A run of text that holds dates, and the phrases in it."""

    prose: Prose
    phrases: tuple[Phrase, ...]


@once
def survey(document: Document, context: RuleContext) -> tuple[TextWithDates, ...]:
    """Return every text of a post that holds a date phrase."""
    language, region = context.language, context.region
    result = []
    for prose in document.prose:
        found = phrases_in(prose.text.text, language, region)
        if found:
            result.append(TextWithDates(prose, found))
    return tuple(result)


_ONE_DAY = timedelta(1)


def covered(phrase: Phrase, near: Anchor) -> tuple[date, ...]:
    """Return the dates of a phrase in order, empty where one of them cannot be told.

    In a phrase without a year the last day is the one nearest to the anchor, and what stands before it is earlier.
    """
    if phrase.kind == "reversed":
        return ()  # EV215 tells it
    days: list[date] = []
    for day in phrase.days:
        on = day.on(day.year) if day.year is not None else nearest(day, near.day)
        if on is None or on.year < 1900:
            return ()
        days.append(on)
    if phrase.kind == "range" and days[0] > days[1]:
        turned = phrase.days[0].on(days[1].year - 1)
        if turned is None or phrase.days[0].year is not None:
            return ()
        days[0] = turned
    return tuple(days)


def span_of(phrase: Phrase, dates: tuple[date, ...]) -> tuple[date, date] | None:
    """Return first and last day of a range, or of a list of days that follow each other; else None."""
    if len(dates) < 2:
        return None
    if phrase.kind == "range":
        return dates[0], dates[-1]
    if all(after - before == _ONE_DAY for before, after in pairwise(dates)):
        return dates[0], dates[-1]
    return None


def related_window(event: Window) -> tuple[Related, ...]:
    """Return the places of the event's start and end."""
    start = Related(event.start.span, msg("The event starts on {day}.", day=event.first))
    if event.end is None:
        return (start,)
    return (start, Related(event.end.span, msg("The event ends on {day}.", day=event.last)))


def related_anchor(near: Anchor) -> tuple[Related, ...]:
    """Return the places of the dates that a year was told from."""
    if near.window is not None:
        return related_window(near.window)
    if near.is_event:
        return (Related(near.dated.span, msg("The event starts on {day}.", day=near.day)),)
    return (Related(near.dated.span, msg("The post is dated {day}.", day=near.day)),)
