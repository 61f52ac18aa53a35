"""A time is given with an offset that the time zone does not have on that day, or lies in the hour that clocks skip.

`18:30:00 +02:00` in a French winter is half past five for readers in Paris: their calendar shows the event an hour
early. The offset was mostly copied from a date in the other half of the year.

How to fix: write the offset that holds on that day, or leave the offset out. `--fix` puts the right one where the
written one is the same zone's of the other season; another zone's offset is changed only by `--unsafe-fixes`, since the
hour may be wrong too.

Jekyll reads a time without an offset as UTC and shows it in the site's `timezone`: `18:00:00` is told to readers in Paris as
19:00 or 20:00, and `date: 2022-11-03 23:30:00` is published on the 4th. Write the offset there. (Hugo reads such a time in
its own time zone.)

Leaves alone: a publication date with an offset that the zone never has, where the day is the same in the zone (somebody
published from elsewhere); `Z` (and `+00:00`, the same thing), other dates without an offset, dates before 1970, and
everything where no time zone is configured. `date: … +02:00` beside an event at `+01:00` is right when summer time ends
between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from evlint.dates.partial_datetime import LAST_YEAR, PartialDateTime
from evlint.dates.roles import read_scalar, roles
from evlint.dates.zones import exists, offset_at, offsets_of
from evlint.generators import generator_of
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, safe, unsafe
from evlint.model.document import Document, Scalar
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.startup.lazy_regex import lazy_regex

_FIRST_YEAR = 1970  # before it offsets of zones were changed by decree, and tzdata is not certain
_OFFSET = lazy_regex(r"[+-]\d\d(?:(:?)(\d\d))?", re.ASCII)
_NAME = lazy_regex(r"\d\s*([A-Z]{3,4})\W*\Z", re.ASCII)
# Names that tell the season too, winter first.
_SEASONS = (("CET", "CEST"), ("EST", "EDT"), ("CST", "CDT"), ("MST", "MDT"), ("PST", "PDT"))
_OTHER_SEASON = {one: two for pair in _SEASONS for one, two in (pair, pair[::-1])}


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare every offset of the front matter with the configured zone's."""
    zone, name, front = context.zone, context.zone_name, document.front
    if zone is None or name is None or front is None:
        return
    chosen = generator_of(context.site)
    in_utc, title = chosen.utc_times is not None and chosen.utc_times(context.site), chosen.title
    told = roles(document, context)
    keyed = {one.pointer: one.moment for one in told.every()}
    by_day = {one.pointer for one in (told.published, told.modified) if one is not None}
    for leaf in front.leaves:
        scalar, pointer = leaf.scalar, leaf.pointer
        if pointer in keyed:
            moment = keyed[pointer]
        elif scalar.kind == "timestamp":
            moment = read_scalar(scalar)
        else:
            continue
        if moment is not None and moment.offset is None and moment.time is not None and in_utc:
            finding = _moved(scalar, moment, zone, name, title, by_day=pointer == "/date")
            if finding is not None:
                yield finding._replace(pointer=pointer)
                continue
        if moment is not None and _FIRST_YEAR <= moment.day.year <= LAST_YEAR:
            finding = _judge(scalar, moment, zone, name, by_day=pointer in by_day)
            if finding is not None:
                yield finding._replace(pointer=pointer)


def _moved(
    scalar: Scalar, moment: PartialDateTime, zone: tzinfo, name: str, title: str, *, by_day: bool
) -> Finding | None:
    """Tell of a time that is read as UTC and shown in the zone: at another hour, on `date` only where the day moves."""
    if scalar.style != "plain" or scalar.source.count(":") != 2 or not _FIRST_YEAR <= moment.day.year <= LAST_YEAR:
        return None
    wall = datetime.combine(moment.day, moment.time or time())
    shown = wall.replace(tzinfo=UTC).astimezone(zone)
    right = offsets_of(wall, zone)
    if shown.replace(tzinfo=None) == wall or not right or (by_day and shown.date() == moment.day):
        return None
    minutes = abs(right[0]) // timedelta(minutes=1)
    offset = f"{'-' if right[0] < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"
    end = scalar.span.end
    message = (
        msg(
            "{title} reads a time without an offset as UTC: in {zone} this is {there} of {day}, and the post is published on"
            " that day.",
            title=title,
            zone=name,
            there=f"{shown:%H:%M}",
            day=shown.date(),
        )
        if by_day
        else msg(
            "{title} reads a time without an offset as UTC: in {zone} readers are shown {there}.",
            title=title,
            zone=name,
            there=f"{shown:%H:%M}",
        )
    )
    return Finding(
        scalar.span,
        message,
        msg("Write the offset that holds on that day: {offset}", offset=offset),
        fix=safe(msg("Write {offset}", offset=offset), Edit(Span(end, end), f" {offset}")) if len(right) == 1 else None,
    )


