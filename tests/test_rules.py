"""Every rule's examples, and the form that every rule has. Never edited for a new rule."""

from __future__ import annotations

import re

import pytest

from bench import check_example, check_fix, check_form, findings
from evlint.model.rule import Bad, Good, Rule
from evlint.rules import own_rules

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{type(example).__name__}{index}")
    for rule in own_rules()
    for index, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Bad | Good) -> None:
    check_example(rule, example)


@pytest.mark.parametrize(("rule", "example"), [one for one in EXAMPLES if isinstance(one.values[1], Bad)])
def test_fix(rule: Rule, example: Bad) -> None:
    check_fix(rule, example)


@pytest.mark.parametrize(("rule", "example"), [one for one in EXAMPLES if isinstance(one.values[1], Bad)])
def test_severity(rule: Rule, example: Bad) -> None:
    told = {found.severity for found in findings(rule, example)[2]}
    assert told == {example.severity or rule.severity}


@pytest.mark.parametrize("rule", own_rules(), ids=lambda rule: rule.code)
def test_form(rule: Rule) -> None:
    assert re.fullmatch(r"EV[0-5]\d\d", rule.code)
    check_form(rule)
