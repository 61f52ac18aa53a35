"""Links over the network, for a run: which pages its posts lead to, and what the rules say of the answers.

The posts are checked without the network, and their links asked for meanwhile; what is found is added. Nothing here is
imported offline.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from evlint.io.read import Read, decode, read_file
from evlint.link_check.hints import Place, hints
from evlint.link_check.values import Job
from evlint.link_check.verdict import with_fragment
from evlint.model.context import Answer
from evlint.model.message import Msg, Plural, render
from evlint.model.outcome import LinkCounts, Notice
from evlint.model.result import FileResult
from evlint.pipeline.page_queue import Page, PageQueue
from evlint.pipeline.workers import Results, WorkerPool

if TYPE_CHECKING:
    from evlint.pipeline.run import Run

_OFFLINE_RULES = frozenset(("EV301", "EV302"))
_SILENCES = b"evlint-disable"
_HEAD_START = (
    0.025  # seconds for which posts are checked before the first page is asked for: a small site is known by then
)
_PAUSE = 0.005  # seconds after which other processes are looked at again


class Asked(NamedTuple):
    """The files' results with what the network adds, and what is to be told besides."""

    results: list[FileResult]
    counts: LinkCounts
    notices: list[Notice]
    interrupted: bool


class Online:
    """Checks posts and asks for their links meanwhile; then adds to the results what the network says."""

    def __init__(self, run: Run) -> None:
        """Take the run."""
        self._run = run
        self._asking = PageQueue(run)

    def check(
        self, known: Sequence[tuple[str, FileResult]], crew: WorkerPool[FileResult | None] | None = None
    ) -> Results[FileResult | None]:
        """Let a crew check its posts, and ask for their links and for those of results that are known already."""
        results: dict[str, FileResult | None] = {}
        self._asking.ask(self._feed(known, crew, results))
        return Results(results, crew.deaths if crew is not None else [], self._asking.interrupted)

    def merged(self, files: Sequence[tuple[str, FileResult]]) -> Asked:
        """Run the rules that need the answers."""
        run, asking = self._run, self._asking
        results = [result for _, result in files]
        if not asking.links:
            return self._told(results, {})
        answers = _answers(asking)
        telling = {url for url, answer in answers.items() if _tells(answer)}
        results = [
            _merged(run, path, result, answers)
            if not telling.isdisjoint(result.urls) or _may_silence(run, path, result)
            else result
            for path, result in files
        ]
        return self._told(results, answers)

    def mended(self, path: str, result: FileResult, text: str) -> tuple[Asked, str]:
        """Do the same for one text that is written nowhere, and apply unsafe fixes to it where the run does."""
        answers = _answers(self._asking)
        checker = self._run.checker()
        if self._run.request.unsafe_fixes and answers:
            from evlint.lint.fixer import fix_text

            fixed = fix_text(text, lambda one: checker.lint_online(path, Read(one), answers).diagnostics, unsafe=True)
            if fixed.mended:
                text = fixed.text
                again = checker.lint(path, Read(text))
                result = again._replace(fixed=result.fixed + fixed.mended, notes=result.notes)
        return self._told([_joined(result, checker.lint_online(path, Read(text), answers))], answers), text

    def _told(self, results: list[FileResult], answers: Mapping[str, Answer]) -> Asked:
        run, asking = self._run, self._asking
        found = sum(result.links for result in results)
        counts = LinkCounts(found, asking.checked, len(asking.pages) - asking.checked, asking.unverified)
        said = list(asking.said)
        if not asking.interrupted and any(answer.verdict == "unverifiable" for answer in answers.values()):
            said += hints(answers, _place(run))
        notices = [Notice(render(one, run.wording)) for one in said]
        notices += [Notice(render(one, run.wording), is_unusable=True) for one in asking.unusable]
        return Asked(results, counts, notices, asking.interrupted)

    def _feed(
        self,
        known: Sequence[tuple[str, FileResult]],
        crew: WorkerPool[FileResult | None] | None,
        results: dict[str, FileResult | None],
    ) -> Generator[Job | float, None, None]:
        for path, result in known:
            yield from self._jobs(path, result)
        began = time.monotonic()
        for done in crew or ():
            if done is None:
                yield _PAUSE
                continue
            results[done[0]] = done[1]
            if done[1] is not None:
                yield from self._jobs(done[0], done[1])
            if time.monotonic() - began > _HEAD_START:
                yield 0.0

    def _jobs(self, path: str, result: FileResult) -> Iterator[Job]:
        run = self._run
        if not result.urls or not run.checker().asks(path):
            return
        told = {found.url for found in result.diagnostics if found.rule in _OFFLINE_RULES}
        told.update(one.diagnostic.url for one in result.suppressed if one.diagnostic.rule in _OFFLINE_RULES)
        site_url = run.settings.links.site_url or run.sites.site(run.sites.root_of(path)).url
        for url in result.urls:
            if url not in told and (job := self._asking.add(url, site_url)) is not None:
                yield job


