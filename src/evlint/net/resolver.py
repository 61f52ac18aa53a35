"""Names to addresses, and which addresses may be connected to.

Every address of a name is looked at before a connection is made, and the connection is made to the very address that was
looked at: neither a redirect nor a name that resolves differently the second time reaches a private one.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Sequence
from ipaddress import ip_address

from evlint.link_check.values import FetchError
from evlint.urls.allowed import address_allowed, address_of, is_allowed
from evlint.urls.hosts import address_kind

_AT_ONCE = 32  # names: each waits in a thread of its own, and resolvers drop queries that come in floods
# Asked for only when no name of a run is known: does the name system know this one, which has always been there?
_CONTROL = "a.root-servers.net"


class Unreachable(Exception):  # noqa: N818 it carries a value, and no caller of ours treats it as an error
    """No connection is to be had: `failure` says why."""

    def __init__(self, failure: FetchError) -> None:
        super().__init__(failure.kind)
        self.failure = failure


class AddressPolicy:
    """Says which hosts and addresses may be asked: public ones, and those that the configuration lists."""

    def __init__(self, allow_private: Sequence[str]) -> None:
        """`allow_private` holds hosts, patterns of hosts (`*.intra.example`) and networks (`10.0.0.0/8`)."""
        self._allowed = tuple(allow_private)

    def allows_host(self, host: str) -> bool:
        """Tell whether a host is listed by name, or is an address in a listed network."""
        return bool(self._allowed) and is_allowed(host, self._allowed)

    def allows(self, host: str, address: str) -> bool:
        """Tell whether a host may be connected to at an address."""
        bare = ip_address(address.partition("%")[0])
        return address_kind(bare) == "public" or self.allows_host(host) or address_allowed(bare, self._allowed)


class Resolver:
    """Resolves each name once per run, on threads that nobody waits for at the end."""

    def __init__(self, guard: AddressPolicy) -> None:
        """`guard` says which of the addresses of a name may be connected to; the others are dropped."""
        self._guard = guard
        self._known: dict[str, asyncio.Future[tuple[str, ...]]] = {}
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._control: asyncio.Future[bool] | None = None

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return the addresses of a host. Raises `Unreachable`, also where any of them is not to be connected to."""
        literal = address_of(f"[{host}]" if ":" in host and not host.startswith("[") else host)
        found = (str(literal),) if literal is not None else await self._resolved(host)
        for address in found:
            if not self._guard.allows(host, address):
                raise Unreachable(FetchError("private", address))
        return found

    async def works(self) -> bool:
        """Tell whether the name system answers at all: asked at most once."""
        if self._control is None:
            self._control = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(self._looked_up(_CONTROL), 10)
                self._control.set_result(True)
            except (Unreachable, TimeoutError):
                self._control.set_result(False)
        return await asyncio.shield(self._control)

    async def _resolved(self, host: str) -> tuple[str, ...]:
        known = self._known.get(host)
        if known is None:
            known = self._known[host] = asyncio.ensure_future(self._looked_up(host))
        return await asyncio.shield(known)

    async def _looked_up(self, host: str) -> tuple[str, ...]:
        loop = asyncio.get_running_loop()
        async with self._gate:
            done: asyncio.Future[tuple[str, ...] | FetchError] = loop.create_future()

            def tell(result: tuple[str, ...] | FetchError) -> None:
                if not done.done():
                    done.set_result(result)

            def work() -> None:
                result = look_up(host)
                with contextlib.suppress(RuntimeError):  # the run is over and its loop closed
                    loop.call_soon_threadsafe(tell, result)

            threading.Thread(target=work, daemon=True).start()
            result = await done
        if isinstance(result, FetchError):
            raise Unreachable(result)
        return result


def look_up(host: str) -> tuple[str, ...] | FetchError:
    """Ask the system's resolver for the addresses of a name, in its order, or return why there is none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError:
        return FetchError("unknown-host")
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            return FetchError("unknown-host")
        return FetchError("no-name-server")
    except OSError:
        return FetchError("no-name-server")
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found)) or FetchError("unknown-host")
