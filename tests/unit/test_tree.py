"""Where links lead: against what Jekyll and Hugo themselves made of the two sites in `fixtures/`, and case by case."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from evlint.model.context import Target
from evlint.model.files import MemoryFiles
from evlint.model.settings import LinkSettings
from evlint.parse import parse
from evlint.site.detect import detect_site
from evlint.site.names import Names
from evlint.site.tree import SiteTree

FIXTURES = Path(__file__).parents[2] / "fixtures"
JEKYLL = "url: https://www.example.org\ncollections:\n  evenements: {output: true, permalink: '/agenda/:title/'}\n"
HUGO = "baseURL = 'https://www.example.org/'\n"


def tree_of(texts: Mapping[str, str], root: str = ".", links: LinkSettings | None = None) -> SiteTree:
    files = MemoryFiles(texts)
    return SiteTree(files, detect_site(files, root), links or LinkSettings(), parse)


def fixture(name: str, prefix: str = "") -> SiteTree:
    texts = {
        prefix + os.fspath(path.relative_to(FIXTURES / name)): path.read_text("utf-8")
        for path in (FIXTURES / name).rglob("*")
        if path.is_file()
    }
    return tree_of(texts, prefix.rstrip("/") or ".")


def rows(name: str, table: str) -> list[tuple[str, str]]:
    lines = (FIXTURES / name / table).read_text("utf-8").splitlines()
    return [(path, value) for path, _, value in (line.partition("\t") for line in lines)]


@pytest.mark.parametrize("name", ["jekyll", "hugo"])
@pytest.mark.parametrize("prefix", ["", "sites/one/", "../one/"])
def test_every_address_that_the_generator_made_is_found(name: str, prefix: str) -> None:
    tree = fixture(name, prefix)
    expected = {address: Target("found", prefix + path) for path, address in rows(name, "addresses.tsv")}
    assert {address: tree.target(prefix + "index.md", address) for address in expected} == expected


@pytest.mark.parametrize("name", ["jekyll", "hugo"])
def test_every_id_that_the_engine_made_is_known(name: str) -> None:
    tree = fixture(name)
    for path, anchor in rows(name, "anchors.tsv"):
        assert anchor in (tree.anchors(path) or ()), path


def test_addresses_of_jekyll_are_exact() -> None:
    layout = fixture("jekyll").layout
    made = {path: address for path, address in rows("jekyll", "addresses.tsv") if "%" not in address}
    shifted = {"_posts/2022-03-01-minuit.md"}  # 23:30 at -0500 is the next day in Paris
    assert {path: layout.address(path) for path in made if path not in shifted} == {
        path: address for path, address in made.items() if path not in shifted
    }


@pytest.mark.parametrize(
    ("url", "state", "nearest"),
    [
        ("/agenda/sommet-des-govtechs/", "missing", "/agenda/sommet-des-govtech/"),
        ("/agenda/tout-autre-chose/", "missing", None),
        ("/agenda/Sommet-des-govtech/", "missing", "/agenda/sommet-des-govtech/"),
        ("/agenda/nom-du-fichier/", "missing", "/agenda/Mon-Slug/"),  # its slug puts it elsewhere
        ("/agenda/ailleurs/", "missing", "/ailleurs/ici.html"),  # its permalink puts it elsewhere
        ("/n/a/b/Une-autre", "missing", None),
        ("/n/api/index", "unknown", None),  # a folder that the collection has not
        ("/n/a/c/Ma%20note", "missing", "/n/a/b/Ma note"),
        ("/agenda/programme.pdf", "unknown", None),
        ("/agenda/page2/", "unknown", None),
        ("/agenda/2022/", "unknown", None),
        ("/agenda/", "missing", None),
        ("/2022/10/21/mon-premier-billets/", "missing", None),
        ("/2022/10/22/mon-premier-billet/", "missing", None),
        ("/1999/10/21/mon-premier-billet/", "missing", None),
        ("/contact/", "found", None),
        ("/nous-contacter/", "missing", None),
        ("/uploads/logo-forum.png", "found", None),
        ("/uploads/logo-forums.png", "missing", "/uploads/logo-forum.png"),
        ("/uploads/Logo-forum.png", "missing", "/uploads/logo-forum.png"),
        ("/uploads/thumbs/logo-forum.png", "unknown", None),
        ("/uploads/plan%20d%27acc%C3%A8s.pdf", "found", None),
        ("/uploads/plan%20d'acce%CC%80s.pdf", "found", None),
        ("/assets/logo.png", "unknown", None),
        ("/feed.xml", "unknown", None),
        ("/tags/x/", "unknown", None),
        ("/_layouts/default.html", "unknown", None),
        ("//example.org/agenda/x/", "unknown", None),
        ("/agenda/%ff/", "unknown", None),
        ("/agenda/x\n/", "unknown", None),
        ("/" + "a" * 5_000, "unknown", None),
        ("/../agenda/sommet-des-govtech/", "found", None),
    ],
)
def test_links_from_the_root_of_a_jekyll_site(url: str, state: str, nearest: str | None) -> None:
    target = fixture("jekyll").target("index.md", url)
    assert (target.state, target.nearest) == (state, nearest)


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("/posts/un-autre/", "found"),
        ("/posts/autre-billet/", "missing"),  # its slug puts it elsewhere
        ("/posts/premier-billet", "found"),
        ("/fr/posts/premier-billet", "unknown"),
        ("/posts/premier-billets/", "missing"),
        ("/posts/page/2/", "unknown"),
        ("/posts/api/tout-autre-chose/", "missing"),
        ("/guides/dap/tout-autre-chose/", "missing"),
        ("/posts/index.xml", "unknown"),
        ("/posts/bundle/photo.jpg", "found"),
        ("/event/2019/03/managing-your-plain-language-careers/", "missing"),
        ("/event/2031/03/managing-your-plain-language-career/", "unknown"),
        ("/events/2019/2019-03-13-managing/", "unknown"),
        ("/images/logo.png", "found"),
        ("/images/absente.png", "missing"),
        ("/img/absente.png", "unknown"),
        ("/tags/x/", "unknown"),
        ("/topics/", "unknown"),
        ("/vieux/toml/", "found"),
    ],
)
def test_links_from_the_root_of_a_hugo_site(url: str, state: str) -> None:
    assert fixture("hugo").target("content/_index.md", url).state == state


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ('{{< ref "autre-billet.md" >}}', "content/posts/autre-billet.md"),
        ('{{< ref "autre-billet" >}}', "content/posts/autre-billet.md"),
        ('{{< relref "/posts/autre-billet.md#x" >}}', "content/posts/autre-billet.md"),
        ('{{< ref "posts/AUTRE-billet.md" >}}', "content/posts/autre-billet.md"),
        ('{{< ref "bundle" >}}', "content/posts/bundle/index.md"),
        ('{{< ref "/guides/dap/_index.md" >}}', "content/guides/dap/_index.md"),
        ('{{< ref "../guides/dap" >}}', "content/guides/dap/_index.md"),
        ('{{< ref "suite.md" >}}', "content/guides/dap/suite.md"),
        ('{{< ref "#ici" >}}', "content/posts/toml.md"),
    ],
)
def test_hugo_finds_pages_by_path_or_name(url: str, path: str) -> None:
    assert fixture("hugo").target("content/posts/toml.md", url) == Target("found", path)


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ('{{< ref "autre-billets.md" >}}', "missing"),
        ('{{< ref "/posts/absent.md" >}}', "missing"),
        ('{{< ref "/communities/x.md" >}}', "missing"),
        ('{{< ref "/communities" >}}', "missing"),
        ('{{< ref "/tags/x" >}}', "unknown"),
        ('{{< relref "/" >}}', "unknown"),
    ],
)
def test_hugo_misses_pages(url: str, state: str) -> None:
    assert fixture("hugo").target("content/posts/toml.md", url).state == state


def test_without_hugo_s_configuration_a_ref_says_nothing() -> None:
    tree = tree_of({"content/news/a.md": "", "content/news/b.md": ""})
    assert tree.target("content/news/a.md", '{{< ref "absent.md" >}}').state == "unknown"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("{% link _notes/seule.md %}", Target("found", "_notes/seule.md")),
        ("{{ site.baseurl }}{% link uploads/affiche.png %}", Target("found", "uploads/affiche.png")),
        ("{% link _notes/seules.md %}", Target("missing", None, "_notes/seule.md")),
        ("{% link _tutorials/x.md %}", Target("missing")),
        ("{% link absent.md %}", Target("missing")),
        ("{% post_url 2022-10-21-mon-premier-billet %}", Target("found", "_posts/2022-10-21-mon-premier-billet.md")),
        ("{% post_url /talks/2021-05-04-x %}", Target("missing")),
        ("{% post_url 2022-10-21-mon-premier %}", Target("missing", None, "2022-10-21-mon-premier-billet")),
        ("{{ '/a-propos/' | relative_url }}", Target("found", "a-propos.md")),
        ("{{ site.baseurl }}/contact/", Target("found", "contact.html")),
        ("{{ page.url }}", Target("unknown")),
    ],
)
def test_tags_of_jekyll(url: str, expected: Target) -> None:
    assert fixture("jekyll").target("index.md", url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("plan.pdf", Target("found", "a/plan.pdf")),
        ("./plan.pdf", Target("found", "a/plan.pdf")),
        ("../a/plan.pdf", Target("found", "a/plan.pdf")),
        ("Plan.pdf", Target("missing", None, "plan.pdf")),
        ("plans.pdf", Target("missing", None, "plan.pdf")),
        ("b.md", Target("found", "a/b.md")),
        ("b.html", Target("found", "a/b.md")),
        ("b", Target("found", "a/b.md")),
        ("b/", Target("found", "a/b.md")),
        ("c", Target("found", "a/c")),
        ("c/", Target("found", "a/c")),
        ("d%20e+f.png", Target("found", "a/d e+f.png")),
        ("d e+f.png", Target("found", "a/d e+f.png")),
        ("d+e+f.png", Target("missing", None, "d e+f.png")),
        ("%C3%A9t%C3%A9.png", Target("found", "a/été.png")),
        ("e\u0301te\u0301.png", Target("found", "a/été.png")),
        ("../b.md", Target("missing")),
        ("../a/c/indexe.md", Target("missing", None, "c/index.md")),
        ("../../y.png", Target("unknown")),
        ("autre-page", Target("unknown")),
    ],
)
def test_files_beside_a_post(url: str, expected: Target) -> None:
    tree = tree_of({
        "a/post.md": "", "a/plan.pdf": "", "a/b.md": "", "a/c/index.md": "", "a/d e+f.png": "", "a/été.png": "", "z.md": "",
    })  # fmt: skip
    found = tree.target("a/post.md", url)
    assert found if expected.nearest is None and found.state == "missing" else found == expected
    assert found.state == expected.state


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("../sommet-des-govtech/", "found"),
        ("../sommet-des-govtechs/", "missing"),
        ("../../guide/suite/", "found"),
        ("../../uploads/affiche.png", "found"),
        ("../../uploads/absente.png", "missing"),
        ("../../assets/absente.png", "unknown"),
        ("absente.png", "missing"),
        ("../../feed.xml", "unknown"),
        ("programme", "missing"),
    ],
)
def test_relative_links_are_resolved_on_the_page_too(url: str, state: str) -> None:
    assert fixture("jekyll").target("_evenements/hackathon-forum-paris-paix.markdown", url).state == state


@pytest.mark.parametrize("stored", ["\u00e9.pdf", "e\u0301.pdf"])
@pytest.mark.parametrize("asked", ["\u00e9.pdf", "e\u0301.pdf", "e%CC%81.pdf", "%C3%A9.pdf"])
def test_an_upload_is_found_however_its_accents_are_encoded(stored: str, asked: str) -> None:
    tree = tree_of({"_config.yml": JEKYLL, f"uploads/{stored}": "x"})
    assert tree.target("a.md", f"/uploads/{asked}") == Target("found", f"uploads/{stored}")
    assert tree.target("a.md", "/uploads/e.pdf").state == "missing"


def test_a_base_path_is_taken_off() -> None:
    tree = tree_of({"_config.yml": JEKYLL + "baseurl: /docs\n", "_evenements/a.md": ""})
    assert tree.target("x.md", "/docs/agenda/a/") == Target("found", "_evenements/a.md")
    assert tree.target("x.md", "/docs/agenda/b/").state == "missing"
    assert tree.target("x.md", "/agenda/a/").state == "unknown"
    assert tree.target("x.md", "{{ site.baseurl }}/agenda/a/") == Target("found", "_evenements/a.md")


def test_without_a_configuration_jekyll_s_pages_are_never_missing() -> None:
    tree = tree_of({"_posts/2022-01-01-a.md": ""})
    assert tree.target("x.md", "/2022/01/01/a.html").state == "found"
    assert tree.target("x.md", "/2022/01/01/b.html").state == "unknown"


def test_a_permalink_may_come_from_the_defaults() -> None:
    config = (
        "collections: {news: {output: true}}\n"
        "defaults:\n- scope: {path: '', type: news}\n  values: {permalink: '/n/:title/'}\n"
    )
    tree = tree_of({"_config.yml": config, "_news/a.md": ""})
    assert tree.target("x.md", "/n/a/") == Target("found", "_news/a.md")
    assert tree.target("x.md", "/n/b/").state == "missing"


def test_a_collection_that_is_not_written_out_has_no_pages() -> None:
    tree = tree_of({"_config.yml": "collections: {team: {output: false, permalink: '/t/:title/'}}\n", "_team/a.md": ""})
    assert tree.target("x.md", "/t/a/").state == "missing"


def test_a_collection_that_the_tree_lacks_is_unknown() -> None:
    assert tree_of({"_config.yml": JEKYLL, "index.md": ""}).target("x.md", "/agenda/a/").state == "unknown"


def test_the_languages_of_a_hugo_site() -> None:
    config = (
        HUGO + "defaultContentLanguage = 'fr'\n[languages.fr]\ncontentDir = 'content/fr'\n"
        "[languages.en]\ncontentDir = 'content/en'\n"
    )
    tree = tree_of({"hugo.toml": config, "content/fr/posts/a.md": "", "content/en/posts/b.md": ""})
    assert tree.target("x.md", "/posts/a/").path == "content/fr/posts/a.md"
    assert tree.target("x.md", "/en/posts/b/").path == "content/en/posts/b.md"
    assert tree.target("x.md", "/en/posts/c/").state == "missing"
    by_name = tree_of({"hugo.toml": HUGO + "[languages.fr]\n[languages.en]\n", "content/posts/a.fr.md": ""})
    assert by_name.target("x.md", "/fr/posts/a/").path == "content/posts/a.fr.md"


@pytest.mark.parametrize(
    "extra",
    [
        ("content/posts/_content.gotmpl", ""),
        (
            "config/_default/module.toml",
            "[[imports]]\npath = 'x'\n[[imports.mounts]]\nsource = 'c'\ntarget = 'content'\n",
        ),
    ],
)
def test_hugo_pages_made_elsewhere_are_unknown(extra: tuple[str, str]) -> None:
    tree = tree_of({"hugo.toml": HUGO, "content/posts/a.md": "", extra[0]: extra[1]})
    assert tree.target("x.md", "/posts/a/").state == "found"
    assert tree.target("x.md", "/posts/b/").state == "unknown"


def test_a_built_site_makes_links_exact() -> None:
    texts = {"_site/about/index.html": "<p id='x'>", "_site/feed.xml": "", "_site/b.html": "", "index.md": ""}
    tree = tree_of(texts, links=LinkSettings(site_root="_site"))
    assert tree.target("index.md", "/about/") == Target("found", "_site/about/index.html")
    assert tree.target("index.md", "/feed.xml").state == "found"
    assert tree.target("index.md", "/b").state == "found"
    assert tree.target("index.md", "/c").state == "missing"
    assert tree.anchors("_site/about/index.html") == frozenset("x")
    below = tree_of({"docs/_config.yml": "", "docs/_site/b.html": ""}, "docs", LinkSettings(site_root="_site/"))
    assert below.target("docs/index.md", "/b") == Target("found", "docs/_site/b.html")
    absent = tree_of({"index.md": ""}, links=LinkSettings(site_root="_site"))
    assert absent.target("index.md", "/c").state == "unknown"


def test_astro_s_public_folder_stands_at_the_root() -> None:
    tree = tree_of({"astro.config.mjs": "", "public/img/a.png": "", "src/content/blog/a.md": ""})
    assert tree.target("src/content/blog/a.md", "/img/a.png").path == "public/img/a.png"
    assert tree.target("src/content/blog/a.md", "/img/b.png").state == "missing"
    assert tree.target("src/content/blog/a.md", "/blog/b/").state == "unknown"


@pytest.mark.parametrize(
    ("path", "text", "unpublished"),
    [
        ("_evenements/a.md", "---\npublished: false\n---\n", True),
        ("_evenements/a.md", "---\ntitle: x\n---\n\npublished: false\n", False),
        ("_drafts/a.md", "", True),
        ("a.md", "---\ndraft: true\n---\n", False),  # not Jekyll's key
        ("a.png", "", False),
        ("../a.md", "---\ndraft: true\n---\n", False),
    ],
)
def test_drafts(path: str, text: str, unpublished: bool) -> None:
    assert tree_of({"_config.yml": JEKYLL, path: text}).unpublished(path) == ("draft" if unpublished else "")


def test_a_site_may_show_drafts() -> None:
    shown = tree_of({"_config.yml": "unpublished: true\n", "_evenements/a.md": "---\npublished: false\n---\n"})
    assert not shown.unpublished("_evenements/a.md")


def test_registrations() -> None:
    link = "https://www.eventbrite.fr/e/billets-cafe-168711525715"
    event = "---\ntitle: Café {}\nevent_start_date: 2021-1{}-12 16:00:00 +02:00\nlien: {}?aff=x\n---\n"
    tree = tree_of({
        "a.md": event.format(2, 0, link), "b.md": event.format(3, 1, "https://www.eventbrite.com/e/168711525715"),
        "c.md": f"---\ntitle: Article\ndate: 2021-01-01\n---\n{link}\n", "d.md": event.format(4, 2, "https://example.org/e/1"),
    })  # fmt: skip
    assert tree.registrations(link) == [("a.md", "2021-10-12 Café 2"), ("b.md", "2021-11-12 Café 3")]
    assert tree.registrations("https://www.eventbrite.fr/o/organisateur-168711525715") == ()
    assert tree.registrations("https://example.org/") == ()


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ("## A\n", True),
        ("## A\n\n{% if x %}\nb\n{% endif %}\n\n{{ page.title }}\n", True),
        ("## A\n\n{% include x.html %}\n", False),
        ("## A\n\n{{ content }}\n", False),
        ("## A {{ page.title }}\n", False),
        ('## A\n\n{{< ref "b.md" >}}\n', True),
        ("## A\n\n{{< tabs >}}\n", True),  # words to Jekyll
    ],
)
def test_what_templates_bring_is_not_known(body: str, known: bool) -> None:
    anchors = tree_of({"_config.yml": JEKYLL, "a.md": f"---\ntitle: x\n---\n{body}"}).anchors("a.md")
    assert (anchors is not None and "a" in anchors) if known else anchors is None


def test_anchors_of_other_files() -> None:
    tree = tree_of({"a.pdf": "", "b.mdx": "## A\n", "c.html": '<p id="x&amp;y"><a name=z>'})
    assert [tree.anchors(path) for path in ("a.pdf", "b.mdx", "absent.md", "c.html")] == [
        None,
        None,
        None,
        {"x&y", "z"},
    ]


def test_html_headings_get_no_id_from_kramdown() -> None:
    text = "<h2>Au menu</h2>\n\n## Programme\n"
    assert tree_of({"_config.yml": JEKYLL, "a.md": text}).anchors("a.md") == frozenset(["programme"])
    assert {"au-menu", "programme"} <= (tree_of({"a.md": text}).anchors("a.md") or frozenset())


def test_a_site_above_the_working_folder() -> None:
    files = MemoryFiles(
        {"../_config.yml": JEKYLL, "../_evenements/a.md": "", "../_evenements/b.md": "---\npublished: false\n---\n"}
    )
    site = detect_site(files, "..")._replace(here="_evenements")
    tree = SiteTree(files, site, LinkSettings(), parse)
    assert tree.target("a.md", "/agenda/b/") == Target("found", "b.md")
    assert tree.target("a.md", "../b/").state == "found"
    assert tree.unpublished("b.md")


def test_nothing_is_listed_before_a_link_asks() -> None:
    class Silent(MemoryFiles):
        def names(self) -> list[str]:
            raise AssertionError

    files = Silent({"_config.yml": JEKYLL})
    tree = SiteTree(files, detect_site(files), LinkSettings(), parse)
    assert tree.target("a.md", "//example.org/").state == "unknown"
    assert tree.registrations("https://example.org/") == ()


def test_a_post_found_by_its_name_reads_no_other() -> None:
    read: list[str] = []

    class Reading(MemoryFiles):
        def read(self, path: str) -> str | None:
            read.append(path)
            return super().read(path)

    files = Reading(
        {"_config.yml": "permalink: pretty\n", **{f"_posts/2022-01-{day:02}-a.md": "" for day in range(1, 29)}}
    )
    tree = SiteTree(files, detect_site(files), LinkSettings(), parse)
    assert tree.target("a.md", "/2022/01/05/a/") == Target("found", "_posts/2022-01-05-a.md")
    assert len(read) <= 3 + 5  # the configuration, what tells Hexo, and the gems


def test_many_missing_links_do_not_cost_the_square() -> None:
    texts = {f"_evenements/forum-de-l-emploi-numero-{number}.md": "" for number in range(3_000)}
    tree = tree_of({"_config.yml": JEKYLL, **texts})
    states = {tree.target("a.md", f"/agenda/forum-de-l-emplois-numero-{number}/").state for number in range(300)}
    assert states == {"missing"}


def test_ids_in_attribute_lists_count_in_every_dialect() -> None:
    text = "Un.\n{: #un .x}\n\nDeux.\n{#deux .y}\n\n## Trois {: .z #trois}\n"
    for name in ("_config.yml", "hugo.toml"):
        assert {"un", "deux", "trois"} <= (tree_of({name: "", "a.md": text}).anchors("a.md") or frozenset())


def test_a_name_that_differs_only_in_digits_is_never_proposed() -> None:
    names = Names(lambda: ["img/rapport-2023.pdf", "img/raport-2024.pdf"])
    assert names.nearest_file("img/rapport-2024.pdf") == "img/raport-2024.pdf"
    assert Names(lambda: ["img/rapport-2023.pdf"]).nearest_file("img/rapport-2024.pdf") is None


def _events(**posts: str) -> SiteTree:
    return tree_of({f"content/termine/2026/{name}.md": f"---\n{text}\n" for name, text in posts.items()})


def test_what_the_date_of_events_is_their_texts_tell() -> None:
    """Where texts name the day of `date`, it is the event's; where they name others, the day of publication."""
    own = {"a": "date: 2026-02-10\n---\nAm 10. Februar", "b": "date: 2026-03-09\n---\nOn March 9th, 10/09/2026 too"}
    other = {"a": "date: 2026-02-10\n---\nAm 12. März", "b": "date: 2026-03-09\n---\nEl 12 de abril"}
    path = "content/termine/2026/x.md"
    assert _events(**own).dates_of_events(path) is True
    assert _events(**other).dates_of_events(path) is False
    assert _events(a=own["a"], b=other["b"]).dates_of_events(path) is None
    assert _events(**own, c=other["a"], d=other["b"]).dates_of_events(path) is False
    assert _events(**own, c="date: 2026-02-01\nstart_date: 2026-02-10\n---\n").dates_of_events(path) is False
    assert _events(**own).dates_of_events("content/posts/x.md") is None


@pytest.mark.parametrize(("most", "reads"), [(2, 0), (1, 2)])
def test_the_heads_of_a_site_are_read_at_once_unless_there_are_too_many(most: int, reads: int) -> None:
    read: list[str] = []

    class Reading(MemoryFiles):
        def read(self, path: str) -> str | None:
            read.append(path)
            return super().read(path)

    files = Reading({"hugo.toml": HUGO, "content/a.md": "---\nslug: b\n---\n", "content/c.md": "---\ntitle: c\n---\n"})
    tree = SiteTree(files, detect_site(files, "."), LinkSettings(), parse)
    tree.read_heads(most)
    read.clear()
    assert tree.target("content/c.md", "/b/").state == "found"
    assert len([path for path in read if path.endswith(".md")]) == reads
