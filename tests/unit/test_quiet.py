"""What is told as a note because of where it stands (`lint.quiet`)."""

from __future__ import annotations

from datetime import date

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
