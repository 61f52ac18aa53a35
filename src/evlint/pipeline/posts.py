"""What is done with one file, in whichever process: [remembered | read -> parse -> context -> rules -> suppress] -> fix.

The fix comes here only where nobody waits for the network; else `pipeline.run` fixes once the answers are there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from evlint.io.read import read_file
from evlint.startup.library_parts import digest
from evlint.startup.namedtuple import NamedTuple

if TYPE_CHECKING:
    from evlint.cache.dependencies import Unaffected
    from evlint.cache.results import ResultCache
    from evlint.lint.linter import Linter
    from evlint.model.files import Read
    from evlint.model.outcome import FileResult
    from evlint.pipeline.sites import Sites


class Fixes(NamedTuple):
    """How files are fixed as soon as they are linted: whether by unsafe fixes too, and whether only to show it."""

    unsafe: bool
    diff: bool


class PostStages:
    """Takes one file through its stages: `stages(path)` is its result, None where there is no such file any more."""

    def __init__(
        self,
        linter: Callable[[], Linter],
        sites: Sites,
        max_size: int,
        *,
        cache: ResultCache | None = None,
        fixes: Fixes | None = None,
        asks_network: bool = False,
        fixes_later: bool = False,
        unaffected: Unaffected | None = None,
    ) -> None:
        """`linter` is called for the first post that is not remembered: a run that remembers all of them makes none.

        `max_size` in bytes. With `asks_network` a result keeps its document and its web links for the online merge.
        With `fixes_later` one that has something to fix keeps its document, so that nobody parses that text again.
        `unaffected` tells which questions of a post must have the answer that a run over many posts remembered.
        """
        self._linter = linter
        self._sites = sites
        self._max_size = max_size
        self._cache = cache
        self._fixes = fixes
        self._asks_network = asks_network
        self._fixes_later = fixes_later
        self._unaffected = unaffected
        self._keeps_documents = fixes is not None and fixes.diff  # what is fixed stands on no disk

    def __call__(self, path: str) -> FileResult | None:
        """Read and lint one file; and fix it, where that is asked for."""
        read = read_file(path, self._max_size)
        if read is None:
            return None
        result = self._linted(path, read) if self._cache is None else self._remembered(self._cache, path, read)
        if self._fixes is not None:
            result = self._fixed(path, result, self._fixes)
        if self._asks_network:
            return result
        if self._keeps_documents or (self._fixes_later and any(one.fix is not None for one in result.diagnostics)):
            return result._replace(urls=())
        return result._replace(urls=(), document=None)  # on a large site they are most of what is kept

    def _linted(self, path: str, read: Read) -> FileResult:
        linter = self._linter()
        return linter.lint(linter.document(path, read))

    def _remembered(self, cache: ResultCache, path: str, read: Read) -> FileResult:
        """Return what is remembered of a file where it still holds, else lint it and say what to remember."""
        # Where nothing is remembered, nothing is asked or packed.
        from evlint.cache.dependencies import NOTHING_SEEN
        from evlint.cache.packing import entry_of, remembered

        root = self._sites.root_of(path)
        recorder = self._sites.recorder(root)
        known = cache.get(path)
        if known is not None and known.digest == digest(read.data) and recorder.is_still_valid(known.seen):
            result = remembered(known)
            if result is not None:
                return result
        first = cache.first(path) if self._unaffected is not None else None
        recorder.start(path, NOTHING_SEEN if first is None else first.seen, self._unaffected)
        result = self._linted(path, read)
        # What is broken in the site's configuration is told in every run: nothing is remembered before it is mended.
        if result.defects or result.unusable or self._sites.site(root).faults:
            return result
        if _hold_password(result.urls):
            return result
        return result._replace(entry=entry_of(read.data, result, recorder.seen, path))

    def _fixed(self, path: str, result: FileResult, how: Fixes) -> FileResult:
        from evlint.pipeline.fix import fixed, with_diff, written

        done = fixed(result, self._linter(), unsafe=how.unsafe)
        return with_diff(done, path) if how.diff else written(done, path, result)


def _hold_password(urls: tuple[str, ...]) -> bool:
    """Tell whether an address holds a password: what is remembered would keep it on the disk."""
    if not any("@" in url for url in urls):
        return False
    from evlint.lint.engine import masked

    return any(masked(url) != url for url in urls)
