"""`evlint config`, through the real executable."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from run_evlint import evlint

CONFIG = """\
ignore = ["EV213"]

[severity]
EV204 = "off"

[[collection]]
name = "evenements"
files = ["_evenements/**"]
schema = "evenement"
dates = { start = "begins" }

[per-file]
"_evenements/old/*" = { ignore = ["EV206"] }
"""
SITE = """\
title: A site
nested:
  timezone: UTC
timezone: Europe/Paris
lang: fr
url: https://www.example.gouv.fr
collections:
  evenements: {}
defaults:
- scope: {path: '', type: evenements}
  values: {layout: evenement, lieu: }
"""
POST = "---\ntitle: Une rencontre\ndate: 2022-10-21\nlang: de\n---\n\nTexte\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()  # the tree begins here: from a folder in it, the site above is seen
    (tmp_path / "_evenements" / "old").mkdir(parents=True)
    (tmp_path / "_config.yml").write_text(SITE, "utf-8")
    (tmp_path / "evlint.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "_evenements" / "a.md").write_text(POST, "utf-8")
    (tmp_path / "_evenements" / "old" / "b.md").write_text(POST.replace("lang: de\n", "$schema: post\n"), "utf-8")
    return tmp_path


def shown(*args: str, cwd: Path) -> dict[str, Any]:
    ended = evlint("config", "show", *args, "--format", "json", cwd=cwd)
    assert (ended.status, ended.err) == (0, "")
    return ended.report


def test_every_value_with_its_origin(site: Path) -> None:
    settings = shown(cwd=site)["settings"]
    assert settings["timezone"] == {"value": "Europe/Paris", "origin": "_config.yml:4"}
    assert settings["language"] == {"value": "fr", "origin": "_config.yml:5"}
    assert settings["links.site-url"] == {"value": "https://www.example.gouv.fr", "origin": "_config.yml:6"}
    assert settings["ignore"] == {"value": ["EV213"], "origin": "evlint.toml:1"}
    assert settings["severity"] == {"value": {"EV204": "off"}, "origin": "evlint.toml:3"}
    assert settings["collection.0.dates"] == {"value": {"start": "begins"}, "origin": "evlint.toml:10"}
    assert settings["per-file._evenements/old/*.ignore"] == {"value": ["EV206"], "origin": "evlint.toml:13"}
    assert settings["fail-on"] == {"value": "warning", "origin": "default"}


def test_the_command_line_is_an_origin_too(site: Path) -> None:
    settings = shown("--select", "ev2", "--offline", "--fail-on", "error", cwd=site)["settings"]
    assert settings["select"] == {"value": ["EV2"], "origin": "--select"}
    assert settings["links.online"] == {"value": False, "origin": "--offline"}
    assert settings["fail-on"] == {"value": "error", "origin": "--fail-on"}


def test_what_holds_for_one_post(site: Path) -> None:
    file = shown("_evenements/a.md", cwd=site)["file"]
    assert file["path"] == "_evenements/a.md"
    assert file["collection"] == {"value": "evenements", "origin": "evlint.toml:6"}
    assert file["schema"] == {"value": "evenement", "origin": "evlint.toml:9"}
    assert file["dates"] == {"value": {"start": "begins"}, "origin": "evlint.toml:10"}
    assert file["language"] == {"value": "de", "origin": "the post, “lang”"}
    assert file["timezone"] == {"value": "Europe/Paris", "origin": "_config.yml:4"}
    assert file["front-matter-expected"] == {"value": True, "origin": "evlint.toml:6"}
    assert file["defaults"] == {"layout": "evenement", "lieu": None}
    assert file["rules"]["EV204"] == {"name": "wrong-utc-offset", "severity": "off", "origin": "evlint.toml:4"}
    assert file["rules"]["EV213"] == {"name": "future-post", "severity": "off", "origin": "evlint.toml:1"}
    assert file["rules"]["EV206"] == {"name": "weekday-mismatch", "severity": "error", "origin": "default"}


def test_a_post_under_a_per_file_entry_that_names_its_own_schema(site: Path) -> None:
    file = shown("old/b.md", cwd=site / "_evenements")["file"]
    assert file["schema"] == {"value": "post", "origin": "the post"}
    assert file["language"] == {"value": "fr", "origin": "../_config.yml:5"}
    assert file["collection"]["origin"] == "../evlint.toml:6"
    assert file["rules"]["EV206"] == {"name": "weekday-mismatch", "severity": "off", "origin": "../evlint.toml:13"}


def test_without_a_configuration_the_site_and_the_defaults_hold(site: Path) -> None:
    data = shown("_evenements/a.md", "--isolated", "--select", "EV206", cwd=site)
    assert (data["config"], data["site"]["config"]) == (None, "_config.yml")
    assert data["file"]["collection"] == {"value": "evenements", "origin": "_config.yml"}
    assert data["file"]["rules"]["EV206"]["origin"] == "--select"
    assert data["file"]["rules"]["EV204"] == {"name": "wrong-utc-offset", "severity": "off", "origin": "--select"}


def test_as_text_it_is_toml_that_a_person_can_read(site: Path) -> None:
    ended = evlint("config", "show", "_evenements/a.md", cwd=site)
    assert ended.status == 0
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert lines[0] == "# Configuration: evlint.toml"
    assert 'timezone = "Europe/Paris" # _config.yml:4' in lines
    assert 'EV204 = "off" # wrong-utc-offset, evlint.toml:4' in lines
    data = tomllib.loads(ended.out)
    assert (data["timezone"], data["ignore"], data["file"]["language"]) == ("Europe/Paris", ["EV213"], "de")
    assert data["collection"] == [tomllib.loads(CONFIG)["collection"][0]]


def test_a_lone_date_that_is_taken_for_the_day_of_an_event_is_shown(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text("", "utf-8")
    (tmp_path / "content" / "agenda").mkdir(parents=True)
    for name, folder in (("a", "content/agenda"), ("b", "content")):
        (tmp_path / folder / f"{name}.md").write_text("---\ndate: 2026-03-10\nlieu: Paris\n---\n", "utf-8")
    dates = shown("content/agenda/a.md", cwd=tmp_path)["file"]["dates"]
    assert dates == {"value": {"start": "date"}, "origin": "guessed: the post lies among events"}
    assert "dates" not in shown("content/b.md", cwd=tmp_path)["file"]


def test_a_bad_configuration_or_path_is_2_with_one_line_each(site: Path) -> None:
    (site / "evlint.toml").write_text('selct = ["EV"]\nlanguage = 1\n', "utf-8")
    ended = evlint("config", "show", cwd=site)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "evlint.toml:1:1: unknown key “selct”; did you mean “select”?",
        "evlint.toml:2:12: “language” wants a text in quotes, not a number",
    ]
    missing = evlint("config", "show", "nowhere.md", "--isolated", cwd=site)
    assert missing.status == 2
    assert "There is no “nowhere.md”." in missing.err


def test_the_schema_accepts_what_evlint_accepts_and_refuses_the_rest(site: Path) -> None:
    ended = evlint("config", "schema", cwd=site)
    assert ended.status == 0
    schema = json.loads(ended.out)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    assert not list(validator.iter_errors(tomllib.loads(CONFIG)))
    for text in (
        "selct = []",
        "language = 1",
        "[links]\nonline = 'yes'",
        "[[collection]]\nname = 'x'",
        "[severity]\nEV204 = 'of'",
    ):
        assert list(validator.iter_errors(tomllib.loads(text))), text


def test_the_written_schema_is_the_printed_one(site: Path) -> None:
    written = Path(__file__).parent.parent.parent / "schemas" / "config.schema.json"
    assert evlint("config", "schema", cwd=site).out == written.read_text("utf-8")


def test_a_site_above_the_working_folder_is_the_posts_site_too(site: Path) -> None:
    (site / "_evenements" / "bare.md").write_text("Sans rien\n", "utf-8")
    checked = evlint("check", "--offline", "--isolated", "--format", "json", "bare.md", cwd=site / "_evenements")
    assert checked.found == [("EV002", "bare.md", 1, 1)]
