"""Where Jekyll puts files that are no pages, pages with words in their permalink, and posts that `post_url` names.

The addresses are those that Jekyll 4.3.1 gave such files.
"""

from __future__ import annotations

import pytest

from evlint.model.context import Target
from evlint.model.files import MemoryFiles
from evlint.model.settings import LinkSettings
from evlint.parse import parse
from evlint.site.detect import detect_site
from evlint.site.tree import SiteTree

PRETTY = "permalink: pretty\ncollections:\n  docs: {output: true}\n"


@pytest.mark.parametrize(
    ("config", "post", "link", "found"),
    [
        (PRETTY, "_docs/x/page-name.md", "pic.png", "_docs/x/page-name/pic.png"),
        (PRETTY, "_docs/x/page-name.md", "../near.png", "_docs/x/near.png"),
        (PRETTY, "_docs/x/page-name.md", "../other/é.v2.jpg", "_docs/x/other/é.v2.jpg"),
        (PRETTY, "index.md", "/docs/x/near.png", "_docs/x/near.png"),
        (PRETTY.replace("pretty", "date"), "_docs/x/page-name.md", "page-name/pic.png", "_docs/x/page-name/pic.png"),
        (PRETTY.replace("pretty", "date"), "_docs/x/page-name.md", "near.png", "_docs/x/near.png"),
        (
            "collections:\n  docs: {output: true, permalink: '/c/:path/'}\n",
            "index.md",
            "/c/x/near.png",
            "_docs/x/near.png",
        ),
        (
            "collections:\n  docs: {output: true, permalink: '/c2/:name'}\n",
            "index.md",
            "/c2/near.png",
            "_docs/x/near.png",
        ),
    ],
)
def test_files_of_a_collection_are_copied(config: str, post: str, link: str, found: str) -> None:
    assert _tree(config).target(post, link) == Target("found", found)


@pytest.mark.parametrize(
    ("config", "link", "near"),
    [
        (PRETTY, "near.png", "/docs/x/near.png"),
        (PRETTY, "_left/out.png", None),
    ],
)
def test_what_is_not_copied_there_is_missing(config: str, link: str, near: str | None) -> None:
    target = _tree(config).target("_docs/x/page-name.md", link)
    assert (target.state, target.nearest if near else None) == ("missing", near)


def test_nothing_is_copied_from_a_collection_without_output() -> None:
    assert _tree(PRETTY.replace("true", "false")).target("index.md", "/docs/x/near.png").state != "found"


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("en/2016-01-03-c", "en/_posts/2016-01-03-c.md"),
        ("2016-01-03-c", "en/_posts/2016-01-03-c.md"),
        ("sub/2016-01-02-b", "_posts/sub/2016-01-02-b.md"),
        ("other/2016-01-02-b", "_posts/sub/2016-01-02-b.md"),  # it builds, and says that this will end one day
        ("2016-01-02-x", None),
    ],
)
def test_post_url_finds_a_post_by_its_folder_above_or_below_posts(tag: str, found: str | None) -> None:
    target = _site({"_posts/sub/2016-01-02-b.md": "", "en/_posts/2016-01-03-c.md": ""}).target(
        "index.md", f"{{% post_url {tag} %}}"
    )
    assert (target.state, target.path) == ("found" if found else "missing", found)


@pytest.mark.parametrize(
    ("page", "permalink", "address"),
    [
        ("home.md", "/:path/", "/"),
        ("d/deep.md", "/:path/", "/d"),
        ("d/deep.md", "/:path/:basename", "/d/deep"),
        ("d/deep.md", "/x/:basename:output_ext", "/x/deep"),
    ],
)
def test_path_in_the_permalink_of_a_page_is_its_folder(page: str, permalink: str, address: str) -> None:
    site = _site({page: f"permalink: {permalink}\n"})
    assert site.target("index.md", address) == Target("found", page)


def test_pages_stand_where_the_defaults_of_their_type_put_them() -> None:
    texts = {
        "_config.yml": "defaults:\n- scope: {path: '', type: pages}\n  values: {permalink: '/:basename'}\n",
        "pages/x/b.md": "---\ntitle: B\ntype: training\n---\n",
        "images/a.png": "",
    }
    files = MemoryFiles(texts)
    tree = SiteTree(files, detect_site(files, "."), LinkSettings(), parse)
    assert tree.target("pages/x/b.md", "images/a.png") == Target("found", "images/a.png")


def _site(heads: dict[str, str]) -> SiteTree:
    texts = {"_config.yml": PRETTY, **{path: f"---\n{head}---\n" for path, head in heads.items()}}
    files = MemoryFiles(texts)
    return SiteTree(files, detect_site(files, "."), LinkSettings(), parse)


def _tree(config: str) -> SiteTree:
    copied = ("x/page-name/pic.png", "x/near.png", "x/other/é.v2.jpg", "x/page-name/_left/out.png")
    texts = {
        "_config.yml": config,
        "index.md": "---\n---\n",
        "_docs/x/page-name.md": "---\ntitle: A\n---\n",
        **{f"_docs/{one}": "" for one in copied},
    }
    files = MemoryFiles(texts)
    return SiteTree(files, detect_site(files, "."), LinkSettings(), parse)
