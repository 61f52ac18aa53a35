"""A run, stage by stage. The one place that names every stage:

discover -> [remembered | read -> parse -> context -> rules, index entry -> suppress] -> index -> site rules
-> online merge -> fix -> baseline, changed lines

A run is a value in (`Request`) and a value out (`Outcome`); nothing here prints or exits. A stage is a function over values.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from evlint.cache import cache_dir
from evlint.io.config_file import for_header_hosts, load_settings
from evlint.io.discover import Found, discover, relative_name
from evlint.io.read import decode, read_file, size_of
from evlint.io.tree import Tree
from evlint.model.diagnostic import report_order
from evlint.model.message import ENGLISH, Wording, render
from evlint.model.outcome import FileResult, LinkCounts, Notice, Outcome, Told
from evlint.model.settings import FailOn, Settings
from evlint.pipeline.notices import (
    NO_FILES,
    capped,
    leads_out,
    links_out,
    missing,
    not_listed,
    not_remembered,
    outside_of_site,
    worker_crashed,
)
from evlint.pipeline.posts import Fixes, PostStages
from evlint.pipeline.remembered import Remembered
from evlint.pipeline.request import Request
from evlint.pipeline.sites import Sites
from evlint.pipeline.workers import FEWEST_FILES, MANY_FILES, Results, WorkerPool, run_all

if TYPE_CHECKING:
    from evlint.cache.dependencies import Unaffected
    from evlint.cache.results import ResultCache
    from evlint.lint.linter import Linter
    from evlint.model.files import Read
    from evlint.pipeline.fix import Fixed
    from evlint.pipeline.online import NetworkReport
    from evlint.pipeline.page_queue import PageQueue, Progress

Posts = dict[str, FileResult]  # by path, in the order of the files
Reader = Callable[[str], "Read | None"]  # a path in, its text out; None where there is no such file any more


class Run:
    """A run made ready: settings read, rules chosen. `outcome()` takes its posts through the stages."""

    def __init__(
        self,
        request: Request,
        settings: Settings,
        wording: Wording = ENGLISH,
        language: str = "en",
        tree: Tree | None = None,
    ) -> None:
        """Choose the rules; `prepare` is the usual way here. Raises `ConfigError` for a code that no rule has."""
        self.request = request
        self.settings = settings
        self.wording = wording
        self.language = language
        self.config_file: str | None = None
        self.fail_on: FailOn = request.fail_on or settings.fail_on
        self.asks = settings.links.online if request.online is None else request.online
        self.today = request.today or date.today()  # noqa: DTZ011 the author's own day
        self.tree = tree or Tree(request.named, follow=request.follow)
        self.sites = Sites(settings, self.today, self.tree)
        self.progress: Progress | None = None  # told of each link that was asked for
        self._linter: Linter | None = None
        if request.select is not None or request.extend_select or request.ignore:
            self.linter()  # an unknown code on the command line is told at once

    def linter(self) -> Linter:
        """Return the linter of this run, made when the first post needs it: a run that remembers everything needs none."""
        if self._linter is None:
            from evlint.lint.linter import Linter
            from evlint.lint.select import Selector, use_configured
            from evlint.rules import outlines

            use_configured(self.settings.rules)
            asked = self.request
            rules = Selector(
                self.settings, outlines(), select=asked.select, extend_select=asked.extend_select, ignore=asked.ignore
            )
            self._linter = Linter(self.settings, self.sites, rules, recorder=self.sites, wording=self.wording)
            if self._is_single:
                self._linter.site_rules = ()
        return self._linter

    def outcome(self) -> Outcome:
        """Check everything that the request names."""
        request, settings, linter = self.request, self.settings, self.linter
        if request.stdin is not None:
            return self._check_stdin(request.stdin, asks=self.asks, fixes=request.diff)[0]
        memory = Remembered(request, settings, self.sites, self.language, asks=self.asks)
        found = self._found()
        self.sites.know_listed(found.listed)
        files, notices = self.files(found, memory.look(found))
        self.sites.forget_lists()
        # A path in `dates` that no post has is most likely misspelt; who names single files may just not have such a post.
        if any(one.dates for one in settings.collections) and not any(map(os.path.isfile, request.paths)):
            from evlint.pipeline.date_paths import refuse_lost_paths

            refuse_lost_paths(settings, files)
        changes = None
        # Before anything is read: posts without a changed line are not checked at all.
        if request.since is not None:
            from evlint.io.changes import changes_since

            changes = changes_since(request.since, request.paths, files, settings.max_file_size)
            files = [path for path in files if path in changes]
        known = memory.recall(files)
        rest = [path for path in files if path not in known]
        queue = self._queue() if self.asks else None
        done = self._lint(rest, known, self.stages(memory.cache, memory.unaffected), queue)
        results = {path: one for path in files if (one := known.get(path) or done.results.get(path)) is not None}
        read = _file_reader(settings)
        is_whole = len(done.results) == len(rest)
        is_told = memory.told(results, done.results, self._site_codes, is_whole=is_whole)
        # Half a run would tell the site of posts that are missing from its index: its rules wait for a whole one.
        if is_told or not results or done.interrupted:
            sited = Told(results, [])
        else:
            sited = self._of_site(results, read, memory.cache)
        results = sited.results
        if is_whole and (why := memory.keep(done.results, sited, found, lambda: self._is_all(files))) is not None:
            notices.append(Notice(render(not_remembered(cache_dir(), why), self.wording)))
        network = None
        if queue is not None:
            results = merge_answers(results, queue, linter, read)
        # What the network or rules of the site told may be fixed too; any other run fixed each post where it was linted.
        if request.fixes and not done.interrupted and (queue is not None or self._fixes_late):
            how = Fixes(request.unsafe_fixes, request.diff)
            results = finished(self._fix(results, queue, read), how, results)
            results = self._of_site(results, read, None).results
        if queue is not None:
            network = self._network(queue, results.values())
        notices += [Notice(render(one.message, self.wording), is_defect=True) for one in sited.defects]
        notices += [Notice(render(worker_crashed(path), self.wording), is_defect=True) for path in done.deaths]
        if len(results) > MANY_FILES:
            self._forget_trees()
        outcome = gather(results, notices, self.sites, network, self.wording)._replace(interrupted=done.interrupted)
        if request.write_baseline is not None or request.baseline or settings.baseline:
            from evlint.pipeline.baseline import baselined, chosen_baseline

            outcome = baselined(outcome, chosen_baseline(request, settings), frozenset(files))
        # After the baseline: what it knows must not become stale because other lines were changed.
        if changes is not None:
            from evlint.lint.changed_lines import keep_changed, keep_changed_capped

            outcome = outcome._replace(
                diagnostics=keep_changed(outcome.diagnostics, changes),
                capped=keep_changed_capped(outcome.capped, changes),
            )
        return with_capped(outcome, self.wording)

    def _forget_trees(self) -> None:
        """Let go of what posts asked for, on a large site as much memory as all that is to be reported: who asks again has
        it made again.
        """
        self._linter = None
        self.sites.forget_trees()

    def fix_stdin(self, data: bytes) -> tuple[Outcome, bytes]:
        """Fix what came on standard input: what is left to say, and the fixed bytes; no text comes back as it was.

        An editor that formats while its author types waits for no network, unless it asks for that.
        """
        return self._check_stdin(data, asks=bool(self.request.online), fixes=True)

    def _found(self) -> Found:
        request, settings = self.request, self.settings
        return discover(
            request.paths,
            include=settings.include,
            exclude=settings.exclude,
            left_out=request.exclude,
            root=settings.root,
            force_exclude=request.force_exclude,
            tree=self.tree,
        )

    def files(self, found: Found | None = None, checked: Sequence[str] | None = None) -> tuple[list[str], list[Notice]]:
        """Return the files that the request names, and what is to be said of names that lead to none.

        `found` is what was found by these names already, `checked` what is known to be left of it.
        """
        found = found or self._found()
        notices = [Notice(render(missing(path), self.wording), is_unusable=True) for path in found.missing]
        notices += [Notice(render(not_listed(path, error), self.wording)) for path, error in found.unlisted]
        notices += [Notice(render(leads_out(path), self.wording), is_unusable=True) for path in found.outside]
        if found.links:
            notices.append(Notice(render(links_out(found.links), self.wording)))
        if found.unread:
            notices += self._unread([path for path in found.unread if not self.sites.excludes(path)])
        files = list(checked) if checked is not None else self._without_excluded(found)
        left = len(found.files) - len(files)
        if left and files:
            notices.append(Notice(render(outside_of_site(left), self.wording)))
        if not files and not found.missing and not found.outside:
            notices.append(Notice(render(NO_FILES, self.wording), is_empty=True))
        return files, notices

    def _without_excluded(self, found: Found) -> list[str]:
        """Leave out what the site's own configuration does, but for files and whole folders that were named."""
        request = self.request
        named = frozenset() if request.force_exclude else found.named
        files = [path for path in found.files if path in named or not self.sites.excludes(path)]
        if request.force_exclude or len(files) == len(found.files):
            return files
        return _with_named_folders(found.files, files, request.paths)

    def _unread(self, paths: Sequence[str]) -> list[Notice]:
        from evlint.pipeline.notices import unread

        return [Notice(render(unread(paths), self.wording))] if paths else []

    def stages(self, cache: ResultCache | None = None, unaffected: Unaffected | None = None) -> PostStages:
        """Return what is done with each file; where nobody waits for the network, that ends with its fixes."""
        request = self.request
        now = request.fixes and not self.asks and not self._fixes_late
        fixes = Fixes(request.unsafe_fixes, request.diff) if now else None
        return PostStages(
            self.linter,
            self.sites,
            self.settings.max_file_size,
            cache=cache,
            fixes=fixes,
            asks_network=self.asks,
            fixes_later=request.fixes and not now,
            unaffected=unaffected,
        )

    def _site_codes(self) -> frozenset[str]:
        return frozenset(rule.code for rule in self.linter().site_rules)

    @property
    def _fixes_late(self) -> bool:
        """Whether posts are fixed once the rules of the site ran: their fixes are unsafe ones."""
        return self.request.fixes and self.request.unsafe_fixes and bool(self.linter().site_rules)

    @property
    def _is_alone(self) -> bool:
        """Whether nothing tells that the files around the checked ones belong to them."""
        return not self.settings.file and Tree.git_top(".") is None

    @property
    def _is_single(self) -> bool:
        """Whether one post is checked that belongs to no site: rules of the site have nothing to compare it with."""
        paths = self.request.paths if self.request.stdin is None else (self.request.stdin_name,)
        if len(paths) != 1 or os.path.isdir(paths[0]) or not self._is_alone:
            return False
        return self.sites.root_of(paths[0]) is None

    def _of_site(self, results: Posts, read: Reader, cache: ResultCache | None) -> Told:
        """Add what the rules of the site say."""
        if all(one.index_entry is None for one in results.values()) or self._is_single:
            return Told(results, [])
        from evlint.pipeline.site import SiteStage

        look, alone = self.sites.signature_of, self._is_alone
        return SiteStage(self.linter(), self.sites, self.settings, cache, alone=alone, signature_of=look)(results, read)

    def _is_all(self, files: Sequence[str]) -> bool:
        """Tell whether a run over a few of these posts would find in them what a run over all of them does."""
        from evlint.pipeline.site import are_pages_of_sites

        if self.sites.faults() or any(rule.package for rule in self.linter().site_rules):
            return False
        return are_pages_of_sites(files, self.sites, alone=self._is_alone)

    def _lint(
        self, files: Sequence[str], known: Posts, stages: PostStages, queue: PageQueue | None
    ) -> Results[FileResult | None]:
        jobs = self.request.jobs
        if files and (len(files) >= FEWEST_FILES or jobs or queue is not None):
            self.linter()  # before other processes begin: they have it too
        ready = partial(self.sites.read_heads, files)
        pool = WorkerPool(files, stages, jobs, size_of, sent=_without_document, apart=queue is not None, ready=ready)
        if queue is None:
            return run_all(pool, self._forget_trees)
        from evlint.pipeline.online import lint_and_ask, site_urls

        return lint_and_ask(
            queue,
            known.items(),
            pool,
            lambda path: self.linter().asks_network(path),
            site_urls(self.settings, self.sites),
        )

    def _fix(self, results: Posts, queue: PageQueue | None, read: Reader) -> dict[str, Fixed]:
        from evlint.pipeline.fix import fixed_posts

        ask = None
        if queue is not None:
            from evlint.pipeline.online import ask_more

            ask = ask_more(queue, self.linter().asks_network, self.settings, self.sites)
        return fixed_posts(results, self.linter(), read, ask, unsafe=self.request.unsafe_fixes)

    def _check_stdin(self, data: bytes, *, asks: bool, fixes: bool) -> tuple[Outcome, bytes]:
        """Take one text through the same stages; with `fixes` the fixed one comes back, unless it is only to be shown."""
        path, read = self.request.stdin_name, decode(data)
        linter = self.linter()
        results = {path: linter.lint(linter.document(path, read))}
        results = self._of_site(results, lambda _: read, None).results
        queue, network = None, None
        if asks:
            from evlint.pipeline.online import ask, site_urls

            queue = self._queue()
            ask(queue, results.items(), linter.asks_network, site_urls(self.settings, self.sites))
            results = merge_answers(results, queue, self.linter, lambda _: read)
        text = None
        if fixes:
            how = Fixes(self.request.unsafe_fixes, self.request.diff)
            done = self._fix(results, queue, lambda _: read)[path]
            text = done.text
            results = finished({path: done}, Fixes(how.unsafe, diff=True), results) if how.diff else {path: done.result}
        if queue is not None:
            network = self._network(queue, results.values())
        outcome = gather(results, [], self.sites, network, self.wording)
        outcome = outcome._replace(interrupted=queue is not None and queue.interrupted)
        outcome = with_capped(outcome, self.wording)
        return outcome, data if text is None or read.problem is not None else text.encode("utf-8")

    def _queue(self) -> PageQueue:
        from evlint.pipeline.page_queue import Memory, PageQueue

        memory = Memory(is_used=not self.request.no_cache, is_refreshed=self.request.refresh)
        return PageQueue(self.settings.links, memory, progress=self.progress)

    def _network(self, queue: PageQueue, results: Iterable[FileResult]) -> NetworkReport:
        from evlint.pipeline.online import place_of_hints, report

        return report(queue, results, lambda: place_of_hints(self.config_file, self.settings))


