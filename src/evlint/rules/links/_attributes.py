"""Reads a kramdown attribute list as kramdown does, and says what it will not understand.

The grammar is kramdown's: parts set apart by blanks, each a `.class`, an `#id` (or several joined), a `key="value"`, or the
name of a list defined elsewhere. What is none of these is dropped without a word.
"""

from __future__ import annotations

import re

from evlint.model.message import Msg, msg
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple


class Slip(NamedTuple):
    """One mistake: where in the text between the braces, what to say, and what to write there (None: nobody can tell)."""

    start: int
    end: int
    message: Msg
    meant: str | None


_NAME = r"[\w][\w:-]*"
# A part of a list of attributes: a pair, marks of class and id, or a name.
_PART = lazy_regex(
    rf"\s*(?:(?P<pair>{_NAME}=(?:\"(?P<double>(?:\\[\"}}]|[^\"}}])*)\"|'(?P<single>(?:\\['}}]|[^'}}])*)'))|(?P<marks>(?:[.#]-?{_NAME})+)"
    rf"|(?P<name>{_NAME}))(?=\s|\Z)"
)
_DEFINITION = lazy_regex(rf"{_NAME}:(?=\s|\Z)")
_STRAY_COLON = lazy_regex(r"\s*:+(?=\s|[.#\w])")
# A pair in curly quotes, which no parser takes for quotes.
_CURLY = lazy_regex(rf"\s*({_NAME})\s*=\s*([“”«»„])\s*([^\s“”«»„\"'}}]+)\s*([“”«»\"])(?=\s|\Z)")
_UNQUOTED = lazy_regex(rf"\s*({_NAME})=([^\s\"'“”«»{{}}=]+)(?=\s|\Z)")
_SPACED = lazy_regex(rf"\s*({_NAME})(\s+=\s*|=\s+)(\"[^\"}}]*\"|'[^'}}]*')(?=\s|\Z)")
_UNCLOSED = lazy_regex(rf"\s*({_NAME})=([\"'])([^\s\"'{{}}]+)(?=\s|\Z)")
_COMMA = lazy_regex(rf"\s*((?:[.#]-?{_NAME})+)[,;](?=\s|\Z)")
_TOKEN = lazy_regex(r"\s*(\S+)")
_TARGETS = {
    **dict.fromkeys(("blank", "_blanck", "_blanc", "-blank", "_black"), "_blank"),
    "self": "_self",
}


def first_slip(source: str, *, unquoted: bool = False) -> Slip | None:
    """Return the first mistake in what stands between `{:` and `}`, or None. Extensions (`{::comment}`) are not judged.

    `unquoted` takes values without quotation marks, as Python-Markdown does.
    """
    if source.startswith((":", "/")):
        return None
    end = len(source.rstrip())
    spaced = " =" in source or "= " in source
    definition = _DEFINITION.match(source)
    at = definition.end() if definition is not None else 0
    while at < end:
        if unquoted and (free := _UNQUOTED.match(source, at)) is not None:
            at = free.end()
            continue
        match = None if spaced and _SPACED.match(source, at) is not None else _PART.match(source, at)
        if match is None:
            return _slip(source, at)
        if match["pair"] is not None and (slip := _target(match)) is not None:
            return slip
        at = match.end()
    return None


def _target(match: re.Match[str]) -> Slip | None:
    """Judge `target="…"`: a name that is one slip away from `_blank` opens a window of that name, over and over again."""
    name = match["pair"].partition("=")[0]
    group = "double" if match["double"] is not None else "single"
    meant = _TARGETS.get(match[group].lower()) if name.lower() == "target" else None
    if meant is None:
        return None
    return Slip(
        *match.span(group),
        msg("“{found}” is no target that browsers know: “{right}” opens a new tab.", found=match[group], right=meant)
        if meant == "_blank"
        else msg("“{found}” is no target that browsers know: “{right}” is.", found=match[group], right=meant),
        meant,
    )


def _slip(source: str, at: int) -> Slip:
    if (found := _STRAY_COLON.match(source, at)) is not None:
        told = msg("There is one “:” too many; kramdown drops what it does not understand.")
        return Slip(found.start(), found.end(), told, "")
    if (found := _CURLY.match(source, at)) is not None:
        return Slip(
            found.start(1),
            found.end(4),
            msg(
                "“{mark}” is no quotation mark that kramdown knows, so it drops “{name}”.", mark=found[2], name=found[1]
            ),
            f'{found[1]}="{found[3]}"',
        )
    if (found := _SPACED.match(source, at)) is not None:
        return Slip(
            found.start(1),
            found.end(3),
            msg("There is a blank beside “=”, so kramdown drops “{name}”.", name=found[1]),
            f"{found[1]}={found[3]}",
        )
    if (found := _UNQUOTED.match(source, at)) is not None:
        return Slip(
            found.start(1),
            found.end(2),
            msg("The value of “{name}” stands without quotation marks, so kramdown drops it.", name=found[1]),
            f'{found[1]}="{found[2]}"',
        )
    if (found := _UNCLOSED.match(source, at)) is not None:
        return Slip(
            found.start(1),
            found.end(3),
            msg("The quotation mark after “{name}=” is not closed, so kramdown drops what follows.", name=found[1]),
            f"{found[1]}={found[2]}{found[3]}{found[2]}",
        )
    if (found := _COMMA.match(source, at)) is not None:
        return Slip(
            found.start(1),
            found.end(),
            msg("Blanks, not commas, stand between the parts of an attribute list."),
            found[1],
        )
    token = _TOKEN.match(source, at)
    start, end = token.span(1) if token is not None else (at, len(source))
    return Slip(
        start, end, msg("kramdown does not understand “{part}” and drops it.", part=source[start:end][:60]), None
    )
