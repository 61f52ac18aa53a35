"""Changed lines: a patch read into line numbers, and the findings that stand on them.

A finding is kept when a line of its own, or a line of a place that it names in the same file, was changed: one between two
keys is new when either of them is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Capped
from evlint.model.span import Place
from evlint.startup.lazy_regex import lazy_regex

if TYPE_CHECKING:
    import re

Ranges = Sequence[tuple[int, int]]  # first and last line, from 1, sorted, both inclusive
Changes = Mapping[str, Ranges | None]  # by path; None: the whole file is new

_FAR = 1 << 62  # more than any line number
_HUNK = lazy_regex(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = lazy_regex(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


def read_patch(patch: bytes) -> dict[bytes, list[tuple[int, int]]]:
    """Return the changed lines of each file of a patch without context (`git diff -U0`, prefixes `a/` and `b/`).

    Where lines were only taken away, the line before and the line after count as changed. Deleted files are left out.
    """
    changes: dict[bytes, list[tuple[int, int]]] = {}
    ranges: list[tuple[int, int]] = []
    skip = 0
    for line in patch.split(b"\n"):
        if skip and line[:1] in (b"+", b"-"):
            skip -= 1
        elif line.startswith(b"+++ "):
            name = _name(line[4:])
            ranges = [] if name is None else changes.setdefault(name, [])
        elif line.startswith(b"@@ "):
            hunk = _HUNK.match(line.decode("ascii", "replace"))
            if hunk is not None:
                removed, start, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
                skip = removed + added
                ranges.append((start, start + added - 1) if added else (max(start, 1), start + 1))
    return changes


def _name(text: bytes) -> bytes | None:
    """Return the name in a `+++` line, unquoted; None for a file that is not there any more."""
    if text.startswith(b'"'):
        text = _ESCAPE.sub(_unescaped, text.rstrip(b"\t")[1:-1])
    elif text.endswith(b"\t"):
        text = text[:-1]
    return text[2:] if text.startswith(b"b/") else None


def _unescaped(found: re.Match[bytes]) -> bytes:
    escaped = found[1]
    return bytes((int(escaped, 8),)) if len(escaped) == 3 else _ESCAPED.get(escaped, escaped)


def keep_changed(diagnostics: Iterable[Diagnostic], changes: Changes) -> tuple[Diagnostic, ...]:
    """Return the findings that stand on changed lines, in their order."""
    return tuple(found for found in diagnostics if found.path in changes and _is_new(found, changes[found.path]))


def keep_changed_capped(capped: Iterable[Capped], changes: Changes) -> tuple[Capped, ...]:
    """Return what stands on changed lines of the findings that are only counted."""
    kept: list[Capped] = []
    for one in capped:
        if one.path in changes:
            ranges = changes[one.path]
            found = tuple(each for each in one.findings if ranges is None or _holds(ranges, each.line))
            if found:
                kept.append(one._replace(findings=found))
    return tuple(kept)


def _holds(ranges: Ranges, line: int) -> bool:
    before = bisect_right(ranges, (line, _FAR))
    return before > 0 and ranges[before - 1][1] >= line


def _is_new(found: Diagnostic, ranges: Ranges | None) -> bool:
    if ranges is None or _touches(found.start, found.end, ranges):
        return True
    return any(_touches(other.start, other.end, ranges) for other in found.related if other.path == found.path)


def _touches(start: Place, end: Place, ranges: Ranges) -> bool:
    """Tell whether a place has a changed line; an end at the first column leaves its line out."""
    last = end.line - 1 if end.column == 1 and end.line > start.line else end.line
    before = bisect_right(ranges, (last, _FAR))
    return before > 0 and ranges[before - 1][1] >= start.line
