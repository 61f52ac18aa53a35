"""The page of each rule and the list of them, from the rules' own files; and the rule table of the README."""

from __future__ import annotations

import re
from pathlib import Path

from evlint.explain import listing, page
from evlint.rules import registry

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by scripts/generate_rules.py from the rule's own file: change it there. -->\n\n"
TABLE = re.compile(r"(<!-- rules: begin -->\n).*?(<!-- rules: end -->)", re.DOTALL)


def generated() -> dict[str, str]:
    """Return path to text of every page."""
    rules = registry()
    pages = {f"docs/rules/{rule.code.lower()}-{rule.name}.md": NOTE + page(rule) for rule in rules}
    pages["docs/rules/index.md"] = NOTE + "# Rules\n\n" + linked(listing(rules))
    readme = (ROOT / "README.md").read_text("utf-8")
    pages["README.md"] = TABLE.sub(lambda match: match[1] + linked(listing(rules), "docs/rules/") + match[2], readme)
    return pages


def linked(table: str, base: str = "") -> str:
    """Link each rule's code in a table to its page."""
    return re.sub(r"^\| (EV\d{3}) \| ([a-z-]+) ", rf"| [\1]({base}\1-\2.md) | \2 ", table, flags=re.MULTILINE).replace(
        f"({base}EV", f"({base}ev"
    )
