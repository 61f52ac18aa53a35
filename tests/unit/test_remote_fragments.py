"""Which fragments can be judged, and which a page answers to."""

from __future__ import annotations

import pytest

from effort import in_one_try, seconds
from evlint.link_check.address import is_judged
from evlint.link_check.places import found_in


@pytest.mark.parametrize(
    "fragment",
    ["", " ", "top", "TOP", ":~:text=a%20b", "x:~:text=y", "page=3", "L12", "L12-L20", "12", "lines-3", "/route", "!/x",
     "!", "/", "a/b", "t=30s", "a&b", "?x"],
)  # fmt: skip
def test_left_alone(fragment: str) -> None:
    assert not is_judged(fragment)


@pytest.mark.parametrize("fragment", ["deux", "caf%C3%A9", "section-2", "L'agenda", "topics", "a.b", "L"])
def test_judged(fragment: str) -> None:
    assert is_judged(fragment)


PAGE = """<!doctype html><h2 id="deux">2</h2><a name='trois'></a><p id=caf&eacute;><pre><b id=in-pre></b></pre>
<form name="no"><script>"<i id=in-script>"</script><!-- <i id=in-comment> --><h1 id="user-content-readme">"""


@pytest.mark.parametrize(
    ("fragment", "there"),
    [
        ("deux", True), ("trois", True), ("caf%C3%A9", True), ("café", True), ("in-pre", True), ("readme", True),
        ("no", False), ("in-script", False), ("in-comment", False), ("Deux", False), ("quatre", False),
    ],
)  # fmt: skip
def test_found(fragment: str, there: bool) -> None:
    assert (fragment in found_in(PAGE, [fragment])) is there


def test_an_id_after_a_long_script_and_a_long_tag_is_found() -> None:
    page = f"<script>{'x' * 300_000}</script><img src='data:{'y' * 300_000}'><p id=end>"
    assert found_in(page, ["end"]) == {"end"}


@pytest.mark.parametrize(
    "unit", ["<a ", "<a b='", "<![", "</x", "<!--", "<a b=c ", "&#1", "<script></x", "<!doctype [ "]
)
def test_no_page_takes_more_than_its_length(unit: str) -> None:
    def spent(size: int) -> float:
        page = (unit * (size // len(unit) + 1))[:size]
        return seconds(lambda: found_in(page, ["x"]))

    spent(1000)
    assert in_one_try(lambda: spent(800_000) < 8 * max(spent(200_000), 0.02))
