"""What the posts of a folder have in common: their values, read once however many keys are asked for."""

from __future__ import annotations

import pytest

from evlint.model.files import MemoryFiles
from evlint.model.settings import LinkSettings
from evlint.parse import parse
from evlint.site.detect import detect_site
from evlint.site.tree import SiteTree


class CountingFiles(MemoryFiles):
    """Files that count how often one is read."""

    reads = 0

    def read(self, path: str) -> str | None:
        self.reads += 1
        return super().read(path)


def tree_of(files: MemoryFiles) -> SiteTree:
    return SiteTree(files, detect_site(files, "."), LinkSettings(), parse)


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("date: 2026-01-02", "date", "2026-01-02"),
        ("date: '2026-01-02'  ", "date", "2026-01-02"),
        ('"date": "2026-01-02"', "date", "2026-01-02"),
        ('date = "2026-01-02"', "date", "2026-01-02"),
        ("date:2026", "date", "2026"),
        ("date:\r", "date", ""),
        ("og:title: A: b", "og:title", "A: b"),
        ("event:\n  start: 2026-01-02", "event/start", "2026-01-02"),
        ("date: 'A' or 'B", "date", "'A' or 'B"),
        ("event:\n  date: 2026-01-02", "date", None),
        ("dated: 2026-01-02", "date", None),
        ("'date: 2026-01-02", "date", None),
        ("date 2026-01-02", "date", None),
    ],
)
def test_the_value_of_a_key_is_what_stands_behind_it(line: str, key: str, value: str | None) -> None:
    tree = tree_of(MemoryFiles({"a/x.md": "---\n---\n", "a/y.md": f"---\n{line}\n---\n"}))
    assert tree.values_beside("a/x.md", key) == ([] if value is None else [value])


def test_pairs_stand_in_one_post() -> None:
    heads = {"a": "date: 1\nstart: 2", "b": "date: 3", "c": "start: 4\ndate: 5", "d": "start: 6"}
    tree = tree_of(MemoryFiles({f"p/{name}.md": f"---\n{head}\n---\n" for name, head in heads.items()}))
    assert tree.pairs_beside("p/b.md", "date", "start") == [("1", "2"), ("5", "4")]
    assert tree.pairs_beside("p/a.md", "date", "start") == [("5", "4")]


def test_a_thousand_keys_read_each_post_once() -> None:
    files = CountingFiles({f"p/{number}.md": f"---\nkey{number}: 1\n---\n" for number in range(8)})
    tree = tree_of(files)
    files.reads = 0
    assert sum(len(tree.values_beside("p/0.md", f"key{number}")) for number in range(1_000)) == 7
    assert files.reads == 8
