"""How the whole tree looked at the end of a run, so that the next one asks first whether anything changed at all.

Every folder that was listed, every file of the tree and everything else that a rule looked for on the disk is kept by what
the system says of it (size, times, inode). Where all of that is as it was, and the day is the same, the run's findings are
those of before: nothing is read, asked or judged again. Where only checked posts look different, no question about anything
else needs an answer (`evlint.cache.reuse`).

A run over a few of those posts asks the same state (`StateFile.known_of`): nobody lists the tree for it, since all that the
list depends on looks as it did (`evlint.io.git_index`).

As for pages (`evlint.cache.pages`), what was changed just before it was looked at may change again within one tick of the
clock: it counts as suspect in the next run.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import time
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evlint.cache.dependencies import ROOT, TODAY, Noted
from evlint.cache.packing import packed, unpack_entry, unpacked
from evlint.io.looks import SUSPECT, TICK, Look, Signature, look, signature_in
from evlint.io.record_file import RecordFile, write_records
from evlint.io.whole_file import prune
from evlint.startup.library_parts import digest
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.cache.results import ResultCache
    from evlint.io.discover import Found
    from evlint.io.git_index import Listing
    from evlint.model.index import IndexEntry
    from evlint.model.outcome import Entry, FileResult, Told
    from evlint.pipeline.sites import Sites

MAGIC = b"evlint-tree-2\n"
PREFIX = "tree-"
MOST_FILES = 24  # files kept, the oldest go first
_PLACES = frozenset(("exists", "file", "anchors"))  # questions about one path, that a look at it answers
_HEADER, _LOOKS, _OPEN, _NAMES = "\0header", "\0looks", "\0open", "\0names"
_BY_LAYOUT = frozenset(
    ("target", "bare_target", "unpublished", TODAY)
)  # questions that names and heads of pages answer
_NUMBERS = 5  # that a look at one file or folder has

_TEXT = frozenset((str,))
Around = tuple[
    Sequence[str], str, Look, bytes
]  # the tops of the tree, git's own, how git's index looks, its names' digest


class Header(NamedTuple):
    """What is kept of a run. `listing` is the digest of the names that were found.

    `token` tells which results belong to it (`ResultCache`), `roots` the site of each folder, `beside` whether a folder lies
    beside its site's content; `reads_bodies` tells whether what the rules of the site said depends on more of the posts
    than their entries of the index. `around` is what a run over a few of the posts must find as it was, besides the looks:
    the tops of the tree, and git's index and the digest of its names; None where such a run may say something else.
    """

    token: bytes
    today: str
    listing: bytes
    roots: Mapping[str, str | None]
    beside: Mapping[str, bool]
    reads_bodies: bool
    around: Around | None


class TreeState:
    """A kept state: its header, how everything looked, and what was found, by file, read when it is asked for."""

    def __init__(self, path: str) -> None:
        self._records = RecordFile(path, MAGIC)
        self.header = _header(self._records.get(_HEADER))

    @property
    def files(self) -> Sequence[str]:
        """The files that were checked."""
        return [key for key in self._records if key[:1] != "\0"]

    def __contains__(self, path: str) -> bool:
        return path in self._records

    def result(self, path: str) -> FileResult | None:
        """Return what was found in a file, the words of the whole site among it; None where that is of no shape of ours."""
        return unpacked(self._records.get(path))

    def raw(self, path: str) -> bytes | None:
        """Return the record of a file as it stands."""
        return self._records.raw(path)

    @cached_property
    def looks(self) -> Mapping[str, Look]:
        """How everything looked, by path."""
        return dict(_looks(self._records.get(_LOOKS)))

    @cached_property
    def names(self) -> Mapping[str, Sequence[str]]:
        """The names of files by the folder that was listed for them."""
        plain = self._records.get(_NAMES)
        sound = isinstance(plain, dict) and all(isinstance(one, tuple) for one in plain.values())
        return plain if isinstance(plain, dict) and sound else {}

    def open_questions(self) -> Iterator[tuple[str | None, str, Noted, Sequence[str]]]:
        """Yield what posts asked that neither the looks nor the heads of pages tell: site, question, answer then, posts."""
        plain = self._records.get(_OPEN)
        for one in plain if isinstance(plain, list) else ():
            if isinstance(one, tuple) and len(one) == 4:
                yield one

    def suspects(self) -> frozenset[str] | None:
        """Return the checked files that look different now; None where something else does, or a file is gone."""
        found: list[str] = []
        if not self.looks:
            return None
        for path, then in self.looks.items():
            now = look(path)
            if now != then:
                if path not in self._records or not now:
                    return None
                found.append(path)
        return frozenset(found)


class Known(NamedTuple):
    """A state that holds, but for some checked posts that may have changed: `suspects`."""

    header: Header
    state: TreeState
    suspects: frozenset[str]

    def names(self, root: str) -> Sequence[str] | None:
        """Return the names of the files of a folder; None where they were not listed."""
        return self.state.names.get(root)

    def signature(self, path: str) -> Signature | None:
        """Return what tells an unchanged file, None where it is to be looked at."""
        then = () if path in self.suspects else self.state.looks.get(path, ())
        return signature_in(then)

    def results(self, files: Sequence[str]) -> dict[str, FileResult] | None:
        """Return what the run before found, the words of the whole site among it; None where a post may have changed."""
        if self.suspects:
            return None
        found = {path: result for path in files if (result := self.state.result(path)) is not None}
        return found if len(found) == len(files) else None

    def still_told(self, linted: Mapping[str, FileResult | None], cache: ResultCache, codes: Container[str]) -> bool:
        """Tell whether the rules of the site (`codes`) must say of all posts what they said.

        `linted` are the posts that are not what they were, before the cache remembers them. The rules of the site look at
        the entries of the index: where those posts have the same ones, there is nothing new to be said.
        """
        if self.header.reads_bodies or cache.token != self.header.token:
            return False
        for path, again in linted.items():
            before = self.state.result(path)
            if before is None or again is None:
                return False
            said = any(one.rule in codes for one in before.diagnostics) or bool(before.suppressed)
            if said or not is_same(again.index_entry, cache.first(path)):
                return False
        return True


def is_same(entry: IndexEntry | None, before: Entry | None) -> bool:
    """Tell whether a post says to the site what it said; one with a comment for rules of the site is judged by them."""
    if entry is None or before is None or entry.is_silencing:
        return False
    return unpack_entry(before.index_entry) == entry


class Kept(NamedTuple):
    """What is known of a state that is to be kept.

    `before` is the one that it follows, where that still held but for `fresh` posts; `is_told` whether the rules of the
    site had nothing new to say. `is_whole` tells whether a run over a few of the posts would find in them what this one did.
    """

    before: Known | None
    fresh: frozenset[str]
    is_told: bool
    is_whole: Callable[[], bool]


class StateFile:
    """The kept state of one request in one working folder; of another request, by the name of its file."""

    def __init__(self, folder: str, fingerprint: bytes) -> None:
        """Take the cache folder, and the digest of all that a run depends on besides the tree."""
        self._folder = folder
        self._name = PREFIX + fingerprint.hex()
        self._began = time.time_ns()

    def known(self, listed: Found, sites: Sites) -> Known | None:
        """Return the state of the run before, where nothing but checked posts looks different; else None.

        `listed` are the names that this run found, before the site's configuration leaves some of them out. What was known
        then of folders, the sites know from now on.
        """
        state = TreeState(os.path.join(self._folder, self._name))
        header = state.header
        if header is None or header.listing != _listing(listed) or header.today != sites.today.isoformat():
            return None
        if header.around is not None and not _is_around(header.around, sites):
            return None
        return _known(state, header, sites)

    def keep(self, told: Told, cache: ResultCache, listed: Found, sites: Sites, kept: Kept) -> None:
        """Keep the state at the end of a run whose results the cache remembers, one and all."""
        results, before = told.results, kept.before
        entries = {path: cache.get(path) for path in (results if before is None else kept.fresh)}
        if None in entries.values():
            return  # a defect, a password: such results are not remembered
        paths = dict.fromkeys((*entries, *_places(entry for entry in entries.values() if entry is not None)))
        if before is None:
            paths.update(dict.fromkeys(sites.looked_at()))
            around, others = _around(sites) if kept.is_whole() else (None, ())
            paths.update(dict.fromkeys(others))
        else:
            around = before.header.around
        newest = self._began - TICK
        looks = {} if before is None else dict(before.state.looks)
        looks.update({path: look(path, newest) for path in paths if path not in looks or path in entries})
        if any(looks[path] == SUSPECT and path not in results for path in paths):
            return  # a folder or a file that is not checked: nothing tells whether it changes once more
        token = cache.token or os.urandom(16)
        roots, beside = sites.folders()
        header: Any = (
            token,
            sites.today.isoformat(),
            _listing(listed),
            dict(roots),
            dict(beside),
            told.reads_bodies,
            around,
        )
        try:
            records = {path: self._record(path, result, kept) for path, result in results.items()}
            records[_HEADER] = marshal.dumps(header)
            records[_LOOKS] = marshal.dumps(_plain_looks(looks))
            names = None if before is None else before.state.raw(_NAMES)
            listed_names = {root: tuple(every) for root, every in sites.names().items()} if names is None else {}
            records[_NAMES] = names or marshal.dumps(listed_names)
            records[_OPEN] = marshal.dumps(_open(entries, looks, sites, before))
            write_records(os.path.join(self._folder, self._name), MAGIC, records)
            prune(self._folder, PREFIX, MOST_FILES)
        except (OSError, ValueError, OverflowError):
            return
        cache.vouch(token, self._name)

    @staticmethod
    def _record(path: str, result: FileResult, kept: Kept) -> bytes:
        if kept.before is not None and kept.is_told and path not in kept.fresh:
            raw = kept.before.state.raw(path)
            if raw is not None:
                return raw
        plain: Any = packed(result)
        return marshal.dumps(plain)


def _open(entries: Mapping[str, Entry | None], looks: Container[str], sites: Sites, before: Known | None) -> Any:  # noqa: ANN401 what `marshal` takes
    """Return the questions of posts that a look at a place, the site of a folder and the heads of pages do not answer."""
    roots, _ = sites.folders()
    found: dict[tuple[str | None, str, Noted], list[str]] = {}
    for root, question, then, asking in before.state.open_questions() if before is not None else ():
        found[root, question, then] = [path for path in asking if path not in entries]
    for path, entry in entries.items():
        root = sites.root_of(path)
        for question, then in entry.seen.items() if entry is not None else ():
            method, _, asked = question.partition("\0")
            if (
                method in _BY_LAYOUT
                or (method == ROOT and asked in roots)
                or (method in ("exists", "file") and asked in looks)
            ):
                continue
            found.setdefault((root, question, then), []).append(path)
    return [(*key, tuple(asking)) for key, asking in found.items() if asking]


def _places(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the paths that posts asked about, and about which a look tells."""
    for key in frozenset[str]().union(*[entry.seen for entry in entries]):
        question = key.split("\0")
        if question[0] in _PLACES and len(question) == 2:
            yield question[1]


