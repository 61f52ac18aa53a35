"""Every key of a front matter."""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.document import Mapping, Node, Scalar


def keys(root: Node) -> Iterator[Scalar]:
    """Yield each key as it was typed, once, at any depth."""
    waiting = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar) or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Mapping):
            for entry in node.entries:
                yield entry.key
                waiting.append(entry.value)
        else:
            waiting += node.items
