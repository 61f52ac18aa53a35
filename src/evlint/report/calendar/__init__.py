"""The events of a site as a calendar: one file a format, each a pure function `render(season, style) -> str`."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import cast

from evlint.lint.calendar import Event
from evlint.report import Style
from evlint.startup.namedtuple import NamedTuple

FORMATS = {"text": "text", "html": "html", "json": "json_", "ics": "ics"}


class Season(NamedTuple):
    """The events to show, in order; the day that counts as today, the site's zone (None: unknown) and its name."""

    events: tuple[Event, ...]
    today: date
    zone_name: str | None = None
    site_url: str | None = None


def render(season: Season, format_name: str, style: Style) -> str:
    """Write the events in a format; the text ends with a line end."""
    module = import_module(f"{__name__}.{FORMATS[format_name]}")
    return cast("str", module.render(season, style))
