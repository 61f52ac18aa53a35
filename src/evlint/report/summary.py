"""The last line of the reports for people: how many findings, in how many files, and what was left out."""

from __future__ import annotations

from collections import Counter

from evlint.model.diagnostic import Diagnostic
from evlint.model.message import Wording, msg, plural, render
from evlint.model.outcome import Outcome

INCOMPLETE = "incomplete-run"  # what formats call it, beside the names of rules, where not everything could be checked


def statistics(outcome: Outcome, wording: Wording) -> list[str]:
    """Return a line per rule, the most frequent first: how often, its code and its name; then what dominates."""
    counts = Counter((found.rule, found.name) for found in outcome.diagnostics)
    width = len(str(max(counts.values(), default=0)))
    lines = [
        f"{count:>{width}}  {code}  {name}"
        for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return lines + _dominating(outcome, counts, wording)


def _dominating(outcome: Outcome, counts: Counter[tuple[str, str]], wording: Wording) -> list[str]:
    """Name the rule that most findings are of, and what silences it, where that is one rule alone."""
    total = counts.total()
    if total < _FEWEST_FINDINGS:
        return []
    (code, _), count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    if count * 2 <= total:
        return []
    folders = Counter(_folder(found.path) for found in outcome.diagnostics if found.rule == code)
    folder, there = min(folders.items(), key=lambda item: (-item[1], item[0]))
    share = msg("{code} is {count} of {total} findings.", code=code, count=count, total=total)
    if folder.isprintable() and not set(folder) & set('"\\*?[') and folder and there * 10 >= count * 9:
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
    if said:
        parts = [msg("{files}: {counts}.", files=files, counts=said)]
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
