"""What a schema asks for and what a post holds, in an author's words. Values in, messages out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from evlint.model.document import unescape_pointer
from evlint.model.message import Msg, msg

_MOST_CHOICES = 12  # values that a message lists
_LONGEST_VALUE = 80  # characters of a value that a message quotes
_LONGEST_WORD = 200  # characters: beyond that nobody mistyped a word
_MOST_COMPARED = 20_000  # words, for one post: some hundred unknown keys beside the sixty of a large schema

_KINDS: dict[str, Msg] = {
    "string": msg("a text"),
    "integer": msg("a whole number"),
    "number": msg("a number"),
    "boolean": msg("true or false"),
    "array": msg("a list"),
    "object": msg("a group of keys"),
    "null": msg("nothing (empty)"),
}
_FORMATS: dict[str, Msg] = {
    "date": msg("a date, such as 2022-11-03"),
    "date-time": msg("a date, with or without a time, such as 2022-11-03 18:30:00 +01:00"),
    "time": msg("a time, such as 18:30"),
    "duration": msg("a duration, such as PT2H30M"),
    "email": msg("a mail address, such as contact@example.org"),
    "idn-email": msg("a mail address, such as contact@example.org"),
    "hostname": msg("the name of a host, such as www.example.org"),
    "idn-hostname": msg("the name of a host, such as www.example.org"),
    "ipv4": msg("an IPv4 address, such as 192.0.2.1"),
    "ipv6": msg("an IPv6 address, such as 2001:db8::1"),
    "uri": msg("a whole web address without blanks or accents, such as https://www.example.org/page"),
    "iri": msg("a whole web address without blanks, such as https://www.example.org/page"),
    "uri-reference": msg("an address without blanks or accents, such as /uploads/photo.jpg"),
    "iri-reference": msg("an address without blanks, such as /uploads/photo.jpg"),
    "uuid": msg("a UUID, such as 123e4567-e89b-12d3-a456-426614174000"),
    "regex": msg("a regular expression"),
    "json-pointer": msg("a JSON Pointer, such as /title"),
}


_FOUND: dict[str, Msg] = {**_KINDS, "boolean": msg("a true or false value")}


def found_kind(value: object) -> Msg:
    """Name the kind of a value that stands in a post."""
    return _FOUND[kind_of(value)]


def subject(pointer: str) -> Msg:
    """Name what a pointer leads to: “lieu”, item 2 of “tags”, the front matter."""
    if not pointer:
        return msg("the front matter")
    parts = [unescape_pointer(part) for part in pointer.split("/")[1:]]
    last = parts[-1]
    if last.isdecimal() and len(parts) > 1:
        return msg("item {number} of “{name}”", number=int(last) + 1, name=parts[-2])
    return msg("“{name}”", name=last)


def kinds(types: Iterable[str]) -> Msg:
    """Name kinds of values: "a text or a list"."""
    return either([_KINDS.get(name) or msg("“{name}”", name=name) for name in dict.fromkeys(types)])


def wanted_format(name: str) -> Msg:
    """Say what a format looks like."""
    return _FORMATS.get(name) or msg("what the format “{format}” asks for", format=name)


def either(choices: Sequence[Msg]) -> Msg:
    """Join messages with "or"."""
    if len(choices) == 1:
        return choices[0]
    return msg("{first} or {last}", first=_listed(choices[:-1]), last=choices[-1])


def _listed(choices: Sequence[Msg]) -> Msg:
    head = choices[0]
    for choice in choices[1:]:
        head = msg("{first}, {second}", first=head, second=choice)
    return head


def kind_of(value: object) -> str:
    """Return JSON Schema's name for the kind of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if isinstance(value, int) else "number"
    if isinstance(value, str):
        return "string"
    return "object" if isinstance(value, Mapping) else "array"


def shown(value: object) -> str:
    """Write a value as it looks in a post, shortened: a text bare, a list and a group of keys by what they hold."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return shorten(", ".join(f"{name}: …" for name in value))
    if isinstance(value, (list, tuple)):
        return shorten("[" + ", ".join(shown(item) for item in value[:_MOST_CHOICES]) + "]")
    return shorten(str(value))


def shorten(text: str) -> str:
    """Put a text on one line of at most 80 characters."""
    text = " ".join(text[: 4 * _LONGEST_VALUE].split())
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def choices(values: Sequence[object]) -> Msg:
    """List values that are allowed: “a”, “b” or “c”."""
    first = values[:_MOST_CHOICES]
    names = [msg("“{name}”", name=shown(value)) if value is not None else _KINDS["null"] for value in first]
    if len(values) > _MOST_CHOICES:
        rest = len(values) - _MOST_CHOICES
        return msg("{listed} or one of {count} others", listed=_listed(names), count=rest)
    return either(names)


class Suggestions:
    """Looks for the words that mistyped ones stand for, as long as there is time: words that are compared cost it.

    A post with thousands of unknown keys has other troubles than a slip, and nobody reads so many suggestions.
    """

    def __init__(self) -> None:
        """After so many words compared nothing is suggested, so that a hostile post costs no minutes."""
        self._left = _MOST_COMPARED

    def are_left(self, count: int) -> bool:
        """Tell whether a word may still be compared with that many others."""
        return self._left >= count

    def nearest(self, word: object, known: Sequence[object]) -> str | None:
        """Return the text among `known` that a mistyped one most likely stands for, or None where none is near."""
        if not self.are_left(len(known)) or not isinstance(word, str) or len(word) > _LONGEST_WORD:
            return None
        self._left -= len(known) + 1
        return nearest(word, known)


def nearest(word: object, known: Iterable[object]) -> str | None:
    """Return the text among `known` that a mistyped one most likely stands for, or None where none is near."""
    if not isinstance(word, str) or len(word) > _LONGEST_WORD:
        return None
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    for name in known:
        if isinstance(name, str) and len(name) <= _LONGEST_WORD:
            by_folded.setdefault(folded(name), name)
    plain = folded(word)
    if plain in by_folded:
        return by_folded[plain]
    found = get_close_matches(plain, by_folded, 1, 0.7)
    return by_folded[found[0]] if found else None


@lru_cache(maxsize=4096)  # the known keys are compared with each unknown one
def folded(word: str) -> str:
    """Return a word without what typing gets wrong: case, accents, and how its parts are joined."""
    from unicodedata import combining, normalize

    plain = "".join(char for char in normalize("NFKD", word.casefold()) if not combining(char))
    return "".join(char for char in plain if char.isalnum())
