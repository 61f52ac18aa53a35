"""Where open posts are checked: one workspace for each configuration, and the session that holds them.

A workspace keeps settings, sites and rules between two keystrokes. What is kept is made anew when it may have gone stale: a
configuration changed on the disk, a file was saved or deleted, another open text was changed, or a new day began.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from evlint.config.errors import ConfigError
from evlint.io.config_file import find_config, for_header_hosts, load_settings, read_layers
from evlint.io.disk_files import DiskFiles
from evlint.io.read import decode
from evlint.io.tree import Tree
from evlint.lint.linter import Linter
from evlint.lint.select import Selector, use_configured
from evlint.model.context import Answer, RuleContext
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document
from evlint.model.file_names import is_html, is_markdown
from evlint.model.globs import Globs, relative_to
from evlint.model.message import ENGLISH, Wording, render
from evlint.model.outcome import FileResult, Outcome, with_online
from evlint.model.settings import Settings
from evlint.pipeline.baseline import Baseline, baselined
from evlint.pipeline.site import SiteStage
from evlint.pipeline.sites import Sites
from evlint.rules import outlines
from evlint.server.preferences import Preferences, preferred
from evlint.startup.namedtuple import NamedTuple

NO_PREFERENCES = Preferences()


class OpenFiles(DiskFiles):
    """The files below a folder, where an open text counts before the file on the disk."""

    def __init__(self, root: str, max_size: int, texts: Mapping[str, str], tree: Tree) -> None:
        """An open text of `texts`, by path, stands for its file; a file of more than `max_size` bytes is not read."""
        super().__init__(root, max_size, tree)
        self._prefix = "" if root in ("", ".") else f"{root.rstrip('/')}/"
        self._texts = texts

    def names(self) -> Sequence[str]:
        """Return the path of every file below the root, saved or not, sorted."""
        names = super().names()
        unsaved = {path for path in self._texts if path.startswith(self._prefix) and not path.startswith("../")}
        return sorted(unsaved.union(names)) if not unsaved.issubset(names) else names

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder is there, or open."""
        return path in self._texts or super().exists(path)

    def read(self, path: str) -> str | None:
        """Return the text that is open, else the file's."""
        text = self._texts.get(path)
        return text if text is not None else super().read(path)


class OpenSites(Sites):
    """The sites of the open posts, read through the open texts."""

    def __init__(self, settings: Settings, today: date, texts: Mapping[str, str]) -> None:
        """`texts` are the open texts by path; it is shared with the workspace, which changes it."""
        super().__init__(settings, today, Tree((".",)))
        self._max_size = settings.max_file_size
        self._texts = texts
        self._open: dict[str | None, OpenFiles] = {}

    def root_of(self, path: str) -> str | None:
        """Return the folder of the site that a file belongs to; what is open belongs to the tree that the editor names."""
        if path in self._texts:
            self.files_tree.add(path)
        return super().root_of(path)

    def files(self, root: str | None) -> OpenFiles:
        """Return the files of a site."""
        if root not in self._open:
            self._open[root] = OpenFiles(root or ".", self._max_size, self._texts, self.files_tree)
        return self._open[root]


Speak = Callable[[str | None], tuple[Wording, str]]  # a configuration's `messages` in, wording and language out


class Looked(NamedTuple):
    """What evlint makes of one text: the post taken apart, what it found, what else to tell the author."""

    document: Document
    context: RuleContext
    diagnostics: tuple[Diagnostic, ...]
    notices: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = {}
    wording: Wording = ENGLISH
    language: str = "en"


