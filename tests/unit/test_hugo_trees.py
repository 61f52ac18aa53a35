"""Hugo sites whose tree does not tell everything: mounts, absent submodules, ignored files, pages that a layout fills."""

from __future__ import annotations

from datetime import date

import pytest

from evlint.api import lint_text

POST = "---\ntitle: Post\n---\n\n"
CONFIG = {"hugo.toml": "baseURL = 'https://example.org/'\n", "content/news/other.md": POST}
MOUNTS = """baseURL: https://example.org/
defaultContentLanguage: en
languages: {en: {label: English}, fr: {label: Français}}
"""
MODULE = """mounts:
  - {source: content/en, target: content}
  - {source: content/en/docs, target: content/docs, sites: {matrix: {languages: [fr]}}}
  - {source: content/fr, target: content, lang: fr}
  - {source: tmp/specification, target: content/docs/specs}
  - {source: tmp/roadmap.md, target: content/docs/roadmap.md}
  - {source: static, target: static}
  - {source: icons, target: static/img/logos}
"""
SITE = {
    "config/_default/hugo.yaml": MOUNTS,
    "config/_default/module-template.yaml": MODULE,
    "content/en/docs/_index.md": POST,
    "content/en/docs/guide.md": POST + "## One\n",
    "content/fr/docs/_index.md": POST,
    "icons/a.svg": "",
    "static/img/b.svg": "",
}


def told(text: str, path: str, files: dict[str, str], *codes: str) -> list[str]:
    """Return the targets that are told."""
    found = lint_text(
        POST + text, path=path, files=files, today=date(2026, 11, 30), select=list(codes or ("EV306", "EV307"))
    )
    return [one.url or one.rule for one in found]


def test_what_is_mounted_from_elsewhere_is_not_judged_and_all_else_is() -> None:
    post = (
        "[a](/docs/specs/) [b](/docs/specs/trace/api/#x) [c](/docs/roadmap/) [d](/docs/gone/) ![e](/img/logos/a.svg)"
        " ![f](/img/logos/c.svg) ![g](/img/b.svg) [h](/docs/guide/#one) [i](/docs/guide/#two)\n"
    )
    assert told(post, "content/en/docs/post.md", SITE) == ["/docs/gone/", "/img/logos/c.svg", "/docs/guide/#two"]


def test_pages_of_one_language_stand_in_for_those_that_another_lacks() -> None:
    post = "[a](/fr/docs/guide/#one) [b](/docs/guide/#one) [c](/fr/docs/gone/)\n"
    assert told(post, "content/fr/docs/post.md", SITE) == ["/fr/docs/gone/"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, ["/handbook/a/", "/news/made/x/", "/files/a.pdf"]),
        ({".gitmodules": '[submodule "h"]\n\tpath = content/handbook\n\turl = x\n'}, ["/news/made/x/", "/files/a.pdf"]),
        ({".gitmodules": '[submodule "h"]\n\tpath = content/handbook\n', "content/handbook/b.md": POST},
         ["/handbook/a/", "/news/made/x/", "/files/a.pdf"]),
        ({".gitignore": "/public\ncontent/news/made/\n"}, ["/handbook/a/", "/files/a.pdf"]),
        ({"static/files/.gitignore": "*.pdf\n"}, ["/handbook/a/", "/news/made/x/"]),
    ],
)  # fmt: skip
def test_what_the_checkout_lacks_on_purpose_is_not_judged(files: dict[str, str], expected: list[str]) -> None:
    site = CONFIG | {"static/files/b.pdf": ""} | files
    post = "[a](/handbook/a/) [b](/news/made/x/) [c](/files/a.pdf) [d](/news/other/)\n"
    assert told(post, "content/news/post.md", site) == expected


def test_addresses_that_templates_of_redirects_write_are_there() -> None:
    page = "---\ntitle: X\nredirects:\n  - {from: chat, to: '#talk'}\n  - {from: /old/, to: /news/}\n---\n"
    site = CONFIG | {"content/news/_index.md": page}
    post = "[a](/news/chat/) [b](/old/) [c](/news/none/) [d](/legacy/x)\n"
    assert told(post, "content/news/post.md", site) == ["/news/chat/", "/old/", "/news/none/", "/legacy/x"]
    site["layouts/index.redirects"] = "{{ range .Site.Pages }}\n/legacy/*   /news/:splat\n"
    assert told(post, "content/news/post.md", site) == ["/news/none/"]


def test_a_page_that_a_layout_fills_has_ids_that_nobody_knows() -> None:
    empty = POST + "<!-- do not\ntranslate -->\n"
    site = CONFIG | {"content/news/empty.md": empty, "content/news/full.md": POST + "Text\n"}
    assert told("[a](/news/empty/#part) [b](/news/full/#part)\n", "content/news/post.md", site) == ["/news/full/#part"]


