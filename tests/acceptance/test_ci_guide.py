"""The snippets of the guide for CI, and those of the READMEs: valid for the system, and every command in them runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from guide import DOCS, PAGES, ROOT, blocks, name
from test_action import ACTION, run_action

GUIDE = DOCS / "guides" / "ci.md"
SNIPPETS = {block.file: block.text for block in blocks(GUIDE) if block.language == "yaml" and block.file}
WORKFLOWS = [name for name in SNIPPETS if "/workflows/" in name]
FRENCH = DOCS / "fr" / "demande-de-fusion.md"
INSTALL = re.compile(r"pip install --quiet https://github\.com/evlint/evlint/archive/(main|v\d+\.\d+\.\d+)\.tar\.gz")
ZIZMOR = Path(sys.executable).parent / "zizmor"
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="CI runs its scripts with bash")


def valid(text: str, schema: str, folder: Path) -> None:
    (folder / "snippet.yml").write_text(text, "utf-8")
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    ended = subprocess.run([*checker, *transform, folder / "snippet.yml"], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def git(folder: Path, *args: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small site on a branch: one old mistake, one new one."""
    folder = tmp_path / "checkout"
    (folder / "content").mkdir(parents=True)
    (folder / "README.md").write_text("# A site\n", "utf-8")
    (folder / "content" / "old.md").write_text("---\ntitle: x\n---\n\n[x](https://preprod.example.fr/)\n", "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "old")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")
    (folder / "content" / "new.md").write_text("---\ntitle: x\n---\n\n[x](https://recette.example.fr/)\n", "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "new")
    return folder


def shell(command: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command of a snippet; `evlint` is ours, in the folder where pipx puts it too, and asks nobody."""
    home = folder.parent / "home"
    (home / ".local" / "bin").mkdir(parents=True, exist_ok=True)
    program = home / ".local" / "bin" / "evlint"
    if not program.exists():
        program.symlink_to(Path(sys.executable).parent / "evlint")
    nobody = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", command],
        cwd=folder, env={**os.environ, **nobody, "HOME": str(home), "PATH": path, **env},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_guide_shows_each_system() -> None:
    assert {"GitHub", "GitLab", "Forgejo and Gitea"} <= set(
        re.findall(r"^## (.*)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    )
    assert {Path(name).parts[0] for name in SNIPPETS} == {".github", ".gitlab-ci.yml", ".forgejo"}
    assert len(SNIPPETS) == sum(block.language == "yaml" for block in blocks(GUIDE)), "each snippet says its file"


@pytest.mark.parametrize("file", SNIPPETS)
def test_a_snippet_is_valid(file: str, tmp_path: Path) -> None:
    valid(SNIPPETS[file], "gitlab-ci" if file == ".gitlab-ci.yml" else "github-workflows", tmp_path)


OTHERS = [
    pytest.param(block.text, id=f"{label}-{at}")
    for label, page in [(path.name, path) for path in (ROOT / "README.md", ROOT / "README.fr.md")]
    + [(name(page), page) for page in PAGES if page != GUIDE]
    for at, block in enumerate(blocks(page))
    if block.language == "yaml"
]


@pytest.mark.parametrize("text", OTHERS)
def test_snippets_elsewhere_are_valid_too(text: str, tmp_path: Path) -> None:
    """Steps alone are taken for those of a job; the configuration of pre-commit is for pre-commit to judge."""
    data: Any = yaml.safe_load(text)
    if isinstance(data, list):
        workflow = {"name": "x", "on": "push", "jobs": {"x": {"runs-on": "ubuntu-latest", "steps": data}}}
        valid(json.dumps(workflow), "github-workflows", tmp_path)
    elif "repos" in data:
        (tmp_path / "config.yaml").write_text(text, "utf-8")
        subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", tmp_path / "config.yaml"], check=True)
    elif "jobs" in data:
        valid(text, "github-workflows", tmp_path)


def test_the_french_guide_shows_the_same() -> None:
    assert {block.file: block.text for block in blocks(FRENCH) if block.language == "yaml" and block.file} == SNIPPETS


@pytest.mark.skipif(not ZIZMOR.exists(), reason="zizmor is not installed")
def test_zizmor_finds_nothing_in_a_workflow(tmp_path: Path) -> None:
    """But that evlint itself stands there by the name of its release, which has no hash before it is made."""
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    for file in WORKFLOWS:
        if file.startswith(".github"):
            pinned = re.sub(r"(evlint/evlint)@\S+", rf"\1@{'0' * 40} # v0.1.0", SNIPPETS[file])
            (folder / Path(file).name).write_text(pinned, "utf-8")
    ended = subprocess.run([ZIZMOR, "--offline", "--no-progress", folder], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def steps(file: str) -> list[dict[str, Any]]:
    (job,) = yaml.safe_load(SNIPPETS[file])["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


def given(file: str, runner: Path) -> dict[str, str]:
    """What a workflow hands to the action, as GitHub fills it in for a branch of the repository itself."""
    (step,) = [step for step in steps(file) if step.get("uses", "").startswith("evlint/evlint@")]
    assert set(step["with"]) <= set(ACTION["inputs"])
    words = {"github.base_ref": "main", "runner.temp": str(runner)}
    words["github.event.pull_request.head.repo.full_name == github.repository"] = "true"
    return {
        key.replace("-", "_"): re.sub(r"\$\{\{ (.*?) \}\}", lambda one: words[one[1]], value)
        for key, value in step["with"].items()
    }


FOUND = {"evlint.yml": ["new", "old"], "evlint-changes.yml": ["new"], "evlint-comment.yml": ["new"], "links.yml": []}


@needs_bash
@pytest.mark.parametrize("file", [name for name in WORKFLOWS if name.startswith(".github")])
def test_the_action_takes_what_the_guide_gives_it(file: str, checkout: Path) -> None:
    ran = run_action(checkout, **given(file, checkout.parent / "runner"))
    found = FOUND[Path(file).name]
    assert re.findall(r"::error file=content/(\w+)\.md", ran.out) == found
    assert ran.status == bool(found), ran.out


GH = """#!/usr/bin/env bash
# Stands in for the forge's own command: notes what is asked, answers with $ANSWER through jq, keeps what is sent.
printf '%s\\n' "$*" >> "$LOG"
filter='' body=''
while [ $# -gt 0 ]; do
  case "$1" in
    --jq) filter=$2; shift ;;
    --field) body=${2#body=@}; shift ;;
    --body-file) body=$2; shift ;;
  esac
  shift
done
if [ -n "$body" ]; then cp "$body" "$SENT"; fi
if [ -n "$filter" ]; then printf '%s' "$ANSWER" | jq -r "$filter"; fi
"""
needs_jq = pytest.mark.skipif(
    shutil.which("jq") is None, reason="the forge's command has jq built in; here it stands alone"
)


class Forge:
    """A stand-in for `gh`: what was asked of it, and what was sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "bin" / "gh").write_text(GH, "utf-8")
        (folder / "bin" / "gh").chmod(0o755)

    def run(self, script: str, runner: Path, answer: object, **env: str) -> tuple[int, list[str], str]:
        """Run a step; return its exit status, the calls of `gh`, and the text that was sent."""
        log, sent = self.folder / "log", self.folder / "sent"
        for empty in (log, sent):
            empty.write_text("", "utf-8")
        more: dict[str, str] = {
            "RUNNER_TEMP": str(runner),
            "LOG": str(log),
            "SENT": str(sent),
            "ANSWER": json.dumps(answer),
            **env,
        }
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        ended = subprocess.run(
            ["bash", "-e", "-c", script], env={**os.environ, "PATH": path, **more}, check=False, timeout=60
        )
        return ended.returncode, log.read_text("utf-8").splitlines(), sent.read_text("utf-8")


