"""The pipeline: configuration, discover, read, parse, facts, rules, filter. The one place that names every stage.

A run is a value in (`Request`) and a value out (`Outcome`); nothing here prints or exits.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from evlint.edge.builtin import builtin_schema
from evlint.edge.cachedir import cache_dir
from evlint.edge.configfile import load_settings
from evlint.edge.discover import discover
from evlint.edge.diskfiles import DiskFiles
from evlint.edge.fingerprint import fingerprint
from evlint.edge.read import Read, decode, read_file
from evlint.edge.resultcache import ResultCache, digest
from evlint.edge.write import replace_file
from evlint.filter.select import Selector
from evlint.gather import World
from evlint.globs import Globs
from evlint.linter import FileResult, Linter, known_codes, lint_text
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document
from evlint.model.message import ENGLISH, Msg, Wording, msg, render
from evlint.model.outcome import LinkCounts, Notice, Outcome
from evlint.model.settings import FailOn, Settings
from evlint.model.site import NO_SITE, Site
from evlint.parse import parse
from evlint.remember import Watch, entry_of, unpacked
from evlint.rules import registry
from evlint.schema.store import SchemaStore
from evlint.site.detect import detect_site, site_root_of
from evlint.site.tree import SiteTree
from evlint.workers import run_all

FEWEST_CACHED = 20  # below this the cache costs more than it saves

__all__ = ["Request", "Run", "lint_text", "prepare"]


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
    stdin: bytes | None = None
    stdin_filename: str | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    no_cache: bool = False

    @property
    def mends(self) -> bool:
        """Whether fixes are applied, to the files or to see what would change."""
        return self.fix or self.diff


class Run:
    """A run made ready: settings read, rules chosen. `outcome()` does the work."""

    def __init__(self, request: Request, settings: Settings, wording: Wording = ENGLISH, language: str = "en") -> None:
        """Take the request, the settings and the language of messages; `prepare` is the usual way here."""
        self.language = language
        self.request = request
        self.settings = settings
        self.wording = wording
        self.fail_on: FailOn = request.fail_on or settings.fail_on
        self.today = request.today or date.today()  # noqa: DTZ011 the author's own day
        self._chosen: Selector | None = None
        if request.select is not None or request.extend_select or request.ignore:
            self._selector()
        self._cache: ResultCache | None = None
        self._watches: dict[str | None, Watch] = {}
        self._linters: dict[str | None, Linter] = {}
        self._sites: dict[str | None, Site] = {}
        self._roots: dict[str, str | None] = {}

    def _selector(self) -> Selector:
        """Choose the rules when they are first wanted: a run that remembers everything needs none."""
        if self._chosen is None:
            asked = self.request
            self._chosen = Selector(
                self.settings, registry(), select=asked.select, extend_select=asked.extend_select, ignore=asked.ignore
            )
        return self._chosen

    def outcome(self) -> Outcome:
        """Check everything that the request names."""
        if self.request.stdin is not None:
            return self._outcome([self.lint_stdin(self.request.stdin)], [])
        settings = self.settings
        found = discover(
            self.request.paths,
            include=settings.include,
            exclude=settings.exclude,
            root=settings.root,
            force_exclude=self.request.force_exclude,
        )
        notices = [self._missing(path) for path in found.missing]
        files = [path for path in found.files if path in found.named or not self._left_out(path)]
        if not files and not found.missing:
            notices.append(Notice(render(_NO_FILES, self.wording)))
        self._open_cache(len(files))
        results, deaths, interrupted = run_all(files, self.lint_file, self.request.jobs)
        self._save_cache(zip(files, results, strict=False) if not deaths else ())
        notices += [Notice(render(_death(path), self.wording), is_defect=True) for path in deaths]
        return self._outcome(results, notices, interrupted=interrupted)

    def _outcome(
        self, results: Sequence[FileResult | None], notices: list[Notice], *, interrupted: bool = False
    ) -> Outcome:
        present = [result for result in results if result is not None]
        for result in present:
            notices += [
                Notice(render(_defect(defect.rule, defect.path, defect.error), self.wording), is_defect=True)
                for defect in result.defects
            ]
            notices += [Notice(render(note, self.wording)) for note in result.notes]
        unusable = dict.fromkeys(result.unusable for result in present if result.unusable)
        notices += [Notice(text, is_unusable=True) for text in unusable]
        return Outcome(
            diagnostics=tuple(sorted((one for result in present for one in result.diagnostics), key=_order)),
            suppressed=tuple(one for result in present for one in result.suppressed),
            files=len(present),
            links=LinkCounts(found=sum(result.links for result in present)),
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
            try:
                written = replace_file(path, read.data, text.encode("utf-8"))
            except OSError as error:
                return self._unmended(path, read, _not_written(path, error.strerror or type(error).__name__))
            return result if written else self._unmended(path, read, _changed_meanwhile(path))
        return self._lint(path, read) if self._cache is None else self._remembered(self._cache, path, read)

    def _remembered(self, cache: ResultCache, path: str, read: Read) -> FileResult:
        """Return what is remembered of a file where it still holds, else check it and say what to remember."""
        watch = self._watch(self._root_of(path))
        known = cache.get(path)
        if known is not None and known.digest == digest(read.data) and watch.holds(known.seen):
            result = unpacked(known.payload)
            if result is not None:
                return result
        watch.start()
        result = self._lint(path, read)
        if result.defects or result.unusable:
            return result
        return result._replace(entry=entry_of(read.data, result, watch.seen))

    def _open_cache(self, files: int) -> None:
        """Open the cache where it pays: for one file, reading it costs more than checking the file."""
        if self.request.no_cache or self.request.mends or files < FEWEST_CACHED:
            return
        asked = self.request
        parts = (asked.select, asked.extend_select, asked.ignore, self.settings, self.language)
        self._cache = ResultCache(cache_dir(), fingerprint(*parts))

    def _save_cache(self, results: Iterable[tuple[str, FileResult | None]]) -> None:
        """Remember what was checked; a cache that cannot be written is as good as none."""
        if self._cache is not None:
            self._cache.put((path, result.entry) for path, result in results if result is not None and result.entry)
            self._cache.save()

    def lint_stdin(self, data: bytes) -> FileResult:
        """Check what came on standard input, under the name that was given for it."""
        return self._lint(self.request.stdin_filename or "stdin.md", decode(data))

    def mend_stdin(self, data: bytes) -> tuple[FileResult, str]:
        """Fix what came on standard input: what is left to say, and the mended text."""
        read = decode(data)
        path = self.request.stdin_filename or "stdin.md"
        return self._mend(path, read.text) if read.problem is None else (self._lint(path, read), read.text)

    def _lint(self, path: str, read: Read) -> FileResult:
        root = self._root_of(path)
        linter = self._linters.get(root)
        if linter is None:
            linter = self._linters[root] = self._linter(root)
        if read.problem is None:
            document = parse(path, read.text, markdown=self._site(root).markdown)
        else:
            document = Document(path, read.text, body_start=len(read.text), problems=(read.problem,))
        return linter.lint(document)

    def _mend(self, path: str, text: str) -> tuple[FileResult, str]:
        from evlint.fixer import fix_text, unified_diff

        fixed = fix_text(text, lambda one: self._lint(path, Read(one)).diagnostics, unsafe=self.request.unsafe_fixes)
        notes = tuple(_dropped(path, one.rule, one.start.line) for one in fixed.dropped)
        result = self._lint(path, Read(fixed.text))._replace(fixed=fixed.mended, notes=notes)
        if self.request.diff and fixed.text != text:
            result = result._replace(diff=unified_diff(path, text, fixed.text))
        return result, fixed.text

    def _unmended(self, path: str, read: Read, note: Msg) -> FileResult:
        return self._lint(path, read)._replace(notes=(note,))

    def _root_of(self, path: str) -> str | None:
        folder = os.path.dirname(path)
        if folder not in self._roots:
            self._roots[folder] = site_root_of(path, os.path.exists)
        return self._roots[folder]

    def _site(self, root: str | None) -> Site:
        if root not in self._sites:
            self._sites[root] = NO_SITE if root is None else detect_site(DiskFiles(root), root)
        return self._sites[root]

    def _left_out(self, path: str) -> bool:
        """Tell whether the site's own configuration keeps a walked file out of the site."""
        root = self._root_of(path)
        excluded = self._site(root).exclude
        if not excluded or root is None:
            return False
        return Globs(excluded).match(os.path.relpath(path, root).replace(os.sep, "/"))

    def _files(self, root: str | None) -> DiskFiles:
        return DiskFiles(root or ".", self.settings.max_file_size)

    def _watch(self, root: str | None) -> Watch:
        if root not in self._watches:
            tree = SiteTree(self._files(root), self._site(root), self.settings.links, parse)
            self._watches[root] = Watch(tree, self.today, self._site(root), self._files(root).read)
        return self._watches[root]

    def _linter(self, root: str | None) -> Linter:
        settings = self.settings
        files = self._files(root)
        site = self._site(root)
        watch = self._watch(root)
        world = World(
            settings,
            site,
            files,
            today=self.today,
            schemas=SchemaStore(watch.schema, builtin_schema),
            tree=watch,
            known_codes=known_codes(),
        )
        return Linter(world, self._selector(), self.wording, watch.facts)

    def _missing(self, path: str) -> Notice:
        from difflib import get_close_matches

        folder = os.path.dirname(path)
        try:
            near = get_close_matches(os.path.basename(path), os.listdir(folder or "."), 1)
        except OSError:
            near = []
        if near:
            text = msg("There is no “{path}”. Did you mean “{near}”?", path=path, near=os.path.join(folder, near[0]))
        else:
            text = msg("There is no “{path}”.", path=path)
        return Notice(render(text, self.wording), is_unusable=True)


