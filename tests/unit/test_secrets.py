"""A password in an address is in no report, no baseline and no remembered result."""

from __future__ import annotations

import pytest

from evlint import lint_text
from evlint.cache.packing import pack
from evlint.lint.baseline import write
from evlint.model.outcome import Outcome
from evlint.report import FORMATS, Style, render

POST = (
    "---\ntitle: A\nlien: https://mairie:hunter2@localhost/x y\n---\n\n"
    "[a](https://mairie:hunter2@photos.mairie.fr/2026/) [https://b.fr/x](https://mairie:hunter2@b.fr/y)\n"
    "[c](https://mairie:hunter2@preprod.mairie.fr/) [](http://mairie:hunter2@mairie.fr/)\n"
)
FOUND = tuple(lint_text(POST))


def test_the_password_is_told_and_other_findings_stand_beside_it() -> None:
    assert {"EV301", "EV310"} <= {one.rule for one in FOUND}
    shown = next(one for one in FOUND if one.rule == "EV310")
    assert shown.url == "https://**************@photos.mairie.fr/2026/"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_report_shows_it(name: str) -> None:
    assert "hunter2" not in render(Outcome(FOUND, files=1), name, Style(verbose=True, statistics=True))


def test_nothing_that_is_kept_holds_it() -> None:
    assert "hunter2" not in write(FOUND)
    assert "hunter2" not in repr([pack(one) for one in FOUND])
