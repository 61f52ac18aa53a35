"""One document through facts, rules and filter; and whole posts given as text, for the API, editors and examples."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from evlint.io.builtin import builtin_schema
from evlint.io.plugins import use_plugins
from evlint.lint.context import ContextBuilder
from evlint.lint.engine import Active, Beyond, add_fingerprints, capped, check, listed
from evlint.lint.select import Selector
from evlint.lint.suppress import apply_suppressions
from evlint.model.context import Answer, RuleContext
from evlint.model.diagnostic import Diagnostic, Finding
from evlint.model.document import Document
from evlint.model.files import Files, MemoryFiles
from evlint.model.message import ENGLISH, Wording, msg, render
from evlint.model.result import FileResult
from evlint.model.settings import Settings
from evlint.parse import parse
from evlint.rules import registry
from evlint.schema.errors import SchemaUnusable
from evlint.schema.store import SchemaStore
from evlint.site.detect import detect_site

_UNUSED = "EV009"
_WEB = ("http", "HTTP", "Http", "//")  # what the address of a link over the network begins with
_COME_AND_GO = frozenset(("EV401", "EV405"))  # true of a link now and then: no comment for them is ever called unused


class Linter:
    """Everything that one run needs for any file: made once, asked once per document."""

    def __init__(
        self,
        world: ContextBuilder,
        selector: Selector,
        wording: Wording = ENGLISH,
        watch: Callable[[RuleContext], RuleContext] | None = None,
    ) -> None:
        """Take the world, the chosen rules, the language of messages, and who watches what the rules read of the facts."""
        self._world = world
        self._watch = watch
        self._selector = selector
        self._wording = wording
        self._every = frozenset(rule.code for rule in registry() if rule.default)

    def lint(self, document: Document) -> FileResult:
        """Run the rules over a document and sift what they find."""
        unusable = ""
        try:
            context = self._world.context(document)
        except SchemaUnusable as error:
            unusable = error.text(self._wording)
            context = self._world.context(document, with_schema=False)
        if self._watch is not None:
            context = self._watch(context)
        active = self._selector.active(document.path)
        checked = check(document, context, active, self._wording)
        result = FileResult(
            checked.diagnostics, [], checked.defects, len(document.links), unusable=unusable, urls=_web_urls(document)
        )
        if document.directives:
            ran = frozenset(one.rule.code for one in active if context.online or one.rule.needs != "online")
            return self._sifted(document, result, checked.beyond, ran, active)
        return result._replace(capped=capped(document.path, checked.beyond)) if checked.beyond else result

    def context(self, document: Document) -> RuleContext:
        """Return what the rules are told beside a document; without its schema where that cannot be used."""
        try:
            return self._world.context(document)
        except SchemaUnusable:
            return self._world.context(document, with_schema=False)

    def lint_online(self, document: Document) -> FileResult:
        """Run only the rules that need answers from the network, sift what they find, and judge the comments for them."""
        context = self._world.context(document, with_schema=False)
        every = self._selector.active(document.path)
        active = [one for one in every if one.rule.needs == "online"]
        checked = check(document, context, active, self._wording)
        result = FileResult(checked.diagnostics, [], checked.defects, 0)
        if not document.directives:
            return result._replace(capped=capped(document.path, checked.beyond))
        ran = frozenset(one.rule.code for one in active) - _COME_AND_GO
        unsettled = _unsettled(document, context.answers)
        return self._sifted(document, result, checked.beyond, ran, every, unsettled, partial(_for_now, document))

    def asks(self, path: str) -> bool:
        """Tell whether a rule that needs the network runs on a file."""
        return any(one.rule.needs == "online" for one in self._selector.active(path))

    def _sifted(
        self,
        document: Document,
        result: FileResult,
        beyond: Sequence[Beyond],
        ran: frozenset[str],
        active: Sequence[Active],
        spares: Callable[[int, int], bool] | None = None,
        reworded: Callable[[Finding], Finding] | None = None,
    ) -> FileResult:
        """Take out what comments silence, and add what EV009 says (`reworded`) of comments that silence nothing."""
        sifted = apply_suppressions(document, result.diagnostics, ran, self._every, spares, beyond)
        kept, suppressed = sifted.kept, sifted.suppressed
        left, more = list(sifted.beyond), sifted.more_suppressed
        own = next((one for one in active if one.rule.code == _UNUSED), None)
        if sifted.unused and own is not None:
            late: list[Diagnostic] = []
            uncounted: list[Beyond] = []
            told = sifted.unused if reworded is None else map(reworded, sifted.unused)
            listed(document, own.rule, own.severity, told, self._wording, (late, uncounted))
            again = apply_suppressions(document, late, frozenset(), frozenset(), None, uncounted)
            silenced = add_fingerprints(one.diagnostic for one in again.suppressed)
            suppressed += [
                one._replace(diagnostic=found) for one, found in zip(again.suppressed, silenced, strict=True)
            ]
            kept = add_fingerprints(sorted(kept + again.kept, key=_order))
            left += again.beyond
            more += again.more_suppressed
        return result._replace(
            diagnostics=kept, suppressed=suppressed, capped=capped(document.path, left), more_suppressed=more
        )


def _unsettled(document: Document, answers: Mapping[str, Answer]) -> Callable[[int, int], bool]:
    """Return what tells of lines whether they hold a link of which this run does not know for certain what it leads to."""
    line = document.lines.line
    lines = sorted(
        line(link.span.start)
        for link in document.links
        if link.templated or (_is_web(link.url) and not _is_settled(answers.get(link.url)))
    )

    def tells(first: int, last: int) -> bool:
        at = bisect_left(lines, first)
        return at < len(lines) and lines[at] <= last

    return tells


def _is_settled(answer: Answer | None) -> bool:
    return answer is not None and answer.verdict != "unverifiable"


def _for_now(document: Document, finding: Finding) -> Finding:
    """Say it softly, and mend nothing: a server that is well today may have been down when the comment was written."""
    return finding._replace(
        severity="info",
        help=msg("The links here are fine today. Delete the comment, unless they come and go."),
        fix=None,
        marked=f"{document.source(finding.span)} online",
    )


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    return diagnostic.order


def _is_web(url: str) -> bool:
    """Tell whether a link leads over the network."""
    return url.startswith(_WEB)


def _web_urls(document: Document) -> tuple[str, ...]:
    urls = [link.url for link in document.links if not link.templated and link.url.startswith(_WEB)]
    return tuple(dict.fromkeys(urls))


def known_codes() -> frozenset[str]:
    """Return the code of every rule."""
    return frozenset(rule.code for rule in registry())


def memory_linter(
    settings: Settings,
    files: Files,
    *,
    today: date,
    select: tuple[str, ...] | None = None,
    answers: Mapping[str, Answer] | None = None,
    wording: Wording = ENGLISH,
) -> Linter:
    """Make a linter over files in memory (the API, the examples of rules, the language server)."""
    from evlint.site.tree import SiteTree  # a run from the command line has its own, where a rule asks for it

    site = detect_site(files)
    tree = SiteTree(files, site, settings.links, parse)
    world = ContextBuilder(
        settings,
        site,
        files,
        today=today,
        schemas=SchemaStore(files.read, builtin_schema, files.names),
        tree=tree,
        known_codes=known_codes(),
        online=answers is not None,
        answers=answers or {},
    )
    return Linter(world, Selector(settings, registry(), select=select), wording)


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
    linter, document = text_linter(
        text, path=path, config=config, files=files, today=today, select=select, answers=answers, wording=wording
    )
    result = linter.lint(document)
    for defect in result.defects:
        from warnings import warn

        warn(render(defect.message, wording), RuntimeWarning, stacklevel=2)
    return result.diagnostics


def text_linter(
    text: str,
    *,
    path: str = "post.md",
    config: str = "",
    files: Mapping[str, str] | None = None,
    today: date | None = None,
    select: Sequence[str] | None = None,
    answers: Mapping[str, Answer] | None = None,
    wording: Wording = ENGLISH,
) -> tuple[Linter, Document]:
    """Make what `lint_text` checks a text with, and the text taken apart."""
    from evlint.config.read import read_settings

    settings = read_settings(config, file="evlint.toml") if config else Settings()
    tree = MemoryFiles({**(files or {}), path: text})
    linter = memory_linter(
        settings,
        tree,
        today=today or date.today(),  # noqa: DTZ011 the author's own day
        select=tuple(select) if select is not None else None,
        answers=answers,
        wording=wording,
    )
    site = detect_site(tree)
    return linter, parse(path, text, markdown=site.markdown)
