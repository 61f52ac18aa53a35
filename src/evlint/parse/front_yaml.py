"""Reads YAML front matter in one walk: values as Jekyll reads them, an exact span for each, repeated keys."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, cast

from yaml.cyaml import CParser
from yaml.error import YAMLError

from evlint.model.document import Entry, Mapping, Node, Problem, Scalar, ScalarKind, ScalarStyle, Sequence, Value
from evlint.model.message import msg
from evlint.model.span import BOM, Span
from evlint.parse.yaml_scalars import plain_value

_STYLES: dict[str, ScalarStyle] = {"": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_PROPERTIES = re.compile(r"(?:[!&][^\s,\[\]{}]*(?:\s+|\Z))+")
_TEXT_TAG = "tag:yaml.org,2002:str"
_QUOTED = "quoted"
_DEEPEST = 200
_MOST_NODES = 100_000
_SURROGATE = re.compile("[\ud800-\udfff\0]")


class YamlRead(NamedTuple):
    """What the front matter holds: `root` is None where it is no mapping or could not be read."""

    root: Mapping | None
    data: dict[str, object]
    problems: tuple[Problem, ...] = ()


class _Parser(CParser):
    """The C parser with the least that it asks of a resolver: kinds are worked out on the walk."""

    def descend_resolver(self, parent: object, index: object) -> None:
        """Do nothing: no rule of ours depends on the path of a node."""

    def ascend_resolver(self) -> None:
        """Do nothing."""

    def resolve(self, kind: object, value: object, implicit: Any) -> str:  # noqa: ANN401 a bool or a pair of them
        """Tell plain nodes (no tag) from quoted ones."""
        return "" if implicit is True or implicit is False or implicit[0] else _QUOTED


class Refused(Exception):  # noqa: N818 not an error of ours: the front matter is refused
    """The front matter cannot be read, for a reason of ours: a `Problem`."""

    def __init__(self, problem: Problem) -> None:
        """Take the problem that tells it."""
        super().__init__()
        self.problem = problem


def read_yaml(text: str, content: Span) -> YamlRead:
    """Read `text[content]`, the lines between the fences."""
    source = text[content.start : content.end]
    base = content.start
    if source.startswith(BOM):
        source, base = source[1:], base + 1
    if not source.isascii() or "\0" in source:
        source = _SURROGATE.sub("\ufffd", source)
    try:
        parser = cast("Any", _Parser)(source)
        node = parser.get_node() if parser.check_node() else None
        if node is None:
            return YamlRead(Mapping(Span(content.start, content.start), []), {})
        walk = _Walk(source, base)
        root, data = walk.read(node, 0)
    except Refused as refusal:
        return YamlRead(None, {}, (refusal.problem,))
    except (YAMLError, RecursionError, ValueError) as error:
        from evlint.parse.yaml_words import yaml_problem

        return YamlRead(None, {}, (yaml_problem(text, content, error),))
    if isinstance(root, Mapping):
        return YamlRead(root, cast("dict[str, object]", data), tuple(walk.problems))
    if isinstance(root, Scalar) and root.kind == "null":
        return YamlRead(Mapping(Span(root.span.start, root.span.start), []), {})
    return YamlRead(None, {}, (_not_a_mapping(text, root),))


def _not_a_mapping(text: str, root: Node) -> Problem:
    line_end = re.compile(r"[\r\n]|\Z").search(text, root.span.start)
    end = min(root.span.end, line_end.start() if line_end else root.span.end)
    if isinstance(root, Sequence):
        message = msg("The front matter is a list, but the site needs one “key: value” pair on each line.")
        help_ = msg("Take the dash away from the lines that name a key, for instance “title: …”.")
    else:
        message = msg("The front matter is plain text, but the site needs one “key: value” pair on each line.")
        help_ = msg("Write each line as a key, a colon, a blank and a value, for instance “title: My page”.")
    return Problem("EV006", Span(root.span.start, end), message, help_)


class _Walk:
    """One walk over the parser's nodes. `size` bounds what aliases may blow up."""

    __slots__ = ("_base", "_done", "_open", "_size", "_source", "problems")

    def __init__(self, source: str, base: int) -> None:
        self._source = source
        self._base = base
        self._done: dict[int, tuple[Any, Node, object, int]] = {}
        self._open: set[int] = set()
        self._size = 0
        self.problems: list[Problem] = []

    def read(self, node: Any, depth: int) -> tuple[Node, object]:  # noqa: ANN401 the parser's node
        """Turn a node of the parser into ours and its plain value."""
        kind = node.id
        if kind == "scalar":
            self._size += 1
            scalar = self._scalar(node)
            value = scalar.value
            if scalar.kind == "float" and value is not None and not _finite(value):
                value = scalar.source
            return scalar, value
        identity = id(node)
        known = self._done.get(identity)
        if known is not None:
            self._size += known[3]
            if self._size > _MOST_NODES:
                raise Refused(self._too_big(node))
            return known[1], known[2]
        if identity in self._open or depth > _DEEPEST:
            raise Refused(self._endless(node, looped=identity in self._open))
        self._open.add(identity)
        before = self._size
        self._size += 1
        found: tuple[Node, object]
        found = self._mapping(node, depth) if kind == "mapping" else self._sequence(node, depth)
        self._open.discard(identity)
        self._done[identity] = (node, *found, self._size - before)
        return found

    def _sequence(self, node: Any, depth: int) -> tuple[Sequence, list[object]]:  # noqa: ANN401
        items: list[Node] = []
        values: list[object] = []
        for child in node.value:
            item, value = self.read(child, depth + 1)
            items.append(item)
            values.append(value)
        return Sequence(self._span(node), items), values

    def _mapping(self, node: Any, depth: int) -> tuple[Mapping, dict[str, object]]:  # noqa: ANN401
        entries: list[Entry] = []
        data: dict[str, object] = {}
        merged: list[tuple[Node, object]] = []
        first: dict[str, Scalar] = {}
        for key_node, value_node in node.value:
            if key_node.id == "scalar":
                key = self._scalar(key_node)
                name: str = key_node.value
            else:
                span = self._span(key_node)
                name = self._source[span.start - self._base : span.end - self._base]
                key = Scalar(span, name, name, "str", "plain")
            value, plain = self.read(value_node, depth + 1)
            if name == "<<" and key.style == "plain" and not isinstance(value, Scalar):
                merged.append((value, plain))
                continue
            if name in data:
                self.problems.append(_repeated(name, key, first.get(name, key)))
            else:
                first[name] = key
            data[name] = plain
            entries.append(Entry(name, key, value))
        if merged:
            entries, data = _with_merged(merged, entries, data)
        return Mapping(self._span(node), entries), data

    def _scalar(self, node: Any) -> Scalar:  # noqa: ANN401
        start = node.start_mark.index
        end = node.end_mark.index
        source = self._source[start:end]
        text: str = node.value
        style = _STYLES[node.style or ""]
        tag = node.tag
        if source[:1] in ("!", "&") and source:
            properties = _PROPERTIES.match(source)
            if properties is not None:
                start += properties.end()
                source = source[properties.end() :]
        kind: ScalarKind
        value: Value
        if style == "plain" and tag != _QUOTED and tag != _TEXT_TAG:
            kind, value = plain_value(text)
        else:
            kind, value = "str", text
            if style in ("literal", "folded"):
                source = _without_last_blanks(source)
        return Scalar(Span(self._base + start, self._base + start + len(source)), source, value, kind, style)

    def _span(self, node: Any) -> Span:  # noqa: ANN401
        start = node.start_mark.index
        end = node.end_mark.index
        return Span(self._base + start, self._base + start + len(self._source[start:end].rstrip()))

    def _too_big(self, node: Any) -> Problem:  # noqa: ANN401
        return Problem("EV004", self._span(node), msg("too big"))

    def _endless(self, node: Any, *, looped: bool) -> Problem:  # noqa: ANN401
        return Problem("EV004", self._span(node), msg("too deep" if not looped else "loop"))