def test_hugo_resolves_no_source_in_raw_html_and_whole_addresses() -> None:
    site = {
        "hugo.toml": "baseURL = 'https://example.org/'\ndefaultContentLanguage = 'en'\n"
        "[languages.en]\ncontentDir = 'content/en'\n[languages.fr]\ncontentDir = 'content/fr'\n",
        "content/en/docs/p.md": POST + "## One\n",
        "content/fr/docs/p.md": POST + "## Un\n",
    }
    post = "[a](/docs/p#un) [b](https://example.org/docs/p/#one) [c](https://example.org/docs/p/#un)\n\n"
    post += '<a href="/docs/p/#un">d</a>\n'
    assert told(post, "content/fr/docs/post.md", site) == ["https://example.org/docs/p/#un", "/docs/p/#un"]


def test_a_ref_that_only_warns_does_not_stop_the_build() -> None:
    site = CONFIG | {"hugo.toml": "baseURL = 'https://example.org/'\nrefLinksErrorLevel = 'warning'\n"}
    (found,) = lint_text(
        POST + '[x]({{< ref "gone.md" >}})\n', path="content/news/post.md", files=site, select=["EV306"]
    )
    assert "will not build" not in str(found.message)


def test_links_from_posts_that_are_not_there_themselves_are_left_alone() -> None:
    site = CONFIG | {"content/news/gone.md": "---\ntitle: X\nexpiryDate: 2024-01-01\n---\n\nText\n"}
    link = "[a](/news/gone/)\n"
    assert told(link, "content/news/post.md", site, "EV314") == ["/news/gone/"]
    both = lint_text(f"---\ntitle: X\nexpiryDate: 2025-01-01\n---\n\n{link}", path="content/news/post.md", files=site,
                     today=date(2026, 11, 30), select=["EV314"])  # fmt: skip
    assert not both


def test_pages_that_a_script_of_the_site_makes_are_not_judged() -> None:
    post = "[a](/docs/guide/) [b](/docs/guide/more/) [c](/docs/guides/)\n"
    site = CONFIG | {"content/docs/_index.md": POST}
    assert told(post, "content/news/post.md", site) == ["/docs/guide/", "/docs/guide/more/", "/docs/guides/"]
    site["external-sources/community"] = (
        '"/guide/README.md","/docs/guide/_index.md"\n"/guide/more.md","/docs/guide/more.md"\n'
    )
    assert told(post, "content/news/post.md", site) == ["/docs/guides/"]


def test_a_page_stands_before_what_leads_on_to_another() -> None:
    site = CONFIG | {
        "content/news/a.md": "---\ntitle: A\naliases: [/report/]\n---\n\nText\n",
        "content/news/b.md": "---\ntitle: B\nurl: /report/\n---\n\n## Part\n",
    }
    assert told("[a](/report/#part) [b](/report/#none)\n", "content/news/post.md", site) == ["/report/#none"]


def test_a_title_over_two_lines_makes_the_address_whole() -> None:
    site = CONFIG | {
        "hugo.toml": "baseURL = 'https://example.org/'\n[permalinks]\nnews = '/:title/'\n",
        "content/news/a.md": "---\ntitle: Une bonne\n  pratique\n---\n",
    }
    post = "---\ntitle: Une bonne\n  nouvelle\n---\n"
    assert not lint_text(post, path="content/news/post.md", files=site, select=["EV501"])
    found = lint_text(post.replace("nouvelle", "pratique"), path="content/news/post.md", files=site, select=["EV501"])
    assert [one.rule for one in found] == ["EV501"]


def test_what_a_theme_that_is_not_there_adds_to_the_configuration_is_not_known() -> None:
    ahead = "---\ntitle: X\nurl: /talk/\ndate: 2027-01-01\n---\n"
    site = {"hugo.yaml": "baseURL: https://example.org/\ntheme: osuny\n", "content/events/b.md": ahead}
    day = date(2026, 11, 30)

    def codes(files: dict[str, str]) -> set[str]:
        found = lint_text(ahead, path="content/events/a.md", files=files, today=day, select=["EV213", "EV501"])
        return {one.rule for one in found}

    # A page ahead is written nowhere: the collision is that of two pages that are there.
    assert codes(site) == {"EV213"}
    merged = site | {"hugo.yaml": site["hugo.yaml"] + "_merge: deep\n"}
    assert codes(merged) == set()
    assert codes(merged | {"themes/osuny/hugo.yaml": "params: {}\n"}) == {"EV213"}


