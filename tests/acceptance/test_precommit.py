"""The hook through the real pre-commit, in a real git repository: a bad post is refused, a good one passes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from badserver import serving
from guide import blocks
from run_evlint import evlint

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


def run_hook(repository: Path, cache: Path, hook: str = "evlint") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", hook],
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
    assert "--> content/l'été à « Lyon ».md:5:13" in bad.stdout
    assert "--> content/mois.md:44:41" in bad.stdout
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


def test_a_deletion_that_breaks_another_post_is_refused_by_the_hook_of_the_site(repository: Path, cache: Path) -> None:
    config = repository / ".pre-commit-config.yaml"
    config.write_text(config.read_text("utf-8") + "  - id: evlint-site\n", "utf-8")
    (repository / "_config.yml").write_text("permalink: /blog/:title/\n", "utf-8")
    (repository / "_posts").mkdir()
    (repository / "a.md").write_text("---\ntitle: a\n---\n\n[b](b.md)\n", "utf-8")
    (repository / "b.md").write_text(GOOD, "utf-8")
    (repository / "_posts" / "2025-01-01-bilan.md").write_text(GOOD, "utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "two")
    sound = run_hook(repository, cache, "evlint-site")
    assert sound.returncode == 0, sound.stdout + sound.stderr
    git(repository, "rm", "-q", "b.md")
    assert run_hook(repository, cache).returncode == 0, "the usual hook is not called for a deletion"
    refused = run_hook(repository, cache, "evlint-site")
    assert refused.returncode == 1
    assert "a.md:5:5" in refused.stdout
    assert "EV306" in refused.stdout
    git(repository, "reset", "-q", "--hard")
    (repository / "_posts" / "2026-01-01-bilan.md").write_text(GOOD, "utf-8")
    git(repository, "add", "-A")
    refused = run_hook(repository, cache, "evlint-site")
    assert refused.returncode == 1
    assert "_posts/2026-01-01-bilan.md:1:1" in refused.stdout
    assert "EV501" in refused.stdout


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
        text = config.replace("https://github.com/evlint/evlint", str(hooks))
        text = re.sub(r"(?<=rev: )\S+", revision, text)
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
    assert "--> notes.md:5:13" in refused.stdout
    mended = run_all(more)
    assert mended.returncode == 1, "a commit with mended posts is refused once, so that they are seen"
    assert "files were modified by this hook" in mended.stdout
    assert "](https://www.example.org/)" in post.read_text("utf-8")
    again = run_all(more)
    assert again.returncode == 0, again.stdout + again.stderr


def test_more_posts_than_one_command_line_holds(repository: Path, cache: Path) -> None:
    """pre-commit calls the hook several times then. Each sees the whole tree: no link between batches is broken."""
    long = "a-name-as-long-as-people-write-them-" * 5
    names = [f"{number:04}-{long}.md" for number in range(800)]
    assert sum(map(len, names)) > 2**17, "pre-commit's own limit"
    for name in names:
        (repository / name).write_text(f"---\ntitle: x\n---\n\n[next]({names[-1]})\n[first]({names[0]})\n", "utf-8")
    for at in (0, -1):
        (repository / names[at]).write_text(BAD + f"[x]({names[at - 1]})\n", "utf-8")
    git(repository, "add", "-A")
    ended = run_hook(repository, cache)
    assert ended.returncode == 1
    checked = [int(count) for count in re.findall(r"^(\d+) files? checked", ended.stdout, re.MULTILINE)]
    assert len(checked) > 1
    assert sum(checked) == len(names)
    told = re.findall(r"^error (EV\d+) .*\n *--> (\d+)-", ended.stdout, re.MULTILINE)
    assert told == [("EV301", "0000"), ("EV301", "0799")]


def test_a_baseline_holds_for_a_part_of_the_site_and_is_not_called_stale(repository: Path, cache: Path) -> None:
    (repository / "evlint.toml").write_text('baseline = "known.json"\n', "utf-8")
    for name in ("old.md", "older.md"):
        (repository / name).write_text(BAD, "utf-8")
    written = evlint("check", "--offline", "--write-baseline", "known.json", cwd=repository)
    assert written.status == 0, written.err
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "old posts")
    (repository / "old.md").write_text(BAD.replace("Atelier", "Autre atelier"), "utf-8")
    git(repository, "add", "-A")
    ended = run_hook(repository, cache)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "stale" not in ended.stdout


ODD_NAMES = (
    "two\nlines.md",
    "\"double\" 'single'.md",
    "été — « ça » 😀.md",
    "-dash.md",
    "a;b $(touch x) `c`.md",
    "%0A::error::.md",
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_shells_trip_over(repository: Path, cache: Path) -> None:
    for name in ODD_NAMES:
        (repository / name).write_text(BAD, "utf-8")
    git(repository, "add", "-A")
    ended = run_hook(repository, cache)
    assert ended.returncode == 1
    for name in ODD_NAMES:
        assert f"--> {name.replace(chr(10), chr(92) + 'n')}:5:13" in ended.stdout
    assert not (repository / "x").exists()
    assert not (repository / "y.md").exists()


def test_what_counts_is_what_is_staged(repository: Path, cache: Path) -> None:
    post = repository / "post.md"
    post.write_text(BAD, "utf-8")
    git(repository, "add", "post.md")
    post.write_text(GOOD, "utf-8")  # mended, but not staged: the commit would still hold the mistake
    assert run_hook(repository, cache).returncode == 1
    assert post.read_text("utf-8") == GOOD
    git(repository, "add", "post.md")
    post.write_text(BAD, "utf-8")
    assert run_hook(repository, cache).returncode == 0


def test_a_renamed_post_keeps_its_mistake_and_a_deleted_one_is_missed(repository: Path, cache: Path) -> None:
    (repository / "bad.md").write_text(BAD, "utf-8")
    (repository / "gone.md").write_text(GOOD, "utf-8")
    (repository / "links.md").write_text("---\ntitle: x\n---\n\n[gone](gone.md)\n", "utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "three")
    git(repository, "mv", "bad.md", "très mauvais.md")
    git(repository, "rm", "-q", "gone.md")
    (repository / "links.md").write_text("---\ntitle: y\n---\n\n[gone](gone.md)\n", "utf-8")
    git(repository, "add", "-A")
    ended = run_hook(repository, cache)
    assert ended.returncode == 1
    assert "--> très mauvais.md:5:13" in ended.stdout
    assert "--> links.md:5:8" in ended.stdout


def test_both_hooks_through_git_itself(repository: Path, hooks: Path, cache: Path, tmp_path: Path) -> None:
    """A commit asks nobody; a push asks for the links, and is refused for a broken one."""
    env = {"PRE_COMMIT_HOME": str(cache), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

    def tried(*args: str) -> subprocess.CompletedProcess[str]:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        return subprocess.run(
            ["git", *identity, *args],
            cwd=repository, env={**os.environ, **env}, capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip

    revision = git(hooks, "rev-parse", "HEAD").strip()
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: evlint\n  - id: evlint-links\n", "utf-8"
    )
    (repository / "evlint.toml").write_text('ignore = ["EV302"]\n[links]\nallow-private = ["127.0.0.0/8"]\n', "utf-8")
    for kind in ("pre-commit", "pre-push"):
        installed = [sys.executable, "-m", "pre_commit", "install", "--hook-type", kind]
        subprocess.run(installed, cwd=repository, check=True, capture_output=True, env={**os.environ, **env})
    remote = tmp_path.parent / f"{tmp_path.name}-remote"
    git(tmp_path, "init", "-q", "--bare", str(remote))
    git(repository, "remote", "add", "origin", str(remote))
    with serving(1) as server:
        (repository / "post.md").write_text(BAD, "utf-8")
        git(repository, "add", "-A")
        refused = tried("commit", "-qm", "staging")
        assert refused.returncode == 1
        assert "EV301" in refused.stderr
        link = server.url("/nowhere", "127.0.0.1")
        (repository / "post.md").write_text(f"---\ntitle: x\n---\n\n[x]({link})\n", "utf-8")
        git(repository, "add", "-A")
        taken = tried("commit", "-qm", "a link that looks sound")
        assert taken.returncode == 0, taken.stderr
        assert server.seen == []
        refused = tried("push", "-q", "origin", "HEAD:main")
        assert refused.returncode == 1
        assert "EV404" in refused.stderr + refused.stdout
        (repository / "post.md").write_text(f"---\ntitle: x\n---\n\n[x]({server.url('/ok', '127.0.0.1')})\n", "utf-8")
        git(repository, "add", "-A")
        assert tried("commit", "-qm", "mended").returncode == 0
        taken = tried("push", "-q", "origin", "HEAD:main")
        assert taken.returncode == 0, taken.stderr
