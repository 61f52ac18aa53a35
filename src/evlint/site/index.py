"""The index of one site: entries by path, and what the site's files and its generator say of them, asked when needed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from evlint.generators import generator_of
from evlint.model.file_names import is_page
from evlint.model.generator import Published
from evlint.model.index import IndexEntry
from evlint.site.configtext import text_of
from evlint.site.data import files_by_name, ids_of, names_for, read_data

if TYPE_CHECKING:
    from evlint.model.settings import Reference
    from evlint.site.tree import SiteTree

_LANGUAGES = frozenset(
    ("fr", "en", "de", "es", "it", "nl", "pt", "ca", "eu", "gl", "oc", "br", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "bg",
     "el", "sv", "da", "fi", "no", "et", "lv", "lt", "ga", "cy", "mt", "uk", "ru", "ar", "tr", "ja", "ko", "zh", "id", "vi")
)  # fmt: skip


class SiteIndex:
    """`evlint.model.index.Index` over a tree."""

    def __init__(
        self,
        tree: SiteTree,
        entries: Mapping[str, IndexEntry],
        checked: frozenset[str],
        references: Sequence[Reference] = (),
        root: str = ".",
    ) -> None:
        """Take the tree and the entries of the site's pages by path.

        `references` are relative to `root`, the configuration's folder.
        """
        self._tree = tree
        self._place = tree.place
        self._layout = tree.layout
        self._root = root
        self._text = tree.text
        self.checked = checked
        self.reads_bodies = False  # whether a rule asked for more than what the entries say
        self.references = references
        hidden = {path: why for path in sorted(entries) if (why := tree.hides(path, entries[path].head))}
        self._hidden = hidden.keys()
        # What is dated ahead will be there one day.
        self.entries: Mapping[str, IndexEntry] = {
            path: entries[path] for path in sorted(entries) if hidden.get(path, "ahead") == "ahead"
        }

    def published(self) -> Iterator[tuple[str, Published]]:
        """Yield each file that the generator writes for a source, with the source; sources sorted by path."""
        unsaved = {inner for path in self.checked if (inner := self._place.inner(path)) is not None}
        for inner in sorted(unsaved.union(self._place.names.paths)):
            if not inner.lower().endswith(self._layout.endings):
                continue
            path = self._place.outer(inner)
            entry = self.entries.get(path)
            if path in self._hidden or (is_page(inner) and (entry is None or not entry.has_front)):
                continue
            for one in self._layout.published(inner):
                yield path, one._replace(file=unicodedata.normalize("NFC", one.file))

    def static_file(self, written: str) -> str | None:
        """Return the file that is copied as it is to this place of the built site."""
        found = self._layout.static_file(written)
        return None if found is None else self._place.outer(found)

    def has_terms(self, key: str) -> bool:
        """Tell whether the terms of a key ("tags", "categories") may have pages of their own on this site."""
        return key in generator_of(self._place.site).terms

    def term_page(self, term: str) -> str:
        """Return what tells the page of a term from that of another."""
        return self._layout.term_page(term)

    def layouts(self, path: str) -> frozenset[str] | None:
        """Return the layouts that a post may name; None where a theme may bring others."""
        inner = self._place.inner(path)
        return None if inner is None else self._layout.layouts(inner)

    def data(self, key: str) -> Mapping[str, frozenset[str]]:
        """Return the data files whose name is that of a key, each with the ids in it."""
        return {
            self._place.outer(path): ids
            for name in names_for(key)
            for path in self._data.get(name, ())
            if (ids := self._ids(path))
        }

    @cached_property
    def _data(self) -> dict[str, list[str]]:
        """The data files and folders by their names without ending."""
        return files_by_name(self._place.names.paths)

    def _ids(self, path: str) -> frozenset[str]:
        return ids_of(read_data(self._place.text(path) or "", path.rpartition(".")[2]))

    def ids_in(self, path: str) -> frozenset[str] | None:
        """Return the ids in a file or folder that the configuration names; None where there are none to be read."""
        full = path.strip("/") if self._root in ("", ".") else f"{self._root}/{path.strip('/')}"
        inside = [name for name in self._tree.names() if name.startswith(f"{full}/")]
        if inside:
            stems = {name[len(full) + 1 :].partition("/")[0] for name in inside}
            return frozenset(stem.partition(".")[0] if not stem.startswith("_") else "" for stem in stems) - {""}
        text = self._text(full)
        if text is None:
            return None
        return ids_of(read_data(text, full.rpartition(".")[2].lower())) or None

    def counts(self, words: Sequence[str]) -> Mapping[str, int]:
        """Count words in the texts of all posts, the front matter left out."""
        self.reads_bodies = True
        wanted = {unicodedata.normalize("NFC", word).casefold() for word in words}
        found: Counter[str] = Counter()
        either = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(wanted)), re.IGNORECASE)
        for path in self.entries:
            text = unicodedata.normalize("NFC", self._text(path) or "")
            end = max(text.find("\n---", 3), text.find("\n+++", 3)) if text.startswith(("---", "+++")) else 0
            for match in either.finditer(text, max(end, 0)):
                found[match[0].casefold()] += 1
        return found

    def default_language(self) -> str:
        """Return the site's default language, "" where it does not say."""
        site = self._place.site
        stated = text_of(site.options.get("default")) or site.language or ""
        return stated.partition("-")[0].lower()

    def languages(self) -> frozenset[str]:
        """Return the languages that stand in paths and file names."""
        return frozenset(self._place.site.languages) or _LANGUAGES
