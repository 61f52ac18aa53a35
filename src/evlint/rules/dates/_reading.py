"""Date phrases as dates: what a phrase of a text covers, once its years are told, and where the other side of it stands."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from evlint.dates.phrases import Phrase
from evlint.dates.resolve import Anchor, nearest
from evlint.dates.window import Window
from evlint.model.diagnostic import Related
from evlint.model.message import msg

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
