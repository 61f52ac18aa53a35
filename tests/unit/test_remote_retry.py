"""Retry this, when, how? The table."""

from __future__ import annotations

import pytest

from evlint.link_check.retry import LONGEST_WAIT, Step, next_step, wait_asked
from evlint.link_check.values import FetchError, FetchResult, Method, Response

NOW = 1_764_000_000.0  # Monday 24 November 2025, 16:00:00 GMT
SOON = "Mon, 24 Nov 2025 16:00:07 GMT"


def step(method: Method, heard: FetchResult, tries: int = 0, retries: int = 3, jitter: float = 0.5) -> Step | None:
    return next_step(method, heard, tries, retries, jitter=jitter, now=NOW)


@pytest.mark.parametrize("status", [200, 204, 301, 302, 304])
@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_what_is_good_stands(method: Method, status: int) -> None:
    assert step(method, Response(status)) is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 451, 500, 501, 502, 999])
def test_whatever_head_fails_with_get_is_asked_at_once(status: int) -> None:
    assert step("HEAD", Response(status)) == Step("GET")


@pytest.mark.parametrize("kind", ["reset", "timeout", "no-http", "odd-http"])
def test_get_is_asked_where_head_hangs_or_is_cut_off(kind: str) -> None:
    assert step("HEAD", FetchError(kind)) == Step("GET")  # type: ignore[arg-type]  # the kinds stand in the table above


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 451, 501, 999])
def test_what_get_says_for_good_stands(status: int) -> None:
    assert step("GET", Response(status)) is None


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again_with_growing_pauses(status: int) -> None:
    waits = [found.wait for tries in range(3) if (found := step("GET", Response(status), tries)) is not None]
    assert waits == [0.5, 1.0, 2.0]
    assert step("GET", Response(status), 3) is None


@pytest.mark.parametrize("kind", ["refused", "reset", "no-http", "odd-http"])
def test_dropped_connections_are_tried_again(kind: str) -> None:
    assert step("GET", FetchError(kind)) == Step("GET", 0.5)  # type: ignore[arg-type]  # as above
    assert step("GET", FetchError(kind), tries=3) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["unknown-host", "private", "tls", "bad-url", "given-up", "connect-timeout"])
@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_nothing_is_asked_twice_where_that_cannot_help(method: Method, kind: str) -> None:
    assert step(method, FetchError(kind)) is None  # type: ignore[arg-type]  # as above


def test_a_get_that_hangs_is_not_waited_for_again() -> None:
    assert step("GET", FetchError("timeout")) is None


@pytest.mark.parametrize(("asked", "wait"), [("2", 2.0), (SOON, 7.0), (" 3 ", 3.0), ("0", 0.0)])
@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_patience_is_granted_in_seconds_and_by_date(method: Method, asked: str, wait: float) -> None:
    assert step(method, Response(429, retry_after=asked), jitter=0.0) == Step("GET", wait, for_host=True)


@pytest.mark.parametrize("asked", [str(int(LONGEST_WAIT) + 1), "86400", "Mon, 24 Nov 2025 17:00:00 GMT", "9" * 400])
def test_patience_has_a_bound(asked: str) -> None:
    assert step("GET", Response(429, retry_after=asked)) is None


@pytest.mark.parametrize("asked", ["soon", "", "-5", "1.5", "Mon, 99 Nov 2025 16:00:07 GMT", "٣"])
def test_what_cannot_be_understood_is_no_wish(asked: str) -> None:
    assert wait_asked(Response(429, retry_after=asked), NOW) is None


def test_a_date_gone_by_asks_for_no_wait() -> None:
    assert wait_asked(Response(503, retry_after="Mon, 24 Nov 2025 15:00:00 GMT"), NOW) == 0.0


def test_jitter_spreads_the_pauses() -> None:
    waits = {
        found.wait for jitter in (0.0, 0.5, 1.0) if (found := step("GET", Response(500), jitter=jitter)) is not None
    }
    assert waits == {0.25, 0.5, 0.75}


def test_without_retries_nothing_is_asked_again_but_get_after_head() -> None:
    assert step("GET", Response(503), retries=0) is None
    assert step("HEAD", Response(404), retries=0) == Step("GET")
    assert step("HEAD", Response(503), retries=0) == Step("GET")
