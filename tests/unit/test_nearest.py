"""The nearest name looks past accents and `index.html`, and leaves syllables of Korean whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from run_evlint import evlint

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


def test_no_page_is_near_for_the_file_name_that_all_pages_share(tmp_path: Path) -> None:
    (tmp_path / "content/adr").mkdir(parents=True)
    (tmp_path / "config.toml").write_text('base_url = "https://x.fr"\n', "utf-8")
    for name in ("_index.md", "adr/_index.md"):
        (tmp_path / "content" / name).write_text("---\ntitle: A\n---\n", "utf-8")
    (tmp_path / "content/a.md").write_text("---\ntitle: A\n---\n\n[x](/call) [y](/staging/) [z](/ard/)\n", "utf-8")
    found = json.loads(evlint("check", "--offline", "--no-cache", "--format", "json", cwd=tmp_path).out)["diagnostics"]
    missing = "Correct the path, or add what it names to the site."
    assert [one["help"] for one in found] == [missing, missing, missing]