def last_known(
    run: Run, urls: Mapping[str, Sequence[str]], *, over_network: bool
) -> tuple[dict[str, Answer], list[Msg | Plural], bool]:
    """Return what is known of links (by file), what is to be said besides, and whether the user broke off.

    Without the network that is what earlier runs remembered.
    """
    asking = PageQueue(run, over_network=over_network)

    def feed() -> Generator[Job | float, None, None]:
        for path, links in urls.items():
            site_url = run.settings.links.site_url or run.sites.site(run.sites.root_of(path)).url
            for url in links:
                if (job := asking.add(url, site_url)) is not None:
                    yield job

    asking.ask(feed())
    return _answers(asking), [*asking.said, *asking.unusable], asking.interrupted


def _place(run: Run) -> Place:
    """Look at what stands in the configuration file, so that hints can be pasted into it."""
    file = run.config_file or "evlint.toml"
    name = os.path.basename(file)
    table = "tool.evlint.links" if name == "pyproject.toml" else "links"
    read = read_file(file, run.settings.max_file_size) if run.config_file is not None else None
    lines = () if read is None else (line.replace(" ", "").partition("#")[0] for line in read.text.splitlines())
    links = run.settings.links
    return Place(name, table, f"[{table}]" in lines, bool(links.ignore), frozenset(links.hosts))


def _answers(asking: PageQueue) -> dict[str, Answer]:
    pages = asking.pages
    return {url: _answer(pages[key], name) for url, (key, name) in asking.links.items() if key in pages}


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
        from evlint.io.write import replace_file
        from evlint.lint.fixer import fix_text, unified_diff

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
    return _joined(result, added)._replace(fixed=result.fixed + fixed)


def _joined(result: FileResult, added: FileResult) -> FileResult:
    """Add what the network says to what was found without it; a link that was told already is not told again."""
    told = {(one.span, one.url) for one in result.diagnostics if one.rule in _OFFLINE_RULES}
    told.update(
        (one.diagnostic.span, one.diagnostic.url) for one in result.suppressed if one.diagnostic.rule in _OFFLINE_RULES
    )
    return result._replace(
        diagnostics=result.diagnostics + [one for one in added.diagnostics if (one.span, one.url) not in told],
        suppressed=result.suppressed + added.suppressed,
        defects=result.defects + added.defects,
        capped=result.capped + added.capped,
        more_suppressed=result.more_suppressed + added.more_suppressed,
    )


def _may_silence(run: Run, path: str, result: FileResult) -> bool:
    """Tell whether a file may hold a comment that silences what the network says of one of its links."""
    if run.request.stdin is not None:
        return _SILENCES in run.request.stdin
    read = read_file(path, run.settings.max_file_size) if result.urls else None
    return read is not None and _SILENCES in read.data
