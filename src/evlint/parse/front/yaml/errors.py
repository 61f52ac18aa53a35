"""Says in an author's words why YAML cannot be read: the likely cause, at the character to look at."""

from __future__ import annotations

import re

from evlint.model.document import Problem
from evlint.model.message import Msg, msg
from evlint.model.span import Span
from evlint.parse.front.yaml import error_layout as layout
from evlint.parse.front.yaml.error_layout import tab
from evlint.parse.front.yaml.lines import Broken, Words, line_at, never_closed, one, quote_it, template
from evlint.startup.lazy_regex import lazy_regex

_QUOTES = "\"'"


def open_quote(broken: Broken) -> Words | None:
    """Find the quote that opens a text and is never closed; None where what libyaml was reading is no such text."""
    if broken.text[broken.context : broken.context + 1] not in _QUOTES or "parsing a quoted" in broken.said:
        return None
    return never_closed(broken, broken.context)


def escape(broken: Broken) -> Words | None:
    """Find the backslash that begins no known escape, near the place that libyaml names; None: there is none."""
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
    """Explain a value that begins with `*` or `&`: Markdown to its author, an alias or anchor to YAML; None for another."""
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
    """Explain a value that begins with `!`, which YAML takes for a type; None for another."""
    if broken.text[broken.context : broken.context + 1] != "!":
        return None
    line = line_at(broken.text, broken.content, broken.context)
    return (
        one(broken.context),
        msg("A value that begins with “!” names a type, not a text."),
        quote_it(broken, line) if line.value.start == broken.context else msg("Put the text in quotes."),
    )


def open_bracket(broken: Broken) -> Words | None:
    """Find the bracket that opens a list or mapping which does not end well; None where no bracket was open."""
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
    """Explain a comma or closing bracket where a value should stand; None where another character does."""
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
    """Explain `key: - item`: either a list that should begin on the next line, or a text with a dash that needs quotes."""
    line = broken.line
    return (
        one(broken.at),
        msg("A dash with a space after it begins a list item, and none can stand on the line of its key."),
        quote_it(broken, line) if line.value.start == broken.at else msg("Begin the list on the next line."),
    )


def block_header(broken: Broken) -> Words | None:
    """Explain `key: > text`: the text of a block begins on the line below its sign; None where no sign stands there."""
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


_CONTROL = lazy_regex("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufeff]")
_CONFLICT = lazy_regex(r"(?:^|(?<=[\r\n]))(?:<{7}|={7}|>{7})(?![^\s])[^\r\n]*")
# What libyaml or PyYAML says (a part of it), and who explains it.
_CAUSES = (
    ("tab character", layout.tab),
    ("quoted scalar", open_quote),
    ("escape", escape),
    ("hexdecimal", escape),
    ("mapping values", layout.odd_space),
    ("could not find expected ':'", layout.odd_space),
    ("expected key", layout.odd_space),
    ("'-' indicator", layout.odd_space),
    ("mapping values", layout.stray_colon),
    ("could not find expected ':'", layout.no_colon),
    ("cannot start any token", bad_start),
    ("alias", star_or_ampersand),
    ("anchor", star_or_ampersand),
    ("scanning a tag", exclamation),
    ("parsing a tag", exclamation),
    ("tag handle", exclamation),
    ("expected ',' or", open_bracket),
    ("expected node content", no_content),
    ("expected the node content", no_content),
    ("sequence entries", item_on_key_line),
    ("block scalar", block_header),
    ("mapping keys", question_mark),
    ("directive", percent),
    ("expected key", layout.left_over),
    ("expected <block end>", layout.left_over),
    ("'-' indicator", layout.left_over),
    ("nesting", layout.deep),
)


def ended_early(text: str, content: Span, start: int) -> Problem | None:
    """Make the problem of keys that begin further left than the first one: YAML ends before them, and no site reads them.

    `start` is where YAML ends; None where only comments, or another document, follow.
    """
    line = _LEFT_OUT.search(text, start, content.end)
    if line is None or text.startswith(("---", "..."), line.start(1)):
        return None
    return Problem(
        "EV004",
        Span(*line.span(1)),
        msg("This line begins further left than the first key, so the front matter ends before it: no site reads it."),
        msg("Begin all keys in the same column."),
    )


_LEFT_OUT = lazy_regex(r"^[ \t]*([^\s#][^\r\n]*?)[ \t]*$", re.MULTILINE)


def yaml_problem(text: str, content: Span, error: Exception) -> Problem:
    """Make the problem (EV004) for what the YAML parser raised over `text[content]`."""
    span, message, help_ = _words(text, content, error)
    start = min(max(span.start, content.start), max(content.end - 1, content.start))
    return Problem("EV004", Span(start, max(min(span.end, content.end), start + 1)), message, help_)


def _words(text: str, content: Span, error: Exception) -> Words:
    conflict = _CONFLICT.search(text, content.start, content.end)
    if conflict is not None:
        return (
            Span(conflict.start(), conflict.end()),
            msg("Two versions of this file were joined and the marks between them are still here."),
            msg("Keep the version that is right and delete the lines with <<<<<<<, ======= and >>>>>>>."),
        )
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _unmarked(text, content)
    context_mark = getattr(error, "context_mark", None)
    said = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
    at = min(content.start + mark.index, max(content.end - 1, content.start))
    context = content.start + context_mark.index if context_mark is not None else at
    broken = Broken(text, content, at, context, line_at(text, content, at), said)
    for part, explain in _CAUSES:
        if part in said:
            words = explain(broken)
            if words is not None:
                return words
    return layout.unknown(broken)


def _unmarked(text: str, content: Span) -> Words:
    control = _CONTROL.search(text, content.start, content.end)
    if control is None:
        first = Span(content.start, content.start + 1)
        return first, msg("The front matter is nested too deep to be read."), _LOOK_AT_BRACKETS
    return (
        Span(control.start(), control.end()),
        msg("An invisible control character (U+{code}) stands here.", code=f"{ord(control[0]):04X}"),
        msg("Delete it: it often comes along with text that was pasted."),
    )


_LOOK_AT_BRACKETS: Msg = msg("Look at the brackets: many may be left over.")
