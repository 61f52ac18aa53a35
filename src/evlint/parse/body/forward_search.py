"""Looks ahead in a text without ever reading a stretch twice, so that unclosed constructs cost no more than closed ones."""

from __future__ import annotations

import re

from evlint.startup.lazy_regex import lazy_regex

_BLANK_LINE = lazy_regex(r"\n[ \t]*\r?\n|\r[ \t]*\r")


class ForwardSearch:
    """Finds what stands next in one text. Starts must not go backwards by kind of search.

    An answer is remembered: a later search that starts before it takes it. "Nowhere" is `self.nowhere`, an offset
    beyond the text.
    """

    __slots__ = ("_known", "nowhere", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.nowhere = len(text) + 1
        self._known: dict[str, tuple[int, int]] = {}

    def find(self, what: str, start: int) -> int:
        """Return where `what` stands next, from `start`."""
        known = self._known.get(what)
        if known is not None and known[0] >= start:
            return known[0]
        found = self.text.find(what, start)
        found = found if found >= 0 else self.nowhere
        self._known[what] = (found, found)
        return found

    def blank_line(self, start: int) -> int:
        """Return where the line before a blank line ends, from `start`."""
        return self.search("\n\n", _BLANK_LINE, start)[0]

    def search(self, key: str, pattern: re.Pattern[str] | str, start: int) -> tuple[int, int]:
        """Return the span of the next match of `pattern`, from `start`; `key` names the search."""
        known = self._known.get(key)
        if known is None or known[0] < start:
            found = re.compile(pattern) if isinstance(pattern, str) else pattern
            match = found.search(self.text, start)
            known = match.span() if match is not None else (self.nowhere, self.nowhere)
            self._known[key] = known
        return known
