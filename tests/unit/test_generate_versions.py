"""No page asks for a version that does not exist: they name the newest release of the changelog."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from generate_versions import generated, newest, with_version  # noqa: E402 - a script, in no package

PAGE = """
- uses: evlint/evlint@{0}
  repo: https://github.com/evlint/evlint
    rev: {0}
  pip install https://github.com/evlint/evlint/archive/{0}.tar.gz
  git+https://github.com/evlint/evlint@{0}
"""
OTHERS = """
- uses: actions/checkout@v1.2.3
  https://github.com/evlint/evlint/blob/main/x.md git+https://github.com/evlint/evlint
  - repo: https://example.org/other
    rev: v1.0.0
"""


@pytest.mark.parametrize(
    ("changelog", "wanted"),
    [
        ("## [Unreleased]\n\n## [0.1.0]\n", "main"),
        ("## [Unreleased]\n\n## [0.2.0] - 2026-12-24\n\n## [0.1.0] - 2026-12-01\n", "v0.2.0"),
        ("", "main"),
    ],
)
def test_the_newest_release_is_named(changelog: str, wanted: str) -> None:
    assert newest(changelog) == wanted


@pytest.mark.parametrize("before", ["main", "v0.1.0"])
def test_each_place_and_no_other_is_written(before: str) -> None:
    page = PAGE.format(before) + OTHERS
    assert with_version(page, "v0.2.0") == PAGE.format("v0.2.0") + OTHERS
    assert with_version(page, "main") == PAGE.format("main") + OTHERS


def test_the_pages_of_the_project_are_among_them() -> None:
    assert {"README.md", "README.fr.md", "docs/guides/ci.md", "docs/guides/pre-commit.md"} <= set(generated())
