"""The page of each rule and the list of them, from the rules' own files; the rule table of the README; the site's menu."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from evlint.i18n import wording
from evlint.lint.explain import listing, page
from evlint.model.message import Wording
from evlint.model.rule import Rule
from evlint.rules import registry

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by scripts/generate_rules.py from the rule's own file: change it there. -->\n\n"
TABLE = re.compile(r"(<!-- rules: begin -->\n).*?(<!-- rules: end -->)", re.DOTALL)


class Language(NamedTuple):
    """What the pages of rules need in a language; `up` leads from them to `docs/`."""

    wording: Wording
    folder: str
    up: str
    mark: str
    all_rules: str
    families: tuple[str, ...]  # titles by the digit of a family, EV0 first
    intro: str


LANGUAGES = (
    Language(
        wording("en"),
        "rules",
        "../",
        "rules",
        "All rules",
        (
            "The file and its front matter",
            "The schema",
            "Dates",
            "Links",
            "Links over the network",
            "The site as a whole",
        ),
        """\
# Rules

An **error** is something that readers will see, a **warning** is almost always a mistake, **info** is good to know. A
**safe** fix is made by `evlint check --fix`, an **unsafe** one by `--unsafe-fixes`: look at what it did. In the examples «…»
marks what evlint underlines. [`select`](../configuration.md#select), [`ignore`](../configuration.md#ignore),
[`severity`](../configuration.md#severity) and [`per-file`](../configuration.md#per-file) say which rules run where, and how
much they weigh.

""",
    ),
    Language(
        wording("fr"),
        "fr/rules",
        "../../",
        "règles",
        "Toutes les règles",
        (
            "Le fichier et son en-tête",
            "Le schéma",
            "Les dates",
            "Les liens",
            "Les liens sur le réseau",
            "Le site entier",
        ),
        """\
# Les règles

Une **erreur** est une chose que les lecteurs verront, une **alerte** est presque toujours une faute, une **note** est bonne
à savoir. `evlint check --fix` fait les corrections **sûres**, `--unsafe-fixes` aussi celles qui sont **à relire**. Dans les
exemples, «…» marque ce qu’evlint souligne. Dans `evlint.toml`, [`select`](../../configuration.md#select),
[`ignore`](../../configuration.md#ignore), [`severity`](../../configuration.md#severity) et
[`per-file`](../../configuration.md#per-file) disent quelles règles valent où, et ce qu’elles pèsent.

""",
    ),
)


def generated() -> dict[str, str]:
    """Return path to text of every page."""
    rules = registry()
    pages: dict[str, str] = {}
    menu = (ROOT / "mkdocs.yml").read_text("utf-8")
    for language in LANGUAGES:
        for rule in rules:
            text = with_links(page(rule, language.wording), language.up)
            pages[f"docs/{language.folder}/{rule.code.lower()}-{rule.name}.md"] = NOTE + text
        pages[f"docs/{language.folder}/index.md"] = NOTE + language.intro + linked(listing(rules, language.wording))
        menu = with_menu(menu, rules, language)
    pages["mkdocs.yml"] = menu
    readme = (ROOT / "README.md").read_text("utf-8")
    pages["README.md"] = TABLE.sub(lambda match: match[1] + linked(listing(rules), "docs/rules/") + match[2], readme)
    return pages


def with_menu(menu: str, rules: Sequence[Rule], language: Language) -> str:
    """Write the rules of a language into the site's menu, by family."""

    def entries(match: re.Match[str]) -> str:
        indent = match[2]
        lines = [f"{indent}- {language.all_rules}: {language.folder}/index.md"]
        for number, title in enumerate(language.families):
            family = [rule for rule in rules if rule.code.startswith(f"EV{number}")]
            lines += [f"{indent}- {title}:"] if family else []
            for rule in family:
                name = f"{rule.code} {rule.name}"
                lines.append(f"{indent}    - {name}: {language.folder}/{rule.code.lower()}-{rule.name}.md")
        return match[1] + "\n".join(lines) + "\n" + indent + match[3]

    marks = rf"( *# {language.mark}: begin\n).*?( *)(# {language.mark}: end\n)"
    return re.sub(marks, entries, menu, count=1, flags=re.DOTALL)


def with_links(text: str, up: str) -> str:
    """Link the options that a rule's page lists to their entries in the configuration's manual."""
    before, title, options = text.partition("\n## Options\n")
    return (
        before
        + title
        + re.sub(
            r"^- `([a-z.-]+)`",
            lambda match: f"- [`{match[1]}`]({up}configuration.md#{match[1].replace('.', '')})",
            options,
            flags=re.MULTILINE,
        )
    )


def linked(table: str, base: str = "") -> str:
    """Link each rule's code in a table to its page."""
    return re.sub(r"^\| (EV\d{3}) \| ([a-z-]+) ", rf"| [\1]({base}\1-\2.md) | \2 ", table, flags=re.MULTILINE).replace(
        f"({base}EV", f"({base}ev"
    )
