"""A link leads to a site that is not for readers: staging, pre-production, acceptance tests, a back office, an intranet,
the preview of a change, a tunnel to somebody's machine.

It works for the person who writes, inside the office network or logged in, and fails for everybody else; it may also
show what was not meant to be shown. Nobody notices before publication, since the link opens at the author's desk. Such
a link is never asked for over the network.

What counts is a whole word in the host's name, left of the registered domain: `bo`, `backoffice`, `staging`, `stg`,
`preprod`, `preproduction`, `recette`, `uat`, `qualif`, `homol`, `ppr`, `intranet`, with or without digits
(`bo-modernisation2021.bercy.actimage.net`, `preprod2.example.fr`); review apps (`review-agenda-3f8a1c.example.fr`,
`agenda.review.example.fr`, `pr-12.example.fr`); and the addresses that hosting services give to previews (Netlify, Vercel,
Cloudflare Pages, Render, Heroku, Scalingo, Firebase, Azure, Amplify, GitHub Pages, cloud.gov), to tunnels (ngrok,
Cloudflare, localtunnel…) and to workspaces (Codespaces, Gitpod, CodeSandbox).

How to fix: publish the page and link to its public address. Where `links.rewrite` names the public host of a staging
host, `--fix` puts it in its place.

Where the text of the link names the environment (`[Préproduction](https://preprod.example.fr/)`), or the title of the post
or the name of its file does by a word that means nothing else, readers know where they go: it is told as information only.
So is the preview in a post about the service that makes it, by its title, where the paragraph speaks of previews.
An address that shows itself names nothing.

Leaves alone: registered domains that only look so (`stage.fr`, `recette.fr`, `dev.to`), words in paths (`/recettes/`,
`blob/staging/`), words that sites in production bear too (`beta`, `dev`, `test`, `stage`, `demo`; `links.staging` and
`links.staging-words` add what your agencies use), a site in production on a hosting service (`site.netlify.app`), hosts
that a pattern with `!` in `links.staging` lets through, links that `data-proofer-ignore` marks as deliberate, links inside
code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding, Fix, safe
from evlint.model.document import Document, Link, Scalar, once
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.links._classify import Wrong, classify_links, meant_host
from evlint.rules.links._deliberate import is_deliberate
from evlint.rules.links._links import part_replaced
from evlint.startup.lazy_regex import lazy_regex
from evlint.urls.names import host_key, host_matches
from evlint.urls.previews import REVIEW_APP
from evlint.urls.split import Url, split_url
from evlint.urls.staging import Staging, find_staging, may_preview_by_path, staging_host


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links whose host gives itself away as a staging one."""
    settings = context.links
    web = classify_links(document).web
    suspects = _suspects(settings.staging, settings.staging_words)
    for link, host in [pair for pair in web if suspects[pair.host]]:
        url = split_url(link.url.strip())
        bare = url.host is None  # `www.x.fr` in a text
        found = find_staging(split_url(f"//{link.url}") if bare else url, settings.staging, settings.staging_words)
        if found is None or is_deliberate(document, link):
            continue
        fix = None if bare else _fix(document, context, link, url)
        yield Finding(
            link.span,
            _message(host, found),
            msg("Publish the page and link to its public address.")
            if fix is None
            else msg("Link to the public address."),
            pointer=link.pointer,
            url=link.url,
            fix=fix,
            severity="info" if _says_so(document, link, found) or _is_about(document, link, found) else None,
        )
    for wrong in classify_links(document).wrong:
        yield from _malformed(document, context, wrong)


def _says_so(document: Document, link: Link, found: Staging) -> bool:
    """Tell whether the text names the environment (`Préproduction`) and is no address: readers know where they go."""
    text = link.text or _label(document, link)
    if not text or found.kind not in ("word", "configured-word") or link.kind in ("bare", "autolink"):
        return False
    if "://" in text or _HOST.search(text) is not None:
        return False
    return _names(f" {_plain(text)} ", found)


def _label(document: Document, link: Link) -> str:
    """Return what stands beside an address in a group of the front matter, and is shown as its text."""
    group = (link.pointer or "").rpartition("/")[0]
    if not group or document.front is None:
        return ""  # at the top stands the title of the post
    beside = (document.front.at(f"{group}/{name}") for name in _LABELS)
    return next((one.value for one in beside if isinstance(one, Scalar) and isinstance(one.value, str)), "")


