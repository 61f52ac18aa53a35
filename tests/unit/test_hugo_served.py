"""Hugo sites: tags never run, addresses that something else serves, days in names; held against Hugo 0.111 and 0.168."""

from __future__ import annotations

from datetime import date

import pytest

from evlint.api import lint_text

HEAD = "---\ntitle: Post\n---\n\n"
SITE = {"hugo.toml": "baseURL = 'https://example.org/'\n"}
UNSAFE = {"hugo.toml": SITE["hugo.toml"] + "[markup.goldmark.renderer]\nunsafe = true\n"}
TAG = '{{< ref "no.md" >}}'


def told(body: str, files: dict[str, str], path: str = "content/news/p.md", *codes: str) -> list[str]:
    """Return what is told of a post: its rules and messages."""
    found = lint_text(
        HEAD + body, path=path, files=SITE | files, today=date(2026, 11, 30), select=list(codes or ("EV306", "EV314"))
    )
    return [f"{one.rule} {one.message}" for one in found]


@pytest.mark.parametrize(
    ("body", "is_run"),
    [
        (f"<!--\n[a]({TAG})\n-->\n", False),
        (f"Text <!-- {TAG} --> more\n", False),
        (f'<a href="{TAG}">x</a>\n', False),
        (f'Text <a href="{TAG}">x</a>\n', False),
        (f"<div>\n[a]({TAG})\n</div>\n", False),
        (f"<pre>\n{TAG}\n</pre>\n", False),
        ('<!--\n[a]({{% ref "no.md" %}})\n-->\n', True),
        (f"Text <b>{TAG}</b> more\n", True),
        (f"a <!-- b\n\n{TAG}\n\n-->\n", True),
        (f"<div>\n\n[a]({TAG})\n\n</div>\n", True),
        ("{{< inner >}}\n<!-- " + TAG + " -->\n{{< /inner >}}\n", True),
        ("<!--\n{{< inner >}}\n" + TAG + "\n{{< /inner >}}\n-->\n", False),
    ],
)
def test_a_tag_in_html_is_run_where_the_page_keeps_html(body: str, is_run: bool) -> None:
    assert bool(told(body, {})) is is_run
    assert told(body, UNSAFE)


HIDDEN = {"draft": "draft: true", "expired": "expiryDate: 2020-01-01", "ahead": "date: 2099-01-01"}


@pytest.mark.parametrize("why", sorted(HIDDEN))
def test_a_link_to_a_hidden_page_works_where_a_live_page_leads_on_from_its_address(why: str) -> None:
    def page(*keys: str) -> str:
        return "---\ntitle: Page\n" + "".join(f"{key}\n" for key in keys) + "---\n"

    files = {
        "content/news/old.md": page(HIDDEN[why]),
        "content/news/exp.md": page(HIDDEN[why]),
        "content/news/third.md": page(HIDDEN[why]),
        "content/news/own.md": page(HIDDEN[why]),
        "content/news/a.md": page("draft: true", "aliases: [/news/third/]"),
        "content/news/live.md": page("aliases: [/news/old/, exp]"),
    }
    body = "[a](/news/old/) [b](/news/exp/) [c](/news/third/) [d](../exp/) [e](https://example.org/news/old/)\n"
    assert [one.split("”")[0] for one in told(body, files)] == ["EV314 “/news/third/"]
    own = HEAD.replace("---\n\n", "aliases: [/news/own/]\n---\n\n") + "[a](/news/own/)\n"
    found = lint_text(own, path="content/news/p.md", files=SITE | files, today=date(2026, 11, 30), select=["EV314"])
    assert not found
    files["static/_redirects"] = "/news/thi* /news/live/\n"
    assert not told(body, files)


@pytest.mark.parametrize(
    ("asked", "version", "is_there"),
    [
        ("/labs", "", True),
        ("labs", "", True),
        ("/labs/", "", True),
        ("/Labs", "", True),
        ("/labs.md", "", True),
        ("/deep", "", True),
        ("/deep/er", "", False),
        ("/labs/_index.md", "", True),
        ("/labs/_index.md", "0.111.3", False),
        ("/labs", "0.111.3", True),
        ("/pictures", "", False),
        ("/gone", "", False),
    ],
)
def test_a_tag_may_name_a_section_that_has_no_file_of_its_own(asked: str, version: str, is_there: bool) -> None:
    files = {
        "content/labs/a.md": HEAD,
        "content/deep/er/c.md": HEAD,
        "content/pictures/a.png": "",
        "netlify.toml": f'[build.environment]\nHUGO_VERSION = "{version}"\n' if version else "",
    }
    assert bool(told('[a]({{< ref "' + asked + '" >}})\n', files)) is not is_there


