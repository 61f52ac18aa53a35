"""Targets and anchors to choose from where a link is being typed. Only what the tree says is there is offered."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from lsprotocol import types

from evlint.model.context import RuleContext
from evlint.model.document import Document
from evlint.rules.links.missing_anchor import anchors_of
from evlint.server.positions import Positions
from evlint.site.names import ANY, MAYBE

if TYPE_CHECKING:
    from evlint.server.workspace import ConfigWorkspace

# `](x`, `](<x`, `[label]: x`, `href="x`, up to the cursor.
_TYPED = re.compile(
    r"(?:\]\(<?|^[ \t>]*\[[^\]\n]+\]:[ \t]+<?|(?:href|src)[ \t]*=[ \t]*[\"'])(?P<url>[^\s()<>\"']*)\Z", re.IGNORECASE
)
_MOST = 200  # files that are offered at once: more typing makes them fewer
_MOST_ASKED = 1_000  # files that the tree is asked about


def link_targets(
    workspace: ConfigWorkspace, path: str, positions: Positions, offset: int
) -> Iterator[types.CompletionItem]:
    """Yield what may follow in a link of the body: files of the site by their way from here, or the anchors of a page."""
    text = positions.text
    line = text[max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1 : offset]
    match = _TYPED.search(line)
    if match is None or ":" in match["url"] or "{" in match["url"]:
        return
    document = workspace.document(path, text)
    context = workspace.context(document)
    page, mark, fragment = match["url"].partition("#")
    if mark:
        where = types.Range(positions.at(offset - len(fragment)), positions.at(offset))
        yield from _anchors(document, context, page, where)
    else:
        where = types.Range(positions.at(offset - len(page)), positions.at(offset))
        yield from _files(workspace, document, context, page, where)


def _anchors(document: Document, context: RuleContext, page: str, where: types.Range) -> Iterator[types.CompletionItem]:
    target = context.tree.target(document.path, page) if page else None
    place = document.path if target is None else target.path
    found = anchors_of(document, context, place) if place is not None else None
    # Where nobody knows the generator, a heading answers to the ids of all: one of them is enough to choose.
    found = found or frozenset()
    found = frozenset(name for name in found if ANY not in name and not name.startswith(MAYBE))
    for name in sorted(name for name in found if name == name.lower() or name.lower() not in found):
        edit = types.TextEdit(where, name)
        yield types.CompletionItem(name, kind=types.CompletionItemKind.Reference, text_edit=edit)


def _files(
    workspace: ConfigWorkspace, document: Document, context: RuleContext, typed: str, where: types.Range
) -> Iterator[types.CompletionItem]:
    folder = posixpath.dirname(document.path) or "."
    begun = unquote(typed).lower()
    is_rooted = begun.startswith("/")
    asked = offered = 0
    for name in workspace.names_around(document.path):
        if name == document.path:
            continue
        way = f"/{name}" if is_rooted else posixpath.relpath(name, folder)
        if not _is_begun(way.lower(), begun):
            continue
        asked += 1
        if asked > _MOST_ASKED or offered >= _MOST:
            return
        url = quote(way, safe="/-._~!$'*+,;=@áàâäéèêëíîïóôöúùûüçñßœæ")
        target = context.tree.target(document.path, url, suggests=False)
        if target.state == "found" and target.path == name:
            offered += 1
            yield types.CompletionItem(
                way,
                kind=types.CompletionItemKind.File,
                filter_text=url,
                sort_text=f"{way.count('/'):02}{way}",
                text_edit=types.TextEdit(where, url),
            )


def _is_begun(way: str, begun: str) -> bool:
    """Tell whether a way may be what was begun: it begins so, or its last parts do (`./` may stand before)."""
    begun = begun.removeprefix("./")
    return way.startswith(begun) or ("/" not in begun and f"/{begun}" in f"/{way}")
