"""The date phrases of a whole post, found once for all rules that read them."""

from __future__ import annotations

from evlint.dates.grammar import phrases_in
from evlint.dates.phrases import Phrase
from evlint.model.context import RuleContext
from evlint.model.document import Document, Prose
from evlint.startup.namedtuple import NamedTuple

_MEMO = "evlint.dates.post_dates.survey"


class TextWithDates(NamedTuple):
    """A run of text that holds dates, and the phrases in it."""

    prose: Prose
    phrases: tuple[Phrase, ...]


def survey(document: Document, context: RuleContext) -> tuple[TextWithDates, ...]:
    """Return every text of a post that holds a date phrase. Worked out once per document."""
    known = document.memo.get(_MEMO)
    if isinstance(known, tuple):
        return known
    language, region = context.language, context.region
    result = []
    for prose in document.prose:
        found = phrases_in(prose.text.text, language, region)
        if found:
            result.append(TextWithDates(prose, found))
    document.memo[_MEMO] = tuple(result)
    return tuple(result)
