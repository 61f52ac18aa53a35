"""What one file gave, and the end of a run: every diagnostic that is kept, and a count of every one that is not.

Exit statuses stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from evlint.model.diagnostic import FIX_MARKS, Applicability, Diagnostic, report_order
from evlint.model.document import Document
from evlint.model.message import Msg, msg
from evlint.model.settings import SEVERITIES, FailOn, Severity
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.model.index import IndexEntry

EXIT_CLEAN = 0  # nothing was found from `fail-on` up
EXIT_FOUND = 1  # something was
EXIT_UNUSABLE = 2  # no verdict: the options, the configuration, a schema, or a defect of evlint's
EXIT_INTERRUPTED = 130  # 128 and SIGINT, as shells count


class LinkCounts(NamedTuple):
    """How many links the run saw, asked for, knew from an earlier run, and could not judge."""

    found: int = 0
    checked: int = 0
    remembered: int = 0
    unverified: int = 0


class Suppressed(NamedTuple):
    """A diagnostic that a comment silences, with the reason given there."""

    diagnostic: Diagnostic
    reason: str


class Unlisted(NamedTuple):
    """A finding beyond those of its rule that a file's report lists: what a count, a baseline and changed lines must know.

    `text` is the marked text with blanks folded, `fix` the applicability of its fix ("" for none).
    """

    line: int
    text: str
    fix: str = ""


class Capped(NamedTuple):
    """The findings of one rule and severity in one file that are counted, not listed."""

    rule: str
    severity: Severity
    path: str
    findings: tuple[Unlisted, ...]

    @property
    def more(self) -> int:
        """How many they are."""
        return len(self.findings)


class Mended(NamedTuple):
    """A finding that a fix mended (or would mend): where it stood just before, and what the fix did."""

    path: str
    line: int
    rule: str
    name: str
    message: str


class RuleCount(NamedTuple):
    """How many findings a rule has, listed or not, and how reports mark those of them that can be fixed."""

    rule: str
    name: str
    number: int
    mark: str  # as `Diagnostic.fix_mark`: of the safest fix among them


class Notice(NamedTuple):
    """Something to be told on standard error: no finding in a post, and no reason to stop."""

    text: str
    is_defect: bool = False  # a defect in evlint itself: the run ends with 2
    is_unusable: bool = False  # something that the user named cannot be used: the run ends with 2
    is_empty: bool = False  # what the user named holds no post
    to_copy: str = ""  # lines for the configuration, shown below the text


class Outcome(NamedTuple):
    """All that a report may say. `diagnostics` are in the order of every report; `capped` are kept, and not among them.

    `more_suppressed` and `more_baselined` count those that are not listed among the silenced and the known ones.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    baselined: tuple[Diagnostic, ...] = ()
    files: int = 0
    links: LinkCounts = LinkCounts()
    notices: tuple[Notice, ...] = ()
    interrupted: bool = False
    mended: tuple[Mended, ...] = ()
    diff: str = ""
    capped: tuple[Capped, ...] = ()
    more_suppressed: int = 0
    more_baselined: int = 0

    @property
    def complete(self) -> bool:
        """Whether everything that was asked for was checked: else no report may look like that of a clean run."""
        return not self.interrupted and not any(one.is_defect or one.is_unusable for one in self.notices)

    @property
    def is_void(self) -> bool:
        """Whether nothing at all could be checked: then there is nothing to report but why."""
        return not self.files and not self.complete

    def shared_helps(self) -> dict[str, str]:
        """Return what to do for the rules whose findings all say the same; the others say it at each finding."""
        helps: dict[str, set[str | None]] = {}
        for found in self.diagnostics:
            helps.setdefault(found.rule, set()).add(found.help)
        return {rule: text for rule, (text, *more) in sorted(helps.items()) if text is not None and not more}

    def count(self, severity: str) -> int:
        """Return how many findings have a severity, listed or not."""
        listed = sum(1 for diagnostic in self.diagnostics if diagnostic.severity == severity)
        return listed + sum(one.more for one in self.capped if one.severity == severity)

    @property
    def fixable(self) -> int:
        """How many findings carry a safe fix, listed or not."""
        return self._with_fix("safe")

    @property
    def unsafe_fixable(self) -> int:
        """How many findings carry a fix that needs a look afterwards, listed or not."""
        return self._with_fix("unsafe")

    def _with_fix(self, applicability: Applicability) -> int:
        listed = sum(1 for found in self.diagnostics if found.fix and found.fix.applicability == applicability)
        return listed + sum(1 for one in self.capped for found in one.findings if found.fix == applicability)

    @property
    def fixed(self) -> int:
        """How many findings were mended."""
        return len(self.mended)

    def mended_in(self) -> dict[str, list[Mended]]:
        """Return what was mended by file, in the order of the files."""
        files: dict[str, list[Mended]] = {}
        for one in self.mended:
            files.setdefault(one.path, []).append(one)
        return files

    @property
    def marks_fixes(self) -> bool:
        """Whether any listed finding can be fixed: only then do reports keep a place for the marks."""
        return any(found.fix is not None for found in self.diagnostics)

    def rule_counts(self) -> list[RuleCount]:
        """Count the findings of each rule, listed or not: the most frequent first."""
        names: dict[str, str] = {}
        counts: dict[str, int] = {}
        fixes: dict[str, set[str]] = {}
        for found in self.diagnostics:
            names[found.rule] = found.name
            counts[found.rule] = counts.get(found.rule, 0) + 1
            fixes.setdefault(found.rule, set()).add(found.fix.applicability if found.fix is not None else "")
        for some in self.capped:
            names.setdefault(some.rule, "")
            counts[some.rule] = counts.get(some.rule, 0) + some.more
            fixes.setdefault(some.rule, set()).update(one.fix for one in some.findings)
        marks = {rule: next((FIX_MARKS[one] for one in FIX_MARKS if one in found), "") for rule, found in fixes.items()}
        found_counts = [RuleCount(rule, names[rule], count, marks[rule]) for rule, count in counts.items()]
        return sorted(found_counts, key=lambda one: (-one.number, one.rule))

    @property
    def suppressed_count(self) -> int:
        """How many findings comments silence."""
        return len(self.suppressed) + self.more_suppressed

    @property
    def baselined_count(self) -> int:
        """How many findings the baseline holds."""
        return len(self.baselined) + self.more_baselined


