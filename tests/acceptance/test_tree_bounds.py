"""What a stranger's tree names is read inside the tree only, and only what is meant for evlint is sent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from run_evlint import Ended, evlint

from evlint.io.disk_files import DiskFiles

OUTSIDE = '{"type": "object", "required": ["secret-key"]}'
COLLECTION = '[[collection]]\nname = "a"\nfiles = ["*.md"]\nschema = "{}"\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "outside.json").write_text(OUTSIDE, "utf-8")
    (tmp_path / "outside.md").write_text("# secret\n\n[x](http://bo.ministere.fr/)\n", "utf-8")
    tree = tmp_path / "tree"
    (tree / "schemas").mkdir(parents=True)
    (tree / ".git").mkdir()
    (tree / "post.md").write_text("---\ntitle: x\n---\n", "utf-8")
    return tree


def check(tree: Path, *args: str) -> Ended:
    return evlint("check", "--offline", "--no-cache", "--format", "json", *args, cwd=tree)


@pytest.mark.parametrize("name", ["../outside.json", "schemas/link.json", "folder/outside.json", "/etc/passwd"])
@pytest.mark.parametrize("by", ["configuration", "post", "reference"])
def test_no_schema_is_read_outside_the_tree(tree: Path, name: str, by: str) -> None:
    (tree / "schemas" / "link.json").symlink_to("../../outside.json")
    (tree / "folder").symlink_to("..")
    if by == "configuration":
        (tree / "evlint.toml").write_text(COLLECTION.format(name), "utf-8")
    elif by == "post":
        (tree / "post.md").write_text(f"---\ntitle: x\n$schema: {name}\n---\n", "utf-8")
    else:
        (tree / "own.json").write_text(f'{{"$ref": "{name}"}}', "utf-8")
        (tree / "evlint.toml").write_text(COLLECTION.format("own.json"), "utf-8")
    ended = check(tree, "post.md")
    assert ended.status == 2
    assert "secret-key" not in ended.out + ended.err
    assert "defect" not in ended.err


def test_a_link_inside_the_tree_is_followed(tree: Path) -> None:
    (tree / "real.json").write_text(OUTSIDE, "utf-8")
    (tree / "schemas" / "link.json").symlink_to("../real.json")
    (tree / "evlint.toml").write_text(COLLECTION.format("schemas/link.json"), "utf-8")
    assert [rule for rule, _, _, _ in check(tree).found] == ["EV101"]


def test_posts_and_anchors_stay_inside_the_tree(tree: Path) -> None:
    (tree / "link.md").symlink_to("../outside.md")
    (tree / ".git" / "config").write_text("[x](http://bo.ministere.fr/)\n", "utf-8")
    (tree / "git.md").symlink_to(".git/config")
    (tree / "_config.yml").write_text("title: x\n", "utf-8")
    (tree / "post.md").write_text("[x](link.md#nowhere)\n", "utf-8")
    assert check(tree).found == []


def test_links_are_judged_by_where_they_lead(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree.parent)
    assert DiskFiles(".").read("post.md") is None  # what is learnt of one working folder does not hold in the next
    monkeypatch.chdir(tree)
    (tree / ".git" / "config").write_text("token", "utf-8")
    (tree / "a.md").symlink_to(".git/config")
    (tree / "b.md").symlink_to("post.md")
    (tree / "c.md").symlink_to("../outside.md")
    (tree / "schemas" / "post.md").write_text("x", "utf-8")
    (tree / "schemas" / ".git").write_text("gitdir: elsewhere", "utf-8")
    files = DiskFiles(".")
    read = [files.read(name) is not None for name in ("post.md", "a.md", "b.md", "c.md", "schemas/../post.md")]
    assert read == [True, False, True, False, True]
    read = [
        files.read(name) is not None for name in ("schemas/post.md", "schemas/.git", "../outside.md", ".git/config")
    ]
    assert read == [True, False, False, False]


@pytest.mark.parametrize("name", ["link.json", "folder/outside.json", "pipe", "."])
def test_no_baseline_is_read_outside_the_tree_or_from_a_device(tree: Path, name: str) -> None:
    (tree / "link.json").symlink_to("/dev/zero")
    (tree / "folder").symlink_to("..")
    os.mkfifo(tree / "pipe")
    (tree / "evlint.toml").write_text(f'baseline = "{name}"\n', "utf-8")
    ended = check(tree)
    assert ended.status == 2
    leads_out = name in ("link.json", "folder/outside.json")
    assert ("leads out of the folder" if leads_out else "the baseline cannot be read") in ended.err
    (tree / "evlint.toml").unlink()
    assert check(tree, "--baseline", "/dev/zero").status == 2


def test_an_own_schema_with_an_impossible_address_costs_that_post_its_schema(tree: Path) -> None:
    (tree / "own.json").write_text('{"$id": "http://[", "$ref": "x"}', "utf-8")
    (tree / "evlint.toml").write_text(COLLECTION.format("own.json"), "utf-8")
    (tree / "post.md").write_text("---\ntitle: x\n---\n\n[x](http://bo.ministere.fr/)\n", "utf-8")
    ended = check(tree)
    assert ended.status == 2
    assert ended.err == "evlint: own.json:1:1: An “$id” or a “$ref” in this schema is no address.\n"
    assert [rule for rule, _, _, _ in ended.found] == ["EV301"]
