"""What kind of place a host is: public, or one that only its own machine, network or test bench knows.

Addresses count in every spelling that a browser takes for one: `127.0.0.1`, `2130706433`, `0x7f.1`, `0177.0.0.1`,
`[::1]`, `[::ffff:7f00:1]`. `127.evil.example` is a name, since its last label is no number (WHATWG URL, host parsing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from evlint.startup.lazy_regex import lazy_regex
from evlint.urls.names import host_key

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

HostKind = Literal[
    "public",
    "loopback",
    "private",
    "link-local",
    "reserved",
    "single-label",
    "reserved-name",
    "documentation",
    "invalid",
]

# RFC 6761, RFC 6762, RFC 8375, RFC 9476 and ICANN's own lists of names that will never be delegated.
_RESERVED_ENDINGS = frozenset((
    "local", "internal", "intranet", "test", "invalid", "lan", "corp", "home", "localdomain",
))  # fmt: skip
_EXAMPLES = ("example.com", "example.org", "example.net", "example.edu")
_NUMBER = lazy_regex(r"(?:\d+|0x[0-9a-f]*)\Z")


def classify(host: str) -> HostKind:
    """Tell what kind of place a host is (as typed: any case, spelling or script). "invalid": it can be no host."""
    key = host_key(host)
    if key is None:
        return "invalid"
    return classify_key(key)


def classify_key(key: str) -> HostKind:
    """Tell what kind of place a host is, as `host_key` gives it."""
    if key.startswith("["):
        return _classify_ipv6(key[1:-1])
    _, dot, last = key.rpartition(".")
    if (last[-1:].isdigit() or last.startswith("0x")) and _NUMBER.match(last) is not None:
        value = ipv4_value(key)
        return "invalid" if value is None else _classify_ipv4(value)
    if not dot:
        return "loopback" if key == "localhost" else "single-label"
    if last == "localhost":
        return "loopback"
    if last in _RESERVED_ENDINGS or key.endswith(".home.arpa"):
        return "reserved-name"
    if last == "example" or (key.endswith(_EXAMPLES) and (key in _EXAMPLES or key[:-11].endswith("."))):
        return "documentation"
    return "public"


def ipv4_value(key: str) -> int | None:
    """Return the number of an IPv4 address in any spelling (decimal, octal, hexadecimal, fewer than four parts), or None."""
    parts = key.split(".")
    if len(parts) > 4:
        return None
    numbers: list[int] = []
    for part in parts:
        number = _number(part)
        if number is None:
            return None
        numbers.append(number)
    last = numbers.pop()
    if any(number > 255 for number in numbers) or last >= 256 ** (4 - len(numbers)):
        return None
    return last + sum(number << (8 * (3 - index)) for index, number in enumerate(numbers))


def _number(part: str) -> int | None:
    if not part or len(part) > 40:
        return None
    try:
        if part.startswith("0x"):
            return int(part[2:] or "0", 16)
        if part.startswith("0") and len(part) > 1:
            return int(part, 8)
        return int(part) if part.isdecimal() and part.isascii() else None
    except ValueError:
        return None


def _classify_ipv4(value: int) -> HostKind:
    from ipaddress import IPv4Address

    return address_kind(IPv4Address(value))


def _classify_ipv6(text: str) -> HostKind:
    from ipaddress import IPv6Address

    bare, zone, _ = text.partition("%")
    try:
        address = IPv6Address(bare)
    except ValueError:
        return "invalid"
    return "link-local" if zone else address_kind(address)


def address_kind(address: IPv4Address | IPv6Address) -> HostKind:
    """Tell what kind of place an address is; an IPv4 address inside an IPv6 one is what counts."""
    from evlint.urls.special import kind_of

    return kind_of(address)
