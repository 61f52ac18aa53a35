"""What evlint says of itself: to servers, in reports and in links."""

from __future__ import annotations

import sys

NAME = "evlint"
OWN = "EV"  # what the codes of evlint's own rules begin with
PROJECT_URL = "https://github.com/evlint/evlint"
CONFIG_SCHEMA_URL = f"{PROJECT_URL}/raw/main/schemas/config.schema.json"
# The package is loaded before any of its modules; importing it from here would be a circle for type checkers.
VERSION: str = sys.modules["evlint"].__version__


def rule_url(code: str, name: str, language: str = "en") -> str:
    """Return the address of a rule's page in the documentation, in a language that has such pages."""
    folder = "docs/fr/rules" if language == "fr" else "docs/rules"
    return f"{PROJECT_URL}/blob/main/{folder}/{code.lower()}-{name}.md"
