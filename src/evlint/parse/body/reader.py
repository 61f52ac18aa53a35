"""Takes the body of a post apart: links, headings, anchors, prose, comments that silence rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from evlint.dates.prefilter import NOTHING
from evlint.model.document import Anchor, AttributeList, Body, Directive, Heading, Prose, UndefinedReference
from evlint.model.span import Span, last_before
from evlint.parse.body.collector import ElementCollector
from evlint.parse.body.forward_search import BLANKS, same_length_ascii
from evlint.parse.body.markdown import MarkdownReader
from evlint.parse.body.prose import OBJECT, ProseReader
from evlint.parse.body.pyromark_events import Events, events_of, set_in
from evlint.parse.body.templates import MaskedRange, find_templates, mask, merged
from evlint.startup.lazy_regex import lazy_regex

# What every link with a blank in its destination has: looked for first, since few posts hold one.
_SPACED = lazy_regex(rf"\]\([^{BLANKS}()<>]*+[ \t]++[^{BLANKS}\"'()]")
# Lines of MDX that are no Markdown and end nothing that is: tags of components alone, imports and exports.
_TAG_LINES = lazy_regex(
    r"^[ \t]*(?:</?[A-Z][\w.]*(?:[ \t][^<>\n]*)?/?>[ \t]*|</?>[ \t]*|(?:import|export)[ \t][^\n]*)$", re.MULTILINE
)
# What Python-Markdown's extensions open (`!!! note`, `??? note`, `=== "Tab"`): what belongs to it is set in by four blanks.
_CONTAINER = lazy_regex(r"^([ \t]*)(?:!!!|\?\?\?\+?)(?=[ ]?[A-Za-z])|^([ \t]*)===[!+]?(?=[ ]\")", re.MULTILINE)
_ANYTHING = lazy_regex(r"[^\r\n]")
# In MDX a line that begins with a tag of HTML is Markdown behind it: code between backticks is code.
_HTML_LINE = lazy_regex(r"^[ \t]*<[a-z][^\n]*`[^\n]*$", re.MULTILINE)
_CODE_SPAN = lazy_regex(r"(`+)(?!`)[^`\n]+\1(?!`)")
_SET_IN = lazy_regex(r"\n[ \t]*\n(?: {4}| {0,3}\t)")
_FENCE = lazy_regex(r"[ \t]*(`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)
_MDX_COMMENT = lazy_regex(r"\{\s*/\*(.*)\*/\s*\}", re.DOTALL)
_DIGIT = lazy_regex(r"[0-9]")
_WITH_BRACKETS = frozenset(("inline", "image"))
_INCLUDE = r"\{(?:%[-+]?|\{[<%])\s*(?:include|include_relative|include_cached|render|partial|readfile)\b"
_DEFINITION = r"(?m)^[ \t]{0,3}\[[^\]\r\n]*\]:"


def read_body(text: str, start: int, *, markup: str, dialect: str, mdx: bool) -> Body:
    """Read `text[start:]`: every span in the result points into `text`.

    `markup` is "markdown" or "html", `dialect` the generator's Markdown ("kramdown" reads indented blocks inside HTML
    as HTML, "python-markdown" has containers), `mdx` tells whether `{/* … */}` is a comment. Never fails; takes
    time linear in the text.
    """
    body = text[start:] if start else text
    templates = find_templates(body, mdx=mdx)
    typed = same_length_ascii(body)
    shadow = mask(typed, templates)
    if mdx:
        shadow = _TAG_LINES.sub(lambda match: _ANYTHING.sub(" ", match[0]), shadow)
        if "`" in shadow:
            shadow = _HTML_LINE.sub(lambda match: _CODE_SPAN.sub(lambda code: "x" * len(code[0]), match[0]), shadow)
        if _SET_IN.search(shadow) is not None:
            shadow = _set_out(shadow)
    elif dialect == "python-markdown" and ("!!!" in shadow or "???" in shadow or "===" in shadow):
        shadow = _CONTAINER.sub(_as_item, shadow)
    found = ElementCollector(body, shadow, start, templates)
    found.reads_markdown_in_html = mdx or "markdown=" in shadow or " markdown>" in shadow or "parse_block_html" in body
    undefined: list[UndefinedReference] = []
    events: Events | None = None
    if markup == "html":
        found.read(0, len(shadow))
        found.finish()
    else:
        events = events_of(shadow, body, start, undefined)
        MarkdownReader(events, found, undefined, kramdown=dialect == "kramdown").run()
        # Where each `](` is that of a link, none is left for a destination with blanks.
        if (
            shadow.count("](") > sum(link.kind in _WITH_BRACKETS for link in found.links)
            and _SPACED.search(shadow) is not None
        ):
            from evlint.parse.body.unparsed_links import add_spaced

            add_spaced(found)
        # What a template writes may define the label, or be the label.
        if undefined and templates.spans:
            undefined = _certain(undefined, found)
        undefined.sort(key=_place)
    if mdx:
        found.directives += _comments(found)
    lists = find_attribute_lists(body, shadow, start, found.code)
    if lists:
        found.anchors += place_ids(body, start, lists, found.headings)
        found.anchors.sort(key=_place)

    def prose(*, every: bool = False) -> tuple[Prose, ...]:
        if not every and _DIGIT.search(typed) is None:
            return ()
        masked_ranges = _masked_ranges(found, lists)
        prefiltered = _prefiltered(found, typed, masked_ranges)
        reader = ProseReader(body, shadow, prefiltered, start, masked_ranges, found.html_blocks, every=every)
        return reader.html() if events is None else reader.markdown(events, found.blocks)

    return Body(
        links=tuple(found.links),
        headings=tuple(found.headings),
        anchors=tuple(found.anchors),
        prose=prose,
        texts=lambda: prose(every=True),
        directives=tuple(found.directives),
        undefined=tuple(undefined),
        attribute_lists=tuple(lists),
        code=tuple(found.code),
        templates=tuple(Span(start + begin, start + end) for begin, end in templates.spans),
        raw_html=tuple(found.raw_html),
    )


def _as_item(match: re.Match[str]) -> str:
    """Return as many signs that begin an item of a list, whose content CommonMark too wants set in by four blanks."""
    blanks = match[1] or match[2] or ""
    return f"{blanks}-  " + "." * (len(match[0]) - len(blanks) - 3)


def _set_out(shadow: str) -> str:
    """Return as many signs in which nothing is code because it is set in: MDX has no such code, but for fenced blocks."""
    lines: list[str] = []
    places = set_in(shadow)
    position, fence, is_blanked = 0, "", False
    for line in shadow.splitlines(keepends=True):
        end = position + len(line)
        while places and places[0][1] <= position:
            places.popleft()
        is_set_in = bool(places) and places[0][0] < end and line[0] in " \t" and not line.isspace()
        marks = _FENCE.match(line)
        if fence:
            is_end = marks is not None and marks[1].startswith(fence) and not marks[2].strip()
            lines.append(_ANYTHING.sub(" ", line) if is_blanked or is_set_in else line)
            fence = "" if is_end else fence
        elif marks is not None:
            fence, is_blanked = marks[1], is_set_in
            lines.append(_ANYTHING.sub(" ", line) if is_blanked else line)
        else:
            lines.append(f".{line[1:]}" if is_set_in else line)
        position = end
    return "".join(lines)


def _place(item: UndefinedReference | Anchor) -> Span:
    return item.span


def _certain(undefined: list[UndefinedReference], found: ElementCollector) -> list[UndefinedReference]:
    """Leave out references whose definition may come from a template: an include, or a label that a tag writes."""
    body, templates = found.body, found.templates
    include = re.compile(_INCLUDE)
    if any(include.match(body, start) is not None for start, _ in templates.spans):
        return []
    if any(templates.touches(*match.span()) for match in re.finditer(_DEFINITION, found.shadow)):
        return []
    base = found.base
    return [item for item in undefined if not templates.touches(item.span.start - base, item.span.end - base)]


def _comments(found: ElementCollector) -> Iterator[Directive]:
    """Read the comments of MDX (`{/* … */}`) that are for evlint."""
    base = found.base
    for start, end in found.templates.spans:
        comment = _MDX_COMMENT.fullmatch(found.body, start, end)
        if comment is not None and "evlint-" in comment[1]:
            from evlint.parse.directives import read_directive  # most posts have no such comment

            whole = Span(base + start, base + end)
            directive = read_directive(comment[1], base + comment.start(1), whole)
            if directive is not None and not any(code.holds(whole) for code in found.code):
                yield directive


def _prefiltered(found: ElementCollector, typed: str, masked_ranges: list[MaskedRange]) -> bytes:
    """Return the bytes of a shadow without what no reader reads as text: masked ranges, and where links lead."""
    raw = bytearray(typed, "ascii")
    for start, end, instead in masked_ranges:
        raw[start:end] = (b"," if instead else NOTHING) * (end - start)
    base = found.base
    for link in found.links:
        start, end = link.span.start - base, link.span.end - base
        if typed.startswith("](", start - 2):
            start, end = start - 2, link.whole.end - base
        # The alternative text of an image is read by itself: nothing behind the image meets it.
        raw[start:end] = (b"," if link.kind == "image" else NOTHING) * (end - start)
    return bytes(raw)


def _masked_ranges(found: ElementCollector, lists: list[AttributeList]) -> list[MaskedRange]:
    """Return what is no prose in a body: code, tags, URLs, attribute lists, hidden text."""
    base = found.base
    return merged(
        (
            *((start, end, OBJECT) for start, end in found.templates.spans),
            *((span.start - base, span.end - base, OBJECT) for span in found.code),
            *(
                (link.span.start - base, link.span.end - base, OBJECT)
                for link in found.links
                if link.kind in ("bare", "autolink")
            ),
            *((item.span.start - base, item.span.end - base, "") for item in lists),
            *found.masked_ranges,
        )
    )


# "{::" opens an extension; what follows the colon must look like a class, an id, a reference or key="value".
_LIST = lazy_regex(r"""\{:(?=[ \t]*[.#:\w"'])(?!:)((?:[^{}"'\r\n]|"[^"\r\n]*"|'[^'\r\n]*')*+["']?)\}""")
_WIDEST_MARGIN = 80  # characters between two lists that follow each other: an indentation
_ID = lazy_regex(r"#([^\s#.}\"'=]+)")


def find_attribute_lists(body: str, shadow: str, base: int, code: list[Span]) -> list[AttributeList]:
    """Find the lists in a body (`base` is its offset in the file), outside `code`."""
    if "{" not in shadow or "{:" not in shadow:
        return []
    ends = sorted(code)
    found: list[AttributeList] = []
    for match in _LIST.finditer(shadow):
        start, end = match.span()
        span = Span(base + start, base + end)
        if last_before(ends, span.start).end >= span.end:
            continue
        found.append(AttributeList(span, body[match.start(1) : match.end(1)]))
    return found


def place_ids(body: str, base: int, lists: list[AttributeList], headings: list[Heading]) -> list[Anchor]:
    """Give each `#id` in a list to the heading that the list stands in, under or over; return the others as anchors.

    `headings` are in order, and the ones that get an id are replaced in the list.
    """
    anchors: list[Anchor] = []
    starts = [heading.span.start for heading in headings]
    for item in lists:
        match = _ID.search(item.source)
        if match is None:
            continue
        after = bisect_right(starts, item.span.start)
        for index in (after - 1, after):
            if 0 <= index < len(headings) and _belongs(body, base, item.span, headings[index].span):
                headings[index] = headings[index]._replace(id=match[1])
                break
        else:
            start = item.span.start + 2 + match.start(1)
            anchors.append(Anchor(match[1], Span(start, start + len(match[1]))))
    return anchors


def _belongs(body: str, base: int, item: Span, heading: Span) -> bool:
    """Tell whether a list stands in a heading, or alone with it on neighbouring lines."""
    if heading.holds(item):
        return True
    first, second = sorted((item, heading))
    between = body[first.end - base : min(second.start - base, first.end - base + _WIDEST_MARGIN)]
    return second.start - first.end < _WIDEST_MARGIN and between.strip(" \t>") in ("\n", "\r\n", "\r")
