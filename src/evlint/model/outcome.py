"""The end of a run: every diagnostic that is kept, and a count of every one that is not. Exit statuses stand here."""

from __future__ import annotations

from evlint.model.diagnostic import FIX_MARKS, Applicability, Diagnostic
from evlint.model.settings import SEVERITIES, FailOn, Severity
from evlint.startup.namedtuple import NamedTuple

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
