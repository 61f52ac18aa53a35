"""Changed lines: two states of a text compared, and the findings that stand on what differs.

A finding is kept when a line of its own, or a line of a place that it names in the same file, was changed: one between two
keys is new when either of them is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from evlint.model.diagnostic import Diagnostic
from evlint.model.outcome import Capped
from evlint.model.span import Place

Ranges = Sequence[tuple[int, int]]  # first and last line, from 1, sorted, both inclusive
Changes = Mapping[str, Ranges | None]  # by path; None: the whole file is new

_FAR = 1 << 62  # more than any line number
_DEEPEST = 40  # times that a stretch of lines is taken apart: each costs what the stretch is long


def changed_ranges(before: bytes, after: bytes) -> list[tuple[int, int]]:
    """Return the lines of `after` that differ from those of `before`; ends of lines do not count.

    Where lines were only taken away, the line before and the line after count as changed. Lines that stand once on either
    side, in the same order, hold both together, and between two of them the same is done again; so the cost grows with the
    number of lines, and a stretch without such lines counts as changed where its ends differ.
    """
    old, new = before.splitlines(), after.splitlines()
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        first, last, start, end, depth = waiting.pop()
        while first < last and start < end and old[first] == new[start]:
            first, start = first + 1, start + 1
        while first < last and start < end and old[last - 1] == new[end - 1]:
            last, end = last - 1, end - 1
        if start == end:
            if first < last:
                found.append((max(start, 1), start + 1))
            continue
        held = _held_together(old, first, last, new, start, end) if first < last and depth < _DEEPEST else []
        if not held:
            found.append((start + 1, end))
            continue
        for here, there in held:
            waiting.append((first, here, start, there, depth + 1))
            first, start = here + 1, there + 1
        waiting.append((first, last, start, end, depth + 1))
    return sorted(found)


def _held_together(
    old: Sequence[bytes], first: int, last: int, new: Sequence[bytes], start: int, end: int
) -> list[tuple[int, int]]:
    """Return the places, in both, of lines that stand once in either stretch: the most that are in the same order."""
    there = _once(new, start, end)
    pairs = [(here, there[line]) for line, here in _once(old, first, last).items() if line in there]
    ends: list[int] = []  # of the best row of each length: the place in `new` that it ends at
    rows: list[int] = []  # the pair that ends it
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        rows[length : length + 1] = [number]
    row: list[tuple[int, int]] = []
    at = rows[-1] if rows else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _once(lines: Sequence[bytes], first: int, last: int) -> dict[bytes, int]:
    """Return the place of each line that stands once in a stretch, in order."""
    places: dict[bytes, int] = {}
    for at in range(first, last):
        places[lines[at]] = -1 if lines[at] in places else at
    return {line: at for line, at in places.items() if at >= 0}


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
