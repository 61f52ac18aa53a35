"""Where the cursor stands in a front matter that is half typed. `|` in a text is the cursor."""

from __future__ import annotations

import pytest

from evlint.parse.front.split import split
from evlint.server.cursor import Cursor, cursor_at


def at(marked: str) -> Cursor | None:
    text = marked.replace("|", "", 1)
    parts = split(text)
    assert parts is not None
    return cursor_at(text, parts.content, marked.index("|"), parts.format)


@pytest.mark.parametrize(
    ("front", "kind", "pointer", "typed"),
    [
        ("|", "key", "", ""),
        ("ti|tle", "key", "", "title"),
        ("title: a\npu|", "key", "", "pu"),
        ("pu|: a", "key", "", "pu"),
        ("published: |", "value", "/published", ""),
        ("published:|", "value", "/published", ""),
        ("published: fa|lse", "value", "/published", "false"),
        ("a:\n  b|", "key", "/a", "b"),
        ("a:\n  b: 1\n  c: |", "value", "/a/c", ""),
        ("a:\n  b:\n    c|", "key", "/a/b", "c"),
        ("a:\n  b:\n    c: 1\n  d|", "key", "/a", "d"),
        ("l:\n- a: 1\n  b|", "key", "/l/0", "b"),
        ("l:\n- a: 1\n- b|", "key", "/l/1", "b"),
        ("l:\n  - a: 1\n  - b: 2\n    c: |", "value", "/l/1/c", ""),
        ("l:\n- a: 1\nm|", "key", "", "m"),
        ("l:\n- - a: 1\n  - b|", "key", "/l/0/1", "b"),
        ("'a/b':\n  c|", "key", "/a~1b", "c"),
        ("a:\n# un commentaire\n\n  b|", "key", "/a", "b"),
        ("l: [|]", "value", "/l/0", ""),
        ("l: [a, b|]", "value", "/l/1", "b"),
        ("l: [a, 'b, c', |", "value", "/l/2", ""),
        ("l: [a|, b]", "value", "/l/0", "a"),
        ("l:\n- Ville du|", "key", "/l/0", "Ville du"),
    ],
)
def test_yaml(front: str, kind: str, pointer: str, typed: str) -> None:
    marked = f"---\n{front}\n---\n"
    cursor = at(marked)
    assert cursor is not None
    text = marked.replace("|", "", 1)
    assert (cursor.kind, cursor.pointer, text[cursor.typed.start : cursor.typed.end]) == (kind, pointer, typed)


@pytest.mark.parametrize(
    ("front", "kind", "pointer", "typed"),
    [
        ("ti|", "key", "", "ti"),
        ("draft = |", "value", "/draft", ""),
        ("draft = tr|ue", "value", "/draft", "true"),
        ("a = 1\n[params]\nb|", "key", "/params", "b"),
        ("[params.x]\nb = |", "value", "/params/x/b", ""),
        ('l = ["a", "b|"]', "value", "/l/1", '"b"'),
    ],
)
def test_toml(front: str, kind: str, pointer: str, typed: str) -> None:
    marked = f"+++\n{front}\n+++\n"
    cursor = at(marked)
    assert cursor is not None
    text = marked.replace("|", "", 1)
    assert (cursor.kind, cursor.pointer, text[cursor.typed.start : cursor.typed.end]) == (kind, pointer, typed)


@pytest.mark.parametrize(
    "marked",
    [
        "---\nl: [a]|\n---\n",
        "---\nl: [{a: |}]\n---\n",
        "---\ntitle: a\n---\n|",
        '---\n"a|\n---\n',
        "---\nau lieu de |\n---\n",
        '{"a": |}\n',
        "+++\n[par|ams]\n+++\n",
    ],
)
def test_nothing_is_offered_elsewhere(marked: str) -> None:
    assert at(marked) is None


def test_a_value_gets_the_blank_that_is_missing() -> None:
    without, with_blank = at("---\na:|\n---\n"), at("---\na: |\n---\n")
    assert without is not None
    assert with_blank is not None
    assert (without.gap, with_blank.gap) == (" ", "")
