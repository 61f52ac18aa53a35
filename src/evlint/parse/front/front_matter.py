"""Splits the front matter off and reads it, whichever of the three formats it is in.

`frontmatter.parse` of python-frontmatter is the one entry for every post. The library strips and cuts the text and so
forgets where things stood: our handler answers its two questions (where is the front matter, what is in it) from the whole
text, and keeps the answers with their spans. One handler serves one post.
"""

from __future__ import annotations

from collections.abc import Callable

from evlint.model.document import Directive, FrontMatter, Problem, Scalar
from evlint.model.span import BOM, MappedText, Span
from evlint.parse.front.data import FrontData
from evlint.parse.front.split import Format, Split, split
from evlint.parse.front.yaml.reader import read_yaml
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.lean_import import lean
from evlint.startup.namedtuple import NamedTuple

with lean():
    import frontmatter
    from frontmatter.default_handlers import BaseHandler

_NOTHING = FrontData(None, {})
# The readers of YAML before which any line that begins with three dashes ends the front matter (Hugo 0.111.3 and 0.168.0).
_FIRST = ("js-yaml", "go-yaml", "goccy")


class PlacedHandler(BaseHandler):
    """Reads the front matter of one post.

    Once `frontmatter.parse` is through, `parts` says where it stands (None: there is none), `read` what it holds (nothing
    where it is not closed).
    """

    FM_BOUNDARY = lazy_regex(r"^(?:-{3}|\+{3}|\{)")

    def __init__(self, text: str, *, late: bool = False, bare: bool = False, reader: str = "") -> None:
        """Begin with the post's whole text; `late` and `bare` as in `split`, `reader` of YAML as in `readers`."""
        self._reader = reader
        super().__init__()
        self._text = text
        self._late, self._bare = late, bare
        self.parts: Split | None = None
        self.read = _NOTHING

    def split(self, _text: str) -> tuple[str, str]:
        """Return front matter and body. Raises `ValueError` where there is none that is closed, as the library wants it."""
        parts = self.parts = split(self._text, late=self._late, bare=self._bare, first=self._reader.startswith(_FIRST))
        if parts is None or not parts.closed:
            raise ValueError
        return self._text[parts.content.start : parts.content.end], self._text[parts.body_start :]

    def load(self, _source: str) -> dict[str, object]:
        """Read the front matter at its place in the whole text."""
        text, parts = self._text, self.parts
        if parts is None:
            return {}
        if parts.format == "yaml":
            self.read = read_yaml(text, parts.content, self._reader)
        elif parts.format == "toml":
            from evlint.parse.front.toml.reader import read_toml

            self.read = read_toml(text, parts.content)
        else:
            from evlint.parse.front.json_reader import read_json

            self.read = read_json(text, parts.content)
        return self.read.data


def load(text: str, *, late: bool = False, bare: bool = False, reader: str = "") -> PlacedHandler:
    """Have python-frontmatter parse a post; the handler has what it found, with places. Options as of `PlacedHandler`."""
    handler = PlacedHandler(text, late=late, bare=bare, reader=reader)
    frontmatter.parse(text, handler=handler)
    return handler


class FrontRead(NamedTuple):
    """The front matter (None: there is none), where the body begins, what could not be read, and comments for evlint."""

    front: FrontMatter | None
    body_start: int
    problems: tuple[Problem, ...] = ()
    directives: tuple[Directive, ...] = ()


def read_front(text: str, *, late: bool = False, bare: bool = False, reader: str = "") -> FrontRead:
    """Read the front matter of a post's whole text (a BOM may lead it; `late`, `bare`: see `split`). Never raises.

    `reader` is who reads YAML scalars (see `yaml.readers`).
    """
    handler = load(text, late=late, bare=bare, reader=reader)
    parts, read = handler.parts, handler.read
    if parts is None:
        return FrontRead(None, 1 if text.startswith(BOM) else 0)
    if not parts.closed:
        from evlint.parse.front.errors import unclosed

        problem, body_start = unclosed(text, parts)
        return FrontRead(None, body_start, (problem,))
    span = Span(parts.fence.start, parts.end)
    front = FrontMatter(parts.format, span, parts.content, read.data, read.root, _decoder(text, parts.format))
    directives: tuple[Directive, ...] = ()
    if parts.format != "json" and text.find("evlint-", parts.content.start, parts.content.end) >= 0:
        from evlint.parse.directives import front_directives

        directives = front_directives(text, parts.content, read.root, parts.format)
    return FrontRead(front, parts.body_start, read.problems, directives)


def _decoder(text: str, form: Format) -> Callable[[Scalar], MappedText]:
    def decode(scalar: Scalar) -> MappedText:
        if form == "yaml":
            from evlint.parse.front.yaml.decode import decode as undo
        elif form == "toml":
            from evlint.parse.front.toml.scanner import decode as undo
        else:
            from evlint.parse.front.json_reader import decode as undo
        return undo(text, scalar)

    return decode
