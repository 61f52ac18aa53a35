"""One post given as text, with the tree around it as values: for the API, the examples of rules, and tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from evlint.io.builtin import builtin_schema
from evlint.io.plugins import use_plugins
from evlint.lint.linter import Linter, with_online
from evlint.lint.select import Selector
from evlint.model.context import Answer, Tree
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document
from evlint.model.files import Files, MemoryFiles, Read
from evlint.model.message import ENGLISH, Wording, render
from evlint.model.result import FileResult
from evlint.model.settings import Settings
from evlint.model.site import Site
from evlint.parse import parse
from evlint.pipeline.site import SiteStage
from evlint.rules import registry, use_configured
from evlint.schema.store import SchemaStore
from evlint.site.detect import detect_site
from evlint.site.tree import SiteTree


class MemorySites:
    """One site whose files are held in memory: every post belongs to it."""

    def __init__(self, settings: Settings, files: Files, today: date) -> None:
        """Read the site's own configuration from `files`; `today` is the day to judge by."""
        self.today = today
        self._files = files
        self._site = detect_site(files, ".", settings.generator)
        read = partial(parse, markdown=self._site.markdown, yaml=self._site.yaml)
        self._tree = SiteTree(files, self._site, settings.links, read, today=today)

    def root_of(self, path: str) -> str | None:  # noqa: ARG002 the protocol's own signature
        """Return the one root there is."""
        return None

    def site(self, root: str | None) -> Site:  # noqa: ARG002
        """Return what the site's configuration says."""
        return self._site

    def tree(self, root: str | None) -> Tree:  # noqa: ARG002
        """Return the tree of the files."""
        return self._tree

    def files(self, root: str | None) -> Files:  # noqa: ARG002
        """Return the files."""
        return self._files

    def site_tree(self, root: str | None) -> SiteTree:  # noqa: ARG002
        """Return the tree of the files, for the index."""
        return self._tree

    def excludes(self, path: str) -> bool:  # noqa: ARG002
        """Say that every file belongs to the site."""
        return False

    def schemas(self, root: str | None) -> SchemaStore:  # noqa: ARG002
        """Return the schemas among the files, and the built-in ones."""
        return SchemaStore(self._files.read, builtin_schema, self._files.names)


class MemoryLinter(Linter):
    """A linter that looks at the whole site of each post too."""

    def __init__(self, settings: Settings, sites: MemorySites, rules: Selector, wording: Wording) -> None:
        """Take what a linter takes."""
        super().__init__(settings, sites, rules, wording=wording)
        self._stage = SiteStage(self, sites, settings)

    def lint(self, document: Document) -> FileResult:
        """Run the rules over a document, those of the site included."""
        result = super().lint(document)
        if result.index_entry is None:
            return result
        told = self._stage({document.path: result}, lambda _: None)
        merged = told.results[document.path]
        return merged._replace(defects=merged.defects + told.defects)


def linter_in_memory(
    settings: Settings,
    files: Files,
    *,
    today: date,
    select: Sequence[str] | None = None,
    wording: Wording = ENGLISH,
) -> Linter:
    """Make a linter over files in memory. `select` holds codes or prefixes instead of the configuration's."""
    use_configured(settings.rules)
    rules = Selector(settings, registry(), select=None if select is None else tuple(select))
    return MemoryLinter(settings, MemorySites(settings, files, today), rules, wording)


def lint_text(
    text: str,
    *,
    path: str = "post.md",
    config: str = "",
    files: Mapping[str, str] | None = None,
    today: date | None = None,
    select: Sequence[str] | None = None,
    answers: Mapping[str, Answer] | None = None,
    wording: Wording = ENGLISH,
) -> list[Diagnostic]:
    """Check one post given as text, offline.

    `path` is the name that the post would have (schema, collection and dialect depend on it), `config` the text of an
    `evlint.toml`, `files` other files of the tree by path, `today` the day to judge by (default: the real one),
    `select` codes or prefixes instead of the configuration's, `answers` what the network is taken to say, `wording` the
    language of messages. Raises `ConfigError` for a bad configuration and `SchemaUnusable` for a bad schema. A rule that
    fails is left out, with a warning that names it.
    """
    use_plugins()
    tree = MemoryFiles({**(files or {}), path: text})
    day = today or date.today()  # noqa: DTZ011 the author's own day
    linter = linter_in_memory(settings_of(config), tree, today=day, select=select, wording=wording)
    document = linter.document(path, Read(text))
    result = linter.lint(document)
    if answers is not None:
        result = with_online(result, linter.lint_online(document, answers))
    for defect in result.defects:
        from warnings import warn

        warn(render(defect.message, wording), RuntimeWarning, stacklevel=2)
    return result.diagnostics


def settings_of(config: str) -> Settings:
    """Read the text of an `evlint.toml`; the defaults where it is empty. Raises `ConfigError`."""
    if not config:
        return Settings()
    from evlint.config.read import read_settings

    return read_settings(config, file="evlint.toml")
