"""A link leads to a place in a page of another site (`#place`), and the page has no such place.

The page opens, but at its top: readers must look for what was meant. The heading was renamed, or the text moved elsewhere.

How to fix: open the page, find the place, and copy its address; or link to the page without `#`.

Leaves alone: what only a browser can tell (text fragments, `#page=3`, lines of code, `#/route` of an application), `#top`,
pages that are no HTML or too long. `links.remote-anchors = false` switches the rule off.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import Answer, RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.remote._asked import answered, finding


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find fragments that their page does not have."""
    for link, answer in answered(document, context):
        if answer.fragment_found is False:
            yield finding(
                link,
                msg("The page is there, but it has no place “#{fragment}”.", fragment=link.url.partition("#")[2]),
                msg("Copy the address of the place from the page as it is now."),
            )


_URL = "https://design.numerique.gouv.fr/articles/#couleurs"

RULE = Rule(
    code="EV406",
    severity="info",
    check=check,
    needs="online",
    options=("links.remote-anchors", "links.ignore"),
    examples=(
        Bad(
            f"[Les couleurs](«{_URL}»)\n",
            says="no place “#couleurs”",
            answers=((_URL, Answer("alive", 200, fragment_found=False)),),
        ),
        Good(f"[Les couleurs]({_URL})\n", answers=((_URL, Answer("alive", 200, fragment_found=True)),)),
        Good(
            "[Page 3](https://www.example.fr/rapport.pdf#page=3)\n",
            answers=(("https://www.example.fr/rapport.pdf#page=3", Answer("alive", 200)),),
        ),
    ),
)
