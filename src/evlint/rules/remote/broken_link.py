"""A link leads to a page that is not there: the server says so (404, 410), fails however often it is asked (500), or
sends the reader in circles or to no web page at all.

Readers meet an error page. Before it says so, evlint asks twice and in two ways, and waits where a server asks for that.

How to fix: find where the page is now and link there. If it is gone for good, link to an archived copy or take the link out.

Leaves alone: pages that need a login, refuse programs or are too slow (EV401 tells of those), the site's own pages (they
are looked up in the tree, since a new one is not live yet).
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import Answer, Hop, RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.remote._asked import finding, judged, led_to


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links that lead to no page."""
    for link, answer in judged(document, context, "broken"):
        reason = answer.reason or msg("there is no page")
        target = led_to(answer)
        if target is None:
            message = msg("The link is broken: {reason}.", reason=reason)
        else:
            message = msg("The link is broken: it leads on to {target}, and {reason}.", target=target, reason=reason)
        yield finding(link, message, msg("Link to where the page is now, or take the link out."))


_URL = "https://www.numerique.gouv.fr/ancienne-page/"
_GONE = msg("the server says that there is no such page (404)")

RULE = Rule(
    code="EV404",
    severity="error",
    check=check,
    needs="online",
    options=("links.ignore", "links.retries", "links.headers"),
    examples=(
        Bad(
            f"[La page](«{_URL}»)\n",
            says="no such page (404)",
            answers=((_URL, Answer("broken", 404, _URL, (), _GONE)),),
        ),
        Bad(
            f"---\ntitle: Atelier\nlien: «{_URL}»\n---\n",
            says="it leads on to https://www.numerique.gouv.fr/404",
            answers=((_URL, Answer("broken", 404, "https://www.numerique.gouv.fr/404", (Hop(_URL, 302),), _GONE)),),
        ),
        Good(f"[La page]({_URL})\n", answers=((_URL, Answer("alive", 200, _URL)),)),
        Good(
            f"[La page]({_URL})\n",
            answers=((_URL, Answer("unverifiable", 403, _URL)),),
            note="A page that refuses programs may be there for readers.",
        ),
    ),
)
