"""The pipeline: configuration, discover, read, parse, facts, rules, filter. The one place that names every stage.

A run is a value in (`Request`) and a value out (`Outcome`); nothing here prints or exits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from evlint.cache.dependencies import entry_of, unpacked
from evlint.cache.folder import cache_dir
from evlint.io.config_file import for_header_hosts, load_settings
from evlint.io.discover import discover
from evlint.io.read import Read, decode, read_file, size_of
from evlint.io.tree import Tree
from evlint.model.diagnostic import Diagnostic
from evlint.model.message import ENGLISH, Msg, Wording, reason, render
from evlint.model.outcome import LinkCounts, Notice, Outcome
from evlint.model.result import FileResult
from evlint.model.settings import FailOn, Settings
from evlint.pipeline.notices import (
    NO_FILES,
    changed_meanwhile,
    dropped,
    leads_out,
    missing,
    not_remembered,
    not_written,
    worker_crashed,
)
from evlint.pipeline.sites import Sites
from evlint.pipeline.workers import FEWEST_FILES, WorkerPool, run_all
from evlint.startup.hashing import digest
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.cache.results import ResultCache
    from evlint.lint.changed_lines import Changes
    from evlint.pipeline.checker import Checker
    from evlint.pipeline.online import Online

Progress = Callable[[int, int, int, int], None]  # links done, links in all, links not verified, hosts


class Request(NamedTuple):
    """What the user asked for, as typed: `check`'s arguments and options."""

    paths: tuple[str, ...] = ()
    config: str | None = None
    isolated: bool = False
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    online: bool | None = None
    today: date | None = None
    fail_on: FailOn | None = None
    jobs: int | None = None
    force_exclude: bool = False
    follow: bool = False
    stdin: bytes | None = None
    stdin_filename: str | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    no_cache: bool = False
    refresh: bool = False
    baseline: str | None = None
    write_baseline: str | None = None
    since: str | None = None

    @property
    def mends(self) -> bool:
        """Whether fixes are applied, to the files or to see what would change."""
        return self.fix or self.diff


