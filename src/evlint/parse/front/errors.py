"""Words for a front matter that is opened and never closed, and a guess where it was meant to end."""

from __future__ import annotations

import re

from evlint.model.document import Problem
from evlint.model.message import Msg, msg
from evlint.model.span import Span, line_end
from evlint.parse.front.split import Split
from evlint.startup.lazy_regex import lazy_regex

_FAR = 200  # lines: nobody's front matter is longer, and a mark further down is something else
_NEAR_MISS = {
    "yaml": re.compile(
        r"(?:[ \t\ufeff\u200b\xa0]*(?:-{2,}|[–—]{1,3}|\.\.\.+|\+{3})[ \t\xa0\u200b]*|---[^\r\n]{1,40})(?![^\r\n])"
    ),
    "toml": re.compile(r"(?:[ \t\xa0]*\+{2,}[ \t\xa0]*|-{3}[ \t]*|\+\+\+[^\r\n]{1,40})(?![^\r\n])"),
}
_NEXT_LINE = lazy_regex(r"\r\n|[\r\n]|\Z")


def unclosed(text: str, parts: Split) -> tuple[Problem, int]:
    """Make the problem for a front matter without an end (EV003), and say where the body may begin."""
    if parts.format == "json":
        return _problem(
            parts.fence,
            msg("The front matter begins with this brace, and nothing closes it."),
            msg("Close it with a “}}” of its own line before the text of the page."),
        ), parts.body_start
    mark = "---" if parts.format == "yaml" else "+++"
    near = _near_miss(text, parts)
    if near is None:
        return _problem(
            parts.fence,
            msg("The front matter begins here, and no line closes it."),
            msg("Write a line of its own with {mark} and nothing else before the text of the page.", mark=mark),
        ), parts.body_start
    source = text[near.start : near.end]
    related = ((near, msg("This line may have been meant to close it.")),)
    problem = _problem(
        parts.fence,
        msg("The front matter begins here, and no line closes it: “{line}” does not.", line=source.strip() or source),
        msg("Write {mark} there, at the very start of the line and with nothing after it.", mark=mark),
    )
    following = _NEXT_LINE.search(text, near.end)
    return problem._replace(related=related), following.end() if following else near.end


def _problem(span: Span, message: Msg, help_: Msg) -> Problem:
    return Problem("EV003", span, message, help_)


def _near_miss(text: str, parts: Split) -> Span | None:
    pattern = _NEAR_MISS[parts.format]
    position = parts.content.start
    for _ in range(_FAR):
        if position >= len(text):
            return None
        found = pattern.match(text, position)
        if found:
            return Span(found.start(), found.end())
        following = _NEXT_LINE.search(text, line_end(text, position))
        position = following.end() if following else len(text)
    return None