def known_of(files: Sequence[str], cache: ResultCache, sites: Sites) -> Known | None:
    """Return the state of the last run over many posts, if these were among them and nothing but posts looks different."""
    vouched = cache.state
    if vouched is None:
        return None
    token, name = vouched
    if not name.startswith(PREFIX) or os.path.basename(name) != name:
        return None
    state = TreeState(os.path.join(cache.folder, name))
    header = state.header
    if header is None or header.token != token or header.today != sites.today.isoformat() or header.around is None:
        return None
    if any(path not in state for path in files) or not _is_around(header.around, sites):
        return None
    return _known(state, header, sites)


def _known(state: TreeState, header: Header, sites: Sites) -> Known | None:
    suspects = state.suspects()
    if suspects is None:
        return None
    known = Known(header, state, suspects)
    sites.know(header.roots, header.beside, known.names, known.signature)
    return known


def _around(sites: Sites) -> tuple[Around | None, Iterator[str]]:
    """Return what besides the looks tells that the tree is as it was, and what is to be looked at for it."""
    listing = _git()
    names = None if listing is None else listing.names()
    if listing is None or names is None:
        return None, iter(())
    folders = (folder for folder in sites.looked_at() if os.path.isdir(folder or "."))
    return (sites.files_tree.tops, listing.top, listing.look(), names), listing.ignore_files(folders)


