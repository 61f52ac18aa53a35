"""A published post bears a date to come, and the site hides such posts until that day.

Jekyll and Hugo leave out what is dated after the day on which the site is built, unless they are told otherwise. Nobody
sees the post, and nothing says why.

How to fix: correct the date, or build the site again on that day. `future: true` (Jekyll) or `buildFuture = true`
(Hugo) shows such posts at once. In Hugo `publishDate` tells when a post appears where `date` is the day of its event.

Leaves alone: drafts, pages outside the site's collections, sites that show such posts, and sites whose generator is
unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.dates.partial_datetime import local, written
from evlint.dates.window import Dated, published
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.dates._moment_posts import date_key, is_unpublished


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Compare the date that the site generator goes by with today."""
    site = context.site
    if site.future or site.generator not in ("jekyll", "hugo"):
        return
    when = _deciding(document, context)
    if when is None or local(when.moment, context.zone)[0] <= context.today or is_unpublished(document, context):
        return
    yield Finding(
        when.span,
        msg(
            "The site hides this post until {date}: “{key}” lies after today, {today}.",
            date=written(when.moment),
            key=when.key,
            today=context.today,
        ),
        msg("If that is meant, build the site again on that day. Otherwise correct the date."),
        pointer=when.pointer,
    )


def _deciding(document: Document, context: RuleContext) -> Dated | None:
    """Return the date that hides a post: `date` in a collection of Jekyll; in Hugo `publishDate` or its kin, else `date`."""
    if context.site.generator == "hugo":
        return published(document, context) or date_key(document, context)
    return date_key(document, context) if _in_collection(document, context) else None


def _in_collection(document: Document, context: RuleContext) -> bool:
    site = context.site
    path = document.path
    root = site.root.rstrip("/")
    if root not in ("", ".") and path.startswith(f"{root}/"):
        path = path[len(root) + 1 :]
    if f"/{path}".find("/_posts/") >= 0:
        return True
    return any(one.output and one.folder and path.startswith(f"{one.folder.strip('/')}/") for one in site.collections)


_JEKYLL = (("_config.yml", "title: Site\ncollections:\n  evenements:\n    output: true\n"),)

RULE = Rule(
    code="EV213",
    severity="warning",
    check=check,
    needs="front",
    options=("timezone", "collection.dates"),
    examples=(
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
