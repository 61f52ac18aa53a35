"""Reading: what cannot be read is said with its place, and nothing raises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evlint.io.read import decode, read_file
from evlint.model.settings import Settings


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a\nb\xe9c", "byte 4 (0xE9), on line 2"),
        (b"a\r\nb\rc\xff", "byte 7 (0xFF), on line 3"),
        ("abc".encode("utf-16"), "UTF-16"),
        ("---\ntitle: a\n".encode("utf-16-le"), "UTF-16"),
        (b"ab\x00c", "byte 3"),
    ],
)
def test_what_is_no_text(data: bytes, says: str) -> None:
    problem = decode(data).problem
    assert problem is not None
    assert problem.code == "EV001"
    assert says in str(problem.message)


def test_a_sound_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("\ufeffé\r\n".encode())
    read = read_file(str(path), 100)
    assert read is not None
    assert (read.text, read.problem) == ("\ufeffé\r\n", None)


def test_no_file_is_none_and_the_rest_has_a_reason(tmp_path: Path) -> None:
    assert read_file(str(tmp_path / "no.md"), 100) is None
    os.mkfifo(tmp_path / "pipe.md")
    big = tmp_path / "big.md"
    big.write_bytes(b"x" * 101)
    loop = tmp_path / "loop.md"
    loop.symlink_to(loop)
    for path in (tmp_path, tmp_path / "pipe.md", big, loop):
        read = read_file(str(path), 100)
        assert read is not None
        assert read.problem is not None, path


def test_a_file_of_ten_megabytes_is_read_unless_the_configuration_says_otherwise() -> None:
    assert Settings().max_file_size == 10 * 1024 * 1024
