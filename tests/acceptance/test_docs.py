"""The manual as a site: built strictly, complete, in two languages, and asking nobody else's server for anything."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from guide import DOCS, ROOT
from playwright.sync_api import sync_playwright
from run_evlint import evlint

from evlint.rules import registry

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 120_000  # milliseconds until a test is given up: a busy machine may be slow to start a browser
ENGLISH = {
    "folder": "rules", "up": "../", "why": "Why it matters", "fix": "How to fix it", "bad": "Bad", "good": "Good",
    "alone": "What it leaves alone", "silence": "How to silence it",
}  # fmt: skip
FRENCH = {
    "folder": "fr/rules", "up": "../../", "why": "Pourquoi c’est important", "fix": "Comment corriger",
    "bad": "À éviter", "good": "À faire", "alone": "Ce que la règle laisse passer", "silence": "La faire taire",
}  # fmt: skip
OWN_PAGES = ("docs", "README.md", "README.fr.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")


def build(config: Path, into: Path) -> subprocess.CompletedProcess[str]:
    """Build a site; without --quiet, for that hides warnings from --strict too."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "--site-dir", into],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("site")
    done = build(ROOT / "mkdocs.yml", into)
    assert done.returncode == 0, done.stderr
    assert {line.partition(" ")[0] for line in done.stderr.splitlines()} <= {"INFO"}, done.stderr
    return into


