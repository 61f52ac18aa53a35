"""YAML front matter: values as Jekyll reads them, places to the character, and everything that may go wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from effort import calls, takes_less
from evlint.model.document import FrontMatter, Mapping, Scalar, Sequence
from evlint.parse.front.front_matter import FrontRead, read_front
from evlint.parse.front.yaml import reader as yaml_parser


def front_of(source: str) -> tuple[str, FrontMatter]:
    text = f"---\n{source}---\nBody\n"
    front = read_front(text).front
    assert front is not None
    return text, front


def value_of(source: str) -> Scalar:
    _, front = front_of(f"a: {source}\n")
    scalar = front.at("/a")
    assert isinstance(scalar, Scalar)
    return scalar


@pytest.mark.parametrize(
    ("source", "kind", "value"),
    [
        # The table of notes/libraries.md, section 3: what Jekyll (SafeYAML) makes of a plain scalar.
        ("12:30", "int", 45_000),
        ("09:30", "int", 34_200),
        ("1:2:3.5", "float", 3723.5),
        ("2022-10-21 09:36:00 +0200", "timestamp", "2022-10-21T09:36:00+02:00"),
        ("2022-10-21 09:36:00 +02:00", "timestamp", "2022-10-21T09:36:00+02:00"),
        ("2020-10-21 13:00:00 -0400", "timestamp", "2020-10-21T13:00:00-04:00"),
        ("2018-07-18 15:16:00 Z", "timestamp", "2018-07-18T15:16:00Z"),
        ("2022-10-21T9:36:00.250", "timestamp", "2022-10-21T09:36:00.250"),
        ("0007-08-31 23:09:21 +00:09", "timestamp", "0007-08-31T23:09:21+00:09"),
        ("2022-10-21", "timestamp", "2022-10-21"),
        ("2022-1-5", "str", "2022-1-5"),
        ("2022-02-30", "str", "2022-02-30"),
        ("2022-02-30 10:00:00", "str", "2022-02-30 10:00:00"),
        ("2022-10-21 25:00:00", "str", "2022-10-21 25:00:00"),
        ("2022-10-21 10:00:00 +99:00", "str", "2022-10-21 10:00:00 +99:00"),
        ("0000-01-01", "str", "0000-01-01"),
        ("1,000", "int", 1000),
        ("1_000", "int", 1000),
        ("010", "int", 8),
        ("08", "str", "08"),
        ("0x1F", "int", 31),
        ("0b101", "int", 5),
        ("-5", "int", -5),
        ("0", "int", 0),
        ("1.50", "float", 1.5),
        (".5e3", "str", ".5e3"),
        ("1e3", "str", "1e3"),
        ("9h30", "str", "9h30"),
        ("16/11", "str", "16/11"),
        ("01.71.21.12.50", "str", "01.71.21.12.50"),
        ("+33 1 71", "str", "+33 1 71"),
        ("²", "str", "²"),
        ("yEs", "bool", True),
        ("no", "bool", False),
        ("Off", "bool", False),
        ("true", "bool", True),
        ("y", "str", "y"),
        ("Non", "str", "Non"),
        ("~", "null", None),
        ("null", "null", None),
        ("", "null", None),
        ("=", "str", "="),
        ("<<", "str", "<<"),
        ("'12:30'", "str", "12:30"),
        ('"no"', "str", "no"),
        ("!!str 12", "str", "12"),
        ("!!int '12'", "int", 12),
        ("! 12", "int", 12),
        ("!ruby/object:Gem x", "str", "x"),
    ],
)
def test_values(source: str, kind: str, value: object) -> None:
    scalar = value_of(source)
    assert (scalar.kind, scalar.value) == (kind, value)
    assert type(scalar.value) is type(value)


def test_numbers_that_json_cannot_write_are_texts_in_the_data() -> None:
    _, front = front_of(f"a: .inf\nb: -.INF\nc: .nan\nd: {'9' * 5000}\ne: 1.0e+999\n")
    assert front.data == {"a": ".inf", "b": "-.INF", "c": ".nan", "d": "9" * 5000, "e": "1.0e+999"}


@pytest.mark.parametrize(
    ("value", "source", "style"),
    [
        ("Atelier  # a comment", "Atelier", "plain"),
        ("'l''atelier'", "'l''atelier'", "single"),
        ('"a\\"b"  ', '"a\\"b"', "double"),
        ("un\n  deux\n\n  trois", "un\n  deux\n\n  trois", "plain"),
        ("&x Paris", "Paris", "plain"),
        ("!!str &x 'Paris'", "'Paris'", "single"),
        ("!t", "", "plain"),
        ("|\n  un\n  deux\n\n\nb: c", "|\n  un\n  deux", "literal"),
        ("|\n  un  \n\n# c\nb: c", "|\n  un  ", "literal"),
        (">- # note\n  un\n   deux\n", ">- # note\n  un\n   deux", "folded"),
        ("|+\n\nb: c", "|+", "literal"),
    ],
)
def test_spans_cover_the_scalar_alone(value: str, source: str, style: str) -> None:
    text, front = front_of(f"a: {value}\n")
    scalar = front.at("/a")
    assert isinstance(scalar, Scalar)
    assert (scalar.source, scalar.style) == (source, style)
    assert text[scalar.span.start : scalar.span.end] == source


def test_spans_of_lists_and_mappings_end_with_their_last_value() -> None:
    text, front = front_of("tags:\n- un\n- deux\n\n# comment\nlieu:\n  ville: Paris\n\n")
    tags, place = front.at("/tags"), front.at("/lieu")
    assert isinstance(tags, Sequence)
    assert isinstance(place, Mapping)
    assert text[tags.span.start : tags.span.end] == "- un\n- deux"
    assert text[place.span.start : place.span.end] == "ville: Paris"


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_places_hold_with_any_line_end_and_mark(start: str, line_end: str) -> None:
    text = start + line_end.join(("---", "é: '🎉'", "b: >", "  un", "  deux", "c: 1", "---", "Body"))
    read = read_front(text)
    assert read.front is not None
    assert read.front.data == {"é": "🎉", "b": "un deux\n", "c": 1}
    assert [text[leaf.scalar.span.start : leaf.scalar.span.end] for leaf in read.front.leaves] == [
        "'🎉'",
        f">{line_end}  un{line_end}  deux",
        "1",
    ]
    assert text[read.body_start :] == "Body"
    assert text[read.front.span.start : read.front.span.end].endswith("---")


def test_a_mark_after_the_fence_moves_nothing() -> None:
    text = "---\n\ufefftitle: x\n---\n"
    front = read_front(text).front
    assert front is not None
    assert [leaf.pointer for leaf in front.leaves] == ["/title"]
    assert text[front.leaves[0].scalar.span.start] == "x"


def test_only_the_first_document_counts() -> None:
    _, front = front_of("a: 1\n--- # another\nb: 2\n")
    assert front.data == {"a": 1}


@pytest.mark.parametrize("source", ["", "\n", "# only a comment\n", "~\n"])
def test_empty_front_matter_is_an_empty_mapping(source: str) -> None:
    _, front = front_of(source)
    assert front.root is not None
    assert front.root.entries == []
    assert front.data == {}


def test_keys_are_texts() -> None:
    _, front = front_of("2022: a\nyes: b\n'x y': c\n? [p, q]\n: d\n{{ x }}: e\n")
    assert front.data == {"2022": "a", "yes": "b", "x y": "c", "[p, q]": "d", "{{ x }}": "e"}


def test_merge_keys_give_way_to_what_is_typed() -> None:
    _, front = front_of("base: &b {x: 1, y: 2}\nother: &o {y: 3, z: 4}\nc:\n  x: 5\n  <<: [*b, *o]\n")
    assert front.data["c"] == {"x": 5, "y": 2, "z": 4}
    node = front.at("/c/z")
    assert isinstance(node, Scalar)
    assert node.value == 4


def test_an_alias_is_the_node_of_its_anchor() -> None:
    text, front = front_of("a: &x [un]\nb: *x\n")
    assert front.data == {"a": ["un"], "b": ["un"]}
    found = front.at("/b/0")
    assert isinstance(found, Scalar)
    assert text[found.span.start : found.span.end] == "un"
    assert [leaf.pointer for leaf in front.leaves] == ["/a/0"]


def test_an_anchor_may_be_given_anew() -> None:
    text, front = front_of("a: &x 1\nb: *x\nc: &x 'deux'\nd: *x\n")
    assert front.data == {"a": 1, "b": 1, "c": "deux", "d": "deux"}
    assert [text[leaf.scalar.span.start : leaf.scalar.span.end] for leaf in front.leaves] == ["1", "'deux'"]


def test_repeated_keys_are_told_at_any_depth_with_the_first_one() -> None:
    text = "---\na: 1\nliste:\n- x: 1\n  y: 2\n  x: 3\na: 4\na: 5\n'a/b': {c: 1, c: 2}\n---\n"
    read = read_front(text)
    told = [(problem.code, problem.pointer, text[: problem.span.start].count("\n")) for problem in read.problems]
    assert sorted(told, key=lambda one: one[2]) == [
        ("EV005", "/liste/0/x", 5),
        ("EV005", "/a", 6),
        ("EV005", "/a", 7),
        ("EV005", "/a~1b/c", 8),
    ]
    for problem in read.problems:
        (first, _), *_ = problem.related
        assert text[first.start : first.end] == text[problem.span.start : problem.span.end]
        assert first.start < problem.span.start
    assert read.front is not None
    assert read.front.data["a"] == 5


def problems_of(source: str) -> tuple[FrontRead, list[str]]:
    read = read_front(f"---\n{source}\n---\n[x](https://www.example.org)\n")
    return read, [problem.code for problem in read.problems]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join([f'*{chr(97 + level)}'] * 9)}]" for level in range(9)
)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("a: " + "[" * 150 + "]" * 150, "hundred levels"),
        ("a: " + "[" * 3_000, "hundred levels"),
        ("a: " + "{a: " * 3_000, "hundred levels"),
        ("\n".join(" " * depth + "a:" for depth in range(300)), "hundred levels"),
        ("a: &a [*a]", "contains itself"),
        ("a: &a\n  <<: *a", "contains itself"),
        (BOMB, "more often than any site can take"),
        (
            "a: &x {"
            + ", ".join(f"k{i}: v" for i in range(1000))
            + "}\n"
            + "\n".join(f"m{i}: {{<<: *x}}" for i in range(500)),
            "more often",
        ),
        ("a: \x07", "U+0007"),
    ],
)
def test_monsters_are_refused_in_words(source: str, says: str) -> None:
    read, codes = problems_of(source)
    assert takes_less(lambda: problems_of(source), 2)
    assert codes == ["EV004"]
    assert says in str(read.problems[0].message)
    assert read.front is not None
    assert read.front.root is None
    assert read.front.data == {}


def test_a_nul_character_is_left_to_ev001() -> None:
    read, codes = problems_of("a: x\0y\nb: 2")
    assert codes == []
    assert read.front is not None
    assert read.front.data["b"] == 2


def test_a_surrogate_stops_nothing() -> None:
    read, codes = problems_of("a: \ud800\nb: 2")
    assert codes == []
    assert read.front is not None
    assert read.front.data == {"a": "\ufffd", "b": 2}


@pytest.mark.parametrize(
    "source",
    [
        lambda n: "\n".join(f"k{i}: v" for i in range(20 * n)),
        lambda n: "\n".join("k: v" for _ in range(5 * n)),
        lambda n: "a: '" + "''" * 100 * n + "'",
        lambda n: 'a: "' + "\\n" * 100 * n + '"',
        lambda n: "a: x\n" + ("\n" + " " * 300) * n + "\n  y",
        lambda n: "a: x" + " " * 200 * n + "y",
        lambda n: "a: |2\n" + "   x\n" * 20 * n,
        lambda n: "a: [" + ", ".join(["'x'"] * 20 * n) + "]",
        lambda n: "a: " + ": " * 100 * n,
        lambda n: "a" + " " * 200 * n + "\nb: c: d",
    ],
    ids=range(10),
)
def test_large_front_matter_takes_linear_time(source: Callable[[int], str]) -> None:
    def read(text: str) -> None:
        found, _ = problems_of(text)
        if found.front is not None:
            for leaf in found.front.leaves:
                found.front.mapped(leaf.scalar)

    small, large = source(125), source(500)
    read(source(1))  # what is imported or compiled then is no work of the others
    assert calls(partial(read, large)) <= 4.4 * calls(partial(read, small)) + 1_000
    assert takes_less(partial(read, large), 2)


@pytest.mark.parametrize(
    ("source", "decoded", "word", "typed"),
    [
        (
            "le [programme\n  TECH.GOUV](https://x)",
            "le [programme TECH.GOUV](https://x)",
            "programme TECH",
            "programme\n  TECH",
        ),
        (
            "'l''atelier du 3\n  novembre'",
            "l'atelier du 3 novembre",
            "'atelier du 3 novembre",
            "''atelier du 3\n  novembre",
        ),
        ('"caf\\u00e9 \\\n  noir"', "café noir", "é noir", "\\u00e9 \\\n  noir"),
        (">-\n  un\n  deux\n\n  trois", "un deux\ntrois", "deux\ntrois", "deux\n\n  trois"),
        ("|\n  un\n   deux", "un\n deux\n", "un\n deux", "un\n   deux"),
        ("|1\n  un\n  deux", " un\n deux\n", "deux", "deux"),
        ("2022-10-21 09:36:00 +02:00", "2022-10-21 09:36:00 +02:00", "09:36", "09:36"),
        ("12:30", "12:30", "12:30", "12:30"),
    ],
)
def test_decoded_texts_lead_back(source: str, decoded: str, word: str, typed: str) -> None:
    text, front = front_of(f"a: {source}\n")
    scalar = front.at("/a")
    assert isinstance(scalar, Scalar)
    mapped = front.mapped(scalar)
    assert mapped.text == decoded
    span = mapped.span(decoded.index(word), decoded.index(word) + len(word))
    assert text[span.start : span.end] == typed


def test_the_parser_without_libyaml_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "a: &x 'un'\nb: *x\nc:\n- >\n  é\n  🎉\n- {d: 12:30, e: [~]}\n"
    text = f"---\n{source}---\n"

    def seen() -> tuple[Any, list[Any]]:
        front = read_front(text).front
        assert front is not None
        return front.data, [
            (leaf.pointer, leaf.scalar.span, leaf.scalar.kind, leaf.scalar.style) for leaf in front.leaves
        ]

    fast = seen()
    monkeypatch.setattr(yaml_parser, "make_parser", yaml_parser.pure_parser())
    assert seen() == fast
    assert [problem.code for problem in read_front("---\na: b: c\n---\n").problems] == ["EV004"]
