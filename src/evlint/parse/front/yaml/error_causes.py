"""The likely causes of broken YAML that lie in one value: a character that YAML keeps for itself, a quote, a bracket."""

from __future__ import annotations

from evlint.model.message import msg
from evlint.model.span import Span
from evlint.parse.front.yaml.broken_text import Broken, Words, never_closed, one, quote_it, template
from evlint.parse.front.yaml.error_layout import tab
from evlint.parse.front.yaml.lines import line_at

_QUOTES = "\"'"


def open_quote(broken: Broken) -> Words | None:
    """Find the quote that opens a text and is never closed."""
    if broken.text[broken.context : broken.context + 1] not in _QUOTES or "parsing a quoted" in broken.said:
        return None
    return never_closed(broken, broken.context)


def escape(broken: Broken) -> Words | None:
    """Find the backslash that begins no known escape."""
    slash = broken.text.rfind("\\", max(broken.at - 10, broken.content.start), broken.at + 1)
    if slash < 0:
        return None
    return (
        Span(slash, slash + 2),
        msg(
            "A backslash in double quotes begins an escape, and “{text}” is none.", text=broken.text[slash : slash + 2]
        ),
        msg("Write the backslash twice, or put the text in single quotes, where a backslash is a backslash."),
    )


def bad_start(broken: Broken) -> Words | None:
    """Explain a value that begins with a character that YAML keeps for itself."""
    char = broken.text[broken.at]
    if char == "\t":
        return tab(broken)
    if char == "%" and broken.text[broken.at - 1] == "{":
        return template(broken, broken.at - 1)
    line = broken.line
    return (
        one(broken.at),
        msg("A value cannot begin with “{char}” unless it stands in quotes.", char=char),
        quote_it(broken, line) if line.value.start == broken.at else msg("Put the text in quotes."),
    )


def star_or_ampersand(broken: Broken) -> Words | None:
    """Explain a value that begins with `*` or `&`."""
    char = broken.text[broken.context : broken.context + 1]
    if char not in ("*", "&"):
        return None
    line = line_at(broken.text, broken.content, broken.context)
    return (
        one(broken.context),
        msg("A value that begins with “{char}” refers to a name given elsewhere, not to a text.", char=char),
        quote_it(broken, line) if line.value.start == broken.context else msg("Put the text in quotes."),
    )


def exclamation(broken: Broken) -> Words | None:
    """Explain a value that begins with `!`."""
    if broken.text[broken.context : broken.context + 1] != "!":
        return None
    line = line_at(broken.text, broken.content, broken.context)
    return (
        one(broken.context),
        msg("A value that begins with “!” names a type, not a text."),
        quote_it(broken, line) if line.value.start == broken.context else msg("Put the text in quotes."),
    )


def open_bracket(broken: Broken) -> Words | None:
    """Find the bracket that opens a list or mapping which does not end well."""
    opening = broken.text[broken.context : broken.context + 1]
    if opening not in ("[", "{"):
        return None
    if broken.text.startswith(("{{", "{%"), broken.context):
        return template(broken, broken.context)
    closing = "]" if opening == "[" else "}"
    line = line_at(broken.text, broken.content, broken.context)
    if broken.text.find(closing, broken.context, line.end) < 0:
        message = msg("“{opening}” opens a list here that “{closing}” never closes.", opening=opening, closing=closing)
        help_ = msg("Write “{closing}” at its end, or put the value in quotes if it is a text.", closing=closing)
        return one(broken.context), message, help_
    return (
        one(broken.context),
        msg("The list that “{opening}” opens here cannot be read: a comma or a quote may be missing.", opening=opening),
        msg("Separate its items with commas, or put the whole value in quotes if it is a text."),
    )


def no_content(broken: Broken) -> Words | None:
    """Explain a comma or closing bracket where a value should stand."""
    char = broken.text[broken.at]
    if char not in (",", "]", "}"):
        return None
    line = broken.line
    if line.value.start == broken.at:
        return (
            one(broken.at),
            msg("A value cannot begin with “{char}” unless it stands in quotes.", char=char),
            quote_it(broken, line),
        )
    return (
        one(broken.at),
        msg("A value is missing before this “{char}”.", char=char),
        msg("Write it, or delete the mark."),
    )


def item_on_key_line(broken: Broken) -> Words | None:
    """Explain `key: - item`."""
    line = broken.line
    return (
        one(broken.at),
        msg("A dash with a space after it begins a list item, and none can stand on the line of its key."),
        quote_it(broken, line) if line.value.start == broken.at else msg("Begin the list on the next line."),
    )


def block_header(broken: Broken) -> Words | None:
    """Explain `key: > text`."""
    sign = broken.text[broken.context : broken.context + 1]
    if sign not in ("|", ">"):
        return None
    line = line_at(broken.text, broken.content, broken.context)
    return (
        one(broken.context),
        msg("“{sign}” announces a text on the lines below, but the text goes on beside it.", sign=sign),
        quote_it(broken, line)
        if line.value.start == broken.context
        else msg("Begin the text on the next line, with two spaces before it."),
    )


def question_mark(broken: Broken) -> Words | None:
    """Explain `key: ? text`."""
    return one(broken.at), msg("A value cannot begin with “?” and a space."), quote_it(broken, broken.line)


def percent(broken: Broken) -> Words | None:
    """Explain a line that begins with `%`."""
    return (
        one(broken.line.start),
        msg("A line cannot begin with “%”."),
        msg("Write a key and a colon, and the text in quotes."),
    )
