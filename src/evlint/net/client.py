"""The one door to the network: `PageRequest` in, `Response` or `FetchError` out. It follows no redirect and retries nothing.

Connections are made to addresses that `resolve` has looked at (see `origin` for their keeping). Where the environment names
a proxy, that one resolves names and makes connections.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import ssl
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Literal, cast

import httpcore
import httpx

from evlint.link_check.values import FetchError, FetchResult, PageRequest, Response
from evlint.link_check.verdict import EXPIRED, NOT_YET, SELF_SIGNED, UNKNOWN_ISSUER, WRONG_NAME
from evlint.model.about import NAME, PROJECT_URL, VERSION
from evlint.net.decompress import Inflater
from evlint.net.origin import OriginTransport
from evlint.net.proxies import Proxies
from evlint.net.resolver import AddressPolicy, Resolver, Unreachable
from evlint.urls.names import host_key, host_matches

if TYPE_CHECKING:
    from httpcore._backends.base import SOCKET_OPTION

MOST_BYTES = 2 << 20  # of a page, decoded
_NOTHING = httpx.ByteStream(b"")  # what a request says after its headers
_SMALL = 1 << 16  # a body up to here is read to keep the connection, a longer one costs the connection
_MOST_POOLS = 100  # origins whose connections are kept; each holds a socket, and 1,024 are allowed as a rule
_CONNECT = 10.0  # seconds for a connection: a server that is up answers in one; less than the time for a page
_NAME_BEHIND_PROXY = 2.0  # seconds that a name may take which the proxy looks up anyway
_HEADERS = (
    ("user-agent", f"Mozilla/5.0 (compatible; {NAME}/{VERSION}; +{PROJECT_URL})"),
    ("accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
    ("accept-encoding", "gzip"),
)
# Why a secure connection did not come about, by the X509_V_ERR number of OpenSSL (openssl/x509_vfy.h).
_TLS_CODES = {
    9: NOT_YET,
    10: EXPIRED,
    18: SELF_SIGNED,
    19: UNKNOWN_ISSUER,
    20: UNKNOWN_ISSUER,
    21: UNKNOWN_ISSUER,
    62: WRONG_NAME,
    64: WRONG_NAME,
}


def _key_of(host: str) -> str:
    """Return a host, as httpx tells it, in the form that patterns of hosts are held against; "" where it is none."""
    return host_key(f"[{host}]" if ":" in host else host) or ""


class _Pinned(httpcore.AsyncNetworkBackend):
    """Connects to the addresses that the resolver lets through, one after the other, and to no other."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 httpcore hands it over, nobody sets it
        socket_options: Iterable[SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, look at every address, connect to the first that answers."""
        addresses = await asyncio.wait_for(self._resolver.addresses(host), timeout)
        last: Exception | None = None
        for address in addresses[:4]:
            try:
                share = None if timeout is None else timeout / min(len(addresses), 4)
                return await self._backend.connect_tcp(address, port, share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = last or error
        raise last or httpcore.ConnectError("no address")

    async def sleep(self, seconds: float) -> None:
        """Sleep."""
        await asyncio.sleep(seconds)


class Client:
    """Asks for pages. To be made and used within one event loop."""

    def __init__(
        self,
        guard: AddressPolicy,
        headers: Mapping[str, Mapping[str, str]] = {},
        header_hosts: Sequence[str] | None = None,
    ) -> None:
        """Take who says where to connect, and headers for single hosts (host or pattern, name, environment variable).

        `header_hosts` are the hosts (or patterns) that may get such headers, None all that `headers` names; `withheld` are
        those that were asked without.
        Raises `OSError` where the certificates that `SSL_CERT_FILE` or `SSL_CERT_DIR` name cannot be read, and
        `ProxyUnusable`.
        """
        self.resolver = Resolver(guard)
        self._backend = _Pinned(self.resolver)
        self._made: ssl.SSLContext | None = None  # 30 ms, for those who ask a secure host
        if os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR"):
            self._tls()
        self._headers = headers
        self._header_hosts = header_hosts
        self.withheld: set[str] = set()
        self._proxies = Proxies()
        self._looked_at: set[str] = set()
        self._pools: OrderedDict[tuple[str, str, int | None], httpx.AsyncBaseTransport] = OrderedDict()
        self._busy: dict[tuple[str, str, int | None], int] = {}

    async def ask(self, ask: PageRequest) -> FetchResult:
        """Ask once: at most `ask.timeout` for the answer, and as much again for the page."""
        try:
            return await self._asked(ask)
        except TimeoutError:
            return FetchError("timeout")
        except Unreachable as error:
            return error.failure
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError, ValueError) as error:
            return failure_of(error)

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            await pool.aclose()
        self._pools.clear()

    async def _asked(self, ask: PageRequest) -> FetchResult:
        url = httpx.URL(ask.url)
        if url.scheme not in ("http", "https"):
            return FetchError("bad-url")
        timeout = {"connect": min(_CONNECT, ask.timeout), "read": ask.timeout, "write": ask.timeout, "pool": None}
        request = httpx.Request(
            ask.method, url, headers=self._sent(ask, url), stream=_NOTHING, extensions={"timeout": timeout}
        )
        key = (url.scheme, url.host, url.port)
        self._busy[key] = self._busy.get(key, 0) + 1
        try:
            pool = await self._pool(key, url)
            behind_proxy = not isinstance(pool, OriginTransport)
            if behind_proxy:
                await self._look_at(url.host)
            try:
                async with asyncio.timeout(ask.timeout):
                    response = await pool.handle_async_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = failure_of(error)
                return FetchError("proxy") if behind_proxy and failure.kind != "tls" else failure
            stream = cast("httpx.AsyncByteStream", response.stream)
            try:
                return await _reply(ask, response, stream)
            finally:
                await stream.aclose()
        finally:
            self._busy[key] -= 1

    def _sent(self, ask: PageRequest, url: httpx.URL) -> list[tuple[str, str]]:
        sent = [("host", url.netloc.decode("ascii")), *_HEADERS]
        if ask.cookies:
            sent.append(("cookie", ask.cookies))
        if ask.authorization:
            sent.append(("authorization", ask.authorization))
        host = _key_of(url.host) if self._headers else ""
        for pattern, named in self._headers.items():
            if host_matches(host, (pattern,)) is not None:
                own = {name.lower(): os.environ[variable] for name, variable in named.items() if variable in os.environ}
                if own and self._header_hosts is not None and host_matches(host, self._header_hosts) is None:
                    self.withheld.add(url.host)
                    continue
                sent = [(name, value) for name, value in sent if name not in own] + list(own.items())
        return sent

    async def _pool(self, key: tuple[str, str, int | None], url: httpx.URL) -> httpx.AsyncBaseTransport:
        known = self._pools.get(key)
        if known is not None:
            self._pools.move_to_end(key)
            return known
        idle = (old for old in self._pools if not self._busy.get(old))
        over = [self._pools.pop(old) for old in list(islice(idle, max(0, len(self._pools) - _MOST_POOLS + 1)))]
        proxy = self._proxies.proxy(*key)
        pool: httpx.AsyncBaseTransport
        if proxy is None:
            pool = OriginTransport(url, self._backend, self._tls)
        else:
            limits = httpx.Limits(max_connections=None, keepalive_expiry=30)
            pool = httpx.AsyncHTTPTransport(verify=self._tls(), http2=True, proxy=proxy, limits=limits)
        self._pools[key] = pool
        for one in over:
            await one.aclose()
        return pool

    def _tls(self) -> ssl.SSLContext:
        if self._made is None:
            self._made = httpx.create_ssl_context(trust_env=True)
        return self._made

    async def _look_at(self, host: str) -> None:
        """Keep questions about private addresses from a proxy too, as far as names are known here. Raises `Unreachable`."""
        if host in self._looked_at:
            return
        try:
            await asyncio.wait_for(self.resolver.addresses(host), _NAME_BEHIND_PROXY)
        except TimeoutError:
            pass
        except Unreachable as error:
            if error.failure.kind == "private":
                raise
        self._looked_at.add(host)


async def _reply(ask: PageRequest, response: httpx.Response, stream: httpx.AsyncByteStream) -> Response:
    headers = response.headers
    kind = headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    is_html = kind in ("text/html", "application/xhtml+xml")
    reply = Response(
        response.status_code,
        headers.get("location"),
        headers.get("retry-after"),
        cookies=tuple(headers.get_list("set-cookie")),
    )
    wanted = ask.body and ask.method == "GET" and is_html and response.status_code < 300
    length = headers.get("content-length", "")
    if not wanted:
        # A short body that nobody wants is read to its end, so that its connection can be used again.
        if ask.method == "HEAD" or (length.isdecimal() and int(length) <= _SMALL):
            with contextlib.suppress(httpx.HTTPError, TimeoutError):
                async with asyncio.timeout(ask.timeout / 4):
                    async for _ in stream:
                        pass
        return reply
    inflater = Inflater(headers.get("content-encoding", ""), MOST_BYTES)
    try:
        async with asyncio.timeout(ask.timeout):
            async for piece in stream:
                if inflater.add(piece):
                    break
            inflater.end()
    except (httpx.HTTPError, TimeoutError):
        # Half a page may still hold the fragment that is looked for; that it lacks one cannot be said of it.
        inflater.cut = True
    # In a thread: other pages need not wait for it.
    text = await asyncio.to_thread(inflater.text, _charset(headers.get("content-type", "")))
    return reply._replace(text=text, cut=inflater.cut)


def _charset(content_type: str) -> str | None:
    """Return what a `Content-Type` names as charset, as it stands there, or None."""
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def failure_of(error: BaseException) -> FetchError:
    """Return what an exception of the network's means."""
    chain: list[BaseException] = []
    seen: BaseException | None = error
    while seen is not None and len(chain) < 8:
        chain.append(seen)
        seen = seen.__cause__ or seen.__context__
    for one in chain:
        if isinstance(one, Unreachable):
            return one.failure
        if isinstance(one, ssl.SSLError):
            return _tls_failure(one)
    if isinstance(error, httpx.LocalProtocolError) and any(_is_of_http2(one) for one in chain):
        return FetchError("odd-http")  # h2's word for headers of the server's that are too many
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, ValueError)):
        return FetchError("bad-url")
    if isinstance(error, httpx.ProxyError):
        return FetchError("proxy")
    if isinstance(error, httpx.ConnectTimeout):
        return FetchError("connect-timeout")
    if isinstance(error, httpx.TimeoutException):
        return FetchError("timeout")
    if isinstance(error, httpx.RemoteProtocolError):
        return FetchError(_kind_of_breach(str(error), chain))
    if any(isinstance(one, ConnectionRefusedError) for one in chain):
        return FetchError("refused")
    if isinstance(error, httpx.ConnectError):
        import errno

        lost = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)
        return FetchError(
            "no-route" if any(isinstance(one, OSError) and one.errno in lost for one in chain) else "refused"
        )
    return FetchError("reset")


def _is_of_http2(error: BaseException) -> bool:
    return type(error).__module__.partition(".")[0] in ("h2", "hpack", "hyperframe")


def _kind_of_breach(words: str, chain: list[BaseException]) -> Literal["no-http", "odd-http", "reset"]:
    """Tell what is no HTTP, HTTP with faults, and HTTP that ends too early apart, by what h11 or h2 stumbled over."""
    stumbled = any(type(one).__module__.partition(".")[0] in ("h11", "h2", "hpack", "hyperframe") for one in chain)
    if not stumbled or "closed connection" in words:
        return "reset"
    return "no-http" if "illegal status line" in words or "illegal request line" in words else "odd-http"


def _tls_failure(error: ssl.SSLError) -> FetchError:
    """Return the failure; where it is none of the usual ones its detail is OpenSSL's own word."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError("tls", _TLS_CODES.get(error.verify_code, error.verify_message))
    reason = (error.reason or "").lower().replace("_", " ")
    if "wrong version number" in reason or "http request" in reason or "record layer" in reason:
        return FetchError("tls", "the server does not speak TLS there")
    if isinstance(error, ssl.SSLEOFError) or "eof" in reason:
        return FetchError("reset")
    return FetchError("tls", reason or "TLS error")
