"""A connection over asyncio's own transports, made into what httpcore wants of one.

httpcore's own is made of a second event library on top of asyncio, which costs more than the request itself. Waiting for
answers has its bound outside: every request runs in one time-out (see `http`).
"""

from __future__ import annotations

import asyncio
import ssl
from typing import Any, cast

import httpcore

_MOST = 1 << 18  # bytes that may lie here unread before the other side is made to wait


class Stream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """One connection, plain or secure. One reader at a time."""

    def __init__(self) -> None:
        """Wait to be connected (see `connect`)."""
        self._transport: asyncio.Transport | None = None
        self._data = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._paused = False
        self._reader: asyncio.Future[None] | None = None
        self._writers: list[asyncio.Future[None]] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """`transport` is a connected one of asyncio, which this stream closes in the end."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Keep what comes in."""
        self._data += data
        if len(self._data) > _MOST and self._transport is not None and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Note that nothing more comes in; the transport closes itself then."""
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the end of the connection."""
        self._ended = True
        self._error = exc
        self._wake()
        self.resume_writing()

    def pause_writing(self) -> None:
        """Make writers wait."""
        self._writers.append(asyncio.get_running_loop().create_future())

    def resume_writing(self) -> None:
        """Let writers go on."""
        for one in self._writers:
            if not one.done():
                one.set_result(None)
        self._writers.clear()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 its bound is outside
        """Return what came in, `max_bytes` of it at most; nothing where the other side has hung up. Raises `ReadError`.

        `timeout` is httpcore's, in seconds, and not kept here: the client bounds the whole answer from outside.
        """
        while not self._data:
            if self._error is not None:
                raise httpcore.ReadError(str(self._error)) from self._error
            if self._ended:
                return b""
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        piece = bytes(self._data[:max_bytes])
        del self._data[:max_bytes]
        if self._paused and self._transport is not None and len(self._data) < _MOST:
            self._paused = False
            if not self._transport.is_closing():
                self._transport.resume_reading()
        return piece

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 its bound is outside
        """Hand bytes to the socket, and wait while it takes no more. Raises `WriteError` on a closed connection.

        `timeout` is not kept here, as in `read`.
        """
        if not buffer:
            return
        if self._transport is None or self._transport.is_closing():
            raise httpcore.WriteError("the connection is closed") from self._error
        self._transport.write(buffer)
        if self._writers:
            await asyncio.shield(self._writers[0])  # others wait for it too

    async def aclose(self) -> None:
        """Hang up, without waiting for the other side's farewell."""
        if self._transport is not None:
            self._transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Return the same connection, now with TLS; this stream is of no use afterwards.

        `server_hostname` is the name that the certificate must bear; `timeout` in seconds (None: no bound). Raises
        `ConnectTimeout` and `ConnectError`; the connection is closed then.
        """
        if self._transport is None:
            raise httpcore.ConnectError("the connection is closed")
        secure = Stream()
        try:
            async with asyncio.timeout(timeout):
                transport = await asyncio.get_running_loop().start_tls(
                    self._transport, secure, ssl_context, server_hostname=server_hostname
                )
        except TimeoutError as error:
            self._transport.abort()
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:  # failures of TLS are among them
            self._transport.abort()
            raise httpcore.ConnectError(str(error)) from error
        if transport is None:  # it was closed meanwhile
            raise httpcore.ConnectError("the connection is closed")
        secure._transport = transport
        return secure

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 httpcore's own type
        """Return what httpcore asks for: the TLS object, and whether an idle connection has come to its end."""
        if info == "is_readable":
            return self._ended or bool(self._data) or self._transport is None or self._transport.is_closing()
        return None if self._transport is None else self._transport.get_extra_info(info)


async def connect(address: str, port: int, timeout: float | None) -> Stream:
    """Connect to an address (no name). Raises httpcore's `ConnectError` or `ConnectTimeout`."""
    stream = Stream()
    try:
        async with asyncio.timeout(timeout):
            await asyncio.get_running_loop().create_connection(lambda: stream, address, port)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout(str(error)) from error
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error
    return stream
