"""Which year a date without one means: the one nearest to the event's start, else to the publication date. Never today's."""

from __future__ import annotations

from datetime import date

from evlint.dates.grammar import phrases_in
from evlint.dates.partial_datetime import local
from evlint.dates.phrases import Day, Phrase
from evlint.dates.window import Dated, Window, bounds, published, window
from evlint.model.context import RuleContext
from evlint.model.document import Document, Prose, once
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
