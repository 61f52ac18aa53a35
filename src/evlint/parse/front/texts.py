"""Finds links and prose in the texts of the front matter, where most of the URLs of a real site stand.

The decoded value is read (YAML folds a long text, so that a link or a date breaks across lines), and what is found is
mapped back to the characters typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal

from evlint.model.document import FrontMatter, Leaf, Link, Prose, Scalar, no_prose
from evlint.model.span import MappedText, Segment, Span
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

# What a key makes of its value: the post's own, a link, one if it looks like an address, a file if it looks like a path.
Role = Literal["own", "link", "address", "file", ""]
# Keys whose value is a link, whatever it looks like (an unfinished one too): exact, then by ending.
_LINK_KEYS = frozenset(("lien", "link", "url", "href", "website", "redirect_to", "redirectto", "redirect-to"))
_LINK_KEY_ENDINGS = ("_url", "-url", "_link", "-link", "_lien", "-lien", "_href")
# Keys whose value is a file, if it looks like a path.
_FILE_KEYS = frozenset((
    "image", "images", "img", "thumbnail", "cover", "logo", "photo", "poster", "banner", "avatar", "icon", "src", "file",
    "files", "fichier", "document", "attachment", "pdf",
))  # fmt: skip
_FILE_KEY_ENDINGS = ("_image", "-image", "_file", "-file")
_IMAGE_KEYS = _FILE_KEYS - {"file", "files", "fichier", "document", "attachment", "pdf", "src"}
# Keys that name the post itself or say how it is made: neither links nor prose.
_OWN_KEYS = frozenset((
    "permalink", "redirect_from", "aliases", "layout", "slug", "uid", "id", "type", "lang", "locale", "ref", "$schema",
    "style", "script", "class", "template",
))  # fmt: skip
# What a program gathers from the rest of the page, for the site's own search (Osuny's `search: {title:, body:}`).
_GATHERED = "/search/"
# Keys whose value is read by people: a name such as `www.mairie.fr` is just that there.
_TEXT_KEYS = frozenset((
    "title", "titre", "subtitle", "name", "nom", "intitule", "contenu", "text", "texte", "label", "description", "summary",
    "excerpt", "chapeau-text", "legende", "caption", "alt", "alternative-textuelle", "lieu", "adresse", "location",
))  # fmt: skip
# A value that is an address as it stands, whatever its key is called.
_ADDRESS = lazy_regex(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|[wW]{3}\.|/|\.{1,2}/|#|mailto:|tel:)\S*\Z")
_PATH = lazy_regex(r"\S.*/.*|.*\.[A-Za-z0-9]{2,5}\Z")
_HOST = lazy_regex(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?\Z")
_MARKUP = lazy_regex(r"[*_\[\]<>&\\`{}]")
_DIGIT = lazy_regex(r"[0-9]")
# A character reference by a number of two to four digits, but for those of digits (48 to 57) and of control characters.
_REFERENCE = lazy_regex(r"&#(?:3[2-9]|4[0-7]|5[89]|[6-9][0-9]|[1-9][0-9]{2,3});")
_DATE = lazy_regex(r"\d{4}-\d\d?-\d\d?(?:[T ].*)?\Z")


class FrontTexts(NamedTuple):
    """What the texts of the front matter hold."""

    links: tuple[Link, ...] = ()
    prose: Callable[[], tuple[Prose, ...]] = no_prose


def read_front_texts(front: FrontMatter | None) -> FrontTexts:
    """Read every text of the front matter: URLs whole or inside, paths under keys that name a link or a file, prose."""
    if front is None or front.root is None:
        return FrontTexts()
    texts: list[Leaf] = []
    return FrontTexts(tuple(_links(front, texts)), lambda: tuple(_prose(front, texts)))


def _links(front: FrontMatter, texts: list[Leaf]) -> Iterator[Link]:
    """Find the links, and add to `texts` what is read by people: no link as a whole, and not the post's own."""
    for leaf in front.leaves:
        pointer, key, (_, _, value, kind, _) = leaf
        if type(value) is not str or not value or kind == "timestamp" or pointer.startswith(_GATHERED):
            continue
        role = _role(key.name) if key is not None else ""
        # Nothing that a link has where no key tells of one: looked for first, since most texts are words alone.
        if not role and ":" not in value and "<" not in value and "www." not in value and "](" not in value:
            texts.append(leaf)
        elif role == "own":
            continue
        elif _is_link(leaf, role, value):
            yield _whole_link(front, leaf, value)
        else:
            texts.append(leaf)
            if "://" in value or "](" in value or "www." in value or "<" in value:
                yield from _links_inside(front, leaf)


@lru_cache(maxsize=1_000)  # a site writes the same few keys in every post
def _role(name: str) -> Role:
    """Return what a key makes of its value, whatever that looks like."""
    key = name.lower()
    if key in _OWN_KEYS:
        return "own"
    if key in _LINK_KEYS:
        return "link"
    if key.endswith(_LINK_KEY_ENDINGS):
        return "address"
    if key in _FILE_KEYS or key.endswith(_FILE_KEY_ENDINGS) or name.endswith("Image"):
        return "file"
    return ""