def merge_answers(results: Posts, queue: PageQueue, linter: Callable[[], Linter], read: Reader) -> Posts:
    """Add what the rules say of the network's answers."""
    if not queue.links:
        return results
    from evlint.pipeline.online import answers_of, merged

    return dict(merged(results.items(), answers_of(queue), linter(), read))


def finished(done: Mapping[str, Fixed], how: Fixes, before: Posts) -> Posts:
    """Write the posts that fixes changed, or show what would change."""
    from evlint.pipeline.fix import with_diff, written

    if how.diff:
        return {path: with_diff(one, path) for path, one in done.items()}
    return {path: written(one, path, before[path]) for path, one in done.items()}


def _with_lines(said: str) -> Notice:
    """Keep what is to be copied out of a notice apart: a notice is one line."""
    text, _, to_copy = said.partition("\n")
    return Notice(text, to_copy=to_copy)


def gather(
    results: Posts, notices: Sequence[Notice], sites: Sites, network: NetworkReport | None, wording: Wording
) -> Outcome:
    """Put together what all files gave, in the order of every report."""
    present = list(results.values())
    told = list(notices)
    links = LinkCounts(found=sum(result.links for result in present))
    if network is not None:
        links = network.counts
        told += [_with_lines(render(one, wording)) for one in network.said]
        told += [Notice(render(one, wording), is_unusable=True) for one in network.unusable]
    for result in present:
        told += [Notice(render(defect.message, wording), is_defect=True) for defect in result.defects]
        told += [Notice(render(note, wording)) for note in result.notes]
    told += [Notice(render(fault, wording)) for fault in sites.faults()]
    unusable = dict.fromkeys(result.unusable for result in present if result.unusable)
    told += [Notice(text, is_unusable=True) for text in unusable]
    return Outcome(
        diagnostics=tuple(sorted((one for result in present for one in result.diagnostics), key=report_order)),
        suppressed=tuple([one for result in present for one in result.suppressed]),
        files=len(present),
        links=links,
        notices=tuple(told),
        mended=tuple([one for result in present for one in result.mended]),
        diff="".join(result.diff for result in present),
        capped=tuple(sorted(one for result in present for one in result.capped)),
        more_suppressed=sum(result.more_suppressed for result in present),
    )


