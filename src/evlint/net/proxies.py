"""Which proxy the environment names for a host (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, less `NO_PROXY`)."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from evlint.model.message import Msg, msg

_SPOKEN = frozenset(("http", "https"))
_SOCKS = frozenset(("socks5", "socks5h"))


class ProxyUnusable(Exception):  # noqa: N818 said to the user as it is
    """A proxy is named that evlint cannot go through: `told` says why, without the proxy's address."""

    def __init__(self, told: Msg) -> None:
        super().__init__(told.template)
        self.told = told


class Proxies:
    """Which proxy each request goes through, by the environment's variables; read once per run."""

    def __init__(self) -> None:
        """Read the environment. Raises `ProxyUnusable`."""
        self._named = getproxies()
        if self._named.get("no", "").strip() == "*":
            self._named = {}
        for scheme in ("http", "https"):
            proxy = self._of(scheme)
            if proxy is not None:
                _look_at(proxy)

    def proxy(self, scheme: str, host: str, port: int | None) -> str | None:
        """Return the proxy for a host, None where it is to be asked directly, as this machine itself always is."""
        proxy = self._of(scheme)
        if proxy is None or host == "localhost" or host.startswith("127."):
            return None
        bare = f"[{host}]" if ":" in host else host
        return None if proxy_bypass(bare if port is None else f"{bare}:{port}") else proxy

    def _of(self, scheme: str) -> str | None:
        proxy = (self._named.get(scheme) or self._named.get("all") or "").strip()
        if not proxy:
            return None
        return proxy if "://" in proxy else f"http://{proxy}"


def _look_at(proxy: str) -> None:
    try:
        parts = urlsplit(proxy)
        well_formed = bool(parts.hostname) and (parts.port is None or parts.port > 0) and " " not in proxy
    except ValueError:
        well_formed = False
    scheme = proxy.partition("://")[0].lower()
    if not well_formed or scheme not in _SPOKEN | _SOCKS:
        raise ProxyUnusable(
            msg(
                "The proxy that the environment names (HTTP_PROXY, HTTPS_PROXY or ALL_PROXY) cannot be used: evlint knows "
                "http://…, https://… and socks5://…. “NO_PROXY=*” does without."
            )
        )
    if scheme in _SOCKS:
        from importlib.util import find_spec

        if find_spec("socksio") is None:
            raise ProxyUnusable(
                msg(
                    "The proxy that the environment names speaks SOCKS, which needs one more package: pip install socksio "
                    "(with pipx: pipx inject evlint socksio). “NO_PROXY=*” does without."
                )
            )
