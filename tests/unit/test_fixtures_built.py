"""What the real generators made of the small sites in `fixtures/generators/` is well-formed, and its sources are there."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures" / "generators"
BUILT = {path.parent.name: path for path in sorted(FIXTURES.glob("*/built.json"))}
NAMES = (
    "hugo-0.111",
    "hugo-0.168",
    "jekyll",
    "mkdocs",
    "hexo",
    "eleventy-2",
    "eleventy-3",
    "vitepress",
    "docusaurus",
    "astro",
    "zola",
    "quarto",
    "sphinx",
)
BY_DOCUMENTATION = ("zola", "quarto")
LEADS = {"ok", "no-page", "no-id", "redirected", "outside"}
TYPES = {"text", "integer", "number", "boolean", "date", "null"}
LARGEST = 100_000  # bytes


def data(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(BUILT[name].read_text("utf-8"))
    return read


def variants(name: str) -> dict[str, dict[str, Any]]:
    """Give a generator's variants by name, from the folder in which its sites lie."""
    folder = FIXTURES / next(iter(data(name)["sites"])).partition("/")[0]
    path = folder / "variants.toml"
    read = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {"base": {}, "variant": []}
    return {one["name"]: one | {"files": read["base"] | one["files"]} for one in read["variant"]}


def records(name: str) -> list[tuple[str, dict[str, Any]]]:
    read = data(name)
    return [*read["sites"].items(), *read["variants"].items()]


def test_every_generator_has_its_data() -> None:
    assert sorted(BUILT) == sorted(NAMES)


@pytest.mark.parametrize("name", BUILT)
def test_the_data_say_what_they_are(name: str) -> None:
    read = data(name)
    assert read.keys() == {"generator", "version", "source", "from", "day", "sites", "variants"}
    assert read["generator"] == name.partition("-")[0]
    assert read["source"] == ("documentation" if name in BY_DOCUMENTATION else "built")
    assert re.fullmatch(r"\d+\.\d+(\.\d+)?", read["version"])
    assert read["from"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", read["day"])
    assert BUILT[name].stat().st_size < LARGEST
    assert "/work/site" not in BUILT[name].read_text("utf-8")  # where a copy was built


@pytest.mark.parametrize("name", BUILT)
def test_every_record_is_well_formed(name: str) -> None:
    for where, record in records(name):
        if record["stops"]:
            assert record.keys() == {"stops", "why", "path"}, where
            continue
        assert record.keys() - {"why", "path", "scalars"} == {"stops", "files", "pages", "hidden"}, where
        assert record["files"] == sorted(set(record["files"])), where
        assert {page["file"] for page in record["pages"]} <= set(record["files"]), where
        for page in record["pages"]:
            assert page.keys() == {"file", "source", "ids", "links", "plain"}, where
            for link in page["links"]:
                assert link.keys() == {"line", "label", "target", "leads"}, where
                assert link["leads"] in LEADS, where
        for kind, value in record.get("scalars", {}).values():
            assert kind in TYPES, where
            assert isinstance(value, str), where


@pytest.mark.parametrize("name", BUILT)
def test_every_source_is_there(name: str) -> None:
    for where, record in data(name)["sites"].items():
        named = {page["source"] for page in record["pages"] if page["source"]} | set(record["hidden"])
        assert named, where
        assert [path for path in named if not (FIXTURES / where / path).is_file()] == [], where
    given = variants(name)
    assert data(name)["variants"].keys() == given.keys()
    for where, record in data(name)["variants"].items():
        files = given[where]["files"]
        assert record["path"] in files, where
        named = {page["source"] for page in record.get("pages", ()) if page["source"]} | set(record.get("hidden", ()))
        assert named <= files.keys(), where


@pytest.mark.parametrize("name", BUILT)
def test_every_link_stands_on_its_line(name: str) -> None:
    given = variants(name)
    for where, record in records(name):
        for page in record.get("pages", ()):
            if page["source"] is None:
                continue
            folder = FIXTURES / where / page["source"]
            text = given[where]["files"][page["source"]] if where in given else folder.read_text("utf-8")
            lines = text.splitlines()
            for link in page["links"]:
                if link["line"] is not None:
                    label = re.search(r"[LP]\d+", link["label"])
                    assert label is not None, where
                    assert label[0] in lines[link["line"] - 1], (where, page["source"], link)


@pytest.mark.parametrize("name", BUILT)
def test_there_is_something_to_hold_evlint_against(name: str) -> None:
    links = [link["leads"] for _, record in records(name) for page in record.get("pages", ()) for link in page["links"]]
    assert links.count("ok") >= 5
    assert links.count("no-page") >= 2
    assert any(page["ids"] for _, record in records(name) for page in record.get("pages", ()))
    assert any(record.get("scalars") for _, record in records(name)) == (data(name)["source"] == "built")
