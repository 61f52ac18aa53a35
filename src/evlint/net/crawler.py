"""Asks for many links at once, each page once: politely to each host, within a limit in all, redirects followed by hand.

It also finds out whether there is a network at all. Where no name is known and no host answers, nobody's links are broken.
"""

from __future__ import annotations

import asyncio
import random
import time
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from http.cookies import CookieError, SimpleCookie

from evlint.link_check.address import Address
from evlint.link_check.retry import next_address, next_step
from evlint.link_check.values import FetchError, FetchResult, Job, Method, PageRequest, PageResult, Response
from evlint.link_check.verdict import MOST_HOPS, OVER_TIME, REDIRECTS, Chase, Stop, judge
from evlint.model.context import Hop
from evlint.model.settings import HostSettings, LinkSettings
from evlint.net.client import Client
from evlint.net.resolver import AddressPolicy
from evlint.net.throttle import HostThrottle
from evlint.urls.names import host_matches

_HEAD_TIMEOUT = 5.0  # a HEAD that hangs is asked again as GET: it need not hang for long
_PATIENCE = 3  # times the time-out of one answer, for all that one link costs: redirects, HEAD and GET, repetitions
_HEAD_IS_USELESS = 8  # so many pages were there for GET only, and the host is asked with GET at once
_WHOLE_HOST = frozenset(("unknown-host", "no-name-server", "private", "tls"))  # true of every page of an origin
_AFTER_TWO = frozenset(("refused", "no-route", "connect-timeout"))  # believed of the whole origin the second time
_DROPPED = frozenset(("reset", "no-http", "odd-http"))
_NO_NAMES = frozenset(("unknown-host", "no-name-server"))
_NO_WAY = frozenset(("refused", "no-route", "connect-timeout", "proxy"))


class Allowance:
    """The seconds that servers may still take over one link, all redirects and repetitions together."""

    def __init__(self, seconds: float) -> None:
        """`seconds`: how long one link may be waited for, over all its tries."""
        self.seconds = seconds


