"""Links over the network, for a run: which pages to ask for, what to believe from earlier runs, what the rules say then.

The posts were checked without the network before; what is found here is added. Nothing here is imported offline.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from evlint.edge.cachedir import cache_dir
from evlint.edge.linkcache import LinkCache
from evlint.edge.linkcheck import Job, Learnt, LinkChecker
from evlint.edge.proxies import ProxyUnusable
from evlint.edge.read import Read, decode, read_file
from evlint.model.facts import Answer
from evlint.model.hashing import digest
from evlint.model.message import Msg, Plural, msg, plural, render
from evlint.model.outcome import LinkCounts, Notice
from evlint.model.result import FileResult
from evlint.model.settings import LinkSettings
from evlint.remote.address import Address, address_of, ignored
from evlint.remote.fragments import is_judged
from evlint.remote.hints import Place, hints
from evlint.remote.hops import is_staging
from evlint.remote.verdict import with_fragment
from evlint.site.own import own_path
from evlint.urls.hosts import classify_key

if TYPE_CHECKING:
    from evlint.app import Run

_OFFLINE_RULES = frozenset(("EV301", "EV302"))
_SILENCES = b"evlint-disable"


class Asked(NamedTuple):
    """The files' results with what the network adds, and what is to be told besides."""

    results: list[FileResult]
    counts: LinkCounts
    notices: list[Notice]
    interrupted: bool


class Page(NamedTuple):
    """What was learnt of a page, in this run or an earlier one."""

    answer: Answer
    found: Mapping[str, bool]
    cut: bool = False


class Wanted:
    """The pages to ask for, each once, and which link leads to which of them."""

    def __init__(self, links: LinkSettings) -> None:
        """Take the settings of links."""
        self._settings = links
        self.pages: dict[str, tuple[Address, set[str]]] = {}
        self.links: dict[str, tuple[str, str]] = {}  # the link as typed: the page's key, and the fragment to judge

    def add(self, url: str, site_url: str | None) -> None:
        """Take a link in, unless it is one that nobody asks for: staging, the site's own, ignored, an example."""
        if url in self.links:
            return
        address = address_of(url)
        if address is None or own_path(url, site_url) is not None or is_staging(url, self._settings):
            return
        patterns = self._settings.ignore
        if classify_key(address.host) == "documentation" or ignored(url, patterns) or ignored(address.url, patterns):
            return
        key = address.url if address.userinfo is None else f"{address.userinfo}@{address.url}"
        fragment = address.fragment if self._settings.remote_anchors and is_judged(address.fragment) else ""
        fragments = self.pages.setdefault(key, (address, set()))[1]
        if fragment:
            fragments.add(fragment)
        self.links[url] = (key, fragment)


def ask_links(run: Run, files: Sequence[tuple[str, FileResult]]) -> Asked:
    """Ask for the links of checked files and run the rules that need the answers."""
    results = [result for _, result in files]
    found = sum(result.links for result in results)
    wanted = _wanted(run, files)
    if not wanted.pages:
        return Asked(results, LinkCounts(found), [], interrupted=False)
    asking = _Asking(run, wanted)
    asking.ask()
    answers = {
        url: _answer(asking.pages[key], name) for url, (key, name) in wanted.links.items() if key in asking.pages
    }
    telling = {url for url, answer in answers.items() if _tells(answer)}
    merged = [
        _merged(run, path, result, answers)
        if not telling.isdisjoint(result.urls) or _may_silence(run, path, result)
        else result
        for path, result in files
    ]
    unverified = sum(1 for key in wanted.pages if key not in asking.pages)
    unverified += sum(1 for page in asking.pages.values() if page.answer.verdict == "unverifiable")
    counts = LinkCounts(found, asking.checked, len(asking.pages) - asking.checked, unverified)
    said = list(asking.said)
    if not asking.interrupted and any(answer.verdict == "unverifiable" for answer in answers.values()):
        said += hints(answers, _place(run))
    notices = [Notice(render(one, run.wording)) for one in said]
    notices += [Notice(render(one, run.wording), is_unusable=True) for one in asking.unusable]
    return Asked(merged, counts, notices, asking.interrupted)


