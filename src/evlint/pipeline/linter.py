"""One document through facts, rules and filter; and whole posts given as text, for the API, editors and examples."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from evlint.io.builtin import builtin_schema
from evlint.io.plugins import use_plugins
from evlint.lint.context import ContextBuilder
from evlint.lint.engine import Active, add_fingerprints, check, to_diagnostic
from evlint.lint.select import Selector
from evlint.lint.suppress import apply_suppressions
from evlint.model.context import Answer, RuleContext
from evlint.model.diagnostic import Diagnostic, Finding
from evlint.model.document import Document
from evlint.model.files import Files, MemoryFiles
from evlint.model.message import ENGLISH, Wording, msg, render
from evlint.model.outcome import Suppressed
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
        self._last: tuple[RuleContext, tuple[Active, ...], RuleContext] | None = None
        self._every = frozenset(rule.code for rule in registry() if rule.default)

    def lint(self, document: Document) -> FileResult:
        """Run the rules over a document and sift what they find."""
        unusable = ""
        try:
            context = self._world.context(document)
        except SchemaUnusable as error:
            unusable = error.text(self._wording)
            context = self._world.context(document, with_schema=False)
        active = self._selector.active(document.path)
        context = self._told(context, active)
        if self._watch is not None:
            context = self._watch(context)
        checked = check(document, context, active, self._wording)
        kept, suppressed = checked.diagnostics, list[Suppressed]()
        if document.directives:
            kept, suppressed = self._sifted(document, kept, active, online=context.online)
        return FileResult(
            kept, suppressed, checked.defects, len(document.links), unusable=unusable, urls=_web_urls(document)
        )

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
        checked = check(document, self._told(context, every), active, self._wording)
        if not document.directives:
            return FileResult(checked.diagnostics, [], checked.defects, 0)
        ran = frozenset(one.rule.code for one in active) - _COME_AND_GO
        sifted = apply_suppressions(
            document, checked.diagnostics, ran, self._every, _unsettled(document, context.answers)
        )
        own = next((one for one in every if one.rule.code == _UNUSED), None)
        if own is None or not sifted.unused:
            return FileResult(sifted.kept, sifted.suppressed, checked.defects, 0)
        late = [
            to_diagnostic(document, own.rule, own.severity, _for_now(document, finding), self._wording)
            for finding in sifted.unused
        ]
        again = apply_suppressions(document, late, frozenset(), frozenset())
        kept = add_fingerprints(sorted(sifted.kept + again.kept, key=_order))
        return FileResult(kept, sifted.suppressed + again.suppressed, checked.defects, 0)

    def _told(self, context: RuleContext, active: tuple[Active, ...]) -> RuleContext:
        """Return what rules know of the world, with the codes of those that run."""
        last = self._last
        if last is None or last[0] is not context or last[1] is not active:  # most posts of a site have the same
            told = context._replace(running=frozenset([rule.code for rule, _ in active]))
            last = self._last = (context, active, told)
        return last[2]

    def asks(self, path: str) -> bool:
        """Tell whether a rule that needs the network runs on a file."""
        return any(one.rule.needs == "online" for one in self._selector.active(path))

    def _sifted(
        self, document: Document, found: list[Diagnostic], active: Sequence[Active], *, online: bool
    ) -> tuple[list[Diagnostic], list[Suppressed]]:
        """Take out what comments silence, and add what EV009 says of comments that silence nothing."""
        ran = frozenset(one.rule.code for one in active if online or one.rule.needs != "online")
        sifted = apply_suppressions(document, found, ran, self._every)
        own = next((one for one in active if one.rule.code == _UNUSED), None)
        if not sifted.unused or own is None:
            return sifted.kept, sifted.suppressed
        late = [to_diagnostic(document, own.rule, own.severity, finding, self._wording) for finding in sifted.unused]
        again = apply_suppressions(document, late, frozenset(), frozenset())
        return add_fingerprints(sorted(sifted.kept + again.kept, key=_order)), sifted.suppressed + again.suppressed


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
