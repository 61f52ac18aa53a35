"""Every rule's examples, and the form that every rule has. Never edited for a new rule."""

from __future__ import annotations

import re

import pytest

from bench import check_example, check_fix, check_form
from evlint import rules
from evlint.lint.engine import Active, run_rules
from evlint.lint.needs import NEEDS
from evlint.model.context import RuleContext
from evlint.model.document import Document
from evlint.model.rule import Bad, Good, Rule
from evlint.rules import _outlines, own_outlines, own_rules

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{type(example).__name__}{index}")
    for rule in own_rules()
    for index, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Bad | Good) -> None:
    told = {found.severity for found in check_example(rule, example)}
    if isinstance(example, Bad):
        assert told == {example.severity or rule.severity}


@pytest.mark.parametrize(("rule", "example"), [one for one in EXAMPLES if isinstance(one.values[1], Bad)])
def test_fix(rule: Rule, example: Bad) -> None:
    check_fix(rule, example)


@pytest.mark.parametrize("rule", own_rules(), ids=lambda rule: rule.code)
def test_form(rule: Rule) -> None:
    assert re.fullmatch(r"EV[0-5]\d\d", rule.code)
    check_form(rule)


@pytest.mark.parametrize(
    ("whole", "outline"), [*zip(own_rules(), own_outlines(), strict=True)], ids=lambda one: one.code
)
def test_what_is_written_down_of_a_rule_is_what_it_says(whole: Rule, outline: Rule) -> None:
    """`make generate` writes it: a run knows of a rule only that before it imports its file."""
    assert outline.examples == ()
    for field in ("code", "name", "severity", "needs", "holds", "default"):
        assert getattr(outline, field) == getattr(whole, field), field
    assert (outline.check_site is None) == (whole.check_site is None)


def test_a_file_of_which_nothing_is_written_down_is_a_rule_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules._Known, "outlines", ())
    monkeypatch.delitem(_outlines.OUTLINES, "source.merge_mark")
    [found] = [rule for rule in own_outlines() if rule.name == "merge-mark"]
    assert found.code == "EV010"
    assert found.examples


def test_a_rule_is_called_where_a_post_has_what_it_needs_and_one_that_needs_nothing_always() -> None:
    called: list[str] = []

    def rule(code: str, **said: object) -> Active:
        def check(*_: object) -> list[object]:
            called.append(code)
            return []

        return Active(Rule(code, "error", check, **said), "error")  # type: ignore[arg-type]  # it finds nothing

    asked = [
        rule("XX001"),
        rule("XX002", needs="front"),
        rule("XX003", needs="no-front"),
        rule("XX004", holds=("zebra", "text")),
        rule("XX005", holds=("zebra",)),
        rule("XX006", needs="damage"),
        rule("XX007", needs="links"),
    ]
    run_rules(Document("a.md", "a text\n"), RuleContext(), asked, NEEDS)
    assert called == ["XX001", "XX003", "XX004"]
    called.clear()
    run_rules(Document("a.md", "a \0 zebra\n"), RuleContext(), asked, NEEDS)
    assert called == ["XX001", "XX003", "XX004", "XX005", "XX006"]
