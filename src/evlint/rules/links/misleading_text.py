"""The text of a link is an address or a telephone number, and the link leads to another one.

Readers who look at the text believe to know where they will end; this is how phishing looks, and how a link looks that was
copied and only half changed.

How to fix: make both the same, or write in words what the link leads to.

Leaves alone: the same address in another spelling (`http` or `https`, `www.`, a slash at the end, case, escapes, shortened
with `…`, without its query, with characters that nobody sees), a shorter address of the same registered domain
(`example.fr/inscription`) unless your site has a page there, a site's name on a link to one of its pages, links through a
shortener, names such as `Node.js` or `Data.gov`.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, Link
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.links._classify import classify_links
from evlint.site.same_site_path import same_site_path


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links whose text is another address than their target."""
    found = classify_links(document)
    told = [link for link, _ in found.web if link.text and "." in link.text]  # few are left, at little cost
    if not told and not found.contact:
        return
    from evlint.rules.links._mail import mail_fault  # most posts have no such link
    from evlint.rules.links._webtext import mismatch

    for link in told + found.contact:
        text = link.text
        if not text or link.element != "a" or link.templated or link.kind in ("bare", "autolink"):
            continue
        kind = mismatch(text, link.url)
        if kind is None or (
            kind not in ("web", "short")
            and link.url.strip()[:7].lower() == "mailto:"
            and mail_fault(link.url) is not None
        ):
            continue
        if kind == "short" and not _is_page(document, context, text):
            continue
        yield Finding(
            link.span,
            _message(kind, text.strip(), link),
            msg("Make both the same, or write in words what the link leads to."),
            pointer=link.pointer,
            url=link.url,
        )


def _is_page(document: Document, context: RuleContext, text: str) -> bool:
    """Tell whether an address without its scheme is that of a page of the own site, which is there."""
    shown, own = text.strip(), context.links.site_url
    path = same_site_path(f"https://{shown}", own) or same_site_path(f"https://www.{shown}", own)
    asked = (path or "").partition("#")[0].partition("?")[0]
    return bool(asked.strip("/")) and context.tree.target(document.path, asked, suggests=False).state == "found"


def _message(kind: str, text: str, link: Link) -> Msg:
    if kind == "phone":
        return msg(
            "Readers see the number {text}, but the link calls {target}.", text=text, target=link.url.strip()[4:]
        )
    if kind == "mail":
        return msg(
            "Readers see the address {text}, but the link writes to {target}.", text=text, target=link.url.strip()[7:]
        )
    return msg("Readers see the address {text}, but the link leads to {target}.", text=text, target=link.url.strip())


