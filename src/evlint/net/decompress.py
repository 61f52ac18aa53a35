"""A page's bytes, decoded up to a bound: what a server sends compressed never takes more memory than that."""

from __future__ import annotations

import codecs
import zlib


class Inflater:
    """Takes raw pieces of a body; `cut` tells that its end was not reached (or that it could not be decoded)."""

    def __init__(self, encoding: str, most: int) -> None:
        """Take the value of `Content-Encoding` and the most bytes to keep."""
        encoding = encoding.strip().lower()
        self._inflate = zlib.decompressobj(47) if encoding in ("gzip", "x-gzip", "deflate") else None
        self._readable = self._inflate is not None or encoding in ("", "identity")
        self._most = most
        self._data = bytearray()
        self.cut = not self._readable

    def add(self, piece: bytes) -> bool:
        """Take a piece in. Returns whether enough was read."""
        if not self._readable:
            return True
        left = self._most - len(self._data)
        if self._inflate is not None:
            try:
                piece = self._inflate.decompress(piece, left + 1)
            except zlib.error:
                self.cut = True
                return True
        self._data += piece[:left]
        self.cut = len(piece) > left
        return self.cut

    def end(self) -> None:
        """Note that nothing more comes. What is compressed says itself where it ends."""
        self.cut = self.cut or (self._inflate is not None and not self._inflate.eof)

    def text(self, charset: str | None) -> str:
        """Return what was read as text. Bytes that do not fit the character set are replaced."""
        if charset is None:
            start = bytes(self._data[:1024]).lower()
            charset = "latin-1" if b"charset=iso-8859" in start or b'charset="iso-8859' in start else "utf-8"
        try:
            codecs.lookup(charset)
            return self._data.decode(charset, "replace")
        except (LookupError, ValueError):
            return self._data.decode("utf-8", "replace")
