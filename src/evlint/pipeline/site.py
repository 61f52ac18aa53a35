"""The stage of the site: entries of the checked posts and of all others make an index, and the rules of the site run on it.

What is found at a checked post joins its result, as its settings and comments have it. Entries of posts that are not checked
are remembered, else made of their front matter and the name of their file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from evlint.io.looks import Signature, signature_of
from evlint.model.document import Document
from evlint.model.file_names import FOREIGN, LAYOUTS, SKELETONS, UNDERSCORED, is_page
from evlint.model.files import Read
from evlint.model.outcome import Defect, Entry, FileResult, Told

if TYPE_CHECKING:
    from evlint.cache.results import ResultCache
    from evlint.lint.linter import Linter
    from evlint.lint.site import SiteFindings
    from evlint.model.files import Files
    from evlint.model.index import IndexEntry
    from evlint.model.settings import Settings
    from evlint.model.span import LineIndex
    from evlint.site.tree import SiteTree

_HEADS = "\0index\0"  # before the path under which the cache keeps the entry of a post that was never checked
# Folders in which pages are made of other pages: what stands there is no page itself, whatever the generator.
_MACHINERY = UNDERSCORED | LAYOUTS | SKELETONS | FOREIGN | {"themes", "public", "_site"}


class IndexSites(Protocol):
    """What the stage asks of the sites."""

    def root_of(self, path: str) -> str | None:
        """Return the root of the site that a file belongs to, relative to the working folder; None: no site's file."""

    def files(self, root: str | None) -> Files:
        """Return the files of a site."""

    def site_tree(self, root: str | None) -> SiteTree:
        """Return the tree of a site."""

    def excludes(self, path: str) -> bool:
        """Tell whether the site's own configuration keeps a file out of the site."""


