"""Links by reference: one link per definition that is used, placed at the destination in the definition."""

from __future__ import annotations

import re

import pyromark

from evlint.parse.body.collector import ElementCollector
from evlint.parse.body.destination import destination, unescape
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

_LABEL = lazy_regex(r"\[(?:[^\[\]\\]|\\.)*+\]:", re.DOTALL)


class Use(NamedTuple):
    """A use of a reference: its label, the construct, what the reader sees, and whether it is an image."""

    label: str
    whole: tuple[int, int]
    text: str
    image: bool


def add_defined(found: ElementCollector, uses: list[Use]) -> None:
    """Add a link for each definition that `uses` name; `whole` and `text` are those of its first use."""
    first: dict[str, Use] = {}
    for use in uses:
        first.setdefault(_folded(use.label), use)
    for label, definition in pyromark.reference_definitions(found.twin).items():
        used = first.get(_folded(label))
        if used is None:
            continue
        start, end = definition["span"]["start"], definition["span"]["end"]
        name = _LABEL.match(found.twin, start, end)
        if name is None:
            continue
        span = destination(found.twin, name.end(), end, definition["dest"])
        url = unescape(found.body[span[0] : span[1]])
        element, attribute = ("img", "src") if used.image else ("a", "href")
        found.link(url, span, "reference", used.whole, used.text, element, attribute)


def _folded(label: str) -> str:
    """Fold a label as CommonMark compares them: case and blanks make no difference."""
    return " ".join(label.split()).casefold()
