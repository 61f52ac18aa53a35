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
INSTALL = "https://github.com/evlint/evlint/archive/main.tar.gz"
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


def steps(file: str) -> list[dict[str, Any]]:
    (job,) = yaml.safe_load(SNIPPETS[file])["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


@needs_bash
@pytest.mark.parametrize("file", [name for name in WORKFLOWS if name.startswith(".github")])
def test_the_action_takes_what_the_guide_gives_it(file: str, checkout: Path) -> None:
    (step,) = [step for step in steps(file) if step.get("uses", "").startswith("evlint/evlint@")]
    assert set(step["with"]) <= set(ACTION["inputs"])
    given = {
        key.replace("-", "_"): value.replace("${{ github.base_ref }}", "main") for key, value in step["with"].items()
    }
    given["online"] = "false"  # a test asks nobody
    ran = run_action(checkout, **given)
    found = {"evlint.yml": ["new", "old"], "evlint-changes.yml": ["new"], "links.yml": []}[Path(file).name]
    assert re.findall(r"::error file=content/(\w+)\.md", ran.out) == found
    assert ran.status == bool(found), ran.out


def test_the_table_of_inputs_is_that_of_the_action() -> None:
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (?:`(.*)`)? ?\|", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert rows == {key: one["default"] for key, one in ACTION["inputs"].items()}


@needs_bash
def test_the_gitlab_jobs_run(checkout: Path) -> None:
    jobs = yaml.safe_load(SNIPPETS[".gitlab-ci.yml"])
    (install,) = jobs["posts"]["before_script"]
    assert install.split()[-1] == INSTALL
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
def test_the_forgejo_job_runs(checkout: Path) -> None:
    (file,) = [name for name in WORKFLOWS if name.startswith(".forgejo")]
    commands = [step["run"] for step in steps(file) if "run" in step]
    assert commands[1].split()[-1] == INSTALL
    ended = shell(commands[2], checkout, GITHUB_ACTIONS="true")
    assert ended.returncode == 1, ended.stderr
    assert "::error" not in ended.stdout
    assert "--> content/new.md:5:5" in ended.stdout
