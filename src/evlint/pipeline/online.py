"""Links over the network: which pages the posts of a run lead to, and what the rules say of the answers.

Posts are linted elsewhere: here, before the first page is asked for, or in other processes while pages are asked for.
Nothing of this is imported offline.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from evlint.io.read import read_file
from evlint.link_check.hints import Place, hints
from evlint.link_check.values import Job
from evlint.link_check.verdict import with_fragment
from evlint.model.context import Answer
from evlint.model.message import Msg, Plural
from evlint.model.outcome import TOLD_OFFLINE, FileResult, LinkCounts, with_online
from evlint.pipeline.page_queue import Page, PageQueue
from evlint.pipeline.workers import Results, WorkerPool, run_all
from evlint.report.escape import visible

if TYPE_CHECKING:
    from evlint.lint.linter import Linter
    from evlint.model.document import Document
    from evlint.model.files import Read
    from evlint.model.settings import Settings
    from evlint.pipeline.sites import Sites

_SILENCES = b"evlint-disable"
_PAUSE = 0.005  # seconds after which other processes are looked at again

Post = tuple[str, FileResult]  # a file's path, and what it gave
SiteUrl = Callable[[str], "str | None"]  # the public address of the site that a file belongs to
Reader = Callable[[str], "Read | None"]


class NetworkReport(NamedTuple):
    """What the network adds to a run besides findings. `unusable` ends it with 2, `said` does not."""

    counts: LinkCounts
    said: list[Msg | Plural]
    unusable: list[Msg]


def site_urls(settings: Settings, sites: Sites) -> SiteUrl:
    """Return the function that names the public address of a file's site: pages below it are not asked for."""
    return lambda path: settings.links.site_url or sites.site(sites.root_of(path)).url


def lint_and_ask(
    queue: PageQueue,
    known: Iterable[Post],
    pool: WorkerPool[FileResult | None],
    asks_network: Callable[[str], bool],
    site_url: SiteUrl,
) -> Results[FileResult | None]:
    """Let the pool lint its files, and ask for their links and for those of results that are known already.

    A result is None where the file is no longer there; the links of `known` posts are asked for first.

    Many files are linted by other processes while their links are asked for; a few are linted before the first is.
    """
    if not pool.is_apart:
        done = run_all(pool)
        results: dict[str, FileResult | None] = dict(done.results)
        if not done.interrupted:
            posts = [*known, *((path, one) for path, one in results.items() if one is not None)]
            queue.run(_jobs_of(queue, posts, asks_network, site_url))
        return Results(results, done.deaths, done.interrupted or queue.interrupted)
    results = {}

    def feed() -> Generator[Job | float, None, None]:
        yield from _jobs_of(queue, known, asks_network, site_url)
        for done in pool:
            if done is None:
                yield _PAUSE
                continue
            path, result = done
            results[path] = result
            if result is not None:
                yield from _jobs_of(queue, [(path, result)], asks_network, site_url)

    queue.run(feed())
    return Results(results, pool.deaths, queue.interrupted)


def ask(queue: PageQueue, posts: Iterable[Post], asks_network: Callable[[str], bool], site_url: SiteUrl) -> None:
    """Ask for the links of posts that are not known yet."""
    queue.run(_jobs_of(queue, posts, asks_network, site_url))


def ask_more(
    queue: PageQueue, asks_network: Callable[[str], bool], settings: Settings, sites: Sites
) -> Callable[[Mapping[str, FileResult]], dict[str, Answer]]:
    """Return the function that asks for the links of posts by path and returns every answer that is known then."""

    def asked(posts: Mapping[str, FileResult]) -> dict[str, Answer]:
        if any(url not in queue.links for result in posts.values() for url in result.urls):
            ask(queue, posts.items(), asks_network, site_urls(settings, sites))
        return answers_of(queue)

    return asked


