"""Every rule's examples, and the form that every rule has. Never edited for a new rule."""

from __future__ import annotations

import re

import pytest

from bench import findings
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


@pytest.mark.parametrize("rule", registry(), ids=lambda rule: rule.code)
def test_form(rule: Rule) -> None:
    assert re.fullmatch(r"EV[0-4]\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert any(isinstance(example, Bad) for example in rule.examples), "a rule shows what it flags"
    assert any(isinstance(example, Good) for example in rule.examples), "a rule shows what it leaves alone"
    paragraphs = [part.strip() for part in rule.doc.strip().split("\n\n")]
    assert len(paragraphs) >= 3, "the manual: what is flagged, why it matters, how to fix"
    assert any(part.startswith("How to fix:") for part in paragraphs)
