"""What MkDocs is told beyond `mkdocs.yml`: French words around French pages, and links that leave the manual.

Pages link to other files of the checkout by relative paths, so that they work in a checkout and in a forge's view of it; in
the built site such a file is found in the forge.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from evlint.about import PROJECT_URL

_LINK = re.compile(r"(\]\()(\.\./[^)#\s]*)(#[^)\s]*)?(\))")
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1`*[ \t]*$|`[^`\n]+`", re.DOTALL | re.MULTILINE)


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Turn links that lead out of `docs/` into links to the forge."""
    folder = posixpath.dirname(f"docs/{page.file.src_uri}")

    def outside(link: re.Match[str]) -> str:
        path = posixpath.normpath(f"{folder}/{link[2]}")
        if path.startswith("docs/"):
            return link[0]
        return f"{link[1]}{PROJECT_URL}/blob/main/{path}{link[3] or ''}{link[4]}"

    parts: list[str] = []
    last = 0
    for code in _CODE.finditer(markdown):
        parts += [_LINK.sub(outside, markdown[last : code.start()]), code[0]]
        last = code.end()
    return "".join([*parts, _LINK.sub(outside, markdown[last:])])


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Give each page the theme's words in its own language."""
    config.theme["language"] = "fr" if page.file.src_uri.startswith("fr/") else "en"
    return context
