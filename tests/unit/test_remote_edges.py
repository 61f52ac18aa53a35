"""The edges of the tables behind EV401 to EV409: each line was once a change of the code that no test saw."""

from __future__ import annotations

import pytest

from evlint.link_check.address import address_of, ignored
from evlint.link_check.places import found_in
from evlint.link_check.retry import FIRST_WAIT, LONGEST_WAIT, Step, next_address, next_step, wait_asked
from evlint.link_check.values import FetchError, Response
from evlint.link_check.verdict import Chase, Stop, judge, with_fragment
from evlint.model.context import Hop
from evlint.model.settings import LinkSettings

URL, ON = "https://a.example.fr/", "https://b.example.fr/"


@pytest.mark.parametrize(
    ("port", "known"), [("0", False), ("1", True), ("65535", True), ("65536", False), ("655350", False)]
)
def test_ports_end_where_they_end(port: str, known: bool) -> None:
    assert (address_of(f"http://a.fr:{port}/") is not None) is known


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("abc", "abc", True), ("abc", "abcd", False), ("a*", "a", True), ("*c", "bc", True), ("*", "", True),
        ("b*", "ab", False), ("a*b*c", "abc", True), ("a*b*c", "a-b-c", True), ("a*b*c", "acb", False),
        ("a*b*c", "a-c", False), ("ab*bc", "abc", False), ("ab*bc", "abbc", True), ("a*b*bc", "abc", False),
        ("*ab*ab", "ab", False), ("*ab*ab", "abab", True), ("a*a*a", "aa", False), ("a*a*a", "aaa", True),
    ],
)  # fmt: skip
def test_a_star_stands_for_any_text(pattern: str, text: str, fits: bool) -> None:
    assert ignored(text, ("nothing", pattern)) is fits


@pytest.mark.parametrize(
    ("status", "after", "step"),
    [
        (429, None, Step("GET", FIRST_WAIT, for_host=True)),
        (500, None, Step("GET", FIRST_WAIT, for_host=False)),
        (500, "4", Step("GET", 4 + 0.5 * FIRST_WAIT, for_host=True)),
        (503, str(int(LONGEST_WAIT)), Step("GET", LONGEST_WAIT + 0.5 * FIRST_WAIT, for_host=True)),
        (503, str(int(LONGEST_WAIT) + 1), None),
        (400, "4", None),
    ],
)
def test_how_long_is_waited_and_by_whom(status: int, after: str | None, step: Step | None) -> None:
    assert next_step("GET", Response(status, retry_after=after), 0, 3, jitter=0.5, now=0.0) == step


def test_a_wait_has_a_bounded_number_of_digits() -> None:
    assert wait_asked(Response(503, retry_after="9" * 5000), 0.0) == 999_999_999.0


def reason(end: Response | FetchError | Stop, *hops: int) -> str:
    return str(judge(Chase(tuple(Hop(URL, status) for status in hops), ON, end)).reason)


@pytest.mark.parametrize(
    ("end", "says"),
    [
        (Stop("loop"), "in circles"),
        (Stop("too-many"), "more than 10 times"),
        (Stop("scheme", "ftp"), "no web page (ftp)"),
        (Stop("nowhere"), "cannot be one (after 1 hops)"),
        (Stop("staging", "bo"), "“bo” is the mark"),
        (Stop("local", "nas"), "the host “nas”"),
        (FetchError("private", "10.0.0.1"), "address, 10.0.0.1, is not"),
        (FetchError("refused", "10.0.0.1"), "refuses the connection"),
        (FetchError("tls", "odd"), "comes about (odd)"),
        (FetchError("tls", "expired"), "has expired"),
        (Response(500), "fails with error 500"),
        (Response(499), "answers 499"),
        (Response(302), "without saying where to"),
    ],
)
def test_the_reason_is_the_one_that_was_met(end: Response | FetchError | Stop, says: str) -> None:
    assert says in reason(end, 301)


def test_a_stop_has_the_status_of_the_last_hop() -> None:
    hops = (Hop(URL, 301), Hop(ON, 307))
    assert judge(Chase(hops, ON, Stop("loop"))).status == 307
    assert judge(Chase((), ON, Stop("loop"))).status is None
    assert judge(Chase(hops, ON, FetchError("refused"))).status is None


def test_a_page_cut_before_the_place_is_no_move() -> None:
    moved = judge(Chase((Hop(URL, 301),), ON, Response(200)))
    assert moved.permanent
    cut = with_fragment(moved, found=None, cut=True)
    assert (cut.verdict, cut.permanent) == ("unverifiable", False)
    assert with_fragment(moved, found=True, cut=True) == moved._replace(fragment_found=True)


def test_an_id_may_stand_first_and_last() -> None:
    assert found_in('<p id="x">', ["x"]) == {"x"}
    assert found_in("<p id=a&amp;b>", ["a&b"]) == {"a&b"}


@pytest.mark.parametrize(
    ("location", "onward"),
    [
        ("x" * 60 + ":y", Stop("scheme", "x" * 40)),
        ("http://a.fr:99999/", Stop("nowhere")),
        ("http://nas/", Stop("local", "nas")),
        ("http://localhost/", Stop("local", "localhost")),
    ],
)
def test_where_a_redirect_does_not_lead(location: str, onward: Stop) -> None:
    assert next_address(URL, location, LinkSettings(), lambda _: False) == onward


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433"])
def test_an_address_in_figures_is_left_to_the_connection(host: str) -> None:
    assert not isinstance(next_address(URL, f"http://{host}/", LinkSettings(), lambda _: False), Stop)


def test_a_listed_host_may_be_any() -> None:
    assert not isinstance(next_address(URL, "http://nas/", LinkSettings(), lambda host: host == "nas"), Stop)
