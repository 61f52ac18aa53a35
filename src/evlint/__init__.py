"""evlint checks posts before they are published: front matter, dates, links."""

__version__ = "0.1.0"
