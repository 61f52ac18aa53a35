"""Searching a body: the same text in ASCII, and searches that only go forward.

A file is scanned once for each thing that is searched, however often it is asked for.
"""

from __future__ import annotations

import re
from codecs import charmap_encode

from evlint.startup.lazy_regex import lazy_regex

_BLANK_LINE = lazy_regex(r"\n[ \t]*\r?\n|\r[ \t]*\r")


class ForwardSearch:
    """Finds what stands next in one text. For one kind of search
    `start` must not decrease: answers are kept, so that a file is scanned once.

    An answer is remembered: a later search that starts before it takes it. "Nowhere" is `self.nowhere`, an offset
    beyond the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.nowhere = len(text) + 1
        self._known: dict[str, tuple[int, int]] = {}

    def find(self, what: str, start: int) -> int:
        """Return where `what` stands next, from `start`."""
        known = self._known.get(what)
        if known is not None and known[0] >= start:
            return known[0]
        found = self.text.find(what, start)
        found = found if found >= 0 else self.nowhere
        self._known[what] = (found, found)
        return found

    def blank_line(self, start: int) -> int:
        """Return where the line before a blank line ends, from `start`."""
        return self.search("\n\n", _BLANK_LINE, start)[0]

    def search(self, key: str, pattern: re.Pattern[str] | str, start: int) -> tuple[int, int]:
        """Return the span of the next match of `pattern`, from `start`; `key` names the search."""
        known = self._known.get(key)
        if known is None or known[0] < start:
            found = re.compile(pattern) if isinstance(pattern, str) else pattern
            match = found.search(self.text, start)
            known = match.span() if match is not None else (self.nowhere, self.nowhere)
            self._known[key] = known
        return known


# Stand-ins for U+00A0 to U+00FF, in order.
_LATIN = (
    b",,cL,Y,,,,a,,,,,,,xx,u,,,xo,xxx,"
    b"AAAAAAACEEEEIIIIDNOOOOO,OUUUUYPs"
    b"aaaaaaaceeeeiiiidnooooo,ouuuuypy"
)  # fmt: skip
# The ASCII blanks, for sets of characters: `\s` inside [...] makes a pattern three times slower, so they are spelled out.
BLANKS = r"\t-\r\x1c- "
_TABLE = b"," + bytes(range(1, 128)) + b"," * 32 + _LATIN
_LONE_CR = lazy_regex(r"\r(?!\n)")


def same_length_ascii(text: str) -> str:
    """Return a text of the same length in which every character that is not ASCII has an ASCII stand-in.

    Letters become letters and all else punctuation without a meaning in Markdown, so that emphasis opens and closes
    where it did. NUL and lone surrogates, which parsers refuse or rewrite, go the same way,
    and a lone CR becomes an LF, since pyromark does not end HTML blocks at a blank line made of CR.
    """
    if "\r" in text:
        text = _LONE_CR.sub("\n", text)
    if text.isascii():
        return text.replace("\0", ",")
    raw = text.encode("latin-1", "replace")
    if b"]:" in raw or (b"<" in raw and b"<?" in raw and raw.count(b"<?") != text.count("<?")):
        return charmap_encode(text, "strict", _LETTERS_APART)[0].decode("ascii")
    return raw.translate(_TABLE).decode("ascii")


class _LettersApart(dict[int, int]):
    """The stand-in of each character by its number: keeps apart, as far as 26 letters can, two labels in another script."""

    def __missing__(self, number: int) -> int:
        char = chr(number)
        letter = 97 + ord(char.lower()[0]) % 26 if char.isalnum() else _TABLE[0]
        found = _TABLE[number] if number < len(_TABLE) else letter
        if len(self) < _MOST_CHARACTERS:
            self[number] = found
        return found


_MOST_CHARACTERS = 20_000  # whose stand-in is remembered: more than any script that is typed has
_LETTERS_APART = _LettersApart()
