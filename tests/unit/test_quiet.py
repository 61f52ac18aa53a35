"""What is told as a note because of where it stands (`lint.quiet`)."""

from __future__ import annotations

from datetime import date

import pytest

from evlint.api import lint_text

README = """+++
title = "kangae"
[extra]
repository = "https://github.com/ayushnix/kangae.git"
{more}
+++

# TODO (maybe?)

- (responsive) image shortcodes
"""


def severity(text: str) -> list[str]:
    found = lint_text(text, path="content/themes/kangae/index.md", today=date(2026, 11, 30), select=["EV011"])
    return [one.severity for one in found]


def test_what_a_copied_readme_leaves_open_is_a_note() -> None:
    """As getzola/zola copies the README of each theme into its manual."""
    assert severity(README.format(more='minimum_version = "0.14.1"')) == ["info"]
    assert severity(README.format(more="")) == ["warning"]


LIST = "---\ntitle: Resources\n---\n\n[The guide](/resources/none.html) and [x](nope.pdf)\n"


@pytest.mark.parametrize(
    ("templates", "severity"),
    [
        ({"layouts/resources/list.html": "<h1>{{ .Title }}</h1>"}, "info"),
        (
            {"layouts/resources/list.html": "{{ .Title }}{{ partial `card` . }}", "layouts/partials/card.html": "x"},
            "info",
        ),
        ({"themes/agency/layouts/resources/section.html": "{{ .Title }}"}, "info"),
        ({"layouts/resources/list.html": "{{ .Content }}"}, "error"),
        (
            {"layouts/resources/list.html": '{{ partial "b.html" . }}', "layouts/partials/b.html": "{{ .Content }}"},
            "error",
        ),
        ({"layouts/resources/list.html": "{{ partial $name . }}"}, "error"),  # a name that nobody can tell
        ({"layouts/resources/list.html": "{{ .Title }}", "layouts/_default/baseof.html": "{{ .Content }}"}, "error"),
        # Hugo 0.168 takes this one first.
        ({"layouts/resources/list.html": "{{ .Title }}", "layouts/section/resources.html": "{{ .Content }}"}, "error"),
        ({"layouts/_default/list.html": "{{ .Title }}"}, "error"),  # a theme may bring one of the section's own
        ({"layouts/resources/single.html": "{{ .Title }}"}, "error"),
    ],
)
def test_links_in_a_text_that_no_template_shows_are_notes(templates: dict[str, str], severity: str) -> None:
    """As digital.gov's list of resources shows none of its source; built with Hugo 0.111.3 and 0.168.0."""
    files = {"hugo.toml": "baseURL = 'https://e.org/'\n", "content/resources/_index.md": LIST, **templates}
    found = lint_text(LIST, path="content/resources/_index.md", files=files, select=["EV306"])
    assert {one.severity for one in found} == {severity}


def test_a_list_that_chooses_its_template_may_be_shown() -> None:
    text = LIST.replace("title: Resources", "title: Resources\nlayout: wide")
    files = {
        "hugo.toml": "baseURL = 'https://e.org/'\n",
        "content/resources/_index.md": text,
        "layouts/resources/list.html": "{{ .Title }}",
    }
    found = lint_text(text, path="content/resources/_index.md", files=files, select=["EV306"])
    assert {one.severity for one in found} == {"error"}


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("redirectto: /guides/", "info"),
        ("redirect_to: https://e.org/x", "info"),
        ("redirect: true", "error"),
        ("a: /b/", "error"),
    ],
)
def test_links_in_a_page_that_leads_on_are_notes(line: str, severity: str) -> None:
    """As digital.gov keeps the text of a page that its template turns into a redirect."""
    found = lint_text(f"---\ntitle: A\n{line}\n---\n\n[x](http:/mairie.fr/)\n", path="content/a.md", select=["EV303"])
    assert [one.severity for one in found] == [severity]
