"""How pages are asked for, without a network: a client that answers from a table stands for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest

from evlint.link_check.address import address_of
from evlint.link_check.values import FailureKind, FetchError, FetchResult, Job, PageRequest, PageResult, Response
from evlint.model.context import Hop
from evlint.model.settings import HostSettings, LinkSettings
from evlint.net import crawler as linkcheck
from evlint.net.crawler import LinkChecker
from evlint.net.throttle import HostThrottle

Answers = Mapping[str, FetchResult | list[FetchResult] | Callable[[PageRequest], FetchResult]]


class Ran(NamedTuple):
    """What a run asked, what it told, in order, and whether it found that there is no network."""

    asked: list[PageRequest]
    told: list[PageResult]
    down: bool
    by_proxy: bool
    slept: list[float]

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdicts by address."""
        return {learnt.job.address.url: learnt.answer.verdict for learnt in self.told}

    @property
    def questions(self) -> list[str]:
        """The method and the address of each question."""
        return [f"{ask.method} {ask.url}" for ask in self.asked]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """A run over links with a table of answers; a list is answered one by one, its last one again and again."""

    def go(answers: Answers, *links: str | Job, names: bool = True, links_settings: LinkSettings | None = None) -> Ran:
        asked: list[PageRequest] = []
        slept: list[float] = []
        closed: list[bool] = []

        class Client:
            def __init__(self, *_: object) -> None:
                self.resolver = self

            async def works(self) -> bool:
                return names

            async def aclose(self) -> None:
                closed.append(True)

            async def ask(self, ask: PageRequest) -> FetchResult:
                before = sum(1 for one in asked if one.url == ask.url)
                asked.append(ask)
                answer = answers[ask.url]
                if isinstance(answer, (Response, FetchError)):
                    return answer
                if isinstance(answer, list):
                    return answer[min(before, len(answer) - 1)]
                return answer(ask)

        async def at_once(seconds: float) -> None:
            slept.append(seconds)

        monkeypatch.setattr(linkcheck, "Client", Client)
        monkeypatch.setattr(asyncio, "sleep", at_once)
        told: list[PageResult] = []
        checker = LinkChecker(links_settings or LinkSettings(), told.append)
        checker.run([job(link) if isinstance(link, str) else link for link in links])
        assert closed == [True]
        return Ran(asked, told, checker.down, checker.stopped_by_proxy, slept)

    return go


def job(url: str, *fragments: str) -> Job:
    address = address_of(url)
    assert address is not None
    return Job(address, frozenset(fragments))


A, B, C, D = (f"https://{name}.example.fr/" for name in "abcd")
OK = Response(200)


def test_a_page_that_head_finds_is_asked_once(run: Callable[..., Ran]) -> None:
    ran = run({A: OK}, A)
    assert ran.questions == [f"HEAD {A}"]
    assert ran.verdicts == {A: "alive"}
    assert ran.told[0].answer.checked_at > 1.7e9
    assert (ran.asked[0].timeout, ran.asked[0].cookies, ran.asked[0].authorization) == (5.0, "", "")
    assert not ran.down


def test_get_is_asked_in_full_time_where_head_fails(run: Callable[..., Ran]) -> None:
    ran = run({A: lambda ask: Response(405) if ask.method == "HEAD" else OK}, A)
    assert ran.questions == [f"HEAD {A}", f"GET {A}"]
    assert [ask.timeout for ask in ran.asked] == [5.0, 10.0]
    short = LinkSettings(timeout=3.0, hosts={"b.example.fr": HostSettings(timeout=9.0)})
    ran = run(
        {A: lambda ask: Response(405) if ask.method == "HEAD" else OK, B: Response(404)}, A, B, links_settings=short
    )
    assert sorted((ask.url, ask.timeout) for ask in ran.asked) == [(A, 3.0), (A, 3.0), (B, 5.0), (B, 9.0)]


