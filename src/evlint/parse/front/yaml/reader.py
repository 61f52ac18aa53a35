"""Reads YAML front matter: the C parser's nodes in, our tree and the plain data out, or the one problem that stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from evlint.model.document import Mapping, Scalar
from evlint.model.span import BOM, Span
from evlint.parse.front.data import FrontData, Refused, not_a_mapping, repeated_keys
from evlint.parse.front.yaml.scalars import too_deep
from evlint.parse.front.yaml.tree_builder import QUOTED, TreeBuilder
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.lean_import import lean

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
