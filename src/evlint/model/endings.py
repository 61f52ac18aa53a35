"""Which files are posts by their ending: the one table that walking, layouts, the server and the hooks ask."""

from __future__ import annotations

# As they are written on disks; R writes `.Rmd`. Compared in lower case.
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdown", ".mkdn", ".mkd", ".mdx", ".qmd", ".Rmd")
HTML = (".html", ".htm")  # a post only where it begins with front matter
PAGES = (*MARKDOWN, *HTML)

_MARKDOWN = tuple(ending.lower() for ending in MARKDOWN)
_PAGES = (*_MARKDOWN, *HTML)


def is_markdown(path: str) -> bool:
    """Tell by its ending whether a file is Markdown."""
    return path.lower().endswith(_MARKDOWN)


def is_html(path: str) -> bool:
    """Tell by its ending whether a file is HTML."""
    return path.lower().endswith(HTML)


def is_page(path: str) -> bool:
    """Tell by its ending whether a file is made into a page."""
    return path.lower().endswith(_PAGES)
