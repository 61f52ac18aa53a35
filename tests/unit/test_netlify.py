"""Links on a site that Netlify publishes: case does not count there, nor a page's ending."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from evlint.model.files import MemoryFiles
from evlint.model.settings import LinkSettings
from evlint.parse import parse
from evlint.site.detect import detect_site
from evlint.site.tree import SiteTree

NETLIFY = {"netlify.toml": "[build]\npublish = 'public'\n"}
SITES = {
    "jekyll": {
        "_config.yml": "title: x\npermalink: /blog/:title.html\n",
        "_posts/2019-05-09-Chiffres.md": "---\ntitle: A\n---\n",
        "img/tableau.jpg": "",
    },
    "hugo": {
        "hugo.toml": "baseURL = 'https://example.org/'\n",
        "content/blog/Chiffres.md": "---\ntitle: A\n---\n",
        "static/img/tableau.jpg": "",
    },
    "zola": {
        "config.toml": "base_url = 'https://example.org'\n",
        "content/_index.md": "+++\n+++\n",
        "content/blog/Chiffres.md": "+++\ntitle = 'A'\n+++\n",
        "static/img/tableau.jpg": "",
    },
    "eleventy": {
        ".eleventy.js": "module.exports = (c) => { c.addPassthroughCopy('img'); };\n",
        "blog/Chiffres.md": "---\ntitle: A\n---\n",
        "img/tableau.jpg": "",
    },
}
POSTS = {
    "jekyll": "_posts/2019-06-26-a.md",
    "hugo": "content/blog/a.md",
    "zola": "content/blog/a.md",
    "eleventy": "blog/a.md",
}


def state(texts: Mapping[str, str], document: str, url: str, root: str = ".") -> str:
    files = MemoryFiles({document: "---\ntitle: B\n---\n", **texts})
    return SiteTree(files, detect_site(files, root), LinkSettings(), parse).target(document, url).state


@pytest.mark.parametrize("url", ["/img/Tableau.JPG", "/blog/CHIFFRES", "/blog/chiffreS/"])
@pytest.mark.parametrize("name", sorted(SITES))
def test_case_does_not_count(name: str, url: str) -> None:
    assert state({**SITES[name], **NETLIFY}, POSTS[name], url) == "found"


def test_the_case_of_folders_does_not_count_either() -> None:
    assert state({**SITES["hugo"], **NETLIFY}, POSTS["hugo"], "/Blog/Chiffres/") == "found"
    assert state(SITES["hugo"], POSTS["hugo"], "/Blog/Chiffres/") == "missing"


@pytest.mark.parametrize("name", ["jekyll", "hugo", "zola"])
def test_it_counts_elsewhere(name: str) -> None:
    assert state(SITES[name], POSTS[name], "/img/Tableau.jpg") == "missing"
    # Cloudflare reads `_redirects` too, and tells upper from lower case.
    assert state({**SITES[name], "_redirects": "/old /new\n"}, POSTS[name], "/img/Tableau.jpg") == "missing"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[build.environment]\nHUGO_VERSION = '0.111'\n",
        "[context.deploy-preview]\ncommand = 'hugo'\n",
        "[build\n",
    ],
)
def test_it_counts_where_the_configuration_says_nothing_of_the_published_site(text: str) -> None:
    assert state({**SITES["hugo"], "netlify.toml": text}, POSTS["hugo"], "/img/Tableau.jpg") == "missing"


@pytest.mark.parametrize(
    "text", ["[context.production]\ncommand = 'hugo'\n", "[[redirects]]\nfrom = '/old'\nto = '/new'\n"]
)
def test_other_tables_tell_of_the_published_site_too(text: str) -> None:
    assert state({**SITES["hugo"], "netlify.toml": text}, POSTS["hugo"], "/img/Tableau.jpg") == "found"


@pytest.mark.parametrize("folder", ["", "static/"])
def test_it_counts_where_netlify_builds_previews_only(folder: str) -> None:
    texts = {**SITES["hugo"], **NETLIFY, f"{folder}CNAME": "www.example.org\n"}
    assert state(texts, POSTS["hugo"], "/img/Tableau.jpg") == "missing"


@pytest.mark.parametrize("name", sorted(SITES))
def test_another_name_is_missing_all_the_same(name: str) -> None:
    alone = state(SITES[name], POSTS[name], "/img/tableaux.jpg")
    assert state({**SITES[name], **NETLIFY}, POSTS[name], "/img/tableaux.jpg") == alone != "found"


def test_a_relative_link_is_answered_from_the_page() -> None:
    texts = {"_config.yml": "title: x\n", "a/affiche.png": "", **NETLIFY}
    assert state(texts, "a/page.md", "Affiche.PNG") == "found"
    assert state({**texts, "netlify.toml": ""}, "a/page.md", "afiche.png") == "missing"
    assert state({"a/affiche.png": "", **NETLIFY}, "a/page.md", "Affiche.PNG") == "found"


def test_the_base_path_is_taken_off() -> None:
    texts = {**SITES["jekyll"], "_config.yml": "title: x\nbaseurl: /site\n", **NETLIFY}
    assert state(texts, POSTS["jekyll"], "/site/img/Tableau.jpg") == "found"


def test_what_the_generator_looks_up_is_written_as_it_stands() -> None:
    texts = {**SITES["hugo"], **NETLIFY, "content/blog/b.md": "---\ntitle: B\n---\n"}
    assert state(texts, POSTS["hugo"], '{{< ref "/blog/absent.md" >}}') == "missing"
    assert state({**SITES["jekyll"], **NETLIFY}, POSTS["jekyll"], "{% link img/Tableau.jpg %}") == "missing"
    assert state({**SITES["zola"], **NETLIFY}, POSTS["zola"], "@/blog/chiffres.md") == "missing"


def test_a_site_below_the_folder_of_the_configuration() -> None:
    texts = {f"website/{path}": text for path, text in SITES["hugo"].items()} | NETLIFY
    assert state(texts, "website/content/blog/a.md", "/img/Tableau.jpg", "website") == "found"
    assert (
        state(
            {**texts, "netlify.toml": "", "website/static/CNAME": "x\n"},
            "website/content/blog/a.md",
            "/img/Tableau.jpg",
            "website",
        )
        == "missing"
    )
