"""The post's own site: its host, and whether a URL leads into it."""

from __future__ import annotations

from functools import lru_cache

from evlint.model.context import RuleContext
from evlint.urls.names import host_key
from evlint.urls.split import split_url


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
