"""One post through context, rules and suppression: text in, `FileResult` out. Nothing here touches disk or network.

A run makes one `Linter`, and so does an editor: it keeps what holds for every post of a site (the context builder), and is
asked once per document. What the rules read of the world may be recorded, so that a result can be remembered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from evlint.lint.context import ContextBuilder, Origin
from evlint.lint.engine import Active, Beyond, add_fingerprints, capped, listed, run_rules
from evlint.lint.needs import NEEDS
from evlint.lint.select import Selector
from evlint.model.context import Answer, RuleContext, Tree
from evlint.model.diagnostic import Diagnostic, Finding, report_order
from evlint.model.document import Document
from evlint.model.files import Read
from evlint.model.message import ENGLISH, Wording, msg
from evlint.model.outcome import FileResult
from evlint.model.settings import Settings
from evlint.model.site import Site
from evlint.parse import parse, parse_front
from evlint.schema.errors import SchemaUnusable

if TYPE_CHECKING:
    from evlint.lint.site import Lines, SiteFindings
    from evlint.model.index import Index, IndexEntry
    from evlint.model.rule import Rule
    from evlint.schema.store import SchemaStore
    from evlint.site.head import Page

_UNUSED = "EV009"
_WEB = ("http", "HTTP", "Http", "//")  # what the address of a link over the network begins with
_COME_AND_GO = frozenset(("EV401", "EV405"))  # true of a link now and then: no comment for them is ever called unused


class Sites(Protocol):
    """What a linter asks of the tree around its posts. `root` is a site's folder, None where no site is known."""

    today: date

    def root_of(self, path: str) -> str | None:
        """Return the root of the site that a file belongs to, relative to the working folder; None: no site's file."""

    def site(self, root: str | None) -> Site:
        """Return what the site's own configuration says."""

    def tree(self, root: str | None) -> Tree:
        """Return the tree that rules ask about other files."""

    def page(self, root: str | None, path: str, text: str) -> Page:
        """Return what the tree knows of a page with this text."""

    def may_name(self, root: str | None) -> Callable[[str], bool] | None:
        """Return what tells of a key whether its value may name something in a data file of the site; None: nobody can."""

    def schemas(self, root: str | None) -> SchemaStore:
        """Return the schemas that posts of the site may name."""


class Recorder(Protocol):
    """Notes what a result depends on beside its post, for a cache."""

    def recording(self, root: str | None, context: RuleContext) -> RuleContext:
        """Return the same context, of which every volatile value that a rule reads is noted."""


