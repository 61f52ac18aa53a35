"""Takes HTML apart into text, tags and comments, with the span of every attribute's value. Linear, and never fails.

It reads fragments: what stands in a Markdown file between two blank lines may open what it does not close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evlint.parse.body.forward_search import BLANKS, ForwardSearch
from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple, new

# The run of attributes is matched without going back (possessive), so that an unclosed tag costs its length once.
_OPENER = lazy_regex(rf"<(?:!--|[!?]|(/?)([A-Za-z][^{BLANKS}/>]*+))")
# All attributes of a tag up to its `>`. Possessive throughout: text that is no tag is left at once, in linear time.
_ATTRIBUTES = lazy_regex(
    rf"""(?:[{BLANKS}/=]++|[^{BLANKS}/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^{BLANKS}>"'][^{BLANKS}>]*+))?+)*+>""",
)
# One of them: its name, and its value in either quotes or in none.
_ATTRIBUTE = lazy_regex(
    rf"""([^{BLANKS}/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^{BLANKS}>"'][^{BLANKS}>]*+)))?+""",
)
ENTITY = lazy_regex(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
# Elements whose inside is text to the parser, or code to the reader: skipped to their closing tag.
RAW = frozenset(("script", "style", "textarea", "xmp", "pre", "code", "samp", "kbd", "noembed", "noframes", "title"))
_NOTHING = (0, 0)


# Elements whose text is a heading, and those whose text is code: nobody's prose.
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CODE = frozenset(("pre", "code", "samp", "kbd"))
# Elements without a closing tag, by the HTML standard (13.1.2, with the older `param`).
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip


class Token(NamedTuple):
    """A piece of HTML: `kind` "text", "open", "close", "comment" or "raw" (the inside of an element in `RAW`).

    `start` and `end` are offsets of the text given; `attributes` is the run of a tag's attributes, or a comment's
    inside. A raw piece or a comment whose closing is not there ends with the text and has `closed` False.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: tuple[int, int] = (0, 0)
    closed: bool = True


def tokens(html: str) -> Iterator[Token]:
    """Take `html` apart, in order. Doctypes and processing instructions are dropped."""
    position = 0
    length = len(html)
    ahead: ForwardSearch | None = None
    search = _OPENER.search
    while (opener := search(html, position)) is not None:
        start, after = opener.span()
        slash, name = opener.groups()
        if name is None:
            if start > position:
                yield Token("text", position, start)
            # `<!--`; anything shorter is a doctype or an instruction, which ends at the next `>`.
            if after - start == 4:
                # From the third character: `<!-->` is a whole comment.
                end = html.find("-->", start + 2)
                closed = end >= 0
                end = end + 3 if closed else length
                yield Token("comment", start, end, "", (after, max(after, end - 3 if closed else end)), closed)
            else:
                end = html.find(">", after) + 1 or length
            position = end
            continue
        if html[after : after + 1] == ">":
            tag_end = after + 1
        else:
            attributes = _ATTRIBUTES.match(html, after)
            # No `>` ends it: the rest is text, and no other tag need be looked for.
            if attributes is None:
                break
            tag_end = attributes.end()
        if start > position:
            yield new(Token, ("text", position, start, "", _NOTHING, True))
        position = tag_end
        name = name.lower()
        if slash:
            yield new(Token, ("close", start, position, name, _NOTHING, True))
            continue
        yield new(Token, ("open", start, position, name, (after, position - 1), True))
        # What stands inside such an element is no HTML; a tag that closes itself has no inside.
        if name in RAW and html[position - 2] != "/":
            ahead = ahead or ForwardSearch(html.lower())
            end = ahead.find("</" + name, position)
            if end > length:
                yield Token("raw", position, length, name, closed=False)
                return
            if end > position:
                yield Token("raw", position, end, name)
            position = end
    if position < length:
        yield new(Token, ("text", position, length, "", _NOTHING, True))


def attributes(html: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """Return the attributes in a tag's run: lower-case name to the span of its value (quotes left out).

    The first of two equal names counts, as in browsers. An attribute without a value has an empty span.
    """
    found: dict[str, tuple[int, int]] = {}
    for match in _ATTRIBUTE.finditer(html, start, end):
        name = match[1].lower()
        if name not in found:
            group = match.lastindex or 1
            found[name] = match.span(group) if group > 1 else (match.end(), match.end())
    return found


def decode(text: str) -> str:
    """Undo character references (`&amp;`): only those that end in a semicolon, as in Markdown and in valid HTML."""
    return ENTITY.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    from html import unescape

    return unescape(match[0])


def candidates(html: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the URLs in a `srcset` value that stands at `[start, end)`."""
    position = start
    while position < end:
        while position < end and (html[position].isspace() or html[position] == ","):
            position += 1
        begin = position
        while position < end and not html[position].isspace():
            position += 1
        stop = position
        while stop > begin and html[stop - 1] == ",":
            stop -= 1
        if stop > begin:
            yield begin, stop
        if stop == position:
            comma = html.find(",", position, end)
            position = comma + 1 if comma >= 0 else end
