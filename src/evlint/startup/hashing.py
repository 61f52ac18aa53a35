"""One digest for fingerprints and caches: BLAKE2b of 128 bits.

`hashlib` loads OpenSSL, which takes 3 ms of a run's start; the module beneath it has the same function without.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_SIZE = 16


def digest(data: bytes) -> bytes:
    """Return the digest of bytes."""
    return blake2b(data, digest_size=_SIZE).digest()
