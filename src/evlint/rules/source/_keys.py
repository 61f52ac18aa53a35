"""Every key of a front matter."""

from __future__ import annotations

from evlint.model.document import Document, Mapping, Scalar, Sequence


def keys(document: Document) -> list[Scalar]:
    """Return each key of the front matter as it was typed, once, at any depth. Gathered once for a document."""
    known = document.memo.get("front_keys")
    if not isinstance(known, list):
        root = document.front.root if document.front is not None else None
        known = document.memo["front_keys"] = [] if root is None else _gathered(root)
    return known


def _gathered(root: Mapping) -> list[Scalar]:
    found: list[Scalar] = []
    waiting: list[Mapping | Sequence] = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Mapping):
            for _, key, value in node.entries:
                found.append(key)
                if not isinstance(value, Scalar):
                    waiting.append(value)
        else:
            waiting += [item for item in node.items if not isinstance(item, Scalar)]
    return found
