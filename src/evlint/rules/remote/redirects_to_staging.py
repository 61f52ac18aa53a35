"""A link looks public, but its server sends readers on to a staging host or to one that only a local network knows.

It opens at the author's desk, inside the office network, and fails for everybody else. The last stretch is not asked for.

How to fix: link to the public address of the page, and tell those who run the server that their redirect leaks.

Leaves alone: links that name such a host themselves (EV301 and EV302 tell of those), hosts in `links.allow-private`.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import Answer, Hop, RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.remote._asked import finding, host_of, judged


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links that end on hosts which are not for readers."""
    for link, answer in judged(document, context, "staging"):
        yield finding(
            link,
            msg(
                "This link sends readers on to {host}, which they cannot open: {reason}.",
                host=host_of(answer.final_url),
                reason=answer.reason or msg("it is a staging host"),
            ),
            msg("Link to the public address, and tell those who run the server."),
        )


_URL = "https://www.modernisation.gouv.fr/agenda"
_STAGING = "https://bo-modernisation2021.bercy.actimage.net/agenda"

RULE = Rule(
    code="EV408",
    severity="error",
    check=check,
    needs="online",
    options=("links.staging", "links.staging-words", "links.allow-private"),
    examples=(
        Bad(
            f"[L'agenda](«{_URL}»)\n",
            says="bo-modernisation2021.bercy.actimage.net",
            answers=(
                (_URL, Answer("staging", 302, _STAGING, (Hop(_URL, 302),), msg("“bo” is the mark of a staging host"))),
            ),
        ),
        Good(f"[L'agenda]({_URL})\n", answers=((_URL, Answer("alive", 200, _URL, (Hop(_URL, 302),))),)),
    ),
)
