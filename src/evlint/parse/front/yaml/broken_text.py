"""What every explanation of broken YAML starts from: where the parser stopped, and what is often said there."""

from __future__ import annotations

from evlint.model.message import Msg, msg
from evlint.model.span import Span
from evlint.parse.front.yaml.lines import Line, line_at, line_before, quoted, shown
from evlint.startup.namedtuple import NamedTuple

Words = tuple[Span, Msg, Msg]


class Broken(NamedTuple):
    """The place where the parser stopped: `at`, the beginning of what it was reading: `context`, and what it said."""

    text: str
    content: Span
    at: int
    context: int
    line: Line
    said: str

    def above(self, line: Line) -> Line | None:
        """Return the nearest line above that says something."""
        return line_before(self.text, self.content, line)

    def value(self, line: Line) -> str:
        """Return the value of a line as typed."""
        return self.text[line.value.start : line.value.end]


def one(offset: int) -> Span:
    """Return the span of one character."""
    return Span(offset, offset + 1)


def quote_it(broken: Broken, line: Line) -> Msg:
    """Say how the line looks with its value in quotes."""
    value = broken.value(line)
    key = line.key
    if key is None:
        return msg("Put the whole text in quotes: {value}", value=shown(quoted(value)))
    return msg("Put the value in quotes: {key}: {value}", key=shown(key), value=shown(quoted(value)))


def never_closed(broken: Broken, offset: int) -> Words:
    """Tell that a quote is never closed."""
    quote = broken.text[offset]
    return (
        one(offset),
        msg("The quote that opens here is never closed."),
        msg("Write {quote} at the end of the text too.", quote=quote),
    )


def template(broken: Broken, offset: int) -> Words:
    """Tell that a template tag stands where YAML sees a mapping."""
    return (
        Span(offset, offset + 2),
        msg("A template tag opens here, which YAML takes for a mapping."),
        quote_it(broken, line_at(broken.text, broken.content, offset)),
    )
