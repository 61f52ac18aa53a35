"""The post is dated after the start of the event that it announces.

Nobody can come to an event that they read of too late. Mostly the event's date is wrong (last year's post was copied),
or the date of the post is.

How to fix: correct whichever of the two dates is wrong.

Leaves alone: posts that look back (« Retour sur… », “recap”, news and press releases; « Nous avons visité… »), drafts, posts
dated on the day of the event, within 12 hours of its start, and events of a week and more that still last on that day (an
exhibition, a survey, a course); folders where most posts are dated so (terms of office). Where `date` is the event's own
start, as on digital.gov, there is nothing to compare; nor where an event is known by its `date` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta, timezone, tzinfo

from evlint.dates.partial_datetime import PartialDateTime, instant, local, read_moment, written
from evlint.dates.window import Dated, bounds, has_lone_day, published
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.dates._moment_posts import is_unpublished, reports_on_past, tells_of_past

_SAME_DAY = timedelta(hours=12)
_LASTING = timedelta(days=7)  # from the first day to the last: so long an event is announced while it goes on, too
_FEWEST, _MOST = (
    3,
    0.5,
)  # other posts dated after their starts, and their share, from which that is how a folder is kept


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare the publication date with the start of the event."""
    window = bounds(document, context)
    start = window.start
    if start is None or has_lone_day(document, context):
        return  # what stands beside a lone `date` (`publishDate`) mostly dates the move of old events to this site
    post = published(document, context)
    if (
        post is not None
        and window.end is not None
        and post.moment.time is not None
        and post.moment == window.end.moment
    ):
        return  # it sorts the site's events by when they end
    if post is None or not _is_after(post.moment, start.moment, context.zone):
        return
    if (
        window.end is not None
        and _LASTING <= window.end.moment.day - start.moment.day >= post.moment.day - start.moment.day
    ):
        return
    if is_unpublished(document, context) or reports_on_past(document, context) or tells_of_past(document):
        return
    if _most_look_back(document, context, post, start):
        return
    yield Finding(
        post.span,
        msg(
            "This post is dated {published}, after the start of its event on {start}.",
            published=written(post.moment),
            start=written(start.moment),
        ),
        msg("Correct whichever of the two dates is wrong. A copied post often keeps the old one."),
        pointer=post.pointer or None,
        related=(Related(start.span, msg("The start, “{key}”: {start}", key=start.key, start=written(start.moment))),),
    )


def _most_look_back(document: Document, context: RuleContext, post: Dated, start: Dated) -> bool:
    """Tell whether most posts of the folder are dated after their starts: they record what has begun, as terms of office."""
    keys = (post.pointer.removeprefix("/"), start.pointer.removeprefix("/"))
    pairs = [(read_moment(one), read_moment(other)) for one, other in context.tree.pairs_beside(document.path, *keys)]
    after = sum(one is not None and other is not None and one.day > other.day for one, other in pairs)
    return after >= _FEWEST and after > _MOST * len(pairs)


def _is_after(post: PartialDateTime, start: PartialDateTime, zone: tzinfo | None) -> bool:
    """Tell whether `post` lies on a later day than `start`, or on the same day more than 12 hours after it."""
    if zone is None:
        offset = start.offset if start.offset is not None else post.offset
        zone = UTC if offset is None else timezone(offset)
    post_day, post_time = local(post, zone)
    start_day = local(start, zone)[0]
    if post_day != start_day:
        return post_day > start_day
    return post_time is not None and instant(post, zone) - instant(start, zone) > _SAME_DAY


_EVENT = "event_start_date: 2023-01-09 00:00:00 +01:00\nevent_end_date: 2023-01-10 00:00:00 +01:00\n---\n"

_TERM = "---\ntitle: Artem\nposition: Chairman\ndate: {day}\nstart: 2020-03-30\nend: 2023-01-01\n---\n"
_SECOND_DAY = "---\ntitle: Conference\nstart_date: 2025-09-22\ndate: {day}\n---\n"

