"""What a run knows of the one before it, and leaves for the next: results of posts, pages, and how the whole tree looked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from evlint.cache import cache_dir
from evlint.pipeline.workers import FEWEST_FILES

if TYPE_CHECKING:
    from evlint.cache.results import ResultCache
    from evlint.cache.tree_state import Known, StateFile
    from evlint.io.discover import Found
    from evlint.model.message import Msg
    from evlint.model.result import FileResult, Told
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
        self._tree: bytes | None = None
        # The results by file; None where this run remembers nothing.
        self.cache: ResultCache | None = None
        if not request.no_cache and not request.fixes:
            self.cache = self._opened(settings, language)

    def _opened(self, settings: Settings, language: str) -> ResultCache:
        from evlint.cache.fingerprint import fingerprint
        from evlint.cache.pages import PageCache
        from evlint.cache.results import ResultCache

        request, folder = self._request, cache_dir()
        self._sites.pages = PageCache(folder, lambda: fingerprint("pages"), self._sites.files_tree.holds)
        parts = (request.select, request.extend_select, request.ignore, settings, language)
        return ResultCache(folder, fingerprint(*parts))

    def look(self, found: Found) -> Sequence[str] | None:
        """Ask whether the tree looks as it did: return the files that were checked then, None where more than those changed.

        A few files are not worth the question, and `--since` asks git another one.
        """
        if self.cache is None or len(found.files) < FEWEST_FILES or self._request.since is not None:
            return None
        from evlint.cache.tree_state import StateFile
        from evlint.startup.library_parts import digest

        request = self._request
        parts = (request.paths, request.exclude, request.force_exclude, request.follow, self._asks)
        whole = self.cache.fingerprint + repr(parts).encode("utf-8", "surrogatepass")
        self._states = StateFile(self.cache.folder, digest(whole))
        self._known = self._states.known(found, self._sites)
        return None if self._known is None else self._known.state.files

    def recall(self, files: Sequence[str]) -> dict[str, FileResult]:
        """Return the results that are known and still hold.

        For a few files the cache is asked file by file (`PostStages`).
        """
        self._same = None if self._known is None else self._known.results()
        if self._same is not None:
            return self._same
        if self.cache is None or len(files) < FEWEST_FILES:
            return {}
        from evlint.cache.reuse import recall

        found, self._tree = recall(files, self.cache, self._sites, self._max_size, self._sites.root_of, self._known)
        return found

    def told(
        self, linted: Mapping[str, FileResult | None], codes: Callable[[], frozenset[str]]
    ) -> dict[str, FileResult] | None:
        """Return all results with what the rules of the site said, where they must say it again; else None.

        `linted` are the posts that were linted in this run, all of them; `codes` makes those of the rules of the site.
        """
        if self._same is not None or self._known is None or self.cache is None:
            return self._same
        return self._known.still_told(linted, self.cache, codes())

    def keep(self, linted: Mapping[str, FileResult | None], told: Told, found: Found) -> Msg | None:
        """Remember a run that came to its end. Returns why that could not be done; None: nothing failed."""
        if self.cache is None or self._same is not None:
            return None
        from evlint.cache.reuse import settle

        entries = [(path, one.entry) for path, one in linted.items() if one is not None and one.entry]
        settle(self.cache, entries, self._tree)
        if self._states is not None and not told.defects:
            self._states.keep(told, self.cache, found, self._sites)
        why = self.cache.save()
        self._sites.save_pages()
        return why
