"""Says in an author's words why TOML cannot be read: the likely cause, at the character to look at."""

from __future__ import annotations

from evlint.model.document import Problem
from evlint.model.message import Msg, msg
from evlint.model.span import LINE_BREAK, Span, line_end, line_start
from evlint.startup.lazy_regex import lazy_regex

_PLACE = lazy_regex(r"\(at line (\d+), column (\d+)\)")
_YAML_LINE = lazy_regex(r"[ \t]*([\w-]+)[ \t]*:(?:[ \t]|\Z)")
_PAIR = lazy_regex(r"[ \t]*[\w.\"'-]+[ \t]*=[ \t]*")
_LONE_CR = lazy_regex(r"\r(?!\n)")
_NEWLINE = lazy_regex(r"\n")
_NO_QUOTE = lazy_regex(r"""Expected "'|Illegal character '\\[nr]""")
_OPENED = lazy_regex(r"""[ \t]*[\w.-]+[ \t]*=[ \t]*(\"{3}|'{3}|["'])""")
_LONG_NUMBER = lazy_regex(r"[0-9_]{4000,}")
_ODD_KEY = lazy_regex(r"""[ \t]*\[{0,2}[ \t]*([^="'\[\]{},.#]*[^="'\[\]{},.#\s])[ \t]*[=\]]""")
_BARE_KEY = lazy_regex(r"[A-Za-z0-9_-]+")
_TEXT_IN_QUOTES = lazy_regex(r"""("[^"]*"|'[^']*')[ \t]*""")
_QUOTES = "\"'"
_CURLY = "“”„«‘’"
_ENDS = ",]}#\r\n"
Words = tuple[Span, Msg, Msg]


def toml_problem(text: str, content: Span, error: Exception) -> Problem:
    """Make the problem for what tomllib raised over `text[content]`."""
    at = min(_offset(text, content, str(error)), max(content.end - 1, content.start))
    start = line_start(text, at, content.start)
    span, message, help_ = _words(text, content, start, at, error)
    end = max(min(span.end, content.end), span.start + 1)
    return Problem("EV004", Span(span.start, end), message, help_)


def _offset(text: str, content: Span, said: str) -> int:
    place = _PLACE.search(said)
    if place is None:  # the end of the front matter: the last character that is no space
        return content.start + max(len(text[content.start : content.end].rstrip()) - 1, 0)
    position = content.start
    ending = _NEWLINE if text.find("\n", content.start, content.end) >= 0 else LINE_BREAK
    for _ in range(int(place[1]) - 1):
        found = ending.search(text, position, content.end)
        position = found.end() if found else position
    return position + int(place[2]) - 1


def _words(text: str, content: Span, start: int, at: int, error: Exception) -> Words:
    said = str(error)
    line = text[start : line_end(text, start)]
    here = Span(at, at + 1)
    # The order counts: a lone CR and a colon explain what other messages of the parser only describe.
    lone = _LONE_CR.search(text, start, content.end) if "'\\r'" in said else None
    if lone is not None:
        return (
            Span(lone.start(), lone.end()),
            msg(
                "A carriage return stands here alone, where the lines of this front matter end otherwise: TOML forbids it."
            ),
            msg("Save the file again with one kind of line end, or delete the invisible character there."),
        )
    yaml = _YAML_LINE.match(line)
    if yaml is not None and "=" not in line:
        colon = start + line.index(":")
        return (
            Span(colon, colon + 1),
            msg("A colon follows the key “{key}”, but between two lines of +++ it takes an equals sign.", key=yaml[1]),
            msg("Write {key} = and then the value, in quotes where it is a text.", key=yaml[1]),
        )
    if "Unterminated string" in said or _NO_QUOTE.search(said):
        opening = _open_quote(text, content, start, at)
        return (
            Span(opening, opening + 1),
            msg("The quote that opens here is never closed."),
            msg("Close it at the end of the text. For a text over several lines, use three quotes at both ends."),
        )
    if "Illegal character" in said:
        return here, msg("An invisible control character stands here."), msg("Delete it.")
    if "backslash" in said or "\\" in said or "hex value" in said or "Escaped character" in said:
        slash = max(text.rfind("\\", start, at + 1), start)
        return (
            Span(slash, slash + 2),
            msg("A backslash in double quotes begins an escape, and this one is none that TOML knows."),
            msg("Write the backslash twice, or put the text in single quotes."),
        )
    if isinstance(error, RecursionError):
        return (
            Span(content.start, line_end(text, content.start)),
            msg("The front matter is nested more than a hundred levels deep."),
            msg("Look at the brackets and dots: many may be left over."),
        )
    if "Exceeds the limit" in said:
        number = _LONG_NUMBER.search(text, content.start, content.end)
        here = Span(number.start(), number.end()) if number else here
        return here, msg("A number of the front matter has more digits than any site can take."), msg("Shorten it.")
    if "Unclosed array" in said:
        here = _bracket(text, content, at, "[")
        return here, msg("The list is not closed: its “]” or a comma is missing."), msg('Write ["a", "b"].')
    if "Unclosed inline table" in said:
        here = _bracket(text, content, at, "{")
        return here, msg("The table is not closed: its “}}” or a comma is missing."), msg("Write {{ a = 1, b = 2 }}.")
    odd = _odd_key(start, line) if "Expected '='" in said or "declaration" in said else None
    if odd is not None:
        return odd
    if "table declaration" in said or "array declaration" in said:
        here = Span(max(at - 1, start), max(at, start + 1)) if text[at : at + 1] in "\r\n" else here
        return here, msg("The closing “]” of this heading is missing."), msg("Write it at the end of the name.")
    pair = _PAIR.match(line)
    if "after a statement" in said:
        return _left_over(start, line, at, pair.end() if pair is not None else len(line))
    if "date" in said:
        here = Span(at, _token_end(start, line, at))
        return here, msg("This is no date of the calendar, or no time of the day."), msg("Write it as 2026-01-31.")
    if pair is not None and "Invalid value" in said:
        return _bad_value(start, line, pair.end(), at)
    if pair is not None and "key part" in said and "{" in line:
        return _in_braces(text, start, at)
    if "Expected '='" in said or "Invalid statement" in said or "key part" in said:
        first = start + len(line) - len(line.lstrip())
        return (
            Span(first, start + len(line.rstrip())),
            msg("This line is no “key = value” pair."),
            msg('Write a key, an equals sign and a value on each line, for instance title = "My page".'),
        )
    return here, msg("The front matter cannot be read from here on."), msg("Look at the quotes and brackets before it.")


