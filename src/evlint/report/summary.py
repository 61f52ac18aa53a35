"""What the reports for people say in few words: the last line, with how many findings, in how many files, and what was left
out; and once with a count what a hundred lines would say again.

Machine formats list every finding. A person who sees five hundred lines about one slip reads none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from evlint.model.diagnostic import Diagnostic
from evlint.model.message import Msg, Plural, Wording, msg, plural, render
from evlint.model.outcome import Outcome, RuleCount
from evlint.report.escape import visible
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

# Bold, and none of yellow, cyan and green: these are lost on a white terminal (1.3:1 to 2.1:1 with xterm's palette).
COLORS = {"error": "red", "warning": "magenta", "info": "blue"}
INCOMPLETE = "incomplete-run"  # what formats call it, beside the names of rules, where not everything could be checked


def statistics(outcome: Outcome, wording: Wording) -> list[str]:
    """Return a line per rule, the most frequent first (how often, code, mark of fixes, name); then what dominates."""
    counts = outcome.rule_counts()
    width = len(str(counts[0].number)) if counts else 0
    marks = max((len(one.mark) for one in counts), default=0)
    lines = [
        "  ".join((f"{one.number:>{width}}", one.rule, *([f"{one.mark:{marks}}"] if marks else []), one.name)).rstrip()
        for one in counts
    ]
    return lines + _dominating(outcome, counts, wording)


def _dominating(outcome: Outcome, counts: Sequence[RuleCount], wording: Wording) -> list[str]:
    """Name the rule that most findings are of, and what silences it, where that is one rule alone."""
    total = sum(one.number for one in counts)
    if total < _FEWEST_FINDINGS:
        return []
    code, count = counts[0].rule, counts[0].number
    if count * 2 <= total:
        return []
    folders = Counter(_folder(found.path) for found in outcome.diagnostics if found.rule == code)
    folder, there = min(folders.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    share = msg("{code} is {count} of {total} findings.", code=code, count=count, total=total)
    if folder.isprintable() and not set(folder) & set('"\\*?[') and folder and there * 10 >= folders.total() * 9:
        how = msg(
            'To silence it there, write below [per-file] in evlint.toml: "{glob}" = {{ ignore = ["{code}"] }}',
            glob=f"{folder}/**",
            code=code,
        )
    else:
        how = msg('To silence it, write in evlint.toml: ignore = ["{code}"]', code=code)
    return [f"{render(share, wording)} {render(how, wording)}"]


_FEWEST_FINDINGS = 20  # fewer are read one by one


def _folder(path: str) -> str:
    return "/".join(path.split("/")[:2]) if path.count("/") > 1 else path.rpartition("/")[0]


def troubles(outcome: Outcome, wording: Wording) -> list[str]:
    """Return why not everything was checked, a line each; nothing where everything was."""
    said = [notice.text for notice in outcome.notices if notice.is_defect or notice.is_unusable]
    if outcome.interrupted:
        said.append(render(msg("The run was broken off: not everything was checked."), wording))
    return said


def mended_lines(outcome: Outcome, wording: Wording, *, each: bool) -> list[str]:
    """Return what fixes mended: a line for each file with its rules, or, with `each`, a line for each finding."""
    if each:
        return [
            render(
                msg(
                    "{place}: fix of {rule}: {how}",
                    place=f"{visible(one.path)}:{one.line}",
                    rule=one.rule,
                    how=visible(one.message),
                ),
                wording,
            )
            for one in outcome.mended
        ]
    lines = []
    for path, mended in outcome.mended_in().items():
        counts = Counter(one.rule for one in mended)
        rules = [code if count == 1 else f"{code} × {count}" for code, count in sorted(counts.items())]
        lines.append(render(msg("Fixed in {path}: {rules}", path=visible(path), rules=", ".join(rules)), wording))
    return lines


def told(found: Diagnostic) -> str:
    """Return what is wrong and, behind it, what to do: for formats with one text for a finding."""
    return found.message if not found.help else f"{found.message} {found.help}"


def summary_line(outcome: Outcome, wording: Wording) -> str:
    """Return the summary: "2 errors and 1 warning in 3 files; 1 can be fixed with --fix"."""
    counts = [
        plural("{count} error", "{count} errors", outcome.count("error")),
        plural("{count} warning", "{count} warnings", outcome.count("warning")),
        plural("{count} note", "{count} notes", outcome.count("info")),
    ]
    files = plural("{count} file checked", "{count} files checked", outcome.files)
    said = [count for count in counts if count.number]
    parts: list[Msg | Plural]
    if said:
        parts = [msg("{files}: {counts}.", files=files, counts=said)]
    # “Nothing to report” only where everything was looked at.
    elif outcome.complete and outcome.files:
        parts = [msg("{files}: nothing to report.", files=files)]
    else:
        parts = [msg("{files}.", files=files)]
    if not outcome.complete:
        parts.append(msg("Not everything could be checked."))
    if outcome.fixed:
        parts.append(msg("{n}.", n=plural("{count} finding was fixed", "{count} findings were fixed", outcome.fixed)))
    if outcome.fixable:
        parts.append(msg("{n} with --fix.", n=plural("{count} can be fixed", "{count} can be fixed", outcome.fixable)))
    if outcome.unsafe_fixable:
        count = outcome.unsafe_fixable
        parts.append(
            plural("{count} more with --unsafe-fixes.", "{count} more with --unsafe-fixes.", count)
            if outcome.fixable
            else plural("{count} can be fixed with --unsafe-fixes.", "{count} can be fixed with --unsafe-fixes.", count)
        )
    if outcome.suppressed_count:
        count = outcome.suppressed_count
        parts.append(msg("{n} by comments.", n=plural("{count} is silenced", "{count} are silenced", count)))
    if outcome.baselined_count:
        count = outcome.baselined_count
        parts.append(msg("{n}.", n=plural("{count} is in the baseline", "{count} are in the baseline", count)))
    if outcome.links.unverified:
        count = outcome.links.unverified
        parts.append(
            msg("{n}.", n=plural("{count} link could not be verified", "{count} links could not be verified", count))
        )
    return " ".join(render(part, wording) for part in parts)


MOST_ALIKE = 10  # findings of one rule in one file that are alike and shown; the others are one line
MOST_HIDDEN = 4  # posts of a site that are told to be hidden until their date; more are told with the first
_HIDDEN = "EV213"
# What differs in findings that are alike: what is quoted, and figures.
_VARIES = lazy_regex(r"“[^”]*”|«[^»]*»|\d+")


class Line(NamedTuple):
    """A line of a report: a finding, or, where `more` counts some, what stands for those that are alike.

    `more` are the findings of a file that are not shown, `found` the first and `last` the line of the last of them; with
    `posts`, `found` is shown and `posts` other files have the same finding.
    """

    found: Diagnostic
    more: int = 0
    last: int = 0
    posts: int = 0

    def said(self) -> Plural:
        """Return what stands in the place of the findings that are not shown."""
        if self.posts:
            return plural("and {count} more post like this one", "and {count} more posts like this one", self.posts)
        return plural(
            "and {count} more like these, on line {last}",
            "and {count} more like these, up to line {last}",
            self.more,
            last=str(self.last),
        )


def folded(diagnostics: Iterable[Diagnostic], *, all_alike: bool = False) -> list[Line]:
    """Return the lines of a report for people: with `all_alike` every finding that is alike is one of its own."""
    listed = list(diagnostics)
    hidden = sum(1 for found in listed if found.rule == _HIDDEN)
    shown: Counter[tuple[str, str, str]] = Counter()
    lines: list[Line] = []
    places: dict[tuple[str, str, str], int] = {}
    is_told = False
    for found in listed:
        if found.rule == _HIDDEN and hidden > MOST_HIDDEN:
            if not is_told:
                lines.append(Line(found, posts=hidden - 1))
                is_told = True
            continue
        key = (found.path, found.rule, _VARIES.sub("", found.message))
        shown[key] += 1
        if all_alike or shown[key] <= MOST_ALIKE:
            lines.append(Line(found))
        elif key in places:
            line = lines[places[key]]
            lines[places[key]] = line._replace(more=line.more + 1, last=found.start.line)
        else:
            places[key] = len(lines)
            lines.append(Line(found, 1, found.start.line))
    return lines


def ending(line: Line, wording: Wording) -> str:
    """Return what is added to the message of a finding that others share, or an empty text."""
    return f" ({render(line.said(), wording)})" if line.posts else ""
