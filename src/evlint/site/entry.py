"""A post's entry of the index: made of the parsed post, so that nobody parses it again for what other posts ask."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from sys import intern
from typing import TYPE_CHECKING

from evlint.dates.window import window
from evlint.generators import generator_of
from evlint.model.document import Mapping, Scalar, Sequence
from evlint.model.index import TRANSLATIONS, EventDays, IndexEntry, KeyValue, Statement, Stretch
from evlint.site.registrations import registration_key
from evlint.startup.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from evlint.model.context import RuleContext
    from evlint.model.document import Document, FrontMatter, Link, Node
    from evlint.model.span import Span
    from evlint.site.head import Page

TERMS = ("tags", "categories", "tag", "category")
LAYOUT = "layout"
AUTHORS = ("author", "authors")
# Keys that say where a page is, or how others name it.
ADDRESSES = ("permalink", "url", "slug", "path", "id", "aliases", "redirect_from")
_KEYS = frozenset((*TERMS, LAYOUT, *AUTHORS, *TRANSLATIONS, *ADDRESSES))
# Keys that hold free text on every site, whatever its data files are called.
_FREE = frozenset(
    ("title", "subtitle", "description", "summary", "excerpt", "image", "thumbnail", "lang", "language", "locale", "date",
     "type", "text", "content", "name", "link", "source", "source_url", "email", "comments", "css", "js", "icon",
     "weight", "uid")
)  # fmt: skip
_LONGEST_ID = 60  # characters of a value that may be an id of a data file
_MOST = 200  # texts of one key
_LONGEST = 200  # characters of a text
_SPLIT = lazy_regex(r"[\s,]")
_REGISTERS = lazy_regex(
    r"inscri[rtpv]|inscrev|inscríb|\bregist|sign\s?-?up|\bbook\b|rsvp|anmeld|iscri[vz]|aanmeld|inschrijv|billet|ticket|réserv",
    re.IGNORECASE,
)
_SENTENCE_END = lazy_regex(r"[.!?…](?=\s+[^\Wa-zà-ÿ\d_]|\s*\Z)|\n\n")  # before a capital: no abbreviation
_LONGEST_SENTENCE = 600  # characters on either side of a date that are looked through for its end


def make_entry(
    document: Document,
    context: RuleContext,
    page: Page,
    wanted: frozenset[str] = frozenset(),
    may_name: Callable[[str], bool] | None = None,
) -> IndexEntry:
    """Return what other posts must know of a post. `wanted` are further keys (in lower case) whose texts are kept.

    `page` is what the tree knows of the post by its text. `may_name` tells of any other key whether its value may name
    something in a data file: if not, it is not kept. None: nobody can tell.
    """
    front = document.front
    event = window(document, context) if front is not None and front.root is not None else None
    days = None
    if event is not None:
        start, has_end = event.start, event.end is not None
        days = EventDays(event.first.isoformat(), event.last.isoformat(), _pair(start.span), start.pointer, has_end)
    return IndexEntry(
        document.path,
        front is not None,
        context.language,
        page.head,
        page.registrations,
        tuple(_values(front, _KEYS | wanted if wanted else _KEYS, may_name, generator_of(context.site).terms_below))
        if front is not None and front.root is not None
        else (),
        days,
        tuple(_statements(document, context)) if document.body.links else (),
        tuple(_registrations(document)) if days is not None else (),
        any(code.text.upper().startswith("EV5") for one in document.directives for code in one.codes),
    )


def _values(
    front: FrontMatter, keys: frozenset[str], may_name: Callable[[str], bool] | None, below: str
) -> list[KeyValue]:
    """Return the texts of the keys that rules of the site look at. A list, and few calls: this is done for every post."""
    found: list[KeyValue] = []
    root = front.root
    for entry in root.entries if root is not None else ():
        name, node = entry.name, entry.value
        key = name.lower()
        if below and key == below and isinstance(node, Mapping):
            for inner in node.entries:
                _add(found, inner.name.lower(), f"/{name}/{inner.name}", inner.value)
        elif key in keys:
            if "/" not in key and "~" not in key:
                _add(found, key, f"/{name}", node)
        elif key in _FREE or "/" in key or "~" in key or (may_name is not None and not may_name(key)):
            continue
        else:
            # Perhaps ids of a data file. Of a post that is remembered all are kept: its entry is of the post alone.
            first = node
            if isinstance(node, Sequence):
                if not node.items:
                    continue
                first = node.items[0]
            if isinstance(first, Scalar) and first.kind == "str":
                _add(found, key, f"/{name}", node, ids=True)
    return found


def _add(found: list[KeyValue], key: str, pointer: str, node: Node, *, ids: bool = False) -> None:
    """Add the texts of a value, or of each item of a list; with `ids` only those that may be ids of a data file."""
    if isinstance(node, Sequence):
        for number, item in enumerate(node.items[:_MOST]):
            if isinstance(item, Scalar):
                _add_text(found, key, f"{pointer}/{number}", item, ids=ids)
    elif isinstance(node, Scalar) and (
        key not in TERMS or not isinstance(node.value, str) or _SPLIT.search(node.value.strip()) is None
    ):
        _add_text(found, key, pointer, node, ids=ids)


def _add_text(found: list[KeyValue], key: str, pointer: str, node: Scalar, *, ids: bool) -> None:
    value = node.value
    if isinstance(value, str):
        text = value.strip()
    elif isinstance(value, bool) or value is None:
        return
    else:
        text = node.source
    if not text or len(text) > (_LONGEST_ID if ids else _LONGEST) or (ids and "/" in text):
        return
    start, end = node.place
    place = start, end  # a bare pair whoever parsed it: what is remembered is plain data
    edit: Stretch | None = None
    if node.style == "plain" and node.source == text:
        edit = place  # the very same: on a large site these are most of what is kept
    elif node.style in ("single", "double") and node.source[1:-1] == text:
        edit = (start + 1, end - 1)
    found.append(KeyValue(intern(key), intern(text), place, intern(pointer), edit))  # posts share their terms


def _registrations(document: Document) -> Iterator[tuple[str, Stretch]]:
    seen = set[str]()
    for link in document.links:
        key = registration_of(link)
        if key is not None and key not in seen:
            seen.add(key)
            yield key, _pair(link.span)


def registration_of(link: Link) -> str | None:
    """Return what tells a registration page from others: a known service's, or one whose link says so; else None."""
    if link.templated or not link.url.lower().startswith(("http://", "https://")):
        return None
    known = registration_key(link.url)
    if known is not None:
        return known
    if link.text is None or link.element != "a" or _REGISTERS.search(link.text) is None:
        return None
    host, _, path = link.url.partition("://")[2].partition("#")[0].partition("/")
    return f"{host.lower().removeprefix('www.')}/{path.rstrip('/')}" if path.strip("/") else None


