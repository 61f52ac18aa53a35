"""A mail or telephone link cannot work: its address or number is none, `mailto:` is missing before an address, or the
text and the target of the link are swapped. `mailto:` that merely stands in the text, and blanks at the
ends of a target, are told as warnings.

Readers who want to write or call end on an error page, or in a mail program with an address that does not exist.

How to fix: write `[Jean Dupont](mailto:jean.dupont@mairie.fr)` and `[01 23 45 67 89](tel:+33123456789)`.

Leaves alone: `?subject=` and other fields, several addresses, addresses that differ in case from the text, `mailto:?body=`
that lets readers choose whom to write to, short numbers (`tel:3939`), extensions, definitions (`[x]: mailto:a@b.fr`),
`<user@host>` in a command, where the reader puts a machine's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, Fix, safe, unsafe
from evlint.model.document import Document, Link
from evlint.model.message import Msg, msg
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import Span, apart, between, last_before
from evlint.rules.links._classify import classify_links
from evlint.rules.links._mail import mail_fault, phone_fault
from evlint.rules.links.malformed_url import ends_at_blank
from evlint.startup.lazy_regex import lazy_regex


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find mail and telephone links that cannot work."""
    for link in classify_links(document).contact:
        fault = _fault(link)
        if fault is not None and not _is_stand_in(link) and not ends_at_blank(document, context, link):
            # Browsers drop blanks at the ends of a target; not everything that reads a post does.
            ends_alone = _fault(link._replace(url=_ENDS.sub("", link.url))) is None
            meant = _meant(link)
            yield Finding(
                link.span,
                fault[0],
                fault[1] if meant is None else msg("Write “{target}”.", target=meant),
                pointer=link.pointer,
                url=link.url,
                fix=_repair(document, link, meant),
                severity="warning" if ends_alone else None,
            )
    yield from _shown(document)


def _is_stand_in(link: Link) -> bool:
    """Tell whether `<user@host>` stands for what the reader is to put in its place: a machine's name in a command."""
    return link.kind == "autolink" and link.url.rpartition("@")[2].lower() in _MACHINES


def _repair(document: Document, link: Link, meant: str | None) -> Fix | None:
    """Return the fix of a target of which it is plain what was meant: what stands too much or is missing around it."""
    source = document.source(link.span)
    if (
        meant is None or source != link.url
    ):  # escapes or entities, or a text that YAML folds: what is written is not what is meant
        return None
    is_plain = meant.partition(":")[2] in "".join(source.split())
    made = safe if is_plain else unsafe
    return made(msg("Write “{target}”", target=meant), Edit(link.span, meant), *_unswapped(document, link))


def _meant(link: Link) -> str | None:
    """Return the target that was plainly meant: the first of these that works."""
    typed = _ENDS.sub("", link.url)
    scheme, colon, rest = typed.partition(":")
    if not colon or scheme.lower() not in _SCHEMES:
        rest = rest if colon and "@" not in scheme else typed
        scheme = "mailto" if "@" in rest else "tel"
    rest = "".join((_plain(rest.strip().lstrip("/")) if scheme.lower() == "mailto" else rest).split())
    name, at, host = _AT.sub("@", rest).partition("@")
    mended = _DOTS.sub(".", f"{name}{at}{host.replace(',', '.')}")
    candidates = (typed, f"{scheme}:{rest}", f"{scheme}:{mended}")
    return next((one for one in candidates if one != link.url and _is_sound(one)), None)


def _is_sound(target: str) -> bool:
    scheme, colon, _ = target.partition(":")
    if not colon or scheme.lower() not in _SCHEMES:
        return False
    return (mail_fault(target) if scheme.lower() == "mailto" else phone_fault(target)) is None