def prepare(request: Request, wording: Wording = ENGLISH) -> Run:
    """Read the configuration and choose the rules. Raises `ConfigError` where that cannot be done."""
    first = request.stdin_filename if request.stdin is not None else next(iter(request.paths), None)
    settings, _ = load_settings(request.config, request.isolated, first)
    return Run(request, settings, wording)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    return diagnostic.order


_NO_FILES = msg("No post was found: evlint looks for Markdown files, and HTML files that begin with front matter.")


def _defect(rule: str, path: str, error: str) -> Msg:
    return msg(
        "A defect in evlint, not in your post: {rule} failed on {path} ({error}). Please report this line.",
        rule=rule,
        path=path,
        error=error,
    )


def _death(path: str) -> Msg:
    return msg("A worker of evlint died while it checked {path}. Please report this with that file.", path=path)


def _dropped(path: str, rule: str, line: int) -> Msg:
    return msg(
        "A fix of {rule} in {path}, line {line}, was left out: it would make the post worse.",
        rule=rule,
        path=path,
        line=line,
    )


def _changed_meanwhile(path: str) -> Msg:
    return msg("{path} changed while it was being checked: nothing was written. Run evlint again.", path=path)


def _not_written(path: str, reason: str) -> Msg:
    return msg("{path} could not be written ({reason}): it is as it was.", path=path, reason=reason)
