"""A link names a host that does not exist: the name system does not know it.

The name is misspelt, or the site was given up. Readers see an error of their browser; and whoever registers the name next
decides what they see.

How to fix: correct the name, or link to where the page has moved to. If the site is gone, an archived copy may serve.

Leaves alone: every link when there is no network.
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
    """Find links whose host has no address."""
    for link, answer in judged(document, context, "unknown-host"):
        host = host_of(answer.final_url or link.url)
        if answer.hops:
            message = msg("This link sends readers on to “{host}”, and no host of this name exists.", host=host)
        else:
            message = msg("No host of the name “{host}” exists.", host=host)
        yield finding(link, message, msg("Correct the name, or link to where the page is now."))


_URL = "https://www.modernisaton.gouv.fr/"

RULE = Rule(
    code="EV402",
    severity="error",
    check=check,
    needs="online",
    options=("links.ignore",),
    examples=(
        Bad(
            f"[Le portail](«{_URL}»)\n",
            says="“www.modernisaton.gouv.fr”",
            answers=((_URL, Answer("unknown-host", final_url=_URL)),),
        ),
        Bad(
            "[Inscription](«https://court.example.fr/a»)\n",
            says="sends readers on to “parti.example.fr”",
            answers=(
                (
                    "https://court.example.fr/a",
                    Answer(
                        "unknown-host",
                        final_url="https://parti.example.fr/",
                        hops=(Hop("https://court.example.fr/a", 302),),
                    ),
                ),
            ),
        ),
        Good(
            "[Le portail](https://www.modernisation.gouv.fr/)\n",
            answers=(("https://www.modernisation.gouv.fr/", Answer("alive", 200)),),
        ),
    ),
)