def _is_around(around: Around, sites: Sites) -> bool:
    """Tell whether that is as it was, the index of git aside where its names are."""
    listing = _git()
    if listing is None or (sites.files_tree.tops, listing.top) != tuple(around[:2]):
        return False
    return around[2] == listing.look() or around[3] == listing.names()


def _git() -> Listing | None:
    from evlint.io.git import Refused
    from evlint.io.git_index import Listing

    with contextlib.suppress(Refused):
        return Listing()
    return None


def _listing(listed: Found) -> bytes:
    """Return the digest of the names that a run found."""
    return digest("\0".join((*listed.files, "", *sorted(listed.named))).encode("utf-8", "surrogatepass"))


def _plain_looks(looks: Mapping[str, Look]) -> Any:  # noqa: ANN401 what `marshal` takes
    """Return looks as plain data: the paths, and all their numbers in a row; those of links and of what is gone apart."""
    usual = [path for path, one in looks.items() if len(one) == _NUMBERS]
    numbers = array("q", [number for path in usual for number in looks[path]])
    return tuple(usual), numbers.tobytes(), {path: one for path, one in looks.items() if len(one) != _NUMBERS}


def _looks(plain: object) -> Iterator[tuple[str, Look]]:
    if not isinstance(plain, tuple) or len(plain) != 3:
        return
    usual, data, others = plain
    if not isinstance(usual, tuple) or not isinstance(data, bytes) or not isinstance(others, dict):
        return
    if len(data) != len(usual) * _NUMBERS * 8 or not _TEXT.issuperset(map(type, (*usual, *others))):
        return
    numbers = iter(array("q", data))
    yield from zip(usual, zip(*[numbers] * _NUMBERS, strict=True), strict=True)
    yield from others.items()


def _header(plain: object) -> Header | None:
    """Return a header of our shape, None for anything else."""
    if not isinstance(plain, tuple) or len(plain) != len(Header._fields):
        return None
    token, today, listing, roots, beside, reads_bodies, around = plain
    texts = isinstance(token, bytes) and isinstance(today, str) and isinstance(listing, bytes)
    maps = isinstance(roots, dict) and isinstance(beside, dict) and isinstance(reads_bodies, bool)
    if not texts or not maps or (around is not None and (not isinstance(around, tuple) or len(around) != 4)):
        return None
    return Header._make(plain)
