"""What evlint says of the sites in `fixtures/generators`, held against what the real generators built of them.

A link that leads to a page and an id must not be told; one that leads nowhere must be, but for those of `SILENT`, where
evlint does not know enough to say it: a floor that only rises.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evlint.api import lint_text
from evlint.generators import generator_of
from evlint.model.file_names import is_page
from evlint.model.files import MemoryFiles
from evlint.model.settings import Settings
from evlint.parse.front.yaml.readers import value_for
from evlint.parse.front.yaml.scalars import plain_value
from evlint.site.defaults import Defaults
from evlint.site.detect import detect_site
from evlint.site.head import read_head

HOME = Path(__file__).parents[1] / "fixtures" / "generators"
BUILT = {path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(HOME.glob("*/built.json"))}
SITES = [(name, site) for name, built in BUILT.items() for site in built["sites"]]
TOLD = {"EV306", "EV307", "EV314", "EV303"}
# Links that lead nowhere and of which evlint says nothing today, by generator and site.
SILENT = {
    "eleventy-2": 6, "eleventy-3": 6, "hexo": 6, "hugo-0.111": 4, "hugo-0.168": 3, "jekyll": 4,
    "astro": 3, "docusaurus": 1, "vitepress": 3, "zola": 4, "sphinx": 2,
}  # fmt: skip


# Variants that stop the build and of which evlint says nothing today, by generator.
UNTOLD_STOPS = {
    "astro": 6, "docusaurus": 7, "eleventy-2": 16, "eleventy-3": 18, "hexo": 7, "hugo-0.111": 2, "hugo-0.168": 10,
    "jekyll": 6, "mkdocs": 7, "quarto": 1, "vitepress": 11, "zola": 5,
}  # fmt: skip
# Sources that are no page in the built site, of which evlint does not say that readers will not see them.
UNTOLD_HIDDEN = {
    "astro": 3, "eleventy-2": 5, "eleventy-3": 3, "hexo": 9, "hugo-0.111": 12, "hugo-0.168": 12, "jekyll": 11, "mkdocs": 6,
    "vitepress": 1, "zola": 1,
}  # fmt: skip
# Variants whose build refutes what evlint says today, by what it is said of: each must go.
REFUTED = {
    "links": {
        "jekyll/ids-prefix",
    },
    "stops": set(),
    "hidden": {
        "hexo/published-no", "hugo-0.168/draft-yes", "jekyll/defaults", "quarto/draft-mode",
    },
}  # fmt: skip


def variants(name: str) -> dict[str, dict[str, str]]:
    """Return the files of each variant that was built, by its name."""
    built = BUILT[name]
    folders = (HOME / name, HOME / built["generator"])
    path = next(one for folder in folders if (one := folder / "variants.toml").is_file())
    given = tomllib.loads(path.read_text("utf-8"))
    found: dict[str, dict[str, str]] = {}
    for one in given["variant"]:
        if one["name"] in built["variants"]:
            joined = given.get("base", {}) | one["files"]
            found[one["name"]] = with_version(name, {file: text for file, text in joined.items() if text})
    return found


def with_version(name: str, texts: dict[str, str]) -> dict[str, str]:
    """Add what tells the version of the generator that built a site."""
    version = BUILT[name]["version"]
    if name.startswith("hugo-"):
        texts["netlify.toml"] = f'[build.environment]\nHUGO_VERSION = "{version}"\n'
    elif name.startswith("eleventy-"):
        texts["package.json"] = json.dumps({"devDependencies": {"@11ty/eleventy": version}})
    elif name == "hexo":
        texts.setdefault("package.json", json.dumps({"dependencies": {"hexo": version}}))
    return texts


def texts_of(name: str, site: str) -> dict[str, str]:
    """Return the files of a site, with what tells the version of the generator that built it."""
    folder = HOME / site
    texts = {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return with_version(name, texts)


def told(name: str, texts: dict[str, str], record: dict[str, Any]) -> dict[tuple[str, int], set[str]]:
    """Return the rules that speak of a link, by the source and the line."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for page in record["pages"]:
        source = page["source"]
        if source is None or not page.get("links"):
            continue
        for one in lint_text(texts[source], path=source, files=texts, today=day_of(name), select=sorted(TOLD)):
            found[source, one.start.line].add(one.rule)
    return found


