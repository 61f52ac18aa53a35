"""Fixes that one can see: marks beside findings, both kinds counted, what was mended listed, a diff with its sum."""

from __future__ import annotations

from pathlib import Path

import pytest
from run_evlint import evlint

POST = "---\ntitle: Atelier\nheures: 12:30\nouvert: 08:15\ndate: 2022-10-21\n---\n\nLe vendredi 3 novembre 2022.\n"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").write_text("title: x\n", "utf-8")
    path = tmp_path / "a.md"
    path.write_text(POST, "utf-8")
    return path


def check(post: Path, *args: str) -> tuple[int, str, str]:
    return evlint("check", "--offline", "--no-cache", *args, "a.md", cwd=post.parent)


@pytest.mark.parametrize("form", ["table", "full", "concise"])
def test_both_kinds_are_marked_and_counted(form: str, post: Path) -> None:
    status, out, _ = check(post, "--format", form)
    assert status == 1
    assert out.count("EV007  [*]" if form == "table" else "EV007 [*]") == 2
    assert out.count("EV206  [!]" if form == "table" else "EV206 [!]") == 1
    assert "2 can be fixed with --fix. 1 more with --unsafe-fixes." in out


def test_unsafe_ones_alone_are_told_too(post: Path) -> None:
    assert "1 can be fixed with --unsafe-fixes." in check(post, "--select", "EV2")[1]


def test_no_mark_and_no_place_for_it_where_nothing_can_be_fixed(post: Path) -> None:
    post.write_text("---\ntitle: x\ndate: 2022-13-40\n---\n", "utf-8")
    out = check(post, "--format", "table")[1]
    assert "[" not in out
    assert "EV201  " in out


def test_statistics_mark_the_rules_that_have_fixes(post: Path) -> None:
    lines = check(post, "--statistics")[1].splitlines()
    assert "2  EV007  [*]  ambiguous-scalar" in lines
    assert "1  EV206  [!]  weekday-mismatch" in lines


def test_fix_says_what_it_mended_and_show_fixes_says_each(post: Path) -> None:
    out = check(post, "--fix")[1]
    assert "Fixed in a.md: EV007 × 2" in out.splitlines()
    post.write_text(POST, "utf-8")
    out = check(post, "--fix", "--show-fixes")[1]
    assert "a.md:3: fix of EV007: Put it in quotes" in out.splitlines()
    assert "a.md:4: fix of EV007: Put it in quotes" in out.splitlines()
    post.write_text(POST, "utf-8")
    assert "Fixed" not in check(post, "--fix", "--quiet")[1]


def test_a_diff_has_its_sum_on_standard_error(post: Path) -> None:
    status, out, err = check(post, "--fix", "--diff")
    assert (status, post.read_text("utf-8")) == (1, POST)
    assert out.startswith("--- a/a.md\n")
    assert "\x1b" not in out
    assert err == "evlint: 2 findings would be fixed in 1 file. 1 more with --unsafe-fixes.\n"
    _, _, err = check(post, "--diff", "--unsafe-fixes", "--show-fixes")
    assert "a.md:8: fix of EV206: Write “jeudi”" in err.splitlines()
    assert err.endswith("evlint: 3 findings would be fixed in 1 file.\n")


def test_a_diff_is_coloured_where_colours_are_wanted_and_a_post_colours_nothing(post: Path) -> None:
    post.write_bytes(b"---\r\nheures: 12:30\r\n---\r\n\x1b[31mrouge\r\n")
    out = check(post, "--fix", "--diff", "--color", "always")[1]
    assert "\x1b[31m-heures: 12:30\x1b[0m\n" in out
    assert '\x1b[32m+heures: "12:30"\x1b[0m\n' in out
    assert "\\x1b[31mrouge" in out
