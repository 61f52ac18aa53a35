"""Values of the front matter that are a template's word for a text (EV011, and EV102, which leaves them to it)."""

from __future__ import annotations

from evlint.startup.lazy_regex import lazy_regex

_TEMPLATE_VALUE = lazy_regex(r"[\"']?\{\{-?\s*[.$]?[A-Za-z_][\w.]*\s*-?\}\}[\"']?|<%[=-]?\s*[\w.]+\s*-?%>")


def is_template_value(source: str) -> bool:
    """Tell whether a value as typed is a template's word for a text, such as `{{title}}`, and nothing else."""
    return source.startswith(("{{", '"{{', "'{{", "<%")) and _TEMPLATE_VALUE.fullmatch(source) is not None
