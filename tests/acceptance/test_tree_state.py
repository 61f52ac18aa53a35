"""What is kept of a whole tree: a run that finds everything as it was reads nothing, and no change goes unnoticed.

The runs are made in this process, with a clock that ticks at once: else what was just written would count as suspect.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from evlint.cache import pages, reuse, tree_state
from evlint.cache.tree_state import Known
from evlint.io import disk_files, looks
from evlint.io import read as reading
from evlint.io.discover import tree_names
from evlint.model.outcome import Outcome
from evlint.pipeline import posts, remembered, run
from evlint.pipeline.request import Request

POSTS = 60
FEW = 40  # files: of fewer the cache is asked file by file, of 150 in a run of a user
TODAY = date(2026, 2, 15)
P3, P4 = "_posts/2026-01-04-p3.md", "_posts/2026-01-05-p4.md"


@pytest.fixture(autouse=True)
def _few_are_many() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:  # not undone by a test that undoes its own
        patch.setattr(remembered, "FEWEST_FILES", FEW)
        yield


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Jekyll site whose posts lead to each other, to pictures and to what git ignores."""
    here = tmp_path / "site"
    monkeypatch.setenv("EVLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(tree_state, "TICK", 0)
    monkeypatch.setattr(pages, "TICK", 0)
    monkeypatch.setattr(looks, "TICK", 0)
    texts = {
        "_config.yml": "timezone: Europe/Paris\npermalink: /:title/\n",
        ".gitignore": "uploads/\n",
        "README.md": "# Site\n",
        "img/a.png": "x",
        "uploads/b.png": "x",
        "_layouts/post.html": "{{ content }}\n",
        "_data/authors.yml": "lea:\n  name: Léa\nnoe:\n  name: Noé\n",
    }
    for number in range(POSTS):
        texts[f"_posts/2026-01-{number % 28 + 1:02}-p{number}.md"] = (
            f"---\ntitle: P{number}\nauthor: {'lea' if number % 2 else 'noe'}\ntags: [santé]\n---\n\n## Partie {number}\n\n"
            f"[suite](/p{(number + 1) % POSTS}/#partie-{(number + 1) % POSTS}) ![](/img/a.png) ![](/uploads/b.png)\n"
        )
    for name, text in texts.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text, "utf-8")
    (here / "empty").mkdir()
    monkeypatch.chdir(here)
    return here


def check(*paths: str, no_cache: bool = False, today: date = TODAY) -> Outcome:
    return run.prepare(Request(paths=paths, online=False, no_cache=no_cache, today=today, jobs=1)).outcome()


def opened(monkeypatch: pytest.MonkeyPatch, *modules: ModuleType) -> list[str]:
    """Note every file that is read from now on by some modules."""
    read: list[str] = []

    def noted(path: str, max_size: int) -> object:
        read.append(path)
        return reading.read_file(path, max_size)

    for module in modules:
        monkeypatch.setattr(module, "read_file", noted)
    return read


@pytest.mark.parametrize("paths", [(), ("_posts",)], ids=["the whole site", "its posts alone"])
def test_where_nothing_changed_nothing_is_read(
    site: Path, monkeypatch: pytest.MonkeyPatch, paths: tuple[str, ...]
) -> None:
    first = check(*paths)
    assert first.files >= POSTS
    read = opened(monkeypatch, posts, run, reuse, disk_files)
    monkeypatch.setattr(run.Run, "linter", None)  # no rule is even loaded
    assert check(*paths) == first
    assert read == []


def test_where_a_few_bodies_changed_only_they_are_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check("_posts")
    changed = sorted((site / "_posts").iterdir())[3:13]
    for path in changed:
        with path.open("a", encoding="utf-8") as file:
            file.write("\nLe jeudi 3 novembre 2022.\n\n[x](http://localhost/)\n")
    read = opened(monkeypatch, posts, run, reuse)  # the tree itself reads those for whose anchors they ask
    monkeypatch.setattr(run.Run, "_of_site", None)  # their entries of the index say what they said
    warm = check("_posts")
    assert {path for path in read if path.startswith("_posts/")} == {str(path.relative_to(site)) for path in changed}
    monkeypatch.undo()
    monkeypatch.chdir(site)
    assert warm == check("_posts", no_cache=True)


