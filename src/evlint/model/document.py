"""A post, parsed: every part that a rule may ask for, each with its span in the file.

A `Document` is a value. `evlint.parse.parse` makes it from a text and never fails: what could not be read stands in
`problems`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from evlint.model.front import (
    Entry,
    FrontMatter,
    Leaf,
    Mapping,
    Node,
    Scalar,
    ScalarKind,
    ScalarStyle,
    Sequence,
    Value,
    escape_pointer,
)
from evlint.model.mapped_text import MappedText
from evlint.model.message import Msg
from evlint.model.span import LineIndex, Span
from evlint.startup.namedtuple import NamedTuple

LinkKind = Literal["inline", "reference", "autolink", "bare", "image", "html", "front-matter"]
ProseKind = Literal["text", "heading", "alt", "front-matter"]
DirectiveKind = Literal["disable", "enable", "disable-line", "disable-next-line", "disable-file"]


class Link(NamedTuple):
    """A link, image or other reference to a URL.

    `url` is the destination with escapes and entities undone; `span` covers exactly the destination as typed.
    `whole` is the construct (`[text](url)`, the tag, the scalar). `text` is what the reader sees or hears (link text
    or alternative text), None where the construct has none. `element` and `attribute` are HTML's words (`a`/`href` for a
    Markdown link, `img`/`src` for an image). `templated` marks a URL with a template tag inside: it is not judged.
    """

    url: str
    span: Span
    kind: LinkKind
    whole: Span
    text: str | None = None
    element: str = "a"
    attribute: str = "href"
    pointer: str | None = None
    templated: bool = False


class Heading(NamedTuple):
    """A heading: its text as read (markup dropped), and the id given with it (`{#id}`), if any."""

    span: Span
    level: int
    text: str
    id: str | None = None


class Anchor(NamedTuple):
    """A place that a fragment can point to, other than a heading: an `id` or `name` in HTML, `{#id}`, a footnote."""

    name: str
    span: Span


class Prose(NamedTuple):
    """A run of text as a reader reads it: markup dropped, entities decoded, code and comments left out.

    One block (paragraph, heading, cell, item) is one run; `pointer` is set for texts of the front matter.
    """

    text: MappedText
    kind: ProseKind
    pointer: str | None = None


class Code(NamedTuple):
    """A rule code or prefix named in a directive."""

    text: str
    span: Span


class Directive(NamedTuple):
    """A comment that silences rules: `<!-- evlint-disable-next-line EV206: reason -->` or the like.

    No codes means every rule. `span` is the whole comment.
    """

    kind: DirectiveKind
    codes: tuple[Code, ...]
    span: Span
    reason: str = ""


class UndefinedReference(NamedTuple):
    """`[text][label]` whose label has no definition. `span` covers the whole, `label` what was asked for."""

    label: str
    span: Span


class AttributeList(NamedTuple):
    """A kramdown attribute list `{: …}`: the whole, and what stands between the braces after the colon."""

    span: Span
    source: str


class Problem(NamedTuple):
    """What kept a part of the file from being read: told by the rule with this code."""

    code: str
    span: Span
    message: Msg
    help: Msg | None = None
    related: tuple[tuple[Span, Msg], ...] = ()
    pointer: str | None = None


def no_prose() -> tuple[Prose, ...]:
    """Return no prose at all."""
    return ()


class Body(NamedTuple):
    """What stands after the front matter, taken apart.

    `prose` is a function since most runs never read it: only texts with digits in them are looked at for dates, and it
    leaves out what surely holds none. `texts` gives all.
    """

    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    prose: Callable[[], tuple[Prose, ...]] = no_prose
    texts: Callable[[], tuple[Prose, ...]] = no_prose
    directives: tuple[Directive, ...] = ()
    undefined: tuple[UndefinedReference, ...] = ()
    attribute_lists: tuple[AttributeList, ...] = ()
    code: tuple[Span, ...] = ()
    templates: tuple[Span, ...] = ()


NO_BODY = Body()


class Document:
    """One post. `text` is the file as decoded, a byte order mark included; every span points into it.

    `memo` keeps what one rule worked out and another wants too (the date phrases, say), under the name of the function
    that worked it out.
    """

    __slots__ = (
        "_lines", "_prose", "body", "body_start", "directives", "front", "front_links", "front_prose", "links", "markup",
        "memo", "path", "problems", "text",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        text: str,
        *,
        markup: Literal["markdown", "html"] = "markdown",
        front: FrontMatter | None = None,
        body_start: int = 0,
        body: Body = NO_BODY,
        front_links: tuple[Link, ...] = (),
        front_prose: Callable[[], tuple[Prose, ...]] = no_prose,
        front_directives: tuple[Directive, ...] = (),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.path = path
        self.text = text
        self.markup = markup
        self.front = front
        self.body_start = body_start
        self.body = body
        self.front_links = front_links
        self.links = front_links + body.links
        self.front_prose = front_prose
        self.directives = front_directives + body.directives
        self.problems = problems
        self.memo: dict[str, object] = {}
        self._lines: LineIndex | None = None
        self._prose: tuple[Prose, ...] | None = None

    @property
    def lines(self) -> LineIndex:
        """The index of lines, made when the first place is asked for."""
        if self._lines is None:
            self._lines = LineIndex(self.text)
        return self._lines

    @property
    def prose(self) -> tuple[Prose, ...]:
        """Every run of text that a reader reads: those of the front matter, then those of the body."""
        if self._prose is None:
            self._prose = self.front_prose() + self.body.prose()
        return self._prose

    @property
    def data(self) -> dict[str, object]:
        """The front matter as a schema sees it; empty where there is none."""
        return self.front.data if self.front is not None else {}

    def source(self, span: Span) -> str:
        """Return what stands in the file at a span."""
        return self.text[span.start : span.end]


__all__ = [
    "NO_BODY",
    "Anchor",
    "AttributeList",
    "Body",
    "Code",
    "Directive",
    "DirectiveKind",
    "Document",
    "Entry",
    "FrontMatter",
    "Heading",
    "Leaf",
    "Link",
    "LinkKind",
    "Mapping",
    "Node",
    "Problem",
    "Prose",
    "ProseKind",
    "Scalar",
    "ScalarKind",
    "ScalarStyle",
    "Sequence",
    "UndefinedReference",
    "Value",
    "escape_pointer",
    "no_prose",
]
