"""Hosts and networks that a user lets through although they are private (`links.allow-private`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evlint.urls.hosts import ipv4_value
from evlint.urls.names import host_key, host_matches

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address


def is_allowed(host: str, allowed: Sequence[str]) -> bool:
    """Tell whether a host (as typed) is named by a pattern, or is an address within a network, of `allowed`."""
    key = host_key(host)
    if key is None:
        return False
    if host_matches(key, allowed) is not None:
        return True
    address = address_of(key)
    return address is not None and address_allowed(address, allowed)


def address_of(key: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a host (as `host_key` gives it) spells, or None where it is a name."""
    from ipaddress import IPv4Address, IPv6Address

    if key.startswith("["):
        try:
            return IPv6Address(key[1:-1].partition("%")[0])
        except ValueError:
            return None
    last = key.rpartition(".")[2]
    value = ipv4_value(key) if last[-1:].isdigit() or last.startswith("0x") else None
    return None if value is None else IPv4Address(value)


def address_allowed(address: IPv4Address | IPv6Address, allowed: Sequence[str]) -> bool:
    """Tell whether an address lies within a network (`10.0.0.0/8`, `fd00::/8`) or is an address that `allowed` lists."""
    from ipaddress import ip_network

    for text in allowed:
        try:
            network = ip_network(text.strip("[]"), strict=False)
        except ValueError:
            continue
        if network.version == address.version and address in network:
            return True
    return False