def _judge(scalar: Scalar, moment: PartialDateTime, zone: tzinfo, name: str, *, by_day: bool = False) -> Finding | None:
    wall = datetime.combine(moment.day, moment.time or time())
    if moment.offset is None:
        return None if moment.time is None or exists(wall, zone) else _skipped(scalar.span, wall, name)
    there = wall.replace(tzinfo=zone)
    if there.utcoffset() == there.replace(fold=1).utcoffset() == moment.offset:
        return None
    if offset_at(wall.replace(tzinfo=timezone(moment.offset)), zone) == moment.offset:
        return None
    typed = _OFFSET.search(scalar.source, scalar.source.find(":"))
    is_slip = _has(zone, moment)
    if typed is None and is_slip:
        return _named(scalar, moment, wall, zone, name)
    if typed is None or (not moment.offset and not is_slip):
        return None
    if by_day and not is_slip and wall.replace(tzinfo=timezone(moment.offset)).astimezone(zone).date() == moment.day:
        return None  # published from elsewhere: the instant is right, and so is the day that readers are shown
    right = offsets_of(wall, zone)
    if not right:
        return _skipped(scalar.span, wall, name)
    start = scalar.span.start
    span = Span(start + typed.start(), start + typed.end())
    better = _write(right[0], typed)
    shown = wall.replace(tzinfo=timezone(moment.offset)).astimezone(zone)
    make = safe if is_slip else unsafe
    return Finding(
        span,
        msg(
            "On {day} the offset of {zone} is {right}, not {typed}.",
            day=moment.day,
            zone=name,
            right=better,
            typed=typed[0],
        ),
        msg("As it stands, readers in {zone} are told {there}.", there=f"{shown:%H:%M}", zone=name),
        fix=make(msg("Write {offset}", offset=better), Edit(span, better)) if len(right) == 1 else None,
    )


def _named(scalar: Scalar, moment: PartialDateTime, wall: datetime, zone: tzinfo, name: str) -> Finding | None:
    """Judge a zone's name that tells the season: `18:30 CET` in July."""
    typed = _NAME.search(scalar.source)
    better = _OTHER_SEASON.get(typed[1]) if typed is not None else None
    right = offsets_of(wall, zone)
    if typed is None or better is None or len(right) != 1:
        return None
    start = scalar.span.start
    span = Span(start + typed.start(1), start + typed.end(1))
    shown = wall.replace(tzinfo=timezone(moment.offset or timedelta())).astimezone(zone)
    return Finding(
        span,
        msg(
            "On {day} clocks in {zone} show {right}, not {typed}.",
            day=moment.day,
            zone=name,
            right=better,
            typed=typed[1],
        ),
        msg("As it stands, readers in {zone} are told {there}.", there=f"{shown:%H:%M}", zone=name),
        fix=safe(msg("Write {offset}", offset=better), Edit(span, better)),
    )


def _skipped(span: Span, wall: datetime, name: str) -> Finding:
    return Finding(
        span,
        msg("{zone} has no {time} on {day}: clocks skip that hour.", zone=name, day=wall.date(), time=f"{wall:%H:%M}"),
        msg("Write the time that clocks show: an hour later."),
    )


def _has(zone: tzinfo, moment: PartialDateTime) -> bool:
    """Tell whether the zone has the written offset at some other time of that year: then only the season was mistaken."""
    year = moment.day.year
    return any(datetime(year, month, 15, tzinfo=zone).utcoffset() == moment.offset for month in range(1, 13))


def _write(offset: timedelta, typed: re.Match[str]) -> str:
    """Write an offset in the style of the typed one: `+02:00`, `+0200` or `+02`."""
    minutes = abs(offset) // timedelta(minutes=1)
    sign = "-" if offset < timedelta() else "+"
    if typed[2] is None and minutes % 60 == 0:
        return f"{sign}{minutes // 60:02}"
    mark = ":" if typed[2] is None else typed[1]
    return f"{sign}{minutes // 60:02}{mark}{minutes % 60:02}"


_PARIS = 'timezone = "Europe/Paris"\n'

