"""Every rule's examples, and the form that every rule has. Never edited for a new rule."""

from __future__ import annotations

import re

import pytest

from bench import findings, mended, unmark
from evlint.model.rule import Bad, Good, Rule
from evlint.rules import registry

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{type(example).__name__}{index}")
    for rule in registry()
    for index, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Bad | Good) -> None:
    text, spans, found = findings(rule, example)
    shown = [(text[d.span.start : d.span.end], d.message) for d in found]
    if isinstance(example, Good):
        assert not found, shown
        return
    assert sorted(d.span for d in found) == spans, shown
    assert example.says in found[0].message
    assert all(d.message.strip() and d.severity for d in found)


@pytest.mark.parametrize(("rule", "example"), [one for one in EXAMPLES if isinstance(one.values[1], Bad)])
def test_fix(rule: Rule, example: Bad) -> None:
    _, _, found = findings(rule, example)
    grades = {one.fix.applicability for one in found if one.fix is not None}
    assert grades <= {"": set(), "unsafe": {"unsafe"}, "safe": {"safe", "unsafe"}}[rule.fix]
    assert (example.fixed is not None) == bool(grades), "an example states the fixed text just where there is a fix"
    text = mended(rule, example)
    if example.fixed is not None:
        assert text == example.fixed
    if "safe" not in grades:
        assert mended(rule, example, unsafe=False) == unmark(example.text)[0]


@pytest.mark.parametrize("rule", [one for one in registry() if one.fix], ids=lambda rule: rule.code)
def test_a_rule_that_mends_shows_it(rule: Rule) -> None:
    shown = [one for one in rule.examples if isinstance(one, Bad) and one.fixed is not None]
    assert shown
    grades = {found.fix.applicability for one in shown for found in findings(rule, one)[2] if found.fix is not None}
    assert rule.fix in grades


@pytest.mark.parametrize("rule", registry(), ids=lambda rule: rule.code)
def test_form(rule: Rule) -> None:
    assert re.fullmatch(r"EV[0-4]\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert any(isinstance(example, Bad) for example in rule.examples), "a rule shows what it flags"
    assert any(isinstance(example, Good) for example in rule.examples), "a rule shows what it leaves alone"
    paragraphs = [part.strip() for part in rule.doc.strip().split("\n\n")]
    assert len(paragraphs) >= 3, "the manual: what is flagged, why it matters, how to fix"
    assert any(part.startswith("How to fix:") for part in paragraphs)