def test_a_host_that_answers_get_only_is_asked_with_get_after_a_while(run: Callable[..., Ran]) -> None:
    pages = [f"{A}{number}" for number in range(12)]
    only_get = LinkSettings(hosts={"a.example.fr": HostSettings(concurrency=1)})
    ran = run(
        dict.fromkeys(pages, lambda ask: Response(501) if ask.method == "HEAD" else OK), *pages, links_settings=only_get
    )
    assert [ask.method for ask in ran.asked] == ["HEAD", "GET"] * 8 + ["GET"] * 4
    for status in (400, 404):
        broken = run(dict.fromkeys(pages, Response(status)), *pages, links_settings=only_get)
        assert [ask.method for ask in broken.asked] == ["HEAD", "GET"] * 12


def test_what_may_pass_is_asked_again_as_often_as_the_settings_say(run: Callable[..., Ran]) -> None:
    for retries in (0, 2):
        ran = run({A: Response(500)}, A, links_settings=LinkSettings(retries=retries))
        assert ran.questions == [f"HEAD {A}", *[f"GET {A}"] * (retries + 1)]
        assert ran.verdicts == {A: "broken"}
    assert run({A: [Response(500), Response(500), OK]}, A).verdicts == {A: "alive"}


def test_pauses_are_the_hosts_where_it_asks_for_them(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    slowed: list[float] = []
    monkeypatch.setattr(HostThrottle, "slow_down", lambda _, wait: slowed.append(wait))
    quick = LinkSettings(hosts={"*": HostSettings(interval=0.0)})
    own = run({A: [Response(500), Response(500), OK]}, A, links_settings=quick)
    assert (len(own.slept), slowed) == (1, [])
    assert 0.25 <= own.slept[0] <= 0.75
    asked = run({A: [Response(503, retry_after="7"), OK]}, A, links_settings=quick)
    assert asked.slept == []
    assert 7 <= slowed[0] <= 7.5


def test_a_fragment_is_looked_for_in_the_page(run: Callable[..., Ran]) -> None:
    page = Response(200, text='<h2 id="un">x</h2>')
    ran = run({A: page, B: page._replace(cut=True)}, job(A, "un", "deux"), job(B, "un", "deux"))
    assert {ask.method for ask in ran.asked} == {"GET"}
    assert all(ask.body for ask in ran.asked)
    found = {learnt.job.address.url: (learnt.found, learnt.cut) for learnt in ran.told}
    assert found == {A: ({"un": True, "deux": False}, False), B: ({"un": True}, True)}
    unread = run({A: OK}, job(A, "un")).told[0]
    assert (unread.found, unread.cut) == ({}, False)
    assert not run({A: OK}, A).asked[0].body


def test_redirects_are_followed_and_noted(run: Callable[..., Ran]) -> None:
    ran = run({A: Response(301, location="/x"), f"{A}x": Response(302, location=B), B: OK}, A)
    answer = ran.told[0].answer
    assert (answer.verdict, answer.status, answer.final_url, answer.permanent) == ("alive", 200, B, False)
    assert answer.hops == (Hop(A, 301), Hop(f"{A}x", 302))
    assert ran.questions == [f"HEAD {A}", f"HEAD {A}x", f"HEAD {B}"]


def test_a_redirect_without_an_address_is_broken(run: Callable[..., Ran]) -> None:
    ran = run({A: Response(302)}, A)
    assert (ran.verdicts, ran.told[0].answer.hops) == ({A: "broken"}, ())


def chain(length: int) -> tuple[dict[str, FetchResult], str]:
    pages: dict[str, FetchResult] = {f"{A}{one}": Response(302, location=f"/{one + 1}") for one in range(length)}
    return {**pages, f"{A}{length}": OK}, f"{A}0"


def test_ten_redirects_are_followed_and_no_more(run: Callable[..., Ran]) -> None:
    answers, start = chain(10)
    assert run(answers, start).verdicts == {start: "alive"}
    answers, start = chain(11)
    ran = run(answers, start)
    assert ran.verdicts == {start: "broken"}
    assert ran.told[0].answer.final_url == f"{A}11"
    assert f"HEAD {A}11" not in ran.questions


def test_circles_end(run: Callable[..., Ran]) -> None:
    ran = run({A: Response(302, location=B), B: Response(302, location=A)}, A)
    assert ran.verdicts == {A: "broken"}
    assert ran.questions == [f"HEAD {A}", f"HEAD {B}"] * 2 or ran.questions == [
        f"{method} {url}" for method in ("HEAD", "GET") for url in (A, B)
    ]


def test_an_address_that_waits_for_its_cookie_is_no_circle(run: Callable[..., Ran]) -> None:
    def door(ask: PageRequest) -> FetchResult:
        return OK if ask.cookies == "seen=1" else Response(302, location=A, cookies=("seen=1; Path=/",))

    assert run({A: door}, A).verdicts == {A: "alive"}


def test_a_chase_that_head_does_not_end_well_is_begun_again_with_get(run: Callable[..., Ran]) -> None:
    def landing(ask: PageRequest) -> FetchResult:
        return Response(302, location=B) if ask.method == "HEAD" else OK

    ran = run({A: landing, B: Response(404)}, A)
    assert ran.verdicts == {A: "alive"}
    stopped = run({A: Response(302, location="ftp://x.example.fr/")}, A)
    assert (stopped.questions, stopped.told[0].answer.final_url) == ([f"HEAD {A}"], "ftp://x.example.fr/")
    staging = run({A: Response(302, location="https://bo-x.example.fr/")}, A)
    assert (staging.questions, staging.verdicts) == ([f"HEAD {A}"], {A: "staging"})
    nowhere = run({A: Response(302, location="http://[")}, A)
    assert nowhere.told[0].answer.final_url == A
    assert nowhere.questions == [f"HEAD {A}", f"GET {A}"]


def test_credentials_go_to_their_own_origin_only(run: Callable[..., Ran]) -> None:
    own = "https://a.example.fr/x"
    secret = Job(job(A).address._replace(userinfo="me:p%40ss"))
    ran = run({A: Response(302, location="/x"), own: Response(302, location=B), B: OK}, secret)
    assert [(ask.url, ask.authorization) for ask in ran.asked] == [
        (A, "Basic bWU6cEBzcw=="),
        (own, "Basic bWU6cEBzcw=="),
        (B, ""),
    ]


SET = (
    "a=1; Domain=example.fr",
    "b=2",
    "c=3; Domain=other.fr",
    "d=4; Domain=fr",
    "nonsense\x00",
    "e=5; Domain=.Example.FR",
)


def test_cookies_go_to_their_own_host_and_to_those_of_its_domain(run: Callable[..., Ran]) -> None:
    ran = run({A: Response(302, location="/x", cookies=SET), f"{A}x": Response(302, location=B), B: OK}, A)
    own, of_the_domain = ran.asked[1].cookies, ran.asked[2].cookies
    assert own == "a=1; b=2; c=3; d=4; e=5"
    assert of_the_domain == "a=1; e=5"
    elsewhere = run({A: Response(302, location="https://bexample.fr/", cookies=SET), "https://bexample.fr/": OK}, A)
    assert elsewhere.asked[1].cookies == ""
    apex = "https://example.fr/"
    assert run({A: Response(302, location=apex, cookies=SET), apex: OK}, A).asked[1].cookies == "a=1; e=5"
    other = "https://evilexample.fr/"
    assert run({other: Response(302, location=A, cookies=SET), A: OK}, other).asked[1].cookies == ""


def test_cookies_are_bounded(run: Callable[..., Ran]) -> None:
    many = tuple(f"c{number}=1" for number in range(60))
    ran = run({A: Response(302, location="/x", cookies=(*many, "z=" + "x" * 9000)), f"{A}x": OK}, A)
    assert len(ran.asked[1].cookies.split("; ")) == 50


@pytest.mark.parametrize("kind", ["unknown-host", "private", "tls", "no-name-server"])
def test_what_holds_for_a_whole_host_is_asked_once(run: Callable[..., Ran], kind: FailureKind) -> None:
    pages = [f"{A}{number}" for number in range(3)]
    one = LinkSettings(hosts={"a.example.fr": HostSettings(concurrency=1)})
    ran = run({**dict.fromkeys(pages, FetchError(kind)), B: OK}, *pages, B, links_settings=one)
    assert len([ask for ask in ran.asked if ask.url in pages]) == 1
    assert len({ran.verdicts[page] for page in pages}) == 1
    assert ran.verdicts[B] == "alive"


@pytest.mark.parametrize("kind", ["refused", "no-route", "connect-timeout"])
def test_a_refusal_is_believed_of_the_whole_host_the_second_time(run: Callable[..., Ran], kind: FailureKind) -> None:
    pages = [f"{A}{number}" for number in range(4)]
    one = LinkSettings(retries=0, hosts={"a.example.fr": HostSettings(concurrency=1)})
    ran = run({**dict.fromkeys(pages, FetchError(kind)), B: OK}, *pages, B, links_settings=one)
    assert len({ask.url for ask in ran.asked if ask.url in pages}) == 2
    assert len(ran.told) == 5


def test_a_host_that_keeps_asking_for_patience_is_left_in_peace(run: Callable[..., Ran]) -> None:
    pages = [f"{A}{number}" for number in range(6)]
    one = LinkSettings(retries=0, hosts={"*.example.fr": HostSettings(concurrency=1)})
    ran = run(dict.fromkeys(pages, Response(429)), *pages, links_settings=one)
    assert len({ask.url for ask in ran.asked}) == 3
    assert set(ran.verdicts.values()) == {"unverifiable"}
    assert len(ran.told) == 6


def test_without_names_nothing_is_told(run: Callable[..., Ran]) -> None:
    answers = dict.fromkeys([A, B, C, D], FetchError("unknown-host"))
    ran = run(answers, A, B, C, D, names=False)
    assert (ran.told, ran.down) == ([], True)
    known = run(answers, A, B, C, D, names=True)
    assert (known.verdicts, known.down) == (dict.fromkeys([A, B, C, D], "unknown-host"), False)


def test_one_unknown_name_is_told_where_names_work(run: Callable[..., Ran]) -> None:
    assert run({A: FetchError("unknown-host")}, A).verdicts == {A: "unknown-host"}
    assert run({A: FetchError("unknown-host")}, A, names=False).down
    assert not run({A: FetchError("unknown-host"), B: OK}, A, B, names=False).down


@pytest.mark.parametrize("kind", ["refused", "no-route", "connect-timeout", "proxy"])
def test_without_a_way_to_any_host_nothing_is_told(run: Callable[..., Ran], kind: FailureKind) -> None:
    none = LinkSettings(retries=0)
    ran = run(dict.fromkeys([A, B], FetchError(kind)), A, B, links_settings=none)
    assert (ran.told, ran.down, ran.by_proxy) == ([], True, kind == "proxy")
    one = run({A: FetchError(kind)}, A, links_settings=none)
    assert (len(one.told), one.down) == (1, False)
    other = run({A: FetchError(kind), B: FetchError(kind), C: OK}, A, B, C, links_settings=none)
    assert (len(other.told), other.down) == (3, False)


def test_after_three_deaf_hosts_the_others_are_not_asked(run: Callable[..., Ran]) -> None:
    hosts = [f"https://h{number}.example.fr/" for number in range(9)]
    ran = run(dict.fromkeys(hosts, FetchError("no-route")), *hosts, links_settings=LinkSettings(concurrency=1))
    assert ran.down
    assert len(ran.asked) < 9


def test_a_listed_host_says_nothing_about_the_network(run: Callable[..., Ran]) -> None:
    own = LinkSettings(allow_private=("a.example.fr", "b.example.fr"), retries=0)
    ran = run(dict.fromkeys([A, B], FetchError("refused")), A, B, links_settings=own)
    assert (ran.verdicts, ran.down) == ({A: "unreachable", B: "unreachable"}, False)


def test_the_limits_hold(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[int, float, float]] = []

    def noted(concurrency: int, interval: float, timeout: float) -> HostThrottle:
        made.append((concurrency, interval, timeout))
        return HostThrottle(concurrency, interval, timeout)

    monkeypatch.setattr(linkcheck, "HostThrottle", noted)
    own = LinkSettings(hosts={"a.*": HostSettings(concurrency=2, interval=0.5), "*": HostSettings(timeout=7.0)})
    run({A: OK, f"{A}1": OK, B: OK}, A, f"{A}1", B, links_settings=own)
    assert sorted(made) == [(2, 0.5, 10.0), (HostSettings().concurrency, HostSettings().interval, 7.0)]
