"""A pattern that is compiled when one of its needles turns up: whatever it matches holds one of them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evlint
from evlint.startup.lazy_regex import _Needled, lazy_regex

MODULES = (
    "evlint.rules.dates._announcing",
    "evlint.rules.dates._nearby",
    "evlint.rules.dates._surroundings",
    "evlint.rules.source.placeholder_text",
)
NEEDLED = [
    pytest.param(value, id=f"{module.rpartition('.')[2]}.{name}")
    for module in MODULES
    for name, value in vars(import_module(module)).items()
    if isinstance(value, _Needled)
]


@pytest.mark.parametrize("pattern", NEEDLED)
@settings(max_examples=400)  # the longest has sixty alternatives
@given(data=st.data())
def test_what_a_pattern_matches_holds_a_needle(pattern: _Needled, data: st.DataObject) -> None:
    compiled = pattern._make()
    assert isinstance(compiled, re.Pattern)
    text = str(data.draw(st.from_regex(compiled)))
    lowered = text.lower()
    assert any(needle in lowered for needle in pattern.needles), text


def test_all_of_them_are_held() -> None:
    """A pattern that names needles elsewhere belongs into `MODULES`."""
    rules = Path(evlint.__file__).parent / "rules"
    naming = {path.stem for path in rules.rglob("*.py") if "needles=(" in path.read_text("utf-8")}
    assert naming == {module.rpartition(".")[2] for module in MODULES}


def test_a_needled_pattern_finds_what_the_compiled_one_finds() -> None:
    pattern = lazy_regex("b(a+)n", re.IGNORECASE, needles=("ban", "baan"))
    assert pattern.search("nothing") is None
    assert pattern.match("a ban") is None
    assert pattern.search("x", 0, 1) is None
    found = pattern.search("a BAAN")
    assert found is not None
    assert found.span() == (2, 6)
    fresh = lazy_regex("b(a+)n", needles=("ban",))
    assert fresh.search("ban", 1) is None
    assert [one.group() for one in fresh.finditer("ban ban")] == ["ban", "ban"]
