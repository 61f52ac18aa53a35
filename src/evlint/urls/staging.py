"""Tells from its name that a host is no place to send readers to: staging, back office, preview, tunnel.

Strict on purpose. Among 51,230 links of six public sites a list with words such as `beta`, `dev`, `test` or `stage`
hits 1,236 links, almost all of them right; the words here hit 9.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from evlint.startup.namedtuple import NamedTuple
from evlint.urls.domains import account_start, domain_start
from evlint.urls.names import excepted, host_key, host_matches
from evlint.urls.previews import PATH_SERVICES, find_path_preview, find_preview
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


@lru_cache(maxsize=16)
def _heads(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return beginnings of the words, one of which stands in every host where `_tokens` finds a word."""
    return tuple({word.lower().partition("-")[0] for word in words if word})


def find_staging(url: Url, globs: tuple[str, ...] = (), words: tuple[str, ...] = ()) -> Staging | None:
    """Return what gives a URL away as a staging one, or None.

    `globs` are hosts of the user's (see `host_matches`; `!host` lets one through, whatever its name), `words` tokens
    beside the built-in ones.
    """
    host = url.host
    if not host:
        return None
    found = staging_host(host, globs, words)
    if found is not None:
        return found._replace(start=url.host_start + found.start, end=url.host_start + found.end)
    if not may_preview_by_path(host):
        return None
    preview = find_path_preview(host.lower(), url.path)
    if preview is None or (globs and excepted(host_key(host) or "", globs)):
        return None
    start, end = url.path_start + preview.start, url.path_start + preview.end
    return Staging(preview.kind, url.text[start:end], start, end, preview.service)


def may_preview_by_path(host: str) -> bool:
    """Tell whether the path, too, must be looked at to know whether a URL on this host is a preview."""
    return host.lower().endswith(PATH_SERVICES)


@lru_cache(maxsize=4096)
def staging_host(host: str, globs: tuple[str, ...] = (), words: tuple[str, ...] = ()) -> Staging | None:
    """Return what gives a host (as typed) away, with offsets within it, or None. Arguments as for `find_staging`."""
    key = host_key(host)
    if key is None or key.startswith("["):
        return None
    if globs:
        taken = host_matches(key, globs)
        if taken is not None:
            return Staging("configured", host, 0, len(host), taken)
        if excepted(key, globs):
            return None
    found = _word(key, _WORDS, "word")
    if found is None and words:
        found = _word(key, words, "configured-word")
    if found is None:
        preview = find_preview(key)
        if preview is not None:
            found = Staging(preview.kind, key[preview.start : preview.end], preview.start, preview.end, preview.service)
    if found is None:
        return None
    if len(host) == len(key):
        return found._replace(part=host[found.start : found.end])
    return found._replace(part=host, start=0, end=len(host))


def _word(key: str, words: tuple[str, ...], kind: StagingKind) -> Staging | None:
    if not any(head in key for head in _heads(words)):
        return None
    pattern = _tokens(words)
    match = pattern.search(key)
    if match is None or "." not in key or key.rpartition(".")[2].isdecimal():
        return None
    account = account_start(key)
    while match is not None:
        if match.end() < account or (match.start() >= account and _in_account(key, match, account)):
            return Staging(kind, match[1], *match.span(1), match[1])
        match = pattern.search(key, match.end())
    return None


def _in_account(key: str, match: re.Match[str], account: int) -> bool:
    """Tell whether a word in the name that a hosting service gave out (`x-stg.azurewebsites.net`) means staging.

    It does not where it is the whole host's name there (`staging.github.io`, but `x.staging.service.gov.uk`), nor where
    the name was registered and no service is involved.
    """
    label_end = key.index(".", account)
    whole = account == 0 and match.start() == 0 and match.end() == label_end
    if match.end() > label_end or match[1] in _NAMES_TOO or whole:
        return False
    return domain_start(key) > account
