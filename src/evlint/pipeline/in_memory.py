"""A linter over files that are held in memory: for posts given as text, and for the examples of rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from evlint.io.builtin import builtin_schema
from evlint.lint.linter import Linter
from evlint.lint.select import Selector
from evlint.model.context import Tree
from evlint.model.files import Files
from evlint.model.message import ENGLISH, Wording
from evlint.model.settings import Settings
from evlint.model.site import Site
from evlint.parse import parse
from evlint.rules import registry
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

    def schemas(self, root: str | None) -> SchemaStore:  # noqa: ARG002
        """Return the schemas among the files, and the built-in ones."""
        return SchemaStore(self._files.read, builtin_schema, self._files.names)


def linter_in_memory(
    settings: Settings,
    files: Files,
    *,
    today: date,
    select: Sequence[str] | None = None,
    wording: Wording = ENGLISH,
) -> Linter:
    """Make a linter over files in memory. `select` holds codes or prefixes instead of the configuration's."""
    rules = Selector(settings, registry(), select=None if select is None else tuple(select))
    return Linter(settings, MemorySites(settings, files, today), rules, wording=wording)


def settings_of(config: str) -> Settings:
    """Read the text of an `evlint.toml`; the defaults where it is empty. Raises `ConfigError`."""
    if not config:
        return Settings()
    from evlint.config.read import read_settings

    return read_settings(config, file="evlint.toml")
