"""How a file or a folder looks to the system, by which one that did not change is told without reading it.

What was changed just before it was looked at may change again within one tick of the clock: that is suspect.
"""

from __future__ import annotations

import os
import stat
import time

TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use (FAT) ticks every two seconds

Signature = tuple[int, int, int, int]
# What the system says of a file or folder: () nothing is there, (0,) it may have changed just now.
Look = tuple[int, ...]
GONE: Look = ()
SUSPECT: Look = (0,)


def signature_of(path: str) -> Signature | None:
    """Return what tells an unchanged file: size, times of change (content, entry) and inode. None for no plain file."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def settled_signature(path: str) -> Signature | None:
    """Return the signature of a file that was read just now; None where it may still change within one tick of the clock."""
    signature = signature_of(path)
    return None if signature is None or signature[1] > time.time_ns() - TICK else signature


def look(path: str, newest: int | None = None) -> Look:
    """Return what the system says of a file or folder; of a link, and of what it leads to.

    With `newest` (nanoseconds) what was changed later is suspect.
    """
    try:
        found = os.lstat(path or ".")
        if stat.S_ISLNK(found.st_mode):
            return (*_look(found, newest), *look(os.path.realpath(path), newest))
    except (OSError, ValueError):
        return GONE
    return _look(found, newest)


def _look(found: os.stat_result, newest: int | None) -> Look:
    if newest is not None and max(found.st_mtime_ns, found.st_ctime_ns) > newest:
        return SUSPECT
    size = 0 if stat.S_ISDIR(found.st_mode) else found.st_size
    return found.st_mode, size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def signature_in(found: Look) -> Signature | None:
    """Return the signature of a file that looked like this; None for no plain file, and for one that was suspect."""
    if len(found) != 5 or not stat.S_ISREG(found[0]):
        return None
    _, size, changed, entered, inode = found
    return size, changed, entered, inode
