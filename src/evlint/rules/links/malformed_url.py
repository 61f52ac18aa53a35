"""A web address has a form that leads nowhere: begun twice (`http://https://…`), a slash or colon missing (`https:/x`),
no `https://` at all (`www.x.fr`), blanks, broken escapes, a host that can be none, a mail address behind `http://`; or two
slashes stand before a page of your own site (`//agenda/`).

Browsers guess, each in its own way; most end on an error page, or on a page of your own site that does not exist.

How to fix: copy the address from the browser's address bar once more. Where it is plain what was meant, `--fix` writes it.

Leaves alone: `www.x.fr` as words of a text, a key that no post of the folder gives a scheme (the template does), relative
links to files that are there, parentheses within an address (`…_(2020).png`), fragments such as `#/`, `%` in a query,
hosts written so that nobody follows them (`https://x[.]example/`) or as a pattern (`https://*.x.fr`), both in plain text,
blanks between `<` and `>`, letters beyond ASCII, blanks around an address in quotes; what leads to a staging site is told
by EV301 alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.generators import generator, generator_of
from evlint.model.context import FEWEST_BESIDE, RuleContext
from evlint.model.diagnostic import Edit, Finding, Fix, safe
from evlint.model.document import Document, Link
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span
from evlint.rules.links._classify import classify_links, is_phone_number, meant_host, own_page
from evlint.rules.links._links import replaced
from evlint.rules.links._malformed import Malformed, blanks_mended
from evlint.rules.links._placeholder import is_placeholder
from evlint.rules.links._quotes import unclosed_quotes
from evlint.startup.lazy_regex import lazy_regex
from evlint.urls.staging import staging_host


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find web addresses of a form that leads nowhere."""
    settings = context.links
    wrongs = classify_links(document).wrong
    told = {one.span.start + 1 for one in unclosed_quotes(document)} if wrongs and context.runs("EV316") else set[int]()
    for wrong in wrongs:
        link, fault, broken_off = wrong
        if link.span.start in told:
            continue
        if fault.is_relative and context.tree.target(document.path, link.url.strip(), suggests=False).state == "found":
            continue
        if fault.is_relative and link.kind == "front-matter" and _is_usual(document, context, link):
            continue
        host = meant_host(wrong)
        if (
            host is not None
            and context.runs("EV301")
            and staging_host(host, settings.staging, settings.staging_words) is not None
        ):
            continue
        if broken_off is not None and context.site.markdown == "pandoc":
            continue  # pandoc makes a link of it, with “%20” for each blank
        if broken_off is not None:
            yield _broken_off(document, context, link, broken_off)
            continue
        yield Finding(
            link.span,
            fault.message,
            msg("Write it so: {address}", address=fault.meant) if fault.meant is not None else fault.help or _HELP,
            pointer=link.pointer,
            url=link.url,
            fix=_fix(document, link, fault),
        )
    blanks = [link for link in document.links if ends_at_blank(document, context, link)]
    if blanks:
        told = {wrong.link.span.start for wrong in wrongs}
        for link in blanks:
            if context.runs("EV304") and is_placeholder(link.url.strip()):
                continue  # a note that an address is to come
            if context.runs("EV302") and _is_local(document, link):
                continue
            if link.span.start not in told:
                yield _broken_off(document, context, link, link.span.end)
    for local in classify_links(document).local:
        page = own_page(document, context, local)
        if page is not None:
            edit = replaced(document, local.link, page)
            yield Finding(
                local.link.span,
                msg("“//” makes a host of “{host}”: the page {page} of your own site begins with one slash.",
                    host=local.host, page=page),
                msg("Write it so: {address}", address=page),
                pointer=local.link.pointer,
                url=local.link.url,
                fix=None if edit is None else safe(msg("Write {address}", address=page), edit),
            )  # fmt: skip


def _is_local(document: Document, link: Link) -> bool:
    return any(local.link.span == link.span for local in classify_links(document).local)


