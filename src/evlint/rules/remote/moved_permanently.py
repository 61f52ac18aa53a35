"""A link leads to a page that has moved for good: the server answers with its new address (301 or 308), and the page is
there.

The link works today. Redirects are switched off one day, and each costs readers a moment.

How to fix: link to the new address. `--unsafe-fixes` writes it; look at the page first, since some sites send every old
address to their front page.

Leaves alone: moves for a while (302, 303, 307), moves that end at a page which does not work, moves to a login.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import Answer, Hop, RuleContext
from evlint.model.diagnostic import Edit, Finding, Fix, unsafe
from evlint.model.document import Document, Link
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.remote._asked import answered, finding, led_to
from evlint.urls.split import split_url

_LOGINS = frozenset(("login", "log-in", "signin", "sign-in", "sign_in", "connexion", "se-connecter", "auth", "sso", "cas",
                     "saml", "saml2", "oauth", "oauth2", "openid", "authentification", "identification"))  # fmt: skip


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links whose page has a new address."""
    for link, answer in answered(document, context):
        target = led_to(answer) if answer.permanent and answer.verdict == "alive" else None
        if target is None or (_is_login(target) and not _is_login(link.url)):
            continue
        if _is_front_page(target) and not _is_front_page(link.url):
            help_ = msg("That is the front page: look for the page that was meant, and link to it.")
            yield finding(link, msg("The page has moved for good, to {target}.", target=target), help_)
            continue
        fragment = link.url.partition("#")[2]
        if fragment and "#" not in target:
            target = f"{target}#{fragment}"
        yield finding(
            link,
            msg("The page has moved for good, to {target}.", target=target),
            msg("Link to the new address."),
            _fix(document, link, target),
        )


def _is_login(url: str) -> bool:
    parts = split_url(url)
    return not _LOGINS.isdisjoint((parts.host or "").lower().split(".")[:-1]) or not _LOGINS.isdisjoint(
        parts.path.lower().replace(".", "/").split("/")
    )


def _is_front_page(url: str) -> bool:
    parts = split_url(url)
    return parts.path in ("", "/") and not parts.query


def _fix(document: Document, link: Link, target: str) -> Fix | None:
    """Write the new address where the old one stands as it is read; elsewhere (escapes, folded lines) a person must."""
    if document.source(link.span) != link.url or any(char in target for char in " ()<>\"'`|\\{}[]"):
        return None
    return unsafe(msg("Write the new address."), Edit(link.span, target))


_OLD, _NEW = "http://references.modernisation.gouv.fr/rgaa", "https://accessibilite.numerique.gouv.fr/"
_GUIDE = "https://www.numerique.gouv.fr/guide"

RULE = Rule(
    code="EV407",
    severity="info",
    check=check,
    needs="online",
    fix="unsafe",
    options=("links.ignore",),
    examples=(
        Bad(
            f"[Le guide](«{_GUIDE}#un»)\n",
            says="to https://www.numerique.gouv.fr/guides/2026/#un",
            fixed="[Le guide](https://www.numerique.gouv.fr/guides/2026/#un)\n",
            answers=(
                (
                    f"{_GUIDE}#un",
                    Answer(
                        "alive", 200, "https://www.numerique.gouv.fr/guides/2026/", (Hop(_GUIDE, 301),), permanent=True
                    ),
                ),
            ),
        ),
        Bad(
            f"[Le référentiel](«{_OLD}»)\n",
            says="has moved for good",
            answers=((_OLD, Answer("alive", 200, _NEW, (Hop(_OLD, 301),), permanent=True)),),
            note="It leads to a front page now: nobody but the author knows which page was meant.",
        ),
        Good(
            f"[Le guide]({_GUIDE})\n",
            answers=(
                (
                    _GUIDE,
                    Answer(
                        "alive",
                        200,
                        "https://auth.numerique.gouv.fr/login?next=guide",
                        (Hop(_GUIDE, 301),),
                        permanent=True,
                    ),
                ),
            ),
            note="The page is where it was, behind a login.",
        ),
        Good(
            f"[Le guide]({_GUIDE})\n",
            answers=((_GUIDE, Answer("alive", 200, "https://www.numerique.gouv.fr/fr/guide", (Hop(_GUIDE, 302),))),),
        ),
    ),
)
