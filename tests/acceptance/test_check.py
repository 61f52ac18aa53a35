"""The main job through the real executable: the example post, the formats, the exit statuses, bad input."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest
from run_evlint import Ended, evlint

EXAMPLE = "mois-innovation-publique-2022.md"
CLEAN = (
    "---\ntitle: Atelier\ndate: 2026-01-10 09:00:00 +01:00\n---\n\nBienvenue à [l'atelier](https://www.example.org/).\n"
)
REPORT_SCHEMA = Path(__file__).parents[2] / "schemas" / "report.schema.json"


@pytest.fixture
def site(tmp_path: Path, fixtures: Path) -> Path:
    content = tmp_path / "content"
    content.mkdir()
    (content / "post.md").write_bytes((fixtures / "demo" / EXAMPLE).read_bytes())
    return tmp_path


def clean(folder: Path, name: str = "clean.md") -> Path:
    path = folder / name
    path.write_text(CLEAN, "utf-8")
    return path


def assert_no_traceback(ended: Ended) -> None:
    assert "Traceback" not in ended.err + ended.out


def test_the_example_gives_exactly_one_finding_in_json(site: Path) -> None:
    ended = evlint("check", "--offline", "--format", "json", "--fail-on", "info", "content/", cwd=site)
    assert ended.status == 1
    loud = [d for d in ended.report["diagnostics"] if d["severity"] != "info"]
    assert len(loud) == 1
    found = loud[0]
    assert (found["rule"], found["name"], found["severity"]) == ("EV301", "staging-link", "error")
    assert found["path"] == "content/post.md"
    assert (found["start"]["line"], found["start"]["column"]) == (44, 41)
    assert (found["end"]["line"], found["end"]["column"]) == (44, 173)
    assert found["url"].startswith("https://bo-modernisation2021.bercy.actimage.net/")
    data = (site / "content" / "post.md").read_bytes()
    assert data[found["start"]["offset"] : found["end"]["offset"]].decode() == found["url"]
    assert ended.report["summary"]["links"]["found"] == 6


def test_the_report_is_valid_against_its_schema(site: Path) -> None:
    (site / "content" / "bad.md").write_text(
        "---\ntitle: x\ntitle: y\nevent_start_date: 2026-03-02\nevent_end_date: 2026-03-01\n---\n[a](http://localhost/)\n"
        "<!-- evlint-disable-next-line EV301: on purpose -->\n[b](https://preprod.example.fr/)\n",
        "utf-8",
    )
    ended = evlint("check", "--offline", "--format", "json", cwd=site)
    jsonschema.Draft202012Validator(json.loads(REPORT_SCHEMA.read_text("utf-8"))).validate(ended.report)
    assert {d["rule"] for d in ended.report["diagnostics"]} >= {"EV005", "EV202", "EV301", "EV302"}
    assert [one["reason"] for one in ended.report["suppressed"]] == ["on purpose"]


@pytest.mark.parametrize("name", ["table", "full", "concise", "json"])
def test_every_format_shows_the_finding(site: Path, name: str) -> None:
    ended = evlint("check", "--offline", "--format", name, "content/post.md", cwd=site)
    assert ended.status == 1
    assert "EV301" in ended.out
    assert "44" in ended.out
    assert "bo-modernisation2021.bercy.actimage.net" in ended.out
    assert "\x1b" not in ended.out


def test_concise_is_the_default_without_a_terminal(site: Path) -> None:
    ended = evlint("check", "--offline", "content/post.md", cwd=site)
    assert re.search(r"^content/post\.md:44:41: error EV301 ", ended.out, re.MULTILINE)


def test_standard_input_under_a_name(site: Path) -> None:
    data = (site / "content" / "post.md").read_bytes()
    ended = evlint(
        "check", "--offline", "--format", "json", "--stdin-filename", "content/other.md", "-", stdin=data, cwd=site
    )
    assert ended.status == 1
    assert ("EV301", "content/other.md", 44, 41) in ended.found


def test_clean_is_0(tmp_path: Path) -> None:
    clean(tmp_path)
    ended = evlint("check", "--offline", cwd=tmp_path)
    assert (ended.status, ended.err) == (0, "")


@pytest.mark.parametrize(("fail_on", "status"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(tmp_path: Path, fail_on: str, status: int) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: x\n---\n[texte]()\n", "utf-8")
    ended = evlint("check", "--offline", "--select", "EV304", "--fail-on", fail_on, cwd=tmp_path)
    assert "EV304" in ended.out
    assert ended.status == status


def test_no_file_matched_is_told_and_0(tmp_path: Path) -> None:
    ended = evlint("check", cwd=tmp_path)
    assert ended.status == 0
    assert "No post" in ended.err


def test_a_missing_path_is_2_and_the_others_are_reported(site: Path) -> None:
    ended = evlint("check", "--offline", "content/psot.md", "content/post.md", cwd=site)
    assert ended.status == 2
    assert "content/psot.md" in ended.err
    assert "content/post.md" in ended.err
    assert "EV301" in ended.out
    assert_no_traceback(ended)


@pytest.mark.parametrize(
    "args",
    [
        ["--format", "xml"],
        ["--nope"],
        ["--fail-on", "all"],
        ["--today", "tomorrow"],
        ["--select", "EV9X"],
        ["-", "a.md"],
    ],
)
def test_bad_options_are_2(tmp_path: Path, args: list[str]) -> None:
    clean(tmp_path)
    ended = evlint("check", *args, cwd=tmp_path)
    assert ended.status == 2
    assert ended.err.strip()
    assert_no_traceback(ended)


def test_a_bad_configuration_is_2_with_its_place_and_the_nearest_key(tmp_path: Path) -> None:
    clean(tmp_path)
    (tmp_path / "evlint.toml").write_text('timezone = "Europe/Paris"\nselct = ["EV"]\n', "utf-8")
    ended = evlint("check", cwd=tmp_path)
    assert ended.status == 2
    assert "evlint.toml:2" in ended.err
    assert "select" in ended.err
    assert len(ended.err.strip().splitlines()) == 1
    assert_no_traceback(ended)
    assert evlint("check", "--isolated", "--offline", cwd=tmp_path).status == 0


def test_a_bad_schema_is_2_with_its_place(tmp_path: Path) -> None:
    clean(tmp_path)
    (tmp_path / "s.json").write_text('{\n  "type": "objekt"\n}\n', "utf-8")
    (tmp_path / "evlint.toml").write_text('[[collection]]\nname = "a"\nfiles = ["*.md"]\nschema = "s.json"\n', "utf-8")
    ended = evlint("check", "--offline", cwd=tmp_path)
    assert ended.status == 2
    assert "s.json:2" in ended.err
    assert_no_traceback(ended)


@pytest.mark.parametrize(
    ("name", "data", "code", "line"),
    [
        ("latin.md", "---\ntitle: Événement\n---\n".encode("latin-1"), "EV001", 2),
        ("nul.md", b"---\ntitle: a\n---\nx\x00y\n", "EV001", 4),
        ("utf16.md", "---\ntitle: a\n---\n".encode("utf-16"), "EV001", 1),
        ("yaml.md", b"---\ntitle: a: b\n---\n", "EV004", 2),
        ("open.md", b"---\ntitle: a\n\ntext\n", "EV003", 1),
        ("toml.md", b"+++\ntitle = a\n+++\n", "EV004", 2),
        ("json.md", b'{\n"title": "a",\n}\ntext\n', "EV004", 2),
        ("list.md", b"---\n- a\n- b\n---\n", "EV006", 2),
        ("twice.md", b"---\ntitle: a\ntitle: b\n---\n", "EV005", 3),
    ],
)
def test_a_bad_file_is_one_finding_and_costs_the_others_nothing(
    site: Path, name: str, data: bytes, code: str, line: int
) -> None:
    (site / "content" / name).write_bytes(data)
    ended = evlint("check", "--offline", "--format", "json", "content", cwd=site)
    assert ended.status == 1
    assert [(rule, at) for rule, path, at, _ in ended.found if path == f"content/{name}"] == [(code, line)]
    assert ("EV301", "content/post.md", 44, 41) in ended.found
    assert_no_traceback(ended)


def test_the_body_of_a_post_with_broken_front_matter_is_still_checked(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: a: b\n---\n\n[x](https://preprod.example.fr/)\n", "utf-8")
    ended = evlint("check", "--offline", "--format", "json", cwd=tmp_path)
    assert [(rule, line) for rule, _, line, _ in ended.found] == [("EV004", 2), ("EV301", 5)]


def test_selection(site: Path) -> None:
    assert evlint("check", "--offline", "--select", "EV2", "content", cwd=site).status == 0
    assert evlint("check", "--offline", "--ignore", "EV301", "content", cwd=site).status == 0
    assert evlint("check", "--offline", "--select", "EV3", "content", cwd=site).status == 1


def test_today_decides_about_future_posts(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("timezone: Europe/Paris\n", "utf-8")
    posts = tmp_path / "_posts"
    posts.mkdir()
    (posts / "2026-03-01-a.md").write_text("---\ntitle: a\ndate: 2026-03-01 10:00:00 +01:00\n---\n", "utf-8")
    assert "EV213" in evlint("check", "--offline", "--today", "2026-02-01", cwd=tmp_path).out
    assert "EV213" not in evlint("check", "--offline", "--today", "2026-04-01", cwd=tmp_path).out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_a_finding(site: Path) -> None:
    secret = clean(site / "content", "secret.md")
    secret.chmod(0)
    ended = evlint("check", "--offline", "--format", "json", "content", cwd=site)
    assert ("EV001", "content/secret.md", 1, 1) in ended.found


def test_a_closed_pipe_is_quiet(site: Path) -> None:
    for index in range(300):
        (site / "content" / f"p{index}.md").write_bytes((site / "content" / "post.md").read_bytes())
    import subprocess
    import sys

    process = subprocess.Popen(
        [sys.executable, "-m", "evlint", "check", "--offline", "--format", "full", "content"],
        cwd=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(60)


def test_any_number_of_jobs_gives_the_same_bytes(site: Path) -> None:
    for index in range(200):
        (site / "content" / f"p{index:03}.md").write_bytes((site / "content" / "post.md").read_bytes())
    one = evlint("check", "--offline", "--format", "json", "--jobs", "1", "content", cwd=site)
    three = evlint("check", "--offline", "--format", "json", "--jobs", "3", "content", cwd=site)
    assert one.out == three.out
    assert one.report["summary"]["files"] == 201


def test_what_the_site_leaves_out_is_checked_only_when_named(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text('baseURL = "https://www.example.org/"\n', "utf-8")
    for folder in ("archetypes", "content"):
        (tmp_path / folder).mkdir()
    (tmp_path / "archetypes" / "default.md").write_text(
        '---\ntitle: "{{ replace .Name "-" " " | title }}"\ndate: {{ .Date }}\ndraft: true\n---\n', "utf-8"
    )
    (tmp_path / "content" / "a.md").write_text("---\ntitle: A\n---\n", "utf-8")
    options = ("check", "--offline", "--format", "json")
    assert evlint(*options, cwd=tmp_path).report["summary"]["files"] == 1
    named = evlint(*options, "archetypes/default.md", cwd=tmp_path)
    assert [rule for rule, *_ in named.found] == ["EV004"]
    assert evlint(*options, "--force-exclude", "archetypes/default.md", cwd=tmp_path).status == 0


@pytest.mark.parametrize("words", [[], ["schema"], ["config"], ["cache"]])
def test_a_group_without_a_command_shows_its_help_on_standard_error(words: list[str]) -> None:
    ended = evlint(*words)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(" ".join(["Usage: evlint", *words, "[OPTIONS] COMMAND"]))
    assert "Try “" not in ended.err