def _jobs_of(
    queue: PageQueue, posts: Iterable[Post], asks_network: Callable[[str], bool], site_url: SiteUrl
) -> Generator[Job, None, None]:
    for path, result in posts:
        if not result.urls or not asks_network(path):
            continue
        told = {found.url for found in result.diagnostics if found.rule in TOLD_OFFLINE}
        told.update(one.diagnostic.url for one in result.suppressed if one.diagnostic.rule in TOLD_OFFLINE)
        own = site_url(path)
        for url in result.urls:
            if url not in told and (job := queue.enqueue(url, own)) is not None:
                yield job


def answers_of(queue: PageQueue) -> dict[str, Answer]:
    """Return what is known of each link, as typed."""
    pages = queue.pages
    return {url: _answer(pages[key], name) for url, (key, name) in queue.links.items() if key in pages}


def merged(posts: Iterable[Post], answers: Mapping[str, Answer], linter: Linter, read: Reader) -> Iterator[Post]:
    """Add to each post's result what the rules say of the answers.

    Only posts that an answer tells something of, or whose comments may silence it, are looked at again: by the document
    that was parsed for them. It is parsed here where the result was remembered or comes from another process.
    """
    telling = {url for url, answer in answers.items() if _tells(answer)}
    for path, result in posts:
        document = _document(path, result, telling, linter, read)
        if document is None:
            yield path, result
        else:
            found = linter.lint_online(document, answers)
            yield path, with_online(result, found)._replace(document=document)


def _document(path: str, result: FileResult, telling: set[str], linter: Linter, read: Reader) -> Document | None:
    """Return the document of a post of which the network has something to say, else None."""
    if not result.urls:
        return None
    tells = not telling.isdisjoint(result.urls)
    if result.document is not None:
        return result.document if (tells or result.document.directives) and not _is_unread(result.document) else None
    text = read(path)
    if text is None or text.problem is not None or not (tells or _SILENCES in text.data):
        return None
    return linter.document(path, text)


def _is_unread(document: Document) -> bool:
    return any(problem.code == "EV001" for problem in document.problems)


def report(queue: PageQueue, results: Iterable[FileResult], place: Callable[[], Place]) -> NetworkReport:
    """Count what was asked for, and say what is to be said of it. `place` is where hints would be configured."""
    counts = LinkCounts(
        sum(result.links for result in results), queue.checked, len(queue.pages) - queue.checked, queue.unverified
    )
    said = list(queue.said)
    if not queue.interrupted:
        answers = answers_of(queue)
        if any(answer.verdict == "unverifiable" for answer in answers.values()):
            said += hints(answers, place())
    return NetworkReport(counts, said, queue.unusable)


def last_known(queue: PageQueue, urls: Mapping[str, Sequence[str]], site_url: SiteUrl) -> dict[str, Answer]:
    """Return what is known of links (by file) once the queue has run: without the network, what is remembered."""

    def feed() -> Generator[Job | float, None, None]:
        for path, links in urls.items():
            own = site_url(path)
            for url in links:
                if (job := queue.enqueue(url, own)) is not None:
                    yield job

    queue.run(feed())
    return answers_of(queue)


def place_of_hints(config_file: str | None, settings: Settings) -> Place:
    """Look at what stands in the configuration file, so that hints can be pasted into it."""
    file = config_file or "evlint.toml"
    name = visible(os.path.basename(file))
    table = "tool.evlint.links" if name == "pyproject.toml" else "links"
    read = read_file(file, settings.max_file_size) if config_file is not None else None
    lines = () if read is None else (line.replace(" ", "").partition("#")[0] for line in read.text.splitlines())
    links = settings.links
    return Place(name, table, f"[{table}]" in lines, bool(links.ignore), frozenset(links.hosts))


def _answer(page: Page, fragment: str) -> Answer:
    if not fragment:
        return page.answer
    found = page.found.get(fragment)
    return with_fragment(page.answer, found=found, cut=page.cut and found is None)


def _tells(answer: Answer) -> bool:
    """Tell whether a rule may have something to say of an answer."""
    return answer.verdict != "alive" or answer.permanent or answer.fragment_found is False
