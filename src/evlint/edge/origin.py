"""An httpx transport to one origin, over the connections of httpcore, which httpx is built on.

httpx's own transport has a pool for all origins, which takes time in proportion to connections times waiting requests, and
no way to say what a connection is made with. This one keeps the connections of one origin, and takes who makes them.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, NoReturn

import httpcore
import httpx

if TYPE_CHECKING:
    from httpcore._async.interfaces import AsyncConnectionInterface

_KEPT = 30.0  # seconds that a connection may lie idle
_FAILURES = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, httpcore.ProxyError)


class OriginTransport(httpx.AsyncBaseTransport):
    """Sends requests to one origin: each over a free connection, or over one that is shared (HTTP/2), or over a new one."""

    def __init__(
        self, url: httpx.URL, backend: httpcore.AsyncNetworkBackend, tls: Callable[[], ssl.SSLContext]
    ) -> None:
        """Take a URL of the origin, who opens connections, and who makes the context of secure ones."""
        port = url.port or {"http": 80, "https": 443}[url.scheme]
        self._origin = httpcore.Origin(url.raw_scheme, url.raw_host, port)
        self._backend = backend
        self._tls = tls() if url.scheme == "https" else None
        self._connections: list[AsyncConnectionInterface] = []

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
            connection = await self._connection()
            try:
                response = await connection.handle_async_request(sent)
            except httpcore.ConnectionNotAvailable:  # HTTP/1.1 after all, full, or about to be closed: take another
                continue
            except _FAILURES as error:
                _translated(error)
            return httpx.Response(
                response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
            )

    async def aclose(self) -> None:
        """Close every connection."""
        for connection in self._connections:
            await connection.aclose()
        self._connections.clear()

    async def _connection(self) -> AsyncConnectionInterface:
        left = [one for one in self._connections if not one.is_closed()]
        over = [one for one in left if one.has_expired()]
        kept = self._connections = [one for one in left if one not in over] if over else left
        free = next((one for one in kept if one.is_available()), None)
        if free is None:
            free = httpcore.AsyncHTTPConnection(
                self._origin,
                ssl_context=self._tls,
                keepalive_expiry=_KEPT,
                http2=True,
                network_backend=self._backend,
            )
            kept.append(free)
        for one in over:
            await one.aclose()
        return free


class _Body(httpx.AsyncByteStream):
    """What follows the headers of a response."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._response.aiter_stream():
                yield piece
        except _FAILURES as error:
            _translated(error)

    async def aclose(self) -> None:
        await self._response.aclose()


def _translated(error: Exception) -> NoReturn:
    """Raise httpx's exception for one of httpcore's: they bear the same names."""
    raise getattr(httpx, type(error).__name__, httpx.NetworkError)(str(error)) from error
