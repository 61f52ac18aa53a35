"""What is remembered of a post: digests, and its result as plain tuples, which a cache can hold without running code.

A named tuple becomes a tuple that begins with the number of its class; a plain one begins with None. A new field of one of
these classes needs nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeGuard, cast

from evlint.model.diagnostic import Diagnostic, EditPlace, FixPlace, RelatedPlace
from evlint.model.index import EventDays, IndexEntry, KeyValue, Statement
from evlint.model.outcome import Capped, Entry, FileResult, Suppressed, Unlisted
from evlint.model.settings import SEVERITIES
from evlint.model.span import Place, Span
from evlint.startup.library_parts import digest

# The cache holds a class by its place here: a change of the order or of a class is a new `results.MAGIC`.
_CLASSES: tuple[Any, ...] = (Diagnostic, Suppressed, RelatedPlace, FixPlace, EditPlace, Place, Span, Capped, Unlisted)
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
    made = _CLASSES[number]
    if not all(map(_fits, values, _shapes(made))):
        raise TypeError(plain)
    return made._make(values)


@cache
def _shapes(made: Any) -> tuple[tuple[tuple[type, ...], tuple[type, ...]], ...]:  # noqa: ANN401 one of the classes above
    """Return the types that each field of a class may have, and those of its items where it is a tuple."""
    annotations = [str(getattr(one, "__forward_arg__", one)) for one in made.__annotations__.values()]
    return tuple([_shape(one) for one in annotations])


def _shape(annotation: str) -> tuple[tuple[type, ...], tuple[type, ...]]:
    known = {one.__name__: one for one in _CLASSES} | {"str": str, "int": int, "None": type(None)}
    many = annotation.startswith("tuple[")
    names = annotation.removeprefix("tuple[").partition(",")[0].partition("]")[0].split(" | ")
    types = tuple([known.get(name, str) for name in names])  # what is left are Literals of texts
    return ((tuple,), types) if many else (types, ())


def _fits(value: object, shape: tuple[tuple[type, ...], tuple[type, ...]]) -> bool:
    types, inner = shape
    return isinstance(value, types) and (
        not inner or all(isinstance(one, inner) for one in cast("tuple[object]", value))
    )


def packed(result: FileResult) -> object:
    """Return a file's result as plain data; the usual clean one is its number of links, with their addresses."""
    if not result.diagnostics and not result.suppressed and not result.more_suppressed and not result.capped:
        return (result.links, result.urls) if result.urls else result.links
    return pack(
        (
            result.links, tuple(result.diagnostics), tuple(result.suppressed), result.urls, result.capped,
            result.more_suppressed,
        )
    )  # fmt: skip


def unpacked(payload: object) -> FileResult | None:
    """Return the result that was packed, or None where the data is of another shape."""
    if isinstance(payload, int):
        return FileResult([], (), (), payload)
    if not isinstance(payload, tuple):
        return None
    if len(payload) == 2:
        links, urls = payload
        return FileResult([], (), (), links, urls=urls) if isinstance(links, int) and are_texts(urls) else None
    try:
        links, diagnostics, suppressed, urls, capped, more = unpack(payload)
        kinds = ((diagnostics, Diagnostic), (suppressed, Suppressed), (capped, Capped))
        if not (isinstance(links, int) and isinstance(more, int) and are_texts(urls)) or any(
            not isinstance(one, kind) for many, kind in kinds for one in many
        ):
            return None
        if any(one.severity not in SEVERITIES for one in (*diagnostics, *capped)):
            return None
        return FileResult(
            list(diagnostics), tuple(suppressed), (), links, urls=urls, capped=capped, more_suppressed=more
        )
    except (TypeError, ValueError):
        return None


def are_texts(value: object) -> TypeGuard[tuple[str, ...]]:
    """Tell whether a value is a tuple of texts."""
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


def front_matter_bytes(data: bytes) -> bytes:
    """Return the bytes of a file up to the end of its front matter (all of them where that end is not plain)."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    fence = data[start : start + 3]
    if fence not in (b"---", b"+++"):
        return data
    end = max(data.find(b"\n" + fence, start + 3), data.find(b"\r" + fence, start + 3))
    return data if end < 0 else data[:end]


def entry_of(data: bytes, result: FileResult, seen: Mapping[str, bytes | tuple[object, ...]], path: str = "") -> Entry:
    """Return what to remember of a file."""
    index = signature = None
    if result.index_entry is not None:
        from evlint.io.looks import settled_signature

        index, signature = pack_entry(result.index_entry), settled_signature(path)
    return Entry(digest(data), dict(seen), packed(result), digest(front_matter_bytes(data)), index, signature)


def remembered(entry: Entry) -> FileResult | None:
    """Return the result that an entry holds, with its entry of the index; None where its data is of another shape."""
    result = unpacked(entry.payload)
    if result is None or entry.index_entry is None:
        return result
    return result._replace(index_entry=unpack_entry(entry.index_entry))


def pack_entry(entry: IndexEntry) -> object:
    """Return an entry as nested tuples of text and numbers."""
    return (
        *entry[:3],
        dict(entry.head),
        entry.services,
        tuple([tuple(one) for one in entry.values]),
        None if entry.event is None else tuple(entry.event),
        tuple([tuple(one) for one in entry.statements]),
        *entry[8:],
    )


def unpack_entry(plain: object) -> IndexEntry | None:
    """Return the entry that `pack_entry` took apart; None for anything else."""
    if not isinstance(plain, tuple) or len(plain) != len(IndexEntry._fields):
        return None
    if not isinstance(plain[0], str) or not isinstance(plain[3], dict):
        return None
    try:
        made: IndexEntry = IndexEntry._make(plain)
        event: tuple[Any, ...] | None = made.event
        return made._replace(
            values=tuple([KeyValue._make(one) for one in made.values]),
            event=None if event is None else EventDays._make(event),
            statements=tuple([Statement._make(one) for one in made.statements]),
        )
    except TypeError:
        return None
