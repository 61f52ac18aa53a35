"""A web address has a form that leads nowhere: begun twice (`http://https://…`), a slash or colon missing (`https:/x`),
no `https://` at all (`www.x.fr`), blanks, broken escapes, a host that can be none, a mail address behind `http://`.

Browsers guess, each in its own way; most end on an error page, or on a page of your own site that does not exist.

How to fix: copy the address from the browser's address bar once more. Where it is plain what was meant, `--fix` writes it.

Leaves alone: `www.x.fr` as words of a text, relative links to files that are there, parentheses within an address
(`…_(2020).png`), fragments such as `#/`, letters beyond ASCII, blanks around an address in quotes; what leads to a
staging site is told by EV301 alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Fix, safe
from evlint.model.document import Document, Link
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.links._classify import classify_links, meant_host
from evlint.rules.links._edits import replaced
from evlint.rules.links._malformed import Malformed
from evlint.urls.staging import staging_host


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find web addresses of a form that leads nowhere."""
    settings = context.links
    for wrong in classify_links(document).wrong:
        link, fault, broken_off = wrong
        if fault.is_relative and context.tree.target(document.path, link.url.strip(), suggests=False).state == "found":
            continue
        host = meant_host(wrong)
        if host is not None and staging_host(host, settings.staging, settings.staging_words) is not None:
            continue
        yield Finding(
            link.span if broken_off is None else Span(link.span.start, broken_off),
            fault.message,
            msg("Write {address}", address=fault.meant) if fault.meant is not None else fault.help or _HELP,
            pointer=link.pointer,
            url=link.url,
            fix=_fix(document, link, fault),
        )


_HELP = msg("Open the page in a browser and copy its address once more.")


def _fix(document: Document, link: Link, fault: Malformed) -> Fix | None:
    if fault.meant is None:
        return None
    edit = replaced(document, link, fault.meant)
    return None if edit is None else safe(msg("Write {address}", address=fault.meant), edit)


RULE = Rule(
    code="EV303",
    severity="error",
    check=check,
    needs="links",
    fix="safe",
    examples=(
        Bad(
            "[piaf@data.gouv.fr](«http://mailto:piaf@data.gouv.fr»)\n",
            says="a mail or telephone link begins with “mailto:”",
            fixed="[piaf@data.gouv.fr](mailto:piaf@data.gouv.fr)\n",
            source="annotathon-questions-reponses-speciale-sip, line 48",
        ),
        Bad(
            "---\nchamps_informations:\n- intitule: Inscription\n  lien: «edite-piaf-sip.eventbrite.com»\n---\n",
            says="no “https://” before it",
            fixed="---\nchamps_informations:\n- intitule: Inscription\n  lien: https://edite-piaf-sip.eventbrite.com\n---\n",
            source="annotathon-questions-reponses-speciale-sip, line 28",
        ),
        Bad(
            "[a](«http://https://www.mairie.fr/») [b](«https//www.mairie.fr/x») [c](«https:/www.mairie.fr»)\n",
            says="begins twice",
            fixed="[a](https://www.mairie.fr/) [b](https://www.mairie.fr/x) [c](https://www.mairie.fr)\n",
        ),
        Bad(
            '<a href="«htpps://mairie.fr/a?b=c»">a</a> <a href="«http:///mairie.fr»">b</a>\n',
            says="instead of",
            fixed='<a href="https://mairie.fr/a?b=c">a</a> <a href="http://mairie.fr">b</a>\n',
        ),
        Bad(
            "[le site](«www.mairie.fr») [l'agenda](«mairie.fr/agenda»)\n",
            says="“www.mairie.fr” has no “https://”",
            fixed="[le site](https://www.mairie.fr) [l'agenda](https://mairie.fr/agenda)\n",
        ),
        Bad(
            '<a href="«https://mairie.fr/le programme.pdf»">programme</a>\n',
            says="blank",
            fixed='<a href="https://mairie.fr/le%20programme.pdf">programme</a>\n',
        ),
        Bad("[programme](«https://mairie.fr/le programme.pdf»)\n", says="so the link ends there"),
        Bad("[a](«https://mairie.fr/100%») [b](«https://mairie.fr/caf%e»)\n", says="escape"),
        Bad("[a](«https://mairie..fr/») [b](«https://mairie.fr:80a/») [c](«http://1.2.3.456/»)\n", says="dot too many"),
        Bad(
            '<a href="«http://[::1»">a</a> <a href="«https://xn--a-é.fr/»">b</a> <a href="«https://a…b.fr/»">c</a>\n',
            says="bracket",
        ),
        Bad(
            '<a href="«(https://mairie.fr/a)»">a</a> [b](«%20https://mairie.fr/b»)\n',
            says="stands before the address",
            fixed='<a href="https://mairie.fr/a">a</a> [b](https://mairie.fr/b)\n',
        ),
        Good("---\ntitle: www.mairie.fr fait peau neuve\nintitule: www.mairie.fr\n---\n"),
        Good("---\nlien: https://preprod.mairie.fr/le programme\n---\n", note="EV301 tells it."),
        Good("Rendez-vous sur www.mairie.fr ou mairie.fr, sur Node.js ou ASP.NET.\n"),
        Good(
            "![logo](/uploads/351px-Logo_de_la_Pr%C3%A9fecture_de_Police_de_Paris_(2020).png)\n"
            "[direct](https://app.livestorm.co/p/salon-p-15142#/) [q](https://x.fr/?q=a+b&c=%C3%A9#t)\n",
            source="hackathon-forum-paris-paix, line 21",
        ),
        Good("---\nlien: 'https://id-forum.eu/ '\n---\n", source="ethics…", note="browsers drop a blank at the end"),
        Good(
            "[a](https://mairie.fr:8443/x) [b](https://café.fr/é) [c](//mairie.fr/x) [d](https://web.archive.org/web/2020/http://x.fr)\n"
        ),
        Good("[notice](notice.fr/index.md) [guide](guide.md)\n", files=(("notice.fr/index.md", "# Notice\n"),)),
        Good("`http://https://x.fr`\n\n    https//x.fr\n"),
    ),
)