def _odd_key(start: int, line: str) -> Words | None:
    """Explain a key, or the name of a table, that needs quotes; None where the line has none."""
    found = _ODD_KEY.match(line)
    if found is None or _BARE_KEY.fullmatch(found[1]):
        return None
    return (
        Span(start + found.start(1), start + found.end(1)),
        msg(
            "“{key}” can be a key only in quotes: without them it is made of letters without accents, digits, - and _.",
            key=found[1],
        ),
        msg('Write "{key}".', key=found[1]),
    )


def _left_over(start: int, line: str, at: int, value: int) -> Words:
    """Explain what stands after a value on its line."""
    here = Span(at, at + 1)
    rest = line[value:].rstrip()
    if line[at - start :].strip() in (",", ";"):
        return here, msg("Something follows the value on this line, where the line should end."), msg("Delete it.")
    closed = _TEXT_IN_QUOTES.match(line, value)
    if closed is not None and closed.end() == at - start and rest[-1] == rest[0]:
        closing = start + closed.end(1) - 1
        other = '"' if rest[0] == "'" else "'"
        return (
            Span(closing, closing + 1),
            msg("A text in quotes ends here, and what follows is left over."),
            msg("Put the text in other quotes: {value}", value=_shortened(f"{other}{rest[1:-1]}{other}"))
            if other not in rest
            else msg('Put three quotes at both ends of the text: """'),
        )
    if rest[:1].isdigit() and "=" not in rest:
        return _bad_value(start, line, value, start + value)
    return (
        here,
        msg("Something follows the value on this line, where the line should end."),
        msg("Put the whole value in quotes, or move what follows to a line of its own."),
    )


def _in_braces(text: str, start: int, at: int) -> Words:
    """Explain a table in braces that ends in a comma, or that goes on on the next line."""
    comma = text.rfind(",", start, at)
    if text[at : at + 1] == "}" and comma >= 0:
        return (
            Span(comma, comma + 1),
            msg("A comma stands after the last item, where TOML allows none."),
            msg("Delete this comma."),
        )
    opening = max(text.rfind("{", start, at), start)
    return (
        Span(opening, opening + 1),
        msg("A table in braces must end on the line where it begins."),
        msg("Write all of it on one line, or write it as a heading in brackets with its keys below."),
    )


def _token_end(start: int, line: str, at: int) -> int:
    """Find where the value at `at` ends: at a comma, a bracket, a comment or the end of its line."""
    rest = line[at - start :]
    length = next((index for index, char in enumerate(rest) if char in _ENDS), len(rest))
    return at + max(len(rest[:length].rstrip()), 1)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _bad_value(start: int, line: str, value: int, at: int) -> Words:
    rest = line[value:].rstrip()
    if rest[:1] in ("[", "{"):
        value = at - start
        rest = line[value : _token_end(start, line, at) - start]
    span = Span(start + value, start + value + len(rest))
    if not rest:
        return (
            Span(start + len(line.rstrip()) - 1, start + len(line.rstrip())),
            msg("A value is missing after the equals sign."),
            msg('Write one, or "" for an empty text.'),
        )
    if rest in ("True", "False", "yes", "no", "Yes", "No", "on", "off"):
        return (
            span,
            msg("“{value}” is no value that TOML knows.", value=rest),
            msg("Write true or false, in small letters and without quotes."),
        )
    if rest[0] in _CURLY:
        return (
            Span(span.start, span.start + 1),
            msg("“{char}” is a quotation mark that TOML does not know.", char=rest[0]),
            msg('Put the text in straight quotes: "…"'),
        )
    return (
        span,
        msg("The text “{value}” stands without quotes.", value=_shortened(rest)),
        msg("Put it in double quotes."),
    )


def _bracket(text: str, content: Span, at: int, bracket: str) -> Span:
    """Find the bracket that is not closed: the last one before."""
    found = text.rfind(bracket, content.start, at + 1)
    return Span(found, found + 1) if found >= 0 else Span(at, at + 1)


def _open_quote(text: str, content: Span, start: int, at: int) -> int:
    """Find the quote that opens a string which never ends: on this line, else on the first line that leaves one open."""
    pair = _PAIR.match(text, start)
    if pair is not None and pair.end() <= at and text[pair.end() : pair.end() + 1] in _QUOTES:
        return pair.end()
    position = content.start
    while position < content.end:
        end = line_end(text, position)
        opened = _OPENED.match(text, position, end)
        if opened and text.find(opened[1], opened.end(), content.end if len(opened[1]) > 1 else end) < 0:
            return opened.start(1)
        position = end + 1
    found = max(text.rfind(quote, start, at) for quote in _QUOTES)
    return found if found >= 0 else at
