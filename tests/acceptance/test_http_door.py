"""The door to the network connects to addresses that were looked at, and to no other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from badserver import BadServer, serving

from evlint.link_check.values import FetchError, FetchResult, PageRequest, Response
from evlint.net import resolver as resolve
from evlint.net.client import Client
from evlint.net.decompress import Inflater
from evlint.net.resolver import AddressPolicy


@pytest.fixture(scope="module")
def server() -> Iterator[BadServer]:
    with serving(2) as running:
        yield running


def ask(url: str, *allowed: str, times: int = 1) -> list[FetchResult]:
    async def run() -> list[FetchResult]:
        client = Client(AddressPolicy(allowed))
        heard = [await client.ask(PageRequest(url, "GET", timeout=30)) for _ in range(times)]
        await client.aclose()
        return heard

    return asyncio.run(run())


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"],
)
def test_a_name_with_a_private_address_is_not_connected_to(
    server: BadServer, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(resolve, "look_up", lambda _: ("93.184.216.34", address))
    before = len(server.seen)
    assert ask(server.url("/ok", "public.example.fr")) == [FetchError("private", address)]
    assert len(server.seen) == before


def test_a_listed_host_is_reached_at_the_address_that_was_looked_at_and_resolved_once(
    server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def look_up(host: str) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.2",)

    monkeypatch.setattr(resolve, "look_up", look_up)
    heard = ask(server.url("/ok", "ours.example.fr"), "ours.example.fr", times=2)
    assert [one.status for one in heard if isinstance(one, Response)] == [200, 200]
    assert asked == ["ours.example.fr"]
    assert server.seen[-1].address == "127.0.0.2"
    assert server.seen[-1].headers["host"] == f"ours.example.fr:{server.port}"


@pytest.mark.parametrize(
    ("host", "pattern", "takes"),
    [
        ("ours.example.fr", "OURS.example.fr", True),
        ("ours.example.fr", ".example.fr", True),
        ("example.fr", ".example.fr", True),
        ("ours.example.fr", "*.example.fr:8443", True),
        ("théâtre.example.fr", "théâtre.example.fr", True),
        ("théâtre.example.fr", "xn--th[!x]tre-*.example.fr", False),
        ("ours.example.fr.", "ours.example.fr", True),
        ("ours.example.fr", "our?.example.fr", False),
        ("ours.example.fr", "[a-z]urs.example.fr", False),
        ("a" * 60 + ".example.fr", "*a" * 40 + "*z", False),
    ],
)
def test_headers_go_to_the_hosts_of_a_pattern_written_as_everywhere_else(
    server: BadServer, monkeypatch: pytest.MonkeyPatch, host: str, pattern: str, takes: bool
) -> None:
    monkeypatch.setattr(resolve, "look_up", lambda _: ("127.0.0.2",))
    monkeypatch.setenv("EVLINT_TOKEN", "swordfish")

    async def run(listed: tuple[str, ...] | None) -> set[str]:
        client = Client(AddressPolicy(("*",)), {pattern: {"X-Key": "EVLINT_TOKEN"}}, listed)
        await client.ask(PageRequest(server.url("/ok", host), "GET", timeout=30))
        await client.aclose()
        return client.withheld

    for listed, sent in ((None, takes), ((pattern,), takes), (("other.example.fr",), False)):
        withheld = asyncio.run(run(listed))
        assert server.seen[-1].headers.get("x-key") == ("swordfish" if sent else None)
        assert bool(withheld) == (takes and not sent)


def test_a_name_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "look_up", lambda _: FetchError("unknown-host"))
    assert ask("http://nobody.example.fr/") == [FetchError("unknown-host")]


def test_what_is_compressed_is_decoded_up_to_the_bound() -> None:
    import gzip

    inflater = Inflater("gzip", 1000)
    assert inflater.add(gzip.compress(b"x" * 5_000_000))
    assert inflater.cut
    assert inflater.text(None) == "x" * 1000
    whole = Inflater("", 1000)
    assert not whole.add("é".encode("latin-1"))
    assert whole.text("iso-8859-1") == "é"
