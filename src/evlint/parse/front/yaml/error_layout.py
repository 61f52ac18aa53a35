"""The likely causes of broken YAML that lie in how lines stand to each other: indentation, keys, what is left over."""

from __future__ import annotations

from evlint.model.message import msg
from evlint.model.span import Span
from evlint.parse.front.yaml.lines import (
    Broken,
    Line,
    Words,
    line_at,
    never_closed,
    one,
    quote_it,
    quoted,
    shown,
    template,
)
from evlint.startup.lazy_regex import lazy_regex

_ODD_SPACE = lazy_regex(r"[ \t]*(?:- +)?(?:[\w.-]+:|-)?([\u00a0\u202f]+)")
_QUOTES = "\"'"
_FAR = 300  # lines looked at above the place, at most


def tab(broken: Broken) -> Words | None:
    """Find the tab that indents a line, else the first one in it: libyaml names the line alone. None: the line has none."""
    line = broken.line
    found = line.source.find("\t", 0, line.indent)
    if found < 0:
        found = line.source.find("\t")
    if found < 0:
        return None
    end = found + len(line.source[found:]) - len(line.source[found:].lstrip("\t"))
    return (
        Span(line.start + found, line.start + end),
        msg("This line is indented with a tab, which YAML does not allow."),
        msg("Use spaces instead: two for each level."),
    )


def odd_space(broken: Broken) -> Words | None:
    """Find a no-break space where YAML needs a plain one: before a key, after its colon or after a dash.

    Looked for in the line at fault, in the one that libyaml began with, and in the one above; None: none of them has one.
    """
    lines = [broken.line, line_at(broken.text, broken.content, broken.context), broken.above(broken.line)]
    for line in lines:
        found = _ODD_SPACE.match(line.source) if line is not None else None
        if line is not None and found is not None:
            return (
                Span(line.start + found.start(1), line.start + found.end(1)),
                msg("A no-break space stands here, where YAML needs a plain one. They look the same."),
                msg("Delete it and type a plain space."),
            )
    return None


def stray_colon(broken: Broken) -> Words | None:
    """Tell a colon inside a value from a line whose indentation or whose neighbour above is wrong."""
    line = broken.line
    first = line.colon
    if first is not None and first < broken.at:
        return _colon_in_value(broken, line)
    above = broken.above(line)
    if above is None or first is None:
        return _colon_in_value(broken, line) if broken.value(line) else None
    if above.glued_colon is not None and above.key is None:
        return _glued(above.glued_colon, above, broken)
    if above.key is None and not above.is_item:
        return _no_pair(above, broken)
    if line.indent > above.indent and broken.value(above):
        return (
            line.text,
            msg(
                "This line is indented more than “{key}” above it, which already has a value.",
                key=shown(above.key or broken.value(above)),
            ),
            msg("Begin both lines in the same column."),
        )
    return None


def _colon_in_value(broken: Broken, line: Line) -> Words:
    key = line.key
    if key is not None and broken.at + 1 == line.value.end:
        message = msg("The value of “{key}” ends with a colon, which makes another key of it.", key=shown(key))
    elif key is None:
        message = msg("A colon with a space after it stands inside a text without quotes.")
    else:
        message = msg(
            "The value of “{key}” holds a colon with a space after it, which begins another key here.", key=shown(key)
        )
    return one(broken.at), message, quote_it(broken, line)


def _glued(colon: int, line: Line, broken: Broken) -> Words:
    name = broken.text[line.start + line.lead : colon]
    return (
        one(colon),
        msg("The space after the colon is missing, so “{key}:” is no key.", key=shown(name)),
        msg("Write {key}: {value}", key=name, value=shown(broken.text[colon + 1 : line.end].strip())),
    )


def _no_pair(line: Line, broken: Broken) -> Words:
    above = broken.above(line)
    dash = line.start + line.indent
    if above is not None and above.is_item and above.indent == line.indent and broken.text[dash] == "-":
        return (
            one(dash),
            msg("The space after the dash is missing, so this is no list item."),
            msg("Write - {value}", value=shown(broken.text[dash + 1 : line.end].strip())),
        )
    opener = broken.value(above)[:1] if above is not None and above.key is not None else ""
    if opener and opener in "|>":
        help_ = msg("It seems to belong to the text above: put two spaces before each line of that text.")
    elif above is not None and above.key is not None and opener:
        help_ = msg(
            "If it goes on with the text of “{key}”, put two spaces before it. Else write a key and a colon before it.",
            key=shown(above.key),
        )
    else:
        help_ = msg("Write a key, a colon and a space before it, for instance “title: …”.")
    return line.text, msg("This line has no “key: value”."), help_


