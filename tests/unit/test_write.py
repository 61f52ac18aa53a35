"""A file is written whole or not at all, keeps mode and links, and never loses what somebody else wrote meanwhile."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

import evlint.lint.fixer
import evlint.pipeline.fix
from evlint.io.write import replace_file, write_file
from evlint.lint.fixer import Fixed
from evlint.pipeline.request import Request
from evlint.pipeline.run import prepare

BAD = "---\ntitle: a\nheure: 12:30\n---\n"
MENDED = '---\ntitle: a\nheure: "12:30"\n---\n'


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "post.md"
    path.write_text(BAD, "utf-8")
    return path


def test_mode_is_kept_and_nothing_is_left_beside(post: Path) -> None:
    post.chmod(0o640)
    assert replace_file(str(post), BAD.encode(), MENDED.encode())
    assert post.read_text("utf-8") == MENDED
    assert post.stat().st_mode & 0o7777 == 0o640
    assert [path.name for path in post.parent.iterdir()] == ["post.md"]


def test_a_symbolic_link_stays_one(post: Path) -> None:
    link = post.parent / "link.md"
    link.symlink_to(post)
    assert replace_file(str(link), BAD.encode(), MENDED.encode())
    assert link.is_symlink()
    assert post.read_text("utf-8") == MENDED


def test_another_name_of_the_same_file_keeps_what_it_held(post: Path) -> None:
    snapshot = post.parent / "snapshot"
    os.link(post, snapshot)
    assert replace_file(str(post), BAD.encode(), MENDED.encode())
    assert post.read_text("utf-8") == MENDED
    assert snapshot.read_text("utf-8") == BAD


def test_a_file_that_changed_is_left_alone(post: Path) -> None:
    post.write_text("written meanwhile\n", "utf-8")
    assert not replace_file(str(post), BAD.encode(), MENDED.encode())
    assert post.read_text("utf-8") == "written meanwhile\n"


def test_a_folder_that_takes_no_file_leaves_the_old_one_whole(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        replace_file(str(post), BAD.encode(), MENDED.encode())
    assert post.read_text("utf-8") == BAD


def test_a_disk_that_fails_midway_leaves_the_old_file_and_nothing_else(
    post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: str, target: str) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="Input/output"):
        write_file(str(post), "new")
    assert post.read_text("utf-8") == BAD
    assert [path.name for path in post.parent.iterdir()] == ["post.md"]


def _mend(post: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    monkeypatch.chdir(post.parent)
    outcome = prepare(Request(paths=("post.md",), fix=True, online=False, isolated=True)).outcome()
    return outcome.fixed, [notice.text for notice in outcome.notices]


def test_a_run_mends(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _mend(post, monkeypatch) == (1, [])
    assert post.read_text("utf-8") == MENDED


def test_a_run_says_that_a_file_changed_between_reading_and_writing(
    post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mending = evlint.lint.fixer.fix_text

    def meanwhile(text: str, lint: evlint.lint.fixer.Lint, *, unsafe: bool) -> Fixed:
        post.write_text("written meanwhile\n", "utf-8")
        return mending(text, lint, unsafe=unsafe)

    monkeypatch.setattr(evlint.pipeline.fix, "fix_text", meanwhile)
    fixed, (said,) = _mend(post, monkeypatch)
    assert fixed == 0
    assert "changed while it was being checked" in said
    assert post.read_text("utf-8") == "written meanwhile\n"


def test_a_run_says_that_a_file_could_not_be_written(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: str, target: str) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "replace", fail)
    fixed, (said,) = _mend(post, monkeypatch)
    assert fixed == 0
    assert "Read-only file system" in said
    assert post.read_text("utf-8") == BAD


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(str(pipe), "report\n")
    assert os.read(reader, 100) == b"report\n"
    os.close(reader)
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_device_is_written_to_and_stays_one() -> None:
    write_file(os.devnull, "report")
    assert not Path(os.devnull).is_file()
