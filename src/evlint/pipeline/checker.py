"""Checks posts that no cache remembers: everything that a run needs for that, made when the first such post is met."""

from __future__ import annotations

from collections.abc import Mapping

from evlint.cache.dependencies import DependencyRecorder
from evlint.io.builtin import builtin_schema
from evlint.io.read import Read
from evlint.lint.context import ContextBuilder
from evlint.lint.select import Selector
from evlint.model.context import Answer, RuleContext
from evlint.model.document import Document
from evlint.model.message import Wording
from evlint.model.result import FileResult
from evlint.model.settings import Settings
from evlint.parse import parse
from evlint.pipeline.linter import Linter, known_codes
from evlint.pipeline.sites import Sites
from evlint.schema.store import SchemaStore


class Checker:
    """Lints one file after the other, with a linter for each site that they belong to."""

    def __init__(self, settings: Settings, selector: Selector, sites: Sites, wording: Wording) -> None:
        """Take the settings, the chosen rules, the sites of the run and the language of messages."""
        self._settings = settings
        self._selector = selector
        self._sites = sites
        self._wording = wording
        self._linters: dict[str | None, Linter] = {}
        self._online: dict[str | None, Linter] = {}
        self._answers: Mapping[str, Answer] | None = None

    def lint(self, path: str, read: Read) -> FileResult:
        """Check what was read of a file."""
        return self.lint_document(self.document(path, read))

    def lint_document(self, document: Document) -> FileResult:
        """Check a document that `document` made."""
        return self._linter_of(document.path).lint(document)

    def context(self, document: Document) -> RuleContext:
        """Return what the rules are told beside a document."""
        return self._linter_of(document.path).context(document)

    def lint_online(self, path: str, read: Read, answers: Mapping[str, Answer]) -> FileResult:
        """Check what was read of a file with the rules that need answers from the network, and no other."""
        root = self._sites.root_of(path)
        if self._answers is not answers:
            self._answers, self._online = answers, {}
        if root not in self._online:
            self._online[root] = self._linter(root, answers)
        return self._online[root].lint_online(self.document(path, read))

    def asks(self, path: str) -> bool:
        """Tell whether a rule that needs the network runs on a file."""
        return self._linter_of(path).asks(path)

    def document(self, path: str, read: Read) -> Document:
        """Take apart what was read of a file."""
        if read.problem is not None:
            return Document(path, read.text, body_start=len(read.text), problems=(read.problem,))
        site = self._sites.site(self._sites.root_of(path))
        return parse(path, read.text, markdown=site.markdown, yaml=site.yaml)

    def _linter_of(self, path: str) -> Linter:
        root = self._sites.root_of(path)
        linter = self._linters.get(root)
        if linter is None:
            linter = self._linters[root] = self._linter(root)
        return linter

    def _linter(self, root: str | None, answers: Mapping[str, Answer] | None = None) -> Linter:
        watch: DependencyRecorder = self._sites.watch(root)
        world = ContextBuilder(
            self._settings,
            self._sites.site(root),
            self._sites.files(root),
            today=self._sites.today,
            schemas=SchemaStore(watch.file, builtin_schema, watch.names),
            tree=watch,
            known_codes=known_codes(),
            online=answers is not None,
            answers=answers or {},
        )
        return Linter(world, self._selector, self._wording, watch.context)
