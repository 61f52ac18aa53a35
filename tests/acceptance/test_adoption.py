"""A team takes evlint up on an old site: a baseline, one new mistake, and the run fails on that one only."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from run_evlint import evlint

from evlint.report import FORMATS

OLD = 500
NEW = "https://preprod.example.fr/new"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An old site with 500 mistakes, and the baseline that holds them."""
    site = tmp_path_factory.mktemp("old")
    env = {"EVLINT_CACHE_DIR": str(tmp_path_factory.mktemp("cache"))}
    for number in range(50):
        links = "".join(f"[p{at}](https://preprod.example.fr/{number}/{at})\n\n" for at in range(OLD // 50))
        (site / f"post-{number:02}.md").write_text(f"---\ntitle: post {number}\n---\n\n{links}", "utf-8")
    first = evlint("check", "--offline", "--format", "json", cwd=site, env=env)
    assert first.report["summary"]["errors"] == OLD
    written = evlint("check", "--offline", "--write-baseline", "baseline.json", cwd=site, env=env)
    assert written.status == 0, written.err
    return site


@pytest.fixture
def old_site(old: Path, tmp_path: Path) -> Path:
    return shutil.copytree(old, tmp_path / "site")


def check(site: Path, *args: str, **env: str) -> tuple[int, str, str]:
    ended = evlint("check", "--offline", "--baseline", "baseline.json", *args, cwd=site, env=env)
    return ended.status, ended.out, ended.err


def posts_named(name: str, out: str) -> list[str]:
    """Return the post of each finding that a report holds, however the format says it; no format may name another."""
    if name == "json":
        return [found["path"] for found in json.loads(out)["diagnostics"]]
    if name == "jsonl":
        return [json.loads(line)["path"] for line in out.splitlines()]
    if name == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        fresh = [result for result in results if not result.get("suppressions")]
        assert len(results) == OLD + len(fresh)
        return [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in fresh]
    if name == "gitlab":
        return [issue["location"]["path"] for issue in json.loads(out)]
    if name == "rdjson":
        return [found["location"]["path"] for found in json.loads(out)["diagnostics"]]
    if name == "junit":
        root = ET.fromstring(out)  # noqa: S314 our own text
        return [str(case.get("file")) for case in root.iter("testcase") if case.find("failure") is not None]
    if name == "checkstyle":
        root = ET.fromstring(out)  # noqa: S314 our own text
        return [str(file.get("name")) for file in root.iter("file") for _ in file]
    if name == "github":
        return re.findall(r"^::error file=(.+?),", out, re.MULTILINE)
    if name == "html":
        return re.findall(r'<section class="file" data-path="([^"]+)">', out)
    where = {
        "table": r"^(\S+\.md)$",
        "full": r"--> (\S+\.md):",
        "concise": r"^(\S+\.md):\d+:\d+: error EV301 ",
        "markdown": r"\| (\S+\.md):\d+:\d+ \|",
    }
    return re.findall(where[name], out, re.MULTILINE)


def one_mistake_more(site: Path) -> None:
    """Edit a post as people do: a line above the old mistakes, a new mistake below them."""
    post = site / "post-07.md"
    head, _, links = post.read_text("utf-8").partition("---\n\n")
    post.write_text(f"{head}---\n\nA line more.\n\n{links}\n[new]({NEW})\n", "utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_only_the_new_mistake_fails_the_run(old_site: Path, name: str) -> None:
    status, out, err = check(old_site, "--format", name)
    assert (status, err) == (0, "")
    assert posts_named(name, out) == []
    one_mistake_more(old_site)
    status, out, err = check(old_site, "--format", name)
    assert (status, err) == (1, "")
    assert posts_named(name, out) == ["post-07.md"]
    if name not in ("sarif", "junit", "checkstyle", "gitlab", "rdjson", "jsonl", "github", "concise"):
        assert str(OLD) in out, "how many the baseline holds is said"
    if name == "html":
        assert out.count('class="finding"') == 1


def test_every_report_of_one_run_shows_that_mistake_alone(old_site: Path) -> None:
    one_mistake_more(old_site)
    outputs = [part for name in FORMATS for part in ("--output", f"{name}:reports-{name}.out")]
    assert check(old_site, *outputs)[0] == 1
    for name in FORMATS:
        assert posts_named(name, (old_site / f"reports-{name}.out").read_text("utf-8")) == ["post-07.md"], name


def test_in_a_repository_the_commit_after_is_refused_and_mending_it_is_enough(old_site: Path) -> None:
    """As CI sees it: the site with its baseline on main, a branch with one new mistake, then mended."""
    git(old_site, "init", "-q", "-b", "main")
    git(old_site, "add", "-A")
    git(old_site, "commit", "-qm", "the old site and its baseline")
    (old_site / "evlint.toml").write_text('baseline = "baseline.json"\n', "utf-8")
    git(old_site, "switch", "-qc", "news")
    assert evlint("check", "--offline", cwd=old_site).status == 0
    one_mistake_more(old_site)
    git(old_site, "mv", "post-08.md", "post-08-renamed.md")
    (old_site / "post-51.md").write_text("---\ntitle: sound\n---\n", "utf-8")
    git(old_site, "rm", "-q", "post-09.md")
    git(old_site, "commit", "-qam", "one mistake")
    since = evlint("check", "--offline", "--since", "main", "--format", "json", cwd=old_site)
    assert (since.status, [path for _, path, _, _ in since.found]) == (1, ["post-07.md"])
    post = old_site / "post-07.md"
    post.write_text(post.read_text("utf-8").replace(NEW, "https://www.example.fr/"), "utf-8")
    assert evlint("check", "--offline", "--since", "main", cwd=old_site).status == 0


def git(folder: Path, *args: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True)


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


def test_a_summary_that_cannot_be_written_is_said_and_changes_no_status(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: x\n---\n", "utf-8")
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path)}
    ended = evlint("check", "--offline", cwd=tmp_path, env=env)
    assert ended.status == 0
    assert "could not be written" in ended.err
