"""Reads YAML front matter: the C parser's nodes in, our tree and the plain data out, or the one problem that stops it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from yaml._yaml import CParser
from yaml.error import YAMLError

from evlint.model.document import Mapping, Scalar
from evlint.model.span import BOM, Span
from evlint.parse.front_data import FrontData, Refused, not_a_mapping, repeated_keys
from evlint.parse.yaml_walk import QUOTED, Walk

_UNREADABLE = re.compile("[\ud800-\udfff\0]")


class _Parser(CParser):
    """The C parser with the least that it asks of a resolver: kinds are worked out on the walk."""

    def descend_resolver(self, _parent: object, _index: object) -> None:
        """Do nothing: no kind depends on the way to a node."""

    def ascend_resolver(self) -> None:
        """Do nothing."""

    def resolve(self, _kind: object, _value: object, implicit: Any) -> str:  # noqa: ANN401 a bool or a pair of them
        """Tell plain nodes (no tag) from quoted ones."""
        return "" if implicit is True or implicit is False or implicit[0] else QUOTED


# The type stubs give the parser no constructor.
_make_parser = cast("Callable[[str], Any]", _Parser)


def read_yaml(text: str, content: Span) -> FrontData:
    """Read `text[content]`, the lines between the fences: the first YAML document in it."""
    source = text[content.start : content.end]
    base = content.start
    if source.startswith(BOM):  # the C parser would drop it and count from the next character
        source, base = source[1:], base + 1
    read = _read(text, Span(base, content.end), source)
    if read.root is None and _UNREADABLE.search(source):  # EV001 tells of these characters
        return _read(text, Span(base, content.end), _UNREADABLE.sub("\ufffd", source))
    return read


def _read(text: str, content: Span, source: str) -> FrontData:
    try:
        parser = _make_parser(source)
        node = parser.get_node() if parser.check_node() else None
        if node is None:
            return FrontData(Mapping(Span(content.start, content.start), []), {})
        walk = Walk(source, content.start)
        root, data = walk.read(node, 0)
    except Refused as refusal:
        return FrontData(None, {}, (refusal.problem,))
    except (YAMLError, RecursionError, ValueError) as error:
        from evlint.parse.yaml_words import yaml_problem

        return FrontData(None, {}, (yaml_problem(text, content, error),))
    if isinstance(root, Mapping):
        return FrontData(root, cast("dict[str, object]", data), repeated_keys(root, walk.repeated))
    if isinstance(root, Scalar) and root.kind == "null":
        return FrontData(Mapping(Span(root.span.start, root.span.start), []), {})
    return FrontData(None, {}, (not_a_mapping(text, root),))
