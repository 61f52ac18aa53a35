"""Reads a body as its readers do: one run of text per block, markup undone, each character mapped to its source.

Code, template tags and what is struck out leave one U+FFFC (object replacement character) behind, as do images and URLs,
so that the words on either side do not meet; comments and attribute lists leave nothing. Rules look for dates and hours
here: blocks that surely hold none are left out, and so are runs without a digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from evlint.dates.prefilter import DIGIT, NOTHING, folded, may_hold_dates
from evlint.model.document import Prose, ProseKind
from evlint.model.span import MappedText, Segment
from evlint.parse.body.forward_search import same_length_ascii
from evlint.parse.body.html import CODE, ENTITY, HEADINGS, Token, attributes, decode, tokens
from evlint.parse.body.pyromark_events import INLINE, Events, html_segment, inline_segment
from evlint.parse.body.templates import MaskedRange
from evlint.startup.lazy_regex import lazy_regex

OBJECT = "\ufffc"
_DIGIT = lazy_regex(r"[0-9]")
_SHOWN = lazy_regex(rb"[^%b]+" % NOTHING)
_ACCENTS = "\u0300\u0301\u0302\u0308\u0327"  # those in names of months and weekdays, where they stand apart
_LINE_END = lazy_regex(r"[\r\n][ \t\r\n]*+")  # and the blanks before it, which are looked for from there
_BLOCKS = HEADINGS.union((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "iframe", "li", "legend",
    "main", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "video",
))  # fmt: skip
_STRUCK = frozenset(("del", "s", "strike"))  # what an author takes back
# The last number of a list that may be a day (`31. mars`), characters of such a marker.
_LATEST_DAY, _LONGEST_MARKER = 31, 4


class _Run:
    """A run of text that grows: texts and the pieces of its map."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[Segment] = []
        self._length = 0
        self._next = -1

    def add(self, text: str, start: int, end: int) -> None:
        """Add a text that was made from `[start, end)` of the file."""
        length = len(text)
        if length != end - start:
            self._end_piece()
            self._pieces.append(Segment(self._length, start, end))
            self._next = -1
        else:
            if start != self._next:
                self._end_piece()
                self._pieces.append(Segment(self._length, start, end))
            self._next = end
        self.texts.append(text)
        self._length += length

    def _end_piece(self) -> None:
        """Give the last piece its end: while text goes on as in the source, only `_next` moves."""
        if self._next >= 0 and self._pieces[-1].source_end != self._next:
            last = self._pieces[-1]
            self._pieces[-1] = Segment(last.start, last.source_start, self._next)

    def take(self, *, every: bool) -> MappedText | None:
        """Return what was gathered, or None where no digit is in it (unless `every` text is wanted), and begin anew."""
        if not self.texts:
            return None
        self._end_piece()
        text = "".join(self.texts)
        mapped = MappedText(text, self._pieces) if every or _DIGIT.search(text) is not None else None
        self.texts, self._pieces, self._length, self._next = [], [], 0, -1
        return mapped


