"""Reads YAML front matter: the C parser's nodes in, our tree and the plain data out, or the one problem that stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from evlint.model.document import (
    Entry,
    Mapping,
    Node,
    Problem,
    Scalar,
    ScalarKind,
    ScalarStyle,
    Sequence,
    Value,
)
from evlint.model.message import Msg, msg
from evlint.model.span import BOM, Span, line_end
from evlint.parse.front.data import FrontData, Refused, Repeated, not_a_mapping, repeated_keys
from evlint.parse.front.yaml.scalars import LONGEST_WORD, MAYBE_NUMBER, plain_value, too_deep
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.lean_import import lean
from evlint.startup.namedtuple import new

with lean():
    from yaml.composer import ComposerError
    from yaml.error import Mark, YAMLError


class _Resolver:
    """The least that a parser asks of a resolver: kinds are worked out on the walk, and none depends on the way there."""

    def descend_resolver(self, _node: object, _index: object) -> None:
        """Do nothing on the way into a node."""

    def ascend_resolver(self) -> None:
        """Do nothing on the way out of it."""

    def resolve(self, _kind: object, _value: object, implicit: Any) -> str:  # noqa: ANN401 a bool or a pair of them
        """Tell plain nodes (no tag) from quoted ones."""
        return QUOTED if type(implicit) is tuple and not implicit[0] else ""


def pure_parser() -> Callable[[str], Any]:
    """Return the parser that needs no compiled library: the same nodes in twenty times the time.

    It lets an anchor be given anew, as Psych and Hugo do.
    """
    from yaml.composer import Composer
    from yaml.events import AliasEvent
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(_Resolver, Reader, Scanner, Parser, Composer):
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

        def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 as the parser has it
            if not self.check_event(AliasEvent):
                self.anchors.pop(cast("Any", self).peek_event().anchor, None)
            return super().compose_node(parent, index)

    return cast("Callable[[str], Any]", PureParser)


def _best_parser() -> Callable[[str], Any]:
    try:
        from yaml._yaml import CParser
    except ImportError:
        return pure_parser()

    class FastParser(_Resolver, CParser):
        pass

    # The type stubs give the parser no constructor.
    return cast("Callable[[str], Any]", FastParser)


make_parser = _best_parser()
_LONGEST_FOR_PURE = 200_000  # characters that the pure parser may read: seconds; it is asked for repeated anchors alone


def compose(source: str) -> Any:  # noqa: ANN401 the parser's node
    """Return the root node of the first document of a YAML text, or None where it is empty. Raises `YAMLError`."""
    deep = too_deep(source)
    if deep >= 0:
        raise ComposerError(None, None, "nesting is too deep", Mark("", deep, 0, 0, None, 0))
    try:
        parser = make_parser(source)
        return parser.get_node() if parser.check_node() else None
    except ComposerError as error:
        if "duplicate anchor" not in str(error) or len(source) > _LONGEST_FOR_PURE:
            raise
    parser = pure_parser()(source)
    return parser.get_node() if parser.check_node() else None


_UNREADABLE = lazy_regex("[\ud800-\udfff\0]")


def read_yaml(text: str, content: Span, reader: str = "") -> FrontData:
    """Read `text[content]`, the lines between the fences: the first YAML document in it, as `reader` has it."""
    source = text[content.start : content.end]
    base = content.start
    if source.startswith(BOM):  # the C parser would drop it and count from the next character
        source, base = source[1:], base + 1
    read = _read(text, Span(base, content.end), source, reader)
    if read.root is None and _UNREADABLE.search(source):  # EV001 tells of these characters
        return _read(text, Span(base, content.end), _UNREADABLE.sub("\ufffd", source), reader)
    return read


def _read(text: str, content: Span, source: str, reader: str) -> FrontData:
    try:
        node = compose(source)
        if node is None:
            return FrontData(Mapping(Span(content.start, content.start), []), {})
        walk = TreeBuilder(source, content.start, reader)
        root, data = walk.read(node, 0)
    except Refused as refusal:
        return FrontData(None, {}, (refusal.problem,))
    except (YAMLError, RecursionError, ValueError) as error:
        from evlint.parse.front.yaml.errors import yaml_problem

        return FrontData(None, {}, (yaml_problem(text, content, error),))
    if isinstance(root, Mapping):
        rest = source[node.end_mark.index :]
        if rest and not rest.isspace():
            from evlint.parse.front.yaml.errors import ended_early

            problem = ended_early(text, content, content.start + node.end_mark.index)
            if problem is not None:
                return FrontData(None, {}, (problem,))
        return FrontData(root, cast("dict[str, object]", data), repeated_keys(root, walk.repeated))
    if isinstance(root, Scalar) and root.kind == "null":
        return FrontData(Mapping(Span(root.span.start, root.span.start), []), {})
    return FrontData(None, {}, (not_a_mapping(text, root),))


QUOTED = "quoted"
_TEXT_TAGS = frozenset((QUOTED, "tag:yaml.org,2002:str"))
_VALUE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null", "timestamp"))
_STYLES: dict[str, ScalarStyle] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_PROPERTIES = lazy_regex(r"(?:[!&][^\s,\[\]{}]*(?:\s+|\Z|(?=[,\[\]{}])))+")
_PROPERTY_MARKS = frozenset("!&")
_BLOCKS = frozenset(("literal", "folded"))
_DEEPEST = 100  # levels of nesting that become nodes: what walks them recurses, and Python stops at 1,000 calls
_USUAL = frozenset(("", "psych"))  # nobody known, and Jekyll
_MOST_NODES = 100_000  # what aliases may make of a front matter; without them its own size is the bound


class TreeBuilder:
    """The walk over one document. `repeated` holds its repeated keys."""

    def __init__(self, source: str, base: int, reader: str = "") -> None:
        """`source` is what the parser read, `base` its offset in the file, `reader` whose YAML it is (see `readers`)."""
        self._source = source
        self._plain = plain_value if reader in _USUAL else _reading(reader)
        self._base = base
        self._open: set[int] = set()
        self._done: dict[int, tuple[Any, Node, object]] | None = {} if "*" in source else None
        self._brought = 0
        self.repeated: list[Repeated] = []

    def read(self, node: Any, depth: int) -> tuple[Node, object]:  # noqa: ANN401 the parser's node
        """Turn a node into ours and its plain value. Raises `Refused` for endless, too deep or exploding structures."""
        if node.id == "scalar":
            scalar = self._scalar(node)
            value = scalar.value
            if scalar.kind == "float" and not _finite(value):
                return scalar, scalar.source
            return scalar, value
        if self._done is not None:
            return self._shared(node, depth, self._done)
        if depth >= _DEEPEST:
            raise Refused(
                self._refusal(
                    node,
                    msg("The front matter is nested more than a hundred levels deep here."),
                    msg("Look at the brackets: many may be left over."),
                )
            )
        return self._mapping(node, depth) if node.id == "mapping" else self._sequence(node, depth)

    def _shared(self, node: Any, depth: int, done: dict[int, tuple[Any, Node, object]]) -> tuple[Node, object]:  # noqa: ANN401
        """Read a mapping or list that an alias may have brought in before, or that may hold itself."""
        identity = id(node)
        known = done.get(identity)
        if known is not None:
            self._count(node, known[1])
            return known[1], known[2]
        if identity in self._open or depth >= _DEEPEST:
            raise Refused(
                self._refusal(
                    node,
                    msg("This part of the front matter contains itself, or is nested more than a hundred levels deep."),
                    msg("Write out what is meant, without the names after “*” and “&”."),
                )
            )
        self._open.add(identity)
        found = self._mapping(node, depth) if node.id == "mapping" else self._sequence(node, depth)
        self._open.discard(identity)
        done[identity] = (node, *found)
        return found

    def _sequence(self, node: Any, depth: int) -> tuple[Node, object]:  # noqa: ANN401
        items: list[Node] = []
        values: list[object] = []
        for child in node.value:
            item, value = self.read(child, depth + 1)
            items.append(item)
            values.append(value)
        return Sequence(self._span(node, items[-1].span.end if items else 0), items), values

    def _mapping(self, node: Any, depth: int) -> tuple[Node, object]:  # noqa: ANN401
        entries: list[Entry] = []
        data: dict[str, object] = {}
        merged: list[tuple[Node, object]] = []
        first: dict[str, Scalar] | None = None
        read_scalar = self._scalar
        name: str
        for key_node, value_node in node.value:
            if key_node.id == "scalar":
                key = read_scalar(key_node)
                name = key_node.value
            else:
                key = self._complex_key(key_node)
                name = key.source
            value: Node
            if value_node.id == "scalar":
                value = scalar = read_scalar(value_node)
                plain: object = scalar.value
                if scalar.kind == "float" and not _finite(plain):
                    plain = scalar.source
            else:
                value, plain = self.read(value_node, depth + 1)
                if name == "<<" and key.style == "plain":
                    merged.append((value, plain))
                    continue
            if name in data:
                if first is None:
                    first = {entry.name: entry.key for entry in reversed(entries)}
                self.repeated.append(Repeated(name, key, first[name]))
            elif first is not None:
                first[name] = key
            data[name] = plain
            entries.append(new(Entry, (name, key, value)))
        if merged:
            entries, data = _with_merged(merged, entries, data)
        return Mapping(self._span(node, entries[-1].value.span.end if entries else 0), entries), data

    def _scalar(self, node: Any) -> Scalar:  # noqa: ANN401
        text: str = node.value
        first_mark, last_mark = node.start_mark, node.end_mark
        start: int = first_mark.index
        end: int = last_mark.index
        if not node.style and end - start == len(text) and first_mark.line == last_mark.line:
            # No tag, no fold: the text is its own source.
            start += self._base
            end += self._base
            if len(text) > LONGEST_WORD and text[0] not in MAYBE_NUMBER:
                return new(Scalar, ((start, end), text, text, "str", "plain"))
            kind, value = self._plain(text)
            return new(Scalar, ((start, end), text, value, kind, "plain"))
        return self._dressed(node, start, self._source[start:end])

    def _dressed(self, node: Any, start: int, source: str) -> Scalar:  # noqa: ANN401
        """Make a scalar that has quotes, folds, a tag or an anchor."""
        if source[:1] in _PROPERTY_MARKS:
            properties = _PROPERTIES.match(source)
            if properties is not None:
                start += properties.end()
                source = source[properties.end() :]
        start += self._base
        text: str = node.value
        style: ScalarStyle
        kind: ScalarKind
        value: Value
        if node.style:
            style = _STYLES[node.style]
            if style in _BLOCKS:
                source = source[: line_end(source, len(source.rstrip(" \t\r\n")))]
            if node.tag not in _VALUE_TAGS:
                return new(Scalar, ((start, start + len(source)), source, text, "str", style))
        else:
            style = "plain"
        kind, value = ("str", text) if node.tag in _TEXT_TAGS else self._plain(text)
        return new(Scalar, ((start, start + len(source)), source, value, kind, style))

    def _complex_key(self, node: Any) -> Scalar:  # noqa: ANN401
        span = self._span(node, 0)
        source = self._source[span.start - self._base : span.end - self._base]
        return Scalar(span, source, source, "str", "plain")

    def _span(self, node: Any, last: int) -> Span:  # noqa: ANN401
        """Return the span of a list or mapping whose last child ends at `last`: the parser's runs on to the next token."""
        start: int = node.start_mark.index
        end: int = node.end_mark.index
        if not node.flow_style and self._base + start < last <= self._base + end:
            return new(Span, (self._base + start, last))
        return Span(self._base + start, self._base + start + len(self._source[start:end].rstrip()))

    def _count(self, node: Any, known: Node) -> None:  # noqa: ANN401
        self._brought += _size(known, _MOST_NODES - self._brought)
        if self._brought >= _MOST_NODES:
            raise Refused(
                self._refusal(
                    node,
                    msg("This part of the front matter is repeated with “*” more often than any site can take."),
                    msg("Write out what is needed, and take the names after “*” and “&” away."),
                )
            )

    def _refusal(self, node: Any, message: Msg, help_: Msg) -> Problem:  # noqa: ANN401
        start = node.start_mark.index
        end = min(node.end_mark.index, line_end(self._source, start))
        return Problem("EV004", Span(self._base + start, self._base + end), message, help_)


