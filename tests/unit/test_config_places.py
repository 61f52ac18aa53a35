"""Where keys and values stand in a TOML text."""

from __future__ import annotations

import tomllib

import pytest

from evlint.config.toml_text import Places

TEXT = '''\
# a comment with key = "value"
top = "x"
"quoted key" = [
  "a",  # ]
  ["b", { c = 1, d.e = \'\'\'
  f = 2 \'\'\' }],
]
dotted . "x y".z = """ \\" ""a """

[ table.inner ] # [not]
day = 1979-05-27 07:32:00
key = 'it is # no comment' # but this is

[[list]]
name = "é"
[[list]]
name = "two"
inline = {x = [1, 2], y = {z = true}}
[list.sub]
deep = 0x1F
[[list.many]]
a = 1
[[list.many]]
a = 2
'''


@pytest.mark.parametrize(
    ("trail", "key", "value"),
    [
        (("top",), 'top = "x"', '"x"'),
        (("quoted key",), '"quoted', '[\n  "a"'),
        (("quoted key", 0), '"a",', '"a",'),
        (("quoted key", 1, 0), '"b"', '"b"'),
        (("quoted key", 1, 1, "c"), "c = 1", "1, d"),
        (("quoted key", 1, 1, "d", "e"), "e = '''", "'''\n"),
        (("dotted",), "dotted", None),
        (("dotted", "x y"), '"x y"', None),
        (("dotted", "x y", "z"), 'z = """', '""" \\"'),
        (("table",), "table.inner", None),
        (("table", "inner", "day"), "day =", "1979"),
        (("table", "inner", "key"), "key = 'it", "'it"),
        (("list",), 'list]]\nname = "é', None),
        (("list", 0, "name"), 'name = "é"', '"é"'),
        (("list", 1), '[[list]]\nname = "two', None),
        (("list", 1, "inline", "x", 1), "2],", "2],"),
        (("list", 1, "inline", "y", "z"), "z = true", "true"),
        (("list", 1, "sub", "deep"), "deep", "0x1F"),
        (("list", 1, "many", 1, "a"), "a = 2", "2\n"),
    ],
)
def test_a_key_and_its_value(trail: tuple[str | int, ...], key: str, value: str | None) -> None:
    places = Places(TEXT)
    assert places.of(trail) == place_of(key)
    if value is not None:
        assert places.of(trail, at_value=True) == place_of(value)


def place_of(piece: str) -> tuple[int, int]:
    assert TEXT.count(piece) == 1, piece
    before = TEXT[: TEXT.index(piece)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_what_is_not_there_is_told_at_what_is_around_it() -> None:
    places = Places(TEXT)
    assert places.of(("list", 1, "missing")) == places.of(("list", 1))
    assert places.of(("nowhere",)) == (1, 1)


def test_every_key_and_value_of_a_text_has_a_place() -> None:
    places = Places(TEXT)
    for trail in trails(tomllib.loads(TEXT), ()):
        for at_value in (False, True):
            assert places.of(trail, at_value=at_value) != (1, 1), trail


def trails(data: object, trail: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    inner = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    return [trail] * bool(trail) + [one for key, value in inner for one in trails(value, (*trail, key))]
