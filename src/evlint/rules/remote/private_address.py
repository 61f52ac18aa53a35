"""The host of a link, or one that it sends readers on to, has an address in a private network.

Such an address is reached from inside that network only. Nothing is sent there: a link in a post must not make the machine
that checks it ask around in its own network.

How to fix: link to a host that the public can reach. A host of your own that is meant goes into `links.allow-private`.

Leaves alone: hosts and networks in `links.allow-private`; links where EV302 tells of it already.
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
    """Find links whose host is not on the public internet."""
    for link, answer in judged(document, context, "private"):
        yield finding(
            link,
            msg(
                "“{host}” was not asked: {reason}.",
                host=host_of(answer.final_url or link.url),
                reason=answer.reason or msg("its address is not one of the public internet"),
            ),
            msg("Link to a host that readers can reach; “links.allow-private” lets through what is meant."),
        )


_URL = "https://interne.example.fr/"

RULE = Rule(
    code="EV409",
    severity="warning",
    check=check,
    needs="online",
    options=("links.allow-private", "links.ignore"),
    examples=(
        Bad(
            f"[L'annuaire](«{_URL}»)\n",
            says="10.1.2.3",
            answers=(
                (
                    _URL,
                    Answer(
                        "private",
                        final_url=_URL,
                        reason=msg(
                            "the host's address, {address}, is not one of the public internet", address="10.1.2.3"
                        ),
                    ),
                ),
            ),
        ),
        Good(f"[L'annuaire]({_URL})\n", answers=((_URL, Answer("alive", 200, _URL)),)),
    ),
)