RULE = Rule(
    code="EV203",
    severity="warning",
    check=check,
    needs="front",
    options=("timezone", "collection.dates"),
    examples=(
        Bad(
            "---\ntitle: 'Garagethon #BlueHats'\ndate: «2023-12-20 15:59:00 +01:00»\n" + _EVENT,
            says="after the start",
            note="The event took place in January 2024: the year of its dates is wrong.",
        ),
        Bad(
            "---\ntitle: 'Garagethon #BlueHats'\ndate: «2023-01-09 15:59:00 +01:00»\n" + _EVENT,
            says="after the start",
            source="numerique.gouv.fr _evenements/garagethon-number-bluehats.markdown",
            note="An afternoon is late for an event that began in the morning.",
        ),
        Bad(
            "---\ntitle: Summit\npublishDate: «2023-05-04»\nstartDate: 2023-05-03T09:00:00Z\n---\n",
            says="Wednesday 3 May 2023",
        ),
        Good(
            "---\ntitle: 'Garagethon #BlueHats'\ndate: 2023-01-09 09:30:00 +01:00\n" + _EVENT, note="On the day itself."
        ),
        Good("---\ntitle: 'Garagethon #BlueHats'\ndate: 2022-12-01 15:59:00 +01:00\n" + _EVENT),
        Good(
            "---\ntitle: useR!\ndate: 2021-07-09T20:00:00\ndateStart: 2021-07-05T08:00:00\n"
            "dateEnd: 2021-07-09T20:00:00\n---\n",
            source="ropensci/roweb3, content/events/2021-07-05-useR2021.md",
            note="`date` is the end of the event here, to the minute.",
        ),
        Good(
            _TERM.format(day="2021-03-03"),
            path="content/board/ikoev.md",
            files=(
                ("content/board/_index.md", "---\ntitle: Board\ndate: 2021-03-03\n---\n"),
                *((f"content/board/{name}.md", _TERM.format(day="2021-03-03")) for name in ("ling", "kulina", "mendy")),
            ),
            source="OpenPOWER Foundation content/boardofdirectors/artemikoev.md",
            note="Terms of office, written down after they began, as most of this folder.",
        ),
        Good(
            "---\ntitle: École vélo\npublishdate: 2019-03-19T11:25:05+01:00\ndate: 2019-03-05\ndatefin: 2019-04-10\n---\n",
            path="content/agenda/2019/ecole-velo.md",
            files=(("hugo.toml", ""),),
            source="pau-a-velo/pauavelo-website, content/agenda/2019",
            note="A course that goes on for weeks.",
        ),
        Good(
            _SECOND_DAY.format(day="2025-09-23"),
            path="_events/autumn.md",
            files=(
                ("_events/holiday.md", "---\ntitle: Webinar\ndate: 2025-06-06\n---\n"),
                *((f"_events/{name}.md", _SECOND_DAY.format(day="2025-09-25")) for name in ("rse", "hpc", "sc")),
            ),
            source="CAKE-DRI/CAKE-DRI.github.io collections/_events",
            note="`date` is the last day of the events of this folder.",
        ),
        Bad(
            "---\ntitle: Exposition\ndate: «2023-03-01»\nstart_date: 2022-02-01\nend_date: 2022-02-20\n---\n",
            says="after the start",
            note="It was over by then.",
        ),
        Good("---\ntitle: Retour sur le garagethon\ndate: 2023-01-20 15:59:00 +01:00\n" + _EVENT),
        Good(
            "---\ntitle: Austria\ndate: 2022-06-08\nstart_date: 2022-06-01\n---\n\nAbbiamo visitato le miniere di sale.\n",
            source="cctnit/sito, content/eventi/austria-2022",
        ),
        Bad(
            "---\ntitle: Fête\ndate: «2026-05-20»\nstart_date: 2026-05-10\n---\n\nVenez nombreux, nous avons tout prévu.\n",
            says="after the start",
        ),
        Good("---\ntitle: Garagethon\ndate: 2023-01-20 15:59:00 +01:00\ncategories:\n- Compte-rendu\n" + _EVENT),
        Good("---\ntitle: Garagethon\ndate: 2023-01-20 15:59:00 +01:00\n" + _EVENT, path="_actualites/garagethon.md"),
        Good("---\ntitle: Garagethon\ndate: 2023-01-20 15:59:00 +01:00\npublished: false\n" + _EVENT),
        Good(
            "---\ntitle: January PLAIN Monthly Meeting\ndate: 2018-01-10 13:00:00 -0500\n"
            "end_date: 2018-01-10 14:00:00 -0500\n---\n",
            source="digital.gov content/events/2018/01/2018-01-10-january-plain-monthly-meeting.md",
            note="`date` is the start of the event here.",
        ),
        Good(
            "---\ndate: 2010-04-13T19:00:00\npublishDate: 2015-02-23\ntitle: Soirée Scala\n---\n\n"
            "* Mardi 13 avril 2010\n",
            path="content/events/2010/04-13-scala/index.md",
            source="parisjug.org content/events/2010/04-13-scala/index.md",
            note="An event of the old site, brought here five years later.",
        ),
    ),
)
