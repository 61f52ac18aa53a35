"""A post's event as a calendar shows it: when it takes place, and beside it every date that the post's text names.

Pure: a document, what is known of the world, and what the rules found in it. A date in the text is marked as disagreeing
where a rule says so, and only there: most dates outside an event's days are right (deadlines, history, other events).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from evlint.dates.partial_datetime import PartialDateTime, local
from evlint.dates.resolve import anchor, covered, survey
from evlint.dates.window import Dated, window
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document
from evlint.startup.namedtuple import NamedTuple

# Rules that say of a place in a post that it disagrees with the event, with the calendar or with another page.
JUDGES = ("EV202", "EV206", "EV207", "EV208", "EV209", "EV210", "EV211", "EV214", "EV215", "EV504")
# Where sites write an event's place, in the seven languages; a mapping is asked for its name.
_PLACES = (
    "event_place", "event_location", "lieu", "place", "location", "venue", "adresse", "address", "ort", "veranstaltungsort",
    "lugar", "luogo", "plaats", "locatie", "local",
)  # fmt: skip
_NAMES = ("name", "nom", "title", "titre")
_LONGEST = 200  # characters of a title or place that are shown


class Mention(NamedTuple):
    """A date that a post names in its text or in another key: as typed, where, and which days it means.

    `rule` and `message` are those of the finding that says it disagrees; None where no rule does.
    """

    text: str
    line: int
    column: int
    first: date
    last: date
    is_inside: bool
    rule: str | None = None
    message: str | None = None


class Event(NamedTuple):
    """An event of a site: its post, its days on local clocks (both ends belong to it), and what its text says of dates.

    `start` and `end` are datetimes where an hour was given (with an offset or zone where one is known), else dates.
    `findings` are what rules say of the event as a whole (its end before its start), as (rule, message).
    """

    title: str
    path: str
    line: int
    start: date
    end: date | None
    first: date
    last: date
    place: str | None
    is_draft: bool
    mentions: tuple[Mention, ...]
    findings: tuple[tuple[str, str], ...] = ()

    @property
    def disagrees(self) -> bool:
        """Whether a rule says so of the event or of a date in its text."""
        return bool(self.findings) or any(one.rule is not None for one in self.mentions)


def event_of(document: Document, context: RuleContext, found: Iterable[Diagnostic]) -> Event | None:
    """Return the event that a post is about; None for a post that is about none, or whose dates cannot be read.

    `found` are the findings of the rules of dates in this post.
    """
    taken = window(document, context)
    if taken is None:
        return None
    judged = [one for one in found if one.rule in JUDGES]
    mentions = _mentions(document, context, judged)
    told = {(one.rule, one.message) for one in mentions}
    data = document.data
    return Event(
        title=_text(data.get("title")) or document.path,
        path=document.path,
        line=document.lines.line(taken.start.span.start),
        start=_moment(taken.start, context),
        end=None if taken.end is None else _moment(taken.end, context),
        first=taken.first,
        last=taken.last,
        place=_place(data),
        is_draft=data.get("published") is False or data.get("draft") is True,
        mentions=mentions,
        findings=tuple((one.rule, one.message) for one in judged if (one.rule, one.message) not in told),
    )


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events by their first day and hour, then by title and post."""
    return sorted(events, key=_order)


def between(events: Iterable[Event], since: date | None, until: date | None) -> list[Event]:
    """Return the events that take place between two days, both included; None sets no bound."""
    return [one for one in events if (since is None or one.last >= since) and (until is None or one.first <= until)]


def exclusive_end(event: Event) -> date:
    """Return the day after an all-day event's last day: calendars write the end so."""
    return event.last + timedelta(days=1)


def _order(event: Event) -> tuple[date, time, str, str]:
    at = event.start.time() if isinstance(event.start, datetime) else time()
    return event.first, at, event.title, event.path


def _moment(dated: Dated, context: RuleContext) -> date:
    """Return a date of the front matter on local clocks, with its zone or offset where one is known."""
    moment: PartialDateTime = dated.moment
    day, at = local(moment, context.zone)
    if at is None:
        return day
    if context.zone is not None:
        return datetime.combine(day, at, context.zone)
    if moment.offset is not None:
        from datetime import timezone

        return datetime.combine(day, at, timezone(moment.offset))
    return datetime.combine(day, at)


def _mentions(document: Document, context: RuleContext, judged: Sequence[Diagnostic]) -> tuple[Mention, ...]:
    near, event = anchor(document, context), window(document, context)
    if near is None or event is None:
        return ()
    mentions: list[Mention] = []
    for text in survey(document, context):
        written = text.prose.text
        for phrase in text.phrases:
            days = covered(phrase, near)
            if not days:
                continue
            span = written.span(phrase.start, phrase.end)
            finding = next((one for one in judged if one.span.start < span.end and span.start < one.span.end), None)
            place = document.lines.place(span.start)
            mentions.append(
                Mention(
                    text=" ".join(written.text[phrase.start : phrase.end].split()),
                    line=place.line,
                    column=place.column,
                    first=min(days),
                    last=max(days),
                    is_inside=event.first <= min(days) and max(days) <= event.last,
                    rule=None if finding is None else finding.rule,
                    message=None if finding is None else finding.message,
                )
            )
    return tuple(mentions)


def _place(data: Mapping[str, object]) -> str | None:
    for key in _PLACES:
        value = data.get(key)
        if isinstance(value, Mapping):
            value = next((value[name] for name in _NAMES if name in value), None)
        text = _text(value)
        if text:
            return text
    return None


def _text(value: object) -> str:
    """Return a text or a number as one line; an empty one for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    line = " ".join(str(value).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
