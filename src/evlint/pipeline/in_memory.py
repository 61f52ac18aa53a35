"""A linter over files that are held in memory: for posts given as text, and for the examples of rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from evlint.io.disk_files import builtin_schema
from evlint.lint.linter import Linter
from evlint.lint.select import Selector, use_configured
from evlint.model.context import Tree
from evlint.model.document import Document
from evlint.model.files import Files
from evlint.model.message import ENGLISH, Wording
from evlint.model.outcome import FileResult
from evlint.model.settings import Settings
from evlint.model.site import Site
from evlint.parse import parse
from evlint.pipeline.site import SiteStage
from evlint.rules import outlines
from evlint.schema.store import SchemaStore
from evlint.site.detect import detect_site
from evlint.site.head import Page
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

    def may_name(self, root: str | None) -> None:
        """Say that nobody can tell which values name something."""

    def page(self, root: str | None, path: str, text: str) -> Page:
        """Return what the tree knows of a page with this text."""
        return self.site_tree(root).place.page_of_text(path, text)

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
        """As for `Linter`; `sites` holds the files, all of one site."""
        super().__init__(settings, sites, rules, wording=wording)
        self._stage = SiteStage(self, sites, settings)

    def lint(self, document: Document) -> FileResult:
        """Run the rules over a document, those of the site included."""
        result = super().lint(document)
        if result.index_entry is None:
            return result
        told = self._stage({document.path: result}, lambda _: None)
        merged = told.results[document.path]
        return merged._replace(defects=(*merged.defects, *told.defects))


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
    rules = Selector(settings, outlines(), select=None if select is None else tuple(select))
    return MemoryLinter(settings, MemorySites(settings, files, today), rules, wording)


def settings_of(config: str) -> Settings:
    """Read the text of an `evlint.toml`; the defaults where it is empty. Raises `ConfigError`."""
    if not config:
        return Settings()
    from evlint.config.read import read_settings

    return read_settings(config, file="evlint.toml")
