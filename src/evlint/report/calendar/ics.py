"""`ics`: the events of a site as an iCalendar file (RFC 5545), by the icalendar library.

An event with an hour is in the site's zone, with the zone's rules in the file, so that a change of clocks between today and
the event moves nothing. Where only its offset is known it is in UTC: the format has no offsets, and readers drop a zone that
is made up. An event without an hour is a whole day, whose end a calendar writes as the day after.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from hashlib import blake2b
from typing import TYPE_CHECKING

from evlint.lint.calendar import Event, exclusive_end
from evlint.model.about import VERSION
from evlint.report import Style
from evlint.report.calendar import Season

if TYPE_CHECKING:
    from icalendar import Component


def render(season: Season, style: Style) -> str:  # noqa: ARG001 every format has the same signature
    """Write the events as one VCALENDAR. Drafts are marked as tentative."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//evlint//evlint {VERSION}//EN")
    calendar.add("version", "2.0")
    for event in season.events:
        calendar.add_component(_event(event, season))
    if season.events:
        first, last = season.events[0].first, max(event.last for event in season.events)
        # The changes of clocks of these years are enough, and their neighbours': the file is for these events.
        calendar.add_missing_timezones(date(first.year - 1, 1, 1), date(last.year + 2, 1, 1))
    return bytes(calendar.to_ical()).decode("utf-8")  # its lines end in CR LF, as the format wants


def _event(event: Event, season: Season) -> Component:
    from icalendar import Event as Entry

    component = Entry()
    component.add(
        "uid", f"{blake2b(event.path.encode('utf-8', 'backslashreplace'), digest_size=10).hexdigest()}@evlint"
    )
    # The same input gives the same file: the stamp is the day that the run counts as today.
    component.add("dtstamp", datetime.combine(season.today, time(), UTC))
    component.add("summary", _plain(event.title))
    start, end = _bounds(event)
    component.add("dtstart", _in_zone(start))
    if end is not None:
        component.add("dtend", _in_zone(end))
    if event.place:
        component.add("location", _plain(event.place))
    if event.is_draft:
        component.add("status", "TENTATIVE")
    component.add("comment", _plain(event.path))
    return component


def _bounds(event: Event) -> tuple[date, date | None]:
    """Return start and end as a calendar takes them: both with an hour, or both whole days, the end exclusive."""
    start, end = event.start, event.end
    if isinstance(start, datetime):
        if isinstance(end, datetime):
            if (start.tzinfo is None) != (end.tzinfo is None):  # one says its offset: the other has the same
                offset = start.tzinfo or end.tzinfo
                start, end = start.replace(tzinfo=offset), end.replace(tzinfo=offset)
            return start, end if end > start else None
        if end is None or event.first == event.last:
            return start, None
        # Only the last day is known: it counts to its end.
        return start, datetime.combine(event.last, time(), start.tzinfo) + timedelta(days=1)
    return event.first, exclusive_end(event)


def _in_zone(moment: date) -> date:
    if isinstance(moment, datetime) and isinstance(moment.tzinfo, timezone):
        return moment.astimezone(UTC)
    return moment


def _plain(text: str) -> str:
    """Return a text without control characters, which have no place in a calendar's line."""
    return "".join(char if char.isprintable() else " " for char in text)
