"""Says in an author's words why YAML cannot be read: the likely cause, at the character to look at."""

from __future__ import annotations

from evlint.model.document import Problem
from evlint.model.message import Msg, msg
from evlint.model.span import Span
from evlint.parse.front.yaml import error_causes as causes
from evlint.parse.front.yaml import error_layout as layout
from evlint.parse.front.yaml.broken_text import Broken, Words
from evlint.parse.front.yaml.lines import line_at
from evlint.startup.lazy_regex import lazy_regex

_CONTROL = lazy_regex("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufeff]")
_CONFLICT = lazy_regex(r"(?:^|(?<=[\r\n]))(?:<{7}|={7}|>{7})(?![^\s])[^\r\n]*")
# What libyaml or PyYAML says (a part of it), and who explains it.
_CAUSES = (
    ("tab character", layout.tab),
    ("quoted scalar", causes.open_quote),
    ("escape", causes.escape),
    ("hexdecimal", causes.escape),
    ("mapping values", layout.odd_space),
    ("could not find expected ':'", layout.odd_space),
    ("expected key", layout.odd_space),
    ("'-' indicator", layout.odd_space),
    ("mapping values", layout.stray_colon),
    ("could not find expected ':'", layout.no_colon),
    ("cannot start any token", causes.bad_start),
    ("alias", causes.star_or_ampersand),
    ("anchor", causes.star_or_ampersand),
    ("scanning a tag", causes.exclamation),
    ("parsing a tag", causes.exclamation),
    ("tag handle", causes.exclamation),
    ("expected ',' or", causes.open_bracket),
    ("expected node content", causes.no_content),
    ("expected the node content", causes.no_content),
    ("sequence entries", causes.item_on_key_line),
    ("block scalar", causes.block_header),
    ("mapping keys", causes.question_mark),
    ("directive", causes.percent),
    ("expected key", layout.left_over),
    ("expected <block end>", layout.left_over),
    ("'-' indicator", layout.left_over),
    ("nesting", layout.deep),
)


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