def _is_usual(document: Document, context: RuleContext, link: Link) -> bool:
    """Tell whether the posts around this one write the key without a scheme, all of them: a template puts it there."""
    key = (link.pointer or "")[1:]
    if not key or "/" in key or document.data.get(key) != link.url:
        return False  # not the whole value, but a link in a text
    values = context.tree.values_beside(document.path, key)
    return len(values) >= FEWEST_BESIDE and not any(one.startswith(("http://", "https://")) for one in values)


def ends_at_blank(document: Document, context: RuleContext, link: Link) -> bool:
    """Tell whether a link is none for the site's generator, since a blank stands in its target: this rule tells that.

    Where no generator is known, `mailto:` and `tel:` alone are taken so: a path may be read by anything.
    """
    if " " not in link.url or link.templated or link.kind not in ("inline", "image") or not context.runs("EV303"):
        return False
    chosen = generator_of(context.site)
    if not chosen.blank_ends_link and not (chosen is generator("none") and link.url.lower().startswith(_CONTACTS)):
        return False
    typed = document.source(link.span)
    return (
        " " in typed.strip()
        and document.text[link.span.start - 1] != "<"
        and not typed.startswith("<")
        and not (context.runs("EV309") and is_phone_number(link.url.strip()))
    )


_CONTACTS = ("mailto:", "tel:")
_HELP = msg("Open the page in a browser and copy its address once more.")


def _broken_off(document: Document, context: RuleContext, link: Link, end: int) -> Finding:
    """Tell of a target with a blank in it, which ends a link in CommonMark; kramdown makes a link of it all the same."""
    span = Span(link.span.start, end)
    typed = document.source(span)
    target = _TITLE.sub("", typed).rstrip()
    # A mark of a quotation is no part of any address; a comma before a blank belongs to words.
    is_plain = target.count("://") <= 1 and ", " not in target and not any(sign in target for sign in "\t(>")
    opened = _swapped_at(document.text, span.start, target)
    if opened is not None:
        shown = document.text[opened + 1 : span.start - 2]
        whole = Span(opened, span.start + len(target) + 1)
        meant_link = f"[{target}]({shown})"
        return Finding(
            span,
            msg("The text and the address of this link have changed places, so readers see it as it is typed."),
            msg("Write it so: {link}", link=meant_link),
            url=link.url,
            fix=safe(msg("Write {link}", link=meant_link), Edit(whole, meant_link))
            if document.text[whole.end - 1] == ")"
            else None,
        )
    if target.lower().startswith(_CONTACTS):
        address, mark, fields = target.partition("?")
        meant: str | None = "".join(address.split()) + mark + fields.replace(" ", "%20")
    else:
        meant = _meant(document, context, target) if is_plain else None
    is_link = context.site.markdown == "kramdown"
    fix = None
    behind = _MARK_BEHIND.search(target) if is_plain else None
    if behind is not None:  # it belongs to the sentence: where it goes is for the author to say
        meant = target[: behind.start()]
    elif meant is not None:
        fix = safe(msg("Write {address}", address=meant), Edit(Span(span.start, span.start + len(target)), meant))
    return Finding(
        span,
        msg("There is a blank in the address: browsers guess what is meant, other programs stop there.")
        if is_link
        else msg("There is a blank in the address, so the link ends there and readers see the brackets."),
        msg("Write it so: {address}", address=meant)
        if meant is not None
        else msg("Take out what does not belong to it, with the blank.")
        if ">" in target
        else _HELP
        if is_plain
        else msg("Write “%20” for the blank, or put the address between “<” and “>”."),
        url=link.url,
        fix=fix,
        severity="warning" if is_link else None,
    )


def _swapped_at(text: str, start: int, target: str) -> int | None:
    """Return where a link begins whose text is an address and whose target (from `start` on) is words; None for others."""
    opened = text.rfind("[", max(0, start - _LONGEST_SHOWN), start)
    if opened < 0 or not text.startswith("](", start - 2) or _IS_ADDRESS.match(target) is not None:
        return None
    return opened if _WHOLE_ADDRESS.fullmatch(text, opened + 1, start - 2) is not None else None


_LONGEST_SHOWN = 500  # characters of an address that stands where a text belongs
_WHOLE_ADDRESS = lazy_regex(r"https?://[^\s\[\]()]+")
_IS_ADDRESS = lazy_regex(r"[\"'<]|[^\s]*[/:#]|[\w-]+(?:\.[\w-]+)+(?:\s|\Z)")
_MARK_BEHIND = lazy_regex(r" +[:;!?.,»”]+\Z")


