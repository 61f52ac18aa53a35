"""Suppression comments: what one says, and where they stand in a front matter."""

from __future__ import annotations

import re
from typing import cast

from evlint.model.document import Code, Directive, DirectiveKind, Mapping, Scalar, nodes_of
from evlint.model.span import Span, last_before, line_end
from evlint.parse.front.split import Format
from evlint.startup.lazy_regex import lazy_regex

# The longer words first: `disable` alone would match the beginning of the others.
_WORD = lazy_regex(r"\s*evlint-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])")
_TOKEN = lazy_regex(r"[^\s,]+")
_PREFIX = lazy_regex(r"(?i:EVX?)(?:-[a-z0-9-]+)?\Z")  # codes without a digit: every rule, and the configuration's own
_DASHES = frozenset(("-", "--", "–", "—", "//", "#"))


def read_directive(source: str, start: int, whole: Span) -> Directive | None:
    """Read the inside of a comment: the directive, or None where the comment is about something else.

    `source` is the comment without its marks (`<!--`, `#`, `{/*`), `start` its offset in the document, `whole` the span
    of the comment with its marks. Codes and names of rules are kept as typed, known or not. They end at a colon, at a dash,
    or at the first later word that has no digit, unless a comma stands before it or only words in the form of names follow:
    what comes after is the reason.
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
        if word in _DASHES or (codes and not _is_code(source, token, codes[-1].span.end - start, limit)):
            reason = source[token.start() :].lstrip("-–—/# ") if word in _DASHES else source[token.start() :]
            break
        codes.append(Code(word, Span(start + token.start(), start + token.end())))
    return Directive(kind, tuple(codes), whole, " ".join(reason.split()))


def _is_code(source: str, token: re.Match[str], before: int, limit: int) -> bool:
    """Tell whether a word that is not the first names a rule too: the words of a reason may have hyphens as names do."""
    word = token[0]
    if any(char.isdigit() for char in word) or _PREFIX.match(word):
        return True
    if "-" not in word:
        return False
    return "," in source[before : token.start()] or _NAMES.fullmatch(source, token.start(), limit) is not None


_NAMES = lazy_regex(r"(?:[a-z]+(?:-[a-z]+)+[\s,]*)+")
_COMMENT = lazy_regex(r"#(?=[ \t]*evlint-)")


def front_directives(text: str, content: Span, root: Mapping | None, form: Format) -> tuple[Directive, ...]:
    """Read the directives in the comments of `text[content]`. `root` is None where the front matter is broken."""
    texts = sorted(_text_spans(text, root))
    found: list[Directive] = []
    position = content.start
    while comment := _COMMENT.search(text, position, content.end):
        at = comment.start()
        position = at + 1
        if form == "yaml" and at > content.start and text[at - 1] not in " \t\r\n":
            continue
        if last_before(texts, at).end > at:
            continue
        source = text[at + 1 : min(line_end(text, at), content.end)].rstrip()
        directive = read_directive(source, at + 1, Span(at, at + 1 + len(source)))
        if directive is not None:
            found.append(directive)
            position = directive.span.end
    return tuple(found)


def _text_spans(text: str, root: Mapping | None) -> set[Span]:
    """Return where the texts of a front matter stand; the line that opens a block scalar may end in a comment."""
    found: set[Span] = set()
    for node in nodes_of(root) if root is not None else ():
        if isinstance(node, Scalar):
            start, end = node.span
            if node.style in ("literal", "folded"):
                start = min(line_end(text, start), end)
            found.add(Span(start, end))
        elif isinstance(node, Mapping):
            found.update(entry.key.span for entry in node.entries)
    return found
