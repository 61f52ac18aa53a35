"""Asks for pages, each once: what earlier runs learnt first, then the network, while the posts are still being checked.

The network's modules are imported when the first page is to be asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from evlint.cache import cache_dir
from evlint.link_check.address import Address, address_of, ignored, is_judged
from evlint.link_check.retry import is_staging
from evlint.link_check.values import Job, PageResult
from evlint.model.context import Answer
from evlint.model.message import Msg, Plural, msg, plural
from evlint.model.settings import LinkSettings
from evlint.site.same_site_path import same_site_path
from evlint.startup.library_parts import digest, leave_out_httpx_command
from evlint.urls.hosts import classify_key

if TYPE_CHECKING:
    from evlint.cache.links import LinkCache

Progress = Callable[
    [int, int, int, int], None
]  # told after each page: links done, links in all, links not verified, hosts


class Page(NamedTuple):
    """What was learnt of a page, in this run or an earlier one."""

    answer: Answer
    found: Mapping[str, bool]
    cut: bool = False


class Memory(NamedTuple):
    """What a run does with answers of earlier runs: whether it looks at them at all, and whether it asks again anyway."""

    is_used: bool = True
    is_refreshed: bool = False


class PageQueue:
    """The pages of one run. `pages` fills as it goes, and keeps what it has when the user breaks off.

    `links` tells of each link as typed which page it leads to, and the fragment to judge there. `said` and `unusable` are
    what is to be told besides.
    """

    def __init__(
        self,
        settings: LinkSettings,
        memory: Memory,
        *,
        over_network: bool = True,
        progress: Progress | None = None,
    ) -> None:
        """Begin with an empty queue. Not `over_network`: only what is remembered is looked up, whatever its fragments."""
        self._settings = settings
        self._memory = memory
        self._over_network = over_network
        self._progress = progress
        self._cache: LinkCache | None = None
        self._wanted: dict[str, tuple[Address, set[str]]] = {}
        self._asked: set[str] = set()
        self._unverified: set[str] = set()
        self._hosts: set[str] = set()
        self.links: dict[str, tuple[str, str]] = {}
        self.pages: dict[str, Page] = {}
        self.said: list[Msg | Plural] = []
        self.unusable: list[Msg] = []
        self.interrupted = False

    @property
    def checked(self) -> int:
        """How many pages were asked for in this run."""
        return len(self._asked)

    @property
    def unverified(self) -> int:
        """How many pages nothing certain is known of."""
        unsure = sum(1 for page in self.pages.values() if page.answer.verdict == "unverifiable")
        return len(self._wanted) - len(self.pages) + unsure

    def enqueue(self, url: str, site_url: str | None) -> Job | None:
        """Queue the page of a link, as typed. Returns what there is to ask for now, None where that is nothing.

        Nobody asks for staging hosts, the site's own pages, what is ignored, and examples.
        """
        if url in self.links:
            return None
        address = address_of(url)
        if address is None or same_site_path(url, site_url) is not None or is_staging(url, self._settings):
            return None
        patterns = self._settings.ignore
        if classify_key(address.host) == "documentation" or ignored(url, patterns) or ignored(address.url, patterns):
            return None
        key = _key(address)
        fragment = address.fragment if self._settings.remote_anchors and is_judged(address.fragment) else ""
        self.links[url] = (key, fragment)
        known = self.pages.get(key)
        is_new = key not in self._wanted
        fragments = self._wanted.setdefault(key, (address, set()))[1]
        if fragment:
            fragments.add(fragment)
        if is_new:
            self._hosts.add(address.host)
            return self._unless_remembered(key, Job(address, fragments))
        asked_without = known is not None and known.answer.verdict == "alive" and fragment not in known.found
        return Job(address, fragments) if fragment and asked_without and self._over_network else None

    def run(self, feed: Generator[Job | float, None, None]) -> None:
        """Ask for every page that `feed` brings, and let it come to its end, unless the user breaks off.

        A number in it are seconds for which it has nothing new.
        """
        try:
            first = next(_jobs(feed), None)
            if first is not None and self._over_network:
                self._over_the_network(chain((first,), feed))
            for _ in _jobs(feed):
                pass
        except KeyboardInterrupt:
            self.interrupted = True
        finally:
            feed.close()
            if self._cache is not None:
                self._cache.close()
                if self._cache.trouble is not None and self._cache.trouble not in self.said:
                    self.said.append(self._cache.trouble)
                self._cache = None

    def _over_the_network(self, jobs: Iterator[Job | float]) -> None:
        leave_out_httpx_command()
        from evlint.net.crawler import LinkChecker
        from evlint.net.proxies import ProxyUnusable

        checker = LinkChecker(self._settings, self._take)
        try:
            checker.run(jobs)
        except ProxyUnusable as error:
            self.unusable.append(error.told)
            return
        except OSError as error:
            self.unusable.append(
                msg("The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read: {why}.", why=str(error))
            )
            return
        if checker.withheld:
            self.said.append(_withheld(sorted(checker.withheld)))
        if checker.down:
            count = len(self._wanted) - len(self.pages)
            self.said.append(_no_way_past_proxy(count) if checker.stopped_by_proxy else _no_network(count))
        elif checker.is_over_time:
            self.said.append(_over_time(len(self._wanted) - len(self.pages), self._settings.time_limit))

    def _unless_remembered(self, key: str, job: Job) -> Job | None:
        if not self._memory.is_used:
            return job
        if self._cache is None:
            from evlint.cache.links import LinkCache

            links = self._settings
            self._cache = LinkCache(
                cache_dir(), _setup(links),
                max_age=links.max_age, max_age_unverified=links.max_age_unverified, now=time.time(),
            )  # fmt: skip
        if self._memory.is_refreshed or job.address.userinfo is not None:
            return job
        known = self._cache.get(key)
        fragments = job.fragments if self._over_network else frozenset[str]()
        if known is None or not (fragments <= known.found or known.answer.verdict != "alive"):
            return job
        self.pages[key] = Page(known.answer, dict.fromkeys(known.found, True))
        return None

    def _take(self, learnt: PageResult) -> None:
        address = learnt.job.address
        key = _key(address)
        self.pages[key] = Page(learnt.answer, learnt.found, learnt.cut)
        self._asked.add(key)
        if self._cache is not None and address.userinfo is None:
            self._cache.put(key, learnt.answer, learnt.found)
        if learnt.answer.verdict == "unverifiable":
            self._unverified.add(key)
        if self._progress is not None:
            self._progress(len(self.pages), len(self._wanted), len(self._unverified), len(self._hosts))


def _jobs(feed: Iterator[Job | float]) -> Iterator[Job]:
    for one in feed:
        if isinstance(one, Job):
            yield one
        elif one:
            time.sleep(one)


def _key(address: Address) -> str:
    return address.url if address.userinfo is None else f"{address.userinfo}@{address.url}"


def _setup(links: LinkSettings) -> str:
    """Name the settings that change what an answer is. Names of headers count, their values are not looked at."""
    parts = (sorted(links.allow_private), sorted(links.staging), sorted(links.staging_words),
             sorted((host, sorted(named.items())) for host, named in links.headers.items()), links.header_hosts)  # fmt: skip
    return digest(repr(parts).encode()).hex()


def _withheld(hosts: list[str]) -> Plural:
    return plural(
        "The configuration has headers for {first}, and they were not sent: a configuration that lies in the checked files "
        "may be anybody’s. Name it with --config, or list the host in EVLINT_HEADER_HOSTS.",
        "The configuration has headers for {first} and other hosts ({count}), and they were not sent: a configuration that "
        "lies in the checked files may be anybody’s. Name it with --config, or list the hosts in EVLINT_HEADER_HOSTS.",
        len(hosts),
        first=hosts[0],
    )


def _no_network(count: int) -> Plural:
    return plural(
        "There is no network: {count} link was not asked for, and nothing is said of it. “--offline” does not try.",
        "There is no network: {count} links were not asked for, and nothing is said of them. “--offline” does not try.",
        count,
    )


def _no_way_past_proxy(count: int) -> Plural:
    return plural(
        "The proxy lets nothing through: {count} link was not asked for, and nothing is said of it.",
        "The proxy lets nothing through: {count} links were not asked for, and nothing is said of them.",
        count,
    )


def _over_time(count: int, seconds: float) -> Plural:
    return plural(
        "After {seconds} seconds, the time limit for links, {count} link was not asked for, and nothing is said of it. "
        "“time-limit” of [links] raises it.",
        "After {seconds} seconds, the time limit for links, {count} links were not asked for, and nothing is said of them. "
        "“time-limit” of [links] raises it.",
        count,
        seconds=round(seconds),
    )
