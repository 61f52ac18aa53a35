"""`--fix` over whole sites of others: only what is reported changes, all stays readable, a second run changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from run_evlint import evlint

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
SITES = CORPORA if CORPORA.is_dir() else ROOT / "fixtures" / "sites"
UNREADABLE = {"EV001", "EV003", "EV004", "EV005", "EV006"}
GRADES = {"--fix": {"safe"}, "--unsafe-fixes": {"safe", "unsafe"}}


def contents(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def report(site: Path, *options: str) -> list[dict[str, Any]]:
    ended = evlint("check", "--offline", "--format", "json", "--today", "2026-01-15", *options, ".", cwd=site)
    assert ended.status in (0, 1), ended.err
    found: list[dict[str, Any]] = ended.report["diagnostics"]
    return found


def by_hand(files: dict[str, bytes], found: list[dict[str, Any]], grades: set[str]) -> dict[str, bytes]:
    """Make the reported edits, byte by byte, from the last to the first."""
    edits = {
        (one["path"], edit["start"]["offset"], edit["end"]["offset"], edit["text"])
        for one in found
        if one["fix"] is not None and one["fix"]["applicability"] in grades
        for edit in one["fix"]["edits"]
    }
    made = dict(files)
    for path, start, end, text in sorted(edits, reverse=True):
        made[path] = made[path][:start] + text.encode() + made[path][end:]
    return made


@pytest.mark.parametrize("option", list(GRADES))
@pytest.mark.parametrize("name", sorted(path.name for path in SITES.iterdir() if path.is_dir()))
def test_fixes_of_a_whole_site(name: str, option: str, tmp_path: Path) -> None:
    site = tmp_path / name
    shutil.copytree(SITES / name, site)
    before = contents(site)
    found = report(site)
    report(site, option)
    after = contents(site)
    assert after == by_hand(before, found, GRADES[option]), "the reported edits, and nothing else"
    left = report(site, option)
    assert contents(site) == after, "a second run changes nothing"
    assert not [one for one in left if one["fix"] is not None and one["fix"]["applicability"] in GRADES[option]]
    broken = {(one["rule"], one["path"]) for one in left if one["rule"] in UNREADABLE}
    assert broken <= {(one["rule"], one["path"]) for one in found}
