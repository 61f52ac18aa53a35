"""Tells whether a place of a body is in its author's own words: no code, comment, tag, quotation or sheet that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.generators import generator_of
from evlint.model.context import RuleContext
from evlint.model.document import Document
from evlint.model.span import Span, apart, between, last_before
from evlint.startup.lazy_regex import lazy_regex

_LONGEST_QUOTED = 400  # characters between two quotation marks


class OwnWords:
    """What of a body is code, and what else its author does not say in own words."""

    def __init__(self, document: Document, context: RuleContext) -> None:
        text, start = document.text, document.body_start
        self._text = text
        self._code = apart([*document.body.code, *_fences(text, start)])
        hidden = [*self._code, *document.body.templates, *(link.whole for link in document.body.links)]
        hidden += (Span(*match.span()) for match in _DEFINITION.finditer(text, start))
        for opener, closer in (("<!--", "-->"), *generator_of(context.site).comments(context.site)):
            hidden += between(text, start, opener, closer)
        self._hidden = apart([*hidden, *_quoting_tags(document)])

    def is_code(self, place: int) -> bool:
        """Tell whether an offset lies in code."""
        return last_before(self._code, place).end > place

    def holds(self, place: int) -> bool:
        """Tell whether what stands at an offset is said in own words."""
        return not (
            last_before(self._hidden, place).end > place
            or _is_in_sheet(self._text, place)
            or _is_in_tag(self._text, place)
            or is_quoted(self._text, place)
        )


_FENCE = lazy_regex(r"^[ \t]*(`{3,}|~{3,})[^`\n]*$", re.MULTILINE)


def _is_in_sheet(text: str, start: int) -> bool:
    """Tell whether a place is a cell of a table whose columns are called A, B, C: a sheet that the post shows."""
    if not line_before(text, start).lstrip().startswith("|"):
        return False
    for _ in range(_MOST_ROWS):
        above = text.rfind("\n", max(0, start - _LONGEST_QUOTED), start)
        line = "" if above < 0 else line_before(text, above).strip()
        if not line.startswith("|"):
            return False
        if _COLUMNS.fullmatch(line) is not None:
            return True
        start = above
    return False


_MOST_ROWS = 30  # of a table that are looked at for its head
_COLUMNS = lazy_regex(r"[|\s]*A\s*\|\s*B\s*\|(?:\s*[C-Z]\s*\|)*")


def _fences(text: str, start: int) -> Iterator[Span]:
    """Yield the fenced blocks wherever they are set in: below an admonition or a tab they are code, too."""
    while (opened := _FENCE.search(text, start)) is not None:
        closed = re.compile(rf"^[ \t]*{re.escape(opened[1])}[`~]*[ \t]*$", re.MULTILINE).search(text, opened.end())
        end = len(text) if closed is None else closed.end()
        yield Span(opened.start(), end)
        start = end


def line_before(text: str, start: int) -> str:
    """Return what stands before a place on its line, the last part of what is very long."""
    before = text[max(0, start - _LONGEST_QUOTED) : start]
    return before[before.rfind("\n") + 1 :]


_QUOTING = lazy_regex(r"\{(?:%[-+]?|\{[<%])\s*(end|/\s*)?(?:block|pull)?quote\b")


def _quoting_tags(document: Document) -> Iterator[Span]:
    """Yield what stands between a tag that makes a quotation (`{% blockquote %}`, `{{< quote >}}`) and its end."""
    opened: int | None = None
    for tag in document.body.templates:
        match = _QUOTING.match(document.text, tag.start)
        if match is None:
            continue
        if not match[1]:
            opened = tag.start
        elif opened is not None:
            yield Span(opened, tag.end)
            opened = None


def _is_in_tag(text: str, start: int) -> bool:
    tag = text.rfind("<", max(0, start - _LONGEST_QUOTED), start)
    return tag >= 0 and text.find(">", tag, start) < 0 and text[tag + 1 : tag + 2].isalpha()


# A definition of a link: readers never see it, so that some write their comments as such (`[TODO]: <> (…)`, `[//]: # (…)`).
_DEFINITION = lazy_regex(r"^ {0,3}\[[^\]\n^][^\]\n]{0,200}\]:[^\n]*", re.MULTILINE)
_QUOTES = (("«", "»"), ("“", "”"), ("„", "“"), ("‘", "’"))


def is_quoted(text: str, start: int) -> bool:
    """Tell whether a place lies in a quotation: a block of Markdown or HTML, or between quotation marks."""
    line = line_before(text, start)
    if line.lstrip().startswith(">"):
        return True
    before = text[max(0, start - _LONGEST_QUOTED) : start]
    for opened, closed in (*_QUOTES, ("<blockquote", "</blockquote"), ("<q>", "</q>")):
        at = before.rfind(opened)
        if at >= 0 and closed not in before[at + 1 :] and "\n\n" not in before[at:]:
            return True
    return line.count('"') % 2 == 1