def _unswapped(document: Document, link: Link) -> Iterator[Edit]:
    """Take `mailto:` out of the text of a link whose target lacks it."""
    text = (link.text or "").strip()
    if not text.lower().startswith("mailto:") or text[7:].lower() != link.url.strip().lower():
        return
    places = [at for at in _all_of("mailto:", document.text, link.whole) if not link.span.start <= at < link.span.end]
    if len(places) == 1:
        yield Edit(Span(places[0], places[0] + 7), "")


def _all_of(word: str, text: str, span: Span) -> Iterator[int]:
    at = text.find(word, span.start, span.end)
    while at >= 0:
        yield at
        at = text.find(word, at + 1, span.end)


def _shown(document: Document) -> Iterator[Finding]:
    """Find “mailto:” in the text that readers read, where no link makes it work."""
    text = document.text
    if text.find("@", document.body_start) < 0:  # one character is found at a tenth of the price
        return
    at = text.find("mailto:", document.body_start)
    shown: list[re.Match[str]] = []
    while at >= 0:
        match = _SHOWN.match(text, at)
        if match is not None:
            shown.append(match)
        at = text.find("mailto:", at + 1)
    if not shown:
        return
    taken = [link.whole for link in document.body.links]
    taken = apart([*taken, *document.body.code, *between(text, document.body_start, "<!--", "-->")])
    for match in shown:
        if last_before(taken, match.start()).end <= match.start() and not _is_defined(text, match.start()):
            span, address = Span(*match.span()), match[1]
            is_html = document.markup == "html" or _in_html(text, match.start())
            written = f'<a href="mailto:{address}">{address}</a>' if is_html else f"[{address}](mailto:{address})"
            yield Finding(
                span,
                msg("Readers see “mailto:” as it stands here, and cannot click on it."),
                msg('Write <a href="mailto:{address}">{address}</a>.', address=address)
                if is_html
                else msg("Write [{address}](mailto:{address}).", address=address),
                fix=unsafe(msg("Make it a link"), Edit(span, written)),
                severity="warning",
            )


def _is_defined(text: str, at: int) -> bool:
    """Tell whether an address stands in a definition, used or not: `[x]: mailto:…`, `*[x]: …`, also on the line after."""
    line = text.rfind("\n", 0, at) + 1
    if _DEFINITION.match(text, line, at) is not None:
        return True
    before = text.rfind("\n", 0, max(line - 1, 0)) + 1
    return not text[line:at].strip(" \t>") and _DEFINITION_ALONE.match(text, before, line) is not None


def _in_html(text: str, at: int) -> bool:
    """Tell whether the line of a place begins with a tag, where Markdown is shown as it is typed."""
    line = text.rfind("\n", 0, at) + 1
    return text[line:at].lstrip().startswith("<")


