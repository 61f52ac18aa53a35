"""Links into the site's own URL: which part of them is a path of the tree."""

from __future__ import annotations

from functools import lru_cache

_PORTS = {"http": ":80", "https": ":443"}


def same_site_path(url: str, site_url: str | None) -> str | None:
    """Return the path (with query and fragment, beginning with `/`) of a link into the site's own URL, else None.

    `http` and `https` count as the same site; a port counts unless it is the scheme's own.
    `site_url` may hold a path: a link outside it leads to another site on the same host.
    """
    own = _own(site_url) if site_url else None
    if own is None or (own[0] not in url and own[0] not in url.lower()):
        return None
    there = _split(url)
    if there is None or there[0] != own[0]:
        return None
    path = there[1] or "/"
    base = own[1].rstrip("/")
    if base and not (path == base or path.startswith((f"{base}/", f"{base}?", f"{base}#"))):
        return None
    return path if path.startswith("/") else f"/{path}"


def own_mark(site_url: str | None) -> str | None:
    """Return what stands, in lower case, in every link into the site's own URL, or None where no link can lead there."""
    own = _own(site_url) if site_url else None
    return None if own is None else own[0]


@lru_cache(maxsize=4)
def _own(site_url: str) -> tuple[str, str] | None:
    return _split(site_url)


def _split(url: str) -> tuple[str, str] | None:
    """Return the host (in lower case, with a port of its own) and what follows it."""
    scheme, separator, rest = url.strip().partition("://")
    port = _PORTS.get(scheme.lower())
    if not separator or port is None:
        return None
    end = next((index for index, char in enumerate(rest) if char in "/?#"), len(rest))
    host = rest[:end].lower().removesuffix(port)
    return (host, rest[end:]) if host and "@" not in host else None
