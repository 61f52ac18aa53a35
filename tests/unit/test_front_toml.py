"""TOML front matter: values as tomllib reads them, with the place of every key and value."""

from __future__ import annotations

import tomllib

import pytest

from evlint.model.document import FrontMatter, Mapping, Scalar, Sequence
from evlint.parse.front.front_matter import read_front

POST = '''# a comment = "not a key"
title = "Rust 1.0 \\u00e9"
'quoted key' = 'C:\\path'
date = 2022-10-21T09:36:00+02:00
local = 2022-10-21 09:36:00
day = 2022-10-21
hour = 09:36:00
draft = false
weight = 1_000
share = 0xff
ratio = -1.5e3
big = inf
site.name.short = "x"
tags = [ "un", # comment
  "deux", ]
inline = { a = 1, b.c = "d", "e f" = [] }
text = """
Un texte \\
    suivi "cité".
Fin"""
raw = \'\'\'
  brut\\n'\'\'\'\'

[params]
color = "red"
[params.deep."é"]
x = 1
[[events]]
name = "A"
  [[events.slots]]
  at = "9h"
[[events]]
name = "B"
'''


def front_of(source: str) -> tuple[str, FrontMatter]:
    text = f"+++\n{source}+++\nBody\n"
    read = read_front(text)
    assert read.front is not None
    assert not read.problems
    assert text[read.body_start :] == "Body\n"
    return text, read.front


def test_every_value_has_its_place_and_its_pointer() -> None:
    text, front = front_of(POST)
    assert {leaf.pointer: text[leaf.scalar.span.start : leaf.scalar.span.end] for leaf in front.leaves} == {
        "/title": '"Rust 1.0 \\u00e9"',
        "/quoted key": "'C:\\path'",
        "/date": "2022-10-21T09:36:00+02:00",
        "/local": "2022-10-21 09:36:00",
        "/day": "2022-10-21",
        "/hour": "09:36:00",
        "/draft": "false",
        "/weight": "1_000",
        "/share": "0xff",
        "/ratio": "-1.5e3",
        "/big": "inf",
        "/site/name/short": '"x"',
        "/tags/0": '"un"',
        "/tags/1": '"deux"',
        "/inline/a": "1",
        "/inline/b/c": '"d"',
        "/text": '"""\nUn texte \\\n    suivi "cité".\nFin"""',
        "/raw": "'''\n  brut\\n'''''",
        "/params/color": '"red"',
        "/params/deep/é/x": "1",
        "/events/0/name": '"A"',
        "/events/0/slots/0/at": '"9h"',
        "/events/1/name": '"B"',
    }


def test_values_are_those_of_tomllib() -> None:
    _, front = front_of(POST)
    expected = tomllib.loads(POST)
    for key in ("date", "day", "hour", "local"):
        expected[key] = expected[key].isoformat()
    expected["big"] = "inf"
    assert front.data == expected


@pytest.mark.parametrize(
    ("pointer", "kind"),
    [
        ("/date", "timestamp"),
        ("/hour", "timestamp"),
        ("/draft", "bool"),
        ("/weight", "int"),
        ("/ratio", "float"),
        ("/title", "str"),
    ],
)
def test_kinds(pointer: str, kind: str) -> None:
    _, front = front_of(POST)
    scalar = front.at(pointer)
    assert isinstance(scalar, Scalar)
    assert scalar.kind == kind


@pytest.mark.parametrize(
    ("pointer", "word", "typed"),
    [
        ("/title", "1.0 é", "1.0 \\u00e9"),
        ("/text", "texte suivi", "texte \\\n    suivi"),
        ("/text", "Fin", "Fin"),
        ("/raw", "brut\\n''", "brut\\n''"),
        ("/quoted key", "C:\\path", "C:\\path"),
        ("/day", "10-21", "10-21"),
    ],
)
def test_decoded_texts_lead_back(pointer: str, word: str, typed: str) -> None:
    text, front = front_of(POST)
    scalar = front.at(pointer)
    assert isinstance(scalar, Scalar)
    mapped = front.mapped(scalar)
    span = mapped.span(mapped.text.index(word), mapped.text.index(word) + len(word))
    assert text[span.start : span.end] == typed


def test_keys_and_holders_have_places() -> None:
    text, front = front_of(POST)
    entry = front.entry_at("/params/deep/é/x")
    assert entry is not None
    assert text[entry.key.span.start : entry.key.span.end] == "x"
    events, params = front.at("/events"), front.at("/params")
    assert isinstance(events, Sequence)
    assert isinstance(params, Mapping)
    assert text[events.span.start : events.span.end].startswith("[[events]]")
    assert text[params.span.start : params.span.end] == '[params]\ncolor = "red"\n[params.deep."é"]\nx = 1'
    inline = front.at("/inline")
    assert inline is not None
    assert text[inline.span.start : inline.span.end] == '{ a = 1, b.c = "d", "e f" = [] }'


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_other_line_ends(line_end: str) -> None:
    text = '\ufeff+++\na = """\nun\ndeux"""\nb = 1\n+++\nBody'.replace("\n", line_end)
    read = read_front(text)
    assert read.front is not None
    assert read.front.data == {"a": "un\ndeux", "b": 1}
    assert text[read.body_start :] == "Body"
    scalar = read.front.leaves[1].scalar
    assert text[scalar.span.start : scalar.span.end] == "1"


@pytest.mark.parametrize(
    ("source", "key", "pointer"),
    [
        ("a = 1\nb = 2\na = 3\n", "a", "/a"),
        ("[t]\na = 1\na = 2\n", "a", "/t/a"),
        ("[t]\n[u]\n[t]\n", "t", "/t"),
        ("a = {x = 1, x = 2}\n", "x", "/a/x"),
        ("a.b = 1\na = 2\n", "a", "/a"),
        ("[[t]]\n[t]\n", "t", "/t"),
        ("[t]\n[[t]]\n", "t", "/t"),
    ],
)
def test_repeated_keys(source: str, key: str, pointer: str) -> None:
    text = f"+++\n{source}+++\n"
    problems = read_front(text).problems
    assert [problem.code for problem in problems] == ["EV005"]
    span, first = problems[0].span, problems[0].related[0][0]
    assert text[span.start : span.end] == text[first.start : first.end] == key
    assert first.start < span.start == text.rindex(key)
    assert problems[0].pointer in (pointer, None)
