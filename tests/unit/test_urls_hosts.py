"""Hosts: as the name system knows them, what kind of place they are, which patterns take them."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from evlint.urls.allowed import address_allowed, address_of, is_allowed
from evlint.urls.hosts import address_kind, classify, ipv4_value
from evlint.urls.names import excepted, host_key, host_matches


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        (host, kind)
        for kind, hosts in {
            "loopback": "127.0.0.1 127.1 2130706433 0x7f.1 0X7F000001 0177.0.0.1 017700000001 [::1] [0:0:0:0:0:0:0:1] "
            "[::ffff:7f00:1] [::ffff:127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] localhost LOCALHOST localhost. "
            "a.localhost １２７.0.0.1 127。0。0。1 %31%32%37.0.0.1 127.0.0.1.",
            "private": "10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 3232235777 [fd00::1] [fec0::1]",
            "link-local": "169.254.169.254 [fe80::1] [fe80::1%25eth0]",
            "reserved": "0.0.0.0 0 255.255.255.255 224.0.0.1 192.0.2.1 203.0.113.7 [2001:db8::1] [::] 240.0.0.1 [ff02::1]",
            "single-label": "intranet serveur www ai",
            "reserved-name": "nas.local a.internal w.intranet x.test x.invalid x.corp x.home.arpa x.localdomain X.LAN.",
            "documentation": "example.com www.example.org a.b.example.net example.edu mairie.example",
            "invalid": "1.2.3.456 1.2.3.4.5 a..b .a [::1 [::g] 08.1.1.1 a_b.256 foo.123 xn--.fr xn--a-é.fr a…b.fr a,b.fr "
            + "a" * 64
            + ".fr",
            "public": "mairie.fr 8.8.8.8 127.evil.com 10.2.fr notexample.com example.fr web.dev who.int i❤.ws café.fr "
            "[2606:4700::1] 172.32.0.1 100.128.0.1 internal.mairie.fr test.mairie.fr a_b.mairie.fr local.fr 0x.fr 1.fr",
        }.items()
        for host in hosts.split()
    ],
)
def test_kind(host: str, kind: str) -> None:
    assert classify(host) == kind


@pytest.mark.parametrize(
    "host", ["", ".", "..", "a" * 5000, "%", "%ff.fr", "%zz", "\x00", "a\u200bb.fr", "[", "]", "[]", "é" * 300]
)
def test_strange_hosts_are_judged_all_the_same(host: str) -> None:
    assert classify(host) in ("invalid", "public")


def test_keys() -> None:
    assert host_key("WWW.Mairie.FR.") == "www.mairie.fr"
    assert host_key("Café.fr") == "xn--caf-dma.fr"
    assert host_key("straße.de") == "xn--strae-oqa.de"
    assert host_key("ｍairie。fr") == "mairie.fr"
    assert host_key("ma%69rie.fr") == "mairie.fr"
    assert host_key("a\u00adb.fr") == "ab.fr"
    assert host_key("[::1]") == "[::1]"
    assert host_key("mairie .fr") is None


def test_ipv4_value() -> None:
    assert ipv4_value("1.2.3.4") == ipv4_value("1.131844") == ipv4_value("16909060") == 16909060
    assert ipv4_value("1.2.3.256") is None
    assert ipv4_value("4294967296") is None
    assert ipv4_value("1.2.3.4.5") is None


def test_an_address_inside_another_is_what_counts() -> None:
    assert address_kind(ip_address("::ffff:10.0.0.1")) == "private"
    assert address_kind(ip_address("2002:a00:1::")) == "private"
    assert address_kind(ip_address("64:ff9b::8.8.8.8")) == "public"


@pytest.mark.parametrize(
    ("host", "globs", "taken"),
    [
        ("demo.actimage.net", ("*.actimage.net",), "*.actimage.net"),
        ("a.b.actimage.net", ("*.actimage.net",), "*.actimage.net"),
        ("actimage.net", ("*.actimage.net",), None),
        ("actimage.net.evil.fr", ("*.actimage.net",), None),
        ("beta.gouv.fr", (".gouv.fr",), ".gouv.fr"),
        ("gouv.fr", (".gouv.fr",), ".gouv.fr"),
        ("notgouv.fr", (".gouv.fr",), None),
        ("wiki.lan", ("WIKI.lan:8080",), "WIKI.lan:8080"),
        ("a.crates.io", ("*.crates.io", "!a.crates.io"), None),
        ("b.crates.io", ("*.crates.io", "!a.crates.io"), "*.crates.io"),
        ("xn--caf-dma.fr", ("café.fr",), "café.fr"),
        ("a.xn--caf-dma.fr", (".Café.fr",), ".Café.fr"),
        ("a.xn--caf-dma.fr", ("*.café.*",), "*.café.*"),
        ("x.fr", (), None),
        ("a" * 300, ("*",), None),
    ],
)
def test_patterns(host: str, globs: tuple[str, ...], taken: str | None) -> None:
    assert host_matches(host, globs) == taken


def test_exceptions() -> None:
    assert excepted("staging.crates.io", ("!staging.crates.io",))
    assert not excepted("x.crates.io", ("!staging.crates.io", "x.crates.io"))


def test_allowed_hosts_and_networks() -> None:
    assert is_allowed("10.1.2.3", ("10.0.0.0/8",))
    assert is_allowed("0xa.1", ("10.0.0.0/8",))
    assert is_allowed("[fd00::1]", ("fd00::/8",))
    assert is_allowed("192.168.1.20", ("192.168.1.20",))
    assert is_allowed("wiki.lan", ("*.lan",))
    assert not is_allowed("11.1.2.3", ("10.0.0.0/8", "fd00::/8", "*.lan"))
    assert not is_allowed("wiki.corp", ("10.0.0.0/8",))
    assert not is_allowed("a..b", ("*",))
    assert address_of("mairie.fr") is None
    assert address_of("[zz]") is None
    assert address_allowed(ip_address("10.0.0.1"), ("10.0.0.1",))
