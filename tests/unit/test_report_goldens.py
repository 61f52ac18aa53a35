"""Each format over the same awkward results, as it is kept in `goldens/`.

After a change that is meant: `EVLINT_GOLDENS=write pytest tests/unit/test_report_goldens.py`, then read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from awkward import GALLERY
from evlint.i18n import wording
from evlint.model.about import VERSION
from evlint.report import FORMATS, Style, render
from evlint.report.html_assets import CSS, JS

FOLDER = Path(__file__).parent / "goldens"
WRITE = os.environ.get("EVLINT_GOLDENS") == "write"
STYLES = {"en": Style(verbose=True, statistics=True), "fr": Style(wording=wording("fr"), language="fr")}


def steady(text: str, name: str) -> str:
    """Take out what changes without the format being another: versions, the manuals of rules, style and script."""
    text = text.replace(VERSION, "VERSION")
    if name == "sarif":
        text = re.sub(r'"rules": \[.*?\n          \]', '"rules": []', text, flags=re.DOTALL)
        text = re.sub(r'"ruleIndex": \d+', '"ruleIndex": 0', text)
    if name == "html":
        text = text.replace(CSS, "CSS").replace(JS, "JS")
        text = re.sub(r"sha256-[\w+/=]+", "sha256", text)
        text = re.sub(r'<p class="soft">[^\n]*?</p></th>', '<p class="soft">what it flags</p></th>', text)
    return text


@pytest.mark.parametrize("language", STYLES)
@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, language: str) -> None:
    text = steady(render(GALLERY, name, STYLES[language]), name)
    path = FOLDER / f"{name}.{language}.txt"
    if WRITE:
        FOLDER.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    assert text.encode("utf-8") == path.read_bytes()


def test_no_golden_is_left_over() -> None:
    kept = {path.name for path in FOLDER.iterdir()}
    assert kept == {f"{name}.{language}.txt" for name in FORMATS for language in STYLES}
