"""The front matter is opened and never closed.

The site then sees no front matter at all: the keys show up as text on the page, and title, date and layout are gone. Hugo
stops the build.

How to fix: write a line with three dashes and nothing else after the last key (`+++` where the front matter began with
`+++`, a closing brace where it began with one). Four dashes, a space before them, or words after them do not close it.

Leaves alone: longer lines of dashes on sites of Eleventy, Docusaurus, VitePress, Hexo and Astro, for which the first line
that begins with three dashes ends the front matter.
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
    return told(document, "EV003")


RULE = Rule(
    code="EV003",
    severity="error",
    check=check,
    needs="damage",
    examples=(
        Bad("«---»\ntitle: Atelier\ndate: 2022-11-04\n\nLe programme.\n", says="no line closes it"),
        Bad("«---»\ntitle: Atelier\n----\n\nLe programme.\n", says="“----” does not", note="four dashes"),
        Bad('«+++»\ntitle = "Atelier"\n---\n\nLe programme.\n', says="“---” does not"),
        Bad('«{»\n  "title": "Atelier"\n\nLe programme.\n', says="nothing closes it"),
        Good("---\ntitle: Atelier\n...\n\nLe programme.\n", note="three dots close it too"),
        Good(
            "---\r\ntitle: Atelier\r\n---  \r\n\r\nLe programme.\r\n",
            note="written on Windows, spaces after the dashes",
        ),
        Good(
            "---\ntitle: Can I make /system writable?\n-----------\n\nLe programme.\n",
            path="src/faq.md",
            files=((".eleventy.js", "module.exports = () => ({ dir: { input: 'src' } });\n"),),
            source="jasonbayton/11ty, _src/android/android-enterprise-faq/disable-verity.md",
            note="The first three dashes that begin a line close it here.",
        ),
        Bad(
            "«---»\ntitle: Atelier\n ---\n\nLe programme.\n",
            path="src/faq.md",
            files=((".eleventy.js", "module.exports = () => ({ dir: { input: 'src' } });\n"),),
            says="“---” does not",
        ),
        Good(
            "---\ntitle: H3 Platform\nlevel: silver\n----\n",
            path="content/members/h3platform.md",
            files=(("hugo.toml", "baseURL = 'https://example.org/'\n"),),
            source="OpenPOWER Foundation content/members/h3platform.md",
            note="Hugo closes it at the third dash.",
        ),
        Good("# Atelier\n\n---\n\nUn trait n’est pas un en-tête.\n"),
        Good("---\n\nUn trait tout en haut non plus, quand aucune clé ne le suit.\n"),
        Good("{% include header.html %}\n\nLe programme.\n", note="a template tag is no JSON"),
    ),
)
