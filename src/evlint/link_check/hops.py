"""What may be asked: the same rules for a link and for every address that a server sends its reader on to."""

from __future__ import annotations

from collections.abc import Callable

from evlint.link_check.address import Address, address_of, joined
from evlint.link_check.verdict import Stop
from evlint.model.settings import LinkSettings
from evlint.urls.hosts import classify_key
from evlint.urls.split import split_url
from evlint.urls.staging import find_staging

_NOT_FOR_READERS = frozenset(("single-label", "reserved-name", "loopback"))


def is_staging(url: str, links: LinkSettings) -> bool:
    """Tell whether a URL leads to a staging host (EV301): such a link is never asked for."""
    return find_staging(split_url(url), links.staging, links.staging_words) is not None


def next_address(base: str, location: str, links: LinkSettings, listed: Callable[[str], bool]) -> Address | Stop:
    """Return where a redirect leads, or why nobody follows it.

    `listed` tells whether `links.allow-private` names a host. Addresses in figures are left to the connection's own
    check: they are private by what they are, not by name.
    """
    target = joined(base, location)
    if target is None:
        return Stop("nowhere")
    parts = split_url(target)
    if parts.scheme not in ("http", "https"):
        return Stop("scheme", parts.scheme[:40])
    address = address_of(target)
    if address is None:
        return Stop("nowhere")
    found = find_staging(parts, links.staging, links.staging_words)
    if found is not None:
        return Stop("staging", found.part)
    if listed(address.host):
        return address
    is_name = not address.host.startswith("[") and not address.host.rpartition(".")[2][:1].isdigit()
    if is_name and classify_key(address.host) in _NOT_FOR_READERS:
        return Stop("local", address.host)
    return address
