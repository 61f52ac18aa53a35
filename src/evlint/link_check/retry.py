"""Retry this, when, how? One function from what was heard to the next step; it knows no clock and rolls no dice.

`HEAD` is only a saving: whatever it fails with, `GET` is asked before anything is believed. Patience is asked for in
seconds or as a date (RFC 9110, 10.2.3); beyond `LONGEST_WAIT` nobody waits for it.
"""

from __future__ import annotations

from evlint.link_check.values import FetchError, FetchResult, Method, Response
from evlint.startup.namedtuple import NamedTuple

LONGEST_WAIT = 30.0  # seconds
FIRST_WAIT = 0.5
_BUSY = frozenset((429, 503))
_TRANSIENT = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))
_DROPPED = frozenset(("refused", "reset", "no-http", "odd-http"))
_GET_MAY_DO_BETTER = frozenset(("reset", "no-http", "odd-http", "timeout"))


class Step(NamedTuple):
    """Ask again: how, and after how many seconds. `for_host`: the whole host asked for that pause."""

    method: Method
    wait: float = 0.0
    for_host: bool = False


def next_step(
    method: Method, heard: FetchResult, tries: int, retries: int, *, jitter: float, now: float
) -> Step | None:
    """Return what to do after an answer, or None where it stands.

    `tries` counts the waits so far, `retries` is the most of them; `jitter` lies in 0…1, `now` is the time of day (Unix).
    """
    if isinstance(heard, FetchError):
        if method == "HEAD" and heard.kind in _GET_MAY_DO_BETTER:
            return Step("GET")
        if heard.kind in _DROPPED and tries < retries:
            return Step("GET", _backoff(tries, jitter))
        return None
    if heard.status < 400:
        return None
    if heard.status in _TRANSIENT and (heard.status in _BUSY or method == "GET"):
        asked = wait_asked(heard, now)
        if tries >= retries or (asked is not None and asked > LONGEST_WAIT):
            return Step("GET") if method == "HEAD" and heard.status == 503 else None
        wait = _backoff(tries, jitter) if asked is None else asked + jitter * FIRST_WAIT
        return Step("GET", wait, for_host=heard.status == 429 or asked is not None)
    return Step("GET") if method == "HEAD" else None


def wait_asked(reply: Response, now: float) -> float | None:
    """Return how many seconds a server asks to wait, None where it says nothing that can be understood."""
    text = (reply.retry_after or "").strip()
    if not text:
        return None
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def _backoff(tries: int, jitter: float) -> float:
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0**tries * (0.5 + jitter))