def _reading(reader: str) -> Callable[[str], tuple[ScalarKind, Value]]:
    """Return what reads plain scalars as a reader of `readers` does."""
    from functools import partial

    from evlint.parse.front.yaml.readers import value_for

    return partial(value_for, reader)


def _size(node: Node, limit: int) -> int:
    """Count the nodes below a node, shared ones as often as they stand, up to a limit."""
    count = 0
    waiting = [node]
    while waiting and count < limit:
        one = waiting.pop()
        count += 1
        if isinstance(one, Mapping):
            waiting += [entry.value for entry in one.entries]
        elif isinstance(one, Sequence):
            waiting += one.items
    return count


def _with_merged(
    merged: list[tuple[Node, object]], entries: list[Entry], data: dict[str, object]
) -> tuple[list[Entry], dict[str, object]]:
    """Put what `<<` brings in before what was typed, which wins."""
    brought: dict[str, Entry] = {}
    values: dict[str, object] = {}
    for node, plain in merged:
        nodes = node.items if isinstance(node, Sequence) else [node]
        plains = plain if isinstance(plain, list) else [plain]
        for one, value in zip(nodes, plains, strict=True):
            if isinstance(one, Mapping) and isinstance(value, dict):
                for entry in one.entries:
                    if entry.name not in data:
                        brought.setdefault(entry.name, entry)
                        values.setdefault(entry.name, value[entry.name])
    return [*brought.values(), *entries], {**values, **data}


def _finite(value: object) -> bool:
    return isinstance(value, float) and value - value == 0
