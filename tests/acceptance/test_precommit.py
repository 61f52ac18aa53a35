"""The hook through the real pre-commit, in a real git repository: a bad post is refused, a good one passes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from guide import blocks

ROOT = Path(__file__).parents[2]
GOOD = "---\ntitle: Atelier\n---\n\n[Programme](https://www.example.org/)\n"
BAD = "---\ntitle: Atelier\n---\n\n[Programme](https://preprod.example.fr/)\n"


def git(folder: Path, *args: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    ended = subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True, text=True)
    return ended.stdout


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that gives our own hooks, as users name it: the working tree of this project in one commit."""
    folder = tmp_path_factory.mktemp("hooks")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True
    ).stdout.split(b"\0")
    wanted = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
    for name in map(os.fsdecode, filter(None, listed)):
        if (name.startswith(("src/", "schemas/")) or name in wanted) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "hooks")
    return folder


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which pre-commit keeps the environment that it makes for the hook."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def repository(tmp_path: Path, hooks: Path) -> Path:
    git(tmp_path, "init", "-q")
    revision = git(hooks, "rev-parse", "HEAD").strip()
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: evlint\n", "utf-8"
    )
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "start")
    return tmp_path


def run_hook(repository: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "evlint"],
        cwd=repository,
        env={**os.environ, "PRE_COMMIT_HOME": str(cache), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def test_a_bad_post_is_refused_and_a_good_one_passes(repository: Path, cache: Path, fixtures: Path) -> None:
    content = repository / "content"
    content.mkdir()
    (content / "good.md").write_text(GOOD, "utf-8")
    git(repository, "add", "-A")
    good = run_hook(repository, cache)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout

    (content / "l'été à « Lyon ».md").write_text(BAD, "utf-8")
    (content / "mois.md").write_bytes((fixtures / "demo" / "mois-innovation-publique-2022.md").read_bytes())
    git(repository, "add", "-A")
    bad = run_hook(repository, cache)
    assert bad.returncode == 1
    assert "content/l'été à « Lyon ».md:5:13: EV301" in bad.stdout
    assert "content/mois.md:44:41: EV301" in bad.stdout
    assert "good.md" not in bad.stdout


def test_excludes_hold_for_the_files_that_pre_commit_names(repository: Path, cache: Path) -> None:
    (repository / "evlint.toml").write_text('exclude = ["drafts/"]\n', "utf-8")
    (repository / "drafts").mkdir()
    (repository / "drafts" / "bad.md").write_text(BAD, "utf-8")
    git(repository, "add", "-A")
    ended = run_hook(repository, cache)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_renamed_and_a_deleted_post_are_no_trouble(repository: Path, cache: Path) -> None:
    (repository / "a.md").write_text(GOOD, "utf-8")
    (repository / "b.md").write_text(GOOD + "b\n", "utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "two")
    git(repository, "rm", "-q", "a.md")
    git(repository, "mv", "b.md", "c d.md")
    ended = run_hook(repository, cache)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_guide_does_what_it_says(repository: Path, hooks: Path, cache: Path) -> None:
    guide = list(blocks(ROOT / "docs" / "guides" / "pre-commit.md"))
    plain, more = [block.text for block in guide if block.language == "yaml"]
    assert "pre-commit run --all-files" in [command for block in guide for command in block.commands]
    revision = git(hooks, "rev-parse", "HEAD").strip()
    (repository / "_posts").mkdir()
    post = repository / "_posts" / "2026-01-01-bad.md"
    post.write_text(BAD.replace("https://preprod.example.fr/", "https:/www.example.org/"), "utf-8")
    (repository / "notes.md").write_text(BAD, "utf-8")

    def run_all(config: str) -> subprocess.CompletedProcess[str]:
        text = config.replace("https://github.com/evlint/evlint", str(hooks)).replace("v0.1.0", revision)
        (repository / ".pre-commit-config.yaml").write_text(text, "utf-8")
        git(repository, "add", "-A")
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files"],
            cwd=repository,
            env={**os.environ, "PRE_COMMIT_HOME": str(cache), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )

    refused = run_all(plain)
    assert refused.returncode == 1
    assert "EV303" in refused.stdout
    assert "notes.md:5:13: EV301" in refused.stdout
    mended = run_all(more)
    assert mended.returncode == 1, "a commit with mended posts is refused once, so that they are seen"
    assert "files were modified by this hook" in mended.stdout
    assert "](https://www.example.org/)" in post.read_text("utf-8")
    again = run_all(more)
    assert again.returncode == 0, again.stdout + again.stderr
