"""What is remembered of a post: digests, and its result as plain tuples, which a cache can hold without running code.

A named tuple becomes a tuple that begins with the number of its class; a plain one begins with None. A new field of one of
these classes needs nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evlint.model.diagnostic import Diagnostic, EditPlace, FixPlace, RelatedPlace
from evlint.model.outcome import Suppressed
from evlint.model.result import Entry, FileResult
from evlint.model.span import Place, Span
from evlint.startup.library_parts import digest

# The cache holds a class by its place here: a change of the order or of a class is a new `results.MAGIC`.
_CLASSES: tuple[Any, ...] = (Diagnostic, Suppressed, RelatedPlace, FixPlace, EditPlace, Place, Span)
_NUMBERS = {made: number for number, made in enumerate(_CLASSES)}

Plain = tuple[object, ...]


def pack(value: object) -> object:
    """Return a value as nested tuples of text and numbers."""
    if not isinstance(value, tuple):
        return value
    return (_NUMBERS.get(type(value)), *map(pack, value))


def unpack(plain: object) -> Any:  # noqa: ANN401 whatever was packed
    """Return what `pack` took apart. Raises `TypeError` or `ValueError` for what it did not make."""
    if not isinstance(plain, tuple):
        return plain
    if not plain:
        raise ValueError(plain)
    number, *parts = plain
    values = tuple(map(unpack, parts))
    if number is None:
        return values
    if not isinstance(number, int) or not 0 <= number < len(_CLASSES) or len(values) != len(_CLASSES[number]._fields):
        raise ValueError(plain)
    return _CLASSES[number]._make(values)


def packed(result: FileResult) -> object:
    """Return a file's result as plain data; the usual clean one is its number of links, with their addresses."""
    if not result.diagnostics and not result.suppressed:
        return (result.links, result.urls) if result.urls else result.links
    return pack((result.links, tuple(result.diagnostics), tuple(result.suppressed), result.urls))


def unpacked(payload: object) -> FileResult | None:
    """Return the result that was packed, or None where the data is of another shape."""
    if isinstance(payload, int):
        return FileResult([], [], [], payload)
    if isinstance(payload, tuple) and len(payload) == 2 and isinstance(payload[0], int):
        return FileResult([], [], [], payload[0], urls=payload[1])
    try:
        links, diagnostics, suppressed, urls = unpack(payload)
        return FileResult(list(diagnostics), list(suppressed), [], links, urls=urls)
    except (TypeError, ValueError):
        return None


def front_matter_bytes(data: bytes) -> bytes:
    """Return the bytes of a file up to the end of its front matter (all of them where that end is not plain)."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    fence = data[start : start + 3]
    if fence not in (b"---", b"+++"):
        return data
    end = max(data.find(b"\n" + fence, start + 3), data.find(b"\r" + fence, start + 3))
    return data if end < 0 else data[:end]


def entry_of(data: bytes, result: FileResult, seen: Mapping[str, bytes]) -> Entry:
    """Return what to remember of a file."""
    return Entry(digest(data), dict(seen), packed(result), digest(front_matter_bytes(data)))
