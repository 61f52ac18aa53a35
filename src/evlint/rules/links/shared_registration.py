"""The same registration page is linked from two different events.

An event's post is often begun as a copy of another's. When the registration link is forgotten, people sign up for the
wrong event, and nothing on the page shows it.

How to fix: put in the registration link of this event. Where both events really share one page, silence the rule on
that line.

Leaves alone: the same event in two languages or told in two posts (the same day), sessions of one event (the same
title), links that are no registration page (meeting rooms, forms, programmes).
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.document import Document, all_urls
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.site.head import identity_of
from evlint.site.registrations import may_be_registrations, registration_key


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Flag registration links of an event that another event, on another day and by another name, has too."""
    if not may_be_registrations(all_urls(document)):
        return
    own = identity_of(document.data)
    if own is None:
        return
    keys = [(link, key) for link in document.links if (key := registration_key(link.url)) is not None]
    seen: set[str] = set()
    for link, key in keys:
        if key in seen:
            continue
        seen.add(key)
        for path, identity in context.tree.registrations(link.url):
            if path != document.path and _differ(own, identity):
                yield Finding(
                    link.span,
                    msg(
                        "Another event has this registration link too: {title} ({path}).",
                        title=identity[11:],
                        path=path,
                    ),
                    msg("If it was copied along with that post, put in the link of this event."),
                    pointer=link.pointer,
                    url=link.url,
                    related=(Related(Span(0, 0), msg("the other event"), path),),
                )
                break


def _differ(one: str, other: str) -> bool:
    """Tell whether two identities (day and title) are two events: neither the day nor the title is the same."""
    return one[:10] != other[:10] and one[11:].casefold() != other[11:].casefold()


_CAFE_2 = (
    "_evenements/cafe-de-la-transfo-number-2.markdown",
    "---\ntitle: 'Café de la Transfo #2'\nevent_start_date: 2021-10-12 16:00:00 +02:00\n---\n\n"
    "[S'inscrire](https://www.eventbrite.fr/e/billets-cafe-de-la-transfo-2-jeunesse-168711525715)\n",
)

RULE = Rule(
    code="EV313",
    severity="info",
    check=check,
    needs="links",
    examples=(
        Bad(
            "---\ntitle: 'Café de la Transfo #3'\nevent_start_date: 2021-12-07 16:00:00 +01:00\n---\n\n"
            "[S'inscrire](«https://www.eventbrite.fr/e/billets-cafe-de-la-transfo-2-jeunesse-168711525715»)\n",
            says="Café de la Transfo #2",
            path="_evenements/cafe-transfo-3.markdown",
            files=(_CAFE_2,),
            source="numerique.gouv.fr/_evenements/cafe-transfo-3…, line 38",
            note="it keeps the link of Café #2",
        ),
        Good(
            "---\ntitle: 'Transfo Café #2'\nlang: en\nevent_start_date: 2021-10-12 16:00:00 +02:00\n---\n\n"
            "[Register](https://www.eventbrite.fr/e/168711525715)\n",
            path="_evenements/en/cafe-transfo-2.markdown",
            files=(_CAFE_2,),
            note="The same event in another language.",
        ),
        Good(
            "---\ntitle: Retour sur le Café\ndate: 2021-11-02\n---\n\n"
            "[S'inscrire](https://www.eventbrite.fr/e/billets-cafe-de-la-transfo-2-jeunesse-168711525715)\n",
            path="_actualites/retour.markdown",
            files=(_CAFE_2,),
            note="A post that is no event may link to one.",
        ),
    ),
)
