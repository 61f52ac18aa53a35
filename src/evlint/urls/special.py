"""Which addresses are not of the public internet: IANA's registries, and IPv4 wherever it may hide inside IPv6.

The tables are those of the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, as updated up to RFC 9780 of
2025), as of November 2026: what is not “globally reachable” there is not public, nor is multicast, nor what was never
given out. Python's own tables are those of the day when it was released. Beside them stands what clouds answer to inside
a machine and would pass for public.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Literal

Kind = Literal["public", "loopback", "private", "link-local", "reserved"]

# The narrowest network that holds an address decides. RFC, or the registry's own reference, behind each.
_IPV4: tuple[tuple[str, Kind], ...] = (
    ("0.0.0.0/8", "reserved"),  # this network, RFC 791
    ("10.0.0.0/8", "private"),  # RFC 1918
    ("100.64.0.0/10", "private"),  # between a provider and its customers, RFC 6598; Alibaba's metadata too
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "private"),  # Azure's wire server, which GitHub's own runners have beside them
    ("169.254.0.0/16", "link-local"),  # RFC 3927; the metadata of AWS, Azure, Google and others
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved"),  # protocol assignments, RFC 6890; Oracle's metadata
    ("192.0.0.9/32", "public"),  # PCP, RFC 7723
    ("192.0.0.10/32", "public"),  # TURN, RFC 8155
    ("192.0.2.0/24", "reserved"),  # documentation, RFC 5737
    ("192.88.99.0/24", "reserved"),  # 6to4 relays, withdrawn by RFC 7526
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "reserved"),  # benchmarks, RFC 2544
    ("198.51.100.0/24", "reserved"),
    ("203.0.113.0/24", "reserved"),
    ("224.0.0.0/4", "reserved"),  # multicast
    ("240.0.0.0/4", "reserved"),  # RFC 1112; 255.255.255.255
)
_IPV6: tuple[tuple[str, Kind], ...] = (
    ("::/0", "reserved"),  # only 2000::/3 was ever given out for public hosts
    ("2000::/3", "public"),
    ("::1/128", "loopback"),
    ("64:ff9b:1::/48", "private"),  # NAT64 within a network, RFC 8215
    ("2001::/23", "reserved"),  # protocol assignments, RFC 2928; Teredo and ORCHID among them
    ("2001:1::1/128", "public"),  # PCP, RFC 7723
    ("2001:1::2/128", "public"),  # TURN, RFC 8155
    ("2001:1::3/128", "public"),  # DNS-SD, RFC 9665
    ("2001:3::/32", "public"),  # AMT, RFC 7450
    ("2001:4:112::/48", "public"),  # AS112, RFC 7535
    ("2001:20::/28", "public"),  # ORCHIDv2, RFC 7343
    ("2001:30::/28", "public"),  # drones, RFC 9374
    ("2001:db8::/32", "reserved"),  # documentation, RFC 3849
    ("3fff::/20", "reserved"),  # documentation, RFC 9637
    ("fc00::/7", "private"),  # RFC 4193; the metadata of AWS (fd00:ec2::254) and Google (fd20:ce::254)
    ("fe80::/10", "link-local"),
    ("fec0::/10", "private"),  # of a site, withdrawn by RFC 3879
)
# The last 32 bits are an IPv4 address: mapped (RFC 4291), translated (SIIT, RFC 2765), NAT64 (RFC 6052), and compatible
# (withdrawn by RFC 4291), which no packet reaches: where the inner one is public it stays reserved.
_MAPPED = ("::ffff:0:0/96", "64:ff9b::/96")
_NEVER_SENT = ("::ffff:0:0:0/96", "::/96")
_SIX_TO_FOUR = 0x2002  # RFC 3056: the address stands in the 32 bits after it
_ISATAP = frozenset((0x00005EFE, 0x02005EFE))  # RFC 5214: before the address in the last 64 bits
_LOW_32 = 0xFFFFFFFF  # the bits of an IPv6 address that hold an IPv4 address


def _ranges(table: tuple[tuple[str, Kind], ...], kind: type[IPv4Network | IPv6Network]) -> list[tuple[int, int, Kind]]:
    networks = sorted(((kind(text), told) for text, told in table), key=lambda pair: -pair[0].prefixlen)
    return [(int(one.network_address), int(one.broadcast_address), told) for one, told in networks]


_IPV4_RANGES = _ranges(_IPV4, IPv4Network)
_IPV6_RANGES = _ranges(_IPV6, IPv6Network)
_MAPPED_RANGES = _ranges(tuple((text, "public") for text in _MAPPED), IPv6Network)
_NEVER_RANGES = _ranges(tuple((text, "reserved") for text in _NEVER_SENT), IPv6Network)


def kind_of(address: IPv4Address | IPv6Address) -> Kind:
    """Tell what kind of place an address is; an IPv4 address inside an IPv6 one is what counts."""
    number = int(address)
    if isinstance(address, IPv4Address):
        return _found(_IPV4_RANGES, number) or "public"
    own = _found(_IPV6_RANGES, number) or "reserved"
    if own == "loopback" or number == 0:
        return own
    if _found(_MAPPED_RANGES, number):
        return _found(_IPV4_RANGES, number & _LOW_32) or "public"
    if _found(_NEVER_RANGES, number):
        return _found(_IPV4_RANGES, number & _LOW_32) or "reserved"
    if number >> 112 == _SIX_TO_FOUR:
        return _found(_IPV4_RANGES, number >> 80 & _LOW_32) or "public"
    if number >> 32 & _LOW_32 in _ISATAP and own == "public":
        return _found(_IPV4_RANGES, number & _LOW_32) or own
    return own


def _found(ranges: list[tuple[int, int, Kind]], number: int) -> Kind | None:
    return next((kind for first, last, kind in ranges if first <= number <= last), None)
