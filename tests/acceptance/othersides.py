"""What stands between evlint and a page besides the plain server: names, certificates, a server of HTTP/2, a proxy."""

from __future__ import annotations

import asyncio
import os
import ssl
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import pytest
from badserver import in_background

needs_openssl = pytest.mark.skipif(which("openssl") is None, reason="certificates are made by openssl")
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


_NAMES = """
import socket
asked = socket.getaddrinfo
def answer(host, *args, **more):
    if 'unknown' in str(host): raise socket.gaierror(socket.EAI_NONAME, 'no')
    if 'silent' in str(host): raise socket.gaierror(socket.EAI_AGAIN, 'no')
    return asked('127.0.0.1', *args, **more)
socket.getaddrinfo = answer
"""


def name_system(folder: Path) -> dict[str, str]:
    """Return the environment of a run to which every name is this machine: no test asks the name system around it.

    Names with `unknown` in them are not known, and nobody answers for those with `silent`.
    """
    (folder / "sitecustomize.py").write_text(_NAMES, "utf-8")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))}


class Issuer:
    """An issuer of certificates; `file` is what `SSL_CERT_FILE` names to trust it."""

    def __init__(self, folder: Path, name: str = "ca") -> None:
        self._folder = folder
        self._name = name
        self.file = folder / f"{name}.pem"
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem",
                      "-subj", f"/CN={name}", "-days", "30")  # fmt: skip
        self._openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "host.key", "-out", "host.csr", "-subj", "/CN=h"
        )

    def context(self, name: str, *, days: int = 30) -> ssl.SSLContext:
        """Return what a server for a host needs (`IP:127.0.0.1`, `DNS:www.site.fr`); it expires after so many days."""
        file = self._folder / f"{self._name}-host.pem"
        (self._folder / "ext").write_text(f"subjectAltName={name}\n")
        self._openssl("x509", "-req", "-in", "host.csr", "-CA", f"{self._name}.pem", "-CAkey", f"{self._name}.key",
                      "-CAcreateserial", "-out", file.name, "-days", str(days), "-extfile", "ext")  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file, self._folder / "host.key")
        return context

    def own(self) -> ssl.SSLContext:
        """Return a server that shows the issuer's own certificate, which it signed itself."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self._folder / f"{self._name}.key")
        return context

    def _openssl(self, *args: str) -> None:
        subprocess.run(["openssl", *args], cwd=self._folder, check=True, capture_output=True)


@contextmanager
def listening(serve: Serve, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve connections on 127.0.0.1 until the block ends; gives the port."""
    ports: list[int] = []

    async def handled(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError, h2.exceptions.ProtocolError):
            await serve(reader, writer)
        writer.close()

    async def run(ready: Callable[[], None]) -> None:
        server = await asyncio.start_server(handled, "127.0.0.1", 0, ssl=context)
        ports.append(server.sockets[0].getsockname()[1])
        ready()
        try:
            await asyncio.Event().wait()
        finally:
            server.close()

    with in_background(run):
        yield ports[0]


async def startled(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer in plain HTTP whatever comes in, as a web server does that knows nothing of TLS."""
    await reader.read(1000)
    writer.write(b"HTTP/1.1 400 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    await writer.drain()


class Http2Server:
    """Speaks HTTP/2 where that is agreed on; `protocols` holds what each connection agreed on, `seen` the requests.

    `/goaway` takes no more requests after its answer, `/goaway-first` none but those of another connection,
    `/reset` breaks the stream off, `/reset-head` that of a HEAD only, `/halves` after half of its page.
    """

    def __init__(self) -> None:
        self.protocols: list[str | None] = []
        self.seen: list[tuple[str, str]] = []
        self._times: dict[str, int] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        self.protocols.append(writer.get_extra_info("ssl_object").selected_alpn_protocol())
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        while data := await reader.read(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    headers = {name.decode(): value.decode() for name, value in event.headers or ()}
                    self._answer(connection, event.stream_id or 0, headers[":method"], headers[":path"])
            writer.write(connection.data_to_send())
            await writer.drain()

    def _answer(self, connection: h2.connection.H2Connection, stream: int, method: str, path: str) -> None:
        self.seen.append((method, path))
        times = self._times[path] = self._times.get(path, 0) + 1
        if path == "/goaway-first" and times == 1:
            connection.close_connection(0, last_stream_id=0)
            return
        if path == "/reset" or (path == "/reset-head" and method == "HEAD"):
            connection.reset_stream(stream, 2)
            return
        status = path.rpartition("/")[2] if path.startswith("/status/") else "200"
        page = b"<p id=there>"
        connection.send_headers(
            stream, [(":status", status), ("content-type", "text/html")], end_stream=method == "HEAD"
        )
        if method != "HEAD":
            connection.send_data(stream, page, end_stream=path != "/halves")
        if path == "/halves" and method != "HEAD":
            connection.reset_stream(stream, 2)
        if path == "/goaway":
            connection.close_connection(0, last_stream_id=stream)


class Proxy:
    """A proxy that finds every host on this machine; `seen` holds what it was asked for and with what login.

    `www.refused.fr` it does not let through. With `login` it wants one.
    """

    def __init__(self, login: str = "") -> None:
        self.seen: list[tuple[str, str, str]] = []
        self._login = login

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection: one request, or one tunnel."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        login = headers.get("proxy-authorization", "")
        self.seen.append((method, target, login))
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        if self._login and login != self._login:
            writer.write(
                b"HTTP/1.1 407 X\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            return
        if parts.hostname == "www.refused.fr":
            writer.write(b"HTTP/1.1 403 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        onward, to = await asyncio.open_connection("127.0.0.1", parts.port)
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            await asyncio.gather(_pump(reader, to), _pump(onward, writer))
            return
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        to.write(f"{method} {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        answer = await onward.readuntil(b"\r\n\r\n")
        writer.write(answer[:-2] + b"Connection: close\r\n\r\n")
        length = next(
            (int(line[15:]) for line in answer.decode().split("\r\n") if line.startswith("Content-Length:")), 0
        )
        if method != "HEAD":
            writer.write(await onward.readexactly(length))
        to.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
