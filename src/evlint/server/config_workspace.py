"""Where the posts under one configuration are checked: settings, sites and rules, kept between two keystrokes.

What is kept is made anew when it may have gone stale: a configuration changed on the disk, a file was saved or deleted,
another open text was changed, or a new day began.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date

from evlint.io.config_file import load_settings
from evlint.io.discover import is_in_repository
from evlint.io.read import decode
from evlint.lint.linter import Linter, with_online
from evlint.lint.select import Selector
from evlint.model.context import Answer, RuleContext
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Document
from evlint.model.globs import Globs, relative_to
from evlint.model.message import ENGLISH, Wording, render
from evlint.model.outcome import Outcome
from evlint.model.result import FileResult
from evlint.pipeline.baseline import Baseline, baselined
from evlint.pipeline.site import SiteStage
from evlint.rules import registry, use_configured
from evlint.server.opentexts import OpenSites
from evlint.startup.namedtuple import NamedTuple

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

    def __init__(self, config: str | None, texts: Mapping[str, str], speak: Speak) -> None:
        """Read the configuration. Raises `ConfigError` where it cannot be used."""
        self.config = config
        self._read_at = 0 if config is None else _changed_at(config)
        self.settings, _ = load_settings(config, config is None, None)
        self.wording, self.language = speak(self.settings.messages)
        self._texts = texts
        self._exclude = Globs(self.settings.exclude)
        use_configured(self.settings.rules)
        self._selector = Selector(self.settings, registry())
        self._seen: dict[str, int] = {}
        self.renew()

    def renew(self) -> None:
        """Forget what was read of the tree."""
        self._touched: set[str] = set()
        self._today = date.today()  # noqa: DTZ011 the author's own day
        self._sites = OpenSites(self.settings, self._today, self._texts)
        self.linter = Linter(self.settings, self._sites, self._selector, wording=self.wording)
        alone = self.config is None and not is_in_repository(".")
        self._stage = SiteStage(self.linter, self._sites, self.settings, alone=alone)
        self._seen = {}
        self._answers: dict[str, Answer] = {}
        self._looked_up: set[str] = set()

    def touch(self, path: str) -> None:
        """Note that the open text of a path changed: posts that link to it may have to be judged anew."""
        self._touched.add(path)

    def is_stale(self) -> bool:
        """Tell whether the configuration itself changed: the desk is then to be made anew."""
        return self.config is not None and _changed_at(self.config) != self._read_at

    def leaves_out(self, path: str) -> bool:
        """Tell whether the configuration keeps a file out, as it does for pre-commit."""
        excluded = self.settings.exclude
        inner = relative_to(path, self.settings.root, self.settings.here) if excluded else path
        return (bool(excluded) and self._exclude.match(inner)) or self._sites.excludes(path)

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
        """Take a text apart."""
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


def _changed_at(path: str) -> int:
    """Return when a file was last changed, in nanoseconds; 0 where there is none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0
