"""JSON front matter: values, places, escapes, repeated keys."""

from __future__ import annotations

import pytest

from effort import takes_less
from evlint.model.document import FrontMatter, Scalar
from evlint.parse.front.front_matter import read_front

POST = """{
  "title": "Journ\\u00e9e \\ud83c\\udf89 \\"open\\"",
  "tags": ["un", "deux"],
  "event": {"a/b": null, "draft": false, "n": -12, "x": 1.5e3, "": ""}
}
"""


def front_of(text: str) -> FrontMatter:
    front = read_front(text).front
    assert front is not None
    assert front.root is not None
    return front


def test_values_and_places() -> None:
    front = front_of(POST)
    assert front.data == {
        "title": 'Journée 🎉 "open"',
        "tags": ["un", "deux"],
        "event": {"a/b": None, "draft": False, "n": -12, "x": 1500.0, "": ""},
    }
    assert {
        leaf.pointer: (POST[leaf.scalar.span.start : leaf.scalar.span.end], leaf.scalar.kind) for leaf in front.leaves
    } == {
        "/title": ('"Journ\\u00e9e \\ud83c\\udf89 \\"open\\""', "str"),
        "/tags/0": ('"un"', "str"),
        "/tags/1": ('"deux"', "str"),
        "/event/a~1b": ("null", "null"),
        "/event/draft": ("false", "bool"),
        "/event/n": ("-12", "int"),
        "/event/x": ("1.5e3", "float"),
        "/event/": ('""', "str"),
    }
    assert POST[front.span.start : front.span.end] == POST.rstrip()


@pytest.mark.parametrize(("word", "typed"), [("ée", "\\u00e9e"), ("🎉", "\\ud83c\\udf89"), ('"open', '\\"open')])
def test_decoded_texts_lead_back(word: str, typed: str) -> None:
    front = front_of(POST)
    scalar = front.at("/title")
    assert isinstance(scalar, Scalar)
    mapped = front.mapped(scalar)
    span = mapped.span(mapped.text.index(word), mapped.text.index(word) + len(word))
    assert POST[span.start : span.end] == typed


def test_what_no_report_can_write_becomes_text() -> None:
    front = front_of('{"a": "\\ud83d", "b": 1e999, "c": ' + "9" * 5000 + "}\n")
    assert front.data == {"a": "\ufffd", "b": "1e999", "c": "9" * 5000}


def test_repeated_keys_at_any_depth() -> None:
    text = '{"a": [{"b": 1, "b": 2}], "a": 3}\n'
    problems = read_front(text).problems
    assert [(problem.code, problem.pointer, problem.span.start) for problem in problems] == [
        ("EV005", "/a/0/b", 16),
        ("EV005", "/a", 26),
    ]
    assert problems[0].related[0][0].start == 8


@pytest.mark.parametrize("depth", [3_000, 100_000])
def test_depth_is_bounded(depth: int) -> None:
    for opening, closing in (('{"a":', "}"), ("[", "]")):
        text = '{"a":' + opening * depth + "1" + closing * depth + "}\n"
        assert [problem.code for problem in read_front(text).problems] == ["EV004"]
        assert takes_less(lambda text=text: read_front(text), 1)  # type: ignore[misc]  # the default binds it
