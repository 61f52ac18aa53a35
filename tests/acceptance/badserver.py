"""A web server on loopback addresses that misbehaves in every way that links are known to. Paths say how."""

from __future__ import annotations

import asyncio
import errno
import gzip
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from functools import cache
from typing import Any, NamedTuple

_HEAD = b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n"
RAW = {
    "ssh": b"SSH-2.0-OpenSSH_9.2\r\n",
    "noise": bytes(range(256)) * 40,
    "early": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n"
    + _HEAD
    + b"Content-Length: 0\r\n\r\n",
    "old": b"HTTP/1.0 200 X\r\nContent-Type: text/html\r\n\r\n<p id=deux>",
    "half-head": b"HTTP/1.1 200 X\r\nContent-Ty",
    "odd-header": _HEAD + b"no colon here\r\nContent-Length: 0\r\n\r\n",
    "odd-name": _HEAD + b"Bad Name: 1\r\nContent-Length: 0\r\n\r\n",
    "two-lengths": _HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "too-short": _HEAD + b"Content-Length: 5000\r\n\r\n<p id=deux>",
    "head-body": _HEAD + b"Content-Length: 11\r\n\r\n<p id=deux>",  # to HEAD too
    "extra": _HEAD + b"Content-Length: 11\r\n\r\n<p id=deux>and more than was said",
    "brotli": _HEAD + b"Content-Encoding: br\r\nContent-Length: 4\r\n\r\n\x0b\x01\x80a",
    "zstd": _HEAD + b"Content-Encoding: zstd\r\nContent-Length: 4\r\n\r\n\x28\xb5\x2f\xfd",
    "torn-gzip": _HEAD + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00",
    "no-gzip": _HEAD + b"Content-Encoding: gzip\r\nContent-Length: 11\r\n\r\n<p id=deux>",
}

PAGE = "<!doctype html><title>x</title><h2 id='deux'>2</h2><a name=trois></a><p id='caf&eacute;'>"


@cache
def bomb() -> bytes:
    """A page of 100 million zeros, which takes the better part of a second to pack."""
    return gzip.compress(b"\0" * 100_000_000, 9)


class Seen(NamedTuple):
    """A request as it came in."""

    at: float
    address: str
    method: str
    path: str
    headers: dict[str, str]


