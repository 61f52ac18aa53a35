"""Answers a run from the cache as far as it reaches: what did not change is neither read again nor judged again.

A remembered result holds while its post has the same bytes and all that its rules looked at looks the same. Asking every
question again would build the index of the whole site; so the whole tree is compared first. Where no file came or went and
no front matter changed, links lead where they led; only ids of changed posts, and registration links that changed posts
hold, are asked about again.

The comparison is with the last run that checked the whole tree. A partial run that remembers anything new invalidates the
tree digest, because posts it did not check were judged against an older tree.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING

from evlint.cache.dependencies import REGISTRATIONS, ROOT, TODAY
from evlint.cache.packing import front_matter_bytes, remembered
from evlint.cache.results import NAMES, ResultCache
from evlint.io.read import read_file
from evlint.model.file_names import is_markdown, is_page
from evlint.model.result import Entry, FileResult
from evlint.site.registrations import SERVICE_MARKS
from evlint.startup.library_parts import digest
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.cache.tree_state import Known
    from evlint.pipeline.sites import Sites

_LEAST_KNOWN = 0.5  # of the files: below this the cache is of little use, and comparing is work for nothing


class Recalled(NamedTuple):
    """The results that still hold, by path, and the digest of the tree; that is None where the run checks a part only."""

    results: dict[str, FileResult]
    tree: bytes | None


class TreeDelta(NamedTuple):
    """How the tree compares with the one that was remembered: which posts changed, and what that cannot have moved.

    `looks` and `folders` are files and folders that are known to look as they did, but for the changed posts.
    """

    changed: frozenset[str]
    checked: frozenset[str]
    layout: bool
    registrations: bool
    looks: Container[str] = ()
    folders: Container[str] = ()

    def cannot_affect(self, question: Sequence[str]) -> bool:
        """Return whether the answer to a rule's question (its method, then its arguments) must be what it was."""
        method = question[0]
        if method in ("exists", "file"):
            return question[1] in self.looks and question[1] not in self.changed
        if method == ROOT:
            return question[1] in self.folders
        if method in ("target", "bare_target", "unpublished"):
            return self.layout
        if method == "anchors":
            return self.layout and question[1] in self.checked and question[1] not in self.changed
        return method == REGISTRATIONS and self.layout and self.registrations


def recall(
    files: Sequence[str],
    cache: ResultCache,
    sites: Sites,
    max_size: int,
    root_of: Callable[[str], str | None],
    state: Known | None = None,
) -> Recalled:
    """Return what still holds. `root_of` names the root of the site that a file belongs to (None: no site's).

    `max_size` in bytes: of a larger file nothing holds, since it is not read. With a `state` that the results belong to,
    only its suspects are looked at; without one (None), every file is.
    """
    checked = frozenset(files)
    before = cache.get(NAMES)
    others_same = (
        state is not None and before is not None and before.payload == state.state.token
    )  # else of other results
    suspects = state.suspects if state is not None and others_same else checked
    tree: bytes | None
    if others_same and before is not None:
        whole, tree = True, before.digest
    else:
        roots = {root_of(path) for path in files}
        names = sorted(name for root in roots for name in sites.recorder(root).names())
        others = [name for name in names if name not in checked and is_page(name)]
        whole = not any(is_markdown(name) for name in others)
        tree = _digest_of(names, others, max_size) if whole else None
    entries = {path: entry for path in files if (entry := cache.get(path)) is not None}
    if len(entries) < _LEAST_KNOWN * len(files):
        return Recalled({}, tree)
    same: dict[str, Entry] = {}
    changed: set[str] = set()
    layout = registrations = True
    for path in files:
        known = entries.get(path)
        if path not in suspects and known is not None:
            same[path] = known
            continue
        read = read_file(path, max_size)
        data = b"" if read is None else read.data
        if known is not None and read is not None and read.problem is None and digest(data) == known.digest:
            same[path] = known
            continue
        changed.add(path)
        layout = layout and known is not None and read is not None and digest(front_matter_bytes(data)) == known.head
        if registrations:
            asked = known is not None and any(key.startswith(REGISTRATIONS) for key in known.seen)
            registrations = not asked and not any(mark.encode() in data for mark in SERVICE_MARKS)
    layout = layout and whole and before is not None and before.digest == tree
    delta = TreeDelta(frozenset(changed), checked, layout, registrations)
    if state is not None and others_same:
        delta = delta._replace(looks=state.state.looks, folders=state.state.roots)
    # Most questions stand in many posts: each is looked at once, and most posts ask none that may have another answer.
    every = frozenset[str]().union(*[entry.seen for entry in same.values()]) - {TODAY}
    open_ones = frozenset([key for key in every if not delta.cannot_affect(key.split("\0"))])
    today = digest(sites.today.isoformat().encode())
    found: dict[str, FileResult] = {}
    for path, entry in same.items():
        if entry.seen.get(TODAY, today) != today:
            continue
        if open_ones.isdisjoint(entry.seen) or sites.recorder(root_of(path)).is_still_valid(
            entry.seen, delta.cannot_affect
        ):
            result = remembered(entry)
            if result is not None:
                found[path] = result
    return Recalled(found, tree)


def settle(cache: ResultCache, entries: Sequence[tuple[str, Entry]], tree: bytes | None) -> None:
    """Remember what was checked, and by which tree the remembered results are judged: by none after a run over a part."""
    cache.put(entries)
    before = cache.get(NAMES)
    if tree is None and entries:
        cache.forget(NAMES)
    elif tree is not None and (before is None or before.digest != tree or entries):
        cache.put([(NAMES, Entry(tree, {}, 0))])  # a kept state of the tree has other results


def _digest_of(names: Sequence[str], pages: Sequence[str], max_size: int) -> bytes:
    """Return the digest of a tree: its names, and the heads of pages that are not checked (layouts in HTML)."""
    reads = (read_file(page, max_size) for page in pages)
    heads = [digest(b"" if read is None else front_matter_bytes(read.data)) for read in reads]
    return digest("\0".join(names).encode("utf-8", "surrogatepass") + b"\0\0" + b"".join(heads))