def test_a_run_over_a_few_posts_asks_the_state_of_the_whole(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the whole run found of a post is said again; neither the post nor its site is read, and nobody lists files."""
    first = check()
    read = opened(monkeypatch, posts, run, reuse, disk_files)
    monkeypatch.setattr(run.Run, "linter", None)
    monkeypatch.setattr(disk_files, "tree_names", None)
    for few in ((P3,), (P3, P4), ("README.md",)):
        warm = check(*few)
        assert warm.files == len(few)
        assert warm.diagnostics == tuple(one for one in first.diagnostics if one.path in few)
    assert read == []


def test_of_an_edited_post_nothing_else_is_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links that stood in it before lead where they led; once it is remembered, the post itself is asked nothing more."""
    check()
    with (site / P3).open("a", encoding="utf-8") as file:
        file.write("\nLe jeudi 3 novembre 2022.\n")
    read = opened(monkeypatch, posts, run, reuse)
    monkeypatch.setattr(disk_files, "tree_names", None)
    monkeypatch.setattr(run.Run, "_of_site", None)
    warm = check(P3)
    assert {path for path in read if path.startswith("_posts/")} == {P3}
    monkeypatch.setattr(run.Run, "linter", None)
    assert check(P3) == warm
    monkeypatch.undo()
    monkeypatch.chdir(site)
    assert warm == check(P3, no_cache=True)
    assert check() == check(no_cache=True)


@pytest.mark.parametrize("how", ["added though ignored", "ignored elsewhere", "another tree"])
def test_what_the_list_of_files_depends_on_is_looked_at(site: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """No file and no folder of the site changes, and its list of files does."""
    monkeypatch.setenv("HOME", str(site.parent))
    git(site, "init", "-q")
    git(site, "add", ".")
    (site / "uploads/neu.png").write_text("x", "utf-8")
    check()
    listed: list[str] = []

    def noted(folder: str, names: Sequence[str] | None = None) -> list[str]:
        listed.append(folder)
        return tree_names(folder, names)

    monkeypatch.setattr(disk_files, "tree_names", noted)
    check(P3)
    assert listed == []
    if how == "added though ignored":
        git(site, "add", "-f", "uploads/neu.png")
    elif how == "ignored elsewhere":
        (site / ".git/info/exclude").write_text("img/\n", "utf-8")
    else:
        (site.parent / ".gitconfig").write_text("[core]\nexcludesFile = ignored\n", "utf-8")
    check(P3)
    assert listed != []


def git(folder: Path, *args: str) -> None:
    subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True)


def test_a_post_depends_on_a_configuration_that_was_read_for_another(site: Path) -> None:
    """What is asked about an edited post for the sake of others reads the site first, before any post is linted."""
    check()
    with (site / P4).open("a", encoding="utf-8") as file:
        file.write("\nDu texte.\n")
    assert check() == check(no_cache=True)
    (site / "_config.yml").write_text("timezone: Europe/Paris\npermalink: /blog/:title/\n", "utf-8")
    assert check() == check(no_cache=True)


def test_a_schema_of_no_use_is_told_in_every_run(site: Path) -> None:
    (site / "s.json").write_text('{"required": ["title"]}', "utf-8")
    write("_posts/2026-01-09-s.md", "---\n$schema: ../s.json\ntitle: x\n---\n")(site)
    assert check() == check(no_cache=True)
    (site / "s.json").write_text("{", "utf-8")
    cold = check(no_cache=True)
    assert any(one.is_unusable for one in cold.notices)
    assert [check(), check()] == [cold, cold]


def test_another_day_or_request_has_no_state(site: Path) -> None:
    check()
    for today in (date(2025, 12, 1), TODAY):
        assert check(today=today) == check(today=today, no_cache=True)
    assert check("_posts") == check("_posts", no_cache=True)


def write(name: str, text: str) -> Callable[[Path], object]:
    def edit(site: Path) -> None:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")

    return edit


def gone(name: str) -> Callable[[Path], object]:
    return lambda site: (site / name).unlink(missing_ok=True)


EDITS: tuple[Callable[[Path], object], ...] = (
    gone("img/a.png"), write("img/a.png", "x"), gone("uploads/b.png"), write("uploads/b.png", "x"),
    write(P3, "---\ntitle: P3\nauthor: lea\ntags: [santé]\n---\n\n## Autre\n\n[x](http://localhost/)\n"),
    write(P3, "---\ntitle: P3\nauthor: lea\ntags: [santé]\n---\n\n## Partie 3\n\nLe lundi 3 mars 2026.\n"),
    write(P3, "---\ntitle: P3\nauthor: laé\ntags: [Sante]\npermalink: /ailleurs/\n---\n\n## Partie 3\n"),
    write(P3, "---\ntitle: P3\nauthor: lea\ntags: [Santé]\n---\n\n<!-- evlint-disable-file EV503: x -->\n\n## Partie 3\n"),
    write(P4, "---\ntitle: P4\npublished: false\n---\n"), gone(P4),
    write(P4, "---\ntitle: P4\nauthor: noe\ntags: [santé]\n---\n\n## Partie 4\n"),
    write("_posts/2026-01-09-neu.md", "---\ntitle: P3\npermalink: /p3/\n---\n\n[x](/p4/)\n"),
    gone("_posts/2026-01-09-neu.md"),
    write("_data/authors.yml", "lea:\n  name: L\n"), write("_data/authors.yml", "lea:\n  name: L\nnoe:\n  name: N\n"),
    write("_config.yml", "timezone: Europe/Paris\npermalink: /blog/:title/\n"),
    write("_config.yml", "timezone: Europe/Paris\npermalink: /:title/\n"),
    write("empty/c.png", "x"), gone("empty/c.png"), write("evlint.toml", 'ignore = ["EV503"]\n'), gone("evlint.toml"),
    write("README.md", "# Site\n\n[x](img/a.png) [y](/p3/)\n"), write(".gitignore", "uploads/\n*.tmp\n"),
    lambda _: check("_posts"), lambda _: check(P3), lambda _: check(today=date(2026, 3, 1)),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_a_kept_state_says_what_a_cold_run_says(
    site: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    used: list[Known | None] = []
    few_used: list[Known | None] = []
    for where, name, into in ((tree_state.StateFile, "known", used), (tree_state, "known_of", few_used)):
        monkeypatch.setattr(where, name, noting(getattr(where, name), into))
    chance = random.Random(seed)  # noqa: S311 edits, not secrets
    check()
    for _ in range(16):
        for edit in chance.sample(EDITS, chance.choice((0, 1, 1, 2))):
            edit(site)
        for few in chance.sample(((P3,), (P4,), (P3, P4), ("README.md", P3)), chance.choice((0, 1, 2))):
            there = [path for path in few if (site / path).exists()]
            assert check(*there) == check(*there, no_cache=True), few
        if chance.random() < 0.8:
            assert check() == check(no_cache=True)
    assert any(one is not None for one in used)
    assert any(one is not None for one in few_used)


def noting(known: Callable[..., Known | None], into: list[Known | None]) -> Callable[..., Known | None]:
    def noted(*args: object) -> Known | None:
        into.append(known(*args))
        return into[-1]

    return noted


def test_a_damaged_state_is_as_good_as_none(site: Path) -> None:
    first = check()
    (kept,) = (site.parent / "cache").glob("tree-*")
    data = kept.read_bytes()
    for damaged in (b"", data[: len(data) // 2], data[:-1] + b"\0", b"x" + data):
        kept.write_bytes(damaged)
        assert check() == first


def test_a_schema_that_went_away_is_told_by_each_run_after(site: Path) -> None:
    (site / "_posts/s.json").write_text('{"type": "object"}', "utf-8")
    post = site / "_posts/2026-01-01-p0.md"
    post.write_text(post.read_text("utf-8").replace("title:", "$schema: s.json\ntitle:"), "utf-8")
    assert not check().notices
    (site / "_posts/s.json").unlink()
    for _ in range(3):
        assert [notice.is_unusable for notice in check().notices] == [True]


def test_a_broken_configuration_beside_the_posts_is_told_by_each_run(site: Path) -> None:
    (site / "other/archetypes").mkdir(parents=True)
    (site / "other/hugo.toml").write_text("x = [\n", "utf-8")
    (site / "other/archetypes/a.md").write_text(
        "---\ntitle: a\n---\n", "utf-8"
    )  # left out, by the folder's own generator
    for _ in range(3):
        assert ["is broken here" in notice.text for notice in check().notices].count(True) == 1
