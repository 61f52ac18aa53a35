"""A broken YAML text line by line: what an author would call the key, the value and the indentation of a line."""

from __future__ import annotations

from evlint.model.message import Msg, msg
from evlint.model.span import Span, line_end, line_start
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

# A key at the beginning of a line, quoted or not, behind any dashes. Its colon needs a blank behind it.
_KEY = lazy_regex(
    r"""[ \t]*(?:-[ \t]+)*("[^"]*"[ \t]*|'[^']*'[ \t]*|[^\s#'"\[\]{},&*!|>%@`](?:[^:\r\n]|:(?=\S))*):(?=\s|\Z)"""
)
_GLUED = lazy_regex(r"[ \t]*(?:-[ \t]+)*([\w.-]+):(?![\s/:]|\Z)")
_INDENT = lazy_regex(r"[ \t]*")
_LEAD = lazy_regex(r"[ \t]*(?:-[ \t]+)*")
_SHOWN = 60  # characters of a line that a message quotes
_FAR = 1_000  # empty lines passed over, at most


class Line(NamedTuple):
    """A line of the front matter, without its line end, and where it begins in the file."""

    start: int
    source: str

    @property
    def end(self) -> int:
        """Where the line ends in the file."""
        return self.start + len(self.source)

    @property
    def indent(self) -> int:
        """How many blanks and tabs lead the line."""
        found = _INDENT.match(self.source)
        return found.end() if found else 0

    @property
    def lead(self) -> int:
        """How many characters stand before the key or text: blanks and the dashes of list items."""
        found = _LEAD.match(self.source)
        return found.end() if found else 0

    @property
    def is_blank(self) -> bool:
        """Tell whether the line says nothing: empty, or a comment."""
        bare = self.source.strip()
        return not bare or bare.startswith("#")

    @property
    def is_item(self) -> bool:
        """Tell whether the line begins a list item."""
        bare = self.source.lstrip()
        return bare == "-" or bare.startswith(("- ", "-\t"))

    @property
    def text(self) -> Span:
        """The line without the blanks around it."""
        return Span(self.start + self.indent, max(self.start + len(self.source.rstrip()), self.start + self.indent))

    @property
    def key(self) -> str | None:
        """The key of the line, or None where it holds no `key: value`."""
        found = _KEY.match(self.source)
        return found[1].strip(" \t\"'") if found else None

    @property
    def colon(self) -> int | None:
        """The offset in the file of the colon after the key."""
        found = _KEY.match(self.source)
        return self.start + found.end() - 1 if found else None

    @property
    def glued_colon(self) -> int | None:
        """The offset in the file of a colon that lacks the blank after it (`key:value`)."""
        found = _GLUED.match(self.source)
        return self.start + found.end() - 1 if found else None

    @property
    def value(self) -> Span:
        """Where the value of the line stands (empty where there is none): what follows the key, or the item's dash."""
        found = _KEY.match(self.source)
        begin = found.end() if found else self.lead
        rest = self.source[begin:]
        begin += len(rest) - len(rest.lstrip())
        return Span(self.start + begin, self.start + max(len(self.source.rstrip()), begin))


def line_at(text: str, content: Span, offset: int) -> Line:
    """Return the line of `text[content]` that holds an offset."""
    start = line_start(text, offset, content.start)
    return Line(start, text[start : min(line_end(text, start), content.end)])


def line_before(text: str, content: Span, line: Line) -> Line | None:
    """Return the nearest line above that says something, or None."""
    for _ in range(_FAR):
        if line.start <= content.start:
            return None
        end = line.start - 1
        if text[end - 1 : end + 1] == "\r\n":
            end -= 1
        line = line_at(text, content, max(end, content.start))
        if not line.is_blank:
            return line
    return None


def shown(source: str) -> str:
    """Shorten a text for a message."""
    source = " ".join(source.split())
    return source if len(source) <= _SHOWN else source[: _SHOWN - 1] + "…"


def quoted(source: str) -> str:
    """Write a text as a quoted YAML value: in double quotes where they need no escape, else in single ones."""
    if '"' not in source and "\\" not in source:
        return f'"{source}"'
    return "'" + source.replace("'", "''") + "'"


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
