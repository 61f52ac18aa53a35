"""What is worked out for a folder from the one above it is what would be found for it alone."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from evlint.cache.dependencies import DependencyRecorder
from evlint.cache.pages import PageCache
from evlint.io.tree import Tree as FileTree
from evlint.model.context import RuleContext
from evlint.model.settings import Settings
from evlint.pipeline.sites import Sites
from evlint.site.detect import site_root_of

FILES = (
    ".git/HEAD", "_config.yml", "a/b/c/d/x.md", "a/b/e/x.md", "a/x.md", "site/hugo.toml", "site/content/p/q/x.md",
    "site/content/p/_posts/2024/x.md", "bare/_posts/deep/x.md", "bare/x/y/z.md", "repo/.git/HEAD", "repo/docs/x/y.md",
    "content/s/x.md", "nested/_config.yml/x.md", "nested/deep/er/x.md", "archetypes/x/y/x.md",
)  # fmt: skip


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    (tmp_path / "a/link").symlink_to("../site/content")
    (tmp_path / "a/loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def folders() -> list[str]:
    return [folder.removeprefix("./").removeprefix(".") for folder, _, _ in os.walk(".", followlinks=True)]


@pytest.mark.parametrize("inner", [".", "site", "a/b", "repo/docs"])
@pytest.mark.parametrize("backwards", [False, True])
def test_roots_of_sites(tree: Path, monkeypatch: pytest.MonkeyPatch, inner: str, backwards: bool) -> None:
    names = [
        *folders(), *(str(tree / one) for one in folders()), "../a/b", "..", "a//b", "./a/b", "a/../a/b", "missing/x",
        *("/".join(["a"] * number) for number in range(25, 40)), *("/".join([".."] * number) for number in range(1, 9)),
    ]  # fmt: skip
    monkeypatch.chdir(tree / inner)
    # A named generator: else what lies beside a content folder belongs to no site (test_generators holds that).
    sites = Sites(Settings(generator="none"), date(2026, 1, 15), FileTree(("/",)))
    depth = len([part for part in str((tree / inner).resolve()).split("/") if part])
    for folder in reversed(names) if backwards else names:
        path = os.path.join(folder, "x.md")
        assert sites.root_of(path) == site_root_of(path, os.path.exists, depth=depth), path


def test_where_folders_really_are(tree: Path) -> None:
    names = [
        "",
        "a",
        "a/b",
        "a/link",
        "a/link/p",
        "a/link/p/q",
        "a/loop",
        "a/loop/x",
        "missing/x/y",
        "a/../a/b",
        str(tree),
    ]
    files = FileTree()
    for folder in (*names, *reversed(names)):
        assert files.real_of(folder) == os.path.realpath(folder or "."), folder


def test_nothing_is_noted_where_nothing_is_remembered(tree: Path) -> None:
    sites = Sites(Settings(generator="none"), date(2026, 1, 15), FileTree())
    context = RuleContext(today=date(2026, 1, 15))
    assert sites.recording(".", context) is context
    assert not isinstance(sites.tree("."), DependencyRecorder)
    sites = Sites(Settings(generator="none"), date(2026, 1, 15), FileTree())
    sites.pages = PageCache(str(tree / "cache"), lambda: b"pages")
    assert sites.recording(".", context) is not context
    assert isinstance(sites.tree("."), DependencyRecorder)
