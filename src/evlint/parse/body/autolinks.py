"""Finds bare URLs in text by the rules of GFM's extended autolinks, on the source and not on what it is decoded to."""

from __future__ import annotations

from collections.abc import Iterator

from evlint.startup.lazy_regex import lazy_regex

# Where an address in plain text may begin: a scheme that no letter precedes, or `www.` that no address precedes.
_START = lazy_regex(
    r"(?<![A-Za-z0-9])(?:[hH][tT][tT][pP][sS]?|[fF][tT][pP])://[^\s<>\"`]|(?<![\w/.@:=-])[wW][wW][wW]\.[^\s<>\"`]"
)
# Where it ends at the latest: `{:` begins a list of attributes, a reference for a blank is a blank; quotation marks and the
# punctuation of Chinese and Japanese, behind which no blank stands, end an address for a writer.
_STOP = lazy_regex(
    r"[\s<>\"`«»“”„\u200b，。、；：！？]|\{:|&(?:nbsp|ensp|emsp|thinsp|#32|#160|#8203|#8239|#x20|#xa0|#xA0);"
)
_ENTITY_END = lazy_regex(r"&[A-Za-z0-9]+;\Z")
_TRAILING = "?!.,:;*_~'’‘…\\"
_CLOSERS = {")": "(", "]": "[", "}": "{"}


def bare_urls(text: str, shadow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of each bare URL in `text[start:end]`; `shadow` is the text with template tags masked."""
    position = start
    while (match := _START.search(shadow, position, end)) is not None:
        begin = match.start()
        position = _end(text, shadow, match.end(), end)
        position = trimmed(text, begin, position)
        if _host(text, begin, position):
            yield begin, position
        position = max(position, match.end())


def _end(text: str, shadow: str, start: int, end: int) -> int:
    """Return where the run of characters ends that a URL may hold. Blanks inside a template tag do not end it."""
    stop = _STOP.search(shadow, start, end)
    limit = stop.start() if stop is not None else end
    if text.isascii():
        return limit
    position = start
    while (odd := _STOP.search(text, position, limit)) is not None:
        if shadow[odd.start()] not in "x\n\r" or not text[odd.start()].isascii():
            return odd.start()
        position = odd.end()
    return limit


def trimmed(text: str, start: int, end: int) -> int:
    """Return where a URL really ends: without closing punctuation, unbalanced brackets and a trailing entity."""
    opened: dict[str, int] | None = None
    while end > start:
        last = text[end - 1]
        if last in _CLOSERS:
            if opened is None:
                source = text[start:end]
                opened = {char: source.count(char) for char in "()[]{}"}
            if opened[last] <= opened[_CLOSERS[last]]:
                return end
            opened[last] -= 1
        elif last == ";" and (entity := _ENTITY_END.search(text, max(start, end - 34), end)) is not None:
            end = entity.start()
            continue
        elif last not in _TRAILING:
            return end
        end -= 1
    return end


def _host(text: str, start: int, end: int) -> bool:
    """Tell whether a host follows the scheme."""
    colon = text.find("://", start, end)
    first = text[colon + 3 : colon + 4] if colon >= 0 else text[start + 4 : start + 5]
    return end > start + 4 and (first.isalnum() or first in ("[", "{"))
