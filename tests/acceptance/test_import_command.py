"""`evlint schema import` and `evlint init --import-schemas`, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from run_evlint import evlint

PAGES = """\
content:
  - name: actualites
    type: collection
    path: _posts
    fields:
      - {name: title, type: string, required: true}
      - {name: rubrique, type: select, options: {values: [vie locale, travaux]}}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with a CMS and two posts, one of which its CMS would not save."""
    (tmp_path / ".pages.yml").write_text(PAGES, "utf-8")
    posts = tmp_path / "_posts"
    posts.mkdir()
    (posts / "2026-01-12-a.md").write_text("---\ntitle: A\nrubrique: travaux\n---\n", "utf-8")
    (posts / "2026-01-13-b.md").write_text("---\ntitle: B\nrubrique: travau\n---\n", "utf-8")
    return tmp_path


def test_the_schema_of_a_cms_is_printed_and_used(site: Path) -> None:
    printed = evlint("schema", "import", ".pages.yml", cwd=site)
    assert (printed.status, printed.err) == (0, "")
    assert json.loads(printed.out)["required"] == ["title"]
    written = evlint("schema", "import", ".pages.yml", "--into", "schemas", cwd=site)
    assert written.status == 0
    (site / "evlint.toml").write_text(written.out, "utf-8")
    found = evlint("check", "--offline", "--select", "EV1", "--format", "json", cwd=site).found
    assert found == [("EV103", "_posts/2026-01-13-b.md", 3, 11)]
    again = evlint("schema", "import", ".pages.yml", "--into", "schemas", "--lang", "en", cwd=site)
    assert (again.status, "--force" in again.err) == (2, True)


def test_init_offers_it_and_takes_it_with_the_users_word(site: Path) -> None:
    offered = evlint("init", "--lang", "en", cwd=site)
    assert (offered.status, "--import-schemas" in offered.err) == (0, True)
    assert "schema =" not in (site / "evlint.toml").read_text("utf-8").replace("# schema =", "")
    taken = evlint("init", "--force", "--import-schemas", cwd=site)
    assert taken.status == 0, taken.err
    assert (site / "schemas" / "actualites.schema.json").exists()
    found = evlint("check", "--offline", "--select", "EV1", "--format", "json", cwd=site).found
    assert found == [("EV103", "_posts/2026-01-13-b.md", 3, 11)]


def test_what_cannot_be_imported_is_one_line_and_exit_2(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("title: x\n", "utf-8")
    for file in ("config.yml", "nothing.yml"):
        ended = evlint("schema", "import", file, "--lang", "en", cwd=tmp_path)
        assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)


def test_init_says_which_schema_no_collection_uses(tmp_path: Path) -> None:
    kinds = [{"name": "default", "fields": [{"name": "title", "type": "string"}]}]
    (tmp_path / "frontmatter.json").write_text(json.dumps({"frontMatter.taxonomy.contentTypes": kinds}), "utf-8")
    ended = evlint("init", "--import-schemas", "--lang", "en", cwd=tmp_path)
    assert "schemas/default.schema.json is used by nothing yet" in ended.out
    inferred = evlint("init", "--infer-schemas", "--force", "--lang", "en", cwd=tmp_path)
    assert "No schema was written, for there is no collection" in inferred.out


def test_the_collections_of_a_cms_come_before_those_of_the_site(tmp_path: Path) -> None:
    fields = [{"name": "title", "type": "string", "required": True}, {"name": "pubDate", "type": "datetime"}]
    kinds = [{"name": "news", "path": "content/posts", "format": "md", "fields": fields}]
    for name, text in {
        "hugo.toml": "",
        "tina/tina-lock.json": json.dumps({"schema": {"collections": kinds}}),
        "content/posts/a.md": "---\npubDate: 2026-11-30T10:00:00.000Z\n---\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    ended = evlint("init", "--import-schemas", "--lang", "en", cwd=tmp_path)
    assert "collections: news (1); posts in all: 1" in ended.out
    found = evlint("check", "--offline", "--format", "json", cwd=tmp_path).report["diagnostics"]
    assert [(one["rule"], "title" in one["message"]) for one in found] == [("EV101", True)]
