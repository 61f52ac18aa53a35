"""Reads the comments that silence rules: `evlint-disable EV206: reason` and its kin, wherever a comment can stand."""

from __future__ import annotations

from typing import cast

from evlint.model.document import Code, Directive, DirectiveKind
from evlint.model.span import Span
from evlint.startup.lazy_regex import lazy_regex

_WORD = lazy_regex(r"\s*evlint-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])")
_TOKEN = lazy_regex(r"[^\s,]+")
_PREFIX = lazy_regex(r"(?i:EVX?)(?:-[a-z0-9-]+)?\Z")  # codes without a digit: every rule, and the configuration's own
_DASHES = frozenset(("-", "--", "–", "—", "//", "#"))


def read_directive(source: str, start: int, whole: Span) -> Directive | None:
    """Read the inside of a comment: the directive, or None where the comment is about something else.

    `source` is the comment without its marks (`<!--`, `#`, `{/*`), `start` its offset in the document, `whole` the span
    of the comment with its marks. Codes are kept as typed, known or not. They end at a colon, at a dash, or at the first
    later word that has no digit: what follows is the reason.
    """
    opening = _WORD.match(source)
    if opening is None:
        return None
    kind = cast("DirectiveKind", opening[1])
    colon = source.find(":", opening.end())
    limit = colon if colon >= 0 else len(source)
    reason = source[colon + 1 :] if colon >= 0 else ""
    codes: list[Code] = []
    for token in _TOKEN.finditer(source, opening.end(), limit):
        word = token[0]
        if word in _DASHES or (codes and not any(char.isdigit() for char in word) and not _PREFIX.match(word)):
            reason = source[token.start() :].lstrip("-–—/# ") if word in _DASHES else source[token.start() :]
            break
        codes.append(Code(word, Span(start + token.start(), start + token.end())))
    return Directive(kind, tuple(codes), whole, " ".join(reason.split()))
