"""What is typed wrongly is answered in a person's words; names of rules are codes; paths are those of the forge."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from run_evlint import evlint

from evlint.model.file_names import HTML, MARKDOWN, PAGES, is_page

ROOT = Path(__file__).parents[2]
POST = "---\ntitle: x\n---\n\n[x](https://preprod.example.fr/)\n\nLe vendredi 3 novembre 2022\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "post.md").write_text(POST, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("30/11/2026", "2026-11-30"),
        ("11/30/2026", "2026-11-30"),
        ("30.11.2026", "2026-11-30"),
        ("2026/11/30", "2026-11-30"),
        ("2026-02-30", "February 2026 has 28 days"),
        ("30/02/2026", "February 2026 has 28 days"),
        ("29/02/2024", "2024-02-29"),
        ("2026-13-01", "from 01 to 12"),
        ("2026-11-00", "November 2026 has 30 days"),
        ("0000-11-01", "year, month, day"),
        ("hier", "year, month, day: 2026-11-30"),
        ("", "year, month, day"),
    ],
)
def test_a_day_is_answered_with_how_it_is_written(site: Path, value: str, said: str) -> None:
    ended = evlint("check", "--offline", "--today", value, cwd=site)
    assert ended.status == 2
    assert said in ended.err
    assert "%" not in ended.err


def test_a_day_in_french(site: Path) -> None:
    assert "février 2026 a 28 jours" in evlint("check", "--lang", "fr", "--today", "2026-02-30", cwd=site).err
    assert "écrivez 2026-11-30" in evlint("check", "--lang", "fr", "--today", "30/11/2026", cwd=site).err


@pytest.mark.parametrize("value", ["2026-11-30", "2026-1-5", "9999-12-31", "2024-02-29"])
def test_sound_days(site: Path, value: str) -> None:
    assert evlint("check", "--offline", "--today", value, cwd=site).status == 1


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("sariff:r.sarif", "“sarif:r.sarif”"),
        ("nope:x.txt", "The formats are table, full"),
        ("sarif", "write sarif:FILE"),
        ("gitlab", "write gitlab:FILE"),
        ("json:", "write json:FILE"),
        ("foo", "write FORMAT:foo"),
        ("report.pdf", "write FORMAT:report.pdf"),
        ("", "FORMAT:"),
    ],
)
def test_an_output_that_names_no_format_is_refused(site: Path, value: str, said: str) -> None:
    before = sorted(site.iterdir())
    ended = evlint("check", "--offline", "--output", value, cwd=site)
    assert ended.status == 2
    assert said in ended.err
    assert sorted(site.iterdir()) == before


@pytest.mark.parametrize(
    ("value", "file"),
    [
        ("sarif:a:b", "a:b"),
        ("r.sarif", "r.sarif"),
        ("./odd:x.json", "odd:x.json"),
        ("json:/dev/stdout", ""),
        ("r.XML", "r.XML"),
    ],
)
def test_an_output_that_names_its_format(site: Path, value: str, file: str) -> None:
    ended = evlint("check", "--offline", "--output", value, cwd=site)
    assert ended.status == 1, ended.err
    assert not file or (site / file).exists()


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
@pytest.mark.parametrize("value", ["weekday-mismatch", "Weekday_Mismatch", "EV206", "ev206", "EV301,weekday-mismatch"])
def test_names_of_rules_where_codes_are_taken(site: Path, option: str, value: str) -> None:
    found = {rule for rule, *_ in evlint("check", "--offline", "--format", "json", option, value, cwd=site).found}
    assert ("EV206" in found) == (option != "--ignore")


def test_names_of_rules_in_the_configuration(site: Path) -> None:
    (site / "evlint.toml").write_text(
        'ignore = ["weekday-mismatch"]\n[severity]\nstaging-link = "info"\n'
        '[per-file]\n"x/**" = { ignore = ["staging-link"] }\n',
        "utf-8",
    )
    report = evlint("check", "--offline", "--format", "json", cwd=site).report
    assert [(one["rule"], one["severity"]) for one in report["diagnostics"]] == [("EV301", "info")]


@pytest.mark.parametrize("args", [("--select", "EV2", "EV3", "post.md"), ("--ignore", "EV2", "staging-link"),
                                  ("--extend-select", "EV312", "EV999")], ids=str)  # fmt: skip
def test_codes_that_stand_apart(site: Path, args: tuple[str, ...]) -> None:
    ended = evlint("check", "--offline", *args, cwd=site)
    assert ended.status == 2
    assert ended.out == ""
    code = {"staging-link": "EV301"}.get(args[2], args[2])
    assert f"write {args[0]} {args[1]},{code}" in ended.err


def test_a_code_that_is_none_is_answered_with_the_families(site: Path) -> None:
    ended = evlint("check", "--offline", "--select", "EV999", cwd=site)
    assert ended.status == 2
    assert "the families are EV0, EV1, EV2, EV3" in ended.err
    assert "evlint rule" in ended.err
    assert "did you mean" not in ended.err.lower()


def test_different_helps_stand_at_their_findings(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(
        "---\ntitel: Fête\nlagn: fr\ndescripton: a\ndate: 2026-12-01\nevent_start_date: 2026-12-05\n"
        "event_end_date: 2026-12-06\n---\n"
    )
    wanted = ["title", "lang", "description"]
    lines = evlint("check", "--offline", "--format", "table", cwd=tmp_path).out.splitlines()
    for name, near in zip(["titel", "lagn", "descripton"], wanted, strict=True):
        at = next(number for number, line in enumerate(lines) if f"“{name}”" in line)
        assert f"“{near}”?" in "".join(lines[at : at + 3])
    for chosen in ("concise", "gitlab", "junit", "checkstyle", "sarif", "rdjson", "github", "markdown", "html", "full"):
        out = evlint("check", "--offline", "--format", chosen, cwd=tmp_path).out
        assert all(f"Did you mean “{near}”?" in out for near in wanted), chosen
    concise = evlint("check", "--offline", cwd=tmp_path).out.splitlines()
    assert re.fullmatch(r"x\.md:3:1: warning EV104 \[!\] “lagn” is .+\. Did you mean “lang”\?", concise[1])


def test_a_help_that_all_share_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("---\ntitle: x\n---\n\n[a](https://bo.a.fr/)\n\n[b](https://bo.b.fr/)\n", "utf-8")
    report = evlint("check", "--offline", "--format", "json", cwd=tmp_path).report
    (help_,) = {one["help"] for one in report["diagnostics"]}
    assert evlint("check", "--offline", "--format", "table", cwd=tmp_path).out.count(help_) == 1


def paths_of(name: str, out: str) -> set[str]:
    if name == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        return {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results}
    if name == "gitlab":
        return {one["location"]["path"] for one in json.loads(out)}
    return set(re.findall("^::error file=(.+?),", out, re.MULTILINE))


@pytest.mark.parametrize("name", ["github", "sarif", "gitlab"])
def test_paths_are_those_of_the_repository_from_any_folder(tmp_path: Path, name: str) -> None:
    content = tmp_path / "repo" / "website" / "content"
    content.mkdir(parents=True)
    (content / "post.md").write_text(POST, "utf-8")
    expected = {"website/content/post.md"}
    blank = {"GITHUB_WORKSPACE": "", "CI_PROJECT_DIR": "", "GITHUB_ACTIONS": ""}
    runs = [
        ("repo", "website/content"),
        ("repo/website", "."),
        ("repo/website/content", "../content/post.md"),
        (".", "repo"),
    ]
    for variable in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "git"):
        env = dict(blank)
        if variable == "git":
            subprocess.run(["git", "init", "-q", tmp_path / "repo"], check=True)
        else:
            env[variable] = str(tmp_path / "repo")
        for folder, path in runs:
            args = ("check", "--offline", "--format", name, path)
            assert paths_of(name, evlint(*args, cwd=tmp_path / folder, env=env).out) == expected, (variable, folder)
    ended = evlint("check", "--offline", "--format", "json", ".", cwd=content, env=blank)
    assert {found[1] for found in ended.found} == {"post.md"}, "json stays relative to the working folder"


def test_paths_of_no_repository_are_those_of_the_working_folder(site: Path) -> None:
    env = {"GITHUB_WORKSPACE": "/nowhere/else", "CI_PROJECT_DIR": ""}
    out = evlint("check", "--offline", "--format", "gitlab", "post.md", cwd=site, env=env).out
    assert paths_of("gitlab", out) == {"post.md"}


def test_posts_that_are_left_out_are_told_with_the_place(tmp_path: Path) -> None:
    for folder in ("_posts", "old", "ignored", "build"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text(POST, "utf-8")
    (tmp_path / "_posts" / "b.md").write_text(POST, "utf-8")
    (tmp_path / "page.html").write_text("<p>no front matter</p>\n", "utf-8")
    (tmp_path / "evlint.toml").write_text('# a\nexclude = [\n  "old/",\n  "_posts/",\n]\n', "utf-8")
    (tmp_path / ".gitignore").write_text("# a\n*.tmp\nignored/\n", "utf-8")
    ended = evlint("check", "--offline", "_posts", cwd=tmp_path)
    assert ended.status == 0
    assert ended.err == "evlint: 2 posts are left out by exclude, evlint.toml:4.\n"
    ended = evlint("check", "--offline", cwd=tmp_path)
    assert ended.err.splitlines() == [
        "evlint: 2 posts are left out by exclude, evlint.toml:4.",
        "evlint: 1 post is left out by exclude, evlint.toml:3.",
        "evlint: 1 post is left out by .gitignore:3.",
    ]
    listed = evlint("check", "--show-files", cwd=tmp_path)
    assert listed.status == 0
    assert listed.out.splitlines() == [
        "_posts/a.md: left out by exclude, evlint.toml:4",
        "_posts/b.md: left out by exclude, evlint.toml:4",
        "build/: left out as a folder of tools or of built pages",
        "ignored/a.md: left out by .gitignore:3",
        "old/a.md: left out by exclude, evlint.toml:3",
        "page.html: left out as HTML without front matter",
    ]
    assert "ignored/a.md: checked" in evlint("check", "--show-files", "ignored", cwd=tmp_path).out
    assert evlint("check", "--show-files", "old/a.md", cwd=tmp_path).out == "old/a.md: checked\n"
    assert evlint("check", "--show-files", "nope", cwd=tmp_path).status == 2
    (tmp_path / "evlint.toml").unlink()
    (tmp_path / "pyproject.toml").write_text('[tool.evlint]\ninclude = ["x/**"]\nexclude = ["old/"]\n', "utf-8")
    out = evlint("check", "--show-files", cwd=tmp_path).out
    assert "old/a.md: left out by exclude, pyproject.toml:3" in out
    assert "_posts/a.md: left out by include, pyproject.toml:2" in out


def test_a_forced_exclude_takes_only_what_a_walk_would_take(tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    names = ["plain.html", "page.html", "a.txt", "node_modules/x.md", "a.qmd", "b.Rmd", "c.mkdown"]
    for name in names:
        (tmp_path / name).write_text("<p>x</p>\n" if name == "plain.html" else POST, "utf-8")
    named = evlint("check", "--offline", "--force-exclude", "--format", "json", *names, cwd=tmp_path)
    walked = evlint("check", "--offline", "--format", "json", ".", cwd=tmp_path)
    assert {found[1] for found in named.found} == {found[1] for found in walked.found}
    assert {found[1] for found in named.found} == {"page.html", "a.qmd", "b.Rmd", "c.mkdown"}
    assert named.report["summary"]["files"] == 4
    assert evlint("check", "--offline", "--format", "json", *names, cwd=tmp_path).report["summary"]["files"] == 7


def test_the_hooks_ask_for_every_ending_that_is_read() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in hooks:
        assert "--format full" in hook["entry"]
        if not hook.get("pass_filenames", True):  # the whole site, whatever was staged
            continue
        pattern = re.compile(hook["files"])
        assert all(pattern.search(f"content/a{ending}") and pattern.search(f"A{ending.upper()}") for ending in PAGES)
        assert not any(pattern.search(name) for name in ("a.mdown.bak", "amd", "a.mdx.js", "a.txt", "md"))
        assert set(re.findall("[a-z]+", pattern.pattern.partition(r"\.(")[2])) == {one[1:].lower() for one in PAGES}
        assert hook["types"] == ["text"]
    assert all(is_page(f"a{ending}") for ending in (*MARKDOWN, *HTML))


@pytest.mark.parametrize("name", ["html", "sarif", "markdown", "rdjson", "table"])
def test_french_findings_lead_to_french_pages(site: Path, name: str) -> None:
    for language, folder in (("fr", "docs/fr/rules/"), ("en", "docs/rules/")):
        args = ("--offline", "--lang", language, "--format", name, "--color", "always")
        links = re.findall(
            r"blob/main/(docs/(?:fr/)?rules/)ev301-staging-link\.md", evlint("check", *args, cwd=site).out
        )
        assert set(links) == {folder}
    assert (ROOT / "docs" / "fr" / "rules" / "ev301-staging-link.md").exists()


def test_colours_go_through_a_pipe_in_the_format_that_a_pipe_gets(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: x\n---\n\n[a](https:/www.example.org/)\n", "utf-8")
    asked = evlint("check", "--offline", "--color", "always", "a.md", cwd=tmp_path)
    assert asked.out.startswith("a.md:5:5: \x1b[1;31merror\x1b[0m EV303 ")
    forced = evlint("check", "--offline", "a.md", cwd=tmp_path, env={"FORCE_COLOR": "1"})
    assert forced.out == asked.out
    assert "\x1b" not in evlint("check", "--offline", "a.md", cwd=tmp_path).out
