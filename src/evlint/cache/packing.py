"""Diagnostics as plain nested tuples and back: what a cache can hold without being able to run code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from evlint.model.diagnostic import SEVERITIES, Diagnostic, EditPlace, FixPlace, RelatedPlace, Severity
from evlint.model.outcome import Capped, Unlisted
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
    _texts(rule, name, message, path, marked, fingerprint, help_text or "", pointer or "", url or "", *excerpt)
    return Diagnostic(
        rule, name, _severity(severity), message, help_text, path,
        _place(start), _place(end), _span(span), marked, pointer, url,
        tuple(RelatedPlace(_text(text), _text(where), _place(first), _place(last)) for text, where, first, last in related),
        None if fix is None else _fix(*fix),
        fingerprint,
        excerpt,
    )  # fmt: skip


def unpack_capped(plain: Plain) -> Capped:
    """Return the findings that are only counted, of a rule. Raises TypeError or ValueError for anything else."""
    rule, severity, path, found = cast("tuple[str, Severity, str, tuple[tuple[int, str, str], ...]]", plain)
    _texts(rule, path, *(text for _, text, fix in found for text in (text, fix)))
    return Capped(rule, _severity(severity), path, tuple(Unlisted(int(line), text, fix) for line, text, fix in found))


def _texts(*values: str) -> None:
    for value in values:
        _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _severity(value: Severity) -> Severity:
    if value not in SEVERITIES:
        raise ValueError(value)
    return value


def _ints(values: Ints) -> Ints:
    if not all(isinstance(value, int) for value in values):
        raise TypeError
    return values


def _place(values: Ints) -> Place:
    return Place(*_ints(values))


def _span(values: Ints) -> Span:
    return Span(*_ints(values))


Ints = tuple[int, ...]
RelatedPlain = tuple[str, str, Ints, Ints]
EditPlain = tuple[Ints, Ints, str, Ints]
FixPlain = tuple[str, str, Sequence[EditPlain]]


def _fix(applicability: str, message: str, edits: Sequence[EditPlain]) -> FixPlace:
    _texts(applicability, message)
    return FixPlace(
        applicability,
        message,
        tuple(EditPlace(_place(start), _place(end), _text(text), _span(span)) for start, end, text, span in edits),
    )
