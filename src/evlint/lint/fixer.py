"""Text and findings in, mended text out. A fix that makes the post worse is dropped and told.

Rounds: every fix whose edits do not overlap an earlier one's is applied, the text is checked again, and so on until
nothing changes, at most ten times. The model is ruff's: edits are data, and the bench distrusts the rules that make them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from evlint.lint.engine import MOST_LISTED
from evlint.model.diagnostic import Diagnostic
from evlint.startup.namedtuple import NamedTuple

MOST_ROUNDS = 10  # of fixing one text: two fixes that undo each other would go on for ever
_BROKEN = ("EV001", "EV003", "EV004", "EV005", "EV006")

Lint = Callable[[str], Sequence[Diagnostic]]
Step = tuple[str, list[Diagnostic], Sequence[Diagnostic]]  # the text after it, what is found there, what was mended


class Fixed(NamedTuple):
    """The mended text, the findings that were mended, those that are left, and those whose fix was dropped."""

    text: str
    mended: list[Diagnostic]
    left: list[Diagnostic]
    dropped: list[Diagnostic]


def fix_text(text: str, lint: Lint, *, unsafe: bool) -> Fixed:
    """Apply the fixes of what `lint` finds in `text`: the safe ones, and the unsafe ones too with `unsafe`."""
    found = list(lint(text))
    done: list[Diagnostic] = []
    dropped: dict[str, Diagnostic] = {}
    for _ in range(MOST_ROUNDS):
        chosen = _non_overlapping(
            [one for one in found if _applies(one, unsafe=unsafe) and one.fingerprint not in dropped]
        )
        if not chosen:
            break
        step = _step(text, found, chosen, lint)
        if step is None and len(chosen) > 1:
            step, culprits = _one_by_one(text, found, chosen, lint)
            dropped.update((one.fingerprint, one) for one in culprits)
        elif step is None:
            dropped[chosen[0].fingerprint] = chosen[0]
        if step is None:
            continue
        text, found, mended = step
        done += mended
    return Fixed(text, done, found, list(dropped.values()))


def apply_edits(text: str, diagnostics: Sequence[Diagnostic]) -> str:
    """Apply the edits of diagnostics whose edits do not overlap; what no edit touches stays as it is."""
    edits = sorted(
        (edit for one in diagnostics if one.fix is not None for edit in one.fix.edits), key=lambda edit: edit.span
    )
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    return "".join((*parts, text[at:]))


def _applies(one: Diagnostic, *, unsafe: bool) -> bool:
    return one.fix is not None and bool(one.fix.edits) and (unsafe or one.fix.applicability == "safe")


def _non_overlapping(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Keep the diagnostics whose edits touch no edit of an earlier one; the same edit twice is made once."""
    taken: list[tuple[int, int]] = []
    kept: list[Diagnostic] = []
    for one in diagnostics:
        spans = [edit.span for edit in one.fix.edits] if one.fix is not None else []
        if all(end <= span.start or span.end <= start for span in spans for start, end in taken) and not any(
            (span.start, span.end) in taken for span in spans
        ):
            kept.append(one)
            taken += [(span.start, span.end) for span in spans]
    return kept


def _step(text: str, found: Sequence[Diagnostic], chosen: Sequence[Diagnostic], lint: Lint) -> Step | None:
    """Apply fixes and check again; None where the post got worse by them."""
    mended = apply_edits(text, chosen)
    if mended == text:
        return None
    after = list(lint(mended))
    was, now, gone = (Counter(one.rule for one in part) for part in (found, after, chosen))
    broken = any(now[code] > was[code] for code in _BROKEN)
    # Of a rule that found more than are listed, the next ones are listed now: nothing tells them from new ones.
    again = any(now[code] > was[code] - gone[code] for code in gone if was[code] < MOST_LISTED)
    return None if broken or again else (mended, after, chosen)


def _one_by_one(
    text: str, found: Sequence[Diagnostic], chosen: Sequence[Diagnostic], lint: Lint
) -> tuple[Step | None, list[Diagnostic]]:
    """Find the fixes that are sound alone, apply them together, and name the others."""
    sound = [one for one in chosen if _step(text, found, [one], lint) is not None]
    culprits = [one for one in chosen if one not in sound]
    step = _step(text, found, sound, lint) if sound else None
    if step is None and sound:
        return _step(text, found, sound[:1], lint), culprits
    return step, culprits


def unified_diff(path: str, before: str, after: str) -> str:
    """Return the change of a file as a unified diff that `patch` and `git apply` take."""
    from difflib import unified_diff as lines_of_diff

    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return "".join(
        line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
        for line in lines_of_diff(old, new, f"a/{path}", f"b/{path}")
    )
