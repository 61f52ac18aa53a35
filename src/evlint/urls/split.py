"""Takes a URL apart, keeping where each part stands in it. Any text goes in; nothing is refused and nothing raises.

The grammar is that of RFC 3986, read as browsers read it where that matters for where a link leads: a backslash is a
slash, the host ends at the first one, and what stands before the last `@` of the authority is no host.
"""

from __future__ import annotations

import re

from evlint.startup.lazy_regex import lazy_regex
from evlint.startup.namedtuple import NamedTuple

# As a browser takes an address apart: blanks and controls before it dropped, `\` for `/`. It matches any text.
_URL = lazy_regex(
    r"[\x00-\x20]*(?:([A-Za-z][A-Za-z0-9+.\-]*):)?(?:[/\\]{2}([^/\\?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?",
    re.DOTALL,
)


class Url(NamedTuple):
    """A URL in parts.

    `scheme` is in lower case, every other part as typed; None where the part is not there (`x?` has an empty query,
    `x` none). `host` keeps its brackets; `host_start` and `host_end` tell where it stands in `text`.
    """

    text: str
    scheme: str
    userinfo: str | None
    host: str | None
    port: str | None
    path: str
    query: str | None
    fragment: str | None
    host_start: int
    host_end: int
    path_start: int

    @property
    def is_web(self) -> bool:
        """Whether a browser would ask a web server for it (`//host/path` takes the scheme of the page)."""
        return self.host is not None and self.scheme in ("http", "https", "")


def split_url(text: str) -> Url:
    """Take a URL apart. The parts are slices of `text`; only the scheme is put in lower case."""
    match = _URL.match(text)
    if match is None:  # the pattern matches any text: every part of it may be empty
        return Url(text, "", None, None, None, text, None, None, 0, 0, 0)
    scheme, authority, path, query, fragment = match.groups()
    scheme = scheme.lower() if scheme else ""
    if authority is None:
        start = match.start(3)
        return Url(text, scheme, None, None, None, path, query, fragment, start, start, start)
    start = match.start(2)
    userinfo: str | None = None
    port: str | None = None
    host = authority
    if "@" in host:
        userinfo, _, host = host.rpartition("@")
        start += len(userinfo) + 1
    if ":" in host:
        name, _, number = host.rpartition(":")
        if not (name.startswith("[") and not name.endswith("]")):
            host, port = name, number
    return Url(text, scheme, userinfo, host, port, path, query, fragment, start, start + len(host), match.start(3))
