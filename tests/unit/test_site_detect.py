"""Which site a post belongs to, and what its configuration says."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

import pytest

from evlint.model.files import MemoryFiles
from evlint.model.globs import Globs
from evlint.model.site import NO_SITE, SiteCollection
from evlint.site.detect import FIRST_SIGNS, detect_site, site_root_of


def tree(*paths: str) -> set[str]:
    known: set[str] = set()
    for path in paths:
        while path:
            known.add(path)
            path = path.rpartition("/")[0]  # noqa: PLW2901 climbing
    return known


@pytest.mark.parametrize(
    ("beside", "name"),
    [
        ((), "eleventy"),
        (("Gemfile",), "jekyll"),
        (("_layouts/a.html",), "jekyll"),
        (("_posts/2026-01-02-a.md",), "jekyll"),
    ],
)
def test_a_configuration_of_jekyll_beside_one_of_eleventy_counts_where_jekyll_has_more(
    beside: tuple[str, ...], name: str
) -> None:
    """An editor (Forestry) left an empty `_config.yml` in nhoizey/precious-prana.com."""
    files = MemoryFiles({"_config.yml": "", ".eleventy.js": "", "src/a.md": "# A\n", **dict.fromkeys(beside, "")})
    assert detect_site(files, ".").generator == name


@pytest.mark.parametrize(
    ("post", "paths", "root"),
    [
        ("_posts/a.md", ["_config.yml"], "."),
        ("a.md", ["_config.toml"], "."),
        ("docs/_posts/a.md", ["docs/_config.yml", "README.md"], "docs"),
        ("docs/_docs/b/a.md", ["docs/_config.yml", "_config.yml"], "docs"),
        ("site/content/news/a.md", ["site/hugo.toml"], "site"),
        ("site/content/a.md", ["site/config.toml", "site/content"], "site"),
        ("site/content/a.md", ["site/config/_default/hugo.toml", "site/content"], "site"),
        ("src/content/a.mdx", ["astro.config.mjs"], "."),
        ("posts/a.md", ["eleventy.config.js"], "."),
        ("../corpora/numerique/_evenements/a.md", ["../corpora/numerique/_config.yml"], "../corpora/numerique"),
        ("/srv/site/_posts/a.md", ["/srv/site/_config.yml"], "/srv/site"),
        ("a.md", ["../_config.yml"], ".."),
        ("b/a.md", ["../../hugo.yaml"], "../.."),
        ("docs/_posts/a.md", ["docs/_posts/a.md"], "docs"),
        ("docs/_posts/2020/a.md", ["docs/_posts/2020/a.md", "_config.yml"], "."),
        ("themes/zen/exampleSite/content/a.md", ["hugo.toml", "themes/zen/exampleSite/hugo.toml"], "."),
        ("exampleSite/content/a.md", ["theme.toml", "exampleSite/hugo.toml"], "exampleSite"),
        ("themes/zen/exampleSite/content/a.md", ["themes/zen/exampleSite/hugo.toml"], "themes/zen/exampleSite"),
    ],
)
def test_the_root_is_the_nearest_folder_with_a_configuration(post: str, paths: Iterable[str], root: str) -> None:
    assert site_root_of(post, tree(*paths).__contains__) == root


@pytest.mark.parametrize(
    ("post", "paths"),
    [
        ("a/b.md", []),
        ("a/b.md", ["config.toml"]),  # some other program's
        ("a/b.md", ["../_config.yml", ".git"]),  # outside the repository
        ("/a.md", []),
    ],
)
def test_there_may_be_no_site(post: str, paths: Iterable[str]) -> None:
    assert site_root_of(post, tree(*paths).__contains__) is None


@pytest.mark.parametrize("here", ["/", "/a", "/a/b", "/a/b/c/d"])
@pytest.mark.parametrize(
    "at", ["/_config.yml", "/a/_config.yml", "/a/_posts", "/_posts", "/a/b/.git", "/x/_config.yml"]
)
@pytest.mark.parametrize("post", ["p.md", "x/p.md", "../p.md", "../x/y/p.md", "../../p.md", "/a/b/p.md"])
def test_above_the_root_of_the_disk_is_nothing(here: str, at: str, post: str) -> None:
    """Told how deep the working folder lies, the search answers the same and asks for no folder of the disk twice."""
    asked: list[str] = []

    def exists(path: str) -> bool:
        asked.append(posixpath.normpath(posixpath.join(here, path)))
        return asked[-1] == at

    root = site_root_of(post, exists)
    several = len(asked)
    asked.clear()
    assert site_root_of(post, exists, depth=len(here.split("/")) - (2 if here == "/" else 1)) == root
    assert len(asked) == len(set(asked)) <= several


@pytest.mark.parametrize("sign", sorted(FIRST_SIGNS))
@pytest.mark.parametrize("beside", ["x.md", "config.toml", "config/_default", ".git", "_posts"])
def test_listing_folders_changes_no_answer(sign: str, beside: str) -> None:
    for paths in ([f"a/{sign}", f"a/{beside}"], [sign, f"a/b/{beside}"], [f"a/{beside}"]):
        there = tree(*paths)

        def names_in(folder: str, there: set[str] = there) -> set[str]:
            start = "" if folder == "." else f"{folder}/"
            return {path[len(start) :].partition("/")[0] for path in there if path.startswith(start)}

        slowly = site_root_of("a/b/x.md", there.__contains__)
        assert site_root_of("a/b/x.md", there.__contains__, None, names_in) == slowly


def test_the_search_ends() -> None:
    asked: list[str] = []

    def nothing(path: str) -> bool:
        asked.append(path)
        return False

    assert site_root_of("a/" * 500 + "b.md", nothing) is None
    assert len(asked) < 2_000


def test_a_site_in_a_usual_child_is_found() -> None:
    site = detect_site(MemoryFiles({"docs/_config.yml": "url: https://example.org\n", "README.md": ""}))
    assert (site.root, site.config, site.url) == ("docs", "docs/_config.yml", "https://example.org")


def test_no_configuration_says_nothing() -> None:
    assert detect_site(MemoryFiles({"a.md": ""})) == NO_SITE
    assert detect_site(MemoryFiles({"config.toml": "[tool]\nname = 'x'\n"})).generator == "none"
    assert detect_site(MemoryFiles({"x/a.md": ""}), "x").root == "x"


def test_posts_alone_make_a_jekyll_site_without_a_configuration() -> None:
    site = detect_site(MemoryFiles({"_posts/2022-01-01-a.md": ""}))
    assert (site.generator, site.config, site.markdown) == ("jekyll", None, "kramdown")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_config.yml", "a: [\n"),
        ("_config.yml", "- a\n- b\n"),
        ("_config.yml", "url: 12\ntimezone: [a]\ncollections: 3\ndefaults: {a: b}\nexclude: {x: y}\nfuture: 'maybe'\n"),
        ("_config.yml", "defaults:\n- 3\n- scope: x\n  values: 4\n- scope: {path: 3, type: 4}\n  values: {a: 1}\n"),
        ("_config.yml", "\x00"),
        ("_config.yml", "a: !ruby/object:X {}\n"),
        ("_config.yml", "x: 2022-02-30\n? [a, b]\n: c\n"),
        ("_config.yml", "a: &a [*a]\n"),
        ("_config.yml", "[" * 3_000),
        ("_config.toml", "a = \n"),
        ("hugo.toml", "baseURL = 3\npermalinks = 'x'\nlanguages = []\ncascade = 4\nmarkup = 'x'\n"),
        ("hugo.json", "{"),
        ("hugo.json", "[" * 100_000),
        ("hugo.yaml", "languages:\n  fr: 3\n  en:\n    contentDir: [x]\npermalinks:\n  page: 3\nmodule: 4\n"),
    ],
)
def test_a_broken_configuration_never_raises(name: str, text: str) -> None:
    site = detect_site(MemoryFiles({name: text}))
    assert site.config == name
    assert site.generator == ("jekyll" if name.startswith("_") else "hugo")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("base_url = 'https://x.fr'\n[extra]\ncolours = {\n  # a comment, }\n  a = '}',\n  b = [1,\n 2,],\n}\n", True),
        ('base_url = \'https://x.fr\'\nc = { d = { e = """\n{,}\n""",\n }, }\n', True),
        ("base_url = 'https://x.fr'\nc = = 2\n", False),
        ("base_url = 'https://x.fr'\nc = {\n  d = = 2,\n}\n", False),
    ],
)
def test_inline_tables_may_run_over_lines_and_a_broken_file_of_its_own_name_is_still_zolas(
    text: str, known: bool
) -> None:
    site = detect_site(MemoryFiles({"zola.toml": text}))
    assert (site.generator, site.url, bool(site.faults)) == ("zola", "https://x.fr" if known else None, not known)


def test_jekyll_says_what_it_says() -> None:
    site = detect_site(
        MemoryFiles(
            {
                "_config.yml": (
                    "timezone: Europe/Paris\nlocale: fr_FR.UTF-8\nurl: https://Example.org/\nbaseurl: /docs/\nfuture: true\n"
                    "unpublished: true\npermalink: pretty\ncollections_dir: collections\ninclude: [_pages]\n"
                    "exclude: [README.md]\n"
                    "collections:\n  evenements: {output: true, permalink: '/agenda/:title/'}\n  equipe:\n"
                    "defaults:\n- scope: {path: '', type: evenements}\n  values: {layout: evenement, date: 2022-01-01}\n"
                    "kramdown: {input: kramdown, transliterated_header_ids: true}\n"
                )
            }
        )
    )
    assert (site.timezone, site.language, site.url, site.baseurl) == (
        "Europe/Paris",
        "fr-FR",
        "https://example.org",
        "/docs",
    )
    assert (site.future, site.shows_drafts, site.permalink) == (True, True, "pretty")
    assert site.include == ("_pages",)
    machinery = ("/_layouts/", "/_includes/", "/_data/", "/_plugins/", "/_sass/", "**/_posts/**/_*")
    hidden = tuple(f"/collections/_{name}/**/_*" for name in ("evenements", "equipe", "posts"))
    assert site.exclude == ("README.md", *machinery, *hidden)
    assert site.collections == (
        SiteCollection("evenements", "collections/_evenements", "/agenda/:title/", True),
        SiteCollection("equipe", "collections/_equipe", None, False),
        SiteCollection("posts", "collections/_posts", "pretty", True),
    )
    assert site.defaults[0].type == "evenements"
    assert site.defaults[0].values == {"layout": "evenement", "date": "2022-01-01"}
    assert (site.markdown, site.heading_ids) == ("kramdown", "kramdown-transliterated")


@pytest.mark.parametrize(
    ("text", "engine", "ids"),
    [
        ("title: x\n", "kramdown", ""),
        ("markdown: CommonMarkGhPages\n", "github", ""),
        ("markdown: redcarpet\n", "unknown", ""),
        ("kramdown: {auto_ids: false}\n", "kramdown", "none"),
        ("kramdown: {input: kramdown}\n", "kramdown", "kramdown-plain"),
        ("kramdown: {hard_wrap: false}\n", "kramdown", ""),
    ],
)
def test_jekyll_engines(text: str, engine: str, ids: str) -> None:
    site = detect_site(MemoryFiles({"_config.yml": text}))
    assert (site.markdown, site.heading_ids) == (engine, ids)


def test_collections_may_be_a_list() -> None:
    site = detect_site(MemoryFiles({"_config.yml": "collections: [docs, team]\n"}))
    assert [(one.name, one.folder, one.output) for one in site.collections] == [
        ("docs", "_docs", False),
        ("team", "_team", False),
        ("posts", "_posts", True),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "hugo.toml",
            "BaseURL = 'https://example.org/sub/'\nlanguageCode = 'fr-FR'\ntimeZone = 'Europe/Paris'\nbuildFuture = true\n",
        ),
        (
            "config.yaml",
            "baseURL: https://example.org/sub/\nlanguageCode: fr-FR\ntimezone: Europe/Paris\nbuildFuture: true\n",
        ),
        (
            "hugo.json",
            '{"baseurl": "https://example.org/sub", "languagecode": "fr-FR", "timezone": "Europe/Paris",'
            ' "buildFuture": true}',
        ),
    ],
)
def test_hugo_in_every_format(name: str, text: str) -> None:
    site = detect_site(MemoryFiles({name: text}))
    assert (site.generator, site.config) == ("hugo", name)
    assert (site.url, site.baseurl, site.language, site.timezone) == (
        "https://example.org",
        "/sub",
        "fr-FR",
        "Europe/Paris",
    )
    assert (site.future, site.content, site.static, site.markdown) == (True, "content", ("static",), "goldmark")


def test_hugo_in_a_folder_of_parts() -> None:
    site = detect_site(
        MemoryFiles(
            {
                "config/_default/hugo.toml": "baseURL = 'x'\ndefaultContentLanguage = 'fr'\nstaticDir = ['s', 't']\n",
                "config/_default/permalinks.toml": "[page]\nevents = '/event/:slug/'\n",
                "config/_default/languages.toml": "[fr]\ncontentDir = 'content/fr'\n[en]\ncontentDir = 'content/en'\n",
                "config/_default/markup.toml": "[goldmark.parser]\nautoHeadingIDType = 'github-ascii'\n",
                "config/_default/module.toml": "[[mounts]]\nsource = 'x'\n",
            }
        )
    )
    assert (site.config, site.language, site.static) == ("config/_default", "fr", ("s", "t"))
    assert (site.content, site.contents, site.languages) == ("content/fr", ("content/en",), ("fr", "en"))
    assert site.collections == (SiteCollection("events", "content/fr/events", "/event/:slug/", True),)
    assert (site.heading_ids, site.mounted) == ("goldmark-ascii", False)


def test_hugo_cascades_are_defaults() -> None:
    site = detect_site(
        MemoryFiles(
            {"hugo.yaml": "baseURL: x\ncascade:\n- target: {path: '/news/**'}\n  params: {color: red}\n  draft: true\n"}
        )
    )
    assert [(one.path, one.type, one.values) for one in site.defaults] == [
        ("news", None, {"draft": True, "color": "red"})
    ]


def test_astro_and_eleventy_are_known_by_their_files() -> None:
    assert detect_site(MemoryFiles({"astro.config.mjs": ""})).static == ("public",)
    assert detect_site(MemoryFiles({".eleventy.js": ""})).generator == "eleventy"


@pytest.mark.parametrize("folder", [".", "./", "cols", "./cols/", "cols/"])
def test_jekyll_reads_folders_however_they_are_written(folder: str) -> None:
    site = detect_site(MemoryFiles({"_config.yml": f"collections_dir: {folder}\nsource: ./src/\n"}))
    inside = folder.strip("./")
    assert site.content == "src"
    assert site.collections[0].folder == "/".join(filter(None, ("src", inside, "_posts")))


@pytest.mark.parametrize(("config", "folder"), [("", "archetypes"), ("archetypeDir = 'muster/'\n", "muster")])
def test_hugo_keeps_archetypes_out_of_the_site(config: str, folder: str) -> None:
    site = detect_site(MemoryFiles({"hugo.toml": f"baseURL = 'x'\n{config}"}))
    assert site.exclude == ("/*", "!/content/", f"/{folder}/", "/themes/*/archetypes/")


@pytest.mark.parametrize(
    ("expression", "ignored", "kept"),
    [
        (r"\\.Rmd$", "content/a/index.Rmd", "content/a/index.md"),
        (r"\\.(ipynb|Rmd)$", "content/a.Rmd", "content/a.Rmd.md"),
        ("(^|/)renv$", "content/renv/a.md", "content/myrenv/a.md"),
        ("_cache$", "content/a_cache/b.md", "content/a_cached/b.md"),
        (r"README\\.md", "content/a/README.md", "content/a/READMEx.md"),
        ("content/drafts/", "content/drafts/a.md", "content/drafts.md"),
        (".*[!]$", "", "content/a.md"),
        ("^content", "", "content/a.md"),
    ],
)
def test_hugo_leaves_out_what_ignorefiles_says(expression: str, ignored: str, kept: str) -> None:
    """ropensci/roweb3, config.toml: expressions that are looked for in a file's path."""
    site = detect_site(
        MemoryFiles({"hugo.toml": f'baseURL = "https://example.org/"\nignoreFiles = ["{expression}"]\n'})
    )
    excluded = Globs(site.exclude)
    assert not ignored or excluded.match(ignored)
    assert not excluded.match(kept)
