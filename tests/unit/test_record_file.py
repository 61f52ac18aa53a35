"""Files of records: each is read by itself, and what is damaged is as good as none."""

from __future__ import annotations

import marshal
import os
from pathlib import Path

import pytest

from evlint.io import record_file
from evlint.io.record_file import RecordFile, write_records

MAGIC = b"test-1\n"
RECORDS = {f"p{number}.md": marshal.dumps((number, "x" * number)) for number in range(60)}


@pytest.fixture
def path(tmp_path: Path) -> str:
    written = str(tmp_path / "records")
    write_records(written, MAGIC, RECORDS)
    return written


def test_one_record_is_read_without_the_others(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    read = record_file._read

    def noted(path: str, start: int, size: int) -> bytes:
        sizes.append(size)
        return read(path, start, size)

    monkeypatch.setattr(record_file, "_read", noted)
    records = RecordFile(path, MAGIC)
    assert records.get("p7.md") == (7, "x" * 7)
    assert records.get("no.md") is None
    assert sizes[2:] == [len(RECORDS["p7.md"])]
    assert [records.get(key) for key in records] == [(number, "x" * number) for number in range(60)]
    assert len(sizes) < len(RECORDS)  # who asks for many gets the file as a whole


def test_a_damaged_record_is_none_and_the_others_stay(path: str) -> None:
    data = bytearray(Path(path).read_bytes())
    data[-1] ^= 1
    Path(path).write_bytes(data)
    records = RecordFile(path, MAGIC)
    assert records.get("p59.md") is None
    assert records.get("p58.md") == (58, "x" * 58)


@pytest.mark.parametrize("kept", [0, 5, 20, 40, 600])
def test_a_file_that_ends_early_has_no_more_than_what_is_there(path: str, kept: int) -> None:
    Path(path).write_bytes(Path(path).read_bytes()[:kept])
    records = RecordFile(path, MAGIC)
    assert all(records.get(key) is None for key in ("p59.md", "p30.md"))


def test_another_version_and_a_pipe_have_none(path: str, tmp_path: Path) -> None:
    assert list(RecordFile(path, b"test-2\n")) == []
    os.mkfifo(tmp_path / "pipe")
    assert list(RecordFile(str(tmp_path / "pipe"), MAGIC)) == []
