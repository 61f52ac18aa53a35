"""The weekday that stands in another cell of a table than its date."""

from __future__ import annotations

from evlint.dates.phrases import Phrase
from evlint.dates.resolve import TextWithDates
from evlint.dates.vocabulary import PART, WEEKDAY, Word, lexicon
from evlint.model.context import RuleContext
from evlint.model.document import Document
from evlint.model.span import Span
from evlint.rules.dates._surroundings import table_around
from evlint.startup.namedtuple import NamedTuple

_NEAR_LINES = 4  # lines from a weekday to its date within which both are marked
_LONGEST = 60  # characters of a cell that is read


class Beside(NamedTuple):
    """A weekday in another cell than its date: the word, where it stands, and where both do."""

    word: Word
    weekday: Span
    whole: Span
    typed: str


def in_next_cell(document: Document, context: RuleContext, text: TextWithDates, phrase: Phrase) -> Beside | None:
    """Find the weekday of a date that fills its text, where that is a cell of a table.

    It stands beside it, in the row above or below, or in the first row.
    """
    written = text.prose.text.text
    span = text.prose.text.span(phrase.start, phrase.end)
    table = table_around(document, span.start, span.end)
    own = table.at(table.row, table.column) if table is not None else None
    if table is None or own is None or own.text != " ".join(written.split()):
        return None
    row, column = table.row, table.column
    near = [table.at(row, column - 1) if column else None, table.at(row, column + 1)]
    if column:
        near += [table.at(row - 1, column), table.at(row + 1, column)]
    if row:
        near.append(table.at(0, column))
    for cell in near:
        word = _weekday_of(cell.text, context.language) if cell is not None else None
        if cell is not None and word is not None:
            ends = (cell.span, span) if cell.span.start < span.start else (span, cell.span)
            is_near = document.text.count("\n", ends[0].end, ends[1].start) < _NEAR_LINES
            return Beside(word, cell.span, Span(ends[0].start, ends[1].end) if is_near else span, cell.text)
    return None


def _weekday_of(text: str, language: str) -> Word | None:
    """Read a cell that holds a weekday alone, or with a part of the day."""
    if not text or len(text) > _LONGEST:
        return None
    known = lexicon(language)
    words = text.rstrip(".").split()
    first = known[words[0].rstrip(".,")]
    is_one = first.flags & WEEKDAY and not first.plural and (not first.weekday_capital or text[0].isupper())
    return first if is_one and all(known[word].flags & PART for word in words[1:]) else None
