"""Writes a file whole or not at all: a temporary file beside it, then a rename that keeps mode and symbolic links."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time

from evlint.io.tree import must_stay
from evlint.startup.lazy_regex import lazy_regex

_TEMPORARY = lazy_regex(r"\..{1,60}\.[0-9a-f]{12}\.evlint\Z", re.DOTALL)
_LEFT_OVER = 600.0  # seconds: no run takes as long to write one file, and another one may be writing now
_cleaned: set[str] = set()


def replace_file(path: str, before: bytes, after: bytes) -> bool:
    """Put `after` in the place of `before`. False, and nothing is written, when the file holds something else by now.

    A symbolic link stays a link: the file that it leads to is replaced. Mode and, where allowed, owner are kept. Another
    name of the same file (a hard link: a snapshot, a store that shares equal files) keeps what it held: writing through it
    could be cut short, and would change the snapshot too. Raises OSError where the disk refuses, or where a link leads out
    of the tree that the name lies in; the old file is then whole.
    """
    must_stay(path)
    target = os.path.realpath(path)
    with open(target, "rb") as file:
        if file.read() != before:
            return False
        status = os.fstat(file.fileno())
    _delete_left_over(os.path.dirname(target))
    _write_beside(target, after, status.st_mode & 0o7777, (status.st_uid, status.st_gid))
    return True


def _delete_left_over(folder: str) -> None:
    """Delete what a run that was killed left beside the posts it was writing: copies of them, once per folder and run."""
    if folder in _cleaned:
        return
    _cleaned.add(folder)
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if _TEMPORARY.match(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < time.time() - _LEFT_OVER:
                        os.unlink(entry.path)


def write_file(path: str, text: str) -> None:
    """Write a new file (a report, a baseline, a configuration) atomically.

    A device or a pipe (`/dev/null`, `/dev/stdout`) is written to, and stays what it is. Raises OSError where the disk
    refuses, or where a link leads out of the tree that the name lies in.
    """
    must_stay(path)
    target = os.path.realpath(path)
    data = text.encode("utf-8", "surrogatepass")
    mode = 0o666 & ~_umask()
    with contextlib.suppress(OSError):
        status = os.stat(path)
        mode = status.st_mode & 0o7777
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            target = ""
    if target:
        _write_beside(target, data, mode, None)
    else:
        with open(path, "wb") as file:
            file.write(data)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_beside(target: str, data: bytes, mode: int, owner: tuple[int, int] | None) -> None:
    temporary = os.path.join(os.path.dirname(target), f".{os.path.basename(target)[:60]}.{os.urandom(6).hex()}.evlint")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if owner is not None:
            with contextlib.suppress(OSError, AttributeError):
                os.chown(temporary, *owner)
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
