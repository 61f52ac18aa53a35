"""The places of an HTML page that fragments can point to, and which of the asked ones are among them."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

_PIECE = 1 << 14  # characters that are read at a time: a page of two million costs no second copy
_LONGEST_TAG = 3 * _PIECE  # what is unfinished for longer (a picture written into a tag, say) is not waited for
_KEPT = 16  # of it, in case the end tag of a script is cut in two


def found_in(html: str, fragments: Iterable[str]) -> frozenset[str]:
    """Return those of the fragments that an HTML page has an `id` (or a link's `name`) for."""
    wanted: dict[str, list[str]] = {}
    for fragment in fragments:
        for name in _spellings(fragment):
            wanted.setdefault(name, []).append(fragment)
    names = _Names()
    # Never closed: what is unfinished at the end holds no id, and the parser would go over it again and again.
    for start in range(0, len(html), _PIECE):
        names.read(html[start : start + _PIECE])
    return frozenset(fragment for name in names.found & wanted.keys() for fragment in wanted[name])


def _spellings(fragment: str) -> set[str]:
    from urllib.parse import unquote

    plain = unquote(fragment)
    # `user-content-` is what code forges put before the ids of a text.
    return {fragment, plain, f"user-content-{plain}", f"user-content-{plain.lower()}"}


class _Names(HTMLParser):
    """Collects what a fragment can point to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[str] = set()

    def read(self, piece: str) -> None:
        """Read on. The time for a piece has a bound, whatever stands in it."""
        try:
            self.feed(piece)
        except AssertionError:  # the parser's word for a declaration that it cannot read
            self.rawdata = ""
        if len(self.rawdata) > _LONGEST_TAG:
            self.rawdata = self.rawdata[-_KEPT:]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add the ids and names of one tag to those of the page."""
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.found.add(value)
