"""The front matter cannot be read: its YAML, TOML or JSON is broken.

The site cannot be built with it, or is built without title, date and layout. The message names the most likely cause and
what to type instead; the rest of the file is checked all the same.

How to fix: put values in quotes when they hold a colon with a space after it, or begin with one of the characters that
YAML keeps for itself (`@` `` ` `` `%` `*` `&` `!` `[` `{` `>` `|`). Indent with spaces, never with tabs, and begin keys of
the same level in the same column.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document
from evlint.model.rule import Bad, Good, Rule
from evlint.rules.source._problems import told


def check(document: Document, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001 the form of every rule
    """Tell what the parser met: one finding at most."""
    return told(document, "EV004")


RULE = Rule(
    code="EV004",
    severity="error",
    check=check,
    needs="damage",
    examples=(
        Bad("---\ntitle: Atelier «:» le programme\n---\n", says="The value of “title” holds a colon"),
        Bad('---\ntitle: «"»Atelier\ndate: 2022-11-04\n---\n', says="never closed"),
        Bad("---\ntitle: 'Journée d«'»échanges'\n---\n", says="apostrophe"),
        Bad("---\nune-ou-diaporama:\n«\t»- image: /uploads/a.jpg\n---\n", says="tab"),
        Bad("---\ntitle: «@»numerique\n---\n", says="cannot begin with “@”"),
        Bad("---\ntitle: «*»Gratuit* pour tous\n---\n", says="begins with “*”"),
        Bad("---\ntitle: «[»Complet] Atelier\n---\n", says="is a list"),
        Bad("---\ntitle: Atelier\n«lieu Paris»\ndate: 2022-11-04\n---\n", says="no “key: value”"),
        Bad("---\ntitle: Atelier\nlieu«:»Paris\ndate: 2022-11-04\n---\n", says="space after the colon is missing"),
        Bad("---\ntitle: Atelier\n  «lieu: Paris»\n---\n", says="indented more than “title”"),
        Bad("---\ntags: «[»forum, emploi\ndate: 2022-11-04\n---\n", says="never closes"),
        Bad("---\ntitle: «{{» page.title }} 2022\n---\n", says="template tag"),
        Bad("---\n«<<<<<<< HEAD»\ntitle: Atelier\n=======\ntitle: L’atelier\n>>>>>>> main\n---\n", says="Two versions"),
        Bad("---\n title: Atelier\n«date: 2022-11-04»\nlieu: Paris\n---\n", says="further left than the first key"),
        Good("---\n  title: Atelier\n  lieu: Paris\n# fin\n---\n"),
        Bad("+++\ntitle = «Atelier accessibilité»\n+++\n", says="without quotes"),
        Bad("+++\ntitle«:» Atelier\n+++\n", says="equals sign"),
        Bad('{\n  "title": "Atelier"«,»\n}\n', says="comma"),
        Bad("{\n  «'»title': 'Atelier'\n}\n", says="single quotes"),
        Good(
            "---\ntitle: 'Atelier : le programme'\nlieu: \"L'École\"\nheure: 9h-12h\nurl: https://www.example.org/a:b\n---\n"
        ),
        Good("---\ntitle: Atelier\n---\n\ntitle: this colon: stands in the body\n"),
        Good("---\n# only a comment\n---\n", note="an empty front matter is sound"),
    ),
)
