"""The formats: what posts write passes, what is none is refused. Cases after the RFCs that JSON Schema names."""

from __future__ import annotations

import pytest

from evlint.schema.formats import FORMATS
from evlint.schema.patterns import is_pattern, matcher

GOOD = {
    "date": ["2022-11-03", "2024-02-29", "0001-01-01"],
    "date-time": [
        "2022-11-03",
        "2022-11-03T18:30:00+01:00",
        "2022-11-03 18:30:00 +01:00",
        "2022-11-03 18:30:00 +0100",
        "2018-07-18 15:16:00 Z",
        "2022-11-03T18:30:00.123z",
        "2022-11-03 18:30",
        "2022-11-03t18:30:00",
    ],
    "time": ["18:30", "18:30:00", "18:30:00+01:00", "18:30:59.5Z"],
    "duration": ["P1D", "PT2H30M", "P1Y2M3DT4H5M6S", "P4W"],
    "email": ["contact@example.org", "a.b+c@example.org", '"a b"@example.org', "a@[127.0.0.1]", "a@[IPv6:::1]"],
    "idn-email": ["élève@école.fr", "contact@example.org"],
    "hostname": ["www.example.org", "localhost", "a" * 63 + ".fr"],
    "idn-hostname": ["école.fr", "www.example.org"],
    "ipv4": ["192.0.2.1", "0.0.0.0", "255.255.255.255"],
    "ipv6": ["::1", "2001:db8::1", "::ffff:192.0.2.1"],
    "uri": [
        "https://www.numerique.gouv.fr/agenda/?a=b#c",
        "mailto:a@example.org",
        "urn:oasis:names",
        "http://[2001:db8::1]:80/x",
        "ftp://user:pw@example.org/a%20b",
        "https://example.org",
    ],
    "uri-reference": ["/uploads/a.jpg", "#anchor", "", "a/b?c", "//example.org/x", "https://example.org/"],
    "iri": ["https://fr.wikipedia.org/wiki/Été", "https://école.fr/"],
    "iri-reference": ["/été/à", "#été"],
    "uri-template": ["https://example.org/{id}/{?q,page*}", "x"],
    "json-pointer": ["", "/a/0", "/a~1b~0c"],
    "relative-json-pointer": ["0", "1/a", "2#"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000"],
    "regex": ["^[a-z]+$", r"^\p{L}+$", "(?<year>\\d{4})"],
}
BAD = {
    "date": [
        "2022-02-29",
        "2022-13-01",
        "2022-11-00",
        "2022-11-31",
        "0000-01-01",
        "22-11-03",
        "2022-11-3",
        "hier",
        "",
        "٢٠٢٢-11-03",
    ],
    "date-time": [
        "2022-02-29 10:00",
        "2022-11-03 25:00",
        "2022-11-03T18:30:00+25:00",
        "2022-11-03 ",
        "2022-11-03T",
        "18:30",
    ],
    "time": ["24:00", "18h30", "18:60", "9:30", "18:30:00+1"],
    "duration": ["P", "PT", "1D", "P1S", "PT1D", "P2W1D"],
    "email": ["x", "a@", "@b", "a b@c.fr", "a..b@c.fr", "a@b..c", "é@b.fr", "a" * 65 + "@b.fr", "a@b.fr "],
    "idn-email": ["é@", "é é@b.fr"],
    "hostname": ["-a.fr", "a_b.fr", "a..b", "a" * 64 + ".fr", "a." * 130, ""],
    "idn-hostname": ["-école.fr", "."],
    "ipv4": ["192.0.2", "256.0.0.1", "192.0.2.01", "1.2.3.4.5", "1.2.3.4."],
    "ipv6": ["::1::", "12345::", "fe80::1%eth0", "1.2.3.4"],
    "uri": [
        "www.example.org",
        "/a",
        "https://exa mple.org/",
        "https://example.org/é",
        "http://a:b:c/",
        "http://[::1",
        ":x",
        "",
        "a%zz:b",
    ],
    "uri-reference": ["a b", "/été", "%zz", "http://a b/"],
    "iri": ["été", "https://exa mple.org/"],
    "iri-reference": ["a b", "\\\\server\\share"],
    "uri-template": ["{", "{}", "{a", "a}b{"],
    "json-pointer": ["a", "/~2", "/a~"],
    "relative-json-pointer": ["", "/a", "01"],
    "uuid": ["123e4567e89b12d3a456426614174000", "x"],
    "regex": ["(", "[z-a]", "a{2,1}"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in GOOD.items() for text in texts])
def test_good(name: str, text: str) -> None:
    assert FORMATS[name](text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_bad(name: str, text: str) -> None:
    assert not FORMATS[name](text)


def test_every_format_is_tried() -> None:
    aliases = {"host-name", "ip-address"}
    assert GOOD.keys() == BAD.keys() == FORMATS.keys() - aliases


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_hostile_texts_take_no_time(name: str) -> None:
    for text in (
        "a" * 100_000,
        "a." * 50_000,
        "a@" * 50_000,
        "{" * 50_000,
        "://" * 50_000,
        "%" * 100_000,
        "2022-11-03 " * 9_000,
    ):
        FORMATS[name](text)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^a$", "a\n", False),
        (r"^\d+$", "٣", False),
        (r"^\w+$", "é", False),
        (r"^[\d-]+$", "12-3", True),
        (r"^\D$", "é", True),
        (r"^\p{L}+$", "Été", True),
        (r"^\p{L}+$", "a1", False),
        (r"^\u{e9}$", "é", True),
        (r"(?<y>\d)\k<y>", "11", True),
        (r"[[]\$", "[$", True),
        (r"^\p{Lu}$", "x", False),
        (r"[\D]", "1", False),
        ("[a||b]", "a", True),
        ("x", "axb", True),
        ("(?<=", "x", True),
    ],
)
def test_patterns_are_read_as_ecmascript_reads_them(pattern: str, text: str, found: bool) -> None:
    assert matcher(pattern)(text) is found


def test_what_is_no_pattern_is_told_so() -> None:
    assert is_pattern(r"\p{Lu}")
    assert not is_pattern("(?<=")


def test_host_names() -> None:
    assert FORMATS["idn-hostname"]("école.fr")
    assert not FORMATS["idn-hostname"]("-é.fr")
    assert FORMATS["idn-hostname"]("example.org")
