"""`evlint check - --fix` as a formatter: the mended post on standard output, byte for byte, and nothing else there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from run_evlint import EVLINT, evlint

BAD = "\ufeff---\r\ntitle: Été  # gardé\r\nheure: 12:30\r\n---\r\n\r\n𝄞 fin  \r\nsans fin de ligne".encode()
SELECT = ("--isolated", "--offline", "--select", "EV007")


@pytest.mark.parametrize("name", ["content/post.md", "post.html"])
def test_only_what_is_mended_changes(name: str, tmp_path: Path) -> None:
    ended = evlint("check", "-", "--stdin-filename", name, "--fix", *SELECT, stdin=BAD, cwd=tmp_path)
    assert ended.out.encode() == BAD.replace(b"12:30", b'"12:30"')
    assert ended.status == 0, "a fix that mends everything ends with 0"
    assert list(tmp_path.iterdir()) == []


def test_what_is_left_goes_to_standard_error(tmp_path: Path) -> None:
    text = b"---\ntitle: a\n---\n\nLe vendredi 3 novembre 2022.\n"
    ended = evlint("check", "-", "--fix", "--isolated", "--offline", stdin=text, cwd=tmp_path)
    assert ended.out.encode() == text
    assert "EV206" in ended.err
    assert ended.status == 1


@pytest.mark.parametrize("data", [b"", b"\xff\xfea\0", b"abc\xffdef\n", b"a\0b\n", b"---\n: {\n---\n", b"\xef\xbb\xbf"])
def test_what_cannot_be_mended_comes_back_as_it_was(data: bytes, tmp_path: Path) -> None:
    arguments = ["check", "-", "--fix", "--offline", "--fail-on", "never", "--ignore", "EV008"]
    ended = subprocess.run([*EVLINT, *arguments], cwd=tmp_path, input=data, capture_output=True, check=False)
    assert ended.stdout == data
    assert ended.returncode == 0
