"""When the event of a post takes place, and when the post was published, read from its front matter.

Rules that compare other texts with the event ask here. Where a date cannot be read, has an implausible year, or the end
lies before the start, there is no window: EV201 and EV202 tell it, and nothing else is judged by it.
"""

from __future__ import annotations

from datetime import date

from evlint.dates.partial_datetime import PartialDateTime, is_plausible, local
from evlint.dates.roles import Keyed, roles
from evlint.generators import generator_of
from evlint.model.context import RuleContext
from evlint.model.document import Document, once
from evlint.model.site import within
from evlint.model.span import Span
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

FILE_NAME = "the name of the file"  # stands where the key of a date would
_DATED_NAME = lazy_regex(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_ .]|$)", 256)  # re.ASCII


class Dated(NamedTuple):
    """A date of the front matter: its value, where that value stands (quotes included), its pointer and its key."""

    moment: PartialDateTime
    span: Span
    pointer: str
    key: str


class Window(NamedTuple):
    """The event's start and end as typed, and its first and last day on local clocks (both belong to it)."""

    start: Dated
    end: Dated | None
    first: date
    last: date


class Bounds(NamedTuple):
    """Start and end, each where it can be read and is plausible; `is_whole` when no other value stands in their keys."""

    start: Dated | None
    end: Dated | None
    is_whole: bool


@once
def window(document: Document, context: RuleContext) -> Window | None:
    """Return the event's window, or None where the post has none or it cannot be told."""
    start, end, is_whole = bounds(document, context)
    if start is None or not is_whole:
        return None
    first = local(start.moment, context.zone)[0]
    last = first if end is None else local(end.moment, context.zone)[0]
    return Window(start, end, first, last) if first <= last else None


@once
def bounds(document: Document, context: RuleContext) -> Bounds:
    """Return the start and the end of the event as far as they can be read, whichever order they are in."""
    found = roles(document, context)
    start, end = dated(found.start), dated(found.end)
    is_whole = (start is not None or found.start is None) and (end is not None or found.end is None)
    return Bounds(start, end, is_whole)


def published(document: Document, context: RuleContext) -> Dated | None:
    """Return the publication date, or None where there is none, or none that can be read.

    Where the post says none and its generator dates it by the name of its file, that day counts, and stands at line 1.
    """
    found = roles(document, context).published
    if found is not None and found.entry.name.lower() == "date" and _name_goes_first(context):
        return named(document, context) or dated(found)
    return named(document, context) if found is None else dated(found)


def _name_goes_first(context: RuleContext) -> bool:
    """Tell whether the site dates its posts by the names of their files, whatever they say themselves."""
    tells = generator_of(context.site).name_goes_first
    return tells is not None and tells(context.site)


def named(document: Document, context: RuleContext) -> Dated | None:
    """Return the day that the name of a post's file gives, where its generator takes it: mostly of one that says no date.

    None where the name holds no day that a calendar has, or the generator looks at no names. Its place is the first line.
    """
    if document.path.find("-") < 0 or ("date" in document.data and not _name_goes_first(context)):
        return None
    tells = generator_of(context.site).is_dated_by_name
    if tells is None or not tells(context.site, within(context.site, document.path)):
        return None
    day = named_day(document.path)
    if day is None or not is_plausible(moment := PartialDateTime(day, None, None)):
        return None
    return Dated(moment, document.lines.line_span(1), "", FILE_NAME)


def named_parts(path: str) -> tuple[int, int, int] | None:
    """Return year, month and day as a file's name (of an `index` file its folder) gives them, possible or not, or None."""
    folder, _, name = path.rpartition("/")
    if folder and name.startswith("index."):
        name = folder.rpartition("/")[2]
    match = _DATED_NAME.match(name) if name[4:5] == "-" else None
    return None if match is None else (int(match[1]), int(match[2]), int(match[3]))


def named_day(path: str) -> date | None:
    """Return the day that a file's name gives, None where it gives none or one that no calendar has."""
    parts = named_parts(path)
    try:
        return None if parts is None else date(*parts)
    except ValueError:
        return None


def has_lone_day(document: Document, context: RuleContext) -> bool:
    """Tell whether an event is known by its `date` alone, which is its publication date too unless another key is that."""
    found = roles(document, context)
    return found.start is not None and found.end is None and found.start.entry.name.lower() == "date"


def other_dates(document: Document, context: RuleContext) -> tuple[Dated, ...]:
    """Return second keys that say when the event starts or ends (`event_date` beside `event_start_date`)."""
    found = [dated(keyed) for keyed in roles(document, context).others if keyed.role in ("start", "end")]
    return tuple(one for one in found if one is not None) if found else ()


def dated(keyed: Keyed | None) -> Dated | None:
    """Read the value of a date key; None where it cannot be read or its year is implausible."""
    if keyed is None or keyed.moment is None or not is_plausible(keyed.moment):
        return None
    return Dated(keyed.moment, keyed.entry.value.span, keyed.pointer, keyed.entry.name)
