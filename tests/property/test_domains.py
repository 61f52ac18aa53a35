"""The rules that are picked from the public suffix list for a host answer as the whole list does."""

from __future__ import annotations

import random
from pathlib import Path

import publicsuffixlist
import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from evlint.startup.library_parts import rules_below
from evlint.urls import domains

LIST = Path(publicsuffixlist.PSLFILE).read_bytes()
RULES = [rule for rule in LIST.decode().split("\n") if rule and not rule.startswith("//") and rule.isascii()]
WHOLE = {icann: PublicSuffixList(only_icann=icann, accept_encoded_idn=False) for icann in (False, True)}


@pytest.mark.parametrize("only_icann", [False, True])
def test_every_top_level_domain_answers_as_the_whole_list(only_icann: bool) -> None:
    """For a thousand rules of the list, drawn with a fixed seed, and names at them and below them."""
    for rule in random.Random(6).sample(RULES, 1000):  # noqa: S311 no secret
        bare = rule.lstrip("!").replace("*", "any")
        picked = PublicSuffixList(
            list(rules_below(LIST, bare.rpartition(".")[2].encode())), only_icann=only_icann, accept_encoded_idn=False
        )
        for key in (bare, f"a.{bare}", f"b.a.{bare}", f"c.b.a.{bare}", bare.partition(".")[2] or bare):
            assert picked.privatesuffix(key) == WHOLE[only_icann].privatesuffix(key), (rule, key)


SMALL = (
    b"// ===BEGIN ICANN DOMAINS===\nfr\ngouv.fr \nAsso.FR\n*.ck\n!www.ck\nxfr\nc.fr.x\nfrx\nnom.fr // a comment of .fr\n"
    b"co.fr\r\n// ===END ICANN DOMAINS===\n// see https://x.fr\n// ===BEGIN PRIVATE DOMAINS===\nhost.fr\n"
    b"// ===END PRIVATE DOMAINS===\n*.last.fr"
)
LABELS = st.sampled_from(["fr", "gouv", "asso", "ck", "www", "x", "c", "nom", "co", "host", "last", "xfr", "frx", "a"])


@given(st.lists(LABELS, min_size=1, max_size=5).map(".".join), st.booleans())
def test_lists_of_other_forms_are_read_too(key: str, only_icann: bool) -> None:
    picked = list(rules_below(SMALL, key.rpartition(".")[2].encode()))
    both = [
        PublicSuffixList(one, only_icann=only_icann, accept_encoded_idn=False) for one in (picked, SMALL.split(b"\n"))
    ]
    assert both[0].privatesuffix(key) == both[1].privatesuffix(key)


def test_many_top_level_domains_are_asked_of_the_whole_list() -> None:
    tops = sorted({rule.rpartition(".")[2] for rule in RULES})[:40]
    for top in tops:
        key = f"b.a.{top}"
        assert domains._start(key, only_icann=False) == len(key) - len(WHOLE[False].privatesuffix(key) or key)
    assert len(domains._asked) <= domains._MOST_TOPS
