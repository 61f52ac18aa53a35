"""The address of a link: as it is asked for, and whether its fragment is judged."""

from __future__ import annotations

import re

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple
from evlint.urls.names import host_key
from evlint.urls.split import Url, split_url

_PORTS = {"http": "80", "https": "443"}
_UNSAFE = lazy_regex(r"[^!$&'()*+,;=:@/?A-Za-z0-9._~%\[\]|-]")
_SCHEME = lazy_regex(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_AFTER_PATH = lazy_regex(r"[?#]")
_CONTROL = lazy_regex(r"[\t\n\r]")
_STRIPPED = "".join(map(chr, range(0x21)))  # C0 controls and the blank
_LONE_PERCENT = lazy_regex(r"%(?![0-9A-Fa-f]{2})")


class Address(NamedTuple):
    """A page that can be asked for. `url` is the request's; `host` as the name system knows it, brackets kept."""

    url: str
    scheme: str
    host: str
    port: int
    fragment: str
    userinfo: str | None

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a connection leads to."""
        return f"{self.scheme}://{self.host}:{self.port}"


def address_of(text: str) -> Address | None:
    """Return the address that a link asks for, None where it is no link over the network or cannot be one."""
    parts = split_url(text.strip())
    scheme = parts.scheme or "https"
    if not parts.is_web or not parts.host or scheme not in _PORTS:
        return None
    host = host_key(parts.host)
    port = (parts.port or _PORTS[scheme]).lstrip("0")  # `:0443` is the usual port too
    if not host or not (port.isascii() and port.isdecimal() and int(port[:6]) < 65536):
        return None
    shown = host if port == _PORTS[scheme] else f"{host}:{port}"
    url = f"{scheme}://{shown}{_path(parts)}"
    return Address(url, scheme, host, int(port), parts.fragment or "", parts.userinfo)


def _path(parts: Url) -> str:
    path = parts.path.replace("\\", "/") or "/"
    text = path if path.startswith("/") else f"/{path}"
    if parts.query is not None:
        text += f"?{parts.query}"
    text = text.replace("\t", "").replace("\n", "").replace("\r", "")
    return _LONE_PERCENT.sub("%25", _UNSAFE.sub(_escaped, text))


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def joined(base: str, location: str) -> str | None:
    """Return where a redirect leads, as an absolute URL, or None where it leads nowhere.

    Read as browsers read it (WHATWG URL, basic URL parser): a backslash is a slash before the query, any number of them
    before a host counts as two, `http:x` is relative to an address of the same scheme, and `https:x` names a host elsewhere.
    """
    from urllib.parse import urljoin, urlsplit

    try:
        text = location.encode("latin-1").decode("utf-8")  # servers send raw UTF-8, which HTTP hands over as Latin-1
    except (UnicodeEncodeError, UnicodeDecodeError):
        text = location
    text = _CONTROL.sub("", text.strip(_STRIPPED))
    if not text:
        return None
    own = base.partition(":")[0].lower()
    scheme, rest = own, text
    named = _SCHEME.match(text)
    if named is not None:
        scheme, rest = named[1].lower(), text[named.end() :]
        if scheme not in _PORTS:
            return text
    end = _AFTER_PATH.search(rest)
    at = end.start() if end is not None else len(rest)
    rest = rest[:at].replace("\\", "/") + rest[at:]
    try:
        target = urljoin(base, rest) if rest else base
        if scheme != own or rest.startswith("//"):
            target = f"{scheme}://{rest.lstrip('/')}"
        urlsplit(target)
    except ValueError:  # brackets that are not closed
        return None
    return target


def without_secrets(url: str) -> str:
    """Return a URL without user name and password, for eyes and for memory."""
    parts = split_url(url)
    if parts.userinfo is None or parts.host is None:
        return url
    start = parts.host_start - len(parts.userinfo) - 1
    return url[:start] + url[parts.host_start :]


def ignored(url: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a pattern of `links.ignore` takes a URL: `*` stands for any text, nothing else is special."""
    return any(_matches(pattern, url) for pattern in patterns)


def _matches(pattern: str, text: str) -> bool:
    first, *rest = pattern.split("*")
    if not rest:
        return text == first
    if not text.startswith(first):
        return False
    at = len(first)
    for part in rest[:-1]:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return text.endswith(rest[-1]) and len(text) - len(rest[-1]) >= at


_LINES = lazy_regex(r"L\d+(?:[-:C].*)?\Z|\d+\Z|lines?-\d+", re.IGNORECASE)


def is_judged(fragment: str) -> bool:
    """Tell whether a fragment names a place in the page's HTML, as far as anyone can tell without running its scripts.

    Text fragments, `#page=3` of a PDF, `#`, `#top`, lines of code and client-side routes do not.
    """
    name = fragment.strip()
    if not name or name.lower() == "top" or name.startswith(("/", "!", ":", "?", "~")):
        return False
    return "=" not in name and "/" not in name and "&" not in name and ":~:" not in name and _LINES.match(name) is None
