"""Tells of a post whether it has what a rule says that it needs (`Rule.needs`): a rule without it is not even imported."""

from __future__ import annotations

from collections.abc import Callable

from evlint.model.context import RuleContext
from evlint.model.document import Document


def _has_front(document: Document, context: RuleContext) -> bool:  # noqa: ARG001 the form of every need
    return document.front is not None and document.front.root is not None


def _has_event(document: Document, context: RuleContext) -> bool:
    if not _has_front(document, context):
        return False
    from evlint.dates.window import window

    return window(document, context) is not None


def _is_refused(document: Document, context: RuleContext) -> bool:
    if context.schema is None:
        return False
    from evlint.rules.schema._judged import judged  # most posts have no schema

    return bool(judged(document, context))


def _has_odd_links(document: Document) -> bool:
    from evlint.rules.links._classify import classify_links  # a post without links loads none of it

    found = classify_links(document)
    return bool(found.empty or found.wrong or found.local or found.contact) or any(
        " " in link.url for link in document.links
    )


def _has_notes(document: Document) -> bool:
    """Tell whether a front matter may say that a link is to come (`lien à ajouter`)."""
    return document.front is not None and document.text.find("à ", *document.front.content) >= 0


def _has_local_links(document: Document, context: RuleContext) -> bool:
    if document.body.templates:
        return True
    links = document.links
    if links and context.links.site_url:
        return True
    return any(one.templated or not one.url.startswith(("http:", "https:")) for one in links)


def _has_contacts(document: Document, context: RuleContext) -> bool:  # noqa: ARG001 the form of every need
    if document.links:
        from evlint.rules.links._classify import classify_links  # a post without links loads none of it

        if classify_links(document).contact:
            return True
    return document.text.find("mailto:", document.body_start) >= 0


# Whether a post has what a rule needs (see `Rule.needs`). Each is asked once for a post, when a rule that runs needs it.
NEEDS: dict[str, Callable[[Document, RuleContext], bool]] = {
    "front": _has_front,
    "no-front": lambda document, _: document.front is None,
    "event": _has_event,
    "links": lambda document, _: bool(document.links),
    "links-or-notes": lambda document, _: bool(document.links) or _has_notes(document),
    "odd-links": lambda document, _: bool(document.links) and _has_odd_links(document),
    "local-links": _has_local_links,
    "contacts": _has_contacts,
    "prose": lambda document, _: bool(document.prose),
    "templates": lambda document, _: bool(document.body.templates),
    "undefined": lambda document, _: bool(document.body.undefined),
    "directives": lambda document, _: bool(document.directives),
    "damage": lambda document, _: bool(document.problems) or "\0" in document.text,
    "refused": _is_refused,
    "zone": lambda document, context: context.zone is not None and _has_front(document, context),
    "online": lambda document, context: bool(document.links) and context.online,
}
