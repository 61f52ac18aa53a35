"""File patterns as in `.gitignore`: a list of patterns in, "does this path match?" out.

`*` and `?` stay within a name, `**` spans folders, a pattern without a slash (or with one at its end only) matches at any
depth, a folder that matches takes in all that lies below it, a slash at the end asks for a folder, and `!` takes back what
an earlier pattern took. pathspec reads them the same way (tests hold the two together) but costs 24 ms to import, which one
post in a pre-commit run would feel. No pattern takes more than linear time for its parts: what a `*` has matched is not
given back, except before the last part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from evlint.startup.lazy_regex import lazy_regex

_SPECIAL = lazy_regex(r"\\(.)|\[([!^]?\]?[^\]]*)\]|(\*+)|(\?)", re.DOTALL)
_SPECIAL_AFTER_BRACKETS = lazy_regex(r"\\(.)|()(?!)|(\*+)|(\?)", re.DOTALL)


class Globs:
    """Patterns, compiled when the first path is asked for."""

    __slots__ = ("_compiled", "_patterns")

    def __init__(self, patterns: Sequence[str]) -> None:
        """`patterns` may be the lines of a `.gitignore`: comments and blank lines are skipped, the last match wins."""
        self._patterns = tuple(patterns)
        self._compiled: list[tuple[bool, re.Pattern[str]]] | None = None

    def match(self, path: str) -> bool:
        """Tell whether a path (with `/`, relative to the patterns' folder; a slash at its end marks a folder) matches."""
        if not self._patterns:
            return False
        if self._compiled is None:
            self._compiled = _all_compiled(self._patterns)
        for takes, pattern in self._compiled:
            if pattern.match(path):
                return takes
        return False


def _all_compiled(patterns: Sequence[str]) -> list[tuple[bool, re.Pattern[str]]]:
    """Compile patterns, the last first; neighbours that take, or give back, are one expression: one call for all."""
    runs: list[tuple[bool, list[str]]] = []
    for pattern in reversed(patterns):
        takes = not pattern.startswith("!")
        source = glob_regex(pattern if takes else pattern[1:])
        if source is None:
            continue
        if not runs or runs[-1][0] != takes:
            runs.append((takes, []))
        runs[-1][1].append(source)
    return [(takes, re.compile("|".join(sources), re.DOTALL)) for takes, sources in runs]


def glob_regex(pattern: str) -> str | None:
    """Translate one pattern (without its `!`) to a regular expression for `re.match`; None where it matches nothing."""
    pattern = _without_trailing_blanks(pattern)
    if pattern.startswith("./"):
        pattern = pattern[1:]
    if not pattern.strip("/") or pattern.startswith("#"):
        return None
    wants_folder = pattern.endswith("/")
    inner = pattern.strip("/") if wants_folder else pattern.lstrip("/")
    parts = inner.split("/")
    # As in `.gitignore`: a pattern without a slash holds in every folder.
    if "/" not in pattern.rstrip("/"):
        parts.insert(0, "**")
    chunks: list[list[str]] = [[]]
    for part in parts:
        if part == "**":
            if chunks[-1] or len(chunks) == 1:
                chunks.append([])
        else:
            chunks[-1].append(_part(part))
    if wants_folder:
        end = "/.*" if any(chunks) else "[^/]+/.*"
    elif parts[-1] == "**":
        end = "/.*" if any(chunks) else ".+"
    else:
        end = r"(?:/.*)?"
    if not chunks[-1]:
        chunks.pop()
    regex = "/".join(chunks[0])
    for index, chunk in enumerate(chunks[1:], 1):
        joined = "/".join(chunk)
        lead = "/" if index > 1 or chunks[0] else ""
        if index < len(chunks) - 1:
            # Atomic: the first place where the middle fits is as good as any, and going back over them all is exponential.
            regex += f"{lead}(?>(?:[^/]+/)*?{joined}(?=/))"
        else:
            regex += f"{lead}(?:[^/]+/)*{joined}"
    return regex + end + r"\Z"


def _without_trailing_blanks(pattern: str) -> str:
    pattern = pattern.rstrip("\r\n")
    bare = pattern.rstrip(" ")
    if bare != pattern and bare.endswith("\\"):
        bare += " "
    return bare


def _part(part: str) -> str:
    """Translate one name of a pattern: what a star matched is kept once the text after it has matched, except the last."""
    pieces = [""]
    at = 0
    last = part.rfind("]") + 1  # beyond it no bracket closes, and looking for one each time would be quadratic
    for special in chain(_SPECIAL.finditer(part, 0, last), _SPECIAL_AFTER_BRACKETS.finditer(part, last)):
        pieces[-1] += re.escape(part[at : special.start()])
        at = special.end()
        escaped, members, star, _ = special.groups()
        if escaped is not None:
            pieces[-1] += re.escape(escaped)
        elif star:
            pieces.append("")
        elif members is not None:
            pieces[-1] += _members(members)
        else:
            pieces[-1] += "[^/]"
    pieces[-1] += re.escape(part[at:])
    regex = pieces[0] or "(?=[^/])"
    for index, piece in enumerate(pieces[1:], 1):
        last = index == len(pieces) - 1
        regex += f"[^/]*{piece}" if last else f"(?>[^/]*?{piece})"
    return f"{regex}(?=/|\\Z)" if len(pieces) > 1 else regex


def _members(members: str) -> str:
    negated = members[:1] in ("!", "^")
    inner = members[1:] if negated else members
    if not inner:
        return re.escape(f"[{members}]")
    escaped = re.sub(r"([\\\[\]^&~|])", r"\\\1", inner)
    try:
        re.compile(f"[{escaped}]")
    except re.error:
        return "(?!)"
    return f"(?!/)[{'^' if negated else ''}{escaped}]"


def relative_to(path: str, root: str, here: str) -> str:
    """Return a path (relative to the working folder) as seen from `root`.

    `root` is relative to the working folder, and `here` the working folder as seen from `root` ("" where they are the
    same): both are needed, since a root above the working folder does not tell the working folder's name.
    """
    if not here:
        return path
    if here.startswith(".."):
        return path[len(root) + 1 :] if path.startswith(root + "/") else f"{here}/{path}"
    while path.startswith("../"):
        path = path[3:]
        here = here.rpartition("/")[0]
        if not here:
            return path
    return f"{here}/{path}"