def test_a_section_without_a_file_of_its_own_has_a_page() -> None:
    files = {"content/labs/a.md": HEAD, "content/deep/er/c.md": HEAD}
    assert told("[a](/labs/) [b](/deep/) [c](/deep/er/) [d](/gone/)\n", files) == [
        "EV306 The site has nothing at “/deep/er/”.",
        "EV306 The site has nothing at “/gone/”.",
    ]


@pytest.mark.parametrize(
    ("name", "version", "slug"),
    [
        ("2021-09-31-a", "", "2021-09-31-a"),
        ("2021-02-29-g", "", "2021-02-29-g"),
        ("2021-13-01-k/index", "", "2021-13-01-k"),
        ("0000-00-00-n", "", "0000-00-00-n"),
        ("2021-9-3-b", "", "2021-9-3-b"),
        ("21-09-30-c", "", "21-09-30-c"),
        ("2021-09-30_d", "", "d"),
        ("2021-09-30 - f", "", "f"),
        ("2021-09-30x", "", "x"),
        ("2021-09-30-l/index", "", "l"),
        ("2021-09-30", "", "2021-09-30"),
        ("2021-09-30-", "", "2021-09-30-"),
        ("2021-09-30-10-20-30-e", "", "e"),
        ("2021-09-30-10-20-30-e", "0.147.9", "10-20-30-e"),
    ],
)
def test_only_a_day_of_the_calendar_leaves_the_address(name: str, version: str, slug: str) -> None:
    files = {
        "hugo.toml": SITE["hugo.toml"] + "[frontmatter]\ndate = [':filename', ':default']\n",
        "netlify.toml": f'[build.environment]\nHUGO_VERSION = "{version}"\n' if version else "",
        f"content/blog/{name}.md": HEAD,
    }
    assert not told(f"[a](/blog/{slug}/)\n", files)
    rest = name.removesuffix("/index")[11:] if slug.startswith("2021-") else name.removesuffix("/index")
    if rest and rest != slug:
        assert told(f"[a](/blog/{rest.replace(' ', '-')}/)\n", files)


def test_the_day_of_the_name_is_the_date_of_a_post_where_the_site_says_so() -> None:
    config = SITE["hugo.toml"] + "[frontmatter]\ndate = [':filename', ':default']\n"
    post = "---\ntitle: Post\ndate: 2021-05-01\n---\n\nText.\n"

    def codes(config: str, name: str) -> list[str]:
        found = lint_text(post, path=f"content/blog/{name}.md", files={"hugo.toml": config}, select=["EV205"])
        return [one.rule for one in found]

    assert codes(config, "2021-06-30-a") == []
    assert codes(SITE["hugo.toml"], "2021-06-30-a") == ["EV205"]
    assert codes(config.replace("[':filename', ':default']", "['date', ':filename']"), "2021-06-30-a") == ["EV205"]


LANGUAGES = """defaultContentLanguage = "en"
[languages.en]
contentDir = "content/en"
[languages.ro]
contentDir = "content/ro"
"""
TEMPLATE = """{{ with hugo.Sites.Default -}}
  {{ with .Language.Name -}}
      /{{ . }}    /
      /{{ . }}/*  /:splat
      /docs/{{ . }}/*  /docs/:splat
  {{ end -}}
{{ end -}}
/plain/*  /news/{{ $latest.Name -}}
"""


