"""How the whole tree looked at the end of a run, so that the next one asks first whether anything changed at all.

Every folder that was listed, every file of the tree and everything else that a rule looked for on the disk is kept by what
the system says of it (size, times, inode). Where all of that is as it was, and the day is the same, the run's findings are
those of before: nothing is read, asked or judged again. Where only checked posts look different, no question about anything
else needs an answer (`evlint.cache.reuse`).

As for pages (`evlint.cache.pages`), what was changed just before it was looked at may change again within one tick of the
clock: it counts as suspect in the next run.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from evlint.cache.packing import packed, unpack_entry, unpacked
from evlint.io.looks import SUSPECT, TICK, Look, look
from evlint.io.whole_file import prune, read_whole, write_whole
from evlint.startup.library_parts import digest
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.cache.results import ResultCache
    from evlint.io.discover import Found
    from evlint.model.index import IndexEntry
    from evlint.model.result import Entry, FileResult, Told
    from evlint.pipeline.sites import Sites

MAGIC = b"evlint-tree-1\n"
PREFIX = "tree-"
MOST_FILES = 24  # files kept, the oldest go first
_PLACES = frozenset(("exists", "file", "anchors"))  # questions about one path, that a look at it answers

_TEXT = frozenset((str,))


class TreeState(NamedTuple):
    """What is kept of a run. `listing` is the digest of the names that were found, `files` are those that were checked.

    `token` tells which results belong to it (`ResultCache`), `roots` the site of each folder, `beside` whether a folder lies
    beside its site's content, `results` what was found, as plain data; `reads_bodies` tells whether what the rules of
    the site said depends on more of the posts than their entries of the index.
    """

    token: bytes
    today: str
    listing: bytes
    files: tuple[str, ...]
    looks: Mapping[str, Look]
    roots: Mapping[str, str | None]
    beside: Mapping[str, bool]
    results: Mapping[str, object]
    reads_bodies: bool


class Known(NamedTuple):
    """A state that holds, but for some checked posts that may have changed: `suspects`."""

    state: TreeState
    suspects: frozenset[str]

    def results(self) -> dict[str, FileResult] | None:
        """Return what the run before found, the words of the whole site among it; None where a post may have changed."""
        return None if self.suspects else self._unpacked()

    def _unpacked(self) -> dict[str, FileResult] | None:
        """Return the kept results, None where one of them is of no shape of ours."""
        found = {path: unpacked(payload) for path, payload in self.state.results.items()}
        sound = {path: result for path, result in found.items() if result is not None}
        return sound if len(sound) == len(found) else None

    def still_told(
        self, linted: Mapping[str, FileResult | None], cache: ResultCache, codes: Container[str]
    ) -> dict[str, FileResult] | None:
        """Return all results with what the rules of the site said (`codes`), where that must be what it was; else None.

        `linted` are the posts that were linted again, before the cache remembers them. The rules of the site look at the
        entries of the index: where those posts have the same ones, there is nothing new to be said.
        """
        if self.state.reads_bodies or cache.token != self.state.token:
            return None
        found = self._unpacked()
        for path, again in linted.items():
            before = None if found is None else found.get(path)
            if found is None or before is None or again is None:
                return None
            said = any(one.rule in codes for one in before.diagnostics) or bool(before.suppressed)
            if said or not _is_same(again.index_entry, cache.get(path)):
                return None
            found[path] = again
        return found


def _is_same(entry: IndexEntry | None, before: Entry | None) -> bool:
    """Tell whether a post says to the site what it said; one with a comment for rules of the site is judged by them."""
    if entry is None or before is None or entry.is_silencing:
        return False
    return unpack_entry(before.index_entry) == entry


class StateFile:
    """The kept state of one request in one working folder."""

    def __init__(self, folder: str, fingerprint: bytes) -> None:
        """Take the cache folder, and the digest of all that a run depends on besides the tree."""
        self._folder = folder
        self._path = os.path.join(folder, PREFIX + fingerprint.hex())
        self._began = time.time_ns()

    def known(self, listed: Found, sites: Sites) -> Known | None:
        """Return the state of the run before, where nothing but checked posts looks different; else None.

        `listed` are the names that this run found, before the site's configuration leaves some of them out. What was known
        then of folders, the sites know from now on.
        """
        found = read_whole(self._path, MAGIC)
        if not isinstance(found, tuple) or not _is_sound(found):
            return None
        state = TreeState._make(found)
        if state.listing != _listing(listed) or state.today != sites.today.isoformat():
            return None
        checked = frozenset(state.files)
        suspects: list[str] = []
        for path, then in state.looks.items():
            now = look(path)
            if now != then:
                if path not in checked or not now:
                    return None
                suspects.append(path)
        sites.know_folders(state.roots, state.beside)
        return Known(state, frozenset(suspects))

    def keep(self, told: Told, cache: ResultCache, listed: Found, sites: Sites) -> None:
        """Keep the state at the end of a run whose results the cache remembers, one and all."""
        results = told.results
        paths = dict.fromkeys(sites.looked_at())
        questions = set[str]()
        for path in results:
            entry = cache.get(path)
            if entry is None:
                return  # a defect, a password: such results are not remembered
            paths[path] = None
            questions.update(entry.seen)
        for key in questions:
            question = key.split("\0")
            if question[0] in _PLACES and len(question) == 2:
                paths[question[1]] = None
        newest = self._began - TICK
        looks = {path: look(path, newest) for path in paths}
        if any(one == SUSPECT and path not in results for path, one in looks.items()):
            return  # a folder or a file that is not checked: nothing tells whether it changes once more
        token = cache.token or os.urandom(16)
        payloads = {path: packed(result) for path, result in results.items()}
        roots, beside = sites.folders()
        today = sites.today.isoformat()
        state = (
            token,
            today,
            _listing(listed),
            tuple(results),
            looks,
            dict(roots),
            dict(beside),
            payloads,
            told.reads_bodies,
        )
        try:
            write_whole(self._path, MAGIC, marshal.dumps(state))
            prune(self._folder, PREFIX, MOST_FILES)
        except (OSError, ValueError):
            return
        cache.vouch(token)


def _listing(listed: Found) -> bytes:
    """Return the digest of the names that a run found."""
    return digest("\0".join((*listed.files, "", *sorted(listed.named))).encode("utf-8", "surrogatepass"))


def _is_sound(plain: tuple[object, ...]) -> bool:
    """Tell whether data under a right checksum is of our shape."""
    if len(plain) != len(TreeState._fields):
        return False
    token, today, listing, files, looks, *maps, reads_bodies = plain
    if not (
        isinstance(token, bytes)
        and isinstance(today, str)
        and isinstance(listing, bytes)
        and isinstance(reads_bodies, bool)
    ):
        return False
    if not (isinstance(looks, dict) and isinstance(files, tuple) and all(isinstance(one, dict) for one in maps)):
        return False
    results = maps[-1]
    return isinstance(results, dict) and list(results) == list(files) and _TEXT.issuperset(map(type, (*looks, *files)))
