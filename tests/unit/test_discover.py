"""Finding posts: endings, ignored files, links that lead out, include and exclude, with git and without."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from evlint.io.discover import discover, tree_names

FILES = {
    "a.md": "x", "b.markdown": "x", "c.txt": "x", "d.html": "---\n---\nx", "e.html": "<p>x</p>", "README": "x",
    "sub/f.mkd": "x", "sub/g h.md": "x", "node_modules/n.md": "x", "_site/s.md": "x", "drafts/i.md": "x", "é/j.md": "x",
    "build/o.md": "x", "content/en/build/k.md": "x", "content/node_modules/n.md": "x",
}  # fmt: skip


@pytest.fixture(params=["git", "plain"])
def tree(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / ".gitignore").write_text("drafts/\n", "utf-8")
    if request.param == "git":
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_walk(tree: Path) -> None:
    found = discover([])
    assert found.files == ["a.md", "b.markdown", "content/en/build/k.md", "d.html", "sub/f.mkd", "sub/g h.md", "é/j.md"]
    assert found.missing == []


def test_a_folder_of_sources_named_public_belongs_to_the_tree_of_targets(tree: Path) -> None:
    for name in ("public/css/site.css", "public/2026/index-fr.html", "docs/dist/index.html", "docs/dist/a.pdf"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("---\n---\nx", "utf-8")
    names = tree_names(".")
    assert "public/css/site.css" in names
    assert "public/2026/index-fr.html" in names
    assert "docs/dist/a.pdf" not in names, "a built site begins there"
    assert not any(name.startswith("node_modules") for name in names)


def test_a_named_file_is_always_checked_and_a_missing_one_told(tree: Path) -> None:
    found = discover(["c.txt", "drafts/i.md", "nope.md", "./sub"])
    assert found.files == ["c.txt", "drafts/i.md", "sub/f.mkd", "sub/g h.md"]
    assert found.named == {"c.txt", "drafts/i.md"}
    assert found.missing == ["nope.md"]


def test_an_ignored_folder_that_is_named_is_walked(tree: Path) -> None:
    assert discover(["drafts"]).files == ["drafts/i.md"]


@pytest.mark.parametrize("pattern", ["*", "*.m*\n*.html\n/b.*", "/*"])
@pytest.mark.parametrize("place", [".gitignore", ".git/info/exclude"])
def test_where_git_ignores_all_nothing_is_found(tree: Path, pattern: str, place: str) -> None:
    if not (tree / ".git").exists() and place != ".gitignore":
        (tree / place).parent.mkdir(parents=True)  # no repository: nobody reads it
        (tree / place).write_text(f"{pattern}\n", "utf-8")
        assert "a.md" in discover([]).files
        return
    (tree / place).write_text(f"{pattern}\n", "utf-8")
    assert discover([]).files == discover(["."]).files == []
    assert discover(["a.md"]).files == ["a.md"]


def test_what_a_repository_keeps_to_itself_is_weaker_than_what_it_shares(tree: Path) -> None:
    """As git has it: a `.gitignore` takes back what `info/exclude` ignores."""
    (tree / ".git" / "info").mkdir(parents=True, exist_ok=True)
    (tree / ".git" / "info" / "exclude").write_text("*.md\nsub/*.mkd\nb.markdown\nd.html\n", "utf-8")
    (tree / ".gitignore").write_text("drafts/\n!a.md\n", "utf-8")
    if (tree / ".git" / "HEAD").exists():
        assert discover([]).files == ["a.md"]
        assert discover(["sub"]).files == [], "the folder is not ignored, what is in it is"
    assert discover(["drafts"]).files == ["drafts/i.md"]


def test_include_and_exclude(tree: Path) -> None:
    assert discover(["."], include=["*.txt"]).files == ["c.txt"]
    assert discover(["."], exclude=["sub/", "*.html"]).files == [
        "a.md",
        "b.markdown",
        "content/en/build/k.md",
        "é/j.md",
    ]
    assert discover(["a.md"], exclude=["*.md"]).files == ["a.md"]
    assert discover(["a.md"], exclude=["*.md"], force_exclude=True).files == []


def test_links_that_lead_out_and_loops_are_not_followed(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("x", "utf-8")
    os.symlink(outside, tree / "out.md")
    os.symlink(tree / "a.md", tree / "in.md")
    os.symlink(tree, tree / "sub" / "loop")
    os.symlink(tree / "self.md", tree / "self.md")
    assert discover([]).files == [
        "a.md",
        "b.markdown",
        "content/en/build/k.md",
        "d.html",
        "in.md",
        "sub/f.mkd",
        "sub/g h.md",
        "é/j.md",
    ]