RULE = Rule(
    code="EV204",
    severity="warning",
    check=check,
    needs="zone",
    fix="safe",
    options=("timezone",),
    examples=(
        Bad(
            "---\ntitle: Design public\nevent_start_date: 2022-11-02 18:30:00 «+02:00»\n---\n",
            says="+01:00, not +02:00",
            fixed="---\ntitle: Design public\nevent_start_date: 2022-11-02 18:30:00 +01:00\n---\n",
            config=_PARIS,
        ),
        Bad(
            "---\ntitle: Summit\ndate: 2023-07-14T14:00:00«-0500»\n---\n",
            says="-0400",
            fixed="---\ntitle: Summit\ndate: 2023-07-14T14:00:00-0400\n---\n",
            config='timezone = "America/New_York"\n',
        ),
        Bad(
            "---\ntitle: Atelier\nevent_start_date: 2022-11-02 18:30:00 «+05:30»\n---\n",
            says="+01:00, not +05:30",
            fixed="---\ntitle: Atelier\nevent_start_date: 2022-11-02 18:30:00 +01:00\n---\n",
            config=_PARIS,
            note="Another zone's offset: the hour may be that zone's too, so the fix is an unsafe one.",
        ),
        Bad(
            "---\ntitle: Nuit du code\nevent_start_date: «2023-03-26 02:30:00»\n---\n",
            says="02:30",
            config=_PARIS,
            note="Clocks go from 02:00 to 03:00 in that night.",
        ),
        Bad(
            "---\ntitle: Atelier\nevent_start_date: «2022-11-05 18:00:00»\n---\n",
            says="readers are shown 19:00",
            fixed="---\ntitle: Atelier\nevent_start_date: 2022-11-05 18:00:00 +01:00\n---\n",
            path="_posts/2022-11-01-atelier.md",
            files=(("_config.yml", "timezone: Europe/Paris\n"),),
            note="Jekyll takes such a time for UTC.",
        ),
        Bad(
            "---\ntitle: Nuit\ndate: «2022-11-03 23:30:00»\n---\n",
            says="00:30",
            fixed="---\ntitle: Nuit\ndate: 2022-11-03 23:30:00 +01:00\n---\n",
            path="_posts/2022-11-03-nuit.md",
            files=(("_config.yml", "timezone: Europe/Paris\n"),),
        ),
        Good(
            "---\ntitle: Atelier\ndate: 2022-11-03 18:30:00\nevent_start_date: '2022-11-05 18:00:00'\n---\n",
            path="_posts/2022-11-03-atelier.md",
            files=(("_config.yml", "timezone: Europe/Paris\n"),),
            note="The same day in UTC; a quoted text is not moved.",
        ),
        Bad(
            "---\ntitle: Atelier\nevent_start_date: 2022-07-02 18:30 «CET»\n---\n",
            says="show CEST, not CET",
            fixed="---\ntitle: Atelier\nevent_start_date: 2022-07-02 18:30 CEST\n---\n",
            config=_PARIS,
        ),
        Good("---\ntitle: Atelier\nevent_start_date: 2022-12-02 18:30 CET\n---\n", config=_PARIS),
        Good(
            "---\ntitle: Mois de l'innovation\ndate: 2022-10-21 09:36:00 +02:00\n"
            "event_start_date: 2022-11-02 00:00:00 +01:00\n---\n",
            config=_PARIS,
            source="numerique.gouv.fr _evenements/mois-de-linnovation-publique-edition-2022.markdown",
            note="Summer time ended on 30 October.",
        ),
        Good(
            "---\ntitle: Jekyll 4.4.0 Released\ndate: 2025-01-27 20:45:32 +0530\n---\n",
            config='timezone = "America/Los_Angeles"\n',
            source="jekyllrb.com/docs/_posts/2025-01-27-jekyll-4-4-0-released.markdown",
            note="Published from elsewhere: the same day in both zones.",
        ),
        Bad(
            "---\ntitle: Jekyll Admin Initial Release\ndate: 2016-08-25 09:50:00 «+0300»\n---\n",
            says="-0700, not +0300",
            config='timezone = "America/Los_Angeles"\n',
            fixed="---\ntitle: Jekyll Admin Initial Release\ndate: 2016-08-25 09:50:00 -0700\n---\n",
            source="jekyllrb.com/docs/_posts/2016-08-24-jekyll-admin-initial-release.markdown",
            note="There it is the 24th still.",
        ),
        Good("---\ntitle: Actualité\ndate: 2018-07-18 15:16:00 Z\n---\n", config=_PARIS, source="numerique.gouv.fr"),
        Good("---\ntitle: Export\ndate: 2018-07-18T15:16:00+00:00\n---\n", config=_PARIS, note="UTC, on purpose."),
        Good("---\ntitle: Atelier\nevent_start_date: 2022-11-02\n---\n", config=_PARIS),
        Good("---\ntitle: Atelier\nevent_start_date: 2022-11-02 18:30:00 +02:00\n---\n", note="No zone is configured."),
        Good(
            "---\ntitle: Nuit\nevent_start_date: 2023-10-29 02:30:00 +02:00\n"
            "event_end_date: 2023-10-29 02:30:00 +01:00\n---\n",
            config=_PARIS,
            note="That half hour comes twice; both offsets are right.",
        ),
    ),
)
