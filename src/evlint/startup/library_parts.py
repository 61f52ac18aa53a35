"""The part of a library that a run needs, without the rest of it.

`digest`: `hashlib` loads OpenSSL; the module beneath it has the same function without. Saves 11 million instructions, 3 of
62 ms.

`jsonschema_rs`: its start asks `email.utils` to read the date of its own build, which brings in sockets, random numbers and
more. While it is imported, a module that only knows that one function stands in for the real one, in the command alone.
Saves 23 million instructions, 4 to 9 of 62 ms (Python 3.11, jsonschema-rs 0.61).

`leave_out_httpx_command`: httpx imports its own command line, with rich and pygments: 50 ms of a run over the network.

`rules_below`: reading the whole public suffix list takes 20 ms; a run that meets a host which looks like staging asks about
one or two top-level domains. Saves 105 million instructions, 8 ms of such a run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from evlint.startup import IS_PLAIN, may_change_modules

_SECTION = b"\n// ==="  # begins the marks of the list's sections: the rules of registries, those of hosting services


def rules_below(data: bytes, top: bytes) -> Iterator[bytes]:
    """Pick the lines of a public suffix list that can match a name below a top-level domain, and the sections' marks."""
    lines = b"\n" + data.lower()
    starts: set[int] = set()
    for sought in (b"." + top, b"\n" + top, _SECTION):
        found = lines.find(sought)
        while found >= 0:
            end = found + len(sought)
            if sought == _SECTION or end == len(lines) or lines[end : end + 1].isspace():
                starts.add(lines.rfind(b"\n", 0, found + 1))  # there is one character more before a line than in `data`
            found = lines.find(sought, end)
    for start in sorted(starts):
        end = data.find(b"\n", start)
        yield data[start:] if end < 0 else data[start:end]


_ASKED = "email.utils"


def jsonschema_rs() -> Any:  # noqa: ANN401 a module
    """Return the module."""
    known = sys.modules.get("jsonschema_rs")
    if known is not None:
        return known
    stand_in = None
    if may_change_modules() and _ASKED not in sys.modules:
        stand_in = ModuleType(_ASKED)
        vars(stand_in)["parsedate_to_datetime"] = str
        sys.modules[_ASKED] = stand_in
    try:
        import jsonschema_rs as module
    finally:
        if stand_in is not None and sys.modules.get(_ASKED) is stand_in:
            del sys.modules[_ASKED]
    return module


if IS_PLAIN:
    from hashlib import blake2b
else:
    try:
        from _blake2 import blake2b
    except ImportError:  # a Python that was built without
        from hashlib import blake2b

_SIZE = 16  # bytes: enough that two posts never share a digest by chance


def digest(data: bytes) -> bytes:
    """Return the digest of bytes."""
    return blake2b(data, digest_size=_SIZE).digest()


def leave_out_httpx_command() -> None:
    """Let the import of httpx's own command line fail, which nobody calls here and which httpx does without."""
    if may_change_modules():
        sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # Python's word for "not to be imported"
