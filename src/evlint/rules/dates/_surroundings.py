"""What stands around a run of text in the file: the other cells of its table, the heading, term or label before it.

A body is read run by run; what makes a date the event's own may stand in the run before, which is not kept without a digit.
So this looks at the source around a date, never further than a bound, with the few signs of Markdown and HTML that matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from evlint.model.document import Document
from evlint.model.span import Span
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

_FURTHEST = 1500  # characters of a table that are looked at before a date, and a part of that behind it
_BEHIND = 400  # characters of a line on either side of a date that are looked at
_MOST_ROWS = 12  # of a table above a date: a head further up is not its own
_MARKS = " \t*_~`|"
_TAG = lazy_regex(r"<[^<>]*>")
_CELL = lazy_regex(r"<t([dh])\b[^>]*>", re.IGNORECASE)
_CELL_END = lazy_regex(r"</t[dhr]|<t[dhr]\b|</?table", re.IGNORECASE)
_ROW = lazy_regex(r"<tr\b", re.IGNORECASE)
_TABLE = lazy_regex(r"</?table\b", re.IGNORECASE)
_OPENS_CELL = lazy_regex(r"<t[dh]\b[^>]*>(?:\s|<(?!/?t[dhr]\b)[^<>]*>)*\Z", re.IGNORECASE)
# The term in a list of definitions, just before the definition in which the date stands.
_TERM = lazy_regex(
    r"<dt\b[^>]*>([^<]*(?:<(?!/?d[tdl]\b)[^<>]*>[^<]*)*)(?:</dt>)?\s*<dd\b[^>]*>(?:\s|<[^<>/]+>)*\Z",
    re.IGNORECASE,
)
_ONLY_MARKS = lazy_regex(r"(?:[\s>*_+•–—-]|<[^<>]*>|\{[:#][^{}]*\}|\d{1,2}[.)]\s)*\Z")


class Cell(NamedTuple):
    """A cell of a table: its text without marks, and where that stands in the file."""

    text: str
    span: Span


class Table(NamedTuple):
    """The rows of a table around a date, and the row and column of the date's cell."""

    rows: list[list[Cell]]
    row: int
    column: int

    def at(self, row: int, column: int) -> Cell | None:
        """Return a cell, or None where the table has none there."""
        return self.rows[row][column] if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]) else None


def table_around(document: Document, start: int, end: int) -> Table | None:
    """Return the table in which `[start, end)` of the file stands, or None."""
    text = document.text
    begin = text.rfind("\n", max(0, start - _BEHIND), start) + 1
    stop = text.find("\n", end, end + _BEHIND)
    stop = min(len(text), end + _BEHIND) if stop < 0 else stop
    if "|" in text[begin:stop]:
        return _piped(text, begin, stop, start, max(document.body_start, start - _FURTHEST))
    if text.rfind("<t", max(0, start - _BEHIND), start) >= 0 or text.rfind("<T", max(0, start - _BEHIND), start) >= 0:
        return _tagged(text, start, end, max(document.body_start, start - _FURTHEST))
    return None


def _piped(text: str, begin: int, stop: int, place: int, lowest: int) -> Table:
    rows = [_piped_row(text, begin, stop)]
    above = begin
    while above > lowest and len(rows) < _MOST_ROWS:
        start = text.rfind("\n", lowest, above - 1) + 1 or lowest
        if "|" not in text[start : above - 1]:
            break
        if not _is_delimiter(text[start : above - 1]):
            rows.insert(0, _piped_row(text, start, above - 1))
        above = start
    row = len(rows) - 1
    below = text.find("\n", stop + 1, stop + _BEHIND)
    below = min(len(text), stop + _BEHIND) if below < 0 else below
    if "|" in text[stop + 1 : below] and not _is_delimiter(text[stop + 1 : below]):
        rows.append(_piped_row(text, stop + 1, below))
    return Table(rows, row, _column(rows[row], place))


def _is_delimiter(line: str) -> bool:
    return not line.strip(" \t|:-\r>")


def _piped_row(text: str, start: int, stop: int) -> list[Cell]:
    line = text[start:stop]
    cells: list[Cell] = []
    at = start
    for part in line.split("|"):
        cells.append(_cell(text, at, at + len(part)))
        at += len(part) + 1
    if cells and not cells[0].text:
        del cells[0]
    return cells


def _cell(text: str, start: int, stop: int) -> Cell:
    typed = text[start:stop]
    if "<" in typed or "&" in typed:
        from html import unescape

        return Cell(" ".join(unescape(_TAG.sub(" ", typed)).split()), Span(start, stop))
    left = len(typed) - len(typed.lstrip(_MARKS))
    shown = typed.strip(" \t\r\n*_~`|")
    return Cell(" ".join(shown.split()), Span(start + left, start + left + len(shown)))


def _column(cells: list[Cell], place: int) -> int:
    starts = [cell.span.start for cell in cells]
    return max(0, bisect_right(starts, place) - 1)


def _tagged(text: str, start: int, end: int, lowest: int) -> Table | None:
    if _OPENS_CELL.search(text, max(lowest, start - _BEHIND), start) is None:
        return None
    first = lowest
    for found in _TABLE.finditer(text, lowest, start):
        first = found.start()
    close = _TABLE.search(text, end, end + _BEHIND)
    last = close.start() if close is not None else min(len(text), end + _BEHIND)
    begins = [found.start() for found in _ROW.finditer(text, first, last)] or [first]
    rows = [_tagged_row(text, at, after) for at, after in zip(begins, [*begins[1:], last], strict=True)]
    row = max(0, bisect_right(begins, start) - 1)
    return Table(rows, row, _column(rows[row], start)) if rows[row] else None


def _tagged_row(text: str, start: int, stop: int) -> list[Cell]:
    cells = []
    for opened in _CELL.finditer(text, start, stop):
        closed = _CELL_END.search(text, opened.end(), stop)
        cells.append(_cell(text, opened.end(), closed.start() if closed is not None else stop))
    return cells


def label_before(document: Document, start: int) -> str | None:
    """Return the text that heads what begins at an offset of the body: the cell left of it, the term, the heading; or None.

    None too where anything but marks of markup stands between.
    """
    text = document.text
    table = table_around(document, start, start)
    if table is not None:
        cell = table.at(table.row, table.column - 1)
        own = table.at(table.row, table.column)
        begins = own is not None and _begins(text, own.span.start, start)
        return cell.text if cell is not None and table.column == 1 and begins else None
    begin = max(document.body_start, start - _BEHIND)
    term = _TERM.search(text, begin, start) if text.find("<", begin, start) >= 0 else None
    if term is not None:
        return " ".join(_TAG.sub(" ", term[1]).split())
    headings = document.body.headings
    at = bisect_right(headings, start, key=lambda heading: heading.span.end)
    if at and _begins(text, headings[at - 1].span.end, start):
        return headings[at - 1].text
    return None


def _begins(text: str, begin: int, start: int) -> bool:
    """Tell whether nothing but markup stands from `begin` to `start`."""
    return start - begin <= _BEHIND and _ONLY_MARKS.match(text, begin, start) is not None
