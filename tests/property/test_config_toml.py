"""Whatever stands in a configuration: settings or problems with places inside the file, never anything else."""

from __future__ import annotations

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.config.errors import ConfigError
from evlint.config.model import ROOT, Table
from evlint.config.read import read_settings
from evlint.config.toml_text import Places
from evlint.model.settings import Settings

NAMES = [key.name for key in ROOT.keys]
INNER = [one.name for key in ROOT.keys if isinstance(key.kind, Table) for one in key.kind.keys]
values = st.recursive(
    st.one_of(
        st.sampled_from(
            ['""', '"EV2"', '"a/**"', "true", "1", "-1.5", "nan", "1979-05-27", "'x'", '"""\n\\u00e9 \\""""', '"$T"']
        )
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[\n " + ", ".join(items) + " ]"),
        st.dictionaries(st.sampled_from([*INNER, '"a.b"', '"*"']), inner, max_size=3).map(
            lambda pairs: "{ " + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + " }"
        ),
    ),
    max_leaves=6,
)
lines = st.one_of(
    st.tuples(st.sampled_from([*NAMES, *INNER, "other", '"é" . x']), values).map(" = ".join),
    st.sampled_from(["[links]", "[severity]", "[[collection]]", "[per-file]", "[links.hosts.'a.b']", "# [x", "", "["]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(lines, max_size=8).map("\n".join))
def test_settings_or_problems_with_places(text: str) -> None:
    try:
        found = read_settings(text, file="evlint.toml")
    except ConfigError as error:
        assert error.problems  # noqa: PT017 both outcomes are sound, and each is looked at
        rows = text.split("\n")
        for problem in error.problems:
            assert 1 <= problem.line <= len(rows)
            assert 1 <= problem.column <= len(rows[problem.line - 1]) + 1
    else:
        assert isinstance(found, Settings)


@settings(max_examples=200, deadline=None)
@given(st.lists(lines, max_size=8).map("\n".join))
def test_a_place_of_a_key_is_where_the_key_is_written(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    places = Places(text)
    rows = text.split("\n")
    for name in data:
        line, column = places.of((name,))
        assert rows[line - 1][column - 1 :].startswith((name, f'"{name}"'))
