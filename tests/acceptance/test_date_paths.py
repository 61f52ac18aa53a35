"""A path in `dates` leads inside; one that leads nowhere in any post is the configuration's mistake, told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from run_evlint import evlint

POST = "---\ntitle: A\nevent:\n  begin: 2026-12-04\n  until: 2026-12-03\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with one event, whose dates stand in a mapping under names of its own."""
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "a.md").write_text(POST, "utf-8")
    (tmp_path / "e" / "b.md").write_text("---\ntitle: no dates\n---\n", "utf-8")
    return tmp_path


def configure(site: Path, start: str) -> None:
    (site / "evlint.toml").write_text(
        f'[[collection]]\nname = "e"\nfiles = ["e/**"]\ndates = {{ start = "{start}", end = "event.until" }}\n', "utf-8"
    )


@pytest.mark.parametrize("start", ["event.begin", "event/begin"])
def test_a_dot_or_a_slash_leads_inside(site: Path, start: str) -> None:
    configure(site, start)
    assert [found[0] for found in evlint("check", "--offline", "--format", "json", cwd=site).found] == ["EV202"]


@pytest.mark.parametrize("paths", [(), ("e",)])
def test_a_path_that_leads_nowhere_is_refused_at_its_place(site: Path, paths: tuple[str, ...]) -> None:
    configure(site, "event.beginn")
    ended = evlint("check", "--offline", "--lang", "en", *paths, cwd=site)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("evlint.toml:4:19: “event.beginn” leads nowhere")


def test_one_post_alone_and_a_collection_without_posts_say_nothing_of_it(site: Path) -> None:
    configure(site, "event.beginn")
    assert evlint("check", "--offline", "e/b.md", cwd=site).status == 0
    (site / "e" / "a.md").unlink()
    (site / "e" / "b.md").unlink()
    (site / "c.md").write_text("---\ntitle: c\n---\n", "utf-8")
    assert evlint("check", "--offline", cwd=site).status == 0
