"""Pyromark's events, as the readers of Markdown and prose need them. Ranges are bytes of the ASCII shadow: code points."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

import pyromark
from pyromark import Options

from evlint.model.document import UndefinedReference
from evlint.model.span import Span
from evlint.startup.lazy_regex import lazy_regex

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
)
_PARSER = pyromark.Markdown(options=_OPTIONS)
_EMPHASIS = ("Emphasis", "Strong", "Strikethrough")
# The line end, and the marks of the quotes that the next line stands in.
QUOTE_MARKS = lazy_regex(r"(?:\r\n|\n|\r)[ \t]*+(?:>[ \t]*+)++")
# What stands inside a paragraph, as opposed to blocks.
INLINE = frozenset((
    "Link", "Image", "Emphasis", "Strong", "Strikethrough", "Superscript", "Subscript", "SoftBreak", "HardBreak",
))  # fmt: skip
# An event is a word, or a mapping of one word to its details; the place is {"start": …, "end": …}, in bytes.
Events = list[tuple[Any, Any]]


def events_of(shadow: str, body: str, base: int, undefined: list[UndefinedReference]) -> Events:
    """Parse an ASCII shadow of `body`; full references without a definition are added to `undefined`."""
    if "][" not in shadow:
        events = _PARSER.events_with_range(shadow)
        return [*events] if len(shadow) < _MUCH else _shared(events)

    def missing(link: Any) -> None:  # noqa: ANN401 a dictionary that only pyromark's stubs name
        start, end = link["span"]["start"], link["span"]["end"]
        if link["link_type"] == "Reference":
            label = body[body.rfind("[", start, end) + 1 : end - 1]
        elif link["link_type"] == "Collapsed" and not body[start - 1 : start].isalnum():
            label, end = body[start + 1 : end - 1], end + len("[]")  # `[text][]`: the text is the label
        else:
            return
        if label.strip():
            undefined.append(UndefinedReference(label, Span(base + start, base + end)))

    events = pyromark.events_with_range(shadow, options=_OPTIONS, broken_link_callback=missing)
    return [*events] if len(shadow) < _MUCH else _shared(events)


def set_in(shadow: str) -> deque[tuple[int, int]]:
    """Return the places of an ASCII shadow that are code since they are set in, in order."""
    events = _PARSER.events_with_range(shadow)
    return deque((place["start"], place["end"]) for event, place in events if event == _SET_IN)


_SET_IN = {"Start": {"CodeBlock": "Indented"}}
_MUCH = (
    50_000  # characters from which the memory for events counts more than the time to share them: few posts have them
)


def _shared(events: Iterable[tuple[Any, Any]]) -> Events:
    """Return events of which equal ones are one object: most of a long text begin or end the same few things."""
    known: dict[str, Any] = {}
    shared: Events = []
    for event, place in events:
        if type(event) is dict and "Text" not in event:
            event = known.setdefault(str(event), event)  # noqa: PLW2901 the same event, kept once
        shared.append((event, place))
    return shared


def text_run_end(events: Events, index: int) -> int:
    """Return where the run of text ends that the event at `index` begins; emphasis does not end it (`x_/_y`)."""
    end = 0
    while index < len(events):
        event, place = events[index]
        if type(event) is str:
            break
        if "Text" in event:
            end = place["end"]
        elif (event.get("Start") or event.get("End")) not in _EMPHASIS:
            break
        index += 1
    return int(end)


def paragraph_end(events: Events, index: int) -> int:
    """Return where the inline content ends that the event at `index` stands in."""
    end = 0
    while index < len(events):
        event, place = events[index]
        tag = event if type(event) is str else event.get("Start") or event.get("End")
        if tag is not None and (tag if type(tag) is str else next(iter(tag))) not in INLINE:
            break
        end = place["end"]
        index += 1
    return int(end)


def html_segment(events: Events, index: int, shadow: str, start: int, end: int) -> str | None:
    """Return the source of the HTML block that starts at `index`, the marks of the quotes around it blanked out.

    None where there is nothing to blank out.
    """
    position = start
    pieces: list[str] = []
    index += 1
    while index < len(events) and "Html" in events[index][0]:
        place = events[index][1]
        begin = place["start"]
        if begin > position and ">" in (gap := shadow[position:begin]):
            pieces.append(shadow[start:position])
            pieces.append(gap.replace(">", " "))
            start = begin
        position = max(position, place["end"])
        index += 1
    return "".join((*pieces, shadow[start:end])) if pieces else None


def inline_segment(tag: str, shadow: str, start: int, end: int) -> str | None:
    """Return the source of an inline tag or comment with its blockquote marks blanked; None where it has none."""
    if len(tag) == end - start or ">" not in tag:
        return None
    source = shadow[start:end]
    if len(source.replace("\r", "")) == len(tag.replace("\r", "")):
        return None
    return QUOTE_MARKS.sub(lambda match: match[0].replace(">", " "), source)
