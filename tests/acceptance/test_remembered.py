"""A run that remembers says what a cold one says, byte for byte, whatever changed in between; a bad cache costs nothing."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from run_evlint import Ended, evlint

POSTS = {
    "_config.yml": "timezone: Europe/Paris\ncollections:\n  pages:\n    output: true\n",
    "a.md": "---\ntitle: a\n---\n\n[b](b.md) [c](sub/c.md#partie) ![](img.png)\n",
    "b.md": "---\ntitle: b\nevent_start_date: 2026-03-02\nevent_end_date: 2026-03-01\n---\n\n[x](https://preprod.example.fr/)\n",
    "sub/c.md": "---\ntitle: c\ndate: 2026-02-01 10:00:00 +01:00\n---\n\n## Partie\n",
    "t.md": '+++\ntitle = "t"\ntags = ["un", "deux"]\nslug = "tee"\n+++\n\n[b](b.md)\n',
    "j.md": '{"title": "j", "tags": ["un"], "slug": "jay"}\n\n[b](b.md)\n',
    "img.png": "x",
    "d.md": "---\ntitle: d\npublished: false\nevent_start_date: 2026-03-02\n---\n\n<!-- evlint-disable-file EV3: why -->\n[y](http://localhost/)\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in POSTS.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, "utf-8")
    return tmp_path / "site"


def check(site: Path, *args: str, today: str = "2026-02-15") -> Ended:
    env = {"EVLINT_CACHE_DIR": str(site.parent / "cache")}
    return evlint("check", "--offline", "--format", "json", "--today", today, *args, cwd=site, env=env)


def assert_same(site: Path, today: str = "2026-02-15") -> None:
    warm, cold = check(site, today=today), check(site, "--no-cache", today=today)
    assert warm == cold


EDITS = [
    lambda site: (site / "img.png").unlink(missing_ok=True),
    lambda site: (site / "img.png").write_text("x"),
    lambda site: (site / "sub" / "c.md").write_text("---\ntitle: c\n---\n\n## Autre\n", "utf-8"),
    lambda site: (site / "sub" / "c.md").write_text(POSTS["sub/c.md"], "utf-8"),
    lambda site: (site / "b.md").write_text("---\ntitle: b\n---\n", "utf-8"),
    lambda site: (site / "b.md").write_text(POSTS["b.md"], "utf-8"),
    lambda site: (site / "b.md").unlink(missing_ok=True),
    lambda site: (site / "_config.yml").write_text("timezone: America/New_York\n", "utf-8"),
    lambda site: (site / "evlint.toml").write_text('ignore = ["EV301"]\n', "utf-8"),
    lambda site: (site / "evlint.toml").unlink(missing_ok=True),
    lambda site: (site / "new.md").write_text("[a](a.md)\n", "utf-8"),
]


def test_after_any_edits_a_remembered_run_says_what_a_cold_one_says(site: Path) -> None:
    chance = random.Random(7)  # noqa: S311 edits, not secrets
    check(site)
    assert_same(site)
    for _ in range(14):
        chance.choice(EDITS)(site)
        assert_same(site)


def test_remembered_pages_say_what_pages_that_are_read_say(site: Path) -> None:
    """The tree's questions are answered from remembered pages once these are old enough; then one of them moves."""
    for name in ("a.md", "b.md", "d.md", "sub/c.md", "e.md"):
        page = site / name
        if name == "e.md":
            page.write_text("---\ntitle: e\n---\n\n[ici](/la/) [pas là](/ailleurs/)\n", "utf-8")
        if name == "d.md":
            page.write_text("---\ntitle: d\npermalink: /la/\n---\n", "utf-8")
        os.utime(page, (1_600_000_000, 1_600_000_000))
    check(site)
    assert list((site.parent / "cache").glob("pages-*"))
    (site / "a.md").write_text("---\ntitle: a\n---\n\n[la](/la/)\n", "utf-8")
    assert_same(site)
    (site / "d.md").write_text("---\ntitle: d\npermalink: /li/\n---\n", "utf-8")
    assert_same(site)


def test_another_day_is_judged_anew(site: Path) -> None:
    check(site, today="2026-02-15")
    assert_same(site, today="2026-01-01")
    assert_same(site, today="2026-04-01")