class ProseReader:
    """Walks a body once. `masked_ranges` are the stretches that are no text, with what stands for each.

    `html_blocks` are the starts of the indented blocks that count as HTML, `raw` is the
    shadow without what is no text: it only says where dates may be.
    """

    def __init__(
        self,
        body: str,
        shadow: str,
        raw: bytes,
        base: int,
        masked_ranges: list[MaskedRange],
        html_blocks: AbstractSet[int],
        *,
        every: bool = False,
    ) -> None:
        self._every = every  # whether texts that surely hold no date are wanted too
        self._body = body
        self._folded = folded(raw)
        self._decomposed = not body.isascii() and any(accent in body for accent in _ACCENTS)
        self._twin = shadow
        self._base = base
        self._masked_ranges = masked_ranges
        self._html_blocks = html_blocks
        self._hole = 0
        # No masked range begins before it, from the place reached.
        self._clear = masked_ranges[0][0] if masked_ranges else len(body)
        self._told = -1
        self._run = _Run()
        self._struck: _Run | None = None  # what was read before a tag such as <del>, while its text is thrown away
        self._kind: ProseKind = "text"
        self._prose: list[Prose] = []

    def markdown(self, events: Events, blocks: Sequence[int]) -> tuple[Prose, ...]:
        """Read the events of a Markdown body; `blocks` are the indices of those that begin a block with text in it."""
        done = -1
        for index in blocks:
            place = events[index][1]
            if place["start"] >= done:
                done = place["end"]
                if self._may_hold_dates(place["start"], done):
                    self._block(events, index, done)
        return tuple(self._prose)

    def _block(self, events: Events, index: int, stop: int) -> None:
        """Read what begins at `index` and ends at `stop`, without the blocks in it that hold no date."""
        body, shadow, base = self._body, self._twin, self._base
        skip = -1
        image = 0
        outer: _Run | None = None
        for at in range(index, len(events)):
            event, place = events[at]
            start = place["start"]
            if start >= stop:
                break
            if start < skip:
                continue
            end = place["end"]
            if type(event) is str:
                if event != "Rule":
                    self._add("\n" if event == "HardBreak" else " ", start, end)
            elif "Text" in event:
                if end > start:
                    source = body[start:end]
                    # A reference (`&nbsp;`) or an escape made another length of it; else what is typed is what is meant.
                    if len(event["Text"]) != end - start:
                        source = decode(source)
                    if end <= self._clear:
                        self._run.add(source, base + start, base + end)
                    else:
                        self._add(source, start, end)
            elif "Start" in event:
                tag = event["Start"]
                name = tag if type(tag) is str else next(iter(tag))
                if name in INLINE:
                    if name == "Strikethrough":
                        self._object(start, end)
                        skip = end
                    elif name == "Image":
                        image += 1
                        if image == 1:
                            self._object(start, end)
                            outer, self._run = self._run, _Run()
                    continue
                self._flush("text")
                # “12. March” at the beginning of a line is the first item of a list to Markdown, and a day to its author.
                if name == "Item" and at:
                    self._day_as_marker(events[at - 1][0], start)
                if name == "CodeBlock" and start not in self._html_blocks:
                    skip = end
                elif name in ("HtmlBlock", "CodeBlock"):
                    skip = end
                    if at == index or self._may_hold_dates(start, end):
                        self._html(html_segment(events, at, shadow, start, end) or shadow[start:end], start)
                        self._flush("text")
                elif name in ("Paragraph", "Heading", "TableCell"):
                    if at != index and not self._may_hold_dates(start, end):
                        skip = end
                    elif name == "Heading":
                        self._kind = "heading"
            elif "End" in event:
                tag = event["End"]
                if tag == "Image":
                    image -= 1
                    if image == 0 and outer is not None:
                        self._take("alt")
                        self._run = outer
                elif type(tag) is not str or tag not in INLINE:
                    self._flush("text")
            elif "InlineHtml" in event:
                self._html(inline_segment(event["InlineHtml"], shadow, start, end) or shadow[start:end], start)
            elif "Code" in event:
                self._object(start, end)
        self._flush("text")
        self._strike(None)  # a tag such as <del> that is not closed ends with its paragraph

    def _day_as_marker(self, before: object, start: int) -> None:
        """Keep the number of a list that begins with another than 1: `14. März` at the start of a line is read as typed."""
        started = before.get("Start") if isinstance(before, dict) else None
        number = started.get("List") if isinstance(started, dict) else None
        if isinstance(number, int) and 2 <= number <= _LATEST_DAY:
            end = self._body.find(" ", start, start + _LONGEST_MARKER) + 1
            if end:
                self._add(self._body[start:end], start, end)

    def html(self) -> tuple[Prose, ...]:
        """Read the body as HTML."""
        self._html(self._twin, 0)
        self._flush("text")
        return tuple(self._prose)

    def _may_hold_dates(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the body may hold a date; False is certain."""
        if self._every:
            return True
        if self._folded.find(DIGIT, start, end) < 0:
            return False
        source = self._folded[start:end]
        if self._decomposed or (b"&" in source and ENTITY.search(self._twin, start, end) is not None):
            shown = (self._body[start + one.start() : start + one.end()] for one in _SHOWN.finditer(source))
            text = decode("".join(shown))
            if self._decomposed:
                from unicodedata import normalize

                text = normalize("NFC", text)
            source = folded(same_length_ascii(text).encode("ascii"))
        return may_hold_dates(source)

    def _html(self, html: str, offset: int) -> None:
        for token in tokens(html):
            start, end = offset + token.start, offset + token.end
            name = token.name
            if token.kind == "text":
                self._html_text(html, offset, token)
            elif token.kind == "raw":
                if name in CODE and end > start:
                    self._object(start, end)
            elif name in _BLOCKS:
                self._flush("heading" if token.kind == "open" and name in HEADINGS else "text")
            elif name in _STRUCK:
                if token.kind == "open" and self._struck is None:
                    self._object(start, end)
                self._strike(token.kind)
            elif name == "br":
                self._add("\n", start, end)
            elif name == "img":
                self._object(start, end)
                if (alt := attributes(html, *token.attributes).get("alt")) is not None:
                    outer, self._run = self._run, _Run()
                    self._entities(offset + alt[0], offset + alt[1])
                    self._take("alt")
                    self._run = outer

    def _html_text(self, html: str, offset: int, token: Token) -> None:
        """Add text between tags: a line end and the blanks around it are one space to the reader."""
        position = token.start
        for match in _LINE_END.finditer(html, position, token.end):
            start = match.start()
            while start > position and html[start - 1] in " \t":
                start -= 1
            self._entities(offset + position, offset + start)
            position = match.end()
            self._add(" ", offset + start, offset + position)
        self._entities(offset + position, offset + token.end)

    def _entities(self, start: int, end: int) -> None:
        position = start
        if self._twin.find("&", start, end) >= 0:
            for match in ENTITY.finditer(self._twin, start, end):
                if match.start() > position:
                    self._add(self._body[position : match.start()], position, match.start())
                position = match.end()
                self._add(decode(match[0]), match.start(), position)
        if end > position:
            self._add(self._body[position:end], position, end)

    def _object(self, start: int, end: int) -> None:
        self._add(OBJECT, start, end)

    def _add(self, text: str, start: int, end: int) -> None:
        """Add what was made from `[start, end)` of the body, but for what is masked in it."""
        masked_ranges, base = self._masked_ranges, self._base
        if end <= self._clear:
            self._run.add(text, base + start, base + end)
            return
        while self._hole < len(masked_ranges) and masked_ranges[self._hole][1] <= start:
            self._hole += 1
        self._clear = masked_ranges[self._hole][0] if self._hole < len(masked_ranges) else len(self._body)
        position = start
        index = self._hole
        while index < len(masked_ranges) and masked_ranges[index][0] < end:
            begin, stop, instead = masked_ranges[index]
            if begin > position and len(text) == end - start:
                self._run.add(text[position - start : begin - start], base + position, base + begin)
            if instead and index > self._told:
                self._run.add(instead, base + begin, base + stop)
                self._told = index
            position = max(position, stop)
            index += 1
        if position == start:
            self._run.add(text, base + start, base + end)
        elif position < end and len(text) == end - start:
            self._run.add(text[position - start :], base + position, base + end)

    def _strike(self, kind: str | None) -> None:
        """Throw away what comes ("open"), or go on with what was read before ("close", or None: at a block's end)."""
        if kind == "open":
            self._struck = self._struck or self._run
            self._run = _Run()
        elif self._struck is not None:
            self._run, self._struck = self._struck, None

    def _flush(self, kind: ProseKind) -> None:
        """End the run; the next one will be of `kind`."""
        if self._struck is not None:
            self._run = self._struck
        if self._run.texts:
            self._take(self._kind)
        if self._struck is not None:
            self._run = _Run()
        self._kind = kind

    def _take(self, kind: ProseKind) -> None:
        mapped = self._run.take(every=self._every)
        if mapped is not None:
            self._prose.append(Prose(mapped, kind))