_LABELS = ("text", "label", "title", "name", "texte", "titre", "nom", "intitule")


def _is_about(document: Document, link: Link, found: Staging) -> bool:
    """Tell whether the post is about the environment, by its title or the name of its file, and the link was written out."""
    if link.kind in ("bare", "autolink"):
        return False
    about = _about(document)
    if found.kind == "preview":
        return _names_service(about, found.word) and _tells_of_previews(document, link)
    if found.kind not in ("word", "configured-word") or _everyday(found.word):
        return False
    return _names(about, found)


@once
def _about(document: Document) -> str:
    """Return the title of a post and the name of its file as `_plain` writes them."""
    title = document.data.get("title")
    name = document.path.rpartition("/")[2].rpartition(".")[0]
    shown = _plain(title[:_LONGEST_TITLE]) if isinstance(title, str) else ""
    return f" {_plain(name)} {shown} "


_LONGEST_TITLE = 1_000  # characters that are looked at for each link: a longer one says nothing of what a post is about


def _names_service(about: str, service: str) -> bool:
    """Tell whether a post is about what makes the previews, by its title or the name of its file."""
    return any(f" {word} " in about for word in (_plain(service), *_OTHER_NAMES.get(service, ())))


def _tells_of_previews(document: Document, link: Link) -> bool:
    """Tell whether the paragraph of a link says in its own words that previews are what it shows."""
    text = document.text
    start = text.rfind("\n\n", max(0, link.span.start - _PARAGRAPH), link.span.start) + 1
    end = text.find("\n\n", link.span.end, link.span.end + _PARAGRAPH)
    said = _ADDRESS.sub(
        " ", text[start or max(0, link.span.start - _PARAGRAPH) : link.span.end + _PARAGRAPH if end < 0 else end]
    )
    return _OF_PREVIEWS.search(said) is not None


_PARAGRAPH = 2_000  # characters before and behind a link that are looked at
_ADDRESS = lazy_regex(r"https?://[^\s()<>]+")
_OF_PREVIEWS = lazy_regex(
    r"(?<![a-z])previews?(?![a-z])|\bbranch(?:es)?\b|\bpr[ée]visualis|\baperçus?\b|\bvorschau|\bvista previa|\banteprima\b",
    re.IGNORECASE,
)
_OTHER_NAMES = {"cloud.gov Pages": ("federalist",), "Cloudflare Pages": ("cloudflare",), "review app": ("review apps",)}


def _everyday(word: str) -> bool:
    """Tell whether the name of an environment is a word of every day too, so that a title with it says nothing of a host."""
    return word.rstrip("0123456789").replace("-", "").replace("_", "") in _EVERYDAY


def _names(plain: str, found: Staging) -> bool:
    """Tell whether a text, as `_plain` writes it and with a blank on either side, has a name of the environment."""
    own = {_plain(found.word), *_OWN_WORDS.get(found.word.replace("-", "").replace("_", ""), ())}
    return any((f" {word} " if word.isascii() else word) in plain for word in own)


def _plain(text: str) -> str:
    """Return a text in lower case, without accents, with one blank for all that is no letter or digit."""
    from unicodedata import combining, normalize

    lowered = normalize("NFD", text.casefold())
    return " ".join("".join(char if char.isalnum() else " " for char in lowered if not combining(char)).split())


_HOST = lazy_regex(r"[\w-]+\.[\w.-]*\w")
_PRE = ("preprod", "pre prod", "preproduction", "pre production", "preproduccion", "pre produccion", "vorproduktion")
# What people call each environment, as `_plain` writes it.
_EVERYDAY = frozenset(
    ("bo", "recette", "qualif", "homol", "intranet")
)  # also revenue, skills, approvals, a post's subject
# In writing without blanks between words: what Chinese, Japanese and Korean call it, as they have no word “staging”.
_TEST = (
    "测试环境",
    "測試環境",
    "预发布",
    "预发环境",
    "預備環境",
    "ステージング",
    "テスト環境",
    "検証環境",
    "스테이징",
    "테스트 환경",
)
_OWN_WORDS = {
    "bo": ("back office", "backoffice", "bo"),
    "backoffice": ("back office", "backoffice"),
    "staging": ("staging", *_TEST),
    "stg": ("staging", "stg"),
    "preprod": _PRE,
    "preproduction": _PRE,
    "ppr": (*_PRE, "ppr"),
    "recette": ("recette", "environnement de recette"),
    "uat": ("uat", "user acceptance", "recette"),
    "qualif": ("qualif", "qualification"),
    "homol": ("homol", "homologation", "homologacion"),
    "intranet": ("intranet",),
}


