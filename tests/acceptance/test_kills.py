"""A run killed at any moment loses nothing; runs at once agree; a disk that refuses is a notice."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from run_evlint import EVLINT, evlint

from evlint.cache.results import ResultCache
from evlint.io import write
from evlint.model.outcome import Entry

HEAD = "---\ntitle: ok\n---\n\n"
BEFORE = HEAD + "[x](https:/exemple.fr/é)\n" + "é texte\n" * 20_000
POSTS = 60
MOMENTS = (6, pytest.param(60, marks=pytest.mark.slow))  # how often a run is killed, each time at another moment


def posts(folder: Path, count: int = POSTS, text: str = BEFORE) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.md").write_text(text, "utf-8")
    return folder


def start(folder: Path, *args: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*EVLINT, "check", "--offline", *args],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def after(tmp_path: Path) -> str:
    folder = posts(tmp_path / "one", 1)
    evlint("check", "--offline", "--fix", cwd=folder)
    mended = (folder / "000.md").read_bytes().decode()
    assert mended != BEFORE
    return mended


@pytest.mark.parametrize("times", MOMENTS)
def test_a_post_is_whole_whenever_the_run_that_mends_it_is_killed(tmp_path: Path, times: int) -> None:
    mended = after(tmp_path)
    chance = random.Random(11)  # noqa: S311 moments, not secrets
    folder = posts(tmp_path / "many")
    for _ in range(times):
        process = start(folder, "--fix", "--jobs", "2")
        time.sleep(chance.uniform(0.1, 0.6))
        kill(process)
        texts = [path.read_bytes().decode() for path in sorted(folder.glob("*.md"))]
        assert len(texts) == POSTS
        assert all(text in (BEFORE, mended) for text in texts)
        if BEFORE not in texts:
            for path in folder.glob("*.md"):
                path.write_text(BEFORE, "utf-8")
    last = evlint("check", "--offline", "--fix", "--format", "json", cwd=folder)
    assert last.status == 0
    assert {path.read_bytes().decode() for path in folder.glob("*.md")} == {mended}
    assert last.report["summary"]["files"] == POSTS


@pytest.mark.parametrize("times", MOMENTS)
def test_a_cache_serves_whenever_the_run_that_writes_it_is_killed(tmp_path: Path, times: int) -> None:
    folder = posts(tmp_path / "many", 200, HEAD + "[x](http://bo.ministere.fr/)\n" * 20)
    env = {"EVLINT_CACHE_DIR": str(tmp_path / "cache")}
    cold = evlint("check", "--offline", "--format", "json", "--no-cache", cwd=folder)
    chance = random.Random(5)  # noqa: S311 moments, not secrets
    for turn in range(times):
        (folder / "000.md").write_text(HEAD + f"{turn}\n", "utf-8")
        process = start(folder, "--format", "json", env=env)
        time.sleep(chance.uniform(0.1, 0.7))
        kill(process)
    (folder / "000.md").write_text(HEAD + "[x](http://bo.ministere.fr/)\n" * 20, "utf-8")
    for _ in range(2):
        assert evlint("check", "--offline", "--format", "json", cwd=folder, env=env) == cold


def test_runs_at_once_agree(tmp_path: Path) -> None:
    folder = posts(tmp_path / "many", 40, HEAD + "[x](http://bo.ministere.fr/)\n")
    env = {"EVLINT_CACHE_DIR": str(tmp_path / "cache")}
    cold = evlint("check", "--offline", "--format", "json", "--no-cache", cwd=folder)
    runs = [start(folder, "--format", "json", env=env) for _ in range(4)]
    ends = [(*run.communicate(), run.returncode) for run in runs]
    assert set(ends) == {(cold.out.encode(), b"", 1)}
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_runs_at_once_that_mend_the_same_posts_agree(tmp_path: Path) -> None:
    mended = after(tmp_path)
    folder = posts(tmp_path / "many", 20)
    runs = [start(folder, "--fix") for _ in range(3)]
    for run in runs:
        run.communicate()
    assert {path.read_bytes().decode() for path in folder.glob("*.md")} == {mended}
    assert [path.name for path in folder.iterdir() if not path.name.endswith(".md")] == []


def small_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


def test_a_full_disk_is_a_notice_and_the_post_stays_as_it_was(tmp_path: Path) -> None:
    folder = posts(tmp_path / "many", 3)
    ended = subprocess.run(
        [*EVLINT, "check", "--offline", "--fix"],
        cwd=folder, capture_output=True, preexec_fn=small_files, check=False, timeout=60,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.decode().count("could not be written (File too large): it is as it was.") == 3
    assert {path.read_bytes().decode() for path in folder.iterdir()} == {BEFORE}
    assert len(list(folder.iterdir())) == 3


def test_a_cache_that_cannot_be_written_is_a_notice(tmp_path: Path) -> None:
    folder = posts(tmp_path / "many", 30, HEAD + "[x](http://bo.ministere.fr/)\n")
    env = {**os.environ, "EVLINT_CACHE_DIR": str(tmp_path / "cache"), "PYTHONUTF8": "1"}
    ended = subprocess.run(
        [*EVLINT, "check", "--offline"],
        cwd=folder, capture_output=True, preexec_fn=small_files, check=False, timeout=60, env=env,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stdout.count(b"EV301") == 30
    assert ended.stderr.decode().count("\n") == 1
    assert "not remembered between runs" in ended.stderr.decode()
    assert list((tmp_path / "cache").iterdir()) == []


def test_what_an_earlier_run_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    folder = posts(tmp_path / "many", 1)
    (folder / ".000.md.0123456789ab.evlint").write_text("half", "utf-8")
    assert evlint("check", "--offline", "--fix", cwd=folder).status == 0
    assert evlint("check", "--offline", "--format", "json", cwd=folder).report["summary"]["files"] == 1


def test_a_refused_rename_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"before")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write.replace_file(str(path), b"before", b"after")
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]


def test_a_cache_under_a_right_checksum_may_hold_anything(tmp_path: Path) -> None:
    cache = ResultCache(str(tmp_path), b"x")
    cache.put([("a.md", Entry(b"digest", {}, 3))])
    assert cache.save() is None
    cache = ResultCache(str(tmp_path), b"x")
    found = cache.get("a.md")
    assert found is not None
    assert found.payload == 3
    cache.put([("a.md", 7)])  # type: ignore[list-item]  # not what it holds
    assert cache.get("a.md") is None


DYING = """
import os, sys
from evlint.pipeline.posts import PostStages
parent, lint = os.getpid(), PostStages.__call__
def deadly(self, path):
    if path == "100.md" and os.getpid() != parent:
        os.kill(os.getpid(), 9)
    return lint(self, path)
PostStages.__call__ = deadly
from evlint.cli import run
sys.exit(run(["check", "--offline", "--no-cache", "--jobs", "4", "--format", "json"]))
"""


def test_a_worker_that_dies_is_told_with_its_file_and_the_run_goes_on(tmp_path: Path) -> None:
    folder = posts(tmp_path / "many", 200, HEAD + "[x](http://bo.ministere.fr/)\n")
    for _ in range(5):
        ended = subprocess.run(
            [sys.executable, "-c", DYING], cwd=folder, capture_output=True, check=False, timeout=60, text=True
        )
        if ended.stderr:
            break
    told = "evlint: A worker of evlint died while it checked 100.md. Please report this with that file.\n"
    assert ended.stderr in ("", told)  # the parent may have been quicker than its workers
    assert ended.returncode == (2 if ended.stderr else 1)
    assert ended.stdout.count('"rule": "EV301"') == (199 if ended.stderr else 200)
