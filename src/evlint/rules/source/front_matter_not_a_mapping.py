"""The front matter is a list or a plain text, not keys with values.

The site finds no title, no date and no layout in it. It comes from a dash before each key, or from a colon without a space
after it.

How to fix: write one key on each line, then a colon, a space and the value: `title: My page`.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.source._problems import told


def check(document: Document, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001 the form of every rule
    """Tell what the parser met."""
    return told(document, "EV006")


RULE = Rule(
    code="EV006",
    severity="error",
    check=check,
    needs="damage",
    examples=(
        Bad("---\n«- title: Atelier»\n- date: 2022-11-04\n---\n", says="a list"),
        Bad("---\n«title:Atelier»\n---\n", says="plain text"),
        Bad("---\n«Un trait au début de la page,»\net du texte.\n\n---\n\nLa suite.\n", says="plain text"),
        Good("---\ntitle: Atelier\n---\n"),
        Good("---\n---\n", note="nothing at all is no list"),
    ),
)
