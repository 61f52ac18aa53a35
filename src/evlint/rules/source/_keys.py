"""Every key of a front matter."""

from __future__ import annotations

from evlint.model.document import Document, Mapping, Scalar, nodes_of


def keys(document: Document) -> list[Scalar]:
    """Return each key of the front matter as it was typed, once, at any depth. Gathered once for a document."""
    known = document.memo.get("front_keys")
    if not isinstance(known, list):
        root = document.front.root if document.front is not None else None
        held = nodes_of(root) if root is not None else ()
        known = document.memo["front_keys"] = [
            entry.key for node in held if isinstance(node, Mapping) for entry in node.entries
        ]
    return known
