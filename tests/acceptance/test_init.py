"""`evlint init`, through the real executable: on parts of three real sites, and where it must change nothing."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from run_evlint import Ended, evlint

SITES = Path(__file__).parent.parent.parent / "fixtures" / "sites"
NAMES = ("numerique.gouv.fr", "digitalgov", "jekyll-docs")


@pytest.fixture(params=NAMES)
def real_site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITES / request.param, tmp_path / request.param))


def config_of(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "evlint.toml").read_text("utf-8"))


def assert_lints_soundly(folder: Path, ended: Ended) -> None:
    assert ended.status == 0, ended.err
    checked = evlint("check", "--offline", "--format", "json", cwd=folder)
    assert checked.status in (0, 1), checked.err
    assert checked.err == ""
    posts = sum(1 for path in folder.rglob("*") if path.suffix in (".md", ".markdown"))
    assert checked.report["summary"]["files"] == posts
    assert [one for one in checked.found if one[0].startswith("EV1")] == []


@pytest.mark.parametrize("option", ["", "--infer-schemas"])
def test_what_it_writes_lints_a_real_site_without_a_false_alarm(real_site: Path, option: str) -> None:
    assert_lints_soundly(real_site, evlint("init", *filter(None, [option]), cwd=real_site))


def test_a_jekyll_site_with_its_own_configuration(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SITES / "numerique.gouv.fr", tmp_path / "site"))
    ended = evlint("init", "site", cwd=tmp_path)
    assert ended.status == 0
    assert ended.out.startswith("Wrote site/evlint.toml\n")
    assert ended.out.endswith("Have a look at it, then run: evlint check site\n")
    config = config_of(folder)
    assert (config["timezone"], config["language"]) == ("Europe/Paris", "fr")
    assert config["links"] == {"site-url": "https://www.numerique.gouv.fr"}
    assert config["collection"] == [
        {"name": "actualites", "files": ["_actualites/**"]},
        {"name": "communiques", "files": ["_communiques/**"]},
        {"name": "evenements", "files": ["_evenements/**"]},
    ]
    text = (folder / "evlint.toml").read_text("utf-8")
    assert "Jekyll (_config.yml), 7 posts" in text
    assert 'timezone = "Europe/Paris"  # _config.yml:3' in text


def test_a_site_without_any_configuration_is_guessed_from_its_posts(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SITES / "digitalgov", tmp_path / "site"))
    assert evlint("init", cwd=folder).status == 0
    config = config_of(folder)
    assert config["language"] == "en"
    assert "timezone" not in config, "a guess is only suggested"
    assert '# timezone = "America/New_York"  # guessed' in (folder / "evlint.toml").read_text("utf-8")
    assert [one["files"] for one in config["collection"]] == [["content/events/**"], ["content/news/**"]]


def test_a_site_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SITES / "jekyll-docs", tmp_path / "site"))
    assert evlint("init", cwd=folder).status == 0
    assert [one["files"] for one in config_of(folder)["collection"]] == [["docs/_docs/**"], ["docs/_posts/**"]]


def test_dates_in_a_mapping_of_their_own_are_written_as_paths(tmp_path: Path) -> None:
    posts = tmp_path / "_events"
    posts.mkdir()
    (tmp_path / "_config.yml").write_text("collections:\n  events: {output: true}\n", "utf-8")
    for day in range(1, 5):
        when = f"event:\n  start: 2026-10-0{day}\n  end: 2026-10-0{day}\nhero:\n  start: top\n"
        (posts / f"{day}.md").write_text(f"---\ntitle: Atelier {day}\n{when}---\n\nTexte.\n", "utf-8")
    assert evlint("init", cwd=tmp_path).status == 0
    assert config_of(tmp_path)["collection"][0]["dates"] == {"start": "event.start", "end": "event.end"}
    assert evlint("check", "--offline", cwd=tmp_path).status == 0


def test_schemas_are_inferred_for_each_collection(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SITES / "numerique.gouv.fr", tmp_path / "site"))
    ended = evlint("init", "--infer-schemas", cwd=folder)
    assert (ended.status, ended.err) == (0, "")
    for one in config_of(folder)["collection"]:
        assert one["schema"] == f"schemas/{one['name']}.schema.json"
        schema = json.loads((folder / one["schema"]).read_text("utf-8"))
        assert schema["title"] == one["name"]
        assert "title" in schema["required"]
    bad = "---\ntitle: 3\n---\n\nx\n"
    (folder / "_evenements" / "bad.md").write_text(bad, "utf-8")
    checked = evlint("check", "--offline", "--format", "json", "_evenements/bad.md", cwd=folder)
    assert "EV102" in {rule for rule, *_ in checked.found}


@pytest.mark.parametrize(
    ("name", "text"),
    [("evlint.toml", "# mine\n"), (".evlint.toml", ""), ("pyproject.toml", "[tool.evlint]\n")],
)
def test_it_never_writes_over_what_is_there(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    ended = evlint("init", cwd=tmp_path)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        f"evlint: {name} is there already, and nothing was changed. Use --force to write over evlint.toml.\n"
    )
    assert (tmp_path / name).read_text("utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert evlint("init", "--force", cwd=tmp_path).status == 0
    assert "The configuration of evlint" in (tmp_path / "evlint.toml").read_text("utf-8")


def test_a_schema_that_is_there_is_kept_too(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SITES / "jekyll-docs", tmp_path / "site"))
    (folder / "schemas").mkdir()
    (folder / "schemas" / "posts.schema.json").write_text("{}", "utf-8")
    ended = evlint("init", "--infer-schemas", cwd=folder)
    assert ended.status == 2
    assert "schemas/posts.schema.json is there already" in ended.err
    assert not (folder / "evlint.toml").exists()
    assert (folder / "schemas" / "posts.schema.json").read_text("utf-8") == "{}"


def test_a_pyproject_of_others_is_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n', "utf-8")
    ended = evlint("init", cwd=tmp_path)
    assert ended.status == 0
    assert "site generator: none that evlint knows" in ended.out
    assert config_of(tmp_path) == {"links": {}}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    ended = evlint("init", "nowhere", cwd=tmp_path)
    assert ended.status == 2
    assert "“nowhere” is not there" in ended.err
