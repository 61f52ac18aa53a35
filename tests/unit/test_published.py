"""Which files a generator writes for a source, held against what the real ones wrote of the fixtures' sites."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evlint.model.files import MemoryFiles, Read
from evlint.model.settings import Settings
from evlint.pipeline.in_memory import MemorySites, linter_in_memory
from evlint.site.head import read_head

FIXTURES = Path(__file__).parents[2] / "fixtures" / "generators"
FENCES = ("---", "+++", "{")


def builds() -> list[Any]:
    """List each build: the generator, the site's folder, the variant (None: the site itself), what was built, the day."""
    found: list[Any] = []
    for file in sorted(FIXTURES.glob("*/built.json")):
        told = json.loads(file.read_text("utf-8"))
        for name, built in told["sites"].items():
            found.append(pytest.param(told, name, built, id=f"{file.parent.name}-{name.replace('/', '-')}"))
    return found


def texts(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            try:
                found[path.relative_to(folder).as_posix()] = data.decode("utf-8")
            except UnicodeDecodeError:
                found[path.relative_to(folder).as_posix()] = ""
    return found


@pytest.mark.parametrize(("told", "name", "built"), builds())
def test_what_is_said_to_be_written_was_written(told: dict[str, Any], name: str, built: dict[str, Any]) -> None:
    files = texts(FIXTURES / name)
    sites = MemorySites(Settings(generator=told["generator"]), MemoryFiles(files), date.fromisoformat(told["day"]))
    tree = sites.site_tree(None)
    said: set[str] = set()
    for path, text in files.items():
        inner = tree.place.inner(path)  # VitePress' site begins at `docs`
        is_source = path.lower().endswith(tree.layout.endings) and text.removeprefix("\ufeff").startswith(FENCES)
        if is_source and inner is not None and not tree.hides(path, read_head(text)):
            said.update(one.file for one in tree.layout.published(inner) if ":" not in one.file)
    assert said <= set(built["files"])
    if told["generator"] in ("hugo", "jekyll", "hexo", "zola", "docusaurus", "mkdocs"):
        assert len(said) > len(built["files"]) / 4, "most pages are known"


PROVED = ("one-address", "alias-over-page", "languages-one-url")  # variants whose build loses a page, or stops for that


def variants() -> list[Any]:
    """List each generator that was built with small sites beside, and these sites."""
    found: list[Any] = []
    for file in sorted(FIXTURES.glob("*/built.json")):
        told = json.loads(file.read_text("utf-8"))
        source = next(
            (one for one in (file.parent.name, told["generator"]) if (FIXTURES / one / "variants.toml").is_file()), ""
        )
        if source:
            listed = tomllib.loads((FIXTURES / source / "variants.toml").read_text("utf-8"))["variant"]
            found.append(pytest.param(told, listed, id=file.parent.name))
    return found


@pytest.mark.parametrize(("told", "listed"), variants())
def test_a_collision_is_told_where_the_build_shows_one_and_nowhere_else(
    told: dict[str, Any], listed: list[dict[str, Any]]
) -> None:
    for variant in listed:
        if variant["name"] not in told["variants"]:
            continue
        files = dict(variant["files"])
        day = date.fromisoformat(told["day"])
        linter = linter_in_memory(
            Settings(generator=told["generator"]), MemoryFiles(files), today=day, select=("EV501",)
        )
        posts = [path for path in files if path.endswith((".md", ".markdown", ".qmd", ".mdx", ".html"))]
        found = [one for path in posts for one in linter.lint(linter.document(path, Read(files[path]))).diagnostics]
        assert bool(found) == variant["name"].startswith(PROVED), (variant["name"], found)
