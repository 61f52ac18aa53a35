"""The values that cross the line between evlint and the network, in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Literal

from evlint.link_check.address import Address
from evlint.model.context import Answer
from evlint.startup.namedtuple import NamedTuple

Method = Literal["HEAD", "GET"]
FailureKind = Literal[
    "unknown-host",  # the name system says that there is no such name
    "no-name-server",  # it says nothing at all
    "no-route",  # this machine has no way to the address
    "private",  # the address is one that nothing is sent to
    "tls",
    "refused",
    "reset",  # the connection was dropped before an answer
    "no-http",  # something answers, but not in HTTP
    "odd-http",  # a web server answers, against the rules of HTTP: browsers forgive more than we do
    "connect-timeout",
    "timeout",
    "proxy",
    "bad-url",
    "silent",  # the host left so many questions without an answer that it is not asked any more in this run
    "failing",  # the host failed for so many pages that it is not asked any more in this run
    "over-time",  # the time of the whole network part was over before this page's turn
    "given-up",  # the host keeps asking for patience: it is left in peace for this run
]


class PageRequest(NamedTuple):
    """A request. `url` bears no fragment and no credentials; `body` says that the page is to be read."""

    url: str
    method: Method
    body: bool = False
    timeout: float = 20.0
    cookies: str = ""
    authorization: str = ""


class Response(NamedTuple):
    """What a server said. `text` is the page's text, None where it was not read; `cut` where it ends too early."""

    status: int
    location: str | None = None
    retry_after: str | None = None
    text: str | None = None
    cut: bool = False
    cookies: tuple[str, ...] = ()


class FetchError(NamedTuple):
    """Why there is no reply. `detail` is one word of ours (see `verdict`) or the system's own words."""

    kind: FailureKind
    detail: str = ""


FetchResult = Response | FetchError


class Job(NamedTuple):
    """One page to ask for, with the fragments to look for in it: the set may grow until the page has been asked for."""

    address: Address
    fragments: AbstractSet[str] = frozenset()


class PageResult(NamedTuple):
    """What was learnt of a page. `found` holds the fragments that could be judged."""

    job: Job
    answer: Answer
    found: Mapping[str, bool]
    cut: bool = False
