"""`--since` in a real git repository: only what stands on changed lines is reported."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from run_evlint import Ended, evlint

OLD = "[old](https://preprod.example.fr/old)\n"
NEW = "[new](https://preprod.example.fr/new)\n"
EVENT = (
    "---\ntitle: Atelier\ndate: 2026-01-01\nevent_start_date: 2026-03-02\nlang: fr\nevent_end_date: 2026-03-03\n---\n\n"
)


def git(site: Path, *args: str) -> str:
    named = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *named, *args], cwd=site, check=True, capture_output=True, text=True).stdout


def commit(site: Path) -> None:
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "x")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository on branch `work`, begun at `main`, whose posts have old mistakes."""
    git(tmp_path, "init", "-q", "-b", "main")
    text = "---\ntitle: Post\n---\n\n" + "".join(f"Line {number}.\n" for number in range(20))
    (tmp_path / "old.md").write_text(text + OLD, "utf-8")
    (tmp_path / "other.md").write_text(text + OLD, "utf-8")
    (tmp_path / "event.md").write_text(EVENT, "utf-8")
    commit(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "work")
    return tmp_path


def since(site: Path, *args: str, revision: str = "main") -> Ended:
    return evlint("check", "--offline", "--isolated", "--format", "json", "--since", revision, *args, cwd=site)


def places(ended: Ended) -> list[tuple[str, str, int]]:
    return [(rule, path, line) for rule, path, line, _ in ended.found]


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_old_mistakes_are_left_alone(site: Path) -> None:
    assert evlint("check", "--offline", "--isolated", cwd=site).status == 1
    assert since(site).status == 0
    append(site / "old.md", "A sound line.\n")
    assert places(since(site)) == []


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_mistake_on_a_new_line_is_told(site: Path, is_committed: bool) -> None:
    append(site / "old.md", NEW)
    if is_committed:
        commit(site)
    ended = since(site)
    assert ended.status == 1
    assert places(ended) == [("EV301", "old.md", 26)]
    assert ended.report["summary"]["files"] == 1


def test_what_main_did_meanwhile_is_not_ours(site: Path) -> None:
    git(site, "checkout", "-q", "main")
    (site / "other.md").write_text("---\ntitle: Mended\n---\n", "utf-8")
    commit(site)
    git(site, "checkout", "-q", "work")
    append(site / "old.md", NEW)
    commit(site)
    assert places(since(site)) == [("EV301", "old.md", 26)]


def test_a_rename_changes_no_line(site: Path) -> None:
    git(site, "mv", "old.md", "renamed été.md")
    assert places(since(site)) == []
    append(site / "renamed été.md", NEW)
    assert places(since(site)) == [("EV301", "renamed été.md", 26)]


@pytest.mark.parametrize("step", ["untracked", "staged", "committed"])
def test_a_new_file_is_new_as_a_whole(site: Path, step: str) -> None:
    (site / "new post.md").write_text("---\ntitle: New\n---\n\n" + OLD, "utf-8")
    if step != "untracked":
        git(site, "add", ".")
    if step == "committed":
        commit(site)
    assert places(since(site)) == [("EV301", "new post.md", 5)]


@pytest.mark.parametrize(
    ("before", "after"),
    [("start_date: 2026-03-02", "start_date: 2026-03-09"), ("end_date: 2026-03-03", "end_date: 2026-03-01")],
)
def test_a_finding_between_two_keys_is_told_when_either_changed(site: Path, before: str, after: str) -> None:
    (site / "event.md").write_text(EVENT.replace(before, after), "utf-8")
    assert [rule for rule, *_ in places(since(site, "--select", "EV202"))] == ["EV202"]


def test_staged_content_is_judged_against_head(site: Path) -> None:
    append(site / "old.md", NEW)
    git(site, "add", "old.md")
    assert places(since(site, "old.md", "other.md", revision="HEAD")) == [("EV301", "old.md", 26)]


def test_from_a_folder_below_paths_are_as_ever(site: Path) -> None:
    folder = site / "content"
    folder.mkdir()
    (folder / "post.md").write_text("---\ntitle: New\n---\n\n" + OLD, "utf-8")
    append(site / "old.md", NEW)
    assert places(since(folder)) == [("EV301", "post.md", 5)]
    assert places(since(folder, "../old.md")) == [("EV301", "../old.md", 26)]


def test_the_user_s_own_git_settings_change_nothing(site: Path) -> None:
    for name, value in (
        ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("color.ui", "always"),
        ("diff.external", "false"), ("diff.renames", "false"), ("diff.context", "9"),
    ):  # fmt: skip
        git(site, "config", name, value)
    git(site, "mv", "old.md", "renamed.md")
    append(site / "renamed.md", NEW)
    assert places(since(site)) == [("EV301", "renamed.md", 26)]


def test_a_baseline_goes_with_it(site: Path) -> None:
    evlint("check", "--offline", "--isolated", "--write-baseline", "baseline.json", cwd=site)
    append(site / "old.md", NEW)
    ended = since(site, "--baseline", "baseline.json")
    assert places(ended) == [("EV301", "old.md", 26)]
    assert "stale" not in ended.err


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "main..work"])
def test_an_unknown_revision_is_refused_in_one_line(site: Path, revision: str) -> None:
    ended = evlint("check", f"--since={revision}", cwd=site)
    assert ended.status == 2
    assert ended.err == f"--since: git knows no revision “{revision}”. In CI, fetch it first.\n"
    assert ended.out == ""
    assert not (site / "x").exists()


def test_a_history_apart_is_refused(site: Path) -> None:
    git(site, "checkout", "-q", "--orphan", "apart")
    append(site / "old.md", NEW)
    commit(site)
    ended = since(site)
    assert ended.status == 2
    assert "no commit in common" in ended.err


def test_no_repository_is_refused(tmp_path: Path) -> None:
    ended = since(tmp_path)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == "--since: there is no git repository here, or git is not installed.\n"


@pytest.mark.parametrize("other", ["--fix", "--unsafe-fixes", "--diff", "--write-baseline=x", "-"])
def test_what_needs_the_whole_post_is_refused(site: Path, other: str) -> None:
    ended = since(site, other)
    assert ended.status == 2
    assert "--since goes neither" in ended.err
