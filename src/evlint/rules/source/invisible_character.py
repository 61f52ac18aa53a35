"""An invisible character where it does harm: a byte order mark, a tab that indents front matter, a zero-width or direction
mark in a key or a URL, a no-break space in or around a key.

Nobody sees them, and nothing works with them: `title` with a zero-width space in it is another key than `title`, a link
with one leads nowhere, and YAML refuses tabs as indentation. They come from copying out of a web page, a PDF or a word
processor, and French keyboards type a no-break space before a colon.

How to fix: delete the character and type what should stand there again. `--fix` does it: marks are deleted, no-break
spaces inside a key become spaces, and each tab two spaces.

Leaves alone: no-break spaces in texts, where French typography wants them, and joiners inside emoji.
"""

from __future__ import annotations

from collections.abc import Iterator

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Edit, Finding, safe
from evlint.model.document import Document, FrontMatter, Scalar, all_urls
from evlint.model.message import Msg, msg, plural
from evlint.model.rule import Bad, Good, Rule
from evlint.model.span import BOM, Span
from evlint.rules.source._front_matter import keys
from evlint.startup.lazy_regex import lazy_regex

# Zero-width marks, direction marks and isolates, word joiner, invisible operators, byte order mark, soft hyphen.
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MARKS = "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\xad\u180e" + _DIRECTIONS
_NO_BREAK = "\xa0\u202f"
_ALL = _MARKS + _NO_BREAK
_DELETED = dict.fromkeys(map(ord, _MARKS))
_NAMES = {
    "\u200b": msg("a zero-width space"),
    "\u200c": msg("a zero-width non-joiner"),
    "\u200d": msg("a zero-width joiner"),
    "\u2060": msg("a word joiner"),
    "\ufeff": msg("a byte order mark"),
    "\xad": msg("a soft hyphen"),
}
_DIRECTION = msg("a mark of writing direction")
_INVISIBLE = msg("an invisible mark")
_INDENT = lazy_regex(r"(?:^|(?<=[\r\n]))[ ]*\t[ \t]*")


def check(document: Document, context: RuleContext) -> Iterator[Finding]:
    """Look at the start of the file, at the indentation and keys of the front matter, and at every link."""
    text = document.text
    if text.startswith(BOM):
        yield Finding(
            Span(0, 1),
            msg("The file begins with an invisible byte order mark, which some tools take for a part of the text."),
            msg("Save the file as UTF-8 without a byte order mark (“BOM”)."),
            fix=safe(msg("Delete the mark"), Edit(Span(0, 1), "")),
        )
    front = document.front
    if front is not None and front.root is None and front.format == "yaml":
        yield from _broken(document, front)
    if text.isascii():
        return
    if front is not None and front.root is not None and not text[front.content.start : front.content.end].isascii():
        for key in [key for key in keys(document) if not key.source.isascii()]:
            yield from _key(key)
    if all_urls(document).isascii():
        return
    seen: set[Span] = set()
    for link in document.links:
        if link.url.isascii() or link.span in seen:
            continue
        source = document.source(link.span)
        if link.kind == "bare" and context.site.markdown == "goldmark" and not _any(source.rstrip(_MARKS), _MARKS):
            continue  # Hugo ends a bare address before the first character that is not ASCII
        if _any(source, _MARKS):
            seen.add(link.span)
            yield _url(link.url, link.span, source)
        elif source[-1:] in _NO_BREAK and source and link.kind not in ("bare", "autolink"):
            seen.add(link.span)
            span = Span(link.span.start + len(source.rstrip(_NO_BREAK)), link.span.end)
            yield Finding(
                span,
                msg("A no-break space stands at the end of this address and becomes a part of it."),
                msg("Delete the blank."),
                url=link.url,
                fix=safe(msg("Delete it"), Edit(span, "")),
            )


def _any(text: str, characters: str) -> bool:
    return any(char in text for char in characters)


def _broken(document: Document, front: FrontMatter) -> Iterator[Finding]:
    """Offer to mend front matter that a tab or a no-break space has broken: EV004 says so, and can mend nothing."""
    place = next((problem.span for problem in document.problems if problem.code == "EV004"), None)
    if place is None:
        return
    source = document.source(place)
    content = front.content
    if source.startswith("\t"):
        tabs = [
            Span(found.start(), found.end()) for found in _INDENT.finditer(document.text, content.start, content.end)
        ]
        if tabs:
            yield Finding(
                place,
                plural(
                    "A line of the front matter is indented with a tab.",
                    "{count} lines of the front matter are indented with tabs, here for the first time.",
                    len(tabs),
                ),
                msg("Indent with spaces: two for each level."),
                fix=safe(
                    msg("Write two spaces for each tab"),
                    *(Edit(span, document.source(span).replace("\t", "  ")) for span in tabs),
                ),
            )
    elif source[:1] in _NO_BREAK and source:
        yield Finding(
            place,
            msg("A no-break space stands where YAML needs a plain one."),
            msg("Type a plain space in its place."),
            fix=safe(msg("Write a plain space"), Edit(place, " " * len(source))),
        )


