"""Reads YAML front matter: the C parser's nodes in, our tree and the plain data out, or the one problem that stops it."""

from __future__ import annotations

from typing import cast

from evlint.model.document import Mapping, Scalar
from evlint.model.span import BOM, Span
from evlint.parse.front.data import FrontData, Refused, not_a_mapping, repeated_keys
from evlint.parse.front.yaml.parser import compose
from evlint.parse.front.yaml.tree_builder import TreeBuilder
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.yaml_library import YAMLError

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
        return FrontData(root, cast("dict[str, object]", data), repeated_keys(root, walk.repeated))
    if isinstance(root, Scalar) and root.kind == "null":
        return FrontData(Mapping(Span(root.span.start, root.span.start), []), {})
    return FrontData(None, {}, (not_a_mapping(text, root),))