@needs_bash
@needs_jq
def test_the_comment_is_written_once_and_then_anew(checkout: Path, tmp_path: Path) -> None:
    file = ".github/workflows/evlint-comment.yml"
    runner = checkout.parent / "runner"
    ran = run_action(checkout, **given(file, runner))
    step = steps(file)[-1]
    assert "head.repo.full_name == github.repository" in step["if"], "a fork's token may not write"
    forge = Forge(tmp_path)
    env = {"GITHUB_REPOSITORY": "a/b", "NUMBER": "7", "STATUS": str(ran.status)}
    strangers = [
        {"id": 1, "user": {"type": "User"}, "body": "<!-- evlint --> mine"},
        {"id": 2, "user": {"type": "Bot"}, "body": "another bot's"},
    ]
    status, calls, sent = forge.run(step["run"], runner, strangers, **env)
    assert (status, len(calls)) == (0, 2)
    assert calls[1].startswith("api repos/a/b/issues/7/comments --field body=@")
    assert sent.startswith("<!-- evlint -->\n## evlint\n")
    assert "fichier vérifié" in sent
    assert "content/new.md:5:5" in sent
    own = {"id": 3, "user": {"type": "Bot"}, "body": "<!-- evlint -->\nold"}
    status, calls, sent = forge.run(step["run"], runner, [*strangers, own], **env)
    assert (status, len(calls)) == (0, 2)
    assert calls[1].startswith("api --method PATCH repos/a/b/issues/comments/3 ")
    assert "content/new.md:5:5" in sent
    status, calls, sent = forge.run(step["run"], runner, strangers, **{**env, "STATUS": "0"})
    assert (status, len(calls), sent) == (0, 1, ""), "no comment where there is nothing to say"
    (runner / "found.md").unlink()
    assert forge.run(step["run"], runner, strangers, **env)[:2] == (0, [])


