"""How calendars say when: days and hours in the words of the report's language."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

from evlint.dates._cldr import MONTHS, WEEKDAYS
from evlint.lint.calendar import Event, Mention
from evlint.model.message import Wording, msg, render


def month_name(day: date, language: str) -> str:
    """Return month and year, such as "novembre 2026"."""
    return f"{MONTHS[_known(language)][0][day.month - 1]} {day.year}"


def weekday_names(language: str) -> list[str]:
    """Return the names of the days of the week, Monday first."""
    return list(WEEKDAYS[_known(language)][0])


def when(event: Event, wording: Wording) -> str:
    """Return days and hours of an event in a sentence's part."""
    start, end = event.start, event.end
    hours = _hours(start), _hours(end)
    if event.first == event.last:
        day = msg("{day}", day=event.first)
        if hours[0] and hours[1] and hours[0] != hours[1]:
            return render(msg("{day}, {opens} to {closes}", day=day, opens=hours[0], closes=hours[1]), wording)
        return render(msg("{day}, {opens}", day=day, opens=hours[0]) if hours[0] else day, wording)
    return render(msg("{first} to {last}", first=event.first, last=event.last), wording)


def days(mention: Mention, wording: Wording) -> str:
    """Return the days that a date in a text means."""
    if mention.first == mention.last:
        return render(msg("{day}", day=mention.first), wording)
    return render(msg("{first} to {last}", first=mention.first, last=mention.last), wording)


def by_month(events: tuple[Event, ...]) -> list[tuple[date, list[Event]]]:
    """Return events by the month that they begin in; the key is its first day."""
    return [(month, list(group)) for month, group in groupby(events, key=lambda one: one.first.replace(day=1))]


def _hours(moment: date | None) -> str:
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else ""


def _known(language: str) -> str:
    return language if language in MONTHS else "en"
