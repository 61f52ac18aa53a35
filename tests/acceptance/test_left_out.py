"""What is left out by the command line, and what is told of posts that evlint cannot read."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from run_evlint import evlint

POST = "---\ntitle: x\n---\n\n[x](https://preprod.example.fr/)\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("_config.yml", "_posts/2022-01-01-a.md", "_archives/2001-01-01-b.md", "notes/c.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(POST if name.endswith(".md") else "title: x\n", "utf-8")
    return tmp_path


def checked(site: Path, *args: str) -> list[str]:
    return [
        path for _, path, _, _ in evlint("check", "--offline", "--no-cache", "--format", "json", *args, cwd=site).found
    ]


def test_exclude_is_added_to_the_configuration_and_may_be_repeated(site: Path) -> None:
    (site / "evlint.toml").write_text('exclude = ["_archives/**"]\n', "utf-8")
    assert checked(site) == ["_posts/2022-01-01-a.md", "notes/c.md"]
    assert checked(site, "--exclude", "notes/") == ["_posts/2022-01-01-a.md"]
    assert checked(site, "--exclude", "notes/", "--exclude", "2022-*") == []
    assert checked(site, "--exclude", "./notes/**") == ["_posts/2022-01-01-a.md"]


def test_it_is_seen_from_the_working_folder_and_named_files_are_checked(site: Path) -> None:
    (site / "evlint.toml").write_text("", "utf-8")
    assert checked(site / "notes", "--exclude", "notes/**") == ["c.md"]
    assert checked(site / "notes", "--exclude", "c.md") == []
    assert checked(site, "--exclude", "*.md", "notes/c.md") == ["notes/c.md"]
    assert checked(site, "--exclude", "*.md", "--force-exclude", "notes/c.md") == []


def test_show_files_names_it_and_a_wrong_pattern_is_exit_2(site: Path) -> None:
    shown = evlint("check", "--show-files", "--exclude", "notes/**", cwd=site).out
    assert "notes/c.md: left out by exclude, --exclude notes/**\n" in shown
    ended = evlint("check", "--exclude", "notes/[a", cwd=site)
    assert (ended.status, ended.out) == (2, "")
    assert "opens a bracket" in ended.err


LINK = "[x](https://preprod.example.fr/)\n"


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("PULL_REQUEST_TEMPLATE.md", ()),
        ("tools/letter.j2.md", ()),
        ("tools/letter.tmpl.md", ()),
        ("docs/issue_template/bug.md", ()),
        ("test_site/content/hello.md", ("test_site/config.toml", "test_site/content/_index.md")),
        ("2016/static/materialize/README.md", ("2016/static/materialize/LICENSE",)),
    ],
)
def test_what_is_part_of_no_site_is_left_out_and_checked_where_it_is_named(
    tmp_path: Path, name: str, beside: tuple[str, ...]
) -> None:
    for one, text in ((name, LINK), ("a.md", POST), *((one, "") for one in beside)):
        (tmp_path / one).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / one).write_text(text, "utf-8")
    assert checked(tmp_path) == ["a.md"]
    assert checked(tmp_path, name) == [name]
    assert f"{name}: left out as part of no site" in evlint("check", "--show-files", cwd=tmp_path).out
    if "/" in name:
        assert checked(tmp_path, name.rpartition("/")[0]) == [name]


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("docs/README.md", ("docs/LICENSE",)),
        ("static/README.md", ()),
        ("latest_sites/a.md", ()),
        ("pull_request_templates_explained.md", ()),
        ("content/fixtures/a.md", ()),
    ],
)
def test_what_only_looks_so_is_checked(tmp_path: Path, name: str, beside: tuple[str, ...]) -> None:
    for one, text in ((name, LINK), *((one, "") for one in beside)):
        (tmp_path / one).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / one).write_text(text, "utf-8")
    assert checked(tmp_path) == [name]


def test_the_example_of_a_theme_is_left_out_of_the_site_that_has_it(tmp_path: Path) -> None:
    files = {"hugo.toml": "title = 'x'\n", "content/a.md": POST, "themes/zen/exampleSite/config.yaml": "baseURL: /\n"}
    for name, text in (files | {"themes/zen/exampleSite/content/about.md": LINK}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert checked(tmp_path) == ["content/a.md"]
    assert checked(tmp_path / "themes/zen/exampleSite") == ["content/about.md"]


OTHERS = {
    "source/a.html.md.erb": "---\ntitle: x\n---\n",
    "posts/b.njk": "---\r\ntitle: x\r\n---\r\n",
    "posts/c.rst": "Titre\n#####\n\n:date: 2022-01-02\n\nTexte\n",
    "posts/d.rst": ".. title: Titre\n.. date: 2022-01-02\n\nTexte\n",
    "posts/e.adoc": "= Titre\n:page-layout: post\n\nTexte\n",
    "posts/f.org": "#+TITLE: Titre\n#+DATE: 2022-01-02\n",
}
NO_POSTS = {
    "README.rst": "evlint\n======\n\nRead me.\n",
    "docs/conf.adoc": "= Manual\n:toc:\n",
    "_includes/layout.njk": "---\ntitle: x\n---\n",
    "_layouts/e.md.erb": "---\ntitle: x\n---\n",
}


def test_posts_in_other_formats_are_counted_in_one_line(site: Path) -> None:
    for name, text in {**OTHERS, **NO_POSTS}.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(text.encode())
    line = (
        "evlint: 6 posts are in formats that evlint does not read, and were not checked: "
        ".adoc (1), .md.erb (1), .njk (1), .org (1), .rst (2).\n"
    )
    ended = evlint("check", "--offline", "--no-cache", cwd=site)
    assert (ended.status, ended.err) == (1, line)
    ended = evlint("check", "--offline", "--no-cache", "--exclude", "posts/", "--exclude", "source/", cwd=site)
    assert ended.err == ""
    assert (
        "posts/c.rst: left out as a file in a format that evlint does not read\n"
        in evlint("check", "--show-files", cwd=site).out
    )


def test_nothing_is_said_where_there_are_none(site: Path) -> None:
    for name, text in NO_POSTS.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(text.encode())
    assert evlint("check", "--offline", "--no-cache", cwd=site).err == ""


def test_what_git_leaves_out_is_told_in_words(site: Path) -> None:
    home = site / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(f"[core]\n\texcludesFile = {home}/ignored\n", "utf-8")
    (home / "ignored").write_text("c.md\n", "utf-8")
    for folder in (site, site / "_archives"):
        subprocess.run(["git", "init", "-q", folder], check=True)
    shown = evlint("check", "--show-files", cwd=site, env={"HOME": str(home), "XDG_CONFIG_HOME": str(home)}).out
    assert "notes/c.md: left out by git’s own rules of what to ignore\n" in shown
    assert "_archives/2001-01-01-b.md: left out as part of another repository inside this one\n" in shown


def test_config_show_says_that_a_walk_leaves_a_post_out(site: Path) -> None:
    (site / "evlint.toml").write_text('exclude = ["_archives/**"]\n', "utf-8")
    said = "# It is checked only where it is named: left out "
    shown = evlint("config", "show", "_archives/2001-01-01-b.md", cwd=site).out
    assert f"{said}by exclude, evlint.toml:1\n" in shown
    data = json.loads(evlint("config", "show", "--format", "json", "_archives/2001-01-01-b.md", cwd=site).out)
    assert data["file"]["left-out"] == "by exclude, evlint.toml:1"
    assert said not in evlint("config", "show", "notes/c.md", cwd=site).out
    (site / "a.txt").write_text("", "utf-8")
    assert f"{said}by its ending, which is none of a post\n" in evlint("config", "show", "a.txt", cwd=site).out


def test_pages_of_a_language_that_hugo_does_not_build_are_left_out(tmp_path: Path) -> None:
    """As redox-os.org keeps its Polish ones; built with 0.111 and 0.147."""
    config = (
        "baseURL = 'https://example.org'\ndisableLanguages = ['de']\n[languages.en]\n[languages.pl]\ndisabled = true\n"
    )
    (tmp_path / "hugo.toml").write_text(f"{config}[languages.de]\n[languages.fr]\n", "utf-8")
    (tmp_path / "content").mkdir()
    for language in ("en", "pl", "de", "fr"):
        (tmp_path / "content" / f"a.{language}.md").write_text(POST, "utf-8")
    assert checked(tmp_path) == ["content/a.en.md", "content/a.fr.md"]


def test_links_in_a_folder_that_a_dot_hides_are_notes_where_nobody_knows_the_generator(tmp_path: Path) -> None:
    """As misskey-hub keeps its former manual in content/en/.docs-legacy."""
    for folder in ("docs", ".docs-legacy"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.md").write_text("---\ntitle: x\n---\n\n[x](gone.md)\n", "utf-8")
    found = evlint("check", "--offline", "--no-cache", "--format", "json", cwd=tmp_path).found
    assert [path for _, path, _, _ in found] == [".docs-legacy/a.md", "docs/a.md"]
    assert [one["severity"] for one in json.loads(
        evlint("check", "--offline", "--no-cache", "--format", "json", cwd=tmp_path).out)["diagnostics"]
    ] == ["info", "error"]  # fmt: skip


def test_links_of_a_site_in_a_folder_old_are_notes(tmp_path: Path) -> None:
    """As irlug.github.io keeps its former site, of another generator, in old/."""
    for name in ("config.toml", "old/_config.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("title: x\n" if name.endswith("yml") else 'base_url = "https://x.fr"\n', "utf-8")
    for folder in ("content", "old/_posts"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "2024-01-02-a.md").write_text("---\ntitle: x\n---\n\n[x](/gone.pdf)\n[y]()\n", "utf-8")
    found = json.loads(evlint("check", "--offline", "--no-cache", "--format", "json", cwd=tmp_path).out)["diagnostics"]
    told = {(one["path"], one["rule"], one["severity"]) for one in found}
    assert ("old/_posts/2024-01-02-a.md", "EV304", "info") in told
    assert ("content/2024-01-02-a.md", "EV304", "warning") in told