RULE = Rule(
    code="EV311",
    severity="warning",
    check=check,
    needs="links",
    examples=(
        Bad("[https://www.impots.gouv.fr](«https://www.example-impots.com/»)\n", says="https://www.impots.gouv.fr"),
        Bad(
            "[www.mairie.fr/agenda](«https://www.mairie.fr/horaires») et [autre.fr/x](«https://mairie.fr/x»)\n",
            says="horaires",
        ),
        Bad("[https://mairie.fr/](«https://www.autre-mairie.fr/page»)\n", says="leads to"),
        Good(
            "[https://learninglab.inria.fr/](https://www.youtube.com/redirect?q=https%3A%2F%2Flearninglab.inria.fr%2F)\n",
            source="inrialearninglab/website, content/fr/blog/accompagnement.md",
            note="The target leads on to it.",
        ),
        Good(
            "[http://groovy.codehaus.org/Groovy’s+XmlSlurper](http://groovy.codehaus.org/Groovy's+XmlSlurper)\n",
            source="DuchessFrance.github.io, 2010-06-27-le-paris-groovy-grails-user-group-1.md",
        ),
        Bad(
            "[transport.data.gouv.fr](«http://trasport.data.gouv.fr») et [beta.gouv.fr](«https://beat.gouv.fr/x»)\n",
            says="Readers see the address transport.data.gouv.fr",
            note="one letter is missing, two are turned",
        ),
        Good(
            "[v2.agenda.gouv.fr](https://v3.agenda.gouv.fr) [mairie.co](https://mairie.com) [fr.mairie.org](https://en.mairie.org)\n"
        ),
        Bad("[contact@mairie.fr](«mailto:direction@mairie.fr»)\n", says="writes to direction@mairie.fr"),
        Bad("[01 71 21 12 50](«tel:+33171211205») [Tél. 0171211250](«tel:0171211520»)\n", says="calls +33171211205"),
        Good(
            "[01 71 21 12 50](tel:+33171211250) [(0)1.71.21.12.50](tel:0033171211250) [3939](tel:3939) "
            "[01 71 21 12 50 poste 12](tel:0171211250,12) [du 01/12/2026 au 02/12](tel:0171211250) [nous](tel:0171211250)\n"
        ),
        Bad("[www.mairie.fr](«mailto:contact@mairie.fr»)\n", says="leads to"),
        Good(
            "<a href='http://dev.openstreetmap.org/~x/?module=map&center=0,51&zoom=7&width=500'>"
            "http://dev.openstreetmap.org/~x/?module=map&center=0,51&zoom=7&wi...</a>\n",
            source="geotribu/website content/articles/2009/2009-07-21_bientot-une-nouvelle-fonctionnalite…",
            note="A CMS shortened the text.",
        ),
        Good(
            '<a href="https://www.passline.com/eventos/euroshima-en-chile-world-goth-day-2022?fbclid=Iw">'
            "https://www.passline.com/&#8230;/euroshima-en-chile-world&#8230;</a>\n",
            source="sredevopsorg/elclaustro-archive, content/posts/euroshima-en-chile-sabado-21-de-mayo-2022.md",
            note="Shortened twice.",
        ),
        Good(
            "[https://mairie.fr](https://www.mairie.fr/) [WWW.Mairie.fr/Agenda](http://mairie.fr/agenda/?p=1#mai) "
            "[mairie.fr/d%C3%A9mo](https://mairie.fr/démo) [mairie.fr/agend…](https://mairie.fr/agenda)\n",
        ),
        Bad(
            "[https://x.fr/e/1](«https://x.fr/e/12») [https://x.fr/e?id=1](«https://x.fr/e?id=2»)\n",
            says="Readers see the address https://x.fr/e",
        ),
        Good("[https://x.fr/e?id=1](https://x.fr/e?lang=fr&id=1) [https://x.fr/e](https://x.fr/e/1?id=2)\n"),
        Good(
            "[beta.gouv.fr](https://beta.gouv.fr/startups/) [data.gouv.fr](https://www.data.gouv.fr/fr/datasets/) [Node.js](https://nodejs.org/)\n"
        ),
        Good(
            "[DINUM@modernisation.gouv.fr](mailto:dinum@modernisation.gouv.fr?subject=A) [a@b.fr](mailto:a@b.fr,c@d.fr)\n"
        ),
        Good(
            '<a href="mailto:%7a%65%75%73%40%78%2e%62&#101;">zeus@<span>not</span>x.be</a>\n',
            source="zeus.ugent.be content/blog/22-23/repurposing_ewaste.md",
            note="Hidden from those who gather addresses.",
        ),
        Good(
            "[www.mairie.fr](https://bit.ly/3x) [x.fr](https://web.archive.org/web/2015/http://x.fr/) [v2.1.2](https://x.fr/v2)\n"
        ),
        Good(
            "Fixed in [crbug.com/338](https://issues.chromium.org/issues/338).\n",
            source="electronjs.org blog/electron-31-0.md",
            note="a shortener",
        ),
        Good(
            "[georchestra-dev@googlegroups.com](https://groups.google.com/group/georchestra-dev?hl=fr) "
            "[https://www.flickr.com/photos/fvande...](https://www.flickr.com/photos/fvanderbiest/sets/7215/)\n",
            source="georchestra.org/community.md",
            note="The page of a mailing list; an address cut short.",
        ),
        Good(
            "[@18F](https://twitter.com/18F) [README.md](https://github.com/18F/x) <https://x.fr> [le 12.11](https://x.fr)\n"
        ),
        Bad(
            "Inscription sur [example.fr/agenda](«https://www.example.fr/vie-locale/demarches/inscription-2024»).\n",
            says="Readers see the address example.fr/agenda",
            files=(("_config.yml", "url: https://www.example.fr\n"), ("agenda/index.md", "---\ntitle: Agenda\n---\n")),
            note="that is a page of its own",
        ),
        Good(
            "Inscription sur [example.fr/inscription](https://www.example.fr/vie-locale/demarches/inscription-2024) ou "
            "[https://mairie.fr/guide&#8203;-des-\u00adusages](https://mairie.fr/guide-des-usages).\n"
        ),
        Good(
            "[Kids.gov](http://kids.usa.gov/) [pif.gov](https://presidentialinnovationfellows.gov/) "
            "[gsa.gov/buy](https://www.gsa.gov/buy-through-us)\n",
            source="digital.gov",
            note="names, and short forms that lead on",
        ),
        Good(
            "[ghcr.io/pnpm/pnpm](https://github.com/pnpm/pnpm/pkgs/container/pnpm) "
            "[docker.io/kingdonb/jenkins](https://hub.docker.com/r/kingdonb/jenkins/tags?page=1)\n",
            source="pnpm.io docs/docker.md; fluxcd.io use-cases/jenkins.md",
            note="the name of a container's image",
        ),
        Good(
            "[github.com/brutdethe/api-tea/data/yaml](https://github.com/brutdethe/api-tea/tree/master/data/yaml)\n",
            source="brutdethe/site, ressources/_pages/contribuer.md",
            note="folders left out between",
        ),
        Good(
            "<a href='https://en.wikipedia.org/wiki/Thread_(network_protocol)'>"
            "https://en.wikipedia.org/wiki/Thread_(network_protocol)</a>\n",
            note="Brackets of the address itself.",
        ),
    ),
)