def with_capped(outcome: Outcome, wording: Wording) -> Outcome:
    """Say which findings are counted, and not listed."""
    if not outcome.capped:
        return outcome
    told = tuple([Notice(render(one, wording)) for one in capped(outcome.capped)])
    return outcome._replace(notices=outcome.notices + told)


def _with_named_folders(found: Sequence[str], files: Sequence[str], paths: Sequence[str]) -> list[str]:
    """Return the files to check, with those of each named folder of which the site publishes nothing.

    Who names such a folder (`fixtures/demo` beside the content of a site) wants what lies in it, whoever publishes it.
    """
    taken = set(files)
    for path in paths or (".",):
        folder = relative_name(path)
        prefix = "" if folder == "." else f"{folder}/"
        below = [file for file in found if file.startswith(prefix)]
        if taken.isdisjoint(below):
            taken.update(below)
    return [file for file in found if file in taken]


def _file_reader(settings: Settings) -> Reader:
    return lambda path: read_file(path, settings.max_file_size)


def _without_document(result: FileResult | None) -> FileResult | None:
    """Return what another process sends: a document through a pipe costs as much as parsing the few that are needed."""
    return None if result is None else result._replace(document=None)


def _english(_: str | None) -> tuple[Wording, str]:
    return ENGLISH, "en"


def prepare(request: Request, speak: Callable[[str | None], tuple[Wording, str]] = _english) -> Run:
    """Read the configuration and choose the rules. Raises `ConfigError` where that cannot be done.

    `speak` is given the configuration's `messages`, and returns the wording and the name of the run's language.
    """
    tree = Tree(request.named, follow=request.follow)
    first = next((path for path in request.named if tree.follow or not tree.leads_out(path)), None)
    settings, file = load_settings(request.config, request.isolated, first, tree)
    settings = for_header_hosts(settings, named=request.config is not None)
    run = Run(request, settings, *speak(settings.messages), tree)
    run.config_file = file
    return run
