"""A link names a label, `[text][label]`, that is defined nowhere.

It is no link then: readers see the brackets and the label as they stand.

How to fix: add the definition, `[label]: https://…`, on a line of its own, or correct the label.

Leaves alone: brackets that are just brackets (`[9h30] Accueil`, `[Quiz] [Démo]`), footnotes, task lists, code.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.message import msg
from evlint.model.rule import Bad, Good, Rule
from evlint.startup.lazy_regex import lazy_regex


def check(document: Document, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001 every rule has this form
    """Tell the references that the parser found no definition for."""
    for reference in document.body.undefined:
        if reference.label.startswith("^"):
            continue
        if reference.label.isdecimal() and _INDEX.match(document.source(reference.span)) is not None:
            continue
        yield Finding(
            reference.span,
            msg(
                "“{label}” is defined nowhere in this post, so readers see the brackets instead of a link.",
                label=reference.label,
            ),
            msg("Add a line “[{label}]: ” with the address, or correct the label.", label=reference.label),
        )


_INDEX = lazy_regex(r"!?\[\d+\]\[")


RULE = Rule(
    code="EV308",
    severity="warning",
    check=check,
    examples=(
        Bad("Voir le «[programme][prog]».\n\n[programme]: https://www.numerique.gouv.fr/\n", says="“prog”"),
        Bad("«![Logo de la DINUM][logo]»\n", says="“logo”"),
        Good("Voir le [programme][Prog], [prog][] ou [prog].\n\n[prog]: https://www.numerique.gouv.fr/\n"),
        Good(
            "<b>[Le jeudi 03/11 de 16h15 à 18h15] [Quiz]</b> <i>Qui veut gagner le quiz ?</i>\n\n[9h30] Accueil café\n\n"
            "* [10h15 - 12h] Plénière\n* [ ] à faire\n\n\\[9h–9h30\\] Accueil **[5 minutes]** (*) note[^1]\n",
            source="mois-innovation-publique-2022.md",
        ),
        Good("t[0][1] vaut 3.\n", note="a number of a number is an index"),
        Good("`[a][b]` et `tableau[0][1]`\n\n    [a][b]\n"),
    ),
)
