"""Text of the front matter that YAML does not read as typed: lost behind a `#`, or joined to the item above of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.model.diagnostic import Edit, Finding, safe, unsafe
from evlint.model.document import Document, FrontMatter, Leaf, Mapping, Scalar, escape_pointer
from evlint.model.message import msg
from evlint.model.span import Span
from evlint.startup.lazy_regex import lazy_regex

_CUT = lazy_regex(r"[ \t]+(#[0-9][^\r\n]*?)[ \t]*(?=[\r\n]|\Z)")
_GONE = lazy_regex(r"[ \t]*:[ \t]+(#[^\s#!][^\r\n]*?)[ \t]*(?=[\r\n]|\Z)")
# A tag or an anchor; `!!str` and `!ruby/…` are meant as such, and an anchor that an alias repeats.
_MARK = lazy_regex(r"[ \t]*:[ \t]+(![^\W\d_]\w*|&[^\W\d_]\w*)(?=[ \t\r\n]|\Z)")
_FLAG = lazy_regex(r"#(?:true|false|yes|no|on|off)", re.IGNORECASE)  # switched off by its author, no lost text
_JOINED = lazy_regex(r"[\r\n]+([ \t]*)(-)([ \t]+|(?=[^\W\d_]))")
_FOLDED_AT = 60  # characters of a line: programs fold texts at about 80, before the word that does not fit
_LONGEST_QUOTE = 40  # characters of the text that a message quotes


def lost_texts(document: Document) -> Iterator[Finding]:
    """Find what YAML leaves out or joins in the front matter of a document; it is YAML."""
    front = document.front
    if front is None or front.root is None:
        return
    if document.text.find("#", *front.span) >= 0:
        for leaf in front.leaves:
            if leaf.scalar.kind == "str" and leaf.scalar.style == "plain":
                yield from _cut(document, leaf)
        yield from _gone(document, front.root, "")
    marked = document.text.find("!", *front.span) >= 0 or document.text.find("&", *front.span) >= 0
    for leaf in front.leaves if marked else ():
        if leaf.scalar.kind in ("null", "str") and leaf.scalar.style == "plain":
            yield from _marked(document, front, leaf)
    for leaf in front.leaves:
        scalar = leaf.scalar
        if scalar.kind == "str" and scalar.style == "plain" and (scalar.source[:1] == "-" or "\n" in scalar.source):
            yield from _joined(document, leaf)


def _marked(document: Document, front: FrontMatter, leaf: Leaf) -> Iterator[Finding]:
    """Find a value whose first word YAML takes for a mark of its own: `title: !Important`, `nom: &co`."""
    entry = leaf.key
    lost = _MARK.match(document.text, entry.key.span.end) if entry is not None else None
    if entry is not None and lost is not None and document.text.find(f"*{lost[1][1:]}", *front.span) < 0:
        end = leaf.scalar.span.end if leaf.scalar.source else lost.end(1)
        whole = Span(lost.start(1), end)
        text = document.source(whole)
        plain = '"' not in text and "\\" not in text and "\n" not in text
        yield Finding(
            whole,
            msg(
                "YAML takes “{lost}” for a mark of its own: it is no part of the value of “{key}”.",
                lost=lost[1],
                key=entry.name,
            ),
            msg("Put the whole value in quotes."),
            pointer=leaf.pointer,
            fix=safe(msg("Put it in quotes"), Edit(whole, f'"{text}"')) if plain else None,
        )


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _cut(document: Document, leaf: Leaf) -> Iterator[Finding]:
    """Find a value whose end is taken for a comment: `title: Atelier #3 du comité`."""
    span = leaf.scalar.span
    lost = _CUT.match(document.text, span.end)
    if lost is None or "\n" in leaf.scalar.source:
        return
    whole = Span(span.start, lost.end(1))
    text = document.source(whole)
    quote = '"' if '"' not in text and "\\" not in text else "'"
    fix = safe(msg("Put it in quotes"), Edit(whole, f"{quote}{text}{quote}")) if quote not in text else None
    yield Finding(
        whole,
        msg(
            "YAML takes “{lost}” for a comment: the value is “{kept}”.",
            lost=_quoted(lost[1]),
            kept=_quoted(leaf.scalar.source),
        ),
        msg("Put the whole value in quotes."),
        pointer=leaf.pointer,
        fix=fix,
    )


def _gone(document: Document, mapping: Mapping, pointer: str) -> Iterator[Finding]:
    """Find a value that is a comment as a whole: `tags: #ouverture #data`."""
    for entry in mapping.entries:
        inner = f"{pointer}/{escape_pointer(entry.name)}"
        if isinstance(entry.value, Mapping):
            yield from _gone(document, entry.value, inner)
        elif isinstance(entry.value, Scalar) and entry.value.kind == "null" and not entry.value.source:
            lost = _GONE.match(document.text, entry.key.span.end)
            if lost is not None and _FLAG.fullmatch(lost[1]) is None:
                yield Finding(
                    Span(lost.start(1), lost.end(1)),
                    msg(
                        "YAML takes “{lost}” for a comment: the value of “{key}” is empty.",
                        lost=_quoted(lost[1]),
                        key=entry.name,
                    ),
                    msg("Put the value in quotes, or leave the “#” out."),
                    pointer=inner,
                )


def _joined(document: Document, leaf: Leaf) -> Iterator[Finding]:
    """Find an item of a list that YAML reads as the rest of the one above, and a dash without its blank.

    A list that begins with such a dash is one text for YAML: it is told once, with all its dashes mended.
    """
    scalar = leaf.scalar
    start = scalar.span.start
    line = document.text[document.text.rfind("\n", 0, start) + 1 : start]
    if len(scalar.source) > 1 and scalar.source[0] == "-" and scalar.source[1].isalpha() and not line.strip():
        first = scalar.source.split("\n")[0].rstrip()
        tight = [0, *(found.start(2) for found in _JOINED.finditer(scalar.source) if not found[3])]
        yield Finding(
            Span(start, start + len(first)),
            msg("“{text}” is no item of a list: a blank is missing behind the dash.", text=_quoted(first)),
            msg("Write “- ” with a blank behind the dash."),
            pointer=leaf.pointer,
            fix=unsafe(
                msg("Put a blank behind the dash"),
                *(Edit(Span(start + dash + 1, start + dash + 1), " ") for dash in tight),
            ),
        )
    elif "\n" in scalar.source:
        for found in _JOINED.finditer(scalar.source):
            at = start + found.start(2)
            above = document.text[document.text.rfind("\n", 0, start + found.start()) + 1 : start + found.start()]
            if len(above.rstrip()) >= _FOLDED_AT and found[3]:
                continue  # a program folded a long text at a dash within it
            end = document.text.find("\n", at)
            place = Span(at, min(scalar.span.end, end if end >= 0 else scalar.span.end))
            yield Finding(
                place,
                msg(
                    "YAML reads “{text}” as the rest of the line above, not as an item of its own.",
                    text=_quoted(document.source(place)),
                ),
                msg("Begin the line at the column of the item above, with a dash and a blank."),
                pointer=leaf.pointer,
            )
