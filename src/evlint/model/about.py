"""What evlint says of itself: to servers, in reports and in links."""

from __future__ import annotations

__version__ = "0.1.0"  # the one place for it
NAME = "evlint"
PROJECT_URL = "https://github.com/evlint/evlint"
VERSION = __version__


def rule_url(code: str, name: str, language: str = "en") -> str:
    """Return the address of a rule's page in the documentation, in a language that has such pages."""
    folder = "docs/fr/rules" if language == "fr" else "docs/rules"
    return f"{PROJECT_URL}/blob/main/{folder}/{code.lower()}-{name}.md"
