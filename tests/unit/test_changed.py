"""Changed lines: two texts compared, findings kept or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evlint.lint.changed_lines import Ranges, changed_ranges, keep_changed
from evlint.model.diagnostic import Diagnostic, RelatedPlace
from evlint.model.span import Place, Span


def finding(first: int, last: int, *, column: int = 5, related: tuple[RelatedPlace, ...] = ()) -> Diagnostic:
    return Diagnostic(
        "EV202", "end-before-start", "error", "…", None, "a.md",
        Place(first, 1, 0), Place(last, column, 1), Span(0, 1), "x", related=related,
    )  # fmt: skip


def at(line: int, path: str = "a.md") -> RelatedPlace:
    return RelatedPlace("…", path, Place(line, 1, 0), Place(line, 5, 4))


@pytest.mark.parametrize(
    ("before", "after", "ranges"),
    [
        (b"a\nb\nc\n", b"a\nx\nc\n", [(2, 2)]),
        (b"a\nb\n", b"a\nx\ny\nb\n", [(2, 3)]),
        (b"a\nb\nc\nd\ne\nf\n", b"a\nb\nc\nd\n", [(4, 5)]),
        (b"a\nb\nc\n", b"c\n", [(1, 1)]),
        (b"a\nb\nc\n", b"a\nc\n", [(1, 2)]),
        (b"a", b"a\n", []),
        (b"a\r\nb\r\n", b"a\nb\n", []),
        (b"a\nb\nc\nd\ne\n", b"x\nb\nc\nd\ny\n", [(1, 1), (5, 5)]),
        (b"", b"a\nb\n", [(1, 2)]),
        (b"a\n", b"", [(1, 1)]),
        (b"\xff\n", b"\xfe\n", [(1, 1)]),
    ],
)
def test_lines_that_differ(before: bytes, after: bytes, ranges: list[tuple[int, int]]) -> None:
    assert changed_ranges(before, after) == ranges


LINES = st.lists(st.sampled_from([b"", b"a", b"b", b"c", b"d", b"e", b"f"]), max_size=30)


@given(LINES, LINES)
def test_what_counts_as_unchanged_stood_there_before_in_that_order(old: list[bytes], new: list[bytes]) -> None:
    before, after = b"\n".join(old), b"\n".join(new)
    changed = {line for first, last in changed_ranges(before, after) for line in range(first, last + 1)}
    rest = iter(before.splitlines())
    for number, line in enumerate(after.splitlines(), 1):
        assert number in changed or any(line == one for one in rest)
    assert bool(changed) == (before.splitlines() != after.splitlines())


@given(LINES, st.integers(0, 30))
def test_a_line_put_in_is_the_only_one_that_changed(old: list[bytes], place: int) -> None:
    new = [*old[:place], b"new", *old[place:]]
    at = min(place, len(old)) + 1
    assert changed_ranges(b"\n".join([*old, b"."]), b"\n".join([*new, b"."])) == [(at, at)]


def test_the_work_grows_with_the_lines() -> None:
    def looks(count: int) -> int:
        class Line(bytes):
            seen = 0

            def __eq__(self, other: object) -> bool:
                Line.seen += 1
                return bytes.__eq__(self, other)

            __hash__ = bytes.__hash__

        class Text(bytes):
            def splitlines(self, keepends: bool = False) -> list[bytes]:
                return [Line(one) for one in bytes.splitlines(self, keepends)]

        old = b"\n".join(b"%d" % (number % (count // 4)) for number in range(count))
        new = b"\n".join(b"%d" % (number * 7 % (count // 4)) for number in range(count))
        changed_ranges(Text(old), Text(new))
        return Line.seen

    assert looks(8_000) < 5 * looks(2_000)


@pytest.mark.parametrize(
    ("found", "ranges", "is_kept"),
    [
        (finding(4, 4), [(1, 3), (5, 9)], False),
        (finding(3, 3), [(1, 3), (5, 9)], True),
        (finding(4, 6), [(1, 3), (5, 9)], True),
        (finding(4, 5, column=1), [(1, 3), (5, 9)], False),
        (finding(10, 12), [(1, 3), (5, 9)], False),
        (finding(4, 4, related=(at(7),)), [(7, 7)], True),
        (finding(4, 4, related=(at(8),)), [(7, 7)], False),
        (finding(4, 4, related=(at(7, "b.md"),)), [(7, 7)], False),
        (finding(4, 4), [], False),
        (finding(4, 4), None, True),
    ],
)
def test_a_finding_is_kept_where_a_line_of_it_changed(found: Diagnostic, ranges: Ranges | None, is_kept: bool) -> None:
    assert keep_changed([found], {"a.md": ranges}) == ((found,) if is_kept else ())


def test_a_file_without_changes_keeps_nothing() -> None:
    assert keep_changed([finding(1, 1)], {"b.md": None}) == ()