def day_of(name: str) -> date:
    """Return the day for which the record of a generator holds."""
    return date.fromisoformat(BUILT[name]["day"])


def held(name: str, texts: dict[str, str], record: dict[str, Any]) -> tuple[list[Any], int]:
    """Return the links of a record that are told and lead somewhere, and how many lead nowhere and are not told."""
    said = told(name, texts, record)
    wrong: list[Any] = []
    silent = 0
    for page in record["pages"]:
        for link in page.get("links", []):
            if page["source"] is None or link["line"] is None:
                continue
            rules = said[page["source"], link["line"]]
            if link["leads"] in ("ok", "redirected", "outside"):
                if link["target"] and rules & (TOLD - {"EV303"}):
                    wrong.append((page["source"], link, rules))
            elif not rules:
                silent += 1
    return wrong, silent


@pytest.mark.parametrize(("name", "site"), SITES)
def test_links_are_judged_as_the_build_has_them(name: str, site: str) -> None:
    wrong, silent = held(name, texts_of(name, site), BUILT[name]["sites"][site])
    assert not wrong
    assert silent <= SILENT.get(name, 0)


def of(name: str, what: str) -> set[str]:
    """Return the variants of a generator that are known to refute evlint."""
    return {one for one in REFUTED[what] if one.startswith(f"{name}/")}


@pytest.mark.parametrize("name", sorted(BUILT))
def test_links_of_variants_are_judged_as_the_build_has_them(name: str) -> None:
    records = BUILT[name]["variants"]
    wrong = {
        f"{name}/{one}"
        for one, texts in variants(name).items()
        if not records[one]["stops"] and held(name, texts, records[one])[0]
    }
    assert wrong == of(name, "links")


@pytest.mark.parametrize("name", sorted(BUILT))
def test_variants_that_stop_the_build_are_told_and_no_others(name: str) -> None:
    """Something is told of each that stops, by EV201 where a date does; of none that builds evlint says that it stops."""
    records = BUILT[name]["variants"]
    untold: list[str] = []
    wrong: set[str] = set()
    for one, texts in variants(name).items():
        said = [
            finding
            for path in sorted(texts)
            if is_page(path)
            for finding in lint_text(texts[path], path=path, files=texts, today=day_of(name))
            if finding.severity == "error" or finding.rule.startswith("EV0")
        ]
        if records[one]["stops"]:
            asked = {"EV201"} if one.startswith("date-") else None
            if not any(asked is None or finding.rule in asked for finding in said):
                untold.append(one)
        elif any("will not build" in str(finding.message) or finding.rule == "EV318" for finding in said):
            wrong.add(f"{name}/{one}")
    assert wrong == of(name, "stops")
    assert len(untold) <= UNTOLD_STOPS.get(name, 0), untold


def hidden(name: str, texts: dict[str, str], record: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the sources that evlint hides though the build shows them, and those that the build hides alone."""
    site = detect_site(MemoryFiles(texts))
    tells = generator_of(site).hidden
    shown = {page["source"] for page in record["pages"] if page["source"]}
    said = set()
    kept = Defaults(site)
    for path, text in texts.items():
        head = {**kept.values(kept.key(path)), **read_head(text)} if is_page(path) else {}
        if is_page(path) and tells is not None and tells(site, path, head, day_of(name)):
            said.add(path)
    return sorted(said & shown), sorted(set(record["hidden"]) - said)


@pytest.mark.parametrize("name", sorted(BUILT))
def test_pages_are_hidden_as_the_build_hides_them(name: str) -> None:
    records = [(one, texts_of(name, one), record) for one, record in BUILT[name]["sites"].items()]
    built = BUILT[name]["variants"]
    records += [(one, texts, built[one]) for one, texts in variants(name).items() if not built[one]["stops"]]
    wrong: set[str] = set()
    untold: list[Any] = []
    for one, texts, record in records:
        too_many, missed = hidden(name, texts, record)
        wrong |= {f"{name}/{one}"} if too_many else set()
        untold += [(one, path) for path in missed]
    assert wrong == of(name, "hidden")
    assert len(untold) <= UNTOLD_HIDDEN.get(name, 0), untold


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
