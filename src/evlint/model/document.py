"""A post, parsed: every part that a rule may ask for, each with its span in the file.

A `Document` is a value. `evlint.parse.parse` makes it from a text and never fails: what could not be read stands in
`problems`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from evlint.model.message import Msg
from evlint.model.span import LineIndex, MappedText, Span
from evlint.startup.namedtuple import NamedTuple

Rest = ParamSpec("Rest")
Found = TypeVar("Found")
Value = str | int | float | bool | None
ScalarKind = Literal["str", "int", "float", "bool", "null", "timestamp"]
ScalarStyle = Literal["plain", "single", "double", "literal", "folded"]


class Scalar(NamedTuple):
    """A key or a value of the front matter that holds nothing else.

    `span` covers the source as typed, quotes included; `source` is that text. `value` is what the site generator
    reads, except that a date or time stays text: `kind` "timestamp", its value in ISO 8601. `style` tells quotes and
    blocks apart. `place` is the span as a bare pair of offsets, which costs less: nobody asks for the span of most scalars.
    """

    place: tuple[int, int]
    source: str
    value: Value
    kind: ScalarKind
    style: ScalarStyle

    @property
    def span(self) -> Span:
        """Where the scalar stands."""
        return Span(*self.place)


class Sequence:
    """A list of the front matter."""

    __slots__ = ("items", "span")

    def __init__(self, span: Span, items: list[Node]) -> None:
        self.span = span
        self.items = items


class Entry(NamedTuple):
    """One `key: value` of a mapping; `name` is the key as text."""

    name: str
    key: Scalar
    value: Node


_FEW = 40  # entries up to which looking at each is as fast as an index


class Mapping:
    """A mapping of the front matter, with every entry that was typed (a repeated key stands twice)."""

    __slots__ = ("_by_name", "entries", "span")

    def __init__(self, span: Span, entries: list[Entry]) -> None:
        self.span = span
        self.entries = entries
        self._by_name: tuple[int, dict[str, Entry]] | None = None

    def get(self, name: str) -> Node | None:
        """Return the value of a key (the last one where it is repeated, as YAML loaders do), or None."""
        entry = self.entry(name)
        return None if entry is None else entry.value

    def entry(self, name: str) -> Entry | None:
        """Return the entry of a key (the last one where it is repeated), or None."""
        entries = self.entries
        if len(entries) > _FEW:
            if self._by_name is None or self._by_name[0] != len(entries):  # it may still grow while it is read
                self._by_name = (len(entries), {entry.name: entry for entry in entries})
            return self._by_name[1].get(name)
        found: Entry | None = None
        for entry in entries:
            if entry.name == name:
                found = entry
        return found


Node = Scalar | Sequence | Mapping


def nodes_of(root: Node) -> Iterator[Node]:
    """Yield a value and all that it holds at any depth, each once however many aliases name it."""
    waiting: list[Node] = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, Mapping):
            waiting += [entry.value for entry in node.entries]
        elif isinstance(node, Sequence):
            waiting += node.items


def escape_pointer(part: str) -> str:
    """Write one part of a JSON Pointer (RFC 6901)."""
    return part.replace("~", "~0").replace("/", "~1") if "~" in part or "/" in part else part


def unescape_pointer(part: str) -> str:
    """Read one part of a JSON Pointer."""
    return part.replace("~1", "/").replace("~0", "~")


class Leaf(NamedTuple):
    """A scalar of the front matter with the way to it."""

    pointer: str
    key: Entry | None  # the entry that holds it, or that holds the list it stands in
    scalar: Scalar


class FrontMatter:
    """The front matter of a post.

    `span` runs from the opening to the closing fence, `content` is what stands between them. `data` is what a schema
    sees: dates as ISO 8601 text, keys as text. `root` is None where the front matter could not be read or is no mapping.
    """

    __slots__ = ("_decode", "_leaves", "content", "data", "format", "root", "span")

    def __init__(
        self,
        format: Literal["yaml", "toml", "json"],  # noqa: A002 the field's own word
        span: Span,
        content: Span,
        data: dict[str, object],
        root: Mapping | None,
        decode: Callable[[Scalar], MappedText],
    ) -> None:
        self.format = format
        self.span = span
        self.content = content
        self.data = data
        self.root = root
        self._decode = decode
        self._leaves: list[Leaf] | None = None

    def mapped(self, scalar: Scalar) -> MappedText:
        """Return the decoded text of a scalar with its map to the file (folds and escapes undone)."""
        return self._decode(scalar)

    @property
    def leaves(self) -> list[Leaf]:
        """Every scalar value, in the order of the file: each once, where a YAML alias repeats it too."""
        if self._leaves is None:
            leaves: list[Leaf] = []
            if self.root is not None:
                _gather(self.root, "", None, 0, leaves)
            if len({leaf.scalar.place for leaf in leaves}) < len(leaves):
                once: dict[tuple[int, int], Leaf] = {}
                for leaf in leaves:
                    once.setdefault(leaf.scalar.place, leaf)
                leaves = list(once.values())
            self._leaves = leaves
        return self._leaves

    def at(self, pointer: str) -> Node | None:
        """Return the node that a JSON Pointer names, or None."""
        node: Node | None = self.root
        for part in pointer.split("/")[1:]:
            name = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, Mapping):
                node = node.get(name)
            elif isinstance(node, Sequence) and name.isdecimal() and int(name) < len(node.items):
                node = node.items[int(name)]
            else:
                return None
        return node

    def entry_at(self, pointer: str) -> Entry | None:
        """Return the entry whose value a JSON Pointer names, or None (also for items of a list)."""
        parent, _, part = pointer.rpartition("/")
        holder = self.at(parent) if parent else self.root
        if not isinstance(holder, Mapping):
            return None
        return holder.entry(part.replace("~1", "/").replace("~0", "~"))


_DEEPEST = 400  # levels that are walked; readers refuse nesting at 100, aliases may add to it


def _gather(node: Node, pointer: str, key: Entry | None, depth: int, leaves: list[Leaf]) -> None:
    """Add every scalar of a mapping or list to `leaves`, in order; `key` is the entry that the list stands in."""
    if isinstance(node, Scalar) or depth > _DEEPEST:
        return
    if isinstance(node, Mapping):
        for entry in node.entries:
            name, _, value = entry
            here = f"{pointer}/{escape_pointer(name) if '/' in name or '~' in name else name}"
            if type(value) is Scalar:
                leaves.append(Leaf(here, entry, value))
            else:
                _gather(value, here, entry, depth + 1, leaves)
    else:
        for index, item in enumerate(node.items):
            here = f"{pointer}/{index}"
            if type(item) is Scalar:
                leaves.append(Leaf(here, key, item))
            else:
                _gather(item, here, key, depth + 1, leaves)


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
    leaves out what surely holds none. `texts` gives all. `raw_html` is where HTML stands in Markdown (a block of it, a
    tag, a comment), in order; it is kept of texts with template tags alone.
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
    raw_html: tuple[Span, ...] = ()


NO_BODY = Body()


class Document:
    """One post. `text` is the file as decoded, a byte order mark included; every span points into it.

    `memo` keeps what one rule worked out and another wants too (the date phrases, say): see `once`.
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
        self.memo: dict[object, Any] = {}
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


def once(work: Callable[Concatenate[Document, Rest], Found]) -> Callable[Concatenate[Document, Rest], Found]:
    """Make a function of a document that is worked out once for it, whichever rules ask: all of them give it the same."""

    def known(document: Document, /, *rest: Rest.args, **more: Rest.kwargs) -> Found:
        memo = document.memo
        if work not in memo:
            memo[work] = work(document, *rest, **more)
        found: Found = memo[work]
        return found

    known.__doc__ = work.__doc__
    return known


@once
def all_urls(document: Document) -> str:
    """Return the targets of all links, each on a line of its own: one look tells a rule that it has nothing to do."""
    return "\n".join([link.url for link in document.links])


@once
def urls_in_lower_case(document: Document) -> str:
    """Return `all_urls` in lower case."""
    return all_urls(document).lower()
