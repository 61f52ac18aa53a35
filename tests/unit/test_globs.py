"""File patterns: what they match, and that no pattern takes long."""

from __future__ import annotations

import pytest

from effort import takes_less
from evlint.model.globs import Globs, relative_to


@pytest.mark.parametrize(
    ("patterns", "path", "matches"),
    [
        ([], "a.md", False),
        (["*.md"], "a.md", True),
        (["*.md"], "deep/down/a.md", True),
        (["*.md"], "a.mdx", False),
        (["_evenements/**"], "_evenements/2022/a.md", True),
        (["_evenements/**"], "x/_evenements/a.md", False),
        (["**/_evenements/*.md"], "x/_evenements/a.md", True),
        (["_evenements/*.md"], "_evenements/2022/a.md", False),
        (["drafts"], "x/drafts/a.md", True),
        (["drafts/"], "x/drafts/a.md", True),
        (["drafts/"], "x/drafts", False),
        (["/drafts"], "x/drafts/a.md", False),
        (["./content/**"], "content/a.md", True),
        (["a/**/b.md"], "a/b.md", True),
        (["a/**/b.md"], "a/x/y/b.md", True),
        (["**"], "a.md", True),
        (["*.md", "!README.md"], "README.md", False),
        (["*.md", "!README.md", "docs/README.md"], "docs/README.md", True),
        (["# *.md", "", "   "], "a.md", False),
        (["20[12]?-*.md"], "2019-x.md", True),
        (["[!_]*.md"], "_index.md", False),
        (["[a"], "[a", True),
        ([r"\#a", r"\!b"], "!b", True),
        (["été*.md"], "étés.md", True),
    ],
)
def test_a_pattern(patterns: list[str], path: str, matches: bool) -> None:
    assert Globs(patterns).match(path) is matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 400 + "b", "a" * 20_000),
        ("**/a/" * 200 + "b", "a/" * 5_000),
        ("**/*a*/" * 100 + "b", "a/" * 5_000),
        ("[" * 100_000, "["),
        ("[a-z]*" * 200 + "x", "a" * 20_000),
    ],
    ids=["stars", "folders", "both", "brackets", "ranges"],
)
def test_no_pattern_takes_long(pattern: str, path: str) -> None:
    assert not Globs([pattern]).match(path)
    assert takes_less(lambda: Globs([pattern]).match(path), 2)


@pytest.mark.parametrize(
    ("path", "root", "here", "seen"),
    [
        ("a/b.md", ".", "", "a/b.md"),
        ("a/b.md", "..", "site", "site/a/b.md"),
        ("a/b.md", "../..", "x/site", "x/site/a/b.md"),
        ("../b.md", "..", "site", "b.md"),
        ("../y/b.md", "../..", "x/site", "x/y/b.md"),
        ("site/a.md", "site", "..", "a.md"),
        ("other/a.md", "site", "..", "../other/a.md"),
    ],
)
def test_a_path_as_seen_from_the_root(path: str, root: str, here: str, seen: str) -> None:
    assert relative_to(path, root, here) == seen
