"""The page of each rule and the list of them, from the rules' own files; the rule table of the README; the site's menu."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from evlint.explain import listing, page
from evlint.model.rule import Rule
from evlint.rules import registry

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by scripts/generate_rules.py from the rule's own file: change it there. -->\n\n"
INTRO = """\
# Rules

An **error** is something that readers will see, a **warning** is almost always a mistake, **info** is good to know. A
**safe** fix is made by `evlint check --fix`, an **unsafe** one by `--unsafe-fixes`: look at what it did. In the examples «…»
marks what evlint underlines. [`select`](../configuration.md#select), [`ignore`](../configuration.md#ignore),
[`severity`](../configuration.md#severity) and [`per-file`](../configuration.md#per-file) say which rules run where, and how
much they weigh.

"""
TABLE = re.compile(r"(<!-- rules: begin -->\n).*?(<!-- rules: end -->)", re.DOTALL)
MENU = re.compile(r"( *# rules: begin\n).*?( *)(# rules: end\n)", re.DOTALL)
FAMILIES = (
    ("EV0", "The file and its front matter"),
    ("EV1", "The schema"),
    ("EV2", "Dates"),
    ("EV3", "Links"),
    ("EV4", "Links over the network"),
)


def generated() -> dict[str, str]:
    """Return path to text of every page."""
    rules = registry()
    pages = {f"docs/rules/{rule.code.lower()}-{rule.name}.md": NOTE + with_links(page(rule)) for rule in rules}
    pages["docs/rules/index.md"] = NOTE + INTRO + linked(listing(rules))
    readme = (ROOT / "README.md").read_text("utf-8")
    pages["README.md"] = TABLE.sub(lambda match: match[1] + linked(listing(rules), "docs/rules/") + match[2], readme)
    menu = (ROOT / "mkdocs.yml").read_text("utf-8")
    pages["mkdocs.yml"] = MENU.sub(lambda match: match[1] + entries(rules, match[2]) + match[2] + match[3], menu)
    return pages


def entries(rules: Sequence[Rule], indent: str) -> str:
    """Return the site's menu of rules, by family, in YAML."""
    lines = [f"{indent}- All rules: rules/index.md"]
    for start, title in FAMILIES:
        family = [rule for rule in rules if rule.code.startswith(start)]
        lines += [f"{indent}- {title}:"] if family else []
        lines += [f"{indent}    - {rule.code} {rule.name}: rules/{rule.code.lower()}-{rule.name}.md" for rule in family]
    return "\n".join(lines) + "\n"


def with_links(text: str) -> str:
    """Link the options that a rule's page lists to their entries in the configuration's manual."""
    before, title, options = text.partition("\n## Options\n")
    return (
        before
        + title
        + re.sub(
            r"^- `([a-z.-]+)`",
            lambda match: f"- [`{match[1]}`](../configuration.md#{match[1].replace('.', '')})",
            options,
            flags=re.MULTILINE,
        )
    )


def linked(table: str, base: str = "") -> str:
    """Link each rule's code in a table to its page."""
    return re.sub(r"^\| (EV\d{3}) \| ([a-z-]+) ", rf"| [\1]({base}\1-\2.md) | \2 ", table, flags=re.MULTILINE).replace(
        f"({base}EV", f"({base}ev"
    )