class Linter:
    """Lints documents: one after the other, of any site of the run."""

    def __init__(
        self,
        settings: Settings,
        sites: Sites,
        rules: Selector,
        recorder: Recorder | None = None,
        wording: Wording = ENGLISH,
    ) -> None:
        """Make a linter for these settings. `rules` says which rules run where; without a `recorder` nothing is noted."""
        self._settings = settings
        self._sites = sites
        self._rules = rules
        self._recorder = recorder
        self._wording = wording
        self.site_rules = rules.site_rules()
        self._keys = frozenset(one.key.lower() for one in settings.references)  # whose values are kept for the index
        self._contexts: dict[str | None, ContextBuilder] = {}
        self._last: tuple[RuleContext, tuple[Active, ...], RuleContext] | None = None

    def document(self, path: str, read: Read) -> Document:
        """Parse what was read of a file; one that could not be read is a document without content that says why."""
        if read.problem is not None:
            return Document(path, read.text, body_start=len(read.text), problems=(read.problem,))
        site = self._sites.site(self._sites.root_of(path))
        document = parse(path, read.text, markdown=site.markdown, yaml=site.yaml)
        if document.directives:
            document.directives = self._rules.with_codes(document.directives)
        return document

    def language(self, document: Document) -> Origin:
        """Return the language that holds for a post, and where it came from."""
        return self._context_builder(self._sites.root_of(document.path)).language(document)

    def lint(self, document: Document) -> FileResult:
        """Run every rule that needs no network over a document, and apply the suppressions that stand in it."""
        unusable = ""
        root = self._sites.root_of(document.path)
        builder = self._context_builder(root)
        try:
            context = builder.context(document)
        except SchemaUnusable as error:
            unusable = error.text(self._wording)
            context = builder.context(document, with_schema=False)
        active = self._rules.active(document.path)
        context = self._with_running(context, active)
        if self._recorder is not None:
            context = self._recorder.recording(root, context)
        checked = run_rules(document, context, active, NEEDS, self._wording)
        result = FileResult(
            checked.diagnostics,
            (),
            tuple(checked.defects),
            len(document.links),
            unusable=unusable,
            urls=_web_urls(document),
            document=document,
            index_entry=self._entry(document, context) if self.site_rules else None,
        )
        if document.directives:
            ran = frozenset([one.rule.code for one in active if one.rule.needs not in ("online", "site")])
            return self._suppressed(document, result, checked.beyond, active, ran)
        return result._replace(capped=capped(document.path, checked.beyond)) if checked.beyond else result

    def _entry(self, document: Document, context: RuleContext, *, is_whole: bool = True) -> IndexEntry:
        """Return the post's entry of the index."""
        from evlint.site.entry import make_entry

        root = self._sites.root_of(document.path)
        page = self._sites.page(root, document.path, document.text)
        entry = make_entry(document, context, page, self._keys, self._sites.may_name(root))
        return entry if is_whole else entry._replace(is_whole=False)

    def head_entry(self, path: str, text: str) -> IndexEntry:
        """Return the entry of a post that is not checked, by its front matter and the name of its file alone."""
        root = self._sites.root_of(path)
        site = self._sites.site(root)
        document = parse_front(path, text, markdown=site.markdown, yaml=site.yaml)
        return self._entry(document, self._context_builder(root).context(document, with_schema=False), is_whole=False)

    def whole_entry(self, path: str, text: str) -> IndexEntry:
        """Return the entry of a post that is not checked, its body read too."""
        document = self.document(path, Read(text))
        builder = self._context_builder(self._sites.root_of(path))
        return self._entry(document, builder.context(document, with_schema=False))

    def lint_site(self, root: str | None, index: Index) -> SiteFindings:
        """Run the rules of the site over its index, once."""
        from evlint.lint.site import check_site

        return check_site(index, self._context_builder(root).of_site(), self.site_rules)

    def with_site(
        self, result: FileResult, document: Document, found: Sequence[tuple[Rule, Finding]], lines: Lines
    ) -> FileResult:
        """Add to a post's result what the rules of the site say of it, as its settings and comments have it.

        `lines` gives the lines of another post, None where it cannot be read.
        """
        from evlint.lint.site import site_diagnostic

        every = self._rules.active(document.path)
        active = {one.rule.code: one for one in every if one.rule.needs == "site"}
        told = [
            site_diagnostic(document, rule, active[rule.code].severity, finding, self._wording, lines)
            for rule, finding in found
            if rule.code in active
        ]
        made = FileResult(add_fingerprints(sorted(told, key=report_order)), (), (), 0)
        if document.directives:
            made = self._suppressed(document, made, (), every, frozenset(active))
        # A comment that silences nothing may have been told before.
        kept = [one for one in made.diagnostics if one not in result.diagnostics]
        if not kept and not made.suppressed and not made.capped:
            return result
        return result._replace(
            diagnostics=sorted(result.diagnostics + kept, key=report_order),
            suppressed=result.suppressed + made.suppressed,
            capped=result.capped + made.capped,
            more_suppressed=result.more_suppressed + made.more_suppressed,
            document=document,
        )

    def lint_online(self, document: Document, answers: Mapping[str, Answer]) -> FileResult:
        """Run only the rules that need the network's answers (by URL as typed), and judge the suppressions of them."""
        context = self._context_builder(self._sites.root_of(document.path)).context(document, with_schema=False)
        every = self._rules.active(document.path)
        context = self._with_running(context, every)._replace(online=True, answers=answers)
        active = [one for one in every if one.rule.needs == "online"]
        checked = run_rules(document, context, active, NEEDS, self._wording)
        result = FileResult(checked.diagnostics, (), tuple(checked.defects), 0)
        if not document.directives:
            return result._replace(capped=capped(document.path, checked.beyond))
        ran = frozenset([one.rule.code for one in active]) - _COME_AND_GO
        return self._suppressed(document, result, checked.beyond, every, ran, _unsettled(document, answers))

    def context(self, document: Document) -> RuleContext:
        """Return what the rules are told beside a document; without its schema where that cannot be used."""
        builder = self._context_builder(self._sites.root_of(document.path))
        try:
            return builder.context(document)
        except SchemaUnusable:
            return builder.context(document, with_schema=False)

    def _with_running(self, context: RuleContext, active: tuple[Active, ...]) -> RuleContext:
        """Return what rules know of the world, with the codes of those that run."""
        last = self._last
        if last is None or last[0] is not context or last[1] is not active:  # most posts of a site have the same
            told = context._replace(running=frozenset([rule.code for rule, _ in active]))
            last = self._last = (context, active, told)
        return last[2]

    def asks_network(self, path: str) -> bool:
        """Tell whether a rule that needs the network runs on a file."""
        return any(one.rule.needs == "online" for one in self._rules.active(path))

    def _context_builder(self, root: str | None) -> ContextBuilder:
        builder = self._contexts.get(root)
        if builder is None:
            builder = self._contexts[root] = ContextBuilder(
                self._settings,
                self._sites.site(root),
                today=self._sites.today,
                schemas=self._sites.schemas(root),
                tree=self._sites.tree(root),
                known_codes=self._rules.codes,
            )
        return builder

    def _suppressed(
        self,
        document: Document,
        result: FileResult,
        beyond: Sequence[Beyond],
        active: Sequence[Active],
        ran: frozenset[str],
        unsettled: Callable[[int, int], bool] | None = None,
    ) -> FileResult:
        """Take out what comments silence, and add what EV009 says of comments that silence nothing."""
        from evlint.lint.suppress import apply_suppressions  # most posts have no such comment

        done = apply_suppressions(document, result.diagnostics, ran, self._rules.default_codes, unsettled, beyond)
        kept, suppressed, left, more = done.kept, done.suppressed, list(done.beyond), done.more_suppressed
        own = next((one for one in active if one.rule.code == _UNUSED), None)
        if done.unused and own is not None:
            unused = done.unused if unsettled is None else [_for_now(document, finding) for finding in done.unused]
            late: list[Diagnostic] = []
            late_beyond: list[Beyond] = []
            listed(document, own.rule, own.severity, unused, self._wording, (late, late_beyond))
            again = apply_suppressions(document, late, frozenset(), frozenset(), None, late_beyond)
            marked = add_fingerprints(one.diagnostic for one in again.suppressed)
            suppressed += [one._replace(diagnostic=found) for one, found in zip(again.suppressed, marked, strict=True)]
            kept = add_fingerprints(sorted(kept + again.kept, key=report_order))
            left += again.beyond
            more += again.more_suppressed
        return result._replace(
            diagnostics=kept, suppressed=tuple(suppressed), capped=capped(document.path, left), more_suppressed=more
        )


def _unsettled(document: Document, answers: Mapping[str, Answer]) -> Callable[[int, int], bool]:
    """Return a predicate: does any line in [first, last] hold a link without a settled answer?"""
    line = document.lines.line
    lines = sorted(
        line(link.span.start)
        for link in document.links
        if link.templated or (link.url.startswith(_WEB) and not _is_settled(answers.get(link.url)))
    )

    def holds_one(first: int, last: int) -> bool:
        at = bisect_left(lines, first)
        return at < len(lines) and lines[at] <= last

    return holds_one


def _is_settled(answer: Answer | None) -> bool:
    return answer is not None and answer.verdict != "unverifiable"


def _for_now(document: Document, finding: Finding) -> Finding:
    """Downgrade to info and drop the fix: the link may fail again tomorrow, as it did when the comment was written."""
    return finding._replace(
        severity="info",
        help=msg("The links here are fine today. Delete the comment, unless they come and go."),
        fix=None,
        marked=f"{document.source(finding.span)} online",
    )


def _web_urls(document: Document) -> tuple[str, ...]:
    urls = [link.url for link in document.links if not link.templated and link.url.startswith(_WEB)]
    return tuple(dict.fromkeys(urls))
