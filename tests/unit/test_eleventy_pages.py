"""Where Eleventy puts pages by their permalinks and those of data files, and when a page is surely missing."""

from __future__ import annotations

import pytest

from evlint.api import lint_text
from evlint.model.files import MemoryFiles
from evlint.site.detect import detect_site

CONFIG = 'module.exports = (c) => { c.addPassthroughCopy("src/img"); return { dir: { input: "src" } } }\n'
PLUGINS = 'const nav = require("@11ty/eleventy-navigation")\n' + CONFIG.replace(
    "c.addPass", "c.addPlugin(nav); c.addPass"
)


def told(body: str, files: dict[str, str], path: str = "src/blog/a.md") -> list[str]:
    """Return the targets that EV306 tells in a post of a site."""
    text = f"---\ntitle: A\n---\n\n{body}\n"
    found = lint_text(text, path=path, files={**files, path: text}, select=["EV306"])
    return [one.url or "" for one in found]


def posts(*names: str, head: str = "title: x") -> dict[str, str]:
    return {f"src/blog/{name}": f"---\n{head}\n---\n\nTexte.\n" for name in names}


def test_a_page_is_missing_beside_pages_that_are_known() -> None:
    files = {".eleventy.js": PLUGINS, **posts("b.md", "c.md")}
    assert told("[b](/blog/b/) [x](/blog/gone/) [y](/other/gone/) [z](/gone/)", files) == ["/blog/gone/"]


@pytest.mark.parametrize(
    "more",
    [
        {"src/blog/list.11ty.js": "module.exports = class {}"},
        {"src/_data/eleventyComputed.js": "module.exports = { permalink: () => '/x/' }"},
        {".eleventy.js": 'module.exports = (c) => { c.addTemplate("a.md", ""); return { dir: { input: "src" } } }'},
        {"src/blog/blog.11tydata.js": "module.exports = { eleventyComputed: { permalink: (data) => data.x } }"},
        {"src/tags.njk": '---\npagination: {data: x}\npermalink: "/blog/{{ tag }}/"\n---\n'},
        {"src/blog/d.md": "---\npermalink: /blog/gone/\n---\n"},
        {"public/blog/gone/index.html": "<p>"},
        {"_redirects": "/blog/gone/ /blog/b/\n"},
        {"src/_includes/_redirects": "/blog/gone/ /blog/b/ 301!\n"},  # copied by configuration (bayton.org)
    ],
)
def test_a_page_that_a_script_or_a_permalink_may_make_is_not_told(more: dict[str, str]) -> None:
    assert told("[x](/blog/gone/)", {".eleventy.js": PLUGINS, **posts("b.md", "c.md"), **more}) == []


@pytest.mark.parametrize(
    "data",
    [
        {"src/blog/blog.json": '{"permalink": "/notes/{{ page.fileSlug }}/"}'},
        {"src/blog/blog.11tydata.js": "module.exports = { permalink: '/notes/{{ page.fileSlug }}/' }"},
    ],
)
def test_data_files_of_a_folder_say_where_its_pages_go(data: dict[str, str]) -> None:
    files = {".eleventy.js": PLUGINS, **posts("2024-01-02-b.md", "c.md"), **data}
    assert told("[b](/notes/b/) [x](/notes/d/) [y](/blog/c/)", files) == ["/notes/d/"]


def test_a_date_that_a_filter_writes_leaves_the_address_open() -> None:
    data = {"src/blog/blog.json": '{"permalink": "/{{ page.date | date(\'yyyy/MM/dd\') }}/{{ page.fileSlug }}/"}'}
    files = {".eleventy.js": PLUGINS, **posts("2024-01-02-b.md", "c.md"), **data}
    assert told("[b](/2024/01/02/b/) [x](/2024/01/02/d/)", files) == []


def test_copied_files_are_known_by_the_folders_that_are_copied() -> None:
    files = {".eleventy.js": CONFIG, **posts("b.md", "c.md"), "src/img/a.png": "", "src/blog/near.png": ""}
    assert told("![a](/img/a.png) ![b](/img/b.png) ![c](near.png)", files) == ["/img/b.png", "near.png"]
    several = {**files, ".eleventy.js": PLUGINS.replace('"src/img"', "`src/*.png`")}
    assert told("![b](/img/b.png) ![c](near.png)", several) == []


def test_a_picture_that_a_plugin_may_copy_beside_the_page_is_not_told() -> None:
    """The picture of a post at `/b/` lies in a folder of that name, which is copied to the root (core-design-history)."""
    data = {"src/blog/blog.json": "{\"permalink\": \"{{ page.filePathStem | replace('blog/', '') }}/\"}"}
    files = {
        ".eleventy.js": PLUGINS.replace('"src/img"', "{ './src/images': '.' }"),
        "src/images/a/map.png": "",
        **data,
    }
    assert told("![a](map.png) ![b](gone.png)", files) == ["gone.png"]


def test_what_an_open_pattern_fits_is_no_page_whose_ids_are_known() -> None:
    data = {"src/blog/blog.json": "{\"permalink\": \"{{ page.filePathStem | replace('blog/', '') }}/\"}"}
    text = "---\ntitle: A\n---\n\n[x](/b/#titre)\n"
    files = {".eleventy.js": PLUGINS, **posts("b.md", "c.md"), **data, "src/blog/a.md": text}
    assert not lint_text(text, path="src/blog/a.md", files=files, select=["EV306", "EV307"])


