"""The nearest name looks past accents, and leaves syllables of Korean whole."""

from __future__ import annotations

import pytest

from evlint.site.nearest import Nearest


@pytest.mark.parametrize(
    ("names", "wanted", "nearest"),
    [
        (["🪪-licences-fédérales", "tarifs"], "licences-federale", "🪪-licences-fédérales"),
        (["été-à-la-mer"], "ete-a-la-me", "été-à-la-mer"),
        (["그리기-Render"], "Render", "그리기-Render"),
        (["tarifs"], "licences", None),
    ],
)
def test_nearest(names: list[str], wanted: str, nearest: str | None) -> None:
    assert Nearest(names).of(wanted) == nearest
