"""Where Astro's routes put the entries of collections, and when a page is surely missing."""

from __future__ import annotations

import pytest

from evlint.api import lint_text
from evlint.model.files import MemoryFiles
from evlint.site.detect import detect_site

CONFIG = (
    "import mdx from '@astrojs/mdx'\nexport default defineConfig({ site: 'https://x.fr', integrations: [mdx()] })\n"
)
COLLECTIONS = (
    "const blog = defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/blog' }) })\n"
    "export const collections = { blog }\n"
)
ROUTE = (
    "---\nexport async function getStaticPaths() {\n  const posts = await getCollection('blog')\n"
    "  return posts.map((post) => ({ params: { slug: post.id }, props: { post } }))\n}\n---\n"
)
SITE = {
    "astro.config.mjs": CONFIG,
    "src/content.config.ts": COLLECTIONS,
    "src/pages/index.astro": "",
    "src/pages/blog/[...slug].astro": ROUTE,
    "src/content/blog/Été à Lyon.md": "---\ntitle: x\n---\n",
    "src/content/blog/b.md": "---\ntitle: x\nslug: autre\n---\n",
    "src/content/blog/near.png": "",
    "public/img/a.png": "",
}
PATH = "src/content/blog/a.md"


def told(body: str, **changed: str) -> list[str]:
    """Return the targets that EV306 tells in an entry of a site."""
    text = f"---\ntitle: A\n---\n\n{body}\n"
    files = {**SITE, **{_NAMES[key]: value for key, value in changed.items()}, PATH: text}
    return [one.url or "" for one in lint_text(text, path=PATH, files=files, select=["EV306"])]


_NAMES = {
    "config": "astro.config.mjs", "collections": "src/content.config.ts", "route": "src/pages/blog/[...slug].astro",
    "page": "src/pages/blog/gone.astro", "other": "src/pages/[lang].astro", "redirects": "public/_redirects",
}  # fmt: skip


def test_entries_are_found_by_their_ids() -> None:
    body = (
        "[a](/blog/été-à-lyon/) [b](/blog/autre) [c](../autre/) ![d](./near.png) [e](/) [f](/img/a.png) [g](/rss.xml)"
    )
    assert told(body) == []


def test_what_no_page_and_no_route_makes_is_told() -> None:
    body = '[a](/blog/gone/) [b](/gone/) [c](../gone/) [d](/none.pdf) [e](./b.md) <img src="near.png" alt="">'
    assert told(body) == ["/blog/gone/", "/gone/", "../gone/", "/none.pdf", "./b.md", "near.png"]


@pytest.mark.parametrize(
    "changed",
    [
        {"config": CONFIG.replace("mdx()", "starlight({ title: 'x' })")},
        {
            "config": CONFIG.replace(
                "site:", "redirects: { '/blog/gone': '/', '/gone': { status: 302, destination: '/' } }, site:"
            )
        },
        {"config": CONFIG.replace("site:", "redirects: moved, site:")},
        {"config": CONFIG.replace("site:", "srcDir: './app', site:")},
        {"other": ROUTE.replace("post.id", "post.data.lang")},
        {"redirects": "/gone/ /\n/blog/gone /\n"},
    ],
)
def test_what_an_integration_a_redirect_or_an_open_route_may_make_is_not_told(changed: dict[str, str]) -> None:
    assert "/gone/" not in told("[a](/blog/gone/) [b](/gone/)", **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"route": ROUTE.replace("post.id", "slugOf(post)")},
        {"route": ROUTE.replace("'blog'", "name")},
        {"route": ROUTE + "paginate(posts)"},
        {"collections": COLLECTIONS.replace("base:", "generateId: made, base:")},
        {"page": ""},
    ],
)
def test_a_route_that_is_not_plain_tells_nothing_of_its_folder(changed: dict[str, str]) -> None:
    assert told("[a](/blog/gone/)", **changed) == []


def test_folders_of_collections_are_read_from_their_configuration() -> None:
    def folders(script: str) -> tuple[str, ...]:
        return detect_site(MemoryFiles({"astro.config.mjs": CONFIG, "src/content.config.ts": script})).exclude[2:]

    assert folders("") == ("!/content/", "!/blog/", "!/data/")
    assert folders(COLLECTIONS) == ()
    assert folders(COLLECTIONS.replace("./src/content/blog", "./docs/notes")) == ("!/docs/",)
    assert folders("const a = glob({ pattern: 'notes/**/*.md' })") == ("!/notes/",)
    assert folders(COLLECTIONS.replace("'./src/content/blog'", "folder")) == (
        "!/content/",
        "!/blog/",
        "!/data/",
        "!/docs/",
    )


def test_the_base_may_stand_in_a_constant() -> None:
    """As in uxwithem/institut-pour-la-paix, whose editors write addresses with the base."""
    config = CONFIG.replace("export default", "const BASE = '/paix'\nexport default").replace(
        "site:", "base: BASE, site:"
    )
    assert told("[a](/paix/blog/autre/) [b](/paix/blog/gone/)", config=config) == ["/paix/blog/gone/"]
    computed = CONFIG.replace("export default", "const BASE = root()\nexport default").replace(
        "site:", "base: BASE, site:"
    )
    assert told("[a](/paix/blog/autre/)", config=computed) == ["/paix/blog/autre/"]
