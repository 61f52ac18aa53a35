"""Which files are posts by their ending: the one table that walking, layouts, the server and the hooks ask."""

from __future__ import annotations

# As they are written on disks; R writes `.Rmd`. Compared in lower case.
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdown", ".mkdn", ".mkd", ".mdx", ".qmd", ".Rmd")
HTML = (".html", ".htm")  # a post only where it begins with front matter
PAGES = (*MARKDOWN, *HTML)

# Posts of other formats: counted, and said to be left out. Most files with such an ending are no posts.
UNREAD = (".md.erb", ".markdown.erb", ".njk", ".rst", ".adoc", ".asciidoc", ".textile", ".org", ".pdc", ".mdoc")

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


def unread_ending(path: str) -> str:
    """Return the ending of a file that may be a post in a format which evlint does not read, "" for any other file."""
    lower = path.lower()
    return next((one for one in UNREAD if lower.endswith(one)), "") if lower.endswith(UNREAD) else ""
