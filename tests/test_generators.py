"""What evlint says of the sites in `fixtures/generators`, held against what the real generators built of them.

A link that leads to a page and an id must not be told; one that leads nowhere must be, but for those of `SILENT`, where
evlint does not know enough to say it: a floor that only rises.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evlint.api import lint_text
from evlint.model.endings import is_page
from evlint.model.files import MemoryFiles
from evlint.model.settings import Settings
from evlint.parse.front.yaml.readers import value_for
from evlint.parse.front.yaml.scalars import plain_value
from evlint.site.detect import detect_site

HOME = Path(__file__).parents[1] / "fixtures" / "generators"
BUILT = {path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(HOME.glob("*/built.json"))}
SITES = [(name, site) for name, built in BUILT.items() for site in built["sites"]]
TOLD = {"EV306", "EV307", "EV314", "EV303"}
# Links that lead nowhere and of which evlint says nothing today, by generator and site.
SILENT = {
    "eleventy-2": 6, "eleventy-3": 6, "hexo": 6, "hugo-0.111": 4, "hugo-0.168": 3, "jekyll": 5,
    "astro": 3, "docusaurus": 1, "vitepress": 3, "zola": 4,
}  # fmt: skip


def texts_of(name: str, site: str) -> dict[str, str]:
    """Return the files of a site, with what tells the version of the generator that built it."""
    folder = HOME / site
    texts = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    version = BUILT[name]["version"]
    if name.startswith("hugo-"):
        texts["netlify.toml"] = f'[build.environment]\nHUGO_VERSION = "{version}"\n'
    elif name.startswith("eleventy-"):
        texts["package.json"] = json.dumps({"devDependencies": {"@11ty/eleventy": version}})
    elif name == "hexo":
        texts.setdefault("package.json", json.dumps({"dependencies": {"hexo": version}}))
    return texts


def told(name: str, site: str) -> dict[tuple[str, int], set[str]]:
    """Return the rules that speak of a link, by the source and the line."""
    texts = texts_of(name, site)
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for page in BUILT[name]["sites"][site]["pages"]:
        source = page["source"]
        if source is None or not page.get("links"):
            continue
        day = date.fromisoformat(BUILT[name]["day"])
        for one in lint_text(texts[source], path=source, files=texts, today=day, select=sorted(TOLD)):
            found[source, one.start.line].add(one.rule)
    return found


@pytest.mark.parametrize(("name", "site"), SITES)
def test_links_are_judged_as_the_build_has_them(name: str, site: str) -> None:
    said = told(name, site)
    wrong: list[Any] = []
    silent = 0
    for page in BUILT[name]["sites"][site]["pages"]:
        for link in page.get("links", []):
            if page["source"] is None or link["line"] is None:
                continue
            rules = said[page["source"], link["line"]]
            if link["leads"] in ("ok", "redirected", "outside"):
                if rules & (TOLD - {"EV303"}):
                    wrong.append((page["source"], link, rules))
            elif not rules:
                silent += 1
    assert not wrong
    assert silent <= SILENT.get(name, 0)


@pytest.mark.parametrize("name", sorted(BUILT))
def test_a_site_is_recognised(name: str) -> None:
    site = BUILT[name]["sites"]
    found = detect_site(MemoryFiles(texts_of(name, next(iter(site)))))
    assert found.generator == BUILT[name]["generator"]
    assert found.sign


@pytest.mark.parametrize(("name", "site"), SITES)
def test_scalars_are_read_as_the_generator_reads_them(name: str, site: str) -> None:
    """Each form of a YAML value, as typed, has the type and the value that templates see."""
    scalars = BUILT[name]["sites"][site].get("scalars", {})
    reader = detect_site(MemoryFiles(texts_of(name, site))).yaml
    for form, seen in scalars.items():
        kind, value = value_for(reader, form) if reader not in ("", "psych") else plain_value(form)
        if kind == "timestamp" or seen[0] == "date" or (isinstance(value, float) and not math.isfinite(value)):
            continue
        expected = seen[1]
        if kind in ("int", "float"):
            assert seen[0] in ("integer", "number"), (form, seen, value)
            assert isinstance(value, (int, float))
            assert float(value) == float(expected), (form, seen)
        else:
            names = {"text": "str", "boolean": "bool", "null": "null"}
            assert names.get(seen[0]) == kind, (form, seen, value)
            assert kind != "bool" or str(value).lower() == str(expected).lower(), form


def test_a_generator_that_is_stated_wins() -> None:
    files = MemoryFiles({"_config.yml": "title: x\n", "content/a.md": ""})
    assert detect_site(files).generator == "jekyll"
    stated = detect_site(files, ".", "hugo")
    assert (stated.generator, stated.sign, stated.config) == ("hugo", "generator", None)
    assert detect_site(files, ".", "none").generator == "none"
    assert Settings().generator is None


def test_the_fixtures_hold_pages() -> None:
    assert all(any(is_page(path) for path in texts_of(name, site)) for name, site in SITES)
