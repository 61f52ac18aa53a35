"""Brings the spellings of one URL together: same meaning in, same text out."""

from __future__ import annotations

import re

from evlint.model.lazily import lazy_regex
from evlint.urls.names import host_key
from evlint.urls.split import Url, split_url

_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21", "": ""}
_ESCAPE = lazy_regex(r"%[0-9A-Fa-f]{2}")
_DROPPED = lazy_regex(r"[\t\r\n]")
_UNWRITTEN = lazy_regex(r"[^\x21-\x7e]+")


def normalise(text: str) -> str:
    """Return the one spelling of a URL: scheme and host in lower case and ASCII, no default port, no fragment.

    Percent escapes get capital digits, blanks and letters beyond ASCII are escaped, an empty path of a web address becomes
    `/`, and tabs and line ends are dropped, as browsers do. Path and query keep their meaning and their case: nothing else
    is decoded, sorted or dropped there.
    """
    url = split_url(_DROPPED.sub("", text).strip())
    if url.host is None:
        scheme = f"{url.scheme}:" if url.scheme else ""
        return f"{scheme}{_written(url.path)}{_query(url)}"
    host = host_key(url.host) or url.host.lower()
    user = "" if url.userinfo is None else f"{url.userinfo}@"
    default = not url.port or url.port == _DEFAULT_PORTS.get(url.scheme)
    port = "" if url.port is None or (default and (":" not in host or host[0] == "[")) else f":{url.port}"
    scheme = f"{url.scheme}:" if url.scheme else ""
    return f"{scheme}//{user}{host}{port}{_written(url.path) or '/'}{_query(url)}"


def _query(url: Url) -> str:
    return "" if url.query is None else f"?{_written(url.query)}"


def _written(part: str) -> str:
    if "%" in part:
        part = _ESCAPE.sub(_capital, part)
    return part if part.isascii() and part.isprintable() and " " not in part else _UNWRITTEN.sub(_escaped, part)


def _capital(match: re.Match[str]) -> str:
    return match[0].upper()


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
