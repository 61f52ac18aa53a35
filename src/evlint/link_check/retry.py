"""Retry this, when, how? One function from what was heard to the next step; it knows no clock and rolls no dice.

`HEAD` is only a saving: whatever it fails with, `GET` is asked before anything is believed. Patience is asked for in
seconds or as a date (RFC 9110, 10.2.3); beyond `LONGEST_WAIT` nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Callable

from evlint.link_check.address import Address, address_of, joined
from evlint.link_check.values import FetchError, FetchResult, Method, Response
from evlint.link_check.verdict import Stop
from evlint.model.settings import LinkSettings
from evlint.startup.namedtuple import NamedTuple
from evlint.urls.hosts import classify_key
from evlint.urls.split import split_url
from evlint.urls.staging import find_staging

LONGEST_WAIT = 30.0  # seconds
FIRST_WAIT = 0.5  # seconds before the first try again; doubled with each
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


_NOT_FOR_READERS = frozenset(("single-label", "reserved-name", "loopback"))


def is_staging(url: str, links: LinkSettings) -> bool:
    """Tell whether a URL leads to a staging host (EV301): such a link is never asked for."""
    return find_staging(split_url(url), links.staging, links.staging_words) is not None


def next_address(base: str, location: str, links: LinkSettings, listed: Callable[[str], bool]) -> Address | Stop:
    """Return where a redirect leads, or why nobody follows it.

    `listed` tells whether `links.allow-private` names a host. Addresses in figures are left to the connection's own
    check: they are private by what they are, not by name.
    """
    target = joined(base, location)
    if target is None:
        return Stop("nowhere")
    parts = split_url(target)
    if parts.scheme not in ("http", "https"):
        return Stop("scheme", parts.scheme[:40])
    address = address_of(target)
    if address is None:
        return Stop("nowhere")
    found = find_staging(parts, links.staging, links.staging_words)
    if found is not None:
        return Stop("staging", found.part)
    if listed(address.host):
        return address
    is_name = not address.host.startswith("[") and not address.host.rpartition(".")[2][:1].isdigit()
    if is_name and classify_key(address.host) in _NOT_FOR_READERS:
        return Stop("local", address.host)
    return address
