"""Pages are asked for while there is more to come: what brings them is seen to in between."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from evlint.link_check.address import address_of
from evlint.link_check.values import FetchResult, Job, PageRequest, PageResult, Response
from evlint.model.settings import HostSettings, LinkSettings
from evlint.net import crawler as linkcheck
from evlint.net.crawler import LinkChecker

AT_ONCE = LinkSettings(hosts={"*.example.fr": HostSettings(interval=0.0)})
A, B = "https://a.example.fr/", "https://b.example.fr/"
SLOW: dict[str, set[str]] = {}  # pages that do not answer before the set is filled
PAGE = Response(200, text="<p id=un><p id=deux>")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[PageRequest]:
    """What was asked so far; every page is there."""
    asks: list[PageRequest] = []
    SLOW.clear()

    class Client:
        def __init__(self, *_: object) -> None:
            self.resolver = self

        async def aclose(self) -> None:
            return

        async def ask(self, ask: PageRequest) -> FetchResult:
            asks.append(ask)
            while ask.method == "HEAD" and ask.url in SLOW and not SLOW[ask.url]:
                await asyncio.sleep(0)
            return PAGE if ask.body else Response(200)

    monkeypatch.setattr(linkcheck, "Client", Client)
    return asks


def job(url: str, fragments: set[str] | None = None) -> Job:
    address = address_of(url)
    assert address is not None
    return Job(address, fragments if fragments is not None else set())


def until(asked: list[PageRequest], count: int) -> Iterator[float]:
    """Have nothing new until so many questions were put; at most a second."""
    for _ in range(1000):
        if len(asked) >= count:
            return
        yield 0.001


def test_the_first_page_is_asked_for_before_the_last_is_known(asked: list[PageRequest]) -> None:
    seen: list[int] = []

    def feed() -> Iterator[Job | float]:
        yield job(A)
        seen.append(len(asked))
        yield from until(asked, 1)
        seen.append(len(asked))
        yield job(B)

    told: list[PageResult] = []
    LinkChecker(AT_ONCE, told.append).run(feed())
    assert seen == [0, 1]
    assert [learnt.job.address.url for learnt in told] == [A, B]


def test_pages_that_come_later_find_their_host_free(asked: list[PageRequest]) -> None:
    def feed() -> Iterator[Job | float]:
        for number in range(20):
            yield job(f"{A}{number}")
            yield from until(asked, number + 1)
            assert len(asked) == number + 1

    told: list[PageResult] = []
    LinkChecker(AT_ONCE, told.append).run(feed())
    assert len(told) == 20


def test_a_fragment_that_comes_while_its_page_is_asked_for_is_looked_for_too(asked: list[PageRequest]) -> None:
    fragments: set[str] = set()

    SLOW[A] = fragments

    def feed() -> Iterator[Job | float]:
        yield job(A, fragments)
        yield from until(asked, 1)
        fragments.update(("un", "trois"))

    told: list[PageResult] = []
    LinkChecker(AT_ONCE, told.append).run(feed())
    assert [(ask.method, ask.body) for ask in asked] == [("HEAD", False), ("GET", True)]
    assert told[-1].found == {"un": True, "trois": False}


def test_a_fragment_known_in_time_costs_no_second_question(asked: list[PageRequest]) -> None:
    fragments: set[str] = set()

    def feed() -> Iterator[Job | float]:
        yield job(A, fragments)
        fragments.add("deux")

    told: list[PageResult] = []
    LinkChecker(AT_ONCE, told.append).run(feed())
    assert [(ask.method, ask.body) for ask in asked] == [("GET", True)]
    assert told[0].found == {"deux": True}


def test_what_the_feed_raises_is_raised_as_it_is(asked: list[PageRequest]) -> None:
    def feed() -> Iterator[Job | float]:
        yield job(A)
        yield from until(asked, 1)
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        LinkChecker(AT_ONCE, lambda _: None).run(feed())
    assert len(asked) == 1
