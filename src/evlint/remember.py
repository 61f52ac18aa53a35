"""Decides whether a remembered result still holds, and notes what a new one depends on.

A result depends on the bytes of the post, on everything in the run's fingerprint (settings, site, rules, data), and on what
the rules looked at while they ran: today's date, and questions to the tree (where a link leads, which anchors are there).
Those are asked again before a remembered result is believed. So a cached run says what a cold one would say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

from evlint.edge.resultcache import Entry, digest
from evlint.linter import FileResult
from evlint.model.facts import Facts, Target, Tree
from evlint.model.outcome import Suppressed
from evlint.model.packing import Plain, pack, unpack
from evlint.model.site import Site

TODAY = "today"
SITE = "site"
_SEPARATOR = "\0"


class Watch(Tree):
    """A tree that notes every question and its answer, the schemas that were read, and whether today's date was.

    `seen` is what was noted since `start`, under keys that `holds` can ask again.
    """

    def __init__(self, tree: Tree, today: date, site: Site, read: Callable[[str], str | None]) -> None:
        """Take the tree to ask, the day of the run, the site, and the reader of schema files."""
        self._tree = tree
        self._read = read
        self._today = digest(today.isoformat().encode())
        self._site = {SITE: digest(repr(site).encode("utf-8", "surrogatepass"))}
        self._schemas: dict[str, bytes] = {}
        self.seen: dict[str, bytes] = {}
        self._facts = _watching(self)

    def facts(self, facts: Facts) -> Facts:
        """Return the same facts, whose today is noted when it is read."""
        return self._facts(*facts)

    def start(self) -> None:
        """Forget what was noted, but for what every post depends on: the site, and the schemas read so far."""
        self.seen = {**self._site, **self._schemas}

    def schema(self, path: str) -> str | None:
        """Read a schema file."""
        text = self._read(path)
        self._note(text, "schema", path)
        key = _SEPARATOR.join(("schema", path))
        self._schemas[key] = self.seen[key]
        return text

    def saw_today(self) -> None:
        """Note that a rule read today's date."""
        self.seen[TODAY] = self._today

    def target(self, document_path: str, url: str) -> Target:
        """Ask where a local link leads."""
        answer = self._tree.target(document_path, url)
        self._note(answer, "target", document_path, url)
        return answer

    def anchors(self, path: str) -> frozenset[str] | None:
        """Ask which fragments a document answers to."""
        answer = self._tree.anchors(path)
        self._note(None if answer is None else sorted(answer), "anchors", path)
        return answer

    def unpublished(self, path: str) -> bool:
        """Ask whether a local post is a draft."""
        answer = self._tree.unpublished(path)
        self._note(answer, "unpublished", path)
        return answer

    def registrations(self, url: str) -> Sequence[tuple[str, str]]:
        """Ask which posts hold a registration link."""
        answer = self._tree.registrations(url)
        self._note(list(answer), "registrations", url)
        return answer

    def _note(self, answer: object, *question: str) -> None:
        self.seen[_SEPARATOR.join(question)] = digest(repr(answer).encode("utf-8", "surrogatepass"))

    def holds(self, seen: Mapping[str, bytes]) -> bool:
        """Tell whether everything that was looked at then looks the same now."""
        if seen == self._site:
            return True
        before, self.seen = self.seen, {}
        try:
            for key in seen:
                if key == TODAY:
                    self.saw_today()
                elif key == SITE:
                    self.seen[SITE] = self._site[SITE]
                else:
                    method, *arguments = key.split(_SEPARATOR)
                    getattr(self, method)(*arguments)
                if self.seen[key] != seen[key]:
                    return False
        finally:
            self.seen = before
        return True


def _watching(watch: Watch) -> type[Facts]:
    class WatchedFacts(Facts):
        __slots__ = ()

        @property
        def today(self) -> date:
            watch.saw_today()
            return cast("date", tuple.__getitem__(self, 0))

    return WatchedFacts


def packed(result: FileResult) -> object:
    """Return a file's result as plain data; the usual clean one is its number of links."""
    if not result.diagnostics and not result.suppressed:
        return result.links
    return (
        result.links,
        tuple(pack(found) for found in result.diagnostics),
        tuple((pack(one.diagnostic), one.reason) for one in result.suppressed),
    )


def unpacked(payload: object) -> FileResult | None:
    """Return the result that was packed, or None where the data is of another shape."""
    if isinstance(payload, int):
        return FileResult([], [], [], payload)
    try:
        links, diagnostics, suppressed = cast("tuple[int, Sequence[Plain], Sequence[tuple[Plain, str]]]", payload)
        return FileResult(
            [unpack(plain) for plain in diagnostics],
            [Suppressed(unpack(plain), reason) for plain, reason in suppressed],
            [],
            links,
        )
    except (TypeError, ValueError):
        return None


def entry_of(data: bytes, result: FileResult, seen: Mapping[str, bytes]) -> Entry:
    """Return what to remember of a file."""
    return Entry(digest(data), dict(seen), packed(result))
