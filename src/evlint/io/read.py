"""Reads one file: bytes in, text out, or the reason why not as a problem that EV001 tells.

Nothing here raises for a bad file. A file that is not there any more (deleted since it was listed) is None.
"""

from __future__ import annotations

import os
import stat

from evlint.model.document import Problem
from evlint.model.files import Read
from evlint.model.message import Msg, msg, reason
from evlint.model.span import Span

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)  # 0: the system has no such flag


def read_file(path: str, max_size: int, flags: int = 0) -> Read | None:
    """Read a file as UTF-8, at most `max_size` bytes. None: there is no such file (any more).

    With `NO_FOLLOW` among the `flags` of the system a link is not read.
    """
    try:
        descriptor = os.open(path, _READING | flags)
    except FileNotFoundError:
        return None
    except OSError as error:
        return _unreadable(_reason(error))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return _unreadable(msg("This is not a file with text in it (a folder, a device or a pipe)."))
        if status.st_size > max_size:
            return _too_large(status.st_size, max_size)
        data = _all_of(descriptor, status.st_size, max_size)
    except OSError as error:
        return _unreadable(_reason(error))
    finally:
        os.close(descriptor)
    if len(data) > max_size:
        return _too_large(len(data), max_size)
    return decode(data)


def decode(data: bytes) -> Read:
    """Decode the bytes of a file; the problem says which byte is wrong and where."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    if 0 in data:  # the same as in the text, and faster to look for
        if _looks_wide(data):
            return _utf16(data)
        at = text.index("\0")
        return Read(
            text,
            Problem(
                "EV001",
                Span(at, at + 1),
                msg(
                    "The file holds a NUL byte (byte {byte}): it is not a text, or it was damaged.",
                    byte=len(text[:at].encode()) + 1,
                ),
                msg("Delete the invisible character there in your editor, or restore an earlier version of the file."),
            ),
            data,
        )
    return Read(text, None, data)


def _all_of(descriptor: int, size: int, limit: int) -> bytes:
    data = os.read(descriptor, size + 1)
    if len(data) <= size and not (data and len(data) < size):
        return data
    parts = [data]
    total = len(data)
    while total <= limit:
        part = os.read(descriptor, 1 << 20)
        if not part:
            break
        parts.append(part)
        total += len(part)
    return b"".join(parts)


def _not_utf8(data: bytes, at: int) -> Read:
    if data.startswith(_UTF16_MARKS) or _looks_wide(data):
        return _utf16(data)
    before = data[:at].decode("utf-8")
    line = before.count("\n") + (before.count("\r") - before.count("\r\n")) + 1
    message = msg(
        "The file is not UTF-8: byte {byte} (0x{value}), on line {line}, is no part of a character.",
        byte=at + 1,
        value=f"{data[at]:02X}",
        line=line,
    )
    return Read(before, Problem("EV001", Span(len(before), len(before)), message, _SAVE_AS_UTF8), data)


def _looks_wide(data: bytes) -> bool:
    """Tell whether so many of the first bytes are zero that this must be UTF-16."""
    return data[:200].count(0) > len(data[:200]) // 4


def _utf16(data: bytes) -> Read:
    message = msg("The file is saved as UTF-16, and site generators read UTF-8 only.")
    return Read("", Problem("EV001", Span(0, 0), message, _SAVE_AS_UTF8), data)


_SAVE_AS_UTF8 = msg("Save it again as UTF-8 (in most editors: “Save with encoding”, then “UTF-8”).")


def _too_large(size: int, limit: int) -> Read:
    return _unreadable(
        msg("The file has {size} bytes, more than the limit of {limit}.", size=size, limit=limit),
        msg("Split it, leave it out with “exclude”, or raise “max-file-size” in the configuration."),
    )


def _reason(error: OSError) -> Msg:
    if isinstance(error, PermissionError):
        return msg("The file may not be read: its permissions forbid it.")
    return msg("The file could not be read: {reason}.", reason=reason(error))


def _unreadable(message: Msg, help_text: Msg | None = None) -> Read:
    return Read("", Problem("EV001", Span(0, 0), message, help_text))


def size_of(path: str) -> int:
    """Return how many bytes a file has, 0 where that cannot be found out."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