class ConfigWorkspace:
    """Checks texts under one configuration. `config` is None where there is none: the defaults hold."""

    def __init__(
        self, config: str | None, texts: Mapping[str, str], speak: Speak, preferences: Preferences = NO_PREFERENCES
    ) -> None:
        """Read the configuration. Raises `ConfigError` where it cannot be used."""
        self.config = config
        self._read_at = {} if config is None else {name: _changed_at(name) for name in _layers(config)}
        settings = for_header_hosts(load_settings(config, config is None, None, trusted=False)[0], named=False)
        use_configured(settings.rules)
        self.settings = preferred(settings, preferences, {rule.name: rule.code for rule in outlines()})
        self.wording, self.language = speak(preferences.language or self.settings.messages)
        self._texts = texts
        self._exclude = Globs(self.settings.exclude)
        self._selector = Selector(self.settings, outlines())
        self._seen: dict[str, int] = {}
        self.renew()

    def renew(self) -> None:
        """Forget what was read of the tree."""
        self._touched: set[str] = set()
        self._today = date.today()  # noqa: DTZ011 the author's own day
        self._sites = OpenSites(self.settings, self._today, self._texts)
        self.linter = Linter(self.settings, self._sites, self._selector, wording=self.wording)
        alone = self.config is None and Tree.git_top(".") is None
        self._stage = SiteStage(self.linter, self._sites, self.settings, alone=alone)
        self._seen = {}
        self._answers: dict[str, Answer] = {}
        self._looked_up: set[str] = set()

    def touch(self, path: str) -> None:
        """Note that the open text of a path changed: posts that link to it may have to be judged anew."""
        self._touched.add(path)

    def is_stale(self) -> bool:
        """Tell whether the configuration changed, or a file that it extends: the workspace is then to be made anew."""
        return any(_changed_at(name) != then for name, then in self._read_at.items())

    def leaves_out(self, path: str) -> bool:
        """Tell whether the configuration keeps a file out, as it does for pre-commit."""
        excluded = self.settings.exclude
        inner = relative_to(path, self.settings.root, self.settings.here) if excluded else path
        return (bool(excluded) and self._exclude.match(inner)) or self._sites.excludes(path)

    def names_around(self, path: str) -> Sequence[str]:
        """Return every file of the site that a post belongs to, relative to the working folder, sorted."""
        return self._sites.files(self._sites.root_of(path)).names()

    def look(self, path: str, text: str) -> Looked:
        """Check a text as the file of this path."""
        self._refresh(path)
        document = self.document(path, text)
        told = self._stage({path: self.linter.lint(document)}, lambda _: None)
        result = told.results[path]
        notices = [result.unusable] if result.unusable else []
        notices += [render(defect.message, self.wording) for defect in (*result.defects, *told.defects)]
        found = tuple(result.diagnostics)
        if result.urls and self.settings.links.online:
            found = self._with_remembered(document, result)
        if self.settings.baseline and found:
            found, trouble = self._new(path, found)
            notices += trouble
        context = self.linter.context(document)
        return Looked(document, context, found, tuple(notices), self._answers, self.wording, self.language)

    def lint(self, path: str, text: str) -> list[Diagnostic]:
        """Return only what the rules find, for the fixer."""
        return self.linter.lint(self.document(path, text)).diagnostics

    def document(self, path: str, text: str) -> Document:
        """Parse a text as the site's generator reads it."""
        return self.linter.document(path, decode(text.encode("utf-8", "surrogatepass")))

    def context(self, document: Document) -> RuleContext:
        """Return what the rules are told beside a document."""
        return self.linter.context(document)

    def _with_remembered(self, document: Document, result: FileResult) -> tuple[Diagnostic, ...]:
        """Add what earlier runs learnt of a post's links: looked up once for each link, never asked of the network."""
        wanted = [url for url in result.urls if url not in self._looked_up]
        if wanted:
            from evlint.pipeline.online import last_known, site_urls
            from evlint.pipeline.page_queue import Memory, PageQueue

            queue = PageQueue(self.settings.links, Memory(), over_network=False)
            self._answers.update(last_known(queue, {document.path: wanted}, site_urls(self.settings, self._sites)))
            self._looked_up.update(wanted)
        if not self._answers.keys().isdisjoint(result.urls):
            result = with_online(result, self.linter.lint_online(document, self._answers))
        return tuple(result.diagnostics)

    def _new(self, path: str, found: tuple[Diagnostic, ...]) -> tuple[tuple[Diagnostic, ...], list[str]]:
        from evlint.lint.baseline import BaselineError

        root = self.settings.root
        known = Baseline(os.path.join(root, self.settings.baseline or ""), inside=root or ".", is_whole=False)
        try:
            outcome = baselined(Outcome(found), known, frozenset((path,)))
        except BaselineError as error:
            return found, [error.text(self.wording)]
        return outcome.diagnostics, []

    def _refresh(self, path: str) -> None:
        others = self._touched - {path}
        day = date.today()  # noqa: DTZ011 the author's own day
        if others or day != self._today or any(_changed_at(name) != then for name, then in self._seen.items()):
            self.renew()
        config = self._sites.site(self._sites.root_of(path)).config
        if config is not None and config not in self._seen:
            self._seen[config] = _changed_at(config)


def _layers(config: str) -> list[str]:
    """Return the files that a configuration is made of: those that it extends, and itself. Raises `ConfigError`."""
    return [layer.file for layer in read_layers(config, Tree(), trusted=False)]


