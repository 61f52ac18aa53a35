"""A team takes evlint up on an old site: a baseline, one new mistake, and the run fails on that one only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from run_evlint import evlint

from evlint.report import FORMATS

OLD = 500
NEW = "https://preprod.example.fr/new"


@pytest.fixture
def old_site(tmp_path: Path) -> Path:
    for number in range(50):
        links = "".join(f"[p{at}](https://preprod.example.fr/{number}/{at})\n\n" for at in range(OLD // 50))
        (tmp_path / f"post-{number:02}.md").write_text(f"---\ntitle: post {number}\n---\n\n{links}", "utf-8")
    first = evlint("check", "--offline", "--format", "json", cwd=tmp_path)
    assert first.report["summary"]["errors"] == OLD
    written = evlint("check", "--offline", "--write-baseline", "baseline.json", cwd=tmp_path)
    assert written.status == 0, written.err
    return tmp_path


def check(site: Path, *args: str, **env: str) -> tuple[int, str, str]:
    ended = evlint("check", "--offline", "--baseline", "baseline.json", *args, cwd=site, env=env)
    return ended.status, ended.out, ended.err


@pytest.mark.parametrize("name", FORMATS)
def test_only_the_new_mistake_fails_the_run(old_site: Path, name: str) -> None:
    assert check(old_site, "--format", name)[0] == 0
    post = old_site / "post-07.md"
    post.write_text(
        "---\ntitle: post 7\n---\n\nA line more.\n" + post.read_text("utf-8")[24:] + f"\n[new]({NEW})\n", "utf-8"
    )
    status, out, _ = check(old_site, "--format", name)
    assert status == 1
    if name == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        assert [one["ruleId"] for one in results if not one.get("suppressions")] == ["EV301"]
    elif name == "json":
        summary = json.loads(out)["summary"]
        assert (summary["errors"], summary["baselined"]) == (1, OLD)
    else:
        assert "post-07.md" in out
        assert "post-08.md" not in out


def test_stale_entries_are_told_and_the_baseline_never_grows(old_site: Path) -> None:
    before = (old_site / "baseline.json").read_bytes()
    (old_site / "post-00.md").write_text("---\ntitle: mended\n---\n", "utf-8")
    status, _, err = check(old_site)
    assert status == 0
    assert "10 entries" in err
    assert (old_site / "baseline.json").read_bytes() == before


def test_a_baseline_that_is_none_is_2(old_site: Path) -> None:
    (old_site / "baseline.json").write_text("nope", "utf-8")
    status, _, err = check(old_site)
    assert status == 2
    assert err.startswith("baseline.json: ")


def test_statistics_count_rules(old_site: Path) -> None:
    ended = evlint("check", "--offline", "--statistics", "-q", cwd=old_site)
    assert "500  EV301  staging-link" in ended.out


def test_reports_go_to_files_beside_the_terminal(old_site: Path) -> None:
    ended = evlint(
        "check",
        "--offline",
        "--output",
        "sarif:out.sarif",
        "--output",
        "report.html",
        "--format",
        "concise",
        cwd=old_site,
    )
    assert ended.status == 1
    assert "EV301" in ended.out
    assert json.loads((old_site / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (old_site / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_github_actions_gets_annotations_and_a_summary(old_site: Path) -> None:
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(old_site / "summary.md")}
    ended = evlint("check", "--offline", cwd=old_site, env=env)
    assert ended.out.startswith("::error file=post-00.md,line=5")
    assert "EV301" in (old_site / "summary.md").read_text("utf-8")
