"""The rules of a configuration (`[[rule]]`): words that are not to stand in texts, in the front matter or in links."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from evlint.model.context import RuleContext
from evlint.model.diagnostic import Finding
from evlint.model.document import Document, Link, Prose, once
from evlint.model.message import Msg
from evlint.model.rule import CUSTOM, Rule
from evlint.model.settings import CustomRule
from evlint.model.span import Span

_WIDEST = 60  # characters that one `*` stands for at most
_MOST_STARS = 8  # in one pattern; what follows more of them counts for nothing
_SAME = str.maketrans({"’": "'", "\xa0": " ", "\u202f": " ", "\n": " ", "\r": " ", "\t": " ", "‑": "-"})


def made(rules: Iterable[CustomRule]) -> tuple[Rule, ...]:
    """Return the rules of a configuration as rules like any other, sorted by code."""
    return tuple(sorted(map(_made, rules), key=lambda rule: rule.code))


def _made(rule: CustomRule) -> Rule:
    shown = ", ".join(f"“{word}”" for word in rule.forbid[:20])
    about = f"A rule of this configuration ([[rule]]) on {rule.where}: it forbids {_plain(shown)}."
    return Rule(
        code=CUSTOM + rule.name,
        severity=rule.severity,
        check=partial(_check, rule),
        name=rule.name,
        doc=f"{_plain(rule.message)}\n\n{about}\n",
        needs="links" if rule.where == "links" else "front" if rule.where == "front-matter" else "",
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _check(rule: CustomRule, document: Document, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001 the form of every rule
    finds = {"body": _in_body, "front-matter": _in_front, "links": _in_links}[rule.where]
    seen: set[Span] = set()
    for span, pointer, url in finds(document, rule.forbid):
        if span not in seen:
            seen.add(span)
            yield Finding(span, Msg(rule.message.replace("{", "{{").replace("}", "}}")), pointer=pointer, url=url)


Found = Iterator[tuple[Span, str | None, str | None]]  # where a word stands, its pointer, the link that it stands in


def _in_body(document: Document, words: Sequence[str]) -> Found:
    for prose in _texts(document):
        for start, end in matches(prose.text.text, words):
            yield prose.text.span(start, end), None, None


@once
def _texts(document: Document) -> tuple[Prose, ...]:
    """Return every text of the body: read once, whatever the number of rules."""
    return document.body.texts()


def _in_front(document: Document, words: Sequence[str]) -> Found:
    front = document.front
    for leaf in front.leaves if front is not None else ():
        if isinstance(leaf.scalar.value, str):
            text = front.mapped(leaf.scalar) if front is not None else None
            for start, end in matches(leaf.scalar.value, words) if text is not None else ():
                span = leaf.scalar.span if text is None or text.text != leaf.scalar.value else text.span(start, end)
                yield span, leaf.pointer, None


def _in_links(document: Document, words: Sequence[str]) -> Found:
    """Look into what readers see of links; into addresses for words that look like a part of one."""
    wholes = sorted((_stretch(document, link), link) for link in document.body.links if link.element == "a")
    starts = [stretch.start for stretch, _ in wholes]
    for prose in _texts(document) if wholes else ():
        for start, end in matches(prose.text.text, words):
            span = prose.text.span(start, end)
            at = bisect_right(starts, span.start) - 1
            if at >= 0 and wholes[at][0].holds(span):
                yield span, None, wholes[at][1].url
    addresses = [word for word in words if "." in word or "/" in word]
    for link in document.links if addresses else ():
        if any(True for _ in matches(link.url, addresses)):
            yield link.span, link.pointer, link.url


def _stretch(document: Document, link: Link) -> Span:
    """Return where a link stands with its text: in HTML that follows the tag."""
    if link.kind != "html":
        return link.whole
    end = document.text.find("</", link.whole.end)
    return Span(link.whole.start, end if end >= 0 else link.whole.end)


def matches(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where words stand in a text: whole words, whatever their capitals; `*` stands for any text without a blank.

    The time grows with the length of the text times the number of words, whatever stands in either.
    """
    plain = _folded(text)
    found: list[tuple[int, int]] = []
    for word in words:
        parts = _folded(word).split("*")[: _MOST_STARS + 1]
        longest = max(parts, key=len)
        if longest and longest in plain:
            found += _matches(plain, parts)
    last = 0
    for start, end in sorted(found, key=lambda one: (one[0], -one[1])):
        if end > last:  # “ici” inside of “cliquez ici” is told already
            yield start, end
            last = end


def _folded(text: str) -> str:
    """Return a text in small letters, with the usual apostrophe and blanks: character for character."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    return low.translate(_SAME)


def _matches(text: str, parts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = next(number for number, part in enumerate(parts) if part)
    at = text.find(parts[first])
    while at >= 0:
        stop = _end(text, at + len(parts[first]), parts[first + 1 :])
        start = _widened(text, at, -1, edge=True) if first else at
        if stop is not None and (first or not _is_inside(text, at)):
            yield start, stop
            at = text.find(parts[first], max(stop, at + 1))
        else:
            at = text.find(parts[first], at + 1)


def _end(text: str, position: int, parts: Sequence[str]) -> int | None:
    """Return where the rest of a pattern ends that begins at a position; None where it does not stand there."""
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        if not part:
            if is_last:
                return _widened(text, position, 1, edge=True)
            continue
        limit = _widened(text, position, 1)
        at = text.find(part, position, limit + len(part))
        while is_last and at >= 0 and _is_inside(text, at + len(part)):
            at = text.find(part, at + 1, limit + len(part))
        if at < 0:
            return None
        position = at + len(part)
    return position if parts or not _is_inside(text, position) else None


def _widened(text: str, position: int, step: int, *, edge: bool = False) -> int:
    """Return how far a `*` may reach from a position: to the next blank, at most `_WIDEST` characters.

    At the edge of a pattern it ends with the word, so that no comma is marked.
    """
    for _ in range(_WIDEST):
        following = position if step > 0 else position - 1
        if not 0 <= following < len(text) or text[following].isspace():
            break
        if edge and not (text[following].isalnum() or text[following] in "-_'"):
            break
        position += step
    return position


def _is_inside(text: str, position: int) -> bool:
    """Tell whether a position lies inside a word."""
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()