def _key(key: Scalar) -> Iterator[Finding]:
    source = key.source
    if not _any(source, _ALL):
        return
    shown = source.translate(_DELETED).strip(_NO_BREAK + " \"'")
    for start, end in _runs(source, _ALL):
        span = Span(key.span.start + start, key.span.start + end)
        if source[start] in _MARKS:
            yield Finding(
                span,
                msg(
                    "The key “{key}” holds {name}, so it is another key than the one that you see.",
                    key=shown,
                    name=_name(source[start]),
                ),
                msg("Delete the character, or type the key again."),
                fix=safe(msg("Delete it"), Edit(span, "")),
            )
            continue
        outside = start == 0 or end == len(source)
        yield Finding(
            span,
            msg("A no-break space stands beside the key “{key}” and becomes a part of it.", key=shown)
            if outside
            else msg(
                "The key “{key}” holds a no-break space, so it is another key than the one that you see.", key=shown
            ),
            msg("Delete the blank.") if outside else msg("Type a plain space in its place."),
            fix=safe(msg("Delete it"), Edit(span, ""))
            if outside
            else safe(msg("Write a plain space"), Edit(span, " " * (end - start))),
        )


def _url(url: str, place: Span, source: str) -> Finding:
    """Tell of what nobody sees in an address: once, however often it stands there."""
    runs = [Span(place.start + start, place.start + end) for start, end in _runs(source, _MARKS)]
    first = source[runs[0].start - place.start]
    return Finding(
        runs[0],
        msg(
            "This link holds {name}, so it leads to another address than the one that you see.",
            name=_name(first),
        ),
        msg("Delete the character, or copy the address again."),
        url=url,
        fix=safe(msg("Delete it"), *(Edit(span, "") for span in runs)),
    )


def _runs(source: str, characters: str) -> Iterator[tuple[int, int]]:
    """Cut out the runs of one and the same kind of character: marks, or no-break spaces."""
    position = 0
    while position < len(source):
        if source[position] not in characters:
            position += 1
            continue
        kind = _MARKS if source[position] in _MARKS else _NO_BREAK
        end = position + 1
        while end < len(source) and source[end] in kind:
            end += 1
        yield position, end
        position = end


def _name(char: str) -> Msg:
    return _NAMES.get(char) or (_DIRECTION if char in _DIRECTIONS else _INVISIBLE)


RULE = Rule(
    code="EV008",
    severity="warning",
    check=check,
    fix="safe",
    examples=(
        Bad(
            "«\ufeff»---\ntitle: Atelier\n---\n\nLe programme.\n",
            says="byte order mark",
            fixed="---\ntitle: Atelier\n---\n\nLe programme.\n",
        ),
        Bad(
            "---\nune-ou-diaporama:\n«\t»- image: /uploads/a.jpg\n\t  legende: Paris\n---\n",
            says="2 lines",
            fixed="---\nune-ou-diaporama:\n  - image: /uploads/a.jpg\n    legende: Paris\n---\n",
        ),
        Bad(
            "---\nti«\u200b»tle: Atelier\n---\n",
            says="The key “title” holds a zero-width space",
            fixed="---\ntitle: Atelier\n---\n",
        ),
        Bad(
            "---\nlieu«\xa0»: Paris\n---\n",
            says="beside the key “lieu”",
            fixed="---\nlieu: Paris\n---\n",
            note="as typed on a French keyboard",
        ),
        Bad(
            "---\ntitle: Atelier\nlieu:«\xa0»Paris\ndate: 2022-11-04\n---\n",
            says="needs a plain one",
            fixed="---\ntitle: Atelier\nlieu: Paris\ndate: 2022-11-04\n---\n",
        ),
        Bad("---\nField«\u202f»name: x\n---\n", says="no-break space", fixed="---\nField name: x\n---\n"),
        Bad(
            "---\ntitle: Atelier\n---\n\n[Programme](https://www.example.org/«\u200b»programme)\n",
            says="This link holds a zero-width space",
            fixed="---\ntitle: Atelier\n---\n\n[Programme](https://www.example.org/programme)\n",
        ),
        Bad(
            "---\n«\xa0»title«\xa0»: Atelier\nlieu«\u202e»: Paris\n---\n",
            says="beside the key “title”",
            fixed="---\ntitle: Atelier\nlieu: Paris\n---\n",
        ),
        Bad(
            "---\nlien: https://www.example.org/«\u2063»a\n---\n",
            says="an invisible mark",
            fixed="---\nlien: https://www.example.org/a\n---\n",
        ),
        Good("---\ntitle: Atelier\xa0!\n---\n\nÀ 18\xa0h, “\u202foui\u202f” 👩\u200d💻\n", note="they belong there"),
        Bad(
            "---\ntitle: Atelier\n---\n\n[Mix-IT](https://conf.«\xad»mix-\xadit.\xadfr/) et [le plan](https://mairie.fr/plan).\n",
            says="This link holds a soft hyphen",
            fixed="---\ntitle: Atelier\n---\n\n[Mix-IT](https://conf.mix-it.fr/) et [le plan](https://mairie.fr/plan).\n",
            source="DuchessFrance.github.io, 2013-02-08-un-coup-de-pouce-pour-agile-france-et-mix-it.md",
            note="once for an address",
        ),
        Bad(
            "---\ntitle: Atelier\n---\n\n[Le plan](https://mairie.fr/plan«\xa0») et https://mairie.fr\xa0!\n",
            says="at the end of this address",
            fixed="---\ntitle: Atelier\n---\n\n[Le plan](https://mairie.fr/plan) et https://mairie.fr\xa0!\n",
        ),
        Good(
            "---\ntitle: A\n---\n\nב- https://publicsuffix.org\u200e.\n",
            path="content/he/docs/glossary.md",
            files=(("hugo.toml", ""),),
            source="letsencrypt/website, content/he/docs/glossary.md",
            note="Hugo ends the link before the mark.",
        ),
        Good("---\nlieu: \xa0Paris\n---\n\n\tcode\n", note="a tab in the body is none of our business"),
    ),
)
