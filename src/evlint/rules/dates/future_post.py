"""A published post bears a date to come, and the site hides such posts until that day.

Jekyll and Hugo leave out what is dated after the day on which the site is built, unless they are told otherwise; so does
Hugo with what has expired. Nobody sees the post, and nothing says why.

How to fix: correct the date, or build the site again on that day. `future: true` (Jekyll) or `buildFuture = true`
(Hugo) shows such posts at once. In Hugo `publishDate` tells when a post appears where `date` is the day of its event.

What is wrong with the links and pictures of a page that has expired is told as information only, by every rule of links
(EV3, EV4): nobody meets them there. What stops the build or stands in the front matter keeps its weight.

Leaves alone: drafts, pages outside the site's collections, sites that show such posts, and sites whose generator is
unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.dates.partial_datetime import local, written
from evlint.dates.roles import read_scalar
from evlint.dates.window import Dated, named
from evlint.generators import generator_of, why_hidden
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, escape_pointer
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.dates._moment_posts import is_unpublished

# The keys that may put a page off, in the order in which generators ask them.
_KEYS = ("publishdate", "pubdate", "published", "date")
_ENDS = ("expirydate", "unpublishdate")


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Ask the site's generator whether it leaves the page out on this day, and say by which date."""
    front = document.front
    if front is None or front.root is None or is_unpublished(document, context):
        return
    if generator_of(context.site).hidden is None:
        return
    why = why_hidden(document, context, context.today)
    if why == "expired":
        ended = _first(document, _ENDS)
        if ended is not None:
            yield Finding(
                ended.span,
                msg(
                    "The site no longer shows this page: “{key}” has gone by, today is {today}.",
                    key=ended.key,
                    today=context.today,
                ),
                msg("If that is meant, nothing is to be done. Otherwise correct the date or delete the line."),
                pointer=ended.pointer,
            )
    elif why == "ahead":
        when = _first(document, _KEYS) or named(document, context)
        if when is not None and local(when.moment, context.zone)[0] > context.today:
            yield Finding(
                when.span,
                msg(
                    "The site hides this post until {date}: “{key}” lies after today, {today}.",
                    date=written(when.moment),
                    key=when.key,
                    today=context.today,
                ),
                msg("If that is meant, build the site again on that day. Otherwise correct the date."),
                pointer=when.pointer or None,
            )


def _first(document: Document, keys: tuple[str, ...]) -> Dated | None:
    """Return the first of some keys (in lower case) that holds a date."""
    front = document.front
    if front is None or front.root is None:
        return None
    found = {entry.name.lower(): entry for entry in front.root.entries}
    for key in keys:
        entry = found.get(key)
        moment = read_scalar(entry.value) if entry is not None else None
        if entry is not None and moment is not None:
            return Dated(moment, entry.value.span, f"/{escape_pointer(entry.name)}", entry.name)
    return None


_JEKYLL = (("_config.yml", "title: Site\ncollections:\n  evenements:\n    output: true\n"),)

RULE = Rule(
    code="EV213",
    severity="warning",
    check=check,
    needs="front",
    options=("timezone", "collection.dates"),
    examples=(
        Bad(
            "«---»\ntitle: Vœux\n---\n",
            path="_posts/2026-02-01-voeux.md",
            files=_JEKYLL,
            says="“the name of the file” lies after today",
        ),
        Bad(
            "---\ntitle: Policy\ndate: 2024-02-01\nexpiryDate: «2025-01-01»\n---\n",
            path="content/resources/policy.md",
            files=(("hugo.toml", 'title = "Site"\n'),),
            says="no longer shows this page",
            source="digital.gov content/resources",
        ),
        Bad(
            "---\ntitle: Vœux\ndate: «2026-02-01 09:00:00 +01:00»\n---\n",
            path="_posts/2026-02-01-voeux.md",
            files=_JEKYLL,
            says="hides this post until Sunday 1 February 2026",
        ),
        Bad(
            "---\ntitle: Atelier\ndate: «2026-02-01»\nevent_start_date: 2026-03-01\n---\n",
            path="_evenements/atelier.md",
            files=_JEKYLL,
            says="hides",
        ),
        Bad(
            "---\ntitle: Summit\ndate: «2026-06-09T09:00:00Z»\nend_date: 2026-06-10T17:00:00Z\n---\n",
            path="content/events/summit.md",
            files=(("hugo.toml", 'title = "Site"\n'),),
            says="hides",
            note="Hugo goes by `date` where there is no `publishDate`, even if it is the day of the event.",
        ),
        Good(
            "---\ntitle: Summit\npublishDate: 2026-01-02\ndate: 2026-06-09T09:00:00Z\n"
            "end_date: 2026-06-10T17:00:00Z\n---\n",
            path="content/events/summit.md",
            files=(("hugo.toml", 'title = "Site"\n'),),
        ),
        Good(
            "---\ntitle: Vœux\ndate: 2026-02-01\n---\n",
            path="_posts/2026-02-01-voeux.md",
            files=(("_config.yml", "title: Site\nfuture: true\n"),),
        ),
        Good(
            "---\ntitle: Vœux\ndate: 2026-02-01\npublished: false\n---\n",
            path="_posts/2026-02-01-voeux.md",
            files=_JEKYLL,
        ),
        Good(
            "---\ntitle: Vœux\ndate: 2026-01-15 23:00:00 +01:00\n---\n",
            path="_posts/2026-01-15-voeux.md",
            files=_JEKYLL,
        ),
        Good(
            "---\ntitle: Contact\ndate: 2026-02-01\n---\n", path="contact.md", files=_JEKYLL, note="A page, not a post."
        ),
        Good("---\ntitle: Vœux\ndate: 2026-02-01\n---\n", note="Nobody knows what the site does with it."),
    ),
)
