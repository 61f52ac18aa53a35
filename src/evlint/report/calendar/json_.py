"""`json`: the events of a site for other programs; days and moments are ISO 8601 text."""

from __future__ import annotations

import json

from evlint.lint.calendar import Event, Mention
from evlint.report import Style
from evlint.report.calendar import Season


def render(season: Season, style: Style) -> str:  # noqa: ARG001 every format has the same signature
    """Write the events as one JSON document, `version` 1."""
    document = {
        "version": 1,
        "today": season.today.isoformat(),
        "timezone": season.zone_name,
        "events": [_event(event) for event in season.events],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _event(event: Event) -> dict[str, object]:
    return {
        "title": event.title,
        "path": event.path,
        "line": event.line,
        "start": event.start.isoformat(),
        "end": None if event.end is None else event.end.isoformat(),
        "first_day": event.first.isoformat(),
        "last_day": event.last.isoformat(),
        "place": event.place,
        "draft": event.is_draft,
        "findings": [{"rule": rule, "message": message} for rule, message in event.findings],
        "dates": [_mention(one) for one in event.mentions],
    }


def _mention(one: Mention) -> dict[str, object]:
    return {
        "text": one.text,
        "line": one.line,
        "column": one.column,
        "first_day": one.first.isoformat(),
        "last_day": one.last.isoformat(),
        "inside": one.is_inside,
        "rule": one.rule,
        "message": one.message,
    }
