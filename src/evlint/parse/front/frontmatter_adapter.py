"""python-frontmatter's part of the work, through a handler that keeps places.

The library strips and cuts the text and so forgets where things stood. Our handler answers its two questions (where is
the front matter, what is in it) from the whole text, and keeps the answer with its spans. One handler serves one post.
"""

from __future__ import annotations

from evlint.parse.front.data import FrontData
from evlint.parse.front.split import Split
from evlint.parse.front.yaml.reader import read_yaml
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.yaml_library import BaseHandler, frontmatter

_NOTHING = FrontData(None, {})


class PlacedHandler(BaseHandler):
    """Reads the front matter of one post: `read` holds what was found once `frontmatter.parse` is through."""

    FM_BOUNDARY = lazy_regex(r"^(?:-{3}|\+{3}|\{)")

    def __init__(self, text: str, parts: Split, reader: str = "") -> None:
        """Take the post's whole text, its parts, and who reads YAML scalars."""
        self._reader = reader
        super().__init__()
        self._text = text
        self._parts = parts
        self.read = _NOTHING

    def split(self, _text: str) -> tuple[str, str]:
        """Return the front matter; the body is left out, since nobody asks the library for it."""
        content = self._parts.content
        return self._text[content.start : content.end], ""

    def load(self, _source: str) -> dict[str, object]:
        """Read the front matter at its place in the whole text."""
        text, parts = self._text, self._parts
        if parts.format == "yaml":
            self.read = read_yaml(text, parts.content, self._reader)
        elif parts.format == "toml":
            from evlint.parse.front.toml.reader import read_toml

            self.read = read_toml(text, parts.content)
        else:
            from evlint.parse.front.json_reader import read_json

            self.read = read_json(text, parts.content)
        return self.read.data


def load(text: str, parts: Split, reader: str = "") -> FrontData:
    """Have python-frontmatter load the front matter of a post that was split."""
    handler = PlacedHandler(text, parts, reader)
    frontmatter.parse(text[: parts.end], handler=handler)
    return handler.read
