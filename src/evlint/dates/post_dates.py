"""The date phrases of a whole post, found once for all rules that read them."""

from __future__ import annotations

from evlint.dates.grammar import phrases_in
from evlint.dates.phrases import Phrase
from evlint.model.context import Facts
from evlint.model.document import Document, Prose
from evlint.startup.namedtuple import NamedTuple

_MEMO = "evlint.dates.post_dates.survey"


class Surveyed(NamedTuple):
    """A run of text that holds dates, and the phrases in it."""

    prose: Prose
    phrases: tuple[Phrase, ...]


def survey(document: Document, facts: Facts) -> tuple[Surveyed, ...]:
    """Return every text of a post that holds a date phrase. Worked out once per document."""
    known = document.memo.get(_MEMO)
    if isinstance(known, tuple):
        return known
    language, region = facts.language, facts.region
    result = []
    for prose in document.prose:
        found = phrases_in(prose.text.text, language, region)
        if found:
            result.append(Surveyed(prose, found))
    document.memo[_MEMO] = tuple(result)
    return tuple(result)