def last_known(
    run: Run, urls: Mapping[str, Sequence[str]], *, over_network: bool
) -> tuple[dict[str, Answer], list[Msg | Plural], bool]:
    """Return what is known of links (by file), what is to be said besides, and whether the user broke off.

    Without the network that is what earlier runs remembered.
    """
    wanted = Wanted(run.settings.links)
    for path, links in urls.items():
        site_url = run.settings.links.site_url or run.sites.site(run.sites.root_of(path)).url
        for url in links:
            wanted.add(url, site_url)
    asking = _Asking(run, wanted)
    if wanted.pages:
        asking.ask(over_network=over_network)
    known = {url: _answer(asking.pages[key], name) for url, (key, name) in wanted.links.items() if key in asking.pages}
    return known, [*asking.said, *asking.unusable], asking.interrupted


def _place(run: Run) -> Place:
    """Look at what stands in the configuration file, so that hints can be pasted into it."""
    file = run.config_file or "evlint.toml"
    name = os.path.basename(file)
    table = "tool.evlint.links" if name == "pyproject.toml" else "links"
    read = read_file(file, run.settings.max_file_size) if run.config_file is not None else None
    lines = () if read is None else (line.replace(" ", "").partition("#")[0] for line in read.text.splitlines())
    links = run.settings.links
    return Place(name, table, f"[{table}]" in lines, bool(links.ignore), frozenset(links.hosts))


def _wanted(run: Run, files: Sequence[tuple[str, FileResult]]) -> Wanted:
    wanted = Wanted(run.settings.links)
    checker = run.checker()
    for path, result in files:
        if not result.urls or not checker.asks(path):
            continue
        told = {found.url for found in result.diagnostics if found.rule in _OFFLINE_RULES}
        told.update(one.diagnostic.url for one in result.suppressed if one.diagnostic.rule in _OFFLINE_RULES)
        site_url = run.settings.links.site_url or run.sites.site(run.sites.root_of(path)).url
        for url in result.urls:
            if url not in told:
                wanted.add(url, site_url)
    return wanted


class _Asking:
    """One run over memory and network. `pages` fills as it goes, and keeps what it has when the user breaks off."""

    def __init__(self, run: Run, wanted: Wanted) -> None:
        self._run = run
        self._wanted = wanted
        self._cache: LinkCache | None = None
        self.pages: dict[str, Page] = {}
        self.checked = 0
        self.said: list[Msg | Plural] = []
        self.unusable: list[Msg] = []
        self.interrupted = False
        self._unverified = 0
        self._hosts = len({address.host for address, _ in wanted.pages.values()})

    def ask(self, *, over_network: bool = True) -> None:
        run = self._run
        links = run.settings.links
        if not run.request.no_cache:
            self._cache = LinkCache(
                cache_dir(), _setup(links),
                max_age=links.max_age, max_age_unverified=links.max_age_unverified, now=time.time(),
            )  # fmt: skip
        try:
            jobs = [job for job in self._jobs(whole=over_network) if job is not None]
            if jobs and over_network:
                self._over_the_network(LinkChecker(links, self._take), jobs)
        except KeyboardInterrupt:
            self.interrupted = True
        finally:
            if self._cache is not None:
                self._cache.close()
                if self._cache.trouble is not None:
                    self.said.append(self._cache.trouble)

    def _over_the_network(self, checker: LinkChecker, jobs: Sequence[Job]) -> None:
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
        if checker.down:
            count = len(self._wanted.pages) - len(self.pages)
            self.said.append(_no_way_past_proxy(count) if checker.stopped_by_proxy else _no_network(count))

    def _jobs(self, *, whole: bool) -> list[Job | None]:
        """Return what memory cannot answer; where not the `whole` answer is wanted, fragments do not matter."""
        return [
            self._job(key, address, frozenset(names if whole else ()))
            for key, (address, names) in self._wanted.pages.items()
        ]

    def _job(self, key: str, address: Address, fragments: frozenset[str]) -> Job | None:
        if self._cache is not None and not self._run.request.refresh and address.userinfo is None:
            known = self._cache.get(key)
            if known is not None and (fragments <= known.found or known.answer.verdict != "alive"):
                self.pages[key] = Page(known.answer, dict.fromkeys(known.found, True))
                return None
        return Job(address, fragments)

    def _take(self, learnt: Learnt) -> None:
        address = learnt.job.address
        key = address.url if address.userinfo is None else f"{address.userinfo}@{address.url}"
        self.pages[key] = Page(learnt.answer, learnt.found, learnt.cut)
        self.checked += 1
        if self._cache is not None and address.userinfo is None:
            self._cache.put(key, learnt.answer, learnt.found)
        if learnt.answer.verdict == "unverifiable":
            self._unverified += 1
        if self._run.progress is not None:
            self._run.progress(len(self.pages), len(self._wanted.pages), self._unverified, self._hosts)


