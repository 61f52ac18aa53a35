"""What spares the texts of the front matter their reading says what the long way says."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from evlint.model.document import FrontMatter
from evlint.parse.body.reader import read_body
from evlint.parse.front.front_matter import read_front
from evlint.parse.front.texts import _has_digits_in_references_only, _mapped


def front_of(text: str) -> FrontMatter | None:
    return read_front(text).front


PIECES = st.sampled_from([
    "&#8217;", "&#46;", "&#48;", "&#57;", "&#10;", "&#38;", "&#0046;", "&#00008217;", "&#x31;", "&amp;", "&", "#", ";",
    "\\", "<b>", "<!--", "`", "*", "_", "[", "](", ")", "]", "{{", "}}", "https://", "www.", "mai", "le", " ", "\n", "- ",
    "\n\n    ", "1", "8217;", "~", "|", "é",
])  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
@example("le &#38;#46; mai")
@example("le \\&#8217; mai")
def test_digits_of_references_reach_no_reader(value: str) -> None:
    if _has_digits_in_references_only(value):
        assert not any(char in "0123456789" for char in prose_of(value))
        body = read_body(value, 0, markup="markdown", dialect="unknown", mdx=False)
        assert body.prose() == ()


def prose_of(value: str) -> str:
    """Return what a reader of a body reads that surely holds a date, which is never passed over."""
    body = read_body(f"{value} 3 mai 2026\n", 0, markup="markdown", dialect="unknown", mdx=False)
    return "".join(prose.text.text for prose in body.prose()).replace("3 mai 2026", "")


TEXTS = st.text(st.sampled_from("ab 1é'\"\\/#:-\n\t\x85\xa0\u2028{}[]"), max_size=20)


@given(TEXTS, st.sampled_from(["a: {}", "a: '{}'", 'a: "{}"', "a: |\n  {}", "a: >-\n  {}", "a: !x {}", "a: &b '{}'"]))
def test_texts_of_yaml_are_mapped_as_decoding_maps_them(text: str, line: str) -> None:
    check_maps(front_of(f"---\n{line.format(text)}\n---\n"))


@given(TEXTS, st.sampled_from(["'{}'", '"{}"', "'''{}'''", '"""{}"""']))
def test_texts_of_toml_are_mapped_as_decoding_maps_them(text: str, value: str) -> None:
    check_maps(front_of(f"+++\na = {value.format(text)}\n+++\n"))


@given(TEXTS, st.booleans())
def test_texts_of_json_are_mapped_as_decoding_maps_them(text: str, as_typed: bool) -> None:
    check_maps(front_of('{"a": "' + text + '"}\n' if as_typed else json.dumps({"a": text}) + "\n"))


def check_maps(front: FrontMatter | None) -> None:
    for leaf in front.leaves if front is not None else ():
        value = leaf.scalar.value
        if front is not None and isinstance(value, str) and value and leaf.scalar.kind == "str":
            short, long = _mapped(front, leaf.scalar, value), front.mapped(leaf.scalar)
            assert short.text == long.text
            for start in range(len(value) + 1):
                for end in (start, start + 1, len(value)):
                    assert short.span(start, end) == long.span(start, end)
