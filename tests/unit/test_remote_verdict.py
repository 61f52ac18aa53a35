"""What does this chain of replies mean? The table of SPEC, EV401 to EV409."""

from __future__ import annotations

import pytest

from evlint.link_check.hints import Place, hints
from evlint.link_check.values import FetchError, Response
from evlint.link_check.verdict import Chase, Stop, is_lasting, judge, with_fragment
from evlint.model.context import Answer, Hop

URL = "https://a.example.fr/"
ON = "https://b.example.fr/"


def verdict(end: Response | FetchError | Stop, *hops: int) -> str:
    return judge(Chase(tuple(Hop(URL, status) for status in hops), ON, end)).verdict


@pytest.mark.parametrize("status", [200, 201, 204, 206, 300])
def test_alive(status: int) -> None:
    assert verdict(Response(status)) == "alive"


@pytest.mark.parametrize("status", [401, 403, 405, 407, 429, 451, 503, 999])
def test_what_may_be_there_is_not_called_broken(status: int) -> None:
    assert verdict(Response(status)) == "unverifiable"
    assert str(status) in str(judge(Chase((), URL, Response(status))).reason)


@pytest.mark.parametrize("status", [400, 402, 404, 406, 410, 418, 422, 500, 501, 502, 504, 520])
def test_broken(status: int) -> None:
    assert verdict(Response(status)) == "broken"
    assert str(status) in str(judge(Chase((), URL, Response(status))).reason)


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (Stop("loop"), "broken"), (Stop("too-many"), "broken"), (Stop("nowhere"), "broken"),
        (Stop("scheme", "ftp"), "broken"), (Response(302), "broken"), (Stop("staging", "bo"), "staging"),
        (Stop("local", "intranet"), "staging"), (FetchError("private", "10.0.0.1"), "private"),
        (FetchError("unknown-host"), "unknown-host"), (FetchError("tls", "expired"), "tls"),
        (FetchError("refused"), "unreachable"), (FetchError("reset"), "unreachable"),
        (FetchError("no-http"), "unreachable"), (FetchError("timeout"), "unverifiable"),
        (FetchError("odd-http"), "unverifiable"), (FetchError("silent"), "unverifiable"),
        (FetchError("connect-timeout"), "unverifiable"), (FetchError("proxy"), "unverifiable"),
        (FetchError("no-name-server"), "unverifiable"), (FetchError("given-up"), "unverifiable"),
    ],
)  # fmt: skip
def test_ends(end: Response | FetchError | Stop, said: str) -> None:
    answer = judge(Chase((Hop(URL, 302),), ON, end))
    assert answer.verdict == said
    assert str(answer.reason).strip()


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("expired", "has expired"), ("wrong-name", "another name"), ("unknown-issuer", "not known"),
        ("self-signed", "itself"), ("not-yet-valid", "not valid yet"), ("no protocols available", "no protocols available"),
    ],
)  # fmt: skip
def test_tls_failures_name_their_reason(detail: str, words: str) -> None:
    assert words in str(judge(Chase((), URL, FetchError("tls", detail))).reason)


@pytest.mark.parametrize(
    ("hops", "end", "permanent"),
    [
        ((301,), 200, True), ((308, 301), 200, True), ((301, 302), 200, False), ((302,), 200, False), ((), 200, False),
        ((301,), 404, False), ((301,), 403, False),
    ],
)  # fmt: skip
def test_moved_for_good_only_where_every_hop_says_so_and_the_page_works(
    hops: tuple[int, ...], end: int, permanent: bool
) -> None:
    answer = judge(Chase(tuple(Hop(URL, status) for status in hops), ON, Response(end)))
    assert answer.permanent is permanent
    assert answer.final_url == ON


def test_only_what_may_pass_as_good_is_remembered() -> None:
    kept = {verdict for verdict in _VERDICTS if is_lasting(Answer(verdict))}  # type: ignore[arg-type]  # every verdict
    assert kept == {"alive", "unverifiable"}


_VERDICTS = ("alive", "unverifiable", "unknown-host", "tls", "broken", "unreachable", "private", "staging")


def test_fragments() -> None:
    alive = Answer("alive", 200)
    assert with_fragment(alive, found=True, cut=True).fragment_found is True
    assert with_fragment(alive, found=False, cut=False).fragment_found is False
    assert with_fragment(alive, found=None, cut=False).fragment_found is None
    assert with_fragment(alive, found=None, cut=True).verdict == "unverifiable"
    broken = Answer("broken", 404)
    assert with_fragment(broken, found=False, cut=False) == broken


def _said(answers: dict[str, Answer], place: Place) -> list[str]:
    return [str(hint).partition("\n")[2] for hint in hints(answers, place)]


def test_hints_name_the_hosts_and_what_to_write() -> None:
    answers = {
        "https://a.example.fr/#x": Answer("unverifiable", 429, "https://slow.example.fr/a"),
        "https://me:hush@No.example.fr/1": Answer("unverifiable", 403, "https://login.example.fr/"),
        "//no.example.fr/2": Answer("unverifiable", 999, "https://no.example.fr/2"),
        "https://b.example.fr/": Answer("broken", 404, URL),
        "https://c.example.fr/": Answer("unverifiable", 503, URL),
    }
    assert _said(answers, Place()) == [
        '[links.hosts."slow.example.fr"]\nconcurrency = 1\ninterval = "1s"',
        '[links]\nignore = ["https://no.example.fr/*"]',
    ]
    assert str(hints(answers, Place())[1]).startswith("2 links")
    assert _said(answers, Place(table="tool.evlint.links", has_table=True, hosts=["slow.example.fr"])) == [
        'ignore = ["https://no.example.fr/*"]'
    ]
    assert _said(answers, Place(has_table=True, has_ignore=True, hosts=["slow.example.fr"])) == [
        '"https://no.example.fr/*"'
    ]
    assert hints({URL: Answer("alive", 200, URL)}, Place()) == []
