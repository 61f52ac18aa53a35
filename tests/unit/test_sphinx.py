"""A project of Sphinx or MyST: which files make one, and what its links may leave out."""

from __future__ import annotations

import pytest

from evlint.api import lint_text
from evlint.model.files import MemoryFiles
from evlint.site.detect import detect_site

MYST = 'extensions = ["myst_parser"]\n'
BOOK = "format: jb-book\nroot: intro\n"


@pytest.mark.parametrize(
    ("files", "generator"),
    [
        ({"conf.py": MYST, "index.md": "# A\n"}, "sphinx"),
        ({"docs/conf.py": "extensions = ['myst_nb']\n", "docs/index.md": "# A\n"}, "sphinx"),
        ({"_toc.yml": BOOK, "_config.yml": "title: A\n"}, "sphinx"),
        ({"myst.yml": "version: 1\nproject:\n  title: A\n"}, "sphinx"),
        ({"_toc.yml": "- title: A\n", "_config.yml": "title: A\n"}, "jekyll"),
        ({"conf.py": 'BLOG_TITLE = "A"\n', "index.md": "# A\n"}, "none"),  # Nikola's
        ({"myst.yml": "rules: []\n"}, "none"),
    ],
)
def test_a_project_is_known_by_what_its_files_say(files: dict[str, str], generator: str) -> None:
    assert detect_site(MemoryFiles(files)).generator == generator


def told(text: str) -> list[tuple[str, str]]:
    files = {"docs/conf.py": MYST, "docs/guide.md": "# Guide\n", "docs/index.md": text}
    return [
        (one.rule, text[one.start.offset : one.end.offset])
        for one in lint_text(text, path="docs/index.md", files=files)
    ]


def test_a_link_without_a_text_is_named_by_what_it_leads_to() -> None:
    assert not told("# A\n\nSee [](guide.md), [](#top-label), [](top-label) and {{ version }}.\n")


def test_a_document_that_is_not_there_is_told_and_so_is_a_picture_without_words() -> None:
    assert told("# A\n\n[x](gone.md) [y](/guide.md) [z](some-label)\n") == [("EV306", "gone.md")]
    assert told("# A\n\n[![](logo.svg)](https://example.org/)\n")[0][0] == "EV304"


def test_html_gets_no_title() -> None:
    assert told('# A\n\n<a href="guide.html"></a>\n') == [("EV304", '<a href="guide.html">')]
