"""The end of a run: every diagnostic that is kept, and a count of every one that is not. Exit statuses stand here."""

from __future__ import annotations

from evlint.model.diagnostic import SEVERITIES, Diagnostic, Severity
from evlint.model.settings import FailOn
from evlint.startup.namedtuple import NamedTuple

EXIT_CLEAN = 0
EXIT_FOUND = 1
EXIT_UNUSABLE = 2
EXIT_INTERRUPTED = 130


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


class Notice(NamedTuple):
    """Something to be told on standard error: no finding in a post, and no reason to stop."""

    text: str
    is_defect: bool = False  # a defect in evlint itself: the run ends with 2
    is_unusable: bool = False  # something that the user named cannot be used: the run ends with 2
    is_empty: bool = False  # what the user named holds no post


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
    fixed: int = 0
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
        listed = sum(1 for found in self.diagnostics if found.fix is not None and found.fix.applicability == "safe")
        return listed + sum(1 for one in self.capped for found in one.findings if found.fix == "safe")

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
