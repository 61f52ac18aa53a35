"""A link leads to a host that does not take the connection: it refuses it, breaks it off, or speaks no HTTP.

The name exists, but nothing is there to serve the page, however often it is asked. That may pass: hosts are moved and
mended.

How to fix: try again later. If it stays so, link to where the page is now.

Leaves alone: hosts that are only slow (EV401), every link when there is no network.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import Answer, RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.remote._asked import finding, host_of, judged


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links whose host does not talk."""
    for link, answer in judged(document, context, "unreachable"):
        yield finding(
            link,
            msg(
                "“{host}” cannot be reached: {reason}.",
                host=host_of(answer.final_url or link.url),
                reason=answer.reason or msg("no connection comes about"),
            ),
            msg("Try again later; if it stays so, link to where the page is now."),
        )


_URL = "http://vieux-serveur.example.fr:8080/"

RULE = Rule(
    code="EV405",
    severity="warning",
    check=check,
    needs="online",
    options=("links.ignore", "links.retries"),
    examples=(
        Bad(
            f"[Archives](«{_URL}»)\n",
            says="the host refuses the connection",
            answers=((_URL, Answer("unreachable", final_url=_URL, reason=msg("the host refuses the connection"))),),
        ),
        Good(f"[Archives]({_URL})\n", answers=((_URL, Answer("alive", 200, _URL)),)),
    ),
)