def test_every_file_of_the_cache_may_be_damaged_or_gone(site: Path) -> None:
    cold = check(site, "--no-cache")
    check(site)
    (cache,) = (site.parent / "cache").glob("later-*")
    data = cache.read_bytes()
    for damaged in (b"", data[: len(data) // 2], data[:-1] + b"\0", os.urandom(len(data)), b"x" + data):
        cache.write_bytes(damaged)
        assert check(site) == cold
    shutil.rmtree(cache.parent)
    cache.parent.write_text("a file where the folder should be", "utf-8")
    ended = check(site)
    assert (ended.status, ended.out) == (cold.status, cold.out)
    assert ended.err.count("\n") == 1
    assert "not remembered" in ended.err


def test_the_cache_is_shown_and_emptied(site: Path) -> None:
    check(site)
    env = {"EVLINT_CACHE_DIR": str(site.parent / "cache")}
    assert evlint("cache", "dir", env=env).out.strip() == str(site.parent / "cache")
    assert evlint("cache", "clear", env=env).status == 0
    assert list((site.parent / "cache").iterdir()) == []


@pytest.fixture
def large(site: Path) -> Path:
    """A site that is large enough to be answered from the cache as a whole."""
    (site / "many").mkdir()
    for number in range(160):
        (site / "many" / f"p{number}.md").write_text(f"---\ntitle: p{number}\n---\n\ntexte\n", "utf-8")
    (site / "a.md").write_text("---\ntitle: a\n---\n\n![i](img.png) [d](d.md) [e](e.html)\n", "utf-8")
    (site / "d.md").write_text("---\ntitle: d\n---\n", "utf-8")
    (site / "e.html").write_text("---\ntitle: e\n---\n<p>x</p>\n", "utf-8")
    check(site, ".")
    check(site, ".")
    assert_same(site)
    return site


@pytest.mark.parametrize("part", ["many", "d.md", "e.html"])
@pytest.mark.parametrize("change", ["a file goes", "a post is withdrawn", "a page in HTML is withdrawn"])
def test_a_run_over_a_part_does_not_vouch_for_the_rest(large: Path, part: str, change: str) -> None:
    before = check(large).out
    if change == "a file goes":
        (large / "img.png").unlink()
    elif change == "a post is withdrawn":
        (large / "d.md").write_text("---\ntitle: d\npublished: false\n---\n", "utf-8")
    else:
        (large / "e.html").write_text("---\ntitle: e\npublished: false\n---\n<p>x</p>\n", "utf-8")
    check(large, part)
    assert_same(large)
    assert check(large).out != before


def test_a_page_that_was_not_to_be_checked_is_withdrawn(large: Path) -> None:
    (large / "evlint.toml").write_text('exclude = ["*.html"]\n', "utf-8")
    check(large)
    check(large)
    (large / "e.html").write_text("---\ntitle: e\npublished: false\n---\n<p>x</p>\n", "utf-8")
    assert_same(large)


def test_ignored_files_come_and_go(large: Path) -> None:
    """They stand in no listing of the tree, and links to them work all the same."""
    (large / ".gitignore").write_text("uploads/\n", "utf-8")
    (large / "uploads").mkdir()
    (large / "a.md").write_text("---\ntitle: a\n---\n\n![i](uploads/a.png)\n", "utf-8")
    (large / "b.md").write_text("---\ntitle: b\n---\n\n![i](uploads/a.png)\n", "utf-8")
    (large / "uploads" / "a.png").write_text("x", "utf-8")
    check(large)
    (large / "uploads" / "a.png").unlink()
    assert_same(large)
    (large / "uploads" / "a.png").write_text("x", "utf-8")
    assert_same(large)
    assert check(large).report["summary"]["errors"] == 0


def test_a_link_on_the_way_that_leads_out_no_more_is_seen(large: Path) -> None:
    """Of what lies outside nothing is known, and nothing that is there came or went."""
    (large / "_config.yml").write_text("title: x\n", "utf-8")
    (large / "inside").mkdir()
    (large / "inside" / "c.md").write_text("x\n", "utf-8")
    (large / "_includes").mkdir()
    ways = (large / "way", large / "_includes" / "way")
    for way in ways:
        way.symlink_to(large.parent)
    text = "---\ntitle: a\n---\n\n![i](way/img.png) [b](way/deux.md) [c](/way/un/)\n\n{% include way/x.html %}\n"
    (large / "a.md").write_text(text, "utf-8")
    os.utime(large / "a.md", (1_600_000_000, 1_600_000_000))
    for _ in range(2):
        assert [found for found in check(large).found if found[1] == "a.md"] == []
    for way in ways:
        way.unlink()
        way.symlink_to(large / "inside")
    assert_same(large)
    assert [rule for rule, path, _, _ in check(large).found if path == "a.md"] == ["EV306", "EV306", "EV306", "EV318"]
    for way in ways:
        way.unlink()
        way.symlink_to(large.parent)
    assert_same(large)
    assert [found for found in check(large).found if found[1] == "a.md"] == []


def test_no_password_of_an_address_is_remembered(site: Path) -> None:
    with_password = "---\ntitle: A\n---\n\n[a](https://mairie:hunter2@photos.mairie.fr/2026/)\n"
    (site / "a.md").write_text(with_password, encoding="utf-8")
    (site / "b.md").write_text(with_password.replace("mairie:hunter2@", "hunter3."), encoding="utf-8")
    check(site)
    kept = b"".join(file.read_bytes() for file in (site.parent / "cache").rglob("*") if file.is_file())
    assert b"hunter3" in kept
    assert b"hunter2" not in kept
