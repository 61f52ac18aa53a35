"""Pyromark's events over an ASCII twin, and what two readers want to know of them."""

from __future__ import annotations

from typing import Any

import pyromark
from pyromark import Options

from evlint.model.document import UndefinedReference
from evlint.model.span import Span

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
)
_PARSER = pyromark.Markdown(options=_OPTIONS)
# An event is a word, or a mapping of one word to its details; the place is {"start": …, "end": …}, in bytes.
Events = list[tuple[Any, Any]]


def events_of(twin: str, body: str, base: int, undefined: list[UndefinedReference]) -> Events:
    """Parse an ASCII twin of `body`; full references without a definition are added to `undefined`."""
    if "][" not in twin:
        return [*_PARSER.events_with_range(twin)]

    def missing(link: Any) -> None:  # noqa: ANN401 a dictionary that only pyromark's stubs name
        if link["link_type"] == "Reference":
            start, end = link["span"]["start"], link["span"]["end"]
            label = body[body.rfind("[", start, end) + 1 : end - 1]
            if label.strip():
                undefined.append(UndefinedReference(label, Span(base + start, base + end)))

    return [*pyromark.events_with_range(twin, options=_OPTIONS, broken_link_callback=missing)]


def text_run_end(events: Events, index: int) -> int:
    """Return where the run of text ends that the event at `index` begins."""
    end = 0
    while index < len(events):
        event, place = events[index]
        if type(event) is str or "Text" not in event:
            break
        end = place["end"]
        index += 1
    return int(end)


def html_segment(events: Events, index: int, twin: str, start: int, end: int) -> str:
    """Return the source of the HTML block that starts at `index`, the marks of the quotes around it blanked out."""
    position = start
    pieces: list[str] = []
    index += 1
    while index < len(events) and "Html" in events[index][0]:
        place = events[index][1]
        begin = place["start"]
        if begin > position and (gap := twin[position:begin]).strip():
            pieces.append(twin[start:position])
            pieces.append(" " * len(gap))
            start = begin
        position = max(position, place["end"])
        index += 1
    return "".join((*pieces, twin[start:end])) if pieces else twin[start:end]
