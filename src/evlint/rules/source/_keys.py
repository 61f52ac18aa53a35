"""Every key of a front matter."""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.document import Mapping, Node, Scalar, Sequence


def keys(root: Node) -> Iterator[Scalar]:
    """Yield each key as it was typed, once, at any depth."""
    waiting: list[Mapping | Sequence] = [] if isinstance(root, Scalar) else [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Mapping):
            for _, key, value in node.entries:
                yield key
                if not isinstance(value, Scalar):
                    waiting.append(value)
        else:
            waiting += [item for item in node.items if not isinstance(item, Scalar)]
