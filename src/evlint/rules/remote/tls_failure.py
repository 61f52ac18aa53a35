"""A secure link (`https`) cannot be opened without a warning: the host's certificate has expired, was made for another
name, or comes from an issuer that no browser knows.

Browsers show readers a full page that says the connection is not private, and most turn back there.

How to fix: tell those who run the host. If the site is served under another name (with or without `www`), link to that.

Leaves alone: `http` links.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import Answer, RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.remote._asked import finding, host_of, judged


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Find links whose secure connection fails."""
    for link, answer in judged(document, context, "tls"):
        yield finding(
            link,
            msg(
                "Browsers warn readers of “{host}”: {reason}.",
                host=host_of(answer.final_url or link.url),
                reason=answer.reason or msg("no secure connection comes about"),
            ),
            msg("Tell those who run the host, or link to a name that works."),
        )


_URL = "https://ancien.example.fr/rapport.pdf"

RULE = Rule(
    code="EV403",
    severity="error",
    check=check,
    needs="online",
    options=("links.ignore",),
    examples=(
        Bad(
            f"[Le rapport](«{_URL}»)\n",
            says="the host's certificate has expired",
            answers=((_URL, Answer("tls", final_url=_URL, reason=msg("the host's certificate has expired"))),),
        ),
        Good(f"[Le rapport]({_URL})\n", answers=((_URL, Answer("alive", 200, _URL)),)),
    ),
)