class Page(HTMLParser):
    """A page of the site: its language, its headings, and what a browser fetches for it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.language: str | None = None
        self.headings: list[str] = []
        self.fetched: list[str] = []
        self._in_heading = False
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        if tag == "html":
            self.language = got.get("lang")
        elif tag == "h2":
            self._in_heading = True
            self.headings.append("")
        elif tag == "a":
            self._in_heading = False  # the permalink behind the heading
        if tag in ("script", "img", "iframe", "source", "video", "audio", "embed"):
            self.fetched += filter(None, (got.get("src"), got.get("srcset")))
        elif tag == "link" and got.get("rel") in ("stylesheet", "icon", "preconnect", "preload", "dns-prefetch"):
            self.fetched += filter(None, (got.get("href"),))

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.headings[-1] += data


def pages(site: Path) -> Iterator[tuple[str, Page]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), Page(path)


def test_each_page_of_the_sources_is_a_page_of_the_site(site: Path) -> None:
    wanted = {path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md")}
    assert wanted == {name for name, _ in pages(site)} - {"404.html"}


def test_the_place_in_an_example_is_marked_not_quoted(site: Path) -> None:
    for folder in ("rules", "fr/rules"):
        text = (site / folder / "ev206-weekday-mismatch.html").read_text("utf-8")
        assert "Le <mark>vendredi 3 novembre 2022</mark> à 14 h." in text
        assert "«vendredi" not in text


@pytest.mark.parametrize("language", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_each_rule_has_a_page_that_says_all(site: Path, language: dict[str, str]) -> None:
    menu = (ROOT / "mkdocs.yml").read_text("utf-8")
    for rule in registry():
        name = f"{language['folder']}/{rule.code.lower()}-{rule.name}"
        assert f": {name}.md\n" in menu
        wanted = [language[part] for part in ("why", "fix", "bad", "good")]
        wanted += [language["alone"]] if "\nLeaves alone:" in rule.doc else []
        wanted += ["Options"] if rule.options else []
        assert Page(site / f"{name}.html").headings == [*wanted, language["silence"]], rule.code
        text = (DOCS / f"{name}.md").read_text("utf-8")
        assert all(f"[`{option}`]({language['up']}configuration.md#" in text for option in rule.options), rule.code


def test_a_page_leads_to_the_same_page_in_the_other_language(site: Path) -> None:
    pairs = (
        ("index", "fr/index"),
        ("guides/first-steps", "fr/premiers-pas"),
        ("guides/old-site", "fr/ancien-site"),
        ("guides/pre-commit", "fr/commit"),
        ("guides/ci", "fr/demande-de-fusion"),
        ("rules/ev301-staging-link", "fr/rules/ev301-staging-link"),
    )
    for english, french in pairs:
        for page, other, language in ((english, french, "fr"), (french, english, "en")):
            folder = (site / page).parent
            link = os.path.relpath(site / other, folder)
            assert f'<a href="{link}.html" hreflang="{language}"' in (site / f"{page}.html").read_text("utf-8")


def test_french_pages_are_french_to_the_last_button(site: Path) -> None:
    for name, page in pages(site):
        assert page.language == ("fr" if name.startswith("fr/") else "en"), name
    assert "Table des matières" in (site / "fr" / "premiers-pas.html").read_text("utf-8")
    assert "Table of contents" in (site / "guides" / "first-steps.html").read_text("utf-8")


def test_a_reader_asks_no_other_server(site: Path) -> None:
    fetched = [(name, url) for name, page in pages(site) for url in page.fetched]
    assert len(fetched) > 100
    assert [one for one in fetched if urlsplit(one[1]).netloc or urlsplit(one[1]).scheme not in ("", "data")] == []
    for path in [*site.rglob("*.css"), *site.rglob("*.svg")]:
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text("utf-8")), path.name


def test_the_search_knows_both_languages(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    assert index["config"]["lang"] == ["en", "fr"]
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {"fr/premiers-pas.html", "guides/first-steps.html", "rules/ev301-staging-link.html"} <= found


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_site_in_a_browser_is_accessible_and_asks_nobody(
    site: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    asked: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, timeout=PATIENCE)
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index", "fr/premiers-pas", "rules/ev301-staging-link"):
            page.goto((site / f"{name}.html").as_uri())
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            page.evaluate(axe)
            found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")["violations"]
            assert [(one["id"], one["nodes"][0]["target"]) for one in found] == [], name
        browser.close()
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize(("word", "name"), [("préproduction", "fr/premiers-pas"), ("formatter", "guides/editors")])
def test_the_search_works_in_a_folder_without_a_server(site: Path, word: str, name: str) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, timeout=PATIENCE)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto((site / "rules" / "index.html").as_uri())
        page.click(".md-search__input")
        page.keyboard.type(word)
        page.wait_for_selector(f'.md-search-result__link[href*="/{name}.html"]', state="attached")
        browser.close()


WRONG = {
    "index.md": ("# Home\n\n[gone](gone.md)\n", "gone.md"),
    "heading.md": ("# A\n\n[there](index.md#nowhere)\n", "nowhere"),
    "absolute.md": ("# B\n\n[there](/other/)\n", "absolute"),
    "forgotten.md": ("# Forgotten\n", 'not included in the "nav"'),
}


def test_what_is_wrong_in_the_sources_stops_the_build(tmp_path: Path) -> None:
    """Each alone would: `--strict` counts warnings, and there is one for each of them."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for name, (text, _) in WRONG.items():
        (docs / name).write_text(text, "utf-8")
    lines = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0].splitlines()
    kept = [line.replace("scripts/", f"{ROOT}/scripts/") for line in lines if "- assets/" not in line]
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "\n".join(kept).replace("extra_css:", "extra_css: []").replace("polyfills:", "polyfills: []")
        + "\nnav:\n  - Home: index.md\n  - A: heading.md\n  - B: absolute.md\n",
        "utf-8",
    )
    done = build(config, tmp_path / "site")
    assert done.returncode != 0
    warnings = [part.partition("\n[INFO")[0] for part in re.split(r"^WARNING +-", done.stderr, flags=re.MULTILINE)[1:]]
    assert len(warnings) == len(WRONG), done.stderr
    for name, (_, said) in WRONG.items():
        assert any(name in warning and said in warning for warning in warnings), (name, done.stderr)


def test_evlint_finds_nothing_in_its_own_pages() -> None:
    ended = evlint("check", "--offline", "--format", "json", *OWN_PAGES, cwd=ROOT)
    assert ended.found == []
    assert ended.report["summary"]["files"] > len(registry())
    assert ended.report["summary"]["links"]["found"] > 200
