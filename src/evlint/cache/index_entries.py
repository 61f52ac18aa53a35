"""Entries of a site's index as plain data and back, and what tells that the file behind one is as it was."""

from __future__ import annotations

import time
from typing import Any

from evlint.cache.pages import TICK, Signature, signature_of
from evlint.model.index import EventDays, IndexEntry, KeyValue, Statement


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


def settled_signature(path: str) -> Signature | None:
    """Return the signature of a file that was read just now; None where it may still change within one tick of the clock."""
    signature = signature_of(path)
    return None if signature is None or signature[1] > time.time_ns() - TICK else signature
