"""The baseline: what it takes away, what it calls stale, and that it never grows by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evlint.lint.baseline import BaselineError, Key, match, read, write
from evlint.model.diagnostic import Diagnostic
from evlint.model.span import Place, Span

KEYS = st.builds(
    Key, st.sampled_from(["EV301", "EV206"]), st.sampled_from(["a.md", "é b.md"]), st.sampled_from(["x", "y z"])
)


def found(key: Key, line: int = 1) -> Diagnostic:
    place = Place(line, 1, 0)
    return Diagnostic(key.rule, "n", "error", "m", None, key.path, place, place, Span(0, 1), key.text)


@given(st.lists(KEYS, max_size=8), st.lists(KEYS, max_size=8))
def test_only_what_was_known_is_taken_away(before: list[Key], now: list[Key]) -> None:
    known = read(write([found(key) for key in before]), "b.json")
    matched = match([found(key, line) for line, key in enumerate(now, 1)], known, None)
    assert len(matched.new) + len(matched.known) == len(now)
    for key in set(now):
        assert sum(
            one.marked == key.text and one.path == key.path and one.rule == key.rule for one in matched.known
        ) == min(now.count(key), before.count(key))
    assert set(matched.stale) == {key for key in before if before.count(key) > now.count(key)}


def test_moved_lines_and_folded_blanks_are_the_same_finding() -> None:
    known = read(write([found(Key("EV301", "a.md", "x  y"))]), "b.json")
    assert match([found(Key("EV301", "a.md", "x\n y"), line=99)], known, None).new == []


def test_entries_of_files_that_were_not_checked_are_not_stale() -> None:
    known = read(write([found(Key("EV301", "a.md", "x"))]), "b.json")
    assert match([], known, frozenset({"b.md"})).stale == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "entries": []}', '{"version": 1, "entries": [1]}', "[" * 9999]
)
def test_what_is_no_baseline_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(BaselineError, match=r"^b\.json: [^\n]+$"):
        read(text, "b.json")
