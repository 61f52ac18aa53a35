"""The event ends before it starts.

A calendar that reads such a post shows nothing, or an event that is over. Mostly the year was changed in one of the two
dates only, when an older post was copied.

How to fix: compare both dates with the text of the post and correct the wrong one.

Leaves alone: an end without a time (a bare date, or `00:00:00` as a CMS writes it) on the day of the start. It stands
for the whole day. Times are compared as instants: an offset counts, and without one the configured time zone does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timezone, tzinfo

from evlint.dates.partial_datetime import PartialDateTime, instant, is_plausible, local, written
from evlint.dates.roles import read_scalar
from evlint.dates.window import Dated, bounds
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.document import Document, escape_pointer
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare the end of the event with its start, and the keys of which the schema says that one comes after another."""
    start, end, _ = bounds(document, context)
    for late, early in (context.schema.after if context.schema is not None else {}).items():
        first, last = _keyed(document, early), _keyed(document, late)
        is_event = start is not None and end is not None and (start.key, end.key) == (early, late)
        if (
            first is not None
            and last is not None
            and not is_event
            and _is_before(last.moment, first.moment, context.zone)
        ):
            yield _ordered(last, first)
    if start is None or end is None or not _is_before(end.moment, start.moment, context.zone):
        return
    yield Finding(
        end.span,
        msg(
            "The event ends on {end}, before it starts on {start}.",
            end=written(end.moment),
            start=written(start.moment),
        ),
        _help(start, end),
        pointer=end.pointer,
        related=(Related(start.span, msg("The start, “{key}”: {start}", key=start.key, start=written(start.moment))),),
    )


def _keyed(document: Document, key: str) -> Dated | None:
    """Return the date of a key of the root, or None where it has none that can be read."""
    entry = document.front.root.entry(key) if document.front is not None and document.front.root is not None else None
    moment = read_scalar(entry.value) if entry is not None else None
    if entry is None or moment is None or not is_plausible(moment):
        return None
    return Dated(moment, entry.value.span, f"/{escape_pointer(key)}", key)


def _ordered(last: Dated, first: Dated) -> Finding:
    return Finding(
        last.span,
        msg(
            "“{late}” is {end}, before “{early}” on {start}: the schema says that it comes after.",
            late=last.key,
            end=written(last.moment),
            early=first.key,
            start=written(first.moment),
        ),
        _help(first, last),
        pointer=last.pointer,
        related=(Related(first.span, msg("The start, “{key}”: {start}", key=first.key, start=written(first.moment))),),
    )


def _is_before(end: PartialDateTime, start: PartialDateTime, zone: tzinfo | None) -> bool:
    """Tell whether `end` is over before `start` begins; a moment without a time is its whole day."""
    if zone is None and start.offset == end.offset:  # on the same clocks
        if end.time is None or start.time is None:
            return end.day < start.day
        return (end.day, end.time) < (start.day, start.time)
    if zone is None:
        offset = start.offset if start.offset is not None else end.offset
        zone = UTC if offset is None else timezone(offset)
    end_day, end_time = local(end, zone)
    start_day, start_time = local(start, zone)
    if end_time is None or start_time is None:
        return end_day < start_day
    return instant(end, zone) < instant(start, zone)


def _help(start: Dated, end: Dated) -> Msg:
    first, last = start.moment.day, end.moment.day
    if last.year < first.year and (last.month, last.day) >= (first.month, first.day):
        return msg(
            "With the year {year} the end would come after the start. Compare both with the text of the post.",
            year=first.year,
        )
    return msg("Compare both dates with the text of the post, and correct the wrong one.")


RULE = Rule(
    code="EV202",
    severity="error",
    check=check,
    needs="front",
    options=("timezone", "collection.dates"),
    examples=(
        Bad(
            "---\ntitle: Appel\nouverture: 2026-03-12\ncloture: «2026-03-09»\n---\n",
            says="“cloture” is Monday 9 March 2026, before “ouverture”",
            config='[[collection]]\nname = "a"\nfiles = ["*.md"]\nschema = "a.schema.json"\n',
            files=(
                (
                    "a.schema.json",
                    '{"type": "object", "properties": {"ouverture": {"type": "string"}, '
                    '"cloture": {"type": "string", "x-evlint-after": "ouverture"}}}',
                ),
            ),
        ),
        Bad(
            "---\ntitle: Formation à l'accessibilité\nevent_start_date: 2021-11-18 10:00:00 +01:00\n"
            "event_end_date: «2020-11-18 12:00:00 +01:00»\n---\n",
            says="before it starts",
        ),
        Bad(
            "---\ntitle: Webinaire\nevent_start_date: 2022-03-10 14:00:00 +01:00\n"
            "event_end_date: «2022-03-10 13:30:00 +01:00»\n---\n",
            says="13:30",
        ),
        Bad(
            "---\ntitle: USWDS monthly call\ndate: 2023-03-16 14:00:00 -0500\n"
            "end_date: «2023-03-16 13:00:00 -0500»\n---\n",
            says="before it starts",
            note="Where only an end stands beside it, `date` is the start.",
        ),
        Bad(
            "---\ntitle: Appel\nevent_start_date: 2022-03-10 14:00:00 +01:00\n"
            "event_end_date: «2022-03-10 14:30:00 +02:00»\n---\n",
            says="before it starts",
            note="14:30 at +02:00 is 13:30 at +01:00.",
        ),
        Good(
            "---\ntitle: Forum emploi\nevent_start_date: 2022-03-10 14:00:00 +01:00\n"
            "event_end_date: 2022-03-10 15:30:00 +02:00\n---\n",
            note="15:30 at +02:00 is 14:30 at +01:00.",
        ),
        Good(
            "---\ntitle: Ethics by design\nevent_start_date: 2022-11-16 13:00:00 +01:00\n"
            "event_end_date: 2022-11-18 00:00:00 +01:00\n---\n",
            source="numerique.gouv.fr _evenements/ethics-by-design-2022.markdown",
            note="Midnight at the start of the last day: the whole day.",
        ),
        Good(
            "---\ntitle: La formation à l'accessibilité\nevent_start_date: 2021-11-18 10:12:00 +01:00\n"
            "event_end_date: 2021-11-18 00:00:00 +01:00\n---\n",
            source="numerique.gouv.fr _evenements/designgouv-la-formation-a-laccessibilite-gratuite.markdown",
            note="No time was given for the end, so it is some time of the same day.",
        ),
        Good("---\ntitle: Hackathon\nstart_date: 2022-11-18 09:00\nend_date: 2022-11-18\n---\n"),
        Good("---\ntitle: Portes ouvertes\nstart_date: 2022-11-18\nend_date:\n---\n"),
        Good(
            "---\ntitle: Liste\nstart: 10\nend: 2\n---\n",
            note="Keys that say other things elsewhere count only with a date.",
        ),
        Good(
            "---\ntitle: Les 7, 8 et 9 septembre 2021\nevent_start_date: 0007-08-31 23:09:21 +00:09\n"
            "event_end_date: 0006-08-31 23:09:21 +00:09\n---\n",
            note="EV201 tells the impossible years; nothing is concluded from them.",
        ),
    ),
)