class LinkChecker:
    """One run over the network. `down` tells afterwards that there was none, `stopped_by_proxy` that a proxy is why.

    `is_over_time` tells that the time limit for all links was reached: of those whose turn had not come nothing is told."""

    def __init__(self, links: LinkSettings, tell: Callable[[PageResult], None]) -> None:
        """`tell` is called once for each page, in the loop, as soon as its answer is known: in no certain order."""
        self.down = False
        self.stopped_by_proxy = False
        self.is_over_time = False
        self._end = 0.0  # of the loop's clock
        self._links = links
        self._tell = tell
        self._guard = AddressPolicy(links.allow_private)
        self._gates: dict[str, HostThrottle] = {}
        self._dead: dict[str, FetchError] = {}
        self._failed: dict[str, int] = {}
        self._unresolved: set[str] = set()
        self._unreachable: set[str] = set()
        self._replied: set[str] = set()
        self._held_back: list[PageResult] = []
        self._queues: dict[str, deque[Job]] = {}
        self._workers: dict[str, int] = {}

    def run(self, jobs: Iterable[Job | float]) -> None:
        """Ask for every page, while `jobs` still brings more.

        A number among the jobs are seconds to wait before the next is taken: 0 lets in only what has come meanwhile.
        Raises `KeyboardInterrupt` as it comes, `OSError` where certificates cannot be read, `ProxyUnusable`, and whatever
        `jobs` raises.
        """
        asyncio.run(self._run(jobs))

    async def _run(self, jobs: Iterable[Job | float]) -> None:
        self._client = Client(self._guard, self._links.headers, self._links.header_hosts)
        self._total = asyncio.Semaphore(self._links.concurrency)
        self._end = asyncio.get_running_loop().time() + self._links.time_limit
        fault: Exception | None = None
        try:
            async with asyncio.TaskGroup() as group:
                try:
                    for job in jobs:
                        if isinstance(job, Job):
                            self._hand_out(job, group)
                        else:
                            await asyncio.sleep(job)
                except Exception as error:  # noqa: BLE001 a group would wrap it: it is raised once the group has ended
                    fault = error
            if fault is not None:
                raise fault
            self.down = self.down or await self._no_network()
            if not self.down:
                for learnt in self._held_back:
                    self._tell(learnt)
        finally:
            await self._client.aclose()

    @property
    def withheld(self) -> set[str]:
        """The hosts that were asked without headers which the configuration has for them."""
        return self._client.withheld

    def _hand_out(self, job: Job, group: asyncio.TaskGroup) -> None:
        """Put a page in the queue of its host, and have one more asked at a time where the host allows that."""
        host = job.address.host
        self._queues.setdefault(host, deque()).append(job)
        if self._workers.get(host, 0) < self._settings(host).concurrency:
            self._workers[host] = self._workers.get(host, 0) + 1
            group.create_task(self._work(host))

    async def _work(self, host: str) -> None:
        queue = self._queues[host]
        while queue:
            job = queue.popleft()
            names = frozenset(job.fragments)
            learnt = await self._learn(job, names)
            if learnt.answer.verdict == "alive" and not job.fragments <= names:
                queue.append(job)  # another post asks for more of the same page
            if learnt.answer.reason == OVER_TIME:
                continue
            is_offline = (
                host in self._unresolved
                or host in self._unreachable
                or (self.down and not self._guard.allows_host(host))
            )
            if is_offline and learnt.answer.verdict != "alive" and not learnt.answer.hops:
                self._held_back.append(learnt)
            else:
                self._tell(learnt)
        self._workers[host] -= 1

    async def _learn(self, job: Job, names: frozenset[str]) -> PageResult:
        gate = self._gate(job.address.host)
        method: Method = "GET" if names or gate.head_failures >= _HEAD_IS_USELESS else "HEAD"
        left = Allowance(_PATIENCE * gate.timeout)
        chase = await self._chase(job.address, method, left, read=bool(names))
        if method == "HEAD" and chase.hops and not _is_good(chase.end):
            chase = await self._chase(job.address, "GET", left, read=bool(names))
        answer = judge(chase)._replace(checked_at=time.time())
        found: dict[str, bool] = {}
        cut = False
        if names and isinstance(chase.end, Response) and chase.end.text is not None:
            from evlint.link_check.places import found_in

            there = await asyncio.to_thread(found_in, chase.end.text, names)
            cut = chase.end.cut
            found = {name: name in there for name in names if name in there or not cut}
        return PageResult(job, answer, found, cut)

    async def _chase(self, first: Address, method: Method, left: Allowance, *, read: bool) -> Chase:
        """Follow a link to its end, and `read` the page there. Cookies live as long as the chase."""
        address = first
        hops: list[Hop] = []
        jar: dict[str, SimpleCookie] = {}
        seen: set[tuple[str, str]] = set()
        while True:
            sent = _cookies(jar, address.host)
            seen.add((address.url, sent))
            own = (address.userinfo or first.userinfo) if address.origin == first.origin else None
            ask = PageRequest(address.url, method, read, 0.0, sent, _basic(own))
            heard = await self._settled(address, ask, left)
            if not isinstance(heard, Response) or heard.status not in REDIRECTS or not heard.location:
                return Chase(tuple(hops), address.url, heard)
            hops.append(Hop(address.url, heard.status))
            _take(jar, address.host, heard.cookies)
            onward = next_address(address.url, heard.location, self._links, self._guard.allows_host)
            if isinstance(onward, Stop):
                return Chase(tuple(hops), heard.location if onward.kind != "nowhere" else address.url, onward)
            if len(hops) > MOST_HOPS:
                return Chase(tuple(hops), onward.url, Stop("too-many"))
            if (onward.url, _cookies(jar, onward.host)) in seen:
                return Chase(tuple(hops), onward.url, Stop("loop"))
            address = onward

    async def _settled(self, address: Address, ask: PageRequest, left: Allowance) -> FetchResult:
        """Ask until the answer stands, or the time for this link is used up."""
        gate = self._gate(address.host)
        tries = 0
        head_failed = False
        while True:
            known = self._known(address, gate)
            if known is not None:
                return known
            timeout = min(_HEAD_TIMEOUT, gate.timeout) if ask.method == "HEAD" else gate.timeout
            # Three clocks: this host’s patience, what this link may take with all its redirects, and what the run may.
            timeout = min(timeout, left.seconds, max(self._left(), 0.0))
            if timeout <= 0:
                return FetchError("timeout")
            async with gate:
                # While this one waited for its turn, another page may have told that the host is out of order.
                if (known := self._known(address, gate)) is not None:
                    return known
                async with self._total:
                    start = time.monotonic()
                    heard = await self._client.ask(ask._replace(timeout=timeout))
                    left.seconds -= time.monotonic() - start
            if isinstance(heard, FetchError) and heard.kind == "timeout" and self._left() <= 0:
                self.is_over_time = True
                return FetchError("over-time")
            step = next_step(
                ask.method, heard, tries, self._links.retries, jitter=random.random(), now=time.time()  # noqa: S311 not a secret
            )  # fmt: skip
            if step is None:
                break
            if step.for_host:
                gate.slow_down(step.wait)
            elif step.wait:
                await asyncio.sleep(min(step.wait, max(self._left(), 0.0)))
            if step.wait:
                tries += 1
            else:
                head_failed = True
            ask = ask._replace(method=step.method)
        # HEAD was refused and GET was not: after a few of these the host is asked with GET at once.
        if head_failed and isinstance(heard, Response) and heard.status < 400:
            gate.head_failures += 1
        await self._note(address, gate, heard)
        return heard

    def _known(self, address: Address, gate: HostThrottle) -> FetchError | None:
        if self.down and not self._guard.allows_host(address.host):
            return FetchError("no-route")
        if self._left() <= 0:
            self.is_over_time = True
            return FetchError("over-time")
        known = self._dead.get(address.origin)
        if known is None and gate.is_rate_limited:
            return FetchError("given-up")
        if known is None and gate.is_unresponsive:
            return FetchError("silent")
        if known is None and gate.is_failing:
            return FetchError("failing")
        return known

    def _left(self) -> float:
        """Return the seconds that are left for all links together."""
        return self._end - asyncio.get_running_loop().time()

    async def _note(self, address: Address, gate: HostThrottle, heard: FetchResult) -> None:
        host = address.host
        if isinstance(heard, Response):
            self._replied.add(host)
            gate.ended(refused=heard.status == 429, failed=heard.status >= 500 and heard.status != 999)
            return
        kind = heard.kind
        if kind == "timeout":
            gate.record_timeout()
        if kind in _DROPPED:
            gate.record_failure()
        if kind in _AFTER_TWO:
            self._failed[address.origin] = self._failed.get(address.origin, 0) + 1
        if kind in _WHOLE_HOST or self._failed.get(address.origin, 0) >= 2:
            self._dead[address.origin] = heard
        if self._guard.allows_host(host):
            return
        if kind in _NO_NAMES:
            self._unresolved.add(host)
        elif kind in _NO_WAY:
            self._unreachable.add(host)
            self.stopped_by_proxy = self.stopped_by_proxy or kind == "proxy"
        if len(self._unresolved) + len(self._unreachable) >= 3 and not self._replied and await self._no_network():
            self.down = True

    async def _no_network(self) -> bool:
        """Tell whether what was heard so far means that there is no network.

        Names: none known, and one that has always been there is not either. Connections: none of several hosts answers.
        """
        if len(self._unresolved) > len(self._replied) and not await self._client.resolver.works():
            return True
        return len(self._unreachable) >= 2 and not self._replied

    def _settings(self, host: str) -> HostSettings:
        for pattern, settings in self._links.hosts.items():
            if host_matches(host, (pattern,)) is not None:
                return settings
        return HostSettings()

    def _gate(self, host: str) -> HostThrottle:
        gate = self._gates.get(host)
        if gate is None:
            own = self._settings(host)
            gate = self._gates[host] = HostThrottle(own.concurrency, own.interval, own.timeout or self._links.timeout)
        return gate


def _is_good(end: Response | FetchError | Stop) -> bool:
    if isinstance(end, Response):
        return end.status < 400
    return isinstance(end, FetchError) or end.kind in ("staging", "local", "scheme")


def _basic(userinfo: str | None) -> str:
    if not userinfo:
        return ""
    from urllib.parse import unquote_to_bytes

    return "Basic " + b64encode(unquote_to_bytes(userinfo)).decode("ascii")


def _take(jar: dict[str, SimpleCookie], host: str, headers: Sequence[str]) -> None:
    for header in headers[:50]:
        try:
            jar.setdefault(host, SimpleCookie()).load(header[:4096])
        except CookieError:
            continue


def _cookies(jar: Mapping[str, SimpleCookie], host: str) -> str:
    """Return what to send to a host: its own cookies, and those that another host of the same domain set for all of it."""
    sent: list[str] = []
    for source, cookies in jar.items():
        for name, morsel in cookies.items():
            domain = morsel["domain"].lstrip(".").lower()
            shared = domain.count(".") and all(f".{one}".endswith(f".{domain}") for one in (host, source))
            if source == host or shared:
                sent.append(f"{name}={morsel.coded_value}")
    return "; ".join(sent)
