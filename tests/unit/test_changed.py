"""Changed lines: patches read, findings kept or not."""

from __future__ import annotations

import pytest

from evlint.lint.changed_lines import Ranges, keep_changed, read_patch
from evlint.model.diagnostic import Diagnostic, RelatedPlace
from evlint.model.span import Place, Span

HEAD = b"diff --git a/%b b/%b\nindex 1..2 100644\n--- a/%b\n+++ b/%b\n"


def header(name: bytes) -> bytes:
    return HEAD.replace(b"%b", name)


def finding(first: int, last: int, *, column: int = 5, related: tuple[RelatedPlace, ...] = ()) -> Diagnostic:
    return Diagnostic(
        "EV202", "end-before-start", "error", "…", None, "a.md",
        Place(first, 1, 0), Place(last, column, 1), Span(0, 1), "x", related=related,
    )  # fmt: skip


def at(line: int, path: str = "a.md") -> RelatedPlace:
    return RelatedPlace("…", path, Place(line, 1, 0), Place(line, 5, 4))


@pytest.mark.parametrize(
    ("hunk", "ranges"),
    [
        (b"@@ -3 +3 @@\n-a\n+b\n", [(3, 3)]),
        (b"@@ -3,0 +4,2 @@ title\n+a\n+b\n", [(4, 5)]),
        (b"@@ -5,2 +4,0 @@\n-a\n-b\n", [(4, 5)]),
        (b"@@ -1,2 +0,0 @@\n-a\n-b\n", [(1, 1)]),
        (b"@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n", [(1, 1)]),
        (b"@@ -1 +1 @@\n-a\n+b\n@@ -9 +9,2 @@\n-c\n+d\n+e\n", [(1, 1), (9, 10)]),
    ],
)
def test_a_hunk_names_its_new_lines(hunk: bytes, ranges: list[tuple[int, int]]) -> None:
    assert read_patch(header(b"a.md") + hunk) == {b"a.md": ranges}


def test_text_that_looks_like_a_patch_is_text() -> None:
    patch = header(b"a.md") + b"@@ -1,2 +1,2 @@\n--- a/x\n-b\n+++ b/other.md\n+@@ -7 +7 @@\n" + header(b"c.md")
    assert read_patch(patch) == {b"a.md": [(1, 2)], b"c.md": []}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b"b/with space.md\t", b"with space.md"),
        (b'"b/a\\"b\\\\c\\n\\303\\251.md"', b'a"b\\c\n\xc3\xa9.md'),
        ("b/été.md".encode(), "été.md".encode()),
    ],
)
def test_names_are_read_as_git_writes_them(written: bytes, name: bytes) -> None:
    assert read_patch(b"+++ " + written + b"\n@@ -1 +1 @@\n-a\n+b\n") == {name: [(1, 1)]}


def test_a_deleted_file_is_left_out() -> None:
    assert read_patch(b"--- a/a.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n") == {}


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
