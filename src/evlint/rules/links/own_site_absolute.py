"""A link to a page of your own site carries the site's whole address.

It leaves the preview for the live site, and breaks when the site moves. Many sites write such links on purpose, so the
rule is off until it is selected by its code.

How to fix: begin the link at the site's root: `/agenda/` for `https://www.numerique.gouv.fr/agenda/`.
`--fix --unsafe-fixes` does it.

Leaves alone: addresses that stand in the text as such, other sites, and sites whose address is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, unsafe
from evlint.model.document import Document, urls_in_lower_case
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.links._classify import classify_links
from evlint.rules.links._links import is_own, own_host, replaced
from evlint.rules.links._local import ELEMENTS
from evlint.urls.split import split_url


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find absolute links to the site's own pages."""
    own = own_host(context)
    if own is None or own not in urls_in_lower_case(document):
        return
    for link, host in classify_links(document).web:
        if link.templated or link.kind in ("bare", "autolink") or link.element not in ELEMENTS or not is_own(host, own):
            continue
        text = link.url.strip()
        path = text[split_url(text).path_start :]
        short = path if path.startswith("/") else f"/{path}"
        edit = replaced(document, link, short)
        yield Finding(
            link.span,
            msg("{host} is your own site: “{path}” is enough.", host=host, path=short),
            msg("Begin the link at the site's root."),
            pointer=link.pointer,
            url=link.url,
            fix=None if edit is None else unsafe(msg("Write “{path}”", path=short), edit),
        )


_SITE = '[links]\nsite-url = "https://www.numerique.gouv.fr"\n'

RULE = Rule(
    code="EV312",
    severity="info",
    check=check,
    needs="links",
    default=False,
    fix="unsafe",
    options=("links.site-url",),
    examples=(
        Bad(
            "[agenda](«https://www.numerique.gouv.fr/agenda/?p=2#mai») et [accueil](«https://numerique.gouv.fr»)\n",
            says="your own site",
            config=_SITE,
            fixed="[agenda](/agenda/?p=2#mai) et [accueil](/)\n",
        ),
        Good(
            "[agenda](/agenda/) [RGAA](https://accessibilite.numerique.gouv.fr/) <https://www.numerique.gouv.fr/>\n",
            config=_SITE,
        ),
        Good("[agenda](https://www.numerique.gouv.fr/agenda/)\n", note="the site's address is not known"),
    ),
)
