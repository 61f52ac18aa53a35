"""What the cache holds of results: plain data that comes back as it was, and whose damage is a ValueError."""

from __future__ import annotations

import marshal
from pathlib import Path
from typing import cast

import pytest

from evlint.api import lint_text
from evlint.cache.fingerprint import is_from_wheel
from evlint.cache.packing import pack, unpack
from evlint.model.about import VERSION
from evlint.model.outcome import Suppressed

POST = "---\ntitle: x\nlien: https://preprod.ministere.fr/\n---\n\nLe lundi 4 novembre 2026, [x](https:/a.fr).\n"


def test_results_come_back_as_they_were() -> None:
    found = lint_text(POST)
    assert {one.fix is not None for one in found} == {True, False}
    whole = (3, tuple(found), tuple(Suppressed(one, "exprès") for one in found), ("a", "b"))
    again = unpack(marshal.loads(marshal.dumps(cast("tuple[int, ...]", pack(whole)))))  # noqa: S302 our own bytes
    assert again == whole
    assert [type(one) for one in again[1]] == [type(one) for one in found]
    assert type(again[2][0].diagnostic.start) is type(found[0].start)


@pytest.mark.parametrize("plain", [(), (99, 1), ("x",), (0, 1, 2), (-1,), (5, 1, 2, 3, 4), (None, (6, 1))])
def test_other_data_is_refused(plain: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        unpack(plain)


def test_a_wheel_is_known_by_its_record_beside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "evlint"
    package.mkdir()
    assert not is_from_wheel(str(package))
    info = tmp_path / f"evlint-{VERSION}.dist-info"
    info.mkdir()
    (info / "RECORD").write_text("", "utf-8")
    assert is_from_wheel(str(package))
