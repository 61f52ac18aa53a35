"""A link leads to a page that its author sees and readers do not: where a site or document is edited, the preview of a
draft, an address bound to one's own session, account or signature, or one with a password in it.

It was copied from the address bar while logged in. Readers get a login form, an error, or rights that they should not have.

How to fix: log out, open the page as readers do, and copy that address. For a Google document, end the address with
`/preview`, for a form with `/viewform`. A document that is shared is told as information only: readers may open it; so is
`authuser=` on pages that Google shows to everybody alike.

Leaves alone: forges (`github.com/…/edit/…`), where everybody may propose a change; pages on which everybody may try out
code (JS Bin, CodePen, JSFiddle); words in other places of the address.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, all_urls
from evlint.model.rule import Bad, Good, Rule
from evlint.model.settings import Severity
from evlint.rules.links._backoffice import back_office, hints_in
from evlint.rules.links._classify import classify_links
from evlint.urls.split import split_url
from evlint.urls.staging import staging_host


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links to pages for editing, previews of drafts and links bound to a session."""
    hints = hints_in(all_urls(document))
    if not hints:
        return
    settings = context.links
    for link, host in classify_links(document).web:
        if link.templated or not any(hint in link.url for hint in hints):
            continue
        found = back_office(split_url(link.url.strip()))
        if found is not None and (
            found.is_secret
            or not context.runs("EV301")
            or staging_host(host, settings.staging, settings.staging_words) is None
        ):
            severity: Severity | None = "info" if found.is_note else None
            yield Finding(link.span, found.message, found.help, pointer=link.pointer, url=link.url, severity=severity)


