"""Which address is asked for a link, and where a redirect leads."""

from __future__ import annotations

import pytest

from evlint.link_check.address import Address, address_of, ignored, joined, without_secrets
from evlint.link_check.retry import is_staging, next_address
from evlint.link_check.verdict import Stop
from evlint.model.settings import LinkSettings


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("https://A.Example.FR", "https://a.example.fr/"),
        ("HTTPS://a.example.fr:443/x", "https://a.example.fr/x"),
        ("http://a.example.fr:80", "http://a.example.fr/"),
        ("https://a.example.fr:0443/x", "https://a.example.fr/x"),
        ("http://a.example.fr:8080/", "http://a.example.fr:8080/"),
        ("//a.example.fr/x", "https://a.example.fr/x"),
        ("https://a.example.fr?q=1", "https://a.example.fr/?q=1"),
        ("https://a.example.fr/x?", "https://a.example.fr/x?"),
        ("https://a.example.fr/é à?ü=ö", "https://a.example.fr/%C3%A9%20%C3%A0?%C3%BC=%C3%B6"),
        ("https://a.example.fr/%C3%A9%2F", "https://a.example.fr/%C3%A9%2F"),
        ("https://a.example.fr/100%", "https://a.example.fr/100%25"),
        ("https://a.example.fr/A/../b", "https://a.example.fr/A/../b"),
        ("https://café.fr/", "https://xn--caf-dma.fr/"),
        ("https://a.example.fr/x#y", "https://a.example.fr/x"),
        ("https://me:secret@a.example.fr/x", "https://a.example.fr/x"),
        ("https://[2001:DB8::1]/", "https://[2001:db8::1]/"),
    ],
)
def test_one_address_for_all_spellings(link: str, asked: str) -> None:
    address = address_of(link)
    assert address is not None
    assert address.url == asked


@pytest.mark.parametrize(
    "link",
    [
        "mailto:a@b.fr",
        "/x",
        "x.md",
        "#x",
        "ftp://a.fr/",
        "https://",
        "https:///x",
        "http://a.fr:000001234567/",
        "http://a.fr:" + "9" * 5000,
        "http://a.fr:0/",
        "http://a.fr:99999/",
        "http://a.fr:x/",
    ],
)
def test_what_nobody_can_ask_for(link: str) -> None:
    assert address_of(link) is None


def test_parts_of_an_address() -> None:
    address = address_of("https://me:s@a.example.fr:8443/x#y")
    assert address == Address("https://a.example.fr:8443/x", "https", "a.example.fr", 8443, "y", "me:s")
    assert address is not None
    assert address.origin == "https://a.example.fr:8443"


def test_secrets_are_taken_out() -> None:
    assert without_secrets("https://me:s3@a.example.fr/x?y#z") == "https://a.example.fr/x?y#z"
    assert without_secrets("https://a.example.fr/x@y") == "https://a.example.fr/x@y"


@pytest.mark.parametrize(
    ("pattern", "url", "taken"),
    [
        ("https://www.linkedin.com/*", "https://www.linkedin.com/in/x?y=[1]", True),
        ("https://www.linkedin.com/*", "https://www.linkedin.fr/", False),
        ("*.pdf", "https://a.fr/x.pdf", True),
        ("https://*.fr/a*b", "https://x.fr/a1b", True),
        ("https://a.fr/x", "https://a.fr/x", True),
        ("https://a.fr/x", "https://a.fr/xy", False),
        ("ab*ba", "aba", False),
    ],
)
def test_ignored(pattern: str, url: str, taken: bool) -> None:
    assert ignored(url, (pattern,)) is taken


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/y", "https://a.fr/y"), ("y", "https://a.fr/d/y"), ("//b.fr/", "https://b.fr/"), ("", None), ("  ", None),
        ("/caf\u00c3\u00a9", "https://a.fr/café"), ("http://[x/", None), ("?q", "https://a.fr/d/x?q"),
    ],
)  # fmt: skip
def test_where_a_redirect_leads(location: str, target: str | None) -> None:
    assert joined("https://a.fr/d/x", location) == target


LINKS = LinkSettings(staging=("*.actimage.net",), allow_private=("intranet.lan",))


@pytest.mark.parametrize(
    ("location", "stop"),
    [
        ("ftp://x.fr/", Stop("scheme", "ftp")), ("javascript:x", Stop("scheme", "javascript")), ("", Stop("nowhere")),
        ("https://x.actimage.net/", Stop("staging", "x.actimage.net")), ("https://bo.y.fr/", Stop("staging", "bo")),
        ("http://localhost/", Stop("local", "localhost")), ("http://wiki/", Stop("local", "wiki")),
        ("http://x.local/", Stop("local", "x.local")),
    ],
)  # fmt: skip
def test_every_hop_is_looked_at_by_name(location: str, stop: Stop) -> None:
    assert next_address("https://a.fr/", location, LINKS, lambda host: host == "intranet.lan") == stop


@pytest.mark.parametrize("location", ["https://b.fr/", "http://10.0.0.1/", "http://intranet.lan/", "http://[::1]/"])
def test_addresses_are_left_to_the_connection(location: str) -> None:
    onward = next_address("https://a.fr/", location, LINKS, lambda host: host == "intranet.lan")
    assert isinstance(onward, Address)


def test_staging() -> None:
    assert is_staging("https://bo-x.actimage.net/", LINKS)
    assert not is_staging("https://beta.gouv.fr/", LINKS)
