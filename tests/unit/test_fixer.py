"""Fixes: applied in rounds, apart from each other, dropped where they harm, stable."""

from __future__ import annotations

from collections.abc import Callable

from evlint.lint.fixer import apply_edits, fix_text, unified_diff
from evlint.model.diagnostic import Diagnostic, EditPlace, FixPlace
from evlint.model.span import Place, Span

HERE = Place(1, 1, 0)


def found(text: str, word: str, by: str, *, rule: str = "EV900", applicability: str = "safe") -> list[Diagnostic]:
    diagnostics = []
    at = text.find(word)
    while at >= 0:
        span = Span(at, at + len(word))
        fix = FixPlace(applicability, "m", (EditPlace(HERE, HERE, by, span),))
        diagnostics.append(
            Diagnostic(rule, "n", "error", "m", None, "p", HERE, HERE, span, word, fix=fix, fingerprint=f"{rule}{at}")
        )
        at = text.find(word, at + 1)
    return diagnostics


def linter(*pairs: tuple[str, str], applicability: str = "safe") -> Callable[[str], list[Diagnostic]]:
    def lint(text: str) -> list[Diagnostic]:
        return sorted(
            (
                one
                for number, (word, by) in enumerate(pairs)
                for one in found(text, word, by, rule=f"EV90{number}", applicability=applicability)
            ),
            key=lambda one: one.span,
        )

    return lint


def test_all_are_applied_and_the_rest_is_kept() -> None:
    fixed = fix_text("\ufeffa bad\r\nb bad \t\n", linter(("bad", "good")), unsafe=False)
    assert fixed.text == "\ufeffa good\r\nb good \t\n"
    assert (len(fixed.mended), fixed.left, fixed.dropped) == (2, [], [])


def test_overlapping_edits_wait_for_the_next_round() -> None:
    fixed = fix_text("abc", linter(("ab", "x"), ("bc", "y")), unsafe=False)
    assert fixed.text == "xc"
    assert fixed.left == []


def test_unsafe_fixes_need_to_be_asked_for() -> None:
    lint = linter(("bad", "good"), applicability="unsafe")
    assert fix_text("bad", lint, unsafe=False).text == "bad"
    assert fix_text("bad", lint, unsafe=True).text == "good"


def test_a_fix_that_never_ends_is_dropped_and_told() -> None:
    fixed = fix_text("a", linter(("a", "aa")), unsafe=False)
    assert fixed.text == "a"
    assert [one.rule for one in fixed.dropped] == ["EV900"]


def test_a_fix_that_breaks_the_front_matter_is_dropped_and_the_sound_one_stays() -> None:
    def lint(text: str) -> list[Diagnostic]:
        broken = found(text, "<", "", rule="EV004")
        return sorted(
            found(text, "bad", "<") + found(text, "worse", "fine", rule="EV901") + broken, key=lambda d: d.span
        )

    fixed = fix_text("bad worse", lint, unsafe=False)
    assert fixed.text == "bad fine"
    assert [one.rule for one in fixed.dropped] == ["EV900"]


def test_edits_are_applied_by_place_not_by_order() -> None:
    text = "one two"
    edits = found(text, "two", "2") + found(text, "one", "1")
    assert apply_edits(text, edits) == "1 2"


def test_the_diff_says_when_the_last_line_has_no_end() -> None:
    assert unified_diff("p.md", "a", "b") == (
        "--- a/p.md\n+++ b/p.md\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"
    )