@pytest.mark.parametrize(
    ("file", "text", "shown"),
    [
        ("netlify.toml", '[build]\ncommand = "hugo -F --minify"\n', True),
        ("netlify.toml", '[context.deploy-preview]\ncommand = "hugo -F"\n', False),
        ("package.json", '{"scripts": {"build": "hugo --buildFuture"}}', True),
        ("package.json", '{"scripts": {"start": "hugo server -F", "build": "hugo server -F"}}', False),
        (".github/workflows/deploy.yml", "steps:\n  - run: hugo --gc -F\n", True),
    ],
)
def test_flags_of_the_command_that_publishes_the_site_count(file: str, text: str, shown: bool) -> None:
    site = CONFIG | {file: text}
    post = "---\ntitle: X\ndate: 2027-01-01\n---\n"
    found = lint_text(post, path="content/news/a.md", files=site, today=date(2026, 11, 30), select=["EV213"])
    assert bool(found) is not shown


def test_files_below_the_folder_of_the_configuration_are_read_in_whatever_folder_they_lie() -> None:
    """As falcosecurity/falco-website keeps its mounts; what a build takes from `config/production/` stands over them."""
    site = {
        "config/_default/config.toml": "baseURL = 'https://example.org/'\n",
        "config/_default/module/module.yaml": "mounts:\n- {source: texts/en, target: content}\n",
        "config/_default/languages/languages.yaml": "en: {title: One}\nfr: {title: Un}\n",
        "texts/en/blog/a.md": POST,
    }
    assert told("[a](/blog/a/) [b](/blog/b/)\n", "texts/en/blog/post.md", site) == ["/blog/b/"]
    later = POST.replace("title", "date: 2027-01-01\ntitle")

    def codes() -> list[str]:
        found = lint_text(later, path="texts/en/blog/later.md", files=site, today=date(2026, 11, 30), select=["EV213"])
        return [one.rule for one in found]

    assert codes() == ["EV213"]
    site["config/production/hugo.toml"] = "buildFuture = true\n"
    assert codes() == []


def test_a_relative_alias_stands_beside_the_address_of_its_page() -> None:
    """Built with 0.111 and 0.168, whose absolute aliases differ: only the newer one puts the language before them."""
    site = {
        "hugo.toml": "baseURL = 'https://example.org/'\ndefaultContentLanguageInSubdir = true\n[permalinks]\n"
        "news = '/:year/:slug/'\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n",
        "content/docs/concepts/rules/_index.md": "---\ntitle: R\naliases: [../rules, ./x, /abs/]\n---\n",
        "content/news/p.md": "---\ntitle: P\ndate: 2020-01-01\naliases: [old, ../older]\n---\n",
        "content/news/u.md": "---\ntitle: P\ndate: 2020-01-01\nurl: /here/there/\naliases: [uold, ../uolder]\n---\n",
    }
    good = "/en/docs/rules/ /en/docs/concepts/x /abs/ /en/abs/ /en/2020/old/ /en/older/ /here/uold/ /uolder"
    bad = "/en/docs/old/ /docs/rules/ /en/2020/older/"
    links = " ".join(f"[x]({one})" for one in f"{good} {bad}".split())
    assert told(links, "content/news/post.md", site) == bad.split()


def test_a_copied_page_is_served_for_its_folder() -> None:
    """As okfde/codefor.de keeps whole old sites in content/archiv: HTML without front matter, copied by 0.111."""
    site = CONFIG | {
        "content/archiv/summit/index.html": "<!DOCTYPE html><p>x</p>\n",
        "content/archiv/advent/other.html": "<!DOCTYPE html><p>x</p>\n",
    }
    post = "[a](/archiv/summit) [b](/archiv/summit/) [c](/archiv/advent/other.html) [d](/archiv/advent/other/)\n"
    assert told(post, "content/news/post.md", site) == ["/archiv/advent/other/"]


TWO_OF_ONE = """baseURL = 'https://example.org/'
defaultContentLanguage = 'de'
[languages.en]
contentDir = 'content/en'
[languages.de2]
contentDir = 'content/de'
[languages.de]
contentDir = 'content/de'
"""


def test_one_folder_of_two_languages_is_published_in_both() -> None:
    """As in CorrelAid/hugo-website; Hugo 0.147 and 0.168 write each page twice, 0.111 that of the default language."""
    site = {
        "hugo.toml": TWO_OF_ONE,
        "content/en/about/team.md": POST,
        "content/de/about/code.md": POST + "## Regeln\n",
    }
    post = (
        "[a](/about/code/#regeln) [b](/de2/about/code/) [c](/en/about/code/) [d](/about/gone/) [e](/en/about/team/)\n"
    )
    assert told(post, "content/de/about/post.md", site) == ["/en/about/code/", "/about/gone/"]


