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

from evlint.model.about import PROJECT_URL

_LINK = re.compile(r"(\]\()(\.\./[^)#\s]*)(#[^)\s]*)?(\))")
# English pages that have a French one under another name; a rule's pages have the same name in both.
_PAIRS = {
    "index.md": "fr/index.md",
    "guides/index.md": "fr/index.md",
    "guides/first-steps.md": "fr/premiers-pas.md",
    "guides/old-site.md": "fr/ancien-site.md",
    "guides/pre-commit.md": "fr/commit.md",
    "guides/ci.md": "fr/demande-de-fusion.md",
}
_EXAMPLE = re.compile(r'<div class="language-markdown highlight">.*?</div>', re.DOTALL)
_PIECE = re.compile(r"(<[^>]*>|«|»)")
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


def on_page_content(html: str, page: Page, **_: object) -> str:
    """Mark in the examples of rules what « and » mark in their files, where no page can do more."""
    return _EXAMPLE.sub(_marked, html) if "rules/" in page.file.src_uri else html


def _marked(example: re.Match[str]) -> str:
    """Give each piece of text between the two marks a `<mark>` of its own: colours of the highlighter may end within."""
    parts: list[str] = []
    is_marked = False
    for piece in _PIECE.split(example[0]):
        if piece in ("«", "»"):
            is_marked = piece == "«"
        elif is_marked and piece and not piece.startswith("<"):
            parts.append(f"<mark>{piece}</mark>")
        else:
            parts.append(piece)
    return "".join(parts)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Give each page the theme's words in its own language, and the way to the same page in the other one."""
    name = page.file.src_uri
    config.theme["language"] = "fr" if name.startswith("fr/") else "en"
    english, french = in_both(name)
    for choice in config.extra["alternate"]:
        choice["link"] = re.sub(r"\.md$", ".html", french if choice["lang"] == "fr" else english)
    return context


def in_both(name: str) -> tuple[str, str]:
    """Return the English and the French page for a page; where one is missing, the start in that language."""
    if name.startswith("fr/"):
        same = name.removeprefix("fr/")
        back = {french: english for english, french in reversed(_PAIRS.items())}
        return back.get(name) or (same if same.startswith("rules/") else "index.md"), name
    return name, _PAIRS.get(name) or (f"fr/{name}" if name.startswith("rules/") else "fr/index.md")