# What commands call a machine that the reader has to name (`ssh <user@host>`).
_MACHINES = frozenset(
    ("host", "hostname", "server", "servername", "machine", "remote", "ip", "domain", "serveur", "rechner")
)
_SHOWN = lazy_regex(r"(?<![\w\"'=\[(<:/])mailto:([\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_SCHEMES = frozenset(("mailto", "tel", "sms", "callto"))
_AT = lazy_regex(r"[(\[{](?:at|arobase|@)[)\]}]|@+", re.IGNORECASE)
_DOTS = lazy_regex(r"\.+|[(\[{](?:dot|point)[)\]}]", re.IGNORECASE)
_ENDS = lazy_regex(r"(?:^|(?<=^mailto:))(?:\s|%20)+|(?:\s|%20)+\Z", re.IGNORECASE)
_DEFINITION = lazy_regex(r"[ \t>]*(?:[-*+][ \t]+)?\*?\[(?:[^\[\]\\\r\n]|\\.)+\]:[ \t]")
_DEFINITION_ALONE = lazy_regex(r"[ \t>]*\*?\[(?:[^\[\]\\\r\n]|\\.)+\]:[ \t]*[\r\n]+")
_AROUND = lazy_regex(r"\A[\s*`<\"'“«]+|[\s*`>\"'”».,;:!…]+\Z")
_MAIL_HELP = msg("Write the whole address, as in “mailto:jean.dupont@mairie.fr”.")
_PHONE_HELP = msg("Write “tel:” and the number, with its country code: “tel:+33123456789”.")


def _fault(link: Link) -> tuple[Msg, Msg] | None:
    target = link.url
    scheme, colon, rest = target.strip().partition(":")
    if colon and scheme.lower() == "mailto":
        message = mail_fault(target)
        return None if message is None else (message, _MAIL_HELP)
    if colon and scheme.lower() in _SCHEMES:
        message = phone_fault(target)
        return None if message is None else (message, _PHONE_HELP)
    if link.kind in ("bare", "autolink") or link.element != "a":
        return None
    address = target.strip()
    if colon and "@" not in scheme:
        right, typo = "mailto:" if "@" in rest else "tel:", f"{scheme}:"
        return msg(
            "No program knows links that begin with “{typed}”: it is “{right}”.", typed=typo, right=right
        ), _MAIL_HELP
    if "@" not in address:
        return msg("“{number}” without “tel:” is taken for a page of your own site.", number=address), _PHONE_HELP
    if link.text is not None and link.text.strip().lower() == f"mailto:{address.lower()}":
        return (
            msg("Text and target of this link are swapped: the “mailto:” belongs before the address that it leads to."),
            _MAIL_HELP,
        )
    return msg("“{address}” without “mailto:” is taken for a page of your own site.", address=address), _MAIL_HELP


def _plain(target: str) -> str:
    """Return a target without the marks of emphasis around it and the punctuation at its end, which are no part of it."""
    target = _AROUND.sub("", target)
    return target[1:-1] if target[:1] == "_" == target[-1:] else target


RULE = Rule(
    code="EV309",
    severity="error",
    check=check,
    needs="contacts",
    fix="safe",
    examples=(
        Bad(
            "[Accréditation](«floriane.beaudron@modernisation.gouv.fr»)\n",
            says="without “mailto:”",
            fixed="[Accréditation](mailto:floriane.beaudron@modernisation.gouv.fr)\n",
            source="_communiques/journee-numerique…, line 31",
        ),
        Bad(
            "**Écrivez à [contact@rdv.fr.](«**contact@rdv.fr.**»)**\n",
            says="“**contact@rdv.fr.**” without “mailto:”",
            fixed="**Écrivez à [contact@rdv.fr.](mailto:contact@rdv.fr)**\n",
            source="blog.beta.gouv.fr, 2020-04-28-rdv-solidarites-face-au-confinement.md",
            note="stars and the full stop are no part of the address",
        ),
        Bad(
            "[mailto:logiciels-libres@data.gouv.fr](«logiciels-libres@data.gouv.fr»)\n",
            says="swapped",
            fixed="[logiciels-libres@data.gouv.fr](mailto:logiciels-libres@data.gouv.fr)\n",
            source="_actualites/appel-a-participation…, line 13",
        ),
        Bad(
            '<a href="«mailto:eig@data.gouv.fr »">eig@data.gouv.fr</a>\n',
            says="a blank around",
            fixed='<a href="mailto:eig@data.gouv.fr">eig@data.gouv.fr</a>\n',
            source="EIG design, line 51",
            severity="warning",
        ),
        Bad(
            "[a](«mailto:jean.dupont») [b](«mailto:jean@mairie») [c](«mailto://j@mairie.fr») [d](«mailto:j[at]mairie.fr»)\n",
            says="“jean.dupont” is no mail address",
            fixed="[a](mailto:jean.dupont) [b](mailto:jean@mairie) [c](mailto:j@mairie.fr) [d](mailto:j@mairie.fr)\n",
        ),
        Bad(
            '<a href="«mailto:curtelet@fc2a.org.»">curtelet@fc2a.org.</a>\n',
            says="“curtelet@fc2a.org.” is no mail address",
            fixed='<a href="mailto:curtelet@fc2a.org">curtelet@fc2a.org.</a>\n',
            source="IGLOU-EU/fc2a.org, content/mentions-legales.md",
            note="The full stop of the sentence is no part of the address.",
        ),
        Bad(
            "[a](«maito:a@mairie.fr») [b](«mail:b@mairie.fr») [c](«tél:0123456789») [d](«mailto:d@mairie,fr»)\n",
            says="No program knows links that begin with “maito:”",
            fixed="[a](mailto:a@mairie.fr) [b](mailto:b@mairie.fr) [c](tel:0123456789) [d](mailto:d@mairie.fr)\n",
        ),
        Bad(
            "[Appelez-nous](«01 23 45 67 89») ou [ici](«+33123456789»).\n",
            says="“01 23 45 67 89” without “tel:”",
            fixed="[Appelez-nous](tel:0123456789) ou [ici](tel:+33123456789).\n",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            path="content/a.md",
        ),
        Bad("[appeler](«tel:012345678901234567»)\n", says="has 18 digits"),
        Good(
            "[a](01-introduction) [b](0123) [c](+page) [2020](01/02/2020) ![d](0123456789)\n", note="pages and pictures"
        ),
        Bad("[le site](«mailto:https://www.mairie.fr») [écrire](«mailto:»)\n", says="is a web address"),
        Bad("[appeler](«tel:mairie») [appeler](«tel:01.71.21.12.50-ou-06.12.34.56.78»)\n", says="no number"),
        Bad(
            "* Questions et informations : «mailto:eig@data.gouv.fr»\n",
            says="as it stands",
            fixed="* Questions et informations : [eig@data.gouv.fr](mailto:eig@data.gouv.fr)\n",
            source="appel-a-projets-du-programme-eig-1er…, line 51",
            severity="warning",
        ),
        Bad(
            "<p>Écrivez à «mailto:eig@data.gouv.fr».</p>\n",
            says="as it stands",
            fixed='<p>Écrivez à <a href="mailto:eig@data.gouv.fr">eig@data.gouv.fr</a>.</p>\n',
            severity="warning",
        ),
        Good(
            "- STAGING_HOST=<host-of-user@host> bash deploy/deploy-staging.sh\n",
            source="Hackerspace-drenthe/www.roboktober.nl, DEPLOY-CHECKLIST.md",
            note="The reader puts a machine's name in its place.",
        ),
        Bad("Écrivez à <«accueil@mairie»>.\n", says="no mail address"),
        Good(
            "Écrivez [au secrétariat] ou [là][1].\n\n[le secrétariat]: mailto:accueil@example.org\n"
            '[1]:\n  mailto:a@b.fr "Par courriel"\n*[RF]: mailto:rf@b.fr\n[^1]: mailto:c@b.fr\n> [x]: mailto:d@b.fr\n',
            note="definitions, used or not",
        ),
        Good("`mailto:a@b.fr` [mailto:a@b.fr](mailto:a@b.fr) <mailto:a@b.fr>\n\n<!-- mailto:a@b.fr -->\n"),
        Good(
            "[a](mailto:DcANT@modernisation.gouv.fr?subject=Rejoindre%20la%20communaut%C3%A9) "
            "[DINUM@modernisation.gouv.fr](mailto:dinum@modernisation.gouv.fr) <dinum@modernisation.gouv.fr>\n",
        ),
        Good("[a](mailto:a@mairie.fr,b@mairie.fr?cc=c@mairie.fr) [b](mailto:?subject=Lu&body=https://x.fr)\n"),
        Good("[01 71 21 12 50](tel:+33171211250) [b](tel:01.71.21.12.50) [c](tel:3939) [d](tel:+33-1-71;ext=12)\n"),
        Good("Écrivez à a@b.fr. [x](https://mastodon.social/@dinum) `[x](a@b.fr)` [logo](logo@2x.png)\n"),
    ),
)