@pytest.mark.parametrize(
    "permalinks", ["[permalinks]\nauthors = '/author/:slug/'\n", "[permalinks.term]\nauthors = '/author/:slug/'\n"]
)
def test_terms_that_have_a_permalink_are_not_where_their_pages_lie(permalinks: str) -> None:
    """As in 3dim-computational-imaging/3dim-website: `/author/lea-martin/` is made of the title of the term's page."""
    site = {
        "hugo.toml": f"baseURL = 'https://example.org/'\n[taxonomies]\nauthor = 'authors'\n{permalinks}",
        "content/authors/lea/_index.md": "---\ntitle: Léa Martin\n---\n\nText\n",
        "content/news/other.md": POST,
    }
    post = "[a](/author/lea-martin/#bio) [b](/author/who/) [c](/news/other/) [d](/news/gone/)\n"
    assert told(post, "content/news/post.md", site) == ["/news/gone/"]


def test_pages_of_sections_that_have_a_permalink_may_stand_anywhere_below_it() -> None:
    site = CONFIG | {
        "hugo.toml": "baseURL = 'https://example.org/'\n[permalinks.section]\nnews = '/:sections[1:]/'\nblog = '/notes/'\n"
        "[permalinks.page]\nblog = '/notes/:slug/'\n",
        "content/blog/a.md": "---\ntitle: A\n---\n",
    }
    assert told("[a](/notes/) [b](/notes/a/) [c](/notes/none/)\n", "content/blog/b.md", site) == []
    site["hugo.toml"] = site["hugo.toml"].replace("news = '/:sections[1:]/'\n", "")
    assert told("[a](/notes/) [b](/notes/a/) [c](/notes/none/)\n", "content/blog/b.md", site) == ["/notes/none/"]


def test_a_picture_in_assets_is_there_also_for_a_page_whose_permalink_tells_no_address() -> None:
    """As in osmbe/website: newer Hugo's own `figure` (0.147, 0.168) asks `assets/` too, and so does theirs."""
    site = CONFIG | {
        "hugo.toml": "baseURL = 'https://example.org/'\n[permalinks.page]\nposts = '/:year/:month/:slug'\n",
        "assets/images/posts/a.png": "",
    }
    post = '{{< figure src="images/posts/a.png" >}}\n\n{{< figure src="images/posts/b.png" >}}\n'
    assert told(post, "content/posts/post.md", site) == ["images/posts/b.png"]


def test_a_list_may_show_the_texts_of_its_pages() -> None:
    """As in 3dim-computational-imaging/3dim-website, whose sections show each project with its news folded."""
    site = CONFIG | {
        "content/projects/art/_index.md": POST + "Text\n",
        "content/projects/art/phones/index.md": POST + '{{< collapsible-section title="News" id="news-phones" >}}\n',
        "content/projects/art/old/deep/index.md": POST + '<p id="deep"></p>\n',
    }
    post = "[a](/projects/art/#news-phones) [b](/projects/art/#news) [c](/projects/art/#deep)\n"
    assert told(post, "content/news/post.md", site) == ["/projects/art/#news", "/projects/art/#deep"]


def test_no_page_is_offered_for_a_picture() -> None:
    """As in citizenbar/website: a picture was said to be the post that names it."""
    site = CONFIG | {"static/images/party.jpg": "", "content/news/sound system.md": POST}
    (found,) = lint_text(
        "---\ntitle: X\nimage: images/events/sound system.jpg\n---\n\nText\n",
        path="content/news/post.md",
        files=site,
        select=["EV306"],
    )
    assert found.help is None or "Did you mean" not in str(found.help)


def test_the_post_itself_is_not_offered_for_what_it_misses() -> None:
    """As in mrnossiom/blog, where `[PKPASS](pkpass)` was said to be the page about passes."""
    for path, link in (("content/projects/passes/index.md", "pkpass"), ("content/news/passes-2.md", "passes.md")):
        (found,) = lint_text(
            f"{POST}[a]({link})\n", path=path, files=CONFIG | {path: POST}, select=["EV306"], today=date(2026, 11, 30)
        )
        assert "Did you mean" not in str(found.help)


def test_a_theme_s_icons_bring_no_ids_to_a_page_and_its_scripts_and_templates_do() -> None:
    theme = {
        "themes/x/static/img/arrow.svg": '<svg id="arrow"></svg>',
        "themes/x/static/js/menu.js": "menu.innerHTML = '<div id=\"menu\"></div>'",
        "themes/x/layouts/index.html": '<div id="top"></div>',
    }
    text = "[a](#arrow) [b](#menu) [c](#top)\n\n## Programme\n"
    assert told(text, "content/news/a.md", CONFIG | theme) == ["#arrow"]
