"""`evlint schema infer`, `list` and `show`, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evlint.cli import run


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text("---\ntitle: Été\ndate: 2022-11-03\n---\n", "utf-8")
    (tmp_path / "posts" / "b.md").write_text("+++\ntitle = 'B'\ndraft = true\n+++\n", "utf-8")
    (tmp_path / "posts" / "c.md").write_text("No front matter\n", "utf-8")
    (tmp_path / "posts" / "note.txt").write_text("---\nother: 1\n---\n", "utf-8")
    return tmp_path


def test_infer(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "infer", "posts"]) == 0
    out, err = capsys.readouterr()
    schema = json.loads(out)
    assert schema["$comment"] == "Inferred from 2 posts."
    assert schema["required"] == ["title"]
    assert list(schema["properties"]) == ["date", "draft", "title"]
    assert err == ""


def test_what_infer_prints_checks_those_posts(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "infer", "posts"]) == 0
    (site / "s.json").write_text(capsys.readouterr().out, "utf-8")
    (site / "evlint.toml").write_text('[[collection]]\nname = "p"\nfiles = ["posts/**"]\nschema = "s.json"\n', "utf-8")
    assert run(["check", "posts", "--select", "EV1", "--format", "concise", "--no-cache"]) == 0
    (site / "posts" / "d.md").write_text("---\ntitel: D\n---\n", "utf-8")
    assert run(["check", "posts", "--select", "EV1", "--format", "concise", "--no-cache"]) == 1
    assert "posts/d.md:1:1: error EV101" in capsys.readouterr().out


def test_infer_leaves_out_what_cannot_be_read(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "posts" / "bad.md").write_text("---\ntitle: [\n---\n", "utf-8")
    (site / "posts" / "bytes.md").write_bytes(b"---\ntitle: \xff\n---\n")
    assert run(["schema", "infer", "posts"]) == 0
    out, err = capsys.readouterr()
    assert "Inferred from 2 posts." in out
    assert err.splitlines() == [
        "evlint: posts/bad.md is left out: its front matter cannot be read.",
        "evlint: posts/bytes.md is left out: its front matter cannot be read.",
    ]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["schema", "infer", "gone"], "There is no “gone”."),
        (["schema", "infer", "posts/c.md"], "nothing to infer from"),
        (["schema", "infer"], "PATH"),
        (["schema", "show", "evenment"], "Did you mean “evenement”?"),
        (["schema", "show", "report"], "There are post, evenement, actualite and communique."),
    ],
)
def test_what_cannot_be_done_is_said(
    site: Path, capsys: pytest.CaptureFixture[str], argv: list[str], words: str
) -> None:
    assert run(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


def test_list_and_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "list"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["post", "evenement", "actualite", "communique"]
    for name in names:
        assert run(["schema", "show", name]) == 0
        assert json.loads(capsys.readouterr().out)["title"]
