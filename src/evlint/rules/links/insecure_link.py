"""A link says `http://` to a host that is known to serve https: your own site, or a host that `links.https-hosts` lists.

The first request goes out unprotected, is seen and can be changed on the way, and costs readers a redirect.

How to fix: write `https://`. `--fix --unsafe-fixes` does it; open the page once to be sure.

Leaves alone: every other host, since nobody can tell from here whether it serves https.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, unsafe
from evlint.model.document import Document, urls_in_lower_case
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.links._classify import classify_links
from evlint.rules.links._links import is_own, own_host, part_replaced
from evlint.urls.names import host_key, host_matches


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find `http://` links to hosts known to serve https."""
    own = own_host(context)
    globs = context.links.https_hosts
    if (own is None and not globs) or "http://" not in urls_in_lower_case(document):
        return
    for link, host in classify_links(document).web:
        if link.templated or link.url.strip()[:7].lower() != "http://":
            continue
        if is_own(host, own):
            message = msg("{host} is your own site: a link with “http://” takes readers there unprotected.", host=host)
        elif globs and host_matches(host_key(host) or "", globs) is not None:
            message = msg("{host} serves https: a link with “http://” takes readers there unprotected.", host=host)
        else:
            continue
        edit = part_replaced(document, link, 0, 7, "https://")
        yield Finding(
            link.span,
            message,
            msg("Write “https://”."),
            pointer=link.pointer,
            url=link.url,
            fix=None if edit is None else unsafe(msg("Write “https://”"), edit),
        )


_GOV = '[links]\nhttps-hosts = [".gouv.fr"]\n'
_SITE = '[links]\nsite-url = "https://www.numerique.gouv.fr"\n'

RULE = Rule(
    code="EV305",
    severity="info",
    check=check,
    needs="links",
    fix="unsafe",
    options=("links.https-hosts", "links.site-url"),
    examples=(
        Bad(
            "[participer](«http://evolution-rgaa.numerique.gouv.fr/»)\n",
            says="serves https",
            config=_GOV,
            fixed="[participer](https://evolution-rgaa.numerique.gouv.fr/)\n",
            source="_evenements/annonce-rgaa, line 23",
        ),
        Bad(
            '---\nlien: "«http://numerique.gouv.fr/agenda/»"\n---\n',
            says="your own site",
            config=_SITE,
            fixed='---\nlien: "https://numerique.gouv.fr/agenda/"\n---\n',
        ),
        Good("[x](http://www.example.fr/) [y](http://gouv.fr.example.org/)\n", config=_GOV),
        Good("[x](https://www.numerique.gouv.fr/) `http://www.numerique.gouv.fr/`\n", config=_SITE),
        Good("[x](http://evolution-rgaa.numerique.gouv.fr/)\n", note="nothing is known of the host"),
    ),
)
