"""What several rules ask of links: what to underline, how to edit one, which lead into the own site."""

from __future__ import annotations

from functools import lru_cache

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit
from evlint.model.document import Document, Link
from evlint.model.span import Span
from evlint.urls.names import host_key
from evlint.urls.split import split_url


def where(link: Link) -> Span:
    """Return what to underline for a link's target: the target as typed, or the whole link where nothing was typed."""
    return link.span if link.span.end > link.span.start else link.whole


def replaced(document: Document, link: Link, text: str) -> Edit | None:
    """Return the edit that puts `text` in the place of a link's target, or None where the file spells it otherwise."""
    source = document.source(link.span)
    stripped = source.strip()
    if stripped != link.url.strip() or not stripped:
        return None
    start = link.span.start + source.index(stripped)
    return Edit(Span(start, start + len(stripped)), text)


def part_replaced(document: Document, link: Link, start: int, end: int, text: str) -> Edit | None:
    """Return the edit that puts `text` in the place of `link.url.strip()[start:end]`, or None where it is spelled otherwise.

    The rest of the target may be spelled in any way.
    """
    source = document.source(link.span)
    url = link.url.strip()
    part = url[start:end]
    lead = len(source) - len(source.lstrip())
    at = lead + start if source[lead : lead + end] == url[:end] else source.find(part)
    if not part or at < 0:
        return None
    return Edit(Span(link.span.start + at, link.span.start + at + len(part)), text)


def own_host(context: RuleContext) -> str | None:
    """Return the host of the site's own address, without `www.`, or None where the site says no address."""
    address = context.links.site_url or context.site.url
    return None if not address else _bare_host(address)


@lru_cache(maxsize=64)
def _bare_host(address: str) -> str | None:
    host = split_url(address if "//" in address else f"//{address}").host
    key = host_key(host) if host else None
    return None if key is None else key.removeprefix("www.")


def is_own(host: str, own: str | None) -> bool:
    """Tell whether a host (as typed) is the site's own, with or without `www.`."""
    return own is not None and host.lower().removesuffix(".").removeprefix("www.") == own
