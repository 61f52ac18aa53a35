"""What several rules ask of a front matter: every key, and which values are a template's word for a text."""

from __future__ import annotations

from evlint.model.document import Document, Mapping, Scalar, nodes_of
from evlint.startup.lazy_regex import lazy_regex


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


_TEMPLATE_VALUE = lazy_regex(r"[\"']?\{\{-?\s*[.$]?[A-Za-z_][\w.]*\s*-?\}\}[\"']?|<%[=-]?\s*[\w.]+\s*-?%>")


def is_template_value(source: str) -> bool:
    """Tell whether a value as typed is a template's word for a text, such as `{{title}}`, and nothing else."""
    return source.startswith(("{{", '"{{', "'{{", "<%")) and _TEMPLATE_VALUE.fullmatch(source) is not None
