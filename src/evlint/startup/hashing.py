"""One digest for fingerprints and caches: BLAKE2b of 128 bits.

`hashlib` loads OpenSSL; the module beneath it has the same function without. Saves 11 million instructions, 3 of 62 ms.
"""

from __future__ import annotations

from evlint.startup.switch import IS_PLAIN

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
