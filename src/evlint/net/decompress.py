"""A page's bytes, decoded up to a bound: what a server sends compressed never takes more memory or traffic than that."""

from __future__ import annotations

import zlib

from evlint.net.charset import decoded

_SLACK = 1 << 16  # bytes of headers and of what cannot be compressed, beyond what is kept
_MOST_MEMBERS = 1_000  # of one gzip body: each costs a decompressor


class Inflater:
    """Takes raw pieces of a body; `cut` tells that its end was not reached (or that it could not be decoded)."""

    def __init__(self, encoding: str, most: int) -> None:
        """`encoding` is the value of `Content-Encoding`; `most` bytes of the decoded body are kept."""
        encoding = encoding.strip().lower()
        self._inflate = zlib.decompressobj(47) if encoding in ("gzip", "x-gzip", "deflate") else None
        self._readable = self._inflate is not None or encoding in ("", "identity")
        self._most = most
        self._taken = 0
        self._members = 1
        self._data = bytearray()
        self.cut = not self._readable

    def add(self, piece: bytes) -> bool:
        """Decode the next bytes that came over the wire. True: enough was read, nothing more need be asked for."""
        if not self._readable:
            return True
        self._taken += len(piece)
        if self._inflate is None:
            left = self._most - len(self._data)
            self._data += piece[:left]
            self.cut = len(piece) > left
            return self.cut
        if self._taken > self._most + _SLACK:  # a header without end: nothing of it is kept, yet it is all sent
            self.cut = True
            return True
        return self._inflated(piece)

    def _inflated(self, piece: bytes) -> bool:
        """Inflate a piece. Several gzip members, one behind the other, are one body (RFC 1952, section 2.2)."""
        while piece and self._inflate is not None:
            if self._inflate.eof:
                if self._members >= _MOST_MEMBERS:
                    self.cut = True
                    return True
                self._members += 1
                self._inflate = zlib.decompressobj(47)
            left = self._most - len(self._data)
            try:
                found = self._inflate.decompress(piece, left + 1)
            except zlib.error:
                self.cut = True
                return True
            self._data += found[:left]
            if len(found) > left:
                self.cut = True
                return True
            piece = self._inflate.unused_data
        return False

    def end(self) -> None:
        """Note that nothing more comes. What is compressed says itself where it ends."""
        self.cut = self.cut or (self._inflate is not None and not self._inflate.eof)

    def text(self, charset: str | None) -> str:
        """Return what was read as text, by the charset that its header names; bytes that do not fit it are replaced."""
        return decoded(bytes(self._data), charset)
