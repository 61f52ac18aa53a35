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


def test_starlight_gives_each_title_an_id() -> None:
    text = "---\ntitle: A\n---\n\n## Un\n\n[a](#_top) [b](#un) [c](#gone)\n"
    for config, expected in (
        ("export default { integrations: [starlight({ title: 'X' })] }\n", ["#gone"]),
        (CONFIG, ["#_top", "#gone"]),
    ):
        files = {"astro.config.mjs": config, "src/content/docs/a.md": text}
        found = lint_text(text, path="src/content/docs/a.md", files=files, select=["EV307"])
        assert [one.url for one in found] == expected


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


def test_an_id_is_given_as_the_sites_markdown_takes_it() -> None:
    """Astro shows `{#id}` as it is typed; the example bears the id that the link asks for."""
    text = "---\ntitle: A\n---\n\n[note](#_ftn1)\n\n## Notes\n"
    [here] = lint_text(text, path=PATH, files={**SITE, PATH: text}, select=["EV307"])
    assert str(here.help).endswith('<a id="_ftn1"></a>')
    [there] = lint_text(text, path="_posts/2026-01-01-a.md", files={"_config.yml": "title: x\n"}, select=["EV307"])
    assert str(there.help).endswith("## … {#_ftn1}")


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


STARLIGHT = "export default {{ base: '/docs', integrations: [starlight({{ title: 'X'{more} }})] }}\n"
DOCS = {
    "src/content/docs/index.mdx": "---\ntitle: Home\n---\n",
    "src/content/docs/guides/b.md": "---\ntitle: B\n---\n\n## Deux\n",
    "src/content/docs/guides/moved.md": "---\ntitle: M\nslug: guides/there\n---\n",
    "src/content/docs/guides/_part.md": "---\ntitle: P\n---\n",
    "src/content/docs/fr/index.md": "---\ntitle: Accueil\n---\n",
}
DOC = "src/content/docs/guides/a.md"
DOC_LINKS = (
    "[a](/docs/guides/b/) [b](../b) [c](/docs/) [d](/docs/guides/there/) [e](/docs/fr/) [f](/docs/fr/guides/b/)"
    " [g](/docs/fr/gone/) [h](/docs/else/) [i](/docs/guides/gone/) [j](../part/) [k](/docs/guides/moved/)"
    " [l](/docs/guides/x.json)"
)


def told_in_docs(more: str, body: str, rule: str) -> list[str]:
    """Return the targets that a rule tells in a page of Starlight."""
    text = f"---\ntitle: A\n---\n\n{body}\n"
    files = {**DOCS, "astro.config.mjs": STARLIGHT.format(more=more), DOC: text}
    return [one.url or "" for one in lint_text(text, path=DOC, files=files, select=[rule])]


def test_starlight_makes_a_page_of_each_doc_and_nothing_else_in_their_folders() -> None:
    assert told_in_docs("", DOC_LINKS, "EV306") == ["/docs/guides/gone/", "../part/", "/docs/guides/moved/"]
    assert told_in_docs(", plugins: [blog()]", DOC_LINKS, "EV306") == []


def test_the_headings_of_docs_are_known_in_the_default_language_s_stead_too() -> None:
    body = "[a](/docs/guides/b/#deux) [b](../b/#gone) [c](/docs/fr/guides/b/#deux) [d](/docs/fr/guides/b/#gone)"
    assert told_in_docs("", body, "EV307") == ["../b/#gone", "/docs/fr/guides/b/#gone"]


def test_paths_that_begin_with_a_name_of_tsconfig_are_found_there() -> None:
    tsconfig = '{ "compilerOptions": { "paths": { "~/*": ["./src/*"], "~/images/*": ["./src/assets/images/*"] } } }'
    text = "---\ntitle: A\n---\n\n![a](~/images/a.png) ![b](~/b.png) ![c](~/images/gone.png) ![d](@x/d.png)\n"
    files = {**SITE, "tsconfig.json": tsconfig, "src/assets/images/a.png": "", "src/b.png": "", PATH: text}
    assert [one.url for one in lint_text(text, path=PATH, files=files, select=["EV306"])] == ["~/images/gone.png"]


def test_the_template_of_a_page_may_lead_sources_to_pages() -> None:
    route = ROUTE.replace("post.id", "idOf(post)")
    assert told("[a](./b.md) [c](../c.md) [d](./gone.md)", route=route) == ["../c.md", "./gone.md"]
    config = CONFIG.replace("mdx()", "mdx({ remarkPlugins: [links] })")
    assert told("[a](./b.md) [c](../b.md) [d](./gone.md)", route=route, config=config) == ["./gone.md"]


@pytest.mark.parametrize(("loader", "count"), [("docsLoader()", 1), ("ownLoader()", 0)])
def test_ids_that_the_sites_own_loader_makes_are_unknown(loader: str, count: int) -> None:
    page = "---\ntitle: Billing\nslug: billing\n---\n"
    files = {
        "astro.config.mjs": "export default { integrations: [starlight({ title: 'X' })] }\n",
        "src/content.config.ts": f"export const collections = {{ docs: defineCollection({{ loader: {loader} }}) }};\n",
        "src/content/docs/billing.md": page,
        "src/content/docs/de/billing.md": page,
    }
    found = lint_text(page, path="src/content/docs/de/billing.md", files=files, select=["EV501"])
    assert len(found) == count


def test_the_words_of_pictures_are_no_part_of_an_id() -> None:
    headings = '## <img src="/a.svg" alt="Logo"> Fabric\n\n## ![Icon](b.svg) Un\n\n'
    text = f"---\ntitle: A\n---\n\n{headings}[a](#-fabric) [b](#-un) [c](#logo-fabric)\n"
    found = lint_text(text, path=PATH, files={**SITE, PATH: text}, select=["EV307"])
    assert [one.url for one in found] == ["#logo-fabric"]


def test_fragments_with_a_slash_are_addresses_inside_an_application() -> None:
    text = "---\ntitle: A\n---\n\n[a](/api/#tag/Users) [b](/api/#gone)\n"
    files = {**SITE, "src/pages/api/index.html": "<div id='app'></div>\n", PATH: text}
    assert [one.url for one in lint_text(text, path=PATH, files=files, select=["EV307"])] == ["/api/#gone"]
