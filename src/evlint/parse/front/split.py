"""Finds where the front matter begins and ends, as Jekyll and Hugo find it."""

from __future__ import annotations

import re
from typing import Literal

from evlint.model.span import BOM, LINE_BREAK, Span
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

Format = Literal["yaml", "toml", "json"]

# A comment after the dashes is Hugo's: Jekyll asks for a bare line.
_YAML_OPEN = lazy_regex(r"---(?:[ \t]*|[ \t]+#[^\r\n]*)(\r\n|\n|\r|\Z)")
_YAML_CLOSE = lazy_regex(r"[\r\n](?:---|\.\.\.)[ \t]*(?![^\r\n])")
# Whoever hands YAML to js-yaml (gray-matter, Hexo, Astro) ends it at the first three dashes that begin a line.
_YAML_FIRST_CLOSE = lazy_regex(r"[\r\n](?:-{3,}[ \t]*|\.\.\.[ \t]*(?![^\r\n]))")
_TOML_OPEN = lazy_regex(r"\+\+\+[ \t]*(\r\n|\n|\r|\Z)")
_TOML_CLOSE = lazy_regex(r"[\r\n]\+\+\+[ \t]*(?![^\r\n])")
# `{%`, `{{`, `{:`, `{#` and `{/*` open template tags, attribute lists and MDX, not an object.
_JSON_OPEN = lazy_regex(r"""\{\s*(?:["'}]|[A-Za-z_][\w-]*\s*:\s|\Z)|\{[ \t]*[\r\n]""")
_JSON_MARK = lazy_regex(r'["{}\r\n]')
_JSON_STRING_END = lazy_regex(r'["\r\n]')
_JSON_LAST_LINE = lazy_regex(r"""(?<=[\r\n])[ \t"'\]]*\}(?=[ \t]*(?:[\r\n]|\Z))""")
_KEY = lazy_regex(r"""(?<![^\r\n])[ \t]*["'\w$][^\r\n:]*:(?![^ \t\r\n])""")
# What begins a front matter without dashes before it, and what ends one.
_BARE_KEY = lazy_regex(r"[A-Za-z_][\w-]*:(?=[ \t\r\n])")
_BARE_CLOSE = lazy_regex(r"[\r\n]-{3,}[ \t]*(?![^\r\n])")
_BLANKS = lazy_regex(r"[ \t\r\n]*")
_BLANK_LINE = lazy_regex(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")


class Split(NamedTuple):
    """The parts of a post. `fence` is the opening line without its line end, `content` what stands between the fences,
    `end` the end of the closing fence, `body_start` where the body begins. When `closed` is False the content is empty
    and `body_start` a guess: after the first blank line.
    """

    format: Format
    fence: Span
    content: Span
    end: int
    body_start: int
    closed: bool = True


def split(text: str, *, late: bool = False, bare: bool = False, first: bool = False) -> Split | None:
    """Split a post's whole text (a BOM may lead it): its front matter's place, or None where it has none.

    `late` lets blanks and empty lines stand before the front matter, as Hugo and Zola do and Jekyll does not; `bare` lets
    the keys begin on the first line, without dashes before them, as Hexo does. With `first` any line that begins with
    three dashes ends YAML, whatever follows them, as for gray-matter and Hugo.
    """
    start = 1 if text.startswith(BOM) else 0
    if late and text[start : start + 1] in (" ", "\t", "\r", "\n"):
        blanks = _BLANKS.match(text, start)
        start = blanks.end() if blanks is not None else start
    char = text[start : start + 1]
    if char == "-":
        return _fenced(text, start, "yaml", _YAML_OPEN, _YAML_FIRST_CLOSE if first else _YAML_CLOSE)
    if char == "+":
        return _fenced(text, start, "toml", _TOML_OPEN, _TOML_CLOSE)
    if char == "{" and _JSON_OPEN.match(text, start):
        return _braced(text, start)
    return _bare(text, start) if bare else None


def _bare(text: str, start: int) -> Split | None:
    """Find a front matter that only a line of dashes ends; nothing where the text does not begin with a key."""
    closed = _BARE_CLOSE.search(text, start) if _BARE_KEY.match(text, start) is not None else None
    if closed is None:
        return None
    return Split(
        "yaml", Span(start, start), Span(start, closed.start() + 1), closed.end(), _next_line(text, closed.end())
    )


def _fenced(text: str, start: int, form: Format, opening: re.Pattern[str], closing: re.Pattern[str]) -> Split | None:
    if text[start : start + 4] == "---\n":  # what nearly every post begins with
        fence, content, line_end = Span(start, start + 3), start + 4, True
    else:
        opened = opening.match(text, start)
        if opened is None:
            return None
        fence, content, line_end = Span(start, opened.start(1)), opened.end(), bool(opened[1])
    closed = _closing(text, content - 1, closing, text[start]) if line_end else None
    if closed is None:
        blank = _BLANK_LINE.search(text, fence.end)
        told = max(content, blank.start()) if blank else len(text)
        if form == "yaml" and not _KEY.search(text, content, told) and text[content:].strip():
            return None  # a line across the page: no key follows it
        return _unclosed(text, form, fence, content)
    return Split(form, fence, Span(content, closed.start() + 1), closed.end(), _next_line(text, closed.end()))


def _closing(text: str, start: int, closing: re.Pattern[str], char: str) -> re.Match[str] | None:
    """Find the closing fence. Plain `find` serves nearly every post, at a tenth of a regular expression's time."""
    near = text.find("\n" + 3 * char, start)
    if near >= 0 and (char == "+" or text.find("\n...", start, near) < 0) and text.find("\r", start, near) < 0:
        closed = closing.match(text, near)
        if closed is not None:
            return closed
    return closing.search(text, start)


def _braced(text: str, start: int) -> Split:
    depth = 0
    position = start
    broken = False
    while mark := _JSON_MARK.search(text, position):
        position = mark.end()
        char = mark[0]
        if char == '"':
            position = _string_end(text, position)
            broken = broken or text[position - 1] != '"'
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if not depth:
                return Split(
                    "json", Span(start, start + 1), Span(start, position), position, _next_line(text, position)
                )
    last = _JSON_LAST_LINE.search(text, start) if broken else None
    if last is not None:  # a quote is missing, and hides the brace
        return Split("json", Span(start, start + 1), Span(start, last.end()), last.end(), _next_line(text, last.end()))
    return _unclosed(text, "json", Span(start, start + 1), start + 1)


def _string_end(text: str, position: int) -> int:
    while end := _JSON_STRING_END.search(text, position):
        if end[0] != '"':
            return end.start()
        slashes = end.start()
        while text[slashes - 1] == "\\":
            slashes -= 1
        if (end.start() - slashes) % 2 == 0:
            return end.end()
        position = end.end()
    return len(text)


def _unclosed(text: str, form: Format, fence: Span, content: int) -> Split:
    blank = _BLANK_LINE.search(text, content)
    return Split(form, fence, Span(content, content), content, blank.end() if blank else content, closed=False)


def _next_line(text: str, position: int) -> int:
    if text[position : position + 1] == "\n":
        return position + 1
    end = LINE_BREAK.search(text, position)
    return end.end() if end and not text[position : end.start()].strip() else position
