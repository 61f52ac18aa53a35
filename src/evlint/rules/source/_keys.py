"""Every key of a front matter."""

from __future__ import annotations

from evlint.model.document import Document, Mapping, Scalar, nodes_of, once


@once
def keys(document: Document) -> list[Scalar]:
    """Return each key of the front matter as it was typed, once, at any depth."""
    root = document.front.root if document.front is not None else None
    held = nodes_of(root) if root is not None else ()
    return [entry.key for node in held if isinstance(node, Mapping) for entry in node.entries]