class _Suspects(dict[str, bool]):
    """Whether a host needs a closer look, by its name; the posts of a site link to few hosts."""

    def __init__(self, globs: tuple[str, ...], words: tuple[str, ...]) -> None:
        super().__init__()
        self._globs = globs
        self._words = words

    def __missing__(self, host: str) -> bool:
        suspect = may_preview_by_path(host) or staging_host(host, self._globs, self._words) is not None
        if len(self) < _MOST_HOSTS:
            self[host] = suspect
        return suspect


_MOST_HOSTS = 10_000  # whose answer is remembered in one run
_suspects = lru_cache(maxsize=16)(_Suspects)


def _malformed(document: Document, context: RuleContext, wrong: Wrong) -> Iterator[Finding]:
    """Tell a target that is malformed too: mending its form would not help."""
    host, link, settings = meant_host(wrong), wrong.link, context.links
    found = None if host is None else staging_host(host, settings.staging, settings.staging_words)
    if host is None or found is None or _is_there(document, context, wrong):
        return
    url = split_url(link.url.strip())
    yield Finding(
        link.span if wrong.broken_off is None else Span(link.span.start, wrong.broken_off),
        _message(host, found),
        msg("Publish the page and link to its public address."),
        pointer=link.pointer,
        url=link.url,
        fix=_fix(document, context, link, url) if url.host == host else None,
    )


def _is_there(document: Document, context: RuleContext, wrong: Wrong) -> bool:
    """Tell whether a target without a scheme is the path of a file that the site has."""
    if not wrong.fault.is_relative:
        return False
    return context.tree.target(document.path, wrong.link.url.strip(), suggests=False).state == "found"


_BACK_OFFICE = msg("back offices")
_STAGING = msg("staging sites")
_PREPRODUCTION = msg("pre-production sites")
_ACCEPTANCE = msg("acceptance-test sites")
_INTRANET = msg("intranets")
_MEANING = {
    "bo": _BACK_OFFICE,
    "backoffice": _BACK_OFFICE,
    "staging": _STAGING,
    "stg": _STAGING,
    "preprod": _PREPRODUCTION,
    "preproduction": _PREPRODUCTION,
    "ppr": _PREPRODUCTION,
    "recette": _ACCEPTANCE,
    "uat": _ACCEPTANCE,
    "qualif": _ACCEPTANCE,
    "homol": _ACCEPTANCE,
    "intranet": _INTRANET,
}


def _message(host: str, found: Staging) -> Msg:
    if found.kind == "word":
        return msg(
            "The link leads to {host}: “{word}” in the host name is how {places} are named; readers cannot open it.",
            host=host,
            word=found.word,
            places=_MEANING[found.word.replace("-", "").replace("_", "")],
        )
    if found.kind == "configured-word":
        return msg(
            "The link leads to {host}: “{word}” in the host name stands for a staging site (links.staging-words).",
            host=host,
            word=found.word,
        )
    if found.kind == "configured":
        return msg(
            "The link leads to {host}, which is no place to send readers to: “{pattern}” in links.staging.",
            host=host,
            pattern=found.word,
        )
    if found.kind == "preview" and found.word == REVIEW_APP:
        return msg(
            "The link leads to {host}: “{part}” is how the review app of a change is named, and it will disappear.",
            host=host,
            part=found.part,
        )
    if found.kind == "preview":
        return msg(
            "The link leads to a preview of a change, made by {service} (“{part}” in the address): it will disappear.",
            service=found.word,
            part=found.part,
        )
    return msg(
        "The link leads to {host}, through {service} to somebody's own machine or workspace: it will disappear.",
        host=host,
        service=found.word,
    )


def _fix(document: Document, context: RuleContext, link: Link, url: Url) -> Fix | None:
    key = host_key(url.host or "")
    for pattern, public in context.links.rewrite.items():
        if key is not None and host_matches(key, (pattern,)) is not None:
            end = url.host_end if url.port is None else url.host_end + 1 + len(url.port)
            edit = part_replaced(document, link, url.host_start, end, public)
            return None if edit is None else safe(msg("Link to {host}", host=public), edit)
    return None