def _meant(document: Document, context: RuleContext, target: str) -> str | None:
    """Return what a target with blanks was to be: that with `%20` for each or without them which is a file of the site."""
    if "://" not in target:
        for meant in (target.replace(" ", "%20"), target.replace(" ", "")):
            asked = meant.partition("#")[0].partition("?")[0]
            if context.tree.target(document.path, asked, suggests=False).state == "found":
                return meant
    return blanks_mended(target)


_TITLE = lazy_regex(r"\s+(?:\"[^\"]*\"|'[^']*')\s*\Z")


def _fix(document: Document, link: Link, fault: Malformed) -> Fix | None:
    if fault.meant is None:
        return None
    edit = replaced(document, link, fault.meant)
    return None if edit is None else safe(msg("Write {address}", address=fault.meant), edit)


RULE = Rule(
    code="EV303",
    severity="error",
    check=check,
    needs="odd-links",
    fix="safe",
    examples=(
        Bad(
            "---\ntitle: Contact\n---\n\n[Appeler](«tel:01 23 45 67 89»)\n",
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            says="a blank in the address",
            fixed="---\ntitle: Contact\n---\n\n[Appeler](tel:0123456789)\n",
        ),
        Bad(
            "[Nous écrire](«mailto: contact@mairie.fr, accueil@mairie.fr?subject=Une question»)\n",
            says="a blank in the address",
            fixed="[Nous écrire](mailto:contact@mairie.fr,accueil@mairie.fr?subject=Une%20question)\n",
        ),
        Bad(
            "Créez [https://appyuser.quadran.eu/](«votre compte freemium») avant l’atelier.\n",
            says="changed places",
            fixed="Créez [votre compte freemium](https://appyuser.quadran.eu/) avant l’atelier.\n",
            source="WeLoveSpeed/welovespeed.com, _talks/2023/atelier-2-2.md, until somebody mended it",
        ),
        Bad(
            "[Les façons de contribuer](«/dev :»).\n",
            says="a blank in the address",
            path="docs/faq.md",
            files=(("docusaurus.config.js", "export default {};\n"),),
            source="YunoHost/doc, docs/community/05.faq.mdx",
            note="The mark is the sentence's: no fix puts `%20` before it.",
        ),
        Good(
            "---\ntitle: Contact\n---\n\n[Appeler](à compléter)\n",
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            note="EV304 tells it.",
        ),
        Good(
            "---\ntitle: Contact\n---\n\n[Plan](D:/Mes documents/plan.pdf) [Appeler](tel:à compléter)\n",
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            note="EV302 and EV304 tell them.",
        ),
        Bad(
            "[https://github.com/derryx/changes-plugin](«https://github.com/derryx/changes plugin») suit.\n",
            says="There is a blank in the address",
            source="DuchessFrance.github.io, 2012-10-09-rencontre-avec-david-pilato…",
            note="One finding: the address in the text is no second one.",
            fixed="[https://github.com/derryx/changes-plugin](https://github.com/derryx/changes%20plugin) suit.\n",
        ),
        Bad(
            "Voir [http://blog.mairie.fr/](«Twitter, Facebook, Adobe»).\n",
            says="changed places",
            fixed="Voir [Twitter, Facebook, Adobe](http://blog.mairie.fr/).\n",
            source="DuchessFrance.github.io, 2010-09-21-paris-jug-septembre-ii…",
        ),
        Bad(
            "[Écrivez-nous](«mailto: contact@mairie.fr»)\n",
            says="There is a blank in the address",
            path="content/a.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            fixed="[Écrivez-nous](mailto:contact@mairie.fr)\n",
        ),
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
        Bad(
            "[programme](«https://mairie.fr/le programme.pdf»)\n",
            says="so the link ends there",
            fixed="[programme](https://mairie.fr/le%20programme.pdf)\n",
        ),
        Bad(
            '[programme](«https://mairie.fr/le programme.pdf "Le programme"»)\n',
            says="browsers guess",
            files=(("_config.yml", "title: Site\n"),),
            fixed='[programme](https://mairie.fr/le%20programme.pdf "Le programme")\n',
            note="kramdown makes a link of it",
            severity="warning",
        ),
        Bad(
            "---\ntitle: A\n---\n\n[Le dossier](«mon dossier.pdf»)\n",
            says="the link ends there",
            path="content/a/index.md",
            files=(("hugo.toml", "baseURL = 'https://www.example.org/'\n"), ("content/a/mon dossier.pdf", "")),
            fixed="---\ntitle: A\n---\n\n[Le dossier](mon%20dossier.pdf)\n",
            note="Hugo follows CommonMark; Jekyll makes a link of it",
        ),
        Bad(
            "[Markdown](«http://daringfireball .net/projects/ markdown/») et [Node.js](«http://nodejs.org/en/download /»)\n",
            says="There is a blank in the address",
            fixed="[Markdown](http://daringfireball.net/projects/markdown/) et [Node.js](http://nodejs.org/en/download/)\n",
            source="hexojs/site, source/th/docs/index.md and source/ru/docs/index.md",
            note="a blank in the host or beside a slash is a slip",
        ),
        Bad(
            "[entryFileNames](«https://rollupjs.org/configuration-options/# output-entryfilenames»)\n",
            says="There is a blank in the address",
            fixed="[entryFileNames](https://rollupjs.org/configuration-options/#output-entryfilenames)\n",
            source="withastro/docs, es/recipes/customizing-output-filenames.mdx",
        ),
        Bad(
            "---\ndocumentation:\n- link: '«https://youtu.be/_rmbItbew5Q) sur Youtube»'\n---\n\nVoir.\n",
            says="There is a blank in the address",
            source="La-MYNE/Website, content/project/voir.md",
            note="the end of a whole link: its words are no part of the address, so nothing is mended",
        ),
        Bad(
            "[le site](«https://mairie fr/x»)\n",
            says="There is a blank in the address",
            note="what the blank stands for is not plain: nothing is mended",
        ),
        Bad(
            '<a href="«http://mairie .fr/plan»">a</a> <a href="«https://mairie.fr/ le plan.pdf»">b</a>\n',
            says="in the host name",
            fixed='<a href="http://mairie.fr/plan">a</a> <a href="https://mairie.fr/le%20plan.pdf">b</a>\n',
        ),
        Bad(
            "[Le plan](«plans/ plan a.pdf») et [le texte](«textes/ texte.pdf»)\n",
            says="the link ends there",
            path="content/a/index.md",
            files=(("hugo.toml", "baseURL = 'https://www.example.org/'\n"), ("content/a/textes/ texte.pdf", "")),
            fixed="[Le plan](plans/plan%20a.pdf) et [le texte](textes/%20texte.pdf)\n",
            note="the second file is called so",
        ),
        Bad(
            "[certificat](«/certs/racine-x1. der»)\n",
            says="the link ends there",
            path="content/a/index.md",
            files=(("hugo.toml", "baseURL = 'https://www.example.org/'\n"), ("static/certs/racine-x1.der", "")),
            fixed="[certificat](/certs/racine-x1.der)\n",
            source="letsencrypt/website content/ru/certificates.md",
            note="the file is called so without the blank",
        ),
        Bad(
            "[un service](«grpc.mairie.fr:443»)\n",
            says="for a kind of link",
            fixed="[un service](https://grpc.mairie.fr:443)\n",
            source="grafana/k6-docs, testing-guides/performance-testing-grpc-services.md",
        ),
        Bad(
            "> - [Guide](«https://github.com/18F/hub/blob/master/> snippets/guidelines.md») mis à jour\n",
            says="There is a blank in the address",
            source="18f.gsa.gov content/posts/2014-12-17-snippets.md",
        ),
        Bad(
            "[the notes](«'http://refhub.elsevier.com/S0160-4120(16)30998-9/rf0225'»)\n",
            says="stands before",
            fixed="[the notes](http://refhub.elsevier.com/S0160-4120(16)30998-9/rf0225)\n",
            source="fablabbcn/smartcitizen-docs, docs/assets/notes/sensor-evaluation-campaign-notes.md",
        ),
        Good(
            "---\ntitle: https://guides.data.gouv.fr...\n---\n\nVoir les guides.\n",
            source="datagouv/guides.data.gouv.fr, ecologiedatagouv/.gitbook/includes",
            note="A title is read, whatever it looks like.",
        ),
        Good(
            "The application is at https://ac19[.]ir/ or http://[serverURL]:9090, the rule is https://*.foo.com or https://x.\\*.y.com:99.\n",
            source="cyberweekly.net 2020-04-12; electronjs.org docs/latest/api/structures/proxy-config.md",
            note="written so that nobody follows it; a pattern of hosts",
        ),
        Good(
            "[Les diapositives](https://minio.lab.sspcloud.fr/ssphub/2024-02-09/La dataviz.pdf)\n",
            path="infolettre/index.qmd",
            files=(("_quarto.yml", "project: {type: website}\n"),),
            source="InseeFrLab/ssphub infolettre/infolettre_17",
            note="pandoc writes “%20” for a blank.",
        ),
        Good(
            "---\ntitle: 23G\nwebsite: 23g.nl\n---\n",
            path="content/members/23g.md",
            files=tuple((f"content/members/{name}.md", f"---\ntitle: x\nwebsite: {name}.nl\n---\n") for name in "abc"),
            source="Dutch-Laravel-Foundation content/collections/members",
            note="No post of the folder has a scheme there: the template writes it.",
        ),
        Good(
            "---\ntitle: Partenaires\npartners:\n- {name: A, url_link: www.vehikl.com}\n"
            "- {name: B, url_link: moduscreate.com}\n- {name: C, url_link: 'www.monterail.com/services'}\n"
            "url_text: www.rangle.io\n---\n\nLe spam : [url=http://www.example.com]exemple[/url]\n",
            source="v2.vuejs.org src/resources/partners.md; michelc.github.io 2007-09-19-altrr-press-fait-anti-spam.md",
            note="Where a key never has a scheme, the layout puts it before the address.",
        ),
        Good(
            "[Le dossier](mon dossier.pdf)\n",
            path="_posts/2026-10-20-a.md",
            files=(("_config.yml", "title: Site\n"), ("_posts/mon dossier.pdf", "")),
        ),
        Bad(
            '<p><a href="«https://mairie.fr/2024-02-05\ntitre: l avis-du-jour»">L’avis</a></p>\n',
            says="closed too late",
            note="nothing is mended: the address would still be wrong",
        ),
        Bad(
            "Tout est dans [l’agenda](«//agenda/»).\n",
            says="one slash",
            files=(("_config.yml", "title: Site\n"), ("agenda/index.md", "---\ntitle: Agenda\n---\n")),
            fixed="Tout est dans [l’agenda](/agenda/).\n",
        ),
        Bad(
            "---\nlink: «https:&#x2F;&#x2F;mairie.fr&#x2F;a»\n---\n",
            says="“&#x2F;” stands in the address as it is typed",
            source="beta.gouv.fr/content/_startups/anct-pni-36.md",
        ),
        Bad("---\nlien: «https://mairie.fr/a&nbsp;b»\n---\n", says="as it is typed"),
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
        Bad(
            "[Docker](«[https://docs.docker.com/x/](https://docs.docker.com/x/)»\n)\n",
            says="stands before the address",
            fixed="[Docker](https://docs.docker.com/x/\n)\n",
            note="A whole link was pasted where its address belongs.",
        ),
        Bad(
            '<a href="«https://blog.example.de/ssh/ beschrieben.»">SSH</a>\n',
            says="blank in the address",
            note="No fix: the sentence went on.",
        ),
        Good(
            "[a](https://mairie.fr/?w=100%&sidebar=yes) [b](<https://mairie.fr/vie locale.pdf>)\n\n[c]\n\n"
            "[c]: <https://mairie.fr/a b>\n",
            source="opentelemetry.io, content/en/docs/demo",
        ),
        Good("---\ncontenu: Voir https://mairie.fr/a&nbsp;et la suite\n---\n", note="a blank to readers"),
        Good('<p><a href="https://mairie.fr/a target="_blank">a</a></p>\n', note="EV316 tells it."),
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
