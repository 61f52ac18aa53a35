"""Where the registrable domain of a host begins, by the public suffix list that the `publicsuffixlist` package ships.

Reading the list takes about 20 ms, so it is asked only about hosts that already look like staging ones, and its part
about top-level and national suffixes alone only where the whole list leaves the question open. Suffixes in other
scripts (another 35 ms) are read only for hosts that are written in one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@lru_cache(maxsize=4)
def _suffixes(*, only_icann: bool, scripts: bool) -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(only_icann=only_icann, accept_encoded_idn=scripts)


def _start(key: str, *, only_icann: bool) -> int:
    suffixes = _suffixes(only_icann=only_icann, scripts="xn--" in key)
    return len(key) - len(suffixes.privatesuffix(key) or key)


@lru_cache(maxsize=1024)
def account_start(key: str) -> int:
    """Return where the name begins in a host that somebody registered, or was given by a hosting service.

    `key` is a name as `host_key` gives it, no address. In `www.beta.gouv.fr` that is `beta.gouv.fr`, in
    `a.site.netlify.app` it is `site.netlify.app`: the suffixes of hosting services count.
    """
    return _start(key, only_icann=False)


@lru_cache(maxsize=1024)
def domain_start(key: str) -> int:
    """The same without the suffixes of hosting services: in `a.site.netlify.app` it is `netlify.app`."""
    return _start(key, only_icann=True)
