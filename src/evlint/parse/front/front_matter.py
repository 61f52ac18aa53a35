"""Splits the front matter off and reads it, whichever of the three formats it is in."""

from __future__ import annotations

from collections.abc import Callable

from evlint.model.document import Directive, FrontMatter, Problem, Scalar
from evlint.model.span import BOM, MappedText, Span
from evlint.parse.front.frontmatter_adapter import load
from evlint.parse.front.split import Format
from evlint.startup.namedtuple import NamedTuple


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