class BadServer:
    """The server; `seen` holds every request, `most` the most that were under way at once for each address.

    An answer comes after `latency` seconds; with `together`, the first ones of an address wait until so many requests to it
    are under way, however busy the machine is.
    """

    def __init__(self, contexts: dict[str, ssl.SSLContext] | None = None) -> None:
        self.seen: list[Seen] = []
        self.most: Counter[str] = Counter()
        self.sent = 0
        self.connections = 0
        self.port = 0
        self.latency = 0.0
        self.together = 0
        self._now: Counter[str] = Counter()
        self._times: Counter[str] = Counter()
        self._contexts = contexts or {}

    def url(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def methods(self, path: str) -> list[str]:
        return [one.method for one in self.seen if one.path.partition("?")[0] == path]

    async def serve(self, addresses: list[str], ready: Callable[[], None]) -> None:
        while not (servers := await self._bound(addresses)):
            pass
        ready()
        try:
            await asyncio.Event().wait()
        finally:
            for server in servers:
                server.close()

    async def _bound(self, addresses: list[str]) -> list[asyncio.Server]:
        """Listen on all the addresses, at one port that the first of them has free; none where another has it in use."""
        servers: list[asyncio.Server] = []
        self.port = 0
        for address in addresses:
            try:
                server = await asyncio.start_server(
                    self._connection, address, self.port, ssl=self._contexts.get(address)
                )
            except OSError as error:
                if error.errno != errno.EADDRINUSE or not servers:
                    raise
                for one in servers:
                    one.close()
                return []
            self.port = server.sockets[0].getsockname()[1]
            servers.append(server)
        return servers

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._request(reader, writer):
                pass
        writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        address = writer.get_extra_info("sockname")[0]
        self.seen.append(Seen(time.monotonic(), address, method, path, headers))
        self._now[address] += 1
        self.most[address] = max(self.most[address], self._now[address])
        try:
            while self.most[address] < self.together:
                await asyncio.sleep(0.001)
            await asyncio.sleep(self.latency)
            return await self._answer(method, path, headers, writer)
        finally:
            self._now[address] -= 1

    async def _answer(self, method: str, path: str, headers: dict[str, str], writer: asyncio.StreamWriter) -> bool:
        name, _, query = path.lstrip("/").partition("?")
        key, _, rest = name.partition("/")
        self._times[name] += 1
        times = self._times[name]
        if key == "hang" or (key == "head-hang" and method == "HEAD"):
            await asyncio.sleep(60)
            return False
        if key == "close" or (key == "close-twice" and times < 3) or (key == "head-close" and method == "HEAD"):
            return False
        if key == "reset":
            writer.transport.abort()
            return False
        if key in RAW:
            writer.write(RAW[key])
            await writer.drain()
            return key == "head-body" and method == "HEAD"
        if key in ("drip-head", "drip-body"):
            writer.write(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n" + b"\r\n" * (key == "drip-body"))
            while True:
                writer.write(b"X-More: 1\r\n" if key == "drip-head" else b"<p>")
                await writer.drain()
                await asyncio.sleep(0.2)
        if key == "bomb":
            await asyncio.to_thread(bomb)  # while it is made, the others are answered
        status, extra, body = self._page(key, rest, query, method, headers, times)
        lines = [f"HTTP/1.1 {status} X", *extra]
        if key != "endless":
            lines.append(f"Content-Length: {len(body)}")
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
        if method != "HEAD":
            writer.write(body)
            while key == "endless":
                writer.write(b"<p>" + b"x" * 65536)
                self.sent += 65536
                await writer.drain()
        await writer.drain()
        return True

    def _page(
        self, key: str, rest: str, query: str, method: str, headers: dict[str, str], times: int
    ) -> tuple[int, list[str], bytes]:
        html = ["Content-Type: text/html; charset=utf-8"]
        if key == "status":
            return int(rest), html, b""
        if key == "head-status" and method == "HEAD":
            return int(rest), html, b""
        if key == "busy" and times <= int(rest.partition("-")[0]):
            asked = {"s": "Retry-After: 1", "d": f"Retry-After: {formatdate(time.time() + 1.5, usegmt=True)}"}
            return 429 if "429" in query else 503, [*html, *filter(None, [asked.get(rest[-1:])])], b""
        if key == "after" and times == 1:
            return 503, [*html, f"Retry-After: {query.replace('_', ' ')}"], b""
        if key == "forever":
            return 429, [*html, "Retry-After: 0"], b""
        if key == "patience":
            return 429, [*html, "Retry-After: 86400"], b""
        if key == "to":
            return int(rest or "302"), [f"Location: {query}", *html], b""
        if key == "nowhere":
            return 302, html, b""
        if key == "chain":
            return (302, [f"Location: /chain/{int(rest) - 1}"], b"") if int(rest) else (200, html, b"")
        if key == "cookie" and "seen=1" not in headers.get("cookie", ""):
            return 302, ["Set-Cookie: seen=1; Path=/", "Location: /cookie"], b""
        if key == "bomb":
            return 200, [*html, "Content-Encoding: gzip"], bomb()
        if key == "backslashes":
            return 302, [f"Location: {query}\\\\127.0.0.2:{self.port}\\ok?{query}"], b""
        if key == "members":
            return (
                200,
                [*html, "Content-Encoding: gzip"],
                b"".join(gzip.compress(part) for part in (PAGE[:10].encode(), PAGE[10:].encode())),
            )
        if key == "endless-name":
            header = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff"
            return 200, [*html, "Content-Encoding: gzip"], header + b"a" * 4_000_000
        if key == "charset":
            return 200, [f"Content-Type: text/html; charset={rest}"], PAGE.encode() + b"z" * 1_000_000
        if key == "pdf":
            return 200, ["Content-Type: application/pdf"], b"%PDF"
        return 200, html, PAGE.encode()


@contextmanager
def serving(addresses: int = 3, contexts: dict[str, ssl.SSLContext] | None = None) -> Iterator[BadServer]:
    """Run a server on 127.0.0.1, .2, .3 …, or on the addresses of `contexts`, until the block ends."""
    names = list(contexts) if contexts else [f"127.0.0.{number}" for number in range(1, addresses + 1)]
    server = BadServer(contexts)
    with in_background(lambda ready: server.serve(names, ready)):
        yield server


@contextmanager
def in_background(serve: Callable[[Callable[[], None]], Coroutine[Any, Any, None]]) -> Iterator[None]:
    """Run a server in a thread and an event loop of its own until the block ends; it calls its argument when ready."""
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    task = loop.create_task(serve(ready.set))

    def work() -> None:
        asyncio.set_event_loop(loop)
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)
        left = asyncio.all_tasks(loop)
        for one in left:
            one.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    assert ready.wait(60)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(20)