def test_headings_have_no_ids_where_nothing_gives_them() -> None:
    text = "---\ntitle: A\n---\n\n[x](#titre)\n\n## Titre\n"
    for config, rules in ((CONFIG, ["EV307"]), (PLUGINS, [])):
        found = lint_text(text, path="src/a.md", files={".eleventy.js": config, "src/a.md": text}, select=["EV307"])
        assert [one.rule for one in found] == rules


def test_what_eleventy_ignores_is_not_published() -> None:
    files = {
        ".eleventy.js": CONFIG.replace("c.addPass", 'c.ignores.add("src/notes/**"); c.addPass'),
        ".eleventyignore": "# c\nREADME.md\n!kept.md\n**/*-draft.md\n./src/parts\n",
        "src/.eleventyignore": "local/**\ndeep.md\n",
    }
    exclude = detect_site(MemoryFiles(files)).exclude
    assert exclude == (
        "/*", "!/src/", "README.md", "**/*-draft.md", "src/parts", "src/local/**", "deep.md",
    )  # fmt: skip


def test_the_input_folder_may_be_named_in_a_script_beside() -> None:
    files = {
        ".eleventy.js": "const config = require('./site.config.js')\nreturn { dir: { input: config.dir.src } }\n",
        "site.config.js": "module.exports = { dir: { src: 'src', dist: '_site' } }\n",
        "src/a.md": "",
    }
    assert detect_site(MemoryFiles(files)).content == "src"


@pytest.mark.parametrize(
    "layout",
    [
        {
            "src/blog/blog.json": '{"layout": "article"}',
            "src/_layouts/article.njk": "---\nlayout: base\npermalink: P\n---\n",
        },
        {
            "src/blog/blog.11tydata.js": "module.exports = { layout: 'a.njk' }",
            "src/_includes/a.njk": "---\npermalink: P\n---\n",
        },
        {
            "src/blog/blog.json": '{"layout": "article"}',
            "src/_layouts/article.njk": "---\nlayout: base\n---\n",
            "src/_layouts/base.njk": "---\npermalink: P\n---\n",
        },
    ],
)
def test_a_layout_says_where_its_pages_go(layout: dict[str, str]) -> None:
    """Measured on Eleventy 2.0.1 and 3.1.8: what a layout's front matter says holds for its pages."""
    stated = {path: text.replace(": P", ": notes/{{ page.fileSlug }}/") for path, text in layout.items()}
    files = {".eleventy.js": PLUGINS, **posts("b.md", "c.md"), **stated}
    assert told("[b](/notes/b/) [x](/notes/d/) [y](/blog/c/)", files) == ["/notes/d/"]


def test_a_layout_whose_permalink_is_open_leaves_all_addresses_open() -> None:
    layout = {
        "src/_layouts/a.njk": "---\npermalink: blog/{{ title | slugify }}/index.html\n---\n",
        "src/blog/blog.json": '{"layout": "a"}',
    }
    assert told("[x](/blog/gone/)", {".eleventy.js": PLUGINS, **posts("01-b.md", "02-c.md"), **layout}) == []


def test_layouts_that_name_each_other_say_nothing() -> None:
    circle = {"src/_layouts/a.njk": "---\nlayout: b\n---\n", "src/_layouts/b.njk": "---\nlayout: a\n---\n"}
    files = {".eleventy.js": PLUGINS, **posts("b.md", "c.md", head="layout: a"), **circle}
    assert told("[b](/blog/b/) [x](/blog/gone/)", files) == ["/blog/gone/"]


@pytest.mark.parametrize(
    ("script", "is_own"),
    [
        ("const anchor = require('markdown-it-anchor'); x.use(anchor, { slugify: (s) => s + '!' })", True),
        ("const anchor = require('markdown-it-anchor'); x.use(anchor, { level: 2, slugify(s) { return s; } })", True),
        ("import anchor from 'markdown-it-anchor'; import slugify from 'slugify'; x.use(anchor, { slugify })", True),
        ("import anchor from 'markdown-it-anchor'; import slugify from '@sindresorhus/slugify'; x({ slugify })", False),
        ("import a from 'markdown-it-anchor'; const s = require('uslug'); x.use(a, { slugify: s, level: 2 })", False),
        ("import a from 'markdown-it-anchor'; x.use(a, { slugify: c.getFilter('slugify') })", False),
        ("c.addFilter('slugify', f); import a from 'anchor'; x(a, { slugify: c.getFilter('slugify') })", True),
        ("import a from 'markdown-it-anchor'; x.use(a, { level: 2 }); // slugify: own", False),
        ("x.use(feed, { slugify: (s) => s })", False),
    ],
)
def test_a_function_of_the_site_may_make_the_ids(script: str, is_own: bool) -> None:
    assert detect_site(MemoryFiles({".eleventy.js": script})).options["own-ids"] is is_own
    beside = MemoryFiles({".eleventy.js": "const md = require('./lib/markdown')", "lib/markdown.js": script})
    assert detect_site(beside).options["own-ids"] is is_own