def _is_link(leaf: Leaf, role: Role, value: str) -> bool:
    """Tell whether a value is one link: by its look, or by what its key makes of it."""
    text = value.strip()
    if text.startswith("www.") and leaf.key is not None and leaf.key.name.lower() in _TEXT_KEYS:
        return False
    if ("://" in text or text.startswith(("www.", "mailto:", "tel:"))) and _ADDRESS.match(text) is not None:
        return True
    if not text or "](" in text or "<" in text:
        return False
    if role == "link":
        return not (leaf.pointer == "/url" and text.startswith("/"))
    if role == "address":
        return _ADDRESS.match(text) is not None or _HOST.match(text) is not None
    if role == "file":
        return "\n" not in text and _PATH.match(text) is not None
    return False


def _whole_link(front: FrontMatter, leaf: Leaf, value: str) -> Link:
    pointer, key, scalar = leaf
    url = value.strip()
    at = scalar.source.find(url)
    if at >= 0:
        start = scalar.place[0] + at
        span = Span(start, start + len(url))
    else:
        begin = value.find(url)
        span = front.mapped(scalar).span(begin, begin + len(url))
    element, attribute = ("img", "src") if key is not None and _is_image(key.name) else ("a", "href")
    templated = "{{" in url or "{%" in url
    return Link(url, span, "front-matter", scalar.span, None, element, attribute, pointer, templated)


@lru_cache(maxsize=1_000)
def _is_image(name: str) -> bool:
    key = name.lower()
    return key in _IMAGE_KEYS or key.endswith(("_image", "-image")) or name.endswith("Image")


def _links_inside(front: FrontMatter, leaf: Leaf) -> Iterator[Link]:
    from evlint.parse.body.reader import read_body

    mapped = front.mapped(leaf.scalar)
    for link in read_body(mapped.text, 0, markup="markdown", dialect="unknown", mdx=False).links:
        yield link._replace(
            kind="front-matter",
            text=link.url if link.kind == "bare" else link.text,
            span=mapped.span(*link.span),
            whole=mapped.span(*link.whole),
            pointer=leaf.pointer,
        )


def _prose(front: FrontMatter, texts: list[Leaf]) -> Iterator[Prose]:
    for pointer, _, scalar in texts:
        value = scalar.value
        if type(value) is not str or _DIGIT.search(value) is None or _DATE.match(value.strip()) is not None:
            continue
        if _MARKUP.search(value) is None and "://" not in value and "www." not in value:
            yield Prose(_mapped(front, scalar, value), "front-matter", pointer)
            continue
        if "&#" in value and _has_digits_in_references_only(value):
            continue
        from evlint.parse.body.reader import read_body

        mapped = _mapped(front, scalar, value)
        body = read_body(mapped.text, 0, markup="markdown", dialect="unknown", mdx=False)
        for prose in body.prose():
            yield Prose(composed(mapped, prose.text), "front-matter", pointer)


def _mapped(front: FrontMatter, scalar: Scalar, value: str) -> MappedText:
    """Return a text (not an empty one) with its map to the file. Most stand there as they are read, and need no decoding."""
    source = scalar.source
    if value.isprintable():  # a line break in a text is written otherwise in some style of quotes or other
        start = scalar.place[0]
        if source == value:
            return MappedText(value, [Segment(0, start, start + len(value))])
        if source[1:-1] == value:  # in quotes: no escape is as long as what it stands for
            return MappedText(value, [Segment(0, start + 1, start + 1 + len(value))])
    return front.mapped(scalar)


def _has_digits_in_references_only(value: str) -> bool:
    """Tell that no digit is left to a reader of Markdown, since all stand in references such as `&#8217;`; True is certain.

    A backslash would keep such a reference as it is typed, and so do some places in HTML.
    """
    return "\\" not in value and "<" not in value and _DIGIT.search(_REFERENCE.sub("", value)) is None


def composed(outer: MappedText, inner: MappedText) -> MappedText:
    """Join two maps: `inner` was made from the text of `outer`; the result leads from inner's text to the file."""
    pieces: list[Segment] = []
    length = len(inner.text)
    edges = [piece.start for piece in outer.pieces]
    edge = 0
    for index, (start, source_start, source_end) in enumerate(inner.pieces):
        stop = inner.pieces[index + 1].start if index + 1 < len(inner.pieces) else length
        if stop - start != source_end - source_start:
            pieces.append(Segment(start, *outer.span(source_start, source_end)))
            continue
        position = source_start
        while edge < len(edges) and edges[edge] <= position:
            edge += 1
        while position < source_end:
            limit = min(edges[edge], source_end) if edge < len(edges) else source_end
            pieces.append(Segment(start + position - source_start, *outer.span(position, limit)))
            if edge < len(edges) and limit == edges[edge]:
                edge += 1
            position = limit
    return MappedText(inner.text, pieces)
