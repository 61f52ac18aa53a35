"""The other side of a finding about dates: where the event's window or the publication date stands."""

from __future__ import annotations

from evlint.dates.resolve import Anchor
from evlint.dates.window import Window
from evlint.model.diagnostic import Related
from evlint.model.message import msg


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
