"""The post is not published, and its event is over.

It was forgotten before the event, or kept for the next edition. Either way nobody will miss it, and the next author who
copies it copies its dates too.

How to fix: delete the post, or move it away; if it only lacked the mark, publish it.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.dates.window import window
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Related
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.dates._moment_posts import draft_mark, in_drafts


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look at the last day of the event of an unpublished post."""
    mark = draft_mark(document)
    if mark is None and not in_drafts(document):
        return
    event = window(document, context)
    if event is None or event.last >= context.today:
        return
    last = event.end or event.start
    yield Finding(
        Span(mark.key.span.start, mark.value.span.end) if mark is not None else last.span,
        msg("This post is not published, and its event was over on {last}.", last=event.last),
        msg("Delete it if it is of no more use."),
        related=(Related(last.span, msg("“{key}”: {last}", key=last.key, last=event.last)),)
        if mark is not None
        else (),
    )


RULE = Rule(
    code="EV212",
    severity="info",
    check=check,
    needs="event",
    options=("timezone", "collection.dates"),
    examples=(
        Bad(
            "---\ntitle: Mois de l'innovation publique\n«published: false»\n"
            "event_start_date: 2022-11-02 00:00:00 +01:00\n"
            "event_end_date: 2022-11-30 00:00:00 +01:00\n---\n",
            says="Wednesday 30 November 2022",
            source="numerique.gouv.fr _evenements/mois-de-linnovation-publique-edition-2022.markdown",
        ),
        Bad("---\ntitle: Summit\n«draft: true»\nstart_date: 2022-11-02\n---\n", says="over"),
        Bad("---\ntitle: Atelier\nevent_date: «2022-11-02»\n---\n", path="_drafts/atelier.md", says="over"),
        Good(
            "---\ntitle: Mois de l'innovation publique\npublished: false\nevent_start_date: 2022-11-02\n"
            "event_end_date: 2022-11-30\n---\n",
            today="2022-11-30",
            note="The last day is not over.",
        ),
        Good("---\ntitle: Mois de l'innovation publique\nevent_start_date: 2022-11-02\n---\n", note="Published."),
        Good("---\ntitle: Article\npublished: false\ndate: 2022-11-02\n---\n", note="No event."),
    ),
)