def no_colon(broken: Broken) -> Words | None:
    """Explain a line that holds no key: its colon lacks the blank behind it, or there is no colon."""
    line = line_at(broken.text, broken.content, broken.context)
    if line.glued_colon is not None:
        return _glued(line.glued_colon, line, broken)
    return _no_pair(line, broken)


def left_over(broken: Broken) -> Words | None:
    """Explain what stands where a key or a list item was expected."""
    line = broken.line
    before = broken.text[line.start : broken.at].rstrip(" \t")
    last = before[-1:]
    if last and last in _QUOTES:
        return _after_quote(broken, line, last, line.start + len(before) - 1)
    if last in ("]", "}") and last:
        return _after_bracket(broken, line)
    above = broken.above(line)
    if line.is_item:
        return _stray_item(line, above)
    if "'-' indicator" in broken.said or (line.key is not None and above is not None):
        return _odd_indentation(broken, line)
    return _no_pair(line, broken)


def _after_quote(broken: Broken, line: Line, quote: str, closing: int) -> Words:
    value = broken.value(line)
    if value.startswith(quote) and line.value.start != closing:
        inner = value[1:].removesuffix(quote)
        if quote == "'":
            return (
                one(closing),
                msg("The text in single quotes ends at this apostrophe, and what follows is left over."),
                msg(
                    "Use double quotes around the text, or write each apostrophe inside it twice: {value}",
                    value=shown(quoted(inner)),
                ),
            )
        return (
            one(closing),
            msg("The text in double quotes ends at this quote, and what follows is left over."),
            msg(
                'Put the text in single quotes, or write \\" for a quote inside it: {value}', value=shown(quoted(inner))
            ),
        )
    opened = line
    # A key whose value seems to end with its first quote: a text above was left open.
    for _ in range(_FAR if line.value.start == closing else 0):
        above = broken.above(opened)
        if above is None:
            break
        opened = above
        start = opened.value.start
        if broken.text[start] == quote and broken.text.find(quote, start + 1, opened.end) < 0:
            return never_closed(broken, start)
    return (
        one(closing),
        msg("A text in quotes ends here, and what follows is left over."),
        msg("Put all of the text between one pair of quotes."),
    )


def _after_bracket(broken: Broken, line: Line) -> Words:
    start = line.value.start
    opening = broken.text[start : start + 1]
    if opening not in ("[", "{"):
        return Span(broken.at, line.text.end), msg("This is left over after the end of a list."), msg("Delete it.")
    if broken.text.startswith(("{{", "{%"), start):
        return template(broken, start)
    return (
        one(start),
        msg("A value that begins with “{opening}” is a list, and text goes on after its end.", opening=opening),
        quote_it(broken, line),
    )


def _stray_item(line: Line, above: Line | None) -> Words:
    dash = one(line.start + line.indent)
    if above is not None and above.key is not None and above.value.start < above.value.end:
        return (
            dash,
            msg("A list item stands here, but “{key}” above it already has a value.", key=shown(above.key)),
            msg("Take the value away, or take the dash away."),
        )
    return (
        dash,
        msg("A list item stands here where a key should."),
        msg("Begin it in the same column as the other items of its list, or write a key before it."),
    )


def _odd_indentation(broken: Broken, line: Line) -> Words:
    above = broken.above(line)
    if above is not None and not line.indent and "'-' indicator" in broken.said:
        return (
            line.text,
            msg("A key stands here, but the lines above it begin a list."),
            msg("Take the dash away where a key begins the line above, or put a dash before this line too."),
        )
    return (
        line.text,
        msg(
            "This line begins in column {column}, where neither the lines above nor their keys begin.",
            column=line.lead + 1,
        ),
        msg("Begin it in the same column as the line that it goes with: keys under keys, dashes under dashes."),
    )


def deep(broken: Broken) -> Words | None:
    """Explain a front matter that is nested beyond reason."""
    return (
        one(broken.at),
        msg("The front matter is nested more than a hundred levels deep here."),
        msg("Look at the brackets: many may be left over."),
    )


def unknown(broken: Broken) -> Words:
    """Say what can be said when the cause is not plain."""
    return (
        one(broken.at),
        msg("The front matter cannot be read from here on."),
        msg("Look at quotes, colons and indentation in this line and the one above."),
    )
