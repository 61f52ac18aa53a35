"""Where the registrable domain of a host begins, by the public suffix list that the `publicsuffixlist` package ships.

The package reads the whole list, in about 20 ms, so it is asked only about hosts that already look like staging ones, and
is given the rules on the host's top-level domain: no other can match. Where hosts of many such domains are asked for, and
where a host is written in another script (`xn--`), it reads the whole list.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from evlint.startup import IS_PLAIN
from evlint.startup.library_parts import rules_below

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_MOST_TOPS = 8  # top-level domains; reading the rules of so many takes as long as reading the whole list
_asked: set[str] = set()


@lru_cache(maxsize=4)
def _all_suffixes(*, only_icann: bool, scripts: bool) -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(only_icann=only_icann, accept_encoded_idn=scripts)


@lru_cache(maxsize=2 * _MOST_TOPS)
def _suffixes_below(top: str, *, only_icann: bool) -> PublicSuffixList:
    import publicsuffixlist

    loader: Any = publicsuffixlist.__loader__
    rules = list(rules_below(loader.get_data(publicsuffixlist.PSLFILE), top.encode()))
    return publicsuffixlist.PublicSuffixList(rules, only_icann=only_icann, accept_encoded_idn=False)


def _suffixes(key: str, *, only_icann: bool) -> PublicSuffixList:
    scripts, top = "xn--" in key, key.rpartition(".")[2]
    if not IS_PLAIN and top and key.isascii() and not scripts and (top in _asked or len(_asked) < _MOST_TOPS):
        _asked.add(top)
        return _suffixes_below(top, only_icann=only_icann)
    return _all_suffixes(only_icann=only_icann, scripts=scripts)


def _start(key: str, *, only_icann: bool) -> int:
    return len(key) - len(_suffixes(key, only_icann=only_icann).privatesuffix(key) or key)


@lru_cache(maxsize=1024)
def account_start(key: str) -> int:
    """Return where the name begins in a host that somebody registered, or was given by a hosting service.

    `key` is a name as `host_key` gives it, no address. In `www.beta.gouv.fr` that is `beta.gouv.fr`, in
    `a.site.netlify.app` it is `site.netlify.app`: the suffixes of hosting services count.
    """
    return _start(key, only_icann=False)


@lru_cache(maxsize=1024)
def domain_start(key: str) -> int:
    """Return where the name begins that a registry gave: in `a.site.netlify.app` that is `netlify.app`."""
    return _start(key, only_icann=True)
