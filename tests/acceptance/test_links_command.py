"""`evlint links`: every link with its place, and what is known of it."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from badserver import serving
from run_evlint import evlint

POST = (
    "---\ntitle: Un\nlien: https://www.un.fr/a\n---\n\n[deux](/deux/) ![](img/x.png) <https://me:pw@www.un.fr/b>\n\n"
    "[mail](mailto:a@b.fr) [ici](#ici) [gabarit]({{ site.url }}/x) [=1+1](https://www.un.fr/a)\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "post.md").write_text(POST, "utf-8")
    return tmp_path


def links(out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out)["links"]
    return found


def test_every_link_with_its_place_and_kind(folder: Path) -> None:
    ended = evlint("links", "--format", "json", cwd=folder)
    assert ended.status == 0
    assert [(one["url"], one["kind"], one["scope"], one["line"], one["column"]) for one in links(ended.out)] == [
        ("https://www.un.fr/a", "front-matter", "web", 3, 7),
        ("/deux/", "inline", "local", 6, 8),
        ("img/x.png", "image", "local", 6, 20),
        ("https://www.un.fr/b", "autolink", "web", 6, 32),
        ("mailto:a@b.fr", "inline", "other", 8, 8),
        ("#ici", "inline", "anchor", 8, 29),
        ("{{ site.url }}/x", "inline", "other", 8, 45),
        ("https://www.un.fr/a", "inline", "web", 8, 70),
    ]
    assert {one["status"] for one in links(ended.out)} == {"unknown"}
    assert "pw" not in ended.out


def test_csv_is_read_by_spreadsheets_and_runs_nothing_there(folder: Path) -> None:
    rows = list(csv.DictReader(StringIO(evlint("links", "--format", "csv", cwd=folder).out)))
    assert len(rows) == 8
    assert rows[0]["pointer"] == "/lien"
    assert rows[-1]["text"] == "'=1+1"


def test_a_table_for_people(folder: Path) -> None:
    ended = evlint("links", "post.md", cwd=folder)
    assert "post.md:3:7: https://www.un.fr/a  [front-matter] unknown\n" in ended.out
    assert ended.out.endswith("8 links, 7 different ones.\n")


def test_online_shows_status_address_and_age_and_offline_remembers(tmp_path: Path) -> None:
    with serving(1) as server:
        good, moved, gone = server.url("/ok"), server.url("/to/301?/new"), server.url("/status/404")
        (tmp_path / "evlint.toml").write_text('[links]\nallow-private = ["127.0.0.1"]\n')
        (tmp_path / "post.md").write_text(f"<{good}>\n<{moved}>\n<{gone}>\n<{good}#nope>\n")
        ended = evlint("links", "--online", "--format", "json", cwd=tmp_path)
        asked = len(server.seen)
        again = evlint("links", "--format", "json", cwd=tmp_path)
        assert len(server.seen) == asked
        table = evlint("links", cwd=tmp_path).out
        new = server.url("/new")
    assert ended.status == 0
    assert [(one["status"], one["code"]) for one in links(ended.out)] == [
        ("alive", 200), ("alive", 200), ("broken", 404), ("missing-anchor", 200),
    ]  # fmt: skip
    assert links(ended.out)[1]["final_url"] == new
    assert all(0 <= one["age"] < 60 for one in links(ended.out))
    assert [one["status"] for one in links(again.out)] == ["alive", "alive", "unknown", "alive"]
    assert f"{moved}  [autolink] alive 200 -> {new} (" in table


def test_standard_input_and_paths_that_are_not_there(folder: Path) -> None:
    ended = evlint("links", "-", "--format", "json", cwd=folder, stdin=b"[x](https://www.un.fr/)\n")
    assert [one["path"] for one in links(ended.out)] == ["stdin.md"]
    missing = evlint("links", "nothing.md", cwd=folder)
    assert missing.status == 2
    assert "nothing.md" in missing.err