def _setup(links: LinkSettings) -> str:
    """Name the settings that change what an answer is. Names of headers count, their values are not looked at."""
    parts = (sorted(links.allow_private), sorted(links.staging), sorted(links.staging_words),
             sorted((host, sorted(named.items())) for host, named in links.headers.items()))  # fmt: skip
    return digest(repr(parts).encode()).hex()


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


def _answer(page: Page, fragment: str) -> Answer:
    if not fragment:
        return page.answer
    found = page.found.get(fragment)
    return with_fragment(page.answer, found=found, cut=page.cut and found is None)


def _tells(answer: Answer) -> bool:
    """Tell whether a rule may have something to say of an answer."""
    return answer.verdict != "alive" or answer.permanent or answer.fragment_found is False


def _merged(run: Run, path: str, result: FileResult, answers: Mapping[str, Answer]) -> FileResult:
    """Add to a file's result what the rules say of its answers; with unsafe fixes, mend them, or show what would change."""
    asked = run.request
    stdin = asked.stdin
    read = decode(stdin) if stdin is not None else read_file(path, run.settings.max_file_size)
    if read is None or read.problem is not None:
        return result
    lint = run.checker().lint_online
    text = read.text
    if asked.diff:
        text = run.mended(path, text)  # the places in what was found before are those of the mended text
    added = lint(path, Read(text), answers)
    fixed = 0
    if asked.mends and asked.unsafe_fixes and any(one.fix for one in added.diagnostics):
        from evlint.edge.write import replace_file
        from evlint.fixer import fix_text, unified_diff

        mended = fix_text(text, lambda one: lint(path, Read(one), answers).diagnostics, unsafe=True)
        try:
            if asked.diff or replace_file(path, read.data, mended.text.encode("utf-8")):
                added, fixed = lint(path, Read(mended.text), answers), mended.mended
                again = run.checker().lint(path, Read(mended.text))
                result = again._replace(fixed=result.fixed, notes=result.notes, diff=result.diff)
                if asked.diff:
                    result = result._replace(diff=unified_diff(path, read.text, mended.text))
        except OSError:
            fixed = 0
    told = {(one.span, one.url) for one in result.diagnostics if one.rule in _OFFLINE_RULES}
    told.update(
        (one.diagnostic.span, one.diagnostic.url) for one in result.suppressed if one.diagnostic.rule in _OFFLINE_RULES
    )
    return result._replace(
        diagnostics=result.diagnostics + [one for one in added.diagnostics if (one.span, one.url) not in told],
        suppressed=result.suppressed + added.suppressed,
        defects=result.defects + added.defects,
        fixed=result.fixed + fixed,
    )


def _may_silence(run: Run, path: str, result: FileResult) -> bool:
    """Tell whether a file may hold a comment that silences what the network says of one of its links."""
    if run.request.stdin is not None:
        return _SILENCES in run.request.stdin
    read = read_file(path, run.settings.max_file_size) if result.urls else None
    return read is not None and _SILENCES in read.data
