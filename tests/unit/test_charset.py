"""Charsets as browsers know them, bodies up to their bound, redirects as browsers read them, and private addresses."""

from __future__ import annotations

import gzip
import zlib
from ipaddress import ip_address, ip_network

import pytest
import webencodings.labels

from evlint.link_check.address import joined
from evlint.net.charset import codec_of, decoded
from evlint.net.decompress import Inflater
from evlint.urls.hosts import address_kind, classify
from evlint.urls.special import kind_of


def test_the_labels_are_those_of_the_standard() -> None:
    for label, name in webencodings.labels.LABELS.items():
        codec = codec_of(label)
        assert codec is not None, label
        if codec:
            "é".encode(codec, "replace")
        assert (codec == "") == (name in ("hz-gb-2312", "iso-2022-kr", "replacement")), label
    for label in ("punycode", "idna", "utf-7", "rot13", "zlib_codec", "unicode_escape", "hex", "cp037", "x", ""):
        assert codec_of(label) is None, label


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        ("été".encode(), None, "été"),
        ("été".encode(), "punycode", "été"),
        ("été".encode("latin-1"), "ISO-8859-1", "été"),
        ("“x”".encode("cp1252"), " latin1\n", "“x”"),
        (b"\xef\xbb\xbfx", "utf-16", "x"),
        ("x".encode("utf-16"), "utf-8", "x"),
        ("日本".encode("shift_jis"), "Shift_JIS", "日本"),
        (b"<meta charset='windows-1252'>\xe9", None, "<meta charset='windows-1252'>é"),
        (
            b'<meta content="text/html; charset=iso-8859-15">\xa4',
            None,
            '<meta content="text/html; charset=iso-8859-15">€',
        ),
        (b"<meta charset=utf-16>\xc3\xa9", None, "<meta charset=utf-16>é"),
        (b"anything", "iso-2022-kr", "\ufffd"),
        (b"\xff", "utf-8", "\ufffd"),
    ],
)
def test_a_page_is_read_as_browsers_read_it(data: bytes, label: str | None, text: str) -> None:
    assert decoded(data, label) == text


def inflated(data: bytes, most: int = 1_000, encoding: str = "gzip") -> Inflater:
    found = Inflater(encoding, most)
    for start in range(0, len(data), 700):
        if found.add(data[start : start + 700]):
            return found
    found.end()
    return found


def test_several_gzip_members_are_one_body() -> None:
    one, two = gzip.compress(b"un "), gzip.compress(b"deux")
    whole = inflated(one + two)
    assert (whole.text(None), whole.cut) == ("un deux", False)
    assert inflated(one + two[:-3]).cut
    assert inflated(one + b"no member").cut
    assert inflated(zlib.compress(b"x"), encoding="deflate").text(None) == "x"


def test_what_is_compressed_has_a_bound_of_its_own() -> None:
    endless = inflated(b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + b"a" * 200_000)
    assert endless.cut
    assert endless._taken < 100_000
    assert inflated(gzip.compress(b"") * 5_000, most=200_000).cut
    assert inflated(gzip.compress(b"\0" * 5_000)).cut
    assert not inflated(gzip.compress(b"\0" * 1_000)).cut


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/x", "http://a.fr/x"),
        ("x", "http://a.fr/d/x"),
        ("\\\\b.fr\\x", "http://b.fr/x"),
        ("/\\b.fr/x", "http://b.fr/x"),
        ("//b.fr", "http://b.fr"),
        ("////b.fr/x", "http://b.fr/x"),
        ("http:x", "http://a.fr/d/x"),
        ("http:/x", "http://a.fr/x"),
        ("http:\\\\b.fr", "http://b.fr"),
        ("HTTP:////b.fr/x", "http://b.fr/x"),
        ("https:b.fr/x", "https://b.fr/x"),
        ("https:/b.fr/x", "https://b.fr/x"),
        (" \t/x\n ", "http://a.fr/x"),
        ("ht\ntp://b.fr/", "http://b.fr/"),
        ("/x?a=\\b", "http://a.fr/x?a=\\b"),
        ("?q", "http://a.fr/d/e?q"),
        ("#f", "http://a.fr/d/e?p#f"),
        ("mailto:a@b.fr", "mailto:a@b.fr"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("", None),
        (" ", None),
    ],
)
def test_a_redirect_leads_where_browsers_go(location: str, url: str | None) -> None:
    assert joined("http://a.fr/d/e?p", location) == url


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("8.8.8.8", "public"), ("192.0.0.9", "public"), ("192.31.196.1", "public"), ("2606:4700::1111", "public"),
        ("2001:4860:4860::8888", "public"), ("2001:4:112::1", "public"), ("64:ff9b::8.8.8.8", "public"),
        ("2002:808:808::1", "public"), ("::ffff:8.8.8.8", "public"), ("2620:4f:8000::1", "public"),
        ("127.0.0.1", "loopback"), ("::1", "loopback"), ("::127.0.0.1", "loopback"), ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:0:127.0.0.1", "loopback"), ("64:ff9b::127.0.0.1", "loopback"), ("2002:7f00:1::", "loopback"),
        ("10.1.2.3", "private"), ("100.100.100.200", "private"), ("168.63.129.16", "private"),
        ("fd00:ec2::254", "private"), ("fd20:ce::254", "private"), ("fec0::1", "private"), ("64:ff9b:1::1", "private"),
        ("64:ff9b:1:7f00:1::", "private"), ("2001:4860:0:1::5efe:10.0.0.1", "private"),
        ("2001:4860:0:1:200:5efe:192.168.0.1", "private"), ("::168.63.129.16", "private"),
        ("169.254.169.254", "link-local"), ("fe80::1", "link-local"), ("::ffff:169.254.169.254", "link-local"),
        ("64:ff9b::169.254.169.254", "link-local"), ("2002:a9fe:a9fe::", "link-local"),
        ("0.0.0.0", "reserved"), ("192.0.0.192", "reserved"), ("198.18.0.1", "reserved"), ("224.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"), ("::", "reserved"), ("::8.8.8.8", "reserved"), ("::ffff:0:8.8.8.8", "reserved"),
        ("100::1", "reserved"), ("100:0:0:1::1", "reserved"), ("2001::1", "reserved"), ("2001:2::1", "reserved"),
        ("2001:db8::1", "reserved"), ("3fff::1", "reserved"), ("5f00::1", "reserved"), ("ff02::1", "reserved"),
        ("4000::1", "reserved"),
    ],
)  # fmt: skip
def test_what_an_address_is(address: str, kind: str) -> None:
    assert address_kind(ip_address(address)) == kind
    assert classify(f"[{address}]" if ":" in address else address) == kind


def test_nothing_that_python_calls_private_is_public() -> None:
    """Python's table is older than ours, never stricter, but for what its readers disagree about."""
    for number in range(0, 1 << 32, 999_983):
        address = ip_address(number)
        if not address.is_global or address.is_multicast:
            assert kind_of(address) != "public", address
    for text in ("64:ff9b:1::/48", "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8", "100::/64"):
        assert kind_of(ip_network(text)[77]) != "public"