def _changed_at(path: str) -> int:
    """Return when a file was last changed, in nanoseconds; 0 where there is none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


class Open(NamedTuple):
    """An open text: its path as reports show it, its version, whether the editor calls it Markdown."""

    path: str
    text: str
    version: int
    is_markdown: bool


class Session:
    """All that is open, by the editor's own name for it (`uri`)."""

    def __init__(self, speak: Speak | None = None) -> None:
        """Begin with nothing open. `speak` chooses the language of findings (None: English)."""
        self._speak = speak or (lambda _: (ENGLISH, "en"))
        self._preferences = NO_PREFERENCES
        self.opened: dict[str, Open] = {}
        self.looked: dict[str, tuple[int, Looked]] = {}
        self._texts: dict[str, str] = {}
        self._workspaces: dict[str | None, ConfigWorkspace] = {}
        self._broken: dict[str, ConfigError] = {}

    def prefer(self, locale: str | None) -> None:
        """Take the editor's own language ("fr", "fr-FR") for what no configuration and no variable has a say in."""
        if locale:
            speak = self._speak
            self._speak = lambda messages: speak(messages or locale)

    def set_preferences(self, preferences: Preferences) -> None:
        """Take what the author sets in the editor; every configuration is read again under it."""
        if preferences != self._preferences:
            self._preferences = preferences
            self.reload()

    def put(self, uri: str, path: str, text: str, version: int, *, is_markdown: bool) -> None:
        """Take in a text that was opened or changed: from now on it counts, and not what is on the disk.

        `version` is the editor's own count of changes; `is_markdown` what the editor calls it, whatever its ending.
        """
        self.opened[uri] = Open(path, text, version, is_markdown)
        self._texts[path] = text
        for workspace in self._workspaces.values():
            workspace.touch(path)

    def close(self, uri: str) -> None:
        """Forget a text that was closed: what is on the disk counts again."""
        closed = self.opened.pop(uri, None)
        self.looked.pop(uri, None)
        if closed is not None:
            self._texts.pop(closed.path, None)
            self.renew()

    def renew(self) -> None:
        """Forget what was read of the disk: something there changed."""
        for workspace in self._workspaces.values():
            workspace.renew()

    def reload(self) -> None:
        """Forget every configuration: one of them changed."""
        self._workspaces.clear()
        self._broken.clear()

    def look(self, uri: str) -> Looked | None:
        """Check an open text; None where it is no post, is left out, or the configuration cannot be used."""
        opened = self.opened[uri]
        known = self.looked.get(uri)
        workspace = self.workspace(opened.path)
        if workspace is None or not _is_post(opened) or workspace.leaves_out(opened.path):
            self.looked.pop(uri, None)
            return None
        looked = workspace.look(opened.path, opened.text)
        if known is None or known[0] <= opened.version:
            self.looked[uri] = (opened.version, looked)
        return looked

    def current(self, uri: str) -> Looked | None:
        """Return what is known of an open text as it stands now, checking it where that was not done yet."""
        if uri not in self.opened:
            return None
        known = self.looked.get(uri)
        return known[1] if known is not None and known[0] == self.opened[uri].version else self.look(uri)

    def workspace(self, path: str) -> ConfigWorkspace | None:
        """Return where a post is checked, or None where its configuration cannot be used (`trouble` says why)."""
        try:
            config = _config_of(path)
        except ConfigError as error:
            self._broken[error.problems[0].file] = error
            return None
        workspace = self._workspaces.get(config)
        if workspace is not None and not workspace.is_stale():
            return workspace
        try:
            workspace = ConfigWorkspace(config, self._texts, self._speak, self._preferences)
        except ConfigError as error:
            self._broken[config or ""] = error
            return workspace  # the last one that was sound
        self._workspaces[config] = workspace
        self._broken.pop(config or "", None)
        return workspace

    def wording(self) -> Wording:
        """Return the words for what no configuration has a say in, such as its own faults."""
        return self._speak(self._preferences.language)[0]

    def trouble(self) -> dict[str, ConfigError]:
        """Return the configurations that cannot be used, by path, with what is wrong."""
        return self._broken


def _config_of(path: str) -> str | None:
    if not path.startswith("../") and not os.path.isabs(path):
        return find_config(".", path)
    return find_config(os.path.dirname(path) or ".", None)


def _is_post(opened: Open) -> bool:
    if opened.is_markdown or is_markdown(opened.path):
        return True
    return is_html(opened.path) and opened.text.removeprefix("\ufeff").startswith(("---", "+++"))