class Run:
    """A run made ready: settings read, rules chosen. `outcome()` does the work."""

    def __init__(
        self,
        request: Request,
        settings: Settings,
        wording: Wording = ENGLISH,
        language: str = "en",
        tree: Tree | None = None,
    ) -> None:
        """Take the request, the settings, the language of messages and the tree; `prepare` is the usual way here."""
        self.language = language
        self.config_file: str | None = None
        self.request = request
        self.settings = settings
        self.wording = wording
        self.fail_on: FailOn = request.fail_on or settings.fail_on
        self._asks = settings.links.online if request.online is None else request.online
        self.today = request.today or date.today()  # noqa: DTZ011 the author's own day
        self.tree = tree or tree_of(request)
        self.sites = Sites(settings, self.today, self.tree)
        self.progress: Progress | None = None  # told of each link that was asked for
        self._cache: ResultCache | None = None
        self._tree: bytes | None = None  # its digest, where this run checks the whole of it
        self._made: Checker | None = None
        if request.select is not None or request.extend_select or request.ignore:
            self.checker()  # an unknown code on the command line is told at once

    def checker(self) -> Checker:
        """Make what checks posts when the first is to be checked: a run that remembers everything needs none of it."""
        if self._made is None:
            from evlint.lint.select import Selector
            from evlint.pipeline.checker import Checker
            from evlint.rules import registry

            asked = self.request
            selector = Selector(
                self.settings, registry(), select=asked.select, extend_select=asked.extend_select, ignore=asked.ignore
            )
            self._made = Checker(self.settings, selector, self.sites, self.wording)
        return self._made

    def outcome(self) -> Outcome:
        """Check everything that the request names."""
        if self.request.stdin is not None:
            return self._stdin_outcome(self.request.stdin)
        settings = self.settings
        files, notices = self.files()
        changes: Changes | None = None
        if self.request.since is not None:
            from evlint.io.changes import changes_since

            changes = changes_since(self.request.since, self.request.paths, files, settings.max_file_size)
            files = [path for path in files if path in changes]
        self._open_cache(len(files))
        known = self._recalled(files)
        rest = [path for path in files if path not in known]
        if rest and (len(rest) >= FEWEST_FILES or self.request.jobs):
            self.checker()
        online = self._online()
        crew = WorkerPool(rest, self.lint_file, self.request.jobs, size_of)
        done = run_all(crew) if online is None else online.check([*known.items()], crew)
        if len(done.results) == len(rest):
            notices += self._save_cache(done.results.items())
        results = {path: known.get(path) or done.results.get(path) for path in files}
        notices += [Notice(render(worker_crashed(path), self.wording), is_defect=True) for path in done.deaths]
        outcome = self._outcome(results, notices, online, interrupted=done.interrupted)
        if self.request.write_baseline is not None or self.request.baseline or settings.baseline:
            from evlint.pipeline.baseline import baselined

            outcome = baselined(outcome, self.request, settings, frozenset(files))
        if changes is not None:
            from evlint.lint.changed_lines import keep_changed

            outcome = outcome._replace(diagnostics=keep_changed(outcome.diagnostics, changes))
        return outcome

    def files(self) -> tuple[list[str], list[Notice]]:
        """Return the files that the request names, and what is to be said of names that lead to none."""
        found = discover(
            self.request.paths,
            include=self.settings.include,
            exclude=self.settings.exclude,
            root=self.settings.root,
            force_exclude=self.request.force_exclude,
            tree=self.tree,
        )
        notices = [Notice(render(missing(path), self.wording), is_unusable=True) for path in found.missing]
        notices += [Notice(render(leads_out(path), self.wording), is_unusable=True) for path in found.outside]
        kept = frozenset() if self.request.force_exclude else found.named
        files = [path for path in found.files if path in kept or not self.sites.excludes(path)]
        if not files and not found.missing and not found.outside:
            notices.append(Notice(render(NO_FILES, self.wording)))
        return files, notices

    def _online(self) -> Online | None:
        if not self._asks:
            return None
        from evlint.pipeline.online import Online

        return Online(self)

    def _stdin_outcome(self, data: bytes) -> Outcome:
        name = self.request.stdin_filename or "stdin.md"
        result = self.lint_stdin(data)
        online = self._online()
        done = online.check([(name, result)]) if online is not None else None
        return self._outcome({name: result}, [], online, interrupted=done is not None and done.interrupted)

    def _outcome(
        self,
        results: Mapping[str, FileResult | None],
        notices: list[Notice],
        online: Online | None,
        *,
        interrupted: bool,
    ) -> Outcome:
        pairs = [(path, result) for path, result in results.items() if result is not None]
        present = [result for _, result in pairs]
        links = LinkCounts(found=sum(result.links for result in present))
        if online is not None:
            asked = online.merged(pairs)
            present, links = asked.results, asked.counts
            notices += asked.notices
        for result in present:
            notices += [Notice(render(defect.message, self.wording), is_defect=True) for defect in result.defects]
            notices += [Notice(render(note, self.wording)) for note in result.notes]
        notices += [Notice(render(fault, self.wording)) for fault in self.sites.faults()]
        unusable = dict.fromkeys(result.unusable for result in present if result.unusable)
        notices += [Notice(text, is_unusable=True) for text in unusable]
        return Outcome(
            diagnostics=tuple(sorted((one for result in present for one in result.diagnostics), key=_order)),
            suppressed=tuple(one for result in present for one in result.suppressed),
            files=len(present),
            links=links,
            notices=tuple(notices),
            interrupted=interrupted,
            fixed=sum(result.fixed for result in present),
            diff="".join(result.diff for result in present),
        )

    def lint_file(self, path: str) -> FileResult | None:
        """Read and check one file; None where it is not there any more."""
        read = read_file(path, self.settings.max_file_size)
        if read is None:
            return None
        if self.request.mends and read.problem is None:
            result, text = self._mend(path, read.text)
            if text == read.text or self.request.diff:
                return result
            from evlint.io.write import replace_file

            try:
                written = replace_file(path, read.data, text.encode("utf-8"))
            except OSError as error:
                return self._unmended(path, read, not_written(path, reason(error)))
            return result if written else self._unmended(path, read, changed_meanwhile(path))
        if self._cache is not None:
            return self._remembered(self._cache, path, read)
        result = self.checker().lint(path, read)
        return result if self._asks else result._replace(urls=())  # on a large site they are most of what is kept

    def _remembered(self, cache: ResultCache, path: str, read: Read) -> FileResult:
        """Return what is remembered of a file where it still holds, else check it and say what to remember."""
        watch = self.sites.watch(self.sites.root_of(path))
        known = cache.get(path)
        if known is not None and known.digest == digest(read.data) and watch.holds(known.seen):
            result = unpacked(known.payload)
            if result is not None:
                return result
        watch.start()
        result = self.checker().lint(path, read)
        if result.defects or result.unusable:
            return result
        return result._replace(entry=entry_of(read.data, result, watch.seen))

    def _open_cache(self, files: int) -> None:
        """Open the cache, unless there is nothing to remember."""
        if self.request.no_cache or self.request.mends or not files:
            return
        from evlint.cache.fingerprint import fingerprint
        from evlint.cache.pages import PageCache
        from evlint.cache.results import ResultCache

        asked, folder = self.request, cache_dir()
        parts = (asked.select, asked.extend_select, asked.ignore, self.settings, self.language)
        self._cache = ResultCache(folder, fingerprint(*parts))
        self.sites.pages = PageCache(folder, lambda: fingerprint("pages"))

    def _recalled(self, files: Sequence[str]) -> dict[str, FileResult]:
        """Return the results that the cache knows and that still hold; for a few files it is asked file by file."""
        if self._cache is None or len(files) < FEWEST_FILES:
            return {}
        from evlint.cache.reuse import recall

        recalled = recall(files, self._cache, self.sites, self.settings.max_file_size, self.sites.root_of)
        self._tree = recalled.tree
        return recalled.results

    def _save_cache(self, results: Iterable[tuple[str, FileResult | None]]) -> Iterator[Notice]:
        """Remember what was checked; a cache that cannot be written is as good as none, and that is told."""
        if self._cache is None:
            return
        from evlint.cache.reuse import settle

        settle(self._cache, [(path, one.entry) for path, one in results if one is not None and one.entry], self._tree)
        why = self._cache.save()
        self.sites.save_pages()
        if why is not None:
            yield Notice(render(not_remembered(cache_dir(), why), self.wording))

    def lint_stdin(self, data: bytes) -> FileResult:
        """Check what came on standard input, under the name that was given for it; with `diff`, say what would change."""
        path, read = self.request.stdin_filename or "stdin.md", decode(data)
        if self.request.diff and read.problem is None:
            return self._mend(path, read.text)[0]
        return self.checker().lint(path, read)

    def mended(self, path: str, text: str) -> str:
        """Return a post's text with every fix that this run applies, but for those that need the network."""
        return self._mend(path, text)[1]

    def mend_stdin(self, data: bytes) -> tuple[Outcome, bytes]:
        """Fix what came on standard input: what is left to say, and the mended bytes; no text comes back as it was."""
        read = decode(data)
        path = self.request.stdin_filename or "stdin.md"
        if read.problem is not None:
            return self._outcome({path: self.checker().lint(path, read)}, [], None, interrupted=False), data
        result, text = self._mend(path, read.text)
        # An editor that formats while its author types waits for no network, unless it asks for that.
        online = self._online() if self.request.online else None
        if online is None:
            return self._outcome({path: result}, [], None, interrupted=False), text.encode("utf-8")
        done = online.check([(path, result)])
        asked, text = online.mended(path, result, text)
        outcome = self._outcome({path: asked.results[0]}, asked.notices, None, interrupted=done.interrupted)
        return outcome._replace(links=asked.counts), text.encode("utf-8")

    def _mend(self, path: str, text: str) -> tuple[FileResult, str]:
        from evlint.lint.fixer import fix_text, unified_diff

        lint = self.checker().lint
        fixed = fix_text(text, lambda one: lint(path, Read(one)).diagnostics, unsafe=self.request.unsafe_fixes)
        notes = tuple(dropped(path, one.rule, one.start.line) for one in fixed.dropped)
        result = lint(path, Read(fixed.text))._replace(fixed=fixed.mended, notes=notes)
        if self.request.diff and fixed.text != text:
            result = result._replace(diff=unified_diff(path, text, fixed.text))
        return result, fixed.text

    def _unmended(self, path: str, read: Read, note: Msg) -> FileResult:
        return self.checker().lint(path, read)._replace(notes=(note,))


def named_by(request: Request) -> tuple[str, ...]:
    """Return the paths that a request names: of a post on standard input the name that was given for it."""
    if request.stdin is None:
        return request.paths
    return () if request.stdin_filename is None else (request.stdin_filename,)


def tree_of(request: Request) -> Tree:
    """Return the tree that a request may look into."""
    return Tree(named_by(request), follow=request.follow)


def _english(_: str | None) -> tuple[Wording, str]:
    return ENGLISH, "en"


def prepare(request: Request, speak: Callable[[str | None], tuple[Wording, str]] = _english) -> Run:
    """Read the configuration and choose the rules. Raises `ConfigError` where that cannot be done.

    `speak` is given the configuration's `messages`, and returns the wording and the name of the run's language.
    """
    tree = tree_of(request)
    first = next((path for path in named_by(request) if tree.follow or not tree.leads_out(path)), None)
    settings, file = load_settings(request.config, request.isolated, first, tree)
    settings = for_header_hosts(settings, named=request.config is not None)
    run = Run(request, settings, *speak(settings.messages), tree)
    run.config_file = file
    return run


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    return diagnostic.order
