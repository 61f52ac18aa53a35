"""Our file patterns against pathspec's reading of `.gitignore`."""

from __future__ import annotations

import pathspec
from hypothesis import given, settings
from hypothesis import strategies as st

from evlint.model.globs import Globs

parts = st.sampled_from(
    ["a", "b", "*", "**", "?", "a*", "*.md", "[ab]", "[!a]", "x*y*z", "a b", "a.md", "**a", "a**b", r"\*", "[]a]", "é?"]
)
patterns = st.tuples(
    st.sampled_from(["", "!", "/"]), st.lists(parts, min_size=1, max_size=4).map("/".join), st.sampled_from(["", "/"])
).map("".join)
names = st.sampled_from(["a", "b", "ab", "x.md", "a.md", "xyz", "xayaz", "a b", ".md", "*", "éa", "]"])
paths = st.tuples(st.lists(names, min_size=1, max_size=4).map("/".join), st.sampled_from(["", "/"])).map("".join)


@settings(max_examples=1_000, deadline=None)
@given(patterns, paths)
def test_one_pattern_as_pathspec_reads_it(pattern: str, path: str) -> None:
    assert Globs([pattern]).match(path) == pathspec.GitIgnoreSpec.from_lines([pattern]).match_file(path)


@settings(max_examples=300, deadline=None)
@given(st.lists(patterns, max_size=4), paths.filter(lambda path: not path.endswith("/")))
def test_the_last_pattern_that_matches_counts(lines: list[str], path: str) -> None:
    verdicts = [not line.startswith("!") for line in lines if Globs([line.removeprefix("!")]).match(path)]
    assert Globs(lines).match(path) == (verdicts[-1] if verdicts else False)
