"""The baseline: the findings that a team has decided to live with for now, so that only new ones fail a run.

An entry is a rule, a path, the marked text (blanks folded) and how often it occurs; never a line number, so that a baseline
survives edits elsewhere in the post. Matching takes findings away up to that count; it never adds any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from evlint.model.diagnostic import Diagnostic
from evlint.model.message import ENGLISH, Msg, Wording, msg, render
from evlint.model.outcome import Capped, Unlisted
from evlint.startup.namedtuple import NamedTuple

VERSION = 1  # of the file's form: one of another version is refused, never half understood


class Key(NamedTuple):
    """What a finding is known by in a baseline."""

    rule: str
    path: str
    text: str


class BaselineError(Exception):
    """A baseline file that cannot be used; its text is the one line to show."""

    def __init__(self, name: str, problem: Msg) -> None:
        """`name` is the baseline's file as the user wrote it, `problem` one sentence."""
        self.name = name
        self.problem = problem
        super().__init__(self.text())

    def text(self, wording: Wording = ENGLISH) -> str:
        """Return the line to show, in a language."""
        return f"{self.name}: {render(self.problem, wording)}"


class Matched(NamedTuple):
    """Findings after the baseline: new ones, known ones, and the entries that nothing answers to any more."""

    new: list[Diagnostic]
    known: list[Diagnostic]
    stale: list[Key]
    capped: Sequence[Capped] = ()
    more_known: int = 0


def key_of(found: Diagnostic) -> Key:
    """Return what a finding is known by."""
    return Key(found.rule, found.path, " ".join(found.marked.split()))


def match(
    diagnostics: Iterable[Diagnostic],
    baseline: Mapping[Key, int],
    checked: frozenset[str] | None,
    capped: Iterable[Capped] = (),
) -> Matched:
    """Take away what the baseline knows, also of the findings that are only counted.

    `checked` are the paths of this run (None: all of them): only their entries can be called stale.
    """
    left = dict(baseline)
    new: list[Diagnostic] = []
    known: list[Diagnostic] = []
    for found in diagnostics:
        key = key_of(found)
        if left.get(key, 0) > 0:
            left[key] -= 1
            known.append(found)
        else:
            new.append(found)
    beyond: list[Capped] = []
    more_known = 0
    for one in capped:
        kept: list[Unlisted] = []
        for unlisted in one.findings:
            key = Key(one.rule, one.path, unlisted.text)
            if left.get(key, 0) > 0:
                left[key] -= 1
                more_known += 1
            else:
                kept.append(unlisted)
        if kept:
            beyond.append(one._replace(findings=tuple(kept)))
    stale = [key for key, count in sorted(left.items()) if count > 0 and (checked is None or key.path in checked)]
    return Matched(new, known, stale, beyond, more_known)


def write(diagnostics: Iterable[Diagnostic], capped: Iterable[Capped] = ()) -> str:
    """Return the text of a baseline that knows every one of these findings: sorted, a line each, for readable diffs."""
    import json

    counts = Counter(key_of(found) for found in diagnostics)
    counts.update(Key(one.rule, one.path, unlisted.text) for one in capped for unlisted in one.findings)
    lines = [json.dumps({**key._asdict(), "count": count}, ensure_ascii=False) for key, count in sorted(counts.items())]
    body = ",\n    ".join(lines)
    entries = f"[\n    {body}\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "entries": {entries}\n}}\n'


def read(text: str, name: str) -> dict[Key, int]:
    """Read a baseline's text. Raises `BaselineError` where it is none."""
    import json

    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BaselineError(name, msg("this is no baseline of evlint. Write it with --write-baseline.")) from error
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, list) or cast("dict[str, object]", data).get("version") != VERSION:
        raise BaselineError(
            name, msg("this is not a baseline that this evlint can read. Write it with --write-baseline.")
        )
    counts: dict[Key, int] = {}
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise BaselineError(name, _damaged(number))
        parts = [entry.get(part) for part in Key._fields]
        count = entry.get("count", 1)
        if not all(isinstance(part, str) for part in parts) or not isinstance(count, int):
            raise BaselineError(name, _damaged(number))
        key = Key(*cast("list[str]", parts))
        counts[key] = counts.get(key, 0) + count
    return counts


def _damaged(number: int) -> Msg:
    return msg("entry {number} of the baseline is damaged.", number=number)