class SiteStage:
    """Runs the rules of the site. What was made of posts that are not checked is kept from one call to the next."""

    def __init__(
        self,
        linter: Linter,
        sites: IndexSites,
        settings: Settings,
        cache: ResultCache | None = None,
        *,
        alone: bool = False,
        signature_of: Callable[[str], Signature | None] = signature_of,
    ) -> None:
        """`signature_of` tells by how a file looks whether what the cache holds of it stands.

        `alone`: where no site is known, the checked posts are all there is, and no other file is looked for."""
        self._linter = linter
        self._sites = sites
        self._settings = settings
        self._cache = cache
        self._alone = alone
        self._signature_of = signature_of
        self._others: dict[str, IndexEntry | None] = {}
        self._reads_bodies = False

    def __call__(self, results: Mapping[str, FileResult], read: Callable[[str], Read | None]) -> Told:
        """Add what the rules of the site say. `read` reads a post, as it stands where it is checked."""
        codes = frozenset(rule.code for rule in self._linter.site_rules)
        merged = {path: _without(result, codes) for path, result in results.items()}
        defects: list[Defect] = []
        by_root: dict[str | None, dict[str, IndexEntry]] = {}
        for path, result in results.items():
            if result.index_entry is not None:
                by_root.setdefault(self._sites.root_of(path), {})[path] = result.index_entry
        for root, entries in by_root.items():
            found = self._run(root, entries)
            defects += found.defects
            silencing = (path for path, entry in entries.items() if entry.is_silencing)
            for path in sorted({*found.found, *silencing} & entries.keys()):
                document = merged[path].document or self._parsed(path, read)
                if document is not None:
                    lines = _LinesOf(self._sites.files(root))
                    merged[path] = self._linter.with_site(merged[path], document, found.found.get(path, ()), lines)
        return Told(merged, defects, self._reads_bodies)

    def _run(self, root: str | None, checked: Mapping[str, IndexEntry]) -> SiteFindings:
        from evlint.site.index import SiteIndex

        entries = {**self._entries_of_others(root, checked), **checked}
        tree = self._sites.site_tree(root)
        for path, entry in entries.items():
            tree.know(path, entry)
        settings = self._settings
        index = SiteIndex(tree, entries, frozenset(checked), settings.references, settings.root)
        found = self._linter.lint_site(root, index)
        self._reads_bodies = self._reads_bodies or index.reads_bodies
        return found

    def _entries_of_others(self, root: str | None, checked: Mapping[str, IndexEntry]) -> dict[str, IndexEntry]:
        if root is None and self._alone:
            return {}
        files = self._sites.files(root)
        entries: dict[str, IndexEntry] = {}
        for path in files.names():
            if path in checked or not _is_in_index(path) or self._sites.root_of(path) != root:
                continue
            if self._sites.excludes(path):
                continue
            entry = self._other(path, files)
            if entry is not None:
                entries[path] = entry
        asked = {key.rpartition("/")[2].casefold() for one in checked.values() for key, _ in one.registrations}
        for path, entry in entries.items() if asked else ():
            if entry.event is not None and not entry.is_whole:
                text = files.read(path) or ""
                folded = text.casefold()
                if any(one in folded for one in asked):
                    entries[path] = self._others[path] = self._linter.whole_entry(path, text)
        return entries

    def _other(self, path: str, files: Files) -> IndexEntry | None:
        """Return the entry of a post that is not checked: what was remembered, else what its front matter says."""
        if path not in self._others:
            self._others[path] = self._remembered(path) or self._made(path, files)
        return self._others[path]

    def _remembered(self, path: str) -> IndexEntry | None:
        if self._cache is None:
            return None
        from evlint.cache.packing import unpack_entry

        signature = self._signature_of(path)
        for key in (path, _HEADS + path):
            known = self._cache.get(key)
            if known is not None and signature is not None and known.signature == signature:
                return unpack_entry(known.index_entry)
        return None

    def _made(self, path: str, files: Files) -> IndexEntry | None:
        text = files.read(path)
        if text is None:
            return None
        entry = self._linter.head_entry(path, text)
        if self._cache is not None:
            from evlint.cache.packing import pack_entry
            from evlint.io.looks import settled_signature

            signature = settled_signature(path)
            if signature is not None:
                self._cache.put([(_HEADS + path, Entry(b"", {}, None, b"", pack_entry(entry), signature))])
        return entry

    def _parsed(self, path: str, read: Callable[[str], Read | None]) -> Document | None:
        text = read(path)
        return None if text is None or text.problem is not None else self._linter.document(path, text)


def _is_in_index(path: str) -> bool:
    """Tell whether a file that is not checked may be a page, by its name."""
    return is_page(path) and _MACHINERY.isdisjoint(path.split("/")[:-1])


def are_pages_of_sites(files: Iterable[str], sites: IndexSites, *, alone: bool) -> bool:
    """Tell whether each of these posts is in the index of its site when it is not checked itself.

    Then the index of a run over a few of them is that of a run over all.
    """
    names: dict[str | None, frozenset[str]] = {}
    for path in files:
        root = sites.root_of(path)
        if root is None and alone:
            return False
        if root not in names:
            names[root] = frozenset(sites.files(root).names())
        if not _is_in_index(path) or path not in names[root] or sites.excludes(path):
            return False
    return True


def _without(result: FileResult, codes: frozenset[str]) -> FileResult:
    """Return a result without what the rules of the site said before."""
    if all(one.rule not in codes for one in result.diagnostics) and not result.suppressed:
        return result
    return result._replace(
        diagnostics=[one for one in result.diagnostics if one.rule not in codes],
        suppressed=tuple([one for one in result.suppressed if one.diagnostic.rule not in codes]),
    )


class _LinesOf:
    """The lines of other posts, each read once."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._known: dict[str, LineIndex | None] = {}

    def __call__(self, path: str) -> LineIndex | None:
        if path not in self._known:
            from evlint.model.span import LineIndex

            text = self._files.read(path)
            self._known[path] = None if text is None else LineIndex(text)
        return self._known[path]