def _with_merged(
    merged: list[tuple[Node, object]], entries: list[Entry], data: dict[str, object]
) -> tuple[list[Entry], dict[str, object]]:
    """Put what `<<` brings in before what was typed, which wins."""
    brought: list[Entry] = []
    values: dict[str, object] = {}
    for node, plain in merged:
        nodes = node.items if isinstance(node, Sequence) else [node]
        plains = plain if isinstance(plain, list) else [plain]
        for one, value in zip(nodes, plains, strict=True):
            if isinstance(one, Mapping) and isinstance(value, dict):
                brought += [entry for entry in one.entries if entry.name not in values and entry.name not in data]
                values = {**value, **values}
    return brought + entries, {**values, **data}


def _finite(value: object) -> bool:
    return isinstance(value, float) and value - value == 0


def _repeated(name: str, key: Scalar, first: Scalar) -> Problem:
    return Problem(
        "EV005",
        key.span,
        msg("The key “{key}” stands here a second time, so what the first one says is lost.", key=name),
        msg("Keep one of the two and delete the other, or give one another name."),
        ((first.span, msg("The first “{key}” is here.", key=name)),),
    )


def _without_last_blanks(source: str) -> str:
    stripped = source.rstrip(" \t\r\n")
    end = re.compile(r"[\r\n]|\Z").search(source, len(stripped))
    return source[: end.start()] if end else stripped
