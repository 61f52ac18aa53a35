"""Tells from its name that a host is no place to send readers to: staging, back office, preview, tunnel.

Strict on purpose. Among 51,230 links of six public sites a list with words such as `beta`, `dev`, `test` or `stage`
hits 1,236 links, almost all of them right; the words here hit 9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from evlint.urls.domains import account_start, domain_start
from evlint.urls.names import excepted, host_key, host_matches
from evlint.urls.previews import find_preview
from evlint.urls.split import Url

StagingKind = Literal["configured", "word", "configured-word", "preview", "tunnel", "workspace"]


class Staging(NamedTuple):
    """What gave a URL away: `part` as typed and its offsets in the URL's text; the `word`, pattern or service behind it."""

    kind: StagingKind
    part: str
    start: int
    end: int
    word: str


_WORDS = (
    "bo", "backoffice", "back-office", "staging", "stg", "preprod", "pre-prod", "preproduction", "pre-production",
    "recette", "uat", "qualif", "homol", "ppr", "intranet",
)  # fmt: skip
# Names that people and shops bear too: as (part of) an account's name on a hosting service they say nothing.
_NAMES_TOO = frozenset(("bo", "recette", "intranet"))


@lru_cache(maxsize=16)
def _tokens(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds words that are whole tokens: between dots, `-` or `_`, with digits around them at most."""
    spelled = sorted({re.escape(word.lower()).replace(r"\-", "[-_]") for word in words if word}, key=len, reverse=True)
    return re.compile(rf"(?:(?<=[.\-_])|^)(?:\d{{0,9}})({'|'.join(spelled) or '(?!)'})\d{{0,9}}(?=[.\-_])")


_BUILT_IN = _tokens(_WORDS)


def find_staging(url: Url, globs: Sequence[str] = (), words: Sequence[str] = ()) -> Staging | None:
    """Return what gives a URL away as a staging one, or None.

    `globs` are hosts of the user's (see `host_matches`; `!host` lets one through, whatever its name), `words` tokens
    beside the built-in ones.
    """
    host = url.host
    if not host:
        return None
    key = host_key(host)
    if key is None or key.startswith("["):
        return None
    if globs:
        taken = host_matches(key, globs)
        if taken is not None:
            return Staging("configured", host, url.host_start, url.host_end, taken)
        if excepted(key, globs):
            return None
    if (found := _word(url, host, key, _BUILT_IN)) is not None:
        return found
    if words and (found := _word(url, host, key, _tokens(tuple(words)))) is not None:
        return found._replace(kind="configured-word")
    return _preview(url, host, key)


def _word(url: Url, host: str, key: str, pattern: re.Pattern[str]) -> Staging | None:
    match = pattern.search(key)
    if match is None or "." not in key or key.rpartition(".")[2].isdecimal():
        return None
    account = account_start(key)
    while match is not None:
        if match.end() < account or (match.start() >= account and _in_account(key, match, account)):
            start, end = match.span(1)
            if len(host) == len(key):
                start, end = url.host_start + start, url.host_start + end
            else:
                start, end = url.host_start, url.host_end
            return Staging("word", url.text[start:end], start, end, match[1])
        match = pattern.search(key, match.end())
    return None


def _in_account(key: str, match: re.Match[str], account: int) -> bool:
    """Tell whether a word in the name that a hosting service gave out (`x-stg.azurewebsites.net`) means staging.

    It does not where it is the whole name, nor where the name was registered and no service is involved.
    """
    label_end = key.index(".", account)
    if match.end() > label_end or match[1] in _NAMES_TOO or (match.start() == account and match.end() == label_end):
        return False
    return domain_start(key) > account


def _preview(url: Url, host: str, key: str) -> Staging | None:
    found = find_preview(key, url.path)
    if found is None:
        return None
    if found.in_path:
        start, end = url.path_start + found.start, url.path_start + found.end
    elif len(host) == len(key):
        start, end = url.host_start + found.start, url.host_start + found.end
    else:
        start, end = url.host_start, url.host_end
    return Staging(found.kind, url.text[start:end], start, end, found.service)
