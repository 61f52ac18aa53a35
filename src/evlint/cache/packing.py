"""Diagnostics as plain nested tuples and back: what a cache can hold without being able to run code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from evlint.model.diagnostic import Diagnostic, EditPlace, FixPlace, RelatedPlace, Severity
from evlint.model.span import Place, Span

Plain = tuple[object, ...]


def pack(found: Diagnostic) -> Plain:
    """Return a diagnostic as nested tuples of text and numbers."""
    fix = found.fix
    return (
        *found[:6],
        tuple(found.start),
        tuple(found.end),
        tuple(found.span),
        found.marked,
        found.pointer,
        found.url,
        tuple((one.message, one.path, tuple(one.start), tuple(one.end)) for one in found.related),
        None
        if fix is None
        else (
            fix.applicability,
            fix.message,
            tuple((tuple(edit.start), tuple(edit.end), edit.text, tuple(edit.span)) for edit in fix.edits),
        ),
        found.fingerprint,
        found.excerpt,
    )


def unpack(plain: Plain) -> Diagnostic:
    """Return the diagnostic that `pack` took apart. Raises TypeError or ValueError for anything else."""
    rule, name, severity, message, help_text, path = cast("tuple[str, str, Severity, str, str | None, str]", plain[:6])
    start, end, span, marked, pointer, url, related, fix, fingerprint, excerpt = cast(
        "tuple[Ints, Ints, Ints, str, str | None, str | None, list[RelatedPlain], FixPlain | None, str, tuple[str, ...]]",
        plain[6:],
    )
    return Diagnostic(
        rule, name, severity, message, help_text, path,
        Place(*start), Place(*end), Span(*span), marked, pointer, url,
        tuple(RelatedPlace(text, where, Place(*first), Place(*last)) for text, where, first, last in related),
        None if fix is None else _fix(*fix),
        fingerprint,
        excerpt,
    )  # fmt: skip


Ints = tuple[int, ...]
RelatedPlain = tuple[str, str, Ints, Ints]
EditPlain = tuple[Ints, Ints, str, Ints]
FixPlain = tuple[str, str, Sequence[EditPlain]]


def _fix(applicability: str, message: str, edits: Sequence[EditPlain]) -> FixPlace:
    return FixPlace(
        applicability,
        message,
        tuple(EditPlace(Place(*start), Place(*end), text, Span(*span)) for start, end, text, span in edits),
    )
