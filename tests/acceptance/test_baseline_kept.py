"""A baseline that 0.1.0 wrote still holds: what it knew is known, and what is no finding any more is stated here."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from run_evlint import evlint

KEPT = Path(__file__).parents[1] / "data" / "baseline-0.1.0"
# Entries that nothing answers to since 0.1.0, by rule and text: CHANGELOG says of each why.
GONE: frozenset[tuple[str, str]] = frozenset()
# What 0.1.0 did not find there: a page of a site whose plugins make none is not there.
NEW = [("EV306", "https://www.mairie.fr/programme"), ("EV306", "/absente.html")]


def test_a_baseline_of_0_1_0_still_takes_what_it_knew(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(KEPT, site)
    entries = json.loads((site / "baseline.json").read_text("utf-8"))["entries"]
    known = sum(one["count"] for one in entries if (one["rule"], one["text"]) not in GONE)
    ended = evlint(
        "check", "--offline", "--no-cache", "--today", "2024-03-01", "--baseline", "baseline.json", "--format", "json", ".",
        cwd=site,
    )  # fmt: skip
    assert [(one["rule"], one["url"]) for one in ended.report["diagnostics"]] == NEW
    assert ended.report["summary"]["baselined"] == known
    assert ended.status == 1, ended.err


def test_each_rule_of_the_baseline_is_known_by_the_text_that_it_marks(tmp_path: Path) -> None:
    """What 0.1.0 kept of a finding is kept of it today: written anew, the baseline is the same but for `GONE` and `NEW`."""
    site = tmp_path / "site"
    shutil.copytree(KEPT, site)
    evlint("check", "--offline", "--no-cache", "--today", "2024-03-01", "--write-baseline", "new.json", ".", cwd=site)
    old, new = (json.loads((site / name).read_text("utf-8"))["entries"] for name in ("baseline.json", "new.json"))
    assert [one for one in old if (one["rule"], one["text"]) not in GONE] == [
        one for one in new if (one["rule"], one["text"]) not in NEW
    ]
