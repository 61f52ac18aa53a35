"""Checks posts that no cache remembers: everything that a run needs for that, made when the first such post is met."""

from __future__ import annotations

from evlint.edge.builtin import builtin_schema
from evlint.edge.read import Read
from evlint.filter.select import Selector
from evlint.gather import World
from evlint.linter import Linter, known_codes
from evlint.model.document import Document
from evlint.model.message import Wording
from evlint.model.result import FileResult
from evlint.model.settings import Settings
from evlint.parse import parse
from evlint.remember import Watch
from evlint.schema.store import SchemaStore
from evlint.sites import Sites


class Checker:
    """Lints one file after the other, with a linter for each site that they belong to."""

    def __init__(self, settings: Settings, selector: Selector, sites: Sites, wording: Wording) -> None:
        """Take the settings, the chosen rules, the sites of the run and the language of messages."""
        self._settings = settings
        self._selector = selector
        self._sites = sites
        self._wording = wording
        self._linters: dict[str | None, Linter] = {}

    def lint(self, path: str, read: Read) -> FileResult:
        """Check what was read of a file."""
        root = self._sites.root_of(path)
        linter = self._linters.get(root)
        if linter is None:
            linter = self._linters[root] = self._linter(root)
        if read.problem is None:
            document = parse(path, read.text, markdown=self._sites.site(root).markdown)
        else:
            document = Document(path, read.text, body_start=len(read.text), problems=(read.problem,))
        return linter.lint(document)

    def _linter(self, root: str | None) -> Linter:
        watch: Watch = self._sites.watch(root)
        world = World(
            self._settings,
            self._sites.site(root),
            self._sites.files(root),
            today=self._sites.today,
            schemas=SchemaStore(watch.file, builtin_schema),
            tree=watch,
            known_codes=known_codes(),
        )
        return Linter(world, self._selector, self._wording, watch.facts)
