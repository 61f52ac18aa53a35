"""What several rules ask of a front matter: every key, and which values are a template's word for a text."""

from __future__ import annotations

from evlint.model.document import Document, Mapping, Scalar, nodes_of, once
from evlint.startup.lazy_regex import lazy_regex


@once
def keys(document: Document) -> list[Scalar]:
    """Return each key of the front matter as it was typed, once, at any depth."""
    root = document.front.root if document.front is not None else None
    held = nodes_of(root) if root is not None else ()
    return [entry.key for node in held if isinstance(node, Mapping) for entry in node.entries]


_TEMPLATE_VALUE = lazy_regex(r"[\"']?\{\{-?\s*[.$]?[A-Za-z_][\w.]*\s*-?\}\}[\"']?|<%[=-]?\s*[\w.]+\s*-?%>")


def is_template_value(source: str) -> bool:
    """Tell whether a value as typed is a template's word for a text, such as `{{title}}`, and nothing else."""
    return source.startswith(("{{", '"{{', "'{{", "<%")) and _TEMPLATE_VALUE.fullmatch(source) is not None