def _statements(document: Document, context: RuleContext) -> Iterator[Statement]:
    """Yield the sentences that link to a page of the site and hold a single date."""
    links = [link for link in document.body.links if link.element == "a" and is_local(link)]
    if not links:
        return
    from evlint.dates.resolve import anchor, resolved, survey

    starts = [link.whole.start for link in links]
    near = None
    for text in survey(document, context):
        if text.prose.pointer is not None or text.prose.kind not in ("text", "heading"):
            continue
        written = text.prose.text.text
        for phrase in text.phrases:
            first, last = _sentence(written, phrase.start, phrase.end)
            # With two dates, or two pages, nobody can tell which goes with which.
            if phrase.kind != "day" or len(phrase.days) != 1 or last - first > _LONGEST_SENTENCE:
                continue
            if any(other is not phrase and first <= other.start < last for other in text.phrases):
                continue
            span = text.prose.text.span(first, last)
            inside = links[bisect_left(starts, span.start - 1) : bisect_left(starts, span.end)]
            targets = {url.partition("#")[0].partition("?")[0] for link in inside if (url := link.url)} - {""}
            if len(targets) != 1:
                continue
            near = near or anchor(document, context)
            day = resolved(phrase.days[0], near)
            found = context.tree.target(document.path, targets.pop(), suggests=False) if day is not None else None
            if day is None or found is None or found.state != "found" or found.path in (None, document.path):
                continue
            place = text.prose.text.span(phrase.start, phrase.end)
            yield Statement(
                found.path or "",
                day.isoformat(),
                " ".join(written[phrase.start : phrase.end].split()),
                _pair(place),
                written[first : phrase.start],
                written[phrase.end : last],
            )


def is_local(link: Link) -> bool:
    """Tell whether a link may lead to a page of the site."""
    return not link.templated and not link.url.startswith(("#", "//")) and ":" not in link.url.partition("/")[0]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a stretch begins and ends."""
    first = 0
    for match in _SENTENCE_END.finditer(text, max(0, start - _LONGEST_SENTENCE), start):
        first = match.end()
    after = _SENTENCE_END.search(text, end, end + _LONGEST_SENTENCE)
    return first, len(text) if after is None else after.end()


def _pair(span: Span) -> Stretch:
    return span.start, span.end