RULE = Rule(
    code="EV310",
    severity="warning",
    check=check,
    needs="links",
    examples=(
        Bad(
            "[l'article](«https://digital.gov/wp-admin/post.php?post=94962&action=edit»)\n",
            says="“/wp-admin”",
            source="digital.gov",
        ),
        Bad(
            "[a](«https://www.mairie.fr/node/12/edit») [c](«https://www.mairie.fr/taxonomy/term/3/edit») [b](«https://mairie.fr/?p=12&preview=true»)\n",
            says="“/node/12/edit”",
        ),
        Bad(
            "[le compte rendu](«https://docs.google.com/document/d/1aBcD/edit?usp=sharing»)\n",
            says="with whom it is shared",
            note="a note only: readers may open what is shared",
            source="beta.gouv.fr",
            severity="info",
        ),
        Bad("[le questionnaire](«https://docs.google.com/forms/d/1aBcD/edit»)\n", says="cannot answer"),
        Bad(
            "[le dossier](«https://drive.google.com/drive/u/0/folders/1aBcD») [b](«https://docs.google.com/document/u/1/d/1aB/edit»)\n"
            "[c](«https://calendar.google.com/calendar/u/0/r») [d](«https://meet.google.com/abc?authuser=1»)\n",
            says="“/u/0”",
        ),
        Bad(
            "[a](«https://www.mairie.fr/ecrire/?exec=article&id_article=12») [b](«https://www.mairie.fr/spip.php?page=login»)\n"
            "[c](«https://www.mairie.fr/spip.php?article12&var_mode=preview»)\n",
            says="“exec=article”",
            note="SPIP",
        ),
        Bad(
            "[a](«https://www.stadt.de/typo3/index.php?route=%2Fmain») [b](«https://www.stadt.de/typo3/module/web/layout?id=7»)\n"
            "[c](«https://www.stadt.de/index.php?id=7&ADMCMD_view=1»)\n",
            says="“/typo3”",
        ),
        Bad(
            "[les photos](«https://mairie:dupont59@photos.mairie.fr/2026/») [b](«https://a:b@preprod.mairie.fr/»)\n",
            says="user name and a password",
        ),
        Bad(
            "[la loi](«https://www.legifrance.gouv.fr/affichTexte.do;jsessionid=8E4C.tpdila20v_1?cidTexte=X»)\n",
            says="your own visit",
            source="beta.gouv.fr",
        ),
        Bad(
            "[a](«https://x.s3.amazonaws.com/a.pdf?X-Amz-Date=1&X-Amz-Signature=0f») [b](«https://m-my.sharepoint.com/p/a»)\n",
            says="expires",
        ),
        Bad(
            "[a](«https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.fr»)\n", says="copied from a mail"
        ),
        Good(
            "[le site](http://web.archive.org/web/20070214/http://zeus.ugent.be/index.php?menu=8&PHPSESSID=a91c)\n",
            source="zeus.ugent.be content/blog/20-21/archief.md",
            note="A copy for everybody.",
        ),
        Bad(
            "[a](«https://www.google.com/url?q=https://www.mairie.fr/&sa=D&source=editors») [b](«https://l.facebook.com/l.php?u=https%3A%2F%2Fx.fr»)\n",
            says="leads through www.google.com",
            note="a note only",
            severity="info",
        ),
        Bad(
            "[le classeur](«https://ecole-my.sharepoint.com/:x:/g/personal/ana_ecole_ca/EV7c?e=a1b2»)\n",
            says="OneDrive",
            source="06A-Milieu-Info/cours docs/modules/02-excel/index.md",
            note="a note only: its owner made that link for others",
            severity="info",
        ),
        Bad(
            "[les abeilles](«https://sites.google.com/view/polinizarte/inicio?authuser=0») "
            "[l’aide](«https://support.google.com/maps/answer/3330854?hl=fr&authuser=0»)\n",
            says="authuser=0",
            note="notes only: everybody sees these pages alike",
            severity="info",
            source="geotribu/website, content/rdp/2014/rdp_2014-10-31.md",
        ),
        Good(
            "[a](https://github.com/betagouv/beta.gouv.fr/edit/master/README.md) [b](https://rust-lang.github.io/admin/team.html)\n"
        ),
        Good(
            "[a](https://docs.google.com/forms/d/e/1FAI/viewform) [b](https://docs.google.com/document/d/1aB/preview)\n"
        ),
        Good(
            "[a](https://www.mairie.fr/editions/) [b](https://x.fr/edit/) [c](https://x.fr/?signal=1) [d](https://x.fr/preview/)\n"
        ),
        Good(
            "[a](https://www.mairie.fr/spip.php?article12) [b](https://www.mairie.fr/ecrire-au-maire) "
            "[c](https://typo3.org/) [d](https://x.de/typo3conf/ext/a.css) [e](https://x.fr/u/12/) [f](https://jane@x.fr/)\n"
        ),
        Good(
            "[a](https://calendar.google.com/calendar/u/0?cid=abc) [b](https://www.google.com/maps/d/u/0/embed?mid=abc)\n",
            source="blog.rust-lang.org program-management-update-2026-04.md; nicolas-hoizey.com 2015/05/27",
            note="Addresses that Google gives to be shown to everybody.",
        ),
        Good(
            '<form action="https://docs.google.com/forms/u/0/d/e/1FAIpQLSfUAU3TWmk/formResponse"></form>\n',
            source="GLUA-UA/new-glua-www, content/news/2023-05-10-ubuntupt-230518",
            note="where a form of the site's own sends its answers",
        ),
        Good(
            "[le bac](https://jsbin.com/radekilosu/1/edit?html,css,js,output) [b](https://www.jsbin.com/x/2/edit) "
            "[c](https://codepen.io/team/pen/12/edit?preview=true) [d](https://jsfiddle.net/ana/12/edit)\n",
            source="mafeifan/vitepress-blog, docs/Frontend/JavaScript/使用StorageEvent解决浏览器标签页数据同步问题.md",
            note="Everybody may use such an editor.",
        ),
        Bad("[a](«https://notjsbin.com/x/1/edit»)\n", says="“/x/1/edit”"),
        Good("[a](https://admin.eventdrive.com/public/x) [b](https://www.cms.gov/) [c](https://admin.govexec.com/)\n"),
    ),
)
