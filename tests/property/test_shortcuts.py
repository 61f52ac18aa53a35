"""Every shortcut of the parser says what the long way says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from evlint.model.document import FrontMatter, Leaf, Link, Mapping, Node, Scalar
from evlint.parse.body.collector import single_spaced
from evlint.parse.body.forward_search import BLANKS
from evlint.parse.body.reader import read_body
from evlint.parse.front.front_matter import read_front
from evlint.parse.front.split import _YAML_OPEN, split
from evlint.parse.front.texts import _is_link, _links, _links_inside, _whole_link
from evlint.parse.front.yaml.scalars import iso_time


def test_the_blanks_of_a_twin_are_those_of_python() -> None:
    every = "".join(map(chr, range(128)))
    assert re.findall(f"[{BLANKS}]", every) == re.findall(r"\s", every) == [char for char in every if char.isspace()]
    assert len(re.findall(f"[^{BLANKS}]", every)) == len(re.findall(r"\S", every))


@given(st.one_of(st.text(), st.text(alphabet=" \t\n\x1f\x85\xa0\u2003\u2028\u200b\u3000ab\xe9")))
def test_blanks_are_joined_as_split_joins_them(text: str) -> None:
    assert single_spaced(text) == " ".join(text.split())


def test_no_blank_but_the_space_is_printable() -> None:
    blanks = [char for char in map(chr, range(0x110000)) if char.isspace()]
    assert [char for char in blanks if char.isprintable()] == [" "]


def front_of(text: str) -> FrontMatter:
    front = read_front(text).front
    assert front is not None
    return front


LINKISH = [
    "://",
    "www.",
    "mailto:",
    "tel:",
    "](",
    "<",
    "[",
    ")",
    "a",
    "é",
    " ",
    "\n",
    ".fr",
    "/",
    ":",
    "@",
    "https",
    "a href='/x'>",
]


@given(st.lists(st.sampled_from(LINKISH), max_size=8).map("".join))
def test_no_text_with_a_link_is_passed_over(value: str) -> None:
    front = front_of(json.dumps({"any": value}))
    leaf = front.leaves[0]
    expected = [_whole_link(front, leaf, value)] if _is_link(leaf, "", value) else list(_links_inside(front, leaf))
    texts: list[Leaf] = []
    assert list(_links(front, texts)) == expected
    assert texts == ([] if not value or _is_link(leaf, "", value) else [leaf])


def walked(node: Node | None, pointer: str = "") -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        yield pointer, node
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield from walked(entry.value, f"{pointer}/{entry.name.replace('~', '~0').replace('/', '~1')}")
    elif node is not None:
        for index, item in enumerate(node.items):
            yield from walked(item, f"{pointer}/{index}")


TREES = st.recursive(
    st.sampled_from(["a", 1, None]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["a", "b/~", "~"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["a", "b", "c/d"]), TREES, max_size=3))
def test_leaves_are_the_scalars_in_order(data: dict[str, object]) -> None:
    front = front_of(json.dumps(data) if data else "{}")
    assert [(leaf.pointer, leaf.scalar) for leaf in front.leaves] == list(walked(front.root))


def test_what_an_alias_repeats_is_one_leaf() -> None:
    front = front_of("---\na: &x [u, v]\nb: *x\nc: &y w\nd: *y\n---\n")
    assert [leaf.pointer for leaf in front.leaves] == ["/a/0", "/a/1", "/c"]
    assert all(type(leaf) is Leaf for leaf in front.leaves)


def is_day(text: str) -> bool:
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII)
    try:
        return found is not None and bool(date(*map(int, found.groups())))
    except ValueError:
        return False


@given(st.one_of(st.dates().map(str), st.text(alphabet="0123459-W:T +²٣\ud800", min_size=8, max_size=11)))
@example("2020-W01-1")
@example("2020-02-30")
@example("0000-01-01")
@example("2020-1-100")
@example("2020-10-1²")
def test_a_day_is_read_as_its_pattern_says(text: str) -> None:
    assert iso_time(text) == (text if is_day(text) else None)


@given(
    st.sampled_from(["---\n", "---\r\n", "--- \n", "---", "----\n", "---\r", "--- # x\n", "---\n---\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_the_usual_fence_is_split_as_the_pattern_says(opening: str, mark: str) -> None:
    text = f"{mark}{opening}title: x\n---\nbody\n"
    found = _YAML_OPEN.match(text, len(mark))
    parts = split(text)
    assert (found is None) == (parts is None)
    if found is not None and parts is not None:
        assert parts.fence == (len(mark), found.start(1))
        assert parts.content.start == found.end()


SOUP = [
    "[a](b)", "[a](b c.pdf)", "![i](/x y.png)", "[a]( b)", "[a](<b c>)", "[a](b 't')", "](", "[", "]", "(", ")", " ",
    "\n", "\n\n", "`", "<p>", "</p>", "<!--", "-->", "<div>[q](/r)</div>\n\n", "[r][s]", "\n\n[s]: /t u.pdf\n",
    "/v w.html", "{{ z }}",
]  # fmt: skip


@given(st.lists(st.sampled_from(SOUP), max_size=12).map("".join))
def test_no_blank_in_a_destination_is_missed_where_brackets_are_counted(text: str) -> None:
    """With one `](` more than there are links the long way is taken, and it finds no more."""
    links = [link for link in read(text) if link.kind in ("inline", "image")]
    again = [link for link in read(text + "\n\n](") if link.kind in ("inline", "image")]
    assert again[: len(links)] == links
    assert len(again) == len(links)


def read(text: str) -> tuple[Link, ...]:
    return read_body(text, 0, markup="markdown", dialect="kramdown", mdx=False).links