_AGENCY = '[links]\nstaging = ["*.actimage.net"]\n'

RULE = Rule(
    code="EV301",
    severity="error",
    check=check,
    needs="links",
    fix="safe",
    options=("links.staging", "links.staging-words", "links.rewrite"),
    examples=(
        Bad(
            '<div class="lien-important"><p><a href="«https://bo-modernisation2021.bercy.actimage.net/mois-de-linnovation-'
            'publique/la-data-au-service-des-usagers-et-des-decideurs-publics»">Découvrir le programme</a></p></div>\n',
            says="“bo” in the host name is how back offices are named",
            source="mois-innovation-publique-2022.md, line 44",
        ),
        Bad(
            "[les lauréats](«https://preprod.numerique.gouv.fr/actualites/les-laureats»)\n",
            says="pre-production sites",
            config='[links.rewrite]\n"preprod.numerique.gouv.fr" = "www.numerique.gouv.fr"\n',
            fixed="[les lauréats](https://www.numerique.gouv.fr/actualites/les-laureats)\n",
            source="_communiques/intelligence-artificielle-15-nouveaux-projets, line 73",
        ),
        Bad(
            "---\nwebsite: «https://portail.innovation.intranet.justice.gouv.fr»\n---\n",
            says="intranets",
            source="beta.gouv.fr",
        ),
        Bad("[doc](«https://api.staging.document-ia.beta.gouv.fr/docs»)\n", says="staging", source="beta.gouv.fr"),
        Bad(
            "<«https://child-birth-grant.staging.service.gov.cy/»>\n",
            says="staging",
            note="gov.cy is the public suffix, service.gov.cy a domain",
        ),
        Bad(
            "<«https://dol-whd-section14c-stg.azurewebsites.net/»>\n",
            says="“stg”",
            note="a name given by a hosting service",
        ),
        Bad("Voir «https://back-office.mairie.fr/x» ou «https://pre_prod2.mairie.fr/x».\n", says="back-office"),
        Bad(
            "[x](«https://staging.mairie.fr/{{ page.url }}»)\n",
            says="staging",
            note="the host is literal, the path is not",
        ),
        Bad(
            "[aperçu](«https://deploy-preview-30214--twbs-bootstrap.netlify.app/docs/»)\n",
            says="Netlify",
            source="twbs/bootstrap#30214",
        ),
        Bad("[aperçu](«https://app-git-refonte-equipe.vercel.app/»)\n", says="Vercel"),
        Bad("[aperçu](«https://3f8a1c2e.mon-site.pages.dev/»)\n", says="Cloudflare Pages"),
        Bad("[aperçu](«https://dinum.github.io/site/pr-preview/pr-12/»)\n", says="GitHub Pages"),
        Bad("[démo](«https://1a2b-82-64-1-1.ngrok-free.app/»)\n", says="ngrok"),
        Bad("[démo](«https://fluffy-space-3000.app.github.dev/»)\n", says="Codespaces"),
        Bad(
            "[revue](«https://review-agenda-3f8a1c.mairie.fr/») [b](«https://agenda.review.mairie.fr/»)\n",
            says="review app",
        ),
        Bad("[revue](«https://pr-123.mairie.fr/») [b](«https://site-pr42.osc-fr1.scalingo.io/»)\n", says="review app"),
        Bad(
            "- [Préproduction](«https://preprod.mairie.fr/»)\n",
            says="preprod",
            note="a note only: the text says what it is",
            severity="info",
        ),
        Bad(
            "---\nenvironments:\n- text: Staging\n  href: «https://staging.mairie.fr»\n"
            "- text: Agenda\n  href: https://www.mairie.fr/agenda\n---\n",
            says="staging",
            source="communitiesuk/core-design-history, app/index.md",
            note="a note only, also where the text is a key beside it",
            severity="info",
        ),
        Bad(
            "---\nlinks:\n- text: Agenda\n  href: «https://staging.mairie.fr/agenda»\n---\n",
            says="staging",
        ),
        Bad(
            "调用[测试环境](«https://acme-staging-v02.api.letsencrypt.org/directory»)的接口。\n",
            says="staging",
            note="a note only: the text says what it is, in Chinese",
            severity="info",
            source="letsencrypt/website, content/zh-cn/docs/profiles.md",
        ),
        Bad(
            "---\ntitle: Staging environment\n---\n\nThe [tests](«https://a.staging.letsencrypt.org/») run there.\n",
            says="staging",
            path="docs/staging-environment.md",
            source="letsencrypt/website content/en/docs/staging-environment.md",
            note="a note only: the page is about it",
            severity="info",
        ),
        Bad(
            "---\ntitle: Fractal and Federalist\n---\n\nFederalist puts the branch in its preview addresses: see the "
            "[script](«https://federalist.fr.cloud.gov/preview/18f/standards/release-1.1.0/dist/uswds.min.js»).\n",
            says="cloud.gov Pages",
            source="18f.gsa.gov 2017-06-06-fractal-and-federalist-join-the-us-web-design-standards.md",
            note="a note only: the post is about these previews",
            severity="info",
        ),
        Bad(
            "---\ntitle: Introducing Federalist\npreview_base: «https://federalist.fr.cloud.gov/preview/18f/standards/»\n---\n",
            says="cloud.gov Pages",
            source="designsystem.digital.gov _posts/2017-04-26-fractal-federalist.md",
            note="a note only: the key says what it is",
            severity="info",
        ),
        Bad(
            "---\ntitle: Notre site passe sur Netlify\n---\n\nVoir [le site](«https://deploy-preview-4--mairie.netlify.app/»).\n",
            says="Netlify",
            note="an error: nothing says that a preview is meant",
            severity="error",
        ),
        Bad(
            "---\ntitle: La recette du budget\n---\n\nVoir [le détail](«https://recette.mairie.fr/budget»).\n",
            says="recette",
            note="an error: the word in the title means revenue here",
        ),
        Bad(
            "[preprod.mairie.fr](«https://preprod.mairie.fr/») [https://preprod.mairie.fr/x](«https://preprod.mairie.fr/x»)\n",
            says="preprod",
            note="an error: the text is the address",
        ),
        Bad("[x](«https://demo.actimage.net/»)\n", says="links.staging", config=_AGENCY),
        Bad(
            "[x](«https://beta2.mairie.fr/»)\n",
            says="links.staging-words",
            config='[links]\nstaging-words = ["beta"]\n',
        ),
        Bad(
            "---\nlien: «https://preprod.mairie.fr/le programme»\n---\n\n"
            "[a](«https:/staging.mairie.fr/x») [b](«https://uat.mairie.fr/x y»)\n",
            says="preprod",
            note="malformed as well: told once",
        ),
        Bad("Voir «www.preprod.mairie.fr».\n", says="preprod", note="GitHub and others make a link of it"),
        Good(
            "[beta.gouv](https://beta.gouv.fr/), [agenda](https://beta.interieur.gouv.fr/), <https://api.dev.example.gouv.fr/>\n",
            note="beta, dev, test and the like are names of sites in production too",
        ),
        Good(
            "<https://stage.fr> <https://www.recette.fr/> <https://preprod.fr/> <https://staging.com/> <https://dev.to/x>\n"
        ),
        Good(
            "[recettes](https://www.marmiton.org/recettes/recette.html) [code](https://github.com/18F/18f.gsa.gov/blob/staging/README.md)\n"
        ),
        Good(
            "<https://developer.mozilla.org/> <https://www.who.int/> <https://web.dev/> <https://www.gob.bo/> <https://www.comune.imola.bo.it/>\n"
        ),
        Good(
            "<https://mon-site.netlify.app/> <https://projet.pages.dev/> <https://app.vercel.app/> <https://www.gitpod.io/>\n"
        ),
        Good(
            "<https://review.mairie.fr/> <https://reviews.llvm.org/> <https://peer-review.org/> <https://pr.gov.br/>\n"
        ),
        Good("<https://recette.github.io/> <https://bo-li.github.io/>\n", note="names of people and of users"),
        Good("`https://preprod.numerique.gouv.fr/` et\n\n    https://staging.example.fr/\n"),
        Good(
            "[registre](https://staging.crates.io/)\n",
            config='[links]\nstaging = ["!staging.crates.io"]\n',
            source="blog.rust-lang.org",
        ),
    ),
)