def test_a_template_that_writes_redirects_may_fill_in_the_language_without_a_folder() -> None:
    files = {
        "hugo.toml": SITE["hugo.toml"] + LANGUAGES,
        "content/en/docs/guide.md": HEAD,
        "content/ro/docs/guide.md": HEAD,
    }
    body = "[a](/en/docs/guide/) [b](/ro/docs/gone/) [c](/docs/gone/) [d](/plain/x/)\n"

    def missing(files: dict[str, str]) -> list[str]:
        return [one.split("“")[1].split("”")[0] for one in told(body, files, "content/ro/docs/p.md", "EV306")]

    assert missing(files) == ["/en/docs/guide/", "/ro/docs/gone/", "/docs/gone/", "/plain/x/"]
    files["layouts/_partials/redirects/localization.txt"] = TEMPLATE
    assert missing(files) == ["/ro/docs/gone/", "/docs/gone/"]
    files["hugo.toml"] = SITE["hugo.toml"] + "defaultContentLanguageInSubdir = true\n" + LANGUAGES
    assert "/docs/gone/" in missing(files)


@pytest.mark.parametrize(
    ("file", "text", "served"),
    [
        ("static/_redirects", "/old/* /news/:splat\n", ["/old/a/b/", "/old/a", "/old/", "/old"]),
        ("static/_redirects", "/old/*  /404.html  404\n", []),
        ("static/_redirects", "/old/:page /news/:page 301!\n", ["/old/a"]),
        ("netlify.toml", '[[redirects]]\nfrom = "/old/*"\nto = "/:splat"\n', ["/old/a/b/", "/old/a", "/old/", "/old"]),
        ("netlify.toml", '[[redirects]]\nfrom = "/old/*"\nto = "/404"\nstatus = 404\n', []),
    ],
)
def test_a_star_serves_all_that_is_below_and_the_folder_itself(file: str, text: str, served: list[str]) -> None:
    asked = ["/old/a/b/", "/old/a", "/old/", "/old", "/older/"]
    found = told("".join(f"[x]({one})\n" for one in asked), {file: text, "content/news/a.md": HEAD})
    assert [one for one in asked if not any(f"“{one}”" in message for message in found)] == served


@pytest.mark.parametrize(
    ("name", "key", "version", "is_hidden"),
    [
        ("2099-01-01-a", "", "", True),
        ("2099-01-01-a", "", "0.111.3", False),
        ("2099-01-01-a", "", "0.147.9", True),
        ("2099-01-01-a", "date: 2019-01-01\n", "", False),
        ("2021-09-30-a", "date: 2098-01-01\n", "", True),
        ("2099-02-31-a", "", "", False),
    ],
)
def test_a_key_hides_a_page_until_its_day_before_the_name_does(
    name: str, key: str, version: str, is_hidden: bool
) -> None:
    files = {
        "hugo.toml": SITE["hugo.toml"] + "[frontmatter]\ndate = [':filename', ':default']\n",
        "netlify.toml": f'[build.environment]\nHUGO_VERSION = "{version}"\n' if version else "",
        f"content/blog/{name}.md": f"---\ntitle: A\n{key}---\n",
    }
    slug = name if name == "2099-02-31-a" else "a"
    assert bool(told(f"[a](/blog/{slug}/)\n", files)) is is_hidden


def test_an_alias_may_be_the_file_that_the_page_would_be_with_ugly_addresses() -> None:
    files = {
        "content/termine/_index.md": "---\naliases: [/termine.html]\n---\n",
        "content/team/_index.md": "---\ntitle: T\n---\n",
    }
    (found,) = told("[a](/termine.html) [b](/team.html)\n", files)
    assert "“/team.html”" in found


@pytest.mark.parametrize(("template", "is_there"), [('{{ .Get "src" | relURL }}', True), ('{{ .Get "src" }}', False)])
def test_a_figure_of_the_sites_own_may_look_from_the_root(template: str, is_there: bool) -> None:
    files = {"static/images/a.png": "", "layouts/shortcodes/figure.html": f'<img src="{template}">'}
    found = told('{{< figure src="images/a.png" >}}\n', files)
    assert bool(found) is not is_there


@pytest.mark.parametrize("link", ["/news/webinaire-design-et-droit-2/", "../webinaire-design-et-droit-2/"])
def test_the_post_itself_is_not_offered_for_another_page(link: str) -> None:
    path = "content/news/webinaire-design-et-droit.md"
    text = f"{HEAD}[a]({link})\n"
    (found,) = lint_text(text, path=path, files={**SITE, path: text}, select=["EV306"])
    assert "Did you mean" not in str(found.help)
