"""Host names: as typed in, as the name system knows them out; and patterns of hosts as users write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from evlint.startup.lazy_regex import lazy_regex

LONGEST_HOST = 253  # RFC 1035, section 2.3.4, without the root's dot
LONGEST_LABEL = 63  # bytes between two dots (RFC 1035, section 2.3.4)
_PLAIN = lazy_regex(r"[a-z0-9_\-]+(?:\.[a-z0-9_\-]+)*\Z")
_ESCAPE = lazy_regex(r"%([0-9A-Fa-f]{2})")
_DROPPED = lazy_regex(r"[\t\r\n\u00ad\u200b\u2060\ufeff]")
_DOTS = lazy_regex(r"[\u3002\uff0e\uff61]")


def host_key(host: str) -> str | None:
    """Return a host as the name system knows it: lower case, ASCII, without a dot at its end. None: it can be no host.

    Percent escapes are decoded and letters beyond ASCII encoded (IDNA 2008 as browsers apply it: symbols that the
    standard refuses but registries sold, such as hearts, are let through). Brackets of an IPv6 address are kept.
    """
    key = host.lower()
    if _PLAIN.match(key) is not None and "xn--" not in key:
        return key if _fits(key) else None
    return _unusual(host)


def _fits(key: str) -> bool:
    if len(key) <= LONGEST_LABEL:
        return True
    return len(key) <= LONGEST_HOST and max(map(len, key.split("."))) <= LONGEST_LABEL


def _unusual(host: str) -> str | None:
    if len(host) > 4 * LONGEST_HOST:
        return None
    host = _DROPPED.sub("", host)
    if "%" in host and not host.startswith("["):
        try:
            host = _decoded(host)
        except UnicodeDecodeError:
            return None
    host = _DOTS.sub(".", host).lower()
    host = host.removesuffix(".")
    if host.startswith("["):
        return host if host.endswith("]") else None
    labels = [_ascii_label(label) for label in host.split(".")]
    if None in labels:
        return None
    key = ".".join(filter(None, labels))
    return key if _PLAIN.match(key) is not None and _fits(key) else None


def _decoded(host: str) -> str:
    if not host.isascii():
        return host
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), host).encode("latin-1", "replace").decode("utf-8")


def _ascii_label(label: str) -> str | None:
    if not label:
        return None
    if label.isascii():
        if not label.startswith("xn--"):
            return label
        try:
            return label if label[4:].encode("ascii").decode("punycode") else None
        except (UnicodeError, OverflowError):
            return None
    if label.startswith("xn--"):
        return None
    import idna

    try:
        return idna.encode(label, uts46=True, std3_rules=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return _symbol_label(label)


def _symbol_label(label: str) -> str | None:
    """Encode a label that IDNA 2008 refuses for its symbols; None where it holds what no registry ever took."""
    from unicodedata import category, normalize

    folded = normalize("NFKC", label).lower()
    if any(category(char) in _NEVER or char == "\u2026" for char in folded if not char.isascii()):
        return None
    if folded.isascii():
        return folded
    return "xn--" + folded.encode("punycode").decode("ascii")


_NEVER = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs", "Pd", "Ps", "Pe", "Pi", "Pf"))


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    glob = glob.lower()
    glob = glob.partition(":")[0] if not glob.startswith("[") else glob
    if not glob.isascii():  # hosts are held against it in the form that the name system knows
        glob = ".".join(label if "*" in label else _ascii_label(label) or label for label in glob.split("."))
    if glob.startswith("."):
        return re.compile(f"(?:{_glob_regex(glob[1:])}|{_glob_regex('*' + glob)})", re.DOTALL)
    return re.compile(_glob_regex(glob), re.DOTALL)


def _glob_regex(glob: str) -> str:
    """Translate a pattern of hosts: each text between two stars is taken where it first stands, and never given back.

    So the time for a host grows with its length and that of the pattern, not with a power of the number of stars.
    """
    first, *middle = map(re.escape, re.split(r"\*+", glob))
    if not middle:
        return first + r"\Z"
    last = middle.pop()
    return first + "".join(f"(?>.*?{piece})" for piece in middle) + f".*{last}\\Z"


def host_matches(key: str, globs: Sequence[str]) -> str | None:
    """Return the pattern that takes a host (as `host_key` gives it), or None.

    `*` stands for any text, dots included; `.example.org` for that name and all below it; a pattern that begins with
    `!` takes hosts back from those before it. A port in a pattern is not looked at.
    """
    if not globs or len(key) > LONGEST_HOST:
        return None
    taken: str | None = None
    for glob in globs:
        if glob.startswith("!"):
            if taken is not None and _pattern(glob[1:]).match(key) is not None:
                taken = None
        elif taken is None and _pattern(glob).match(key) is not None:
            taken = glob
    return taken


def excepted(key: str, globs: Sequence[str]) -> bool:
    """Tell whether a pattern that begins with `!` names this host."""
    return any(glob.startswith("!") and _pattern(glob[1:]).match(key) is not None for glob in globs)