@needs_bash
@needs_jq
def test_the_issue_is_opened_kept_up_and_closed(checkout: Path, tmp_path: Path) -> None:
    file = ".github/workflows/links.yml"
    runner = checkout.parent / "runner"
    run_action(checkout, **given(file, runner))
    assert (runner / "links.md").read_text("utf-8").startswith("## evlint")
    (*_, action, step) = steps(file)
    assert action["continue-on-error"] is True
    forge = Forge(tmp_path)
    env = {"TITLE": step["env"]["TITLE"], "GH_REPO": "a/b"}
    none, some = [{"number": 4, "title": "Dead links in my post"}], [{"number": 5, "title": "Dead links"}]
    asked = "issue list"
    for answer, status, wanted in (
        (none, "0", [asked]),
        (none, "1", [asked, "issue create"]),
        (some, "1", [asked, "issue edit 5"]),
        (some, "0", [asked, "issue close 5"]),
    ):
        ended, calls, sent = forge.run(step["run"], runner, answer, STATUS=status, **env)
        assert ended == 0
        assert len(calls) == len(wanted)
        assert all(call.startswith(start) for call, start in zip(calls, wanted, strict=True)), calls
        assert sent.startswith("## evlint") == (status == "1")
    for status in ("2", ""):
        assert forge.run(step["run"], runner, some, STATUS=status, **env)[0] == 1, "a run that did not work is red"


def test_the_table_of_inputs_is_that_of_the_action() -> None:
    for page in (GUIDE, FRENCH):
        text = page.read_text("utf-8")
        rows = dict(re.findall(r"^\| `([\w-]+)` \| (?:`(.*)`)? ?\|", text, re.MULTILINE))
        assert rows == {key: one["default"] for key, one in ACTION["inputs"].items()}
        assert all(f"`{name}`" in text for name in ACTION["outputs"])


@needs_bash
def test_the_gitlab_jobs_run(checkout: Path) -> None:
    jobs = yaml.safe_load(SNIPPETS[".gitlab-ci.yml"])
    (install,) = jobs["posts"]["before_script"]
    assert INSTALL.fullmatch(install)
    reports = jobs["posts"]["artifacts"]["reports"]
    for job, status in (("posts", 1), ("links", 0)):
        (command,) = jobs[job]["script"]
        ended = shell(command, checkout)
        assert ended.returncode == status, ended.stderr
        report = json.loads((checkout / reports["codequality"]).read_text("utf-8"))
        assert [issue["location"]["path"] for issue in report] == ["content/new.md", "content/old.md"][: 2 * status]
        assert (checkout / reports["junit"]).read_text("utf-8").startswith("<?xml")
        (checkout / reports["codequality"]).unlink()
    since = re.search(r"`(--since [^`]*)`", GUIDE.read_text("utf-8"))
    assert since
    changed = shell(f"{jobs['posts']['script'][0]} {since[1]}", checkout, CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD~1")
    assert changed.returncode == 1
    assert "old.md" not in changed.stdout


@needs_bash
def test_the_forgejo_job_runs(checkout: Path, tmp_path: Path) -> None:
    (file,) = [name for name in WORKFLOWS if name.startswith(".forgejo")]
    fetch, install, check = [step["run"] for step in steps(file)]
    assert INSTALL.fullmatch(install)
    work = tmp_path / "work"
    work.mkdir()
    got = shell(
        fetch, work, TOKEN="t", GITHUB_REF="HEAD", GITHUB_SERVER_URL=tmp_path.as_uri(), GITHUB_REPOSITORY="checkout"
    )
    assert got.returncode == 0, got.stderr
    ended = shell(check, work, GITHUB_ACTIONS="true")
    assert ended.returncode == 1, ended.stderr
    assert "::error" not in ended.stdout
    assert "--> content/new.md:5:5" in ended.stdout
