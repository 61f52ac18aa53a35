"""Every target over the kept inputs and some new ones; `make fuzz` goes on for as long as it is told to."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inputs import kept, texts
from targets import TARGETS

FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", TARGETS)
def test_kept_inputs(name: str) -> None:
    for text in kept():
        TARGETS[name](text)


@pytest.mark.parametrize("name", TARGETS)
@FEW
@given(data=st.data())
def test_new_inputs(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(texts()))
