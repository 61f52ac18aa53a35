"""What plugins and options of MkDocs make of a target: each site here was built with MkDocs 1.6.1, which told the same."""

from __future__ import annotations

import pytest

from evlint.api import lint_text

PLAIN = "site_name: A\n"
ABSOLUTE = PLAIN + "validation:\n  links:\n    absolute_links: relative_to_docs\n"
BLOG = PLAIN + "plugins: [search, blog]\n"
I18N = """\
site_name: A
plugins:
  - i18n:
      docs_structure: {structure}
      fallback_to_default: {fallback}
      languages:
        - {{locale: en, name: English, default: true}}
        - {{locale: fr, name: Français}}
"""
FOLDERS = I18N.format(structure="folder", fallback="true")
SUFFIXES = I18N.format(structure="suffix", fallback="true")


def told(config: str, path: str, body: str, *others: str, rules: str = "EV306") -> list[str]:
    """Return the targets that the rules tell in a page of a site with other pages, `path: text` each."""
    text = f"# A\n\n{body}\n"
    pages = dict(one.partition(": ")[::2] for one in others)
    files = {"mkdocs.yml": config, **pages, path: text}
    return [one.url or "" for one in lint_text(text, path=path, files=files, select=[rules])]


def test_a_slash_stands_for_the_folder_of_the_docs_where_the_configuration_says_so() -> None:
    body = "[a](/guide/a.md) [b](/index.md) [c](/guide/gone.md)"
    assert told(ABSOLUTE, "docs/index.md", body, "docs/guide/a.md: # A\n") == ["/guide/gone.md"]


def test_the_lists_of_a_blog_are_made_without_a_file() -> None:
    body = "[a](blog/index.md) [b](blog/archive/2024.md) [c](blog/category/a.md) [d](blog/posts/gone.md) [e](gone/index.md)"
    assert told(BLOG, "docs/index.md", body, "docs/blog/posts/a.md: # A\n") == ["blog/posts/gone.md", "gone/index.md"]
    assert "blog/index.md" in told(PLAIN, "docs/index.md", body)


@pytest.mark.parametrize(
    ("config", "count"), [(BLOG, 1), (PLAIN, 0), (BLOG.replace("blog]", "{blog: {draft: true}}]"), 0)]
)
def test_a_draft_of_a_blog_is_not_published(config: str, count: int) -> None:
    draft = "docs/blog/posts/b.md: ---\ntitle: B\ndraft: true\n---\n# B\n"
    assert len(told(config, "docs/blog/posts/a.md", "[b](b.md)", draft, rules="EV314")) == count


def test_a_page_of_the_default_language_stands_in_for_one_that_is_not_translated() -> None:
    body = "[a](only.md) [b](page.md) [c](gone.md) ![d](a.png)"
    pages = ("docs/en/only.md: # O\n", "docs/fr/page.md: # P\n", "docs/en/a.png: ")
    assert told(FOLDERS, "docs/fr/index.md", body, *pages) == ["gone.md"]
    alone = I18N.format(structure="folder", fallback="false")
    assert told(alone, "docs/fr/index.md", body, *pages) == ["only.md", "gone.md"]
    assert told(FOLDERS, "docs/en/index.md", "[a](page.md)", *pages) == ["page.md"]


def test_a_target_is_the_page_in_the_language_of_the_ending() -> None:
    pages = ("docs/page.md: # P\n\n## One\n", "docs/page.fr.md: # P\n\n## Un\n", "docs/only.md: # O\n")
    body = "[a](page.md#un) [b](page.md#one) [c](only.md) [d](page.fr.md) [e](gone.md)"
    assert told(SUFFIXES, "docs/index.fr.md", body, *pages, rules="EV307") == ["page.md#one"]
    assert told(SUFFIXES, "docs/index.fr.md", body, *pages) == ["gone.md"]
    assert told(SUFFIXES, "docs/index.md", "[a](page.md#un) [b](page.md#one)", *pages, rules="EV307") == ["page.md#un"]


def test_pages_are_published_below_their_language() -> None:
    pages = ("docs/page.fr.md: # P\n\n## Un\n", "docs/en/page.md: # P\n\n## One\n")
    body = "[a](/fr/page/#un) [b](/fr/page/#no) [c](/page/#one) [d](/page/#no)"
    assert told(SUFFIXES, "docs/index.md", body, pages[0], rules="EV307") == ["/fr/page/#no"]
    assert told(FOLDERS, "docs/en/index.md", body, pages[1], rules="EV307") == ["/page/#no"]


def test_what_stands_for_the_environment_may_go_over_lines_and_other_tags_are_left_out() -> None:
    config = "site_name: A\ndocs_dir: !ENV [DOCS, './content']\nx: !ENV [\n  TOKEN,\n  '',\n]\ny: !file a.yml\n"
    assert told(config, "content/index.md", "[a](a.md) [b](gone.md)", "content/a.md: # A\n") == ["gone.md"]


def test_tabs_have_ids_where_the_configuration_makes_slugs_of_their_titles() -> None:
    config = "markdown_extensions:\n- pymdownx.tabbed:\n    slugify: !!python/object/apply:pymdownx.slugs.slugify\n"
    body = '=== "via UART"\n\n    ### Wires\n\n[a](#via-uart) [b](#wires) [c](#via-gone)'
    assert told(config, "docs/a.md", body, rules="EV307") == ["#via-gone"]
    assert told(PLAIN, "docs/a.md", body, rules="EV307") == ["#via-uart", "#via-gone"]
