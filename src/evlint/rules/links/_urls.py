"""The addresses of a post's links as one text: one look at it tells a rule that it has nothing to do."""

from __future__ import annotations

from evlint.model.document import Document


def all_urls(document: Document) -> str:
    """Return the targets of all links, each on a line of its own. Joined once for a document."""
    known = document.memo.get("all_urls")
    if not isinstance(known, str):
        known = document.memo["all_urls"] = "\n".join([link.url for link in document.links])
    return known


def urls_in_lower_case(document: Document) -> str:
    """Return the same in lower case."""
    known = document.memo.get("urls_in_lower_case")
    if not isinstance(known, str):
        known = document.memo["urls_in_lower_case"] = all_urls(document).lower()
    return known
