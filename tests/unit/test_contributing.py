"""The worked examples of CONTRIBUTING.md work as they stand there."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from awkward import GALLERY
from evlint.model.rule import Bad
from evlint.report import Style
from evlint.rules import own_rules
from evlint.testing import check_example, check_rule

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")


def block(section: str, number: int = 0) -> str:
    """Return a block of Python below a heading."""
    part = re.split(r"^#+ ", TEXT.partition(f"# {section}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    found: list[str] = re.findall(r"^```python\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
    return found[number]


def module(source: str, monkeypatch: pytest.MonkeyPatch, name: str) -> ModuleType:
    made = ModuleType(name)
    exec(compile(source, name, "exec", dont_inherit=True), vars(made))  # noqa: S102 our own page
    monkeypatch.setitem(sys.modules, name, made)
    return made


def test_the_format(monkeypatch: pytest.MonkeyPatch) -> None:
    text = module(block("A format"), monkeypatch, "evlint.report.tabs").render(GALLERY, Style())
    assert "several lines.md\t1\tEV005\tA key stands twice.\n" in text


def test_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = module(block("Adding a rule"), monkeypatch, "evlint.rules.source.shouting_mark").RULE
    assert rule.code not in {one.code for one in own_rules()}
    check_rule(rule._replace(code="SHOUT99"))  # as a rule of another package: evlint's own are the files of its folder


def test_the_example_with_a_generator_and_files() -> None:
    [rule] = [one for one in own_rules() if one.name == "missing-target"]
    example = eval(block("Adding a rule", 1).strip().rstrip(","), {"Bad": Bad})  # noqa: S307 our own page
    check_example(rule, example)