def exit_status(outcome: Outcome, fail_on: FailOn) -> int:
    """Return a run's exit status.

    130 interrupted, 2 a path that is not there or a defect of ours, 1 something at or above `fail_on`, else 0.
    """
    if outcome.interrupted:
        return EXIT_INTERRUPTED
    if not outcome.complete:
        return EXIT_UNUSABLE
    if fail_on == "never":
        return EXIT_CLEAN
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    found_bad = any(one.severity in bad for several in (outcome.diagnostics, outcome.capped) for one in several)
    return EXIT_FOUND if found_bad else EXIT_CLEAN


# What these say of a link is known without asking for it: nobody asks, and no rule of the network tells the link again.
TOLD_OFFLINE = frozenset(("EV301", "EV302"))


class Defect(NamedTuple):
    """A rule that failed on a file: `error` is what Python said, `package` who brings the rule ("" where evlint does)."""

    rule: str
    path: str
    error: str
    package: str = ""

    @property
    def message(self) -> Msg:
        """What to tell the user, and what to do with it."""
        if self.package:
            return msg(
                "A defect in {package}, not in your post: {rule} failed on {path} ({error}). Please report this line to the "
                "authors of that package.",
                package=self.package,
                rule=self.rule,
                path=self.path,
                error=self.error,
            )
        return msg(
            "A defect in evlint, not in your post: {rule} failed on {path} ({error}). Please report this line.",
            rule=self.rule,
            path=self.path,
            error=self.error,
        )


class Entry(NamedTuple):
    """What is remembered of one post: the digest of its bytes, what else it looked at, and what came out.

    `seen` maps the key of something that was looked at to the digest of what was there, or to that itself; `head` is the
    digest of the front matter. `index_entry` is the post's entry of the site's index as plain data, `signature` what tells
    its file from a changed one.
    """

    digest: bytes
    seen: Mapping[str, bytes | tuple[object, ...]]
    payload: object
    head: bytes = b""
    index_entry: object = None
    signature: tuple[int, ...] | None = None


class FileResult(NamedTuple):
    """What one file gave: its diagnostics in order, and what else is to be told of it."""

    diagnostics: list[Diagnostic]
    suppressed: tuple[Suppressed, ...]  # these two are empty for most files of a site
    defects: tuple[Defect, ...]
    links: int
    mended: tuple[Mended, ...] = ()
    diff: str = ""
    notes: tuple[Msg, ...] = ()
    unusable: str = ""  # why the schema of this file cannot be used: it was checked without
    entry: Entry | None = None  # what the cache is to remember of this file
    urls: tuple[str, ...] = ()  # the distinct addresses that links of this file lead to over the network
    capped: tuple[Capped, ...] = ()  # findings that are kept, and counted only
    more_suppressed: int = 0  # findings that comments silence, and that are counted only
    # What was parsed, for the stages after the rules; None where the result was remembered or comes from another process.
    document: Document | None = None
    index_entry: IndexEntry | None = None  # what other posts must know of this one; None where no rule of the site runs


class Told(NamedTuple):
    """The results with what the rules of the site say, by path, and the defects of those that failed.

    `reads_bodies`: what they say depends on more of the posts than their entries of the index.
    """

    results: dict[str, FileResult]
    defects: list[Defect]
    reads_bodies: bool = False


def with_online(result: FileResult, online: FileResult) -> FileResult:
    """Add what `lint_online` found to what `lint` did; a link that was told already is not told again."""
    told = {(one.span, one.url) for one in result.diagnostics if one.rule in TOLD_OFFLINE}
    told.update(
        (one.diagnostic.span, one.diagnostic.url) for one in result.suppressed if one.diagnostic.rule in TOLD_OFFLINE
    )
    added = [one for one in online.diagnostics if (one.span, one.url) not in told]
    return result._replace(
        diagnostics=sorted(result.diagnostics + added, key=report_order),
        suppressed=result.suppressed + online.suppressed,
        defects=result.defects + online.defects,
        capped=result.capped + online.capped,
        more_suppressed=result.more_suppressed + online.more_suppressed,
    )
