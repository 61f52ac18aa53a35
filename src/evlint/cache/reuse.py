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

from evlint.cache.dependencies import REGISTRATIONS, ROOT, TODAY, Unaffected
from evlint.cache.packing import front_matter_bytes, remembered, unpack_entry
from evlint.cache.results import NAMES, ResultCache
from evlint.io.read import read_file
from evlint.model.file_names import is_markdown, is_page
from evlint.model.outcome import Entry, FileResult
from evlint.site.head import identity_of
from evlint.site.registrations import SERVICE_MARKS, registration_keys
from evlint.startup.library_parts import digest
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.cache.tree_state import Known
    from evlint.pipeline.sites import Sites

_LEAST_KNOWN = 0.5  # of the files: below this the cache is of little use, and comparing is work for nothing


class Recalled(NamedTuple):
    """The results that still hold, by path, and the digest of the tree; that is None where the run checks a part only.

    `later` are the posts of which holds what a run over a few remembered since the site was judged as a whole; `unaffected`
    tells which questions must have the answer that they had then, None where nobody can tell.
    """

    results: dict[str, FileResult]
    tree: bytes | None
    later: frozenset[str] = frozenset()
    unaffected: Unaffected | None = None


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
    others_same = state is not None and cache.token == state.header.token  # else of other results
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
    differences = _Differences(cache, max_size)
    same: dict[str, Entry] = {}
    for path in files:
        known = entries.get(path)
        if path not in suspects and known is not None and cache.later(path) is None:
            same[path] = known
            continue
        known = differences.compare(path)
        if known is not None:
            same[path] = known
    layout = differences.layout and whole and before is not None and before.digest == tree
    delta = TreeDelta(frozenset(differences.changed), checked, layout, differences.registrations)
    token = b""
    if state is not None and others_same:
        delta = delta._replace(looks=state.state.looks, folders=state.header.roots)
        token = state.header.token
    # Most questions stand in many posts: each is looked at once, and most posts ask none that may have another answer.
    every = frozenset[str]().union(*[entry.seen for entry in same.values()]) - {TODAY}
    open_ones = frozenset([key for key in every if not delta.cannot_affect(key.split("\0"))])
    today = digest(sites.today.isoformat().encode())
    found: dict[str, FileResult] = {}
    for path, entry in same.items():
        if entry.seen.get(TODAY, today) != today:
            continue
        later = cache.later(path)
        is_of_state = later is None or (bool(token) and later[0] == token)  # else judged by another tree
        if (is_of_state and open_ones.isdisjoint(entry.seen)) or sites.recorder(root_of(path)).is_still_valid(
            entry.seen, delta.cannot_affect if is_of_state else None
        ):
            result = remembered(entry)
            if result is not None:
                found[path] = result
    later_ones = frozenset([path for path in found if cache.later(path) is not None])
    return Recalled(found, tree, later_ones)


class _Differences:
    """What posts that look different, or were checked since, changed since the site was last judged as a whole."""

    def __init__(self, cache: ResultCache, max_size: int) -> None:
        self._cache = cache
        self._max_size = max_size
        self.changed: set[str] = set()
        self.layout = self.registrations = True  # whether they are what they were

    def compare(self, path: str) -> Entry | None:
        """Compare one post, and return what is remembered of it as it is now."""
        first, known = self._cache.first(path), self._cache.get(path)
        read = read_file(path, self._max_size)
        data = b"" if read is None else read.data
        now = None if read is None or read.problem is not None else digest(data)
        if first is None or now != first.digest:
            self.changed.add(path)
            self.layout = self.layout and (
                first is not None and read is not None and digest(front_matter_bytes(data)) == first.head
            )
            self.registrations = self.registrations and first is not None and _has_same_services(first, data)
        return known if known is not None and now == known.digest else None


def recall_known(
    files: Sequence[str],
    cache: ResultCache,
    sites: Sites,
    max_size: int,
    root_of: Callable[[str], str | None],
    state: Known,
) -> Recalled | None:
    """Return what holds of posts of a kept state, with the words of the whole site; None where more than texts changed.

    What other posts say of themselves matters to a few posts as far as their front matter goes, and where they have links
    to registration pages in common.
    """
    before = cache.get(NAMES)
    if before is None or cache.token != state.header.token:
        return None
    differences = _Differences(cache, max_size)
    now = {path: differences.compare(path) for path in state.suspects}
    changed, others = differences.changed, differences.changed.difference(files)
    if not differences.layout or (others and state.header.reads_bodies):
        return None
    if others and not all(map(_registers_nowhere, map(cache.first, files))):
        return None
    delta = TreeDelta(
        frozenset(changed), frozenset(state.state.files), layout=True, registrations=differences.registrations,
        looks=state.state.looks, folders=state.header.roots,
    )  # fmt: skip
    unsure = set[str]()
    for root, question, then, asking in state.state.open_questions() if changed else ():
        if not delta.cannot_affect(question.split("\0")) and not sites.recorder(root).is_still_valid({question: then}):
            unsure.update(asking)
    found: dict[str, FileResult] = {}
    for path in files:
        if path not in changed:
            result = None if path in unsure else state.state.result(path)
        else:
            entry, later = now[path], cache.later(path)
            is_judged = later is not None and later[0] == state.header.token and later[1] is entry
            holds = (
                is_judged
                and entry is not None
                and sites.recorder(root_of(path)).is_still_valid(entry.seen, delta.cannot_affect)
            )
            result = remembered(entry) if holds and entry is not None else None
        if result is not None:
            found[path] = result
    later_ones = frozenset(changed & found.keys())
    return Recalled(found, before.digest, later_ones, delta.cannot_affect)


def _registers_nowhere(entry: Entry | None) -> bool:
    """Tell whether a post links to no registration page, as far as its entry of the index can be read."""
    index = None if entry is None else unpack_entry(entry.index_entry)
    return index is not None and not index.registrations


def _has_same_services(entry: Entry, data: bytes) -> bool:
    """Tell whether a post with this head tells other posts of the registration pages that it told them of."""
    index = unpack_entry(entry.index_entry)
    if index is None:
        asked = any(key.startswith(REGISTRATIONS) for key in entry.seen)
        return not asked and not any(mark.encode() in data for mark in SERVICE_MARKS)
    return identity_of(index.head) is None or registration_keys(data.decode("utf-8", "replace")) == index.services


def settle(cache: ResultCache, entries: Sequence[tuple[str, Entry]], recalled: Recalled | None) -> None:
    """Remember what a run over many files checked, and by which tree results are judged: by none after a part."""
    tree = None if recalled is None else recalled.tree
    folded = cache.fold(() if recalled is None else recalled.later)
    cache.put(entries)
    before = cache.get(NAMES)
    if tree is None and (entries or folded):
        cache.forget(NAMES)
    elif tree is not None and (before is None or before.digest != tree or entries or folded):
        cache.put([(NAMES, Entry(tree, {}, 0))])  # a kept state of the tree has other results


def _digest_of(names: Sequence[str], pages: Sequence[str], max_size: int) -> bytes:
    """Return the digest of a tree: its names, and the heads of pages that are not checked (layouts in HTML)."""
    reads = (read_file(page, max_size) for page in pages)
    heads = [digest(b"" if read is None else front_matter_bytes(read.data)) for read in reads]
    return digest("\0".join(names).encode("utf-8", "surrogatepass") + b"\0\0" + b"".join(heads))
