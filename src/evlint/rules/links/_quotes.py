"""Addresses in tags of HTML whose quotation mark is not closed, or behind the end of the tag."""

from __future__ import annotations

import re

from evlint.model.diagnostic import Edit, Finding, safe
from evlint.model.document import Document, once
from evlint.model.message import msg
from evlint.model.span import Span
from evlint.startup.lazy_regex import lazy_regex

# A tag whose `href` or `src` is opened and meets the end of the tag, or the next attribute, before its quotation mark.
_TAG = lazy_regex(
    r"<(?:a|img|area|iframe|source|video|audio)\s(?:[^<>\"']{0,300}?(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}')){0,12}?[^<>\"']{0,300}?"
    r"\b(?:href|src)\s*=\s*(?P<quote>[\"'])(?P<url>(?:https?://|/|\.{1,2}/|#|mailto:|www\.)[^\s\"'<>]*)"
    r"(?P<end>>(?:(?=(?P=quote)[^\s<>/=\"'])|(?![^<\"']{0,300}(?P=quote)))|\s+[a-z-]{2,20}=(?=[\"']))",
    re.IGNORECASE,
)


@once
def unclosed_quotes(document: Document) -> list[Finding]:
    """Return a finding for each address of a tag whose quotation mark is not closed."""
    found: list[Finding] = []
    text = document.text
    if text.find("<", document.body_start) >= 0 and ('="' in text or "='" in text or '= "' in text):
        for match in _TAG.finditer(text, document.body_start):
            quote, (start, end) = match["quote"], match.span("url")
            turned = text[end : end + 2] == f">{quote}"
            edit = Edit(Span(end, end + 2), f"{quote}>") if turned else Edit(Span(end, end), quote)
            found.append(
                Finding(
                    Span(start - 1, end),
                    msg(
                        "The quotation mark behind this address stands after the “>”: browsers take both for a part of it."
                    )
                    if turned
                    else msg(
                        "The quotation mark before this address is never closed: what follows is taken for a part of it."
                    ),
                    msg("Write {quote} behind the address.", quote=quote),
                    url=match["url"],
                    fix=safe(msg("Close the quotation mark"), edit),
                )
            )
    return found
