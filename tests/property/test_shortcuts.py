"""Every shortcut of the parser says what the long way says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evlint.parse.body import _SPACED, _spaced
from evlint.parse.collect import single_spaced


@given(st.lists(st.sampled_from(["](", "]", "(", ")", " ", "\t", "\n", "a", "<", '"', "\x1f", "/b"])).map("".join))
def test_a_blank_in_a_destination_is_seen(text: str) -> None:
    assert _spaced(text) == (_SPACED.search(text) is not None)


@given(st.one_of(st.text(), st.text(alphabet=" \t\n\x1f\x85\xa0\u2003\u2028\u200b\u3000ab\xe9")))
def test_blanks_are_joined_as_split_joins_them(text: str) -> None:
    assert single_spaced(text) == " ".join(text.split())


def test_no_blank_but_the_space_is_printable() -> None:
    blanks = [char for char in map(chr, range(0x110000)) if char.isspace()]
    assert [char for char in blanks if char.isprintable()] == [" "]
