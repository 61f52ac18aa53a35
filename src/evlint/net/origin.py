"""An httpx transport to one origin, over the connections of httpcore, which httpx is built on.

httpx's own transport has a pool for all origins, which takes time in proportion to connections times waiting requests, and
no way to say what a connection is made with. This one keeps the connections of one origin, and takes who makes them.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import NoReturn

import httpcore
import httpx

_KEPT = 30.0  # seconds that a connection may lie idle
_FAILURES = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, httpcore.ProxyError)
_Connection = httpcore.AsyncHTTP11Connection | httpcore.AsyncHTTP2Connection


class OriginTransport(httpx.AsyncBaseTransport):
    """Sends requests to one origin: each over a free connection, or over one that is shared (HTTP/2), or over a new one."""

    def __init__(
        self, url: httpx.URL, backend: httpcore.AsyncNetworkBackend, tls: Callable[[], ssl.SSLContext]
    ) -> None:
        """`url` is any of the origin; `backend` opens connections and pins addresses; `tls` is called once, for https."""
        port = url.port or {"http": 80, "https": 443}[url.scheme]
        self._origin = httpcore.Origin(url.raw_scheme, url.raw_host, port)
        self._backend = backend
        self._tls = tls() if url.scheme == "https" else None
        self._connections: list[_Connection] = []
        self._taken: set[_Connection] = set()
        # Until it is known whether one connection serves them all, those who want one wait for the first.
        self._first = asyncio.Lock() if self._tls is not None else None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. The response must be closed."""
        url = request.url
        sent = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        while True:
            try:
                connection = await self._take(request.extensions["timeout"]["connect"])
            except _FAILURES as error:
                _translated(error)
            try:
                response = await connection.handle_async_request(sent)
            except httpcore.ConnectionNotAvailable:  # full, or about to be closed: take another
                self._taken.discard(connection)
                continue
            except _FAILURES as error:
                _translated(error)
            body = _Body(response, partial(self._taken.discard, connection))
            return httpx.Response(
                response.status, headers=response.headers, stream=body, extensions=response.extensions
            )

    async def aclose(self) -> None:
        """Close every connection."""
        for connection in self._connections:
            await connection.aclose()
        self._connections.clear()

    async def _take(self, timeout: float) -> _Connection:
        free = await self._free()
        if free is not None:
            return free
        if self._first is None:
            return await self._open(timeout)
        async with self._first:
            return await self._free() or await self._open(timeout)

    async def _free(self) -> _Connection | None:
        left = [one for one in self._connections if not one.is_closed()]
        over = [one for one in left if one not in self._taken and one.has_expired()]
        self._connections = [one for one in left if one not in over] if over else left
        self._taken.intersection_update(left)
        free = next((one for one in self._connections if one not in self._taken and one.is_available()), None)
        if isinstance(free, httpcore.AsyncHTTP11Connection):
            self._taken.add(free)
        for one in over:
            await one.aclose()
        return free

    async def _open(self, timeout: float) -> _Connection:
        host = self._origin.host.decode("ascii")
        stream = await self._backend.connect_tcp(host, self._origin.port, timeout)
        if self._tls is not None:
            self._tls.set_alpn_protocols(["h2", "http/1.1"])
            stream = await stream.start_tls(self._tls, host, timeout)
            if stream.get_extra_info("ssl_object").selected_alpn_protocol() == "h2":
                shared = httpcore.AsyncHTTP2Connection(self._origin, stream, _KEPT)
                self._connections.append(shared)
                return shared
        self._first = None
        own = httpcore.AsyncHTTP11Connection(self._origin, stream, _KEPT)
        self._connections.append(own)
        self._taken.add(own)
        return own


class _Body(httpx.AsyncByteStream):
    """What follows the headers of a response."""

    def __init__(self, response: httpcore.Response, closed: Callable[[], object]) -> None:
        self._response = response
        self._closed = closed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._response.aiter_stream():
                yield piece
        except _FAILURES as error:
            _translated(error)

    async def aclose(self) -> None:
        try:
            await self._response.aclose()
        finally:
            self._closed()


def _translated(error: Exception) -> NoReturn:
    """Raise httpx's exception for one of httpcore's: they bear the same names."""
    raise getattr(httpx, type(error).__name__, httpx.NetworkError)(str(error)) from error
