"""Which findings are notes only, since of where they stand: the links and pictures of a page that no reader gets from here.

This is the one place that decides it, for every rule of links (EV3, EV4):

- a page that the site leaves out because its `expiryDate` has gone by: that it is not shown is what EV213 tells, as a
  warning; what is wrong with its links matters once it is shown again;
- below the front matter of a page whose templates show nothing of it (Hugo's lists, which often show a title alone);
- below the front matter of a page that leads on at once (`redirect_to: /elsewhere/`): nobody reads it;
- a page of a catalogue of programs, which a script copies from the README of each: its links lead to what lies in that
  program's repository, and nobody edits them here, nor what is still to be done there (EV011);
- where no generator is known, a page in a folder that says of itself that it is kept as it was (`legacy-docs/`), or whose
  name begins with a dot (`.docs-legacy/`); else a whole site in such a folder (`old/`, beside the site that took its place).

What stops the build (EV318), and what stands in the front matter, keeps its severity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from evlint.generators import why_hidden
from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, once
from evlint.model.site import NONE
from evlint.startup.lazy_regex import lazy_regex

_FAMILIES = ("EV3", "EV4")
_STOPS_THE_BUILD = ("EV318",)
_UNFINISHED = "EV011"  # what a program's README says is still to be done is its own
_MANIFEST = ("minimum_version", "min_version")  # what themes and plugins say of the program that they are for
# How a folder begins that is kept and not looked after; `archives` are posts of a site as often as not. A dot hides it.
_KEPT = lazy_regex(
    r"(?:.*/)?(?:(?:(?:legacy|deprecated|obsolete|outdated|attic)(?![a-z])|\.[a-z])[^/]*"
    r"|(?:old|ancien|antigo|antiguo|vecchio)(?:[-_ ]?(?:web)?(?:site|blog|sito|page))?)/",
    re.IGNORECASE,
)
_TABLES = ("", "extra", "params")


def quieted(document: Document, context: RuleContext, code: str, findings: Iterable[Finding]) -> Iterable[Finding]:
    """Return the findings of a rule, those that are notes only in this post marked so."""
    if code == _UNFINISHED:
        if not _is_copied(document.data):
            return findings
    elif not code.startswith(_FAMILIES) or code in _STOPS_THE_BUILD or not _is_aside(document, context):
        return findings
    return (
        one if one.pointer is not None or _stops(one, document, context) else one._replace(severity="info")
        for one in findings
    )


def _stops(finding: Finding, document: Document, context: RuleContext) -> bool:
    """Tell whether a finding says that the site will not build: of a page that is built so it does, whoever reads it."""
    return _UNBUILT in str(finding.message) and not _has_expired(document, context)


_UNBUILT = "will not build"  # as every message of that kind ends


@once
def _is_aside(document: Document, context: RuleContext) -> bool:
    return (
        _has_expired(document, context)
        or _leads_on(document.data)
        or _is_copied(document.data)
        or _is_kept(document, context)
        or _is_hidden(document, context)
    )


def _has_expired(document: Document, context: RuleContext) -> bool:
    """Tell whether the site has left the page out since a day that is gone; the day is asked for only where one is named."""
    return (
        why_hidden(document, context, date.max) == "expired"
        and why_hidden(document, context, context.today) == "expired"
    )


def _leads_on(data: Mapping[str, object]) -> bool:
    """Tell whether a page is a mere way to another one: a key for that holds an address."""
    return any(
        isinstance(value, str)
        and value.startswith(("/", "http://", "https://"))
        and key.lower().replace("_", "").replace("-", "") in _REDIRECTS
        for key, value in data.items()
    )


_REDIRECTS = frozenset(("redirect", "redirectto", "redirecturl", "redirectlink"))


def _is_hidden(document: Document, context: RuleContext) -> bool:
    """Tell whether no template shows the body; a page that chooses its template itself may have any."""
    chooses = any(key in document.data or key in context.defaults for key in ("layout", "type"))
    return not chooses and context.tree.hides_body(document.path)


def _is_kept(document: Document, context: RuleContext) -> bool:
    folder = document.path if context.site.generator == NONE else f"{context.site.root}/"
    return _KEPT.match(folder) is not None


def _is_copied(data: Mapping[str, object]) -> bool:
    """Tell whether a head is made of a program's manifest: where its repository is, and the version that it asks for."""
    for name in _TABLES:
        table = data.get(name) if name else data
        if isinstance(table, Mapping) and any(key in table for key in _MANIFEST):
            repository = table.get("repository")
            return isinstance(repository, str) and repository.startswith(("http://", "https://"))
    return False
