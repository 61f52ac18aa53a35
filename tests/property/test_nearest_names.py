"""The nearest name: found with less comparing than difflib does, and always the one that difflib finds."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import example, given
from hypothesis import strategies as st

from evlint.site.nearest import _FEWEST_SHOWN, Nearest, _plain, matched

NAMES = st.text("abé-.2ß", max_size=14) | st.sampled_from(
    ["2013-07-10-our-program.md", "2013-07-18-our-programs.md", "our-program", "Affiche.PNG", "affiches.png"]
)


def differs_in_digits_alone(one: str, other: str) -> bool:
    return one != other and "".join(c for c in one if c not in "0123456789") == "".join(
        c for c in other if c not in "0123456789"
    )


def by_difflib(one: str, other: str) -> int:
    return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


@given(NAMES, NAMES)
@example("abab", "bab")
@example("aab", "abaab")
def test_as_many_characters_match_as_for_difflib(one: str, other: str) -> None:
    assert matched(one, other) == by_difflib(one, other)


@given(NAMES, NAMES, st.integers(0, 16))
def test_a_search_is_given_up_only_where_too_few_match(one: str, other: str, fewest: int) -> None:
    count, true = matched(one, other, fewest), by_difflib(one, other)
    assert count == true or (count < fewest and true < fewest)


@given(st.lists(NAMES, max_size=12), NAMES)
@example(["ab-x", "ab-y"], "ab-z")  # equally near: the first candidate
@example(["ab-y", "ab-x"], "ab-z")
@example([""], "")
@example(["2222"], "222")
def test_the_nearest_name_is_the_one_that_difflib_finds(names: list[str], wanted: str) -> None:
    nearest = Nearest(names)
    best, best_ratio = None, _FEWEST_SHOWN
    for index in nearest._candidates(_plain(wanted)):
        if differs_in_digits_alone(_plain(names[index]), _plain(wanted)):
            continue  # another year's page: not what was meant
        ratio = SequenceMatcher(None, _plain(names[index]), _plain(wanted), autojunk=False).ratio()
        if ratio > best_ratio:
            best, best_ratio = names[index], ratio
    assert nearest.of(wanted) == best
    assert nearest.of(wanted) == best, "the second time it is remembered"
