"""A link could not be checked: the server refuses programs, asks for a login or for patience, or does not answer in time.

The page may well be there for readers, so this never fails a run; it is told because nobody knows. Large sites (LinkedIn,
publishers, shops) answer like this to every program.

How to fix: open the link in a browser. If it works, nothing is to be done; a host that always answers like this can be
left out with `links.ignore`, one that wants to be asked more slowly gets its own pace under `[links.hosts."name"]`.

Leaves alone: links that work, links that are known to be broken, every link when there is no network.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import Answer, Hop, RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.remote._asked import finding, judged


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Tell which links nobody can be sure of."""
    for link, answer in judged(document, context, "unverifiable"):
        yield finding(
            link,
            msg("This link could not be checked: {reason}.", reason=answer.reason or _UNKNOWN),
            msg("Open it in a browser to be sure. “links.ignore” leaves out hosts that always answer like this."),
        )


_UNKNOWN = msg("the answer tells nothing")
_URL = "https://www.linkedin.com/company/dinum"

RULE = Rule(
    code="EV401",
    severity="info",
    check=check,
    needs="online",
    options=("links.ignore", "links.hosts", "links.timeout", "links.headers"),
    examples=(
        Bad(
            f"[La DINUM](«{_URL}») sur LinkedIn\n",
            says="refuses to show it to a program (999)",
            answers=(
                (_URL, Answer("unverifiable", 999, _URL, (), msg("the server refuses to show it to a program (999)"))),
            ),
        ),
        Bad(
            "Le site : <«https://lent.gouv.fr/»>\n",
            says="does not answer in time",
            answers=(
                ("https://lent.gouv.fr/", Answer("unverifiable", reason=msg("the server does not answer in time"))),
            ),
        ),
        Good(
            "[Le guide](https://www.numerique.gouv.fr/guide/)\n",
            answers=(
                (
                    "https://www.numerique.gouv.fr/guide/",
                    Answer("alive", 200, hops=(Hop("https://www.numerique.gouv.fr/guide", 302),)),
                ),
            ),
        ),
    ),
)
