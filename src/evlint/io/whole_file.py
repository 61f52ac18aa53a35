"""Cache files that are read whole and replaced whole: plain data (`marshal`, never `pickle`) under a checksum.

A cache restored in CI must not be able to run code. Two runs at once each write a sound file, the later one stays; a file
that is damaged, of another version or not readable is as good as none.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import stat

from evlint.startup.library_parts import digest

MOST_BYTES = 64_000_000  # of one file
_DIGEST = 16  # bytes of the digest that stands before the data: see `startup.library_parts.digest`
_MOST_READ = MOST_BYTES + 1_000  # with what stands before the data


def read_whole(path: str, magic: bytes) -> object:
    """Return the data of a cache file, or None where there is none that is sound."""
    try:
        # A pipe in the place of the file would be waited for without end.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            is_plain = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            data = file.read(_MOST_READ) if is_plain else b""
    except OSError:
        return None
    head = len(magic) + _DIGEST
    payload = data[head:]
    if not data.startswith(magic) or data[len(magic) : head] != digest(payload):
        return None
    with contextlib.suppress(ValueError, EOFError, TypeError, MemoryError):
        found: object = marshal.loads(payload)  # noqa: S302 plain data under our checksum, never code that is run
        return found
    return None


def write_whole(path: str, magic: bytes, payload: bytes) -> None:
    """Replace a cache file at once, or leave it as it was where the data is too large. Raises `OSError`."""
    if len(payload) <= MOST_BYTES:
        replace_whole(path, magic + digest(payload) + payload)


def replace_whole(path: str, data: bytes) -> None:
    """Replace a file by these bytes at once; its folder is made. Raises `OSError`."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def prune(folder: str, prefix: str, most: int) -> None:
    """Delete the oldest of the files with this prefix, so that at most `most` stay."""
    with contextlib.suppress(FileNotFoundError):  # another run deletes too
        files = [entry for entry in os.scandir(folder) if entry.name.startswith(prefix)]
        if len(files) > most:
            files.sort(key=lambda entry: entry.stat().st_mtime)
            for entry in files[:-most]:
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)
