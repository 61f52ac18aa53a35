"""Where a link leads in a tree of which nobody knows what is made."""

from __future__ import annotations

import pytest

from evlint.model.context import Target
from evlint.model.files import MemoryFiles
from evlint.model.settings import LinkSettings
from evlint.parse import parse
from evlint.site.detect import detect_site
from evlint.site.tree import SiteTree

FILES = ("clients/README.md", "clients/mac/README.md", "clients/linux/notes.md")


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("./mac/index.html", "clients/mac/README.md"),  # mdBook writes it there
        ("index.html", "clients/README.md"),
        ("./linux/index.html", "unknown"),  # what lists the pages of a folder is mostly made
        ("./mac/none.md", "missing"),
        ("./mac/README.html", "clients/mac/README.md"),
    ],
)
def test_a_readme_is_the_index_of_its_folder(link: str, found: str) -> None:
    files = MemoryFiles(dict.fromkeys(FILES, "# A\n"))
    tree = SiteTree(files, detect_site(files, "."), LinkSettings(), parse)
    target = tree.target("clients/README.md", link)
    assert target == Target("found", found) if found.endswith(".md") else target.state == found


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("images/risk.svg", "old/en/images/risk.svg"),  # from where the parts are put together
        ("images/none.svg", None),
        ("../images/risk.svg", "old/en/images/risk.svg"),
    ],
)
def test_a_file_is_found_from_a_folder_above(link: str, found: str | None) -> None:
    files = MemoryFiles(dict.fromkeys(("old/en/parts/a.md", "old/en/images/risk.svg", "old/es/images/risk.svg"), ""))
    target = SiteTree(files, detect_site(files, "."), LinkSettings(), parse).target("old/en/parts/a.md", link)
    assert target == Target("found", found) if found else target.state == "missing"
