"""What a run knows of the one before it, and leaves for the next: results of posts, pages, and how the whole tree looked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from evlint.cache import cache_dir
from evlint.pipeline.workers import FEWEST_FILES

if TYPE_CHECKING:
    from evlint.cache.dependencies import Unaffected
    from evlint.cache.results import ResultCache
    from evlint.cache.reuse import Recalled
    from evlint.cache.tree_state import Known, StateFile
    from evlint.io.discover import Found
    from evlint.model.message import Msg
    from evlint.model.outcome import FileResult, Told
    from evlint.model.settings import Settings
    from evlint.pipeline.request import Request
    from evlint.pipeline.sites import Sites


class Remembered:
    """The memory of one run. Its calls come in the order in which they stand here, each once."""

    def __init__(self, request: Request, settings: Settings, sites: Sites, language: str, *, asks: bool) -> None:
        """Open the cache of results, and that of pages for the sites. `asks` tells whether the run asks the network."""
        self._request = request
        self._max_size = settings.max_file_size
        self._sites = sites
        self._asks = asks
        self._states: StateFile | None = None
        self._known: Known | None = None
        self._same: dict[str, FileResult] | None = None  # the results, where nothing at all has changed
        self._recalled: Recalled | None = None
        self._is_told = False  # whether the results that were recalled hold what the rules of the site say
        # The results by file; None where this run remembers nothing.
        self.cache: ResultCache | None = None
        if not request.no_cache and not request.fixes:
            self.cache = self._opened(settings, language)

    def _opened(self, settings: Settings, language: str) -> ResultCache:
        from evlint.cache.fingerprint import fingerprint
        from evlint.cache.pages import PageCache
        from evlint.cache.results import ResultCache

        request, folder = self._request, cache_dir()
        self._sites.pages = PageCache(folder, lambda: fingerprint("pages"), self._sites.signature_of)
        parts = (request.select, request.extend_select, request.ignore, settings, language)
        return ResultCache(folder, fingerprint(*parts))

    def look(self, found: Found) -> Sequence[str] | None:
        """Ask whether the tree looks as it did: return the files that were checked then, None where more than those changed.

        A few files are part of what an earlier run saw; `--since` asks git another question.
        """
        if self.cache is None or self._request.since is not None:
            return None
        from evlint.cache import tree_state
        from evlint.startup.library_parts import digest

        request = self._request
        if self._is_few(found.files):
            if found.files and len(found.named) == len(found.files):
                self._known = tree_state.known_of(found.files, self.cache, self._sites)
            return None if self._known is None else found.files
        parts = (request.paths, request.exclude, request.force_exclude, request.follow, self._asks)
        whole = self.cache.fingerprint + repr(parts).encode("utf-8", "surrogatepass")
        self._states = tree_state.StateFile(self.cache.folder, digest(whole))
        self._known = self._states.known(found, self._sites)
        return None if self._known is None else self._known.state.files

    def _is_few(self, files: Sequence[str]) -> bool:
        return len(files) < FEWEST_FILES

    def recall(self, files: Sequence[str]) -> dict[str, FileResult]:
        """Return the results that are known and still hold.

        For a few files of which no state is known the cache is asked file by file (`PostStages`).
        """
        if self._known is not None:
            self._same = self._known.results(files)
            if self._same is not None:
                return self._same
        if self.cache is None or (self._is_few(files) and self._known is None):
            return {}
        from evlint.cache.reuse import recall, recall_known

        root_of, state = self._sites.root_of, self._known
        if state is not None:
            self._recalled = recall_known(files, self.cache, self._sites, self._max_size, root_of, state)
            if self._recalled is not None:
                self._is_told = True
                return self._recalled.results
        if self._is_few(files):
            self._known = None
            return {}
        self._recalled = recall(files, self.cache, self._sites, self._max_size, root_of, state)
        return self._recalled.results

    @property
    def unaffected(self) -> Unaffected | None:
        """What tells which questions of posts must have the answer that was remembered; None where nobody can tell."""
        return None if self._recalled is None else self._recalled.unaffected

    def told(
        self,
        results: dict[str, FileResult],
        linted: Mapping[str, FileResult | None],
        codes: Callable[[], frozenset[str]],
        *,
        is_whole: bool,
    ) -> bool:
        """Tell whether results hold all that the rules of the site say.

        `linted` are the posts that were linted in this run (`is_whole`: all that had to be), `codes` makes those of the
        rules of the site. Where they do not, what is remembered of posts takes their place, as those rules want it.
        """
        if self._same is not None:
            return True
        if not self._is_told or self._known is None or self.cache is None or self._recalled is None:
            return False
        # Of those that were linted since by a run over a few, that run found so.
        self._is_told = is_whole and (not linted or self._known.still_told(linted, self.cache, codes()))
        if not self._is_told:
            from evlint.cache.packing import remembered

            for path, result in results.items():
                if path not in linted and (entry := self.cache.get(path)) is not None:
                    results[path] = remembered(entry) or result
        return self._is_told

    def keep(
        self, linted: Mapping[str, FileResult | None], told: Told, found: Found, is_whole: Callable[[], bool]
    ) -> Msg | None:
        """Remember a run that came to its end. Returns why that could not be done; None: nothing failed.

        `is_whole` tells whether a run over a few of the posts would find in them what this one found.
        """
        if self.cache is None or self._same is not None:
            return None
        from evlint.cache.reuse import settle

        entries = [(path, one.entry) for path, one in linted.items() if one is not None and one.entry]
        if self._states is None:
            state = self._known.header.token if self._known is not None and self._is_told else b""
            self.cache.put_later(entries, state)
        else:
            from evlint.cache.tree_state import Kept

            settle(self.cache, entries, self._recalled)
            for path, one in linted.items():
                if one is None or not one.entry:  # what was remembered of it before is no result of this run
                    self.cache.forget(path)
            # What each run tells anew (a defect, a schema of no use, a fault of a site's configuration) is not remembered,
            # and no state with it: where nothing is read, nothing would tell it.
            if not told.defects and len(entries) == len(linted) and not self._sites.faults():
                suspects = frozenset[str]() if self._known is None else self._known.suspects
                kept = Kept(self._known, suspects.union(linted), self._is_told, is_whole)
                self._states.keep(told, self.cache, found, self._sites, kept)
        why = self.cache.save()
        self._sites.save_pages()
        return why
