"""Front matter of any form: every scalar's span is its source, every decoded character leads back to what was typed."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime, time
from typing import Any

import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evlint.model.document import FrontMatter, Mapping, Node, Scalar
from evlint.parse.front.front_matter import FrontRead, read_front

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t\\'\"#:-é\x85\u2028\xa0"),
    max_size=40,
)
KEYS = st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(WORDS, st.integers(-(10**6), 10**6), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
POSTS = st.dictionaries(KEYS, VALUES, max_size=5)
SCALARS = st.sampled_from((None, "'", '"', "|", ">"))
ANY = st.text(st.sampled_from("ab:- \n\r\t'\"|>&*!#[]{},=+\\0é\x85\u2028\ufeff\x00{%"), max_size=60)


def checked(text: str) -> tuple[FrontRead, FrontMatter]:
    """Read a post and check what holds for every post: spans that are their sources, maps that lead back."""
    read = read_front(text)
    front = read.front
    assert front is not None
    for scalar in scalars(front.root):
        assert text[scalar.span.start : scalar.span.end] == scalar.source
    for leaf in front.leaves:
        check_map(text, front, leaf.scalar)
    return read, front


def scalars(node: Node | None) -> list[Scalar]:
    if node is None:
        return []
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Mapping):
        return [scalar for entry in node.entries for scalar in [entry.key, *scalars(entry.value)]]
    return [scalar for item in node.items for scalar in scalars(item)]


def check_map(text: str, front: FrontMatter, scalar: Scalar) -> None:
    mapped = front.mapped(scalar)
    if scalar.kind == "str":
        assert mapped.text == scalar.value
    end = front.content.end
    position = scalar.span.start
    if not mapped.text:
        assert mapped.whole() == scalar.span
        return
    ends = [piece.start for piece in mapped.pieces[1:]] + [len(mapped.text)]
    for piece, stop in zip(mapped.pieces, ends, strict=True):
        assert piece.start < stop, "no piece is empty"
        assert position <= piece.source_start <= piece.source_end <= end, "pieces follow each other inside the content"
        position = piece.source_end
        decoded = mapped.text[piece.start : stop]
        source = text[piece.source_start : piece.source_end]
        if len(decoded) == len(source):
            assert all(one == other or (one + other).isspace() for one, other in zip(decoded, source, strict=True))
    assert mapped.pieces[0].start == 0


def texts(value: Any) -> Any:
    """Make every value a text: PyYAML writes a quoted number with a tag of its own."""
    if isinstance(value, dict):
        return {key: texts(one) for key, one in value.items()}
    if isinstance(value, list):
        return [texts(one) for one in value]
    return str(value)


def plain(value: Any) -> Any:
    """Write dates as text, as a schema sees them."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, (date, datetime, time)) else value


@given(POSTS, SCALARS, st.booleans(), st.sampled_from(("\n", "\r\n")))
@settings(max_examples=150, deadline=None)
def test_yaml_as_pyyaml_writes_and_reads_it(post: dict[str, Any], style: str | None, flow: bool, line_end: str) -> None:
    source = yaml.dump(
        post if style is None else texts(post),
        default_style=style,
        default_flow_style=flow,
        allow_unicode=True,
        width=30,
        Dumper=yaml.CSafeDumper,
    )
    if line_end != "\n":
        source = source.replace("\n", line_end)
    expected = yaml.load(source, Loader=yaml.CSafeLoader)
    read, front = checked(f"---{line_end}{source}---{line_end}body")
    assert not read.problems
    assert front.data == expected


@given(
    st.lists(
        st.sampled_from(("a", " ", "  b", "\n", "\n\n", "\r\n", "\t", "'", '"', "\\", "#", ":", "é", "\x85", "\u2028")),
        max_size=14,
    ),
    st.sampled_from(("a: |{}\n", "a: >{}\n")),
    st.sampled_from(("", "+", "-")),
    st.integers(1, 3),
)
@settings(max_examples=250, deadline=None)
def test_blocks_as_pyyaml_reads_them(parts: list[str], header: str, chomp: str, indent: int) -> None:
    lines = "".join(parts).split("\n")
    source = header.format(chomp) + "".join(" " * indent + line + "\n" for line in lines)
    agrees(source)


@given(
    st.lists(
        st.sampled_from(
            (
                "a",
                " ",
                "b c",
                "\n",
                "\n\n  ",
                "\r\n ",
                "\t",
                "''",
                "é",
                "\x85 ",
                "\u2028",
                "\\n",
                "\\\n  ",
                '\\"',
                "\\x41",
                "\\u00e9",
                "\\_",
                "\\ ",
            )
        ),
        max_size=14,
    ),
    st.sampled_from(("a: '{}'\nb: 1\n", 'a: "{}"\nb: 1\n', "a: x{}x\nb: 1\n", "a: [x{}x, y]\nb: 1\n")),
)
@settings(max_examples=300, deadline=None)
def test_quotes_and_folds_as_pyyaml_reads_them(parts: list[str], around: str) -> None:
    agrees(around.replace("{}", "".join(parts).replace("\n", "\n ")))


def agrees(source: str) -> None:
    """Read what PyYAML reads, scalar by scalar, or refuse what it refuses."""
    try:
        node = yaml.compose(source, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        read = read_front(f"---\n{source}\n---\n")
        assert [problem.code for problem in read.problems] == ["EV004"]
        return
    _, front = checked(f"---\n{source}---\n")
    expected = yaml_texts(node)
    assert [front.mapped(one).text if one.kind == "str" else None for one in scalars(front.root)] == [
        text if one.kind == "str" else None for text, one in zip(expected, scalars(front.root), strict=True)
    ]


def yaml_texts(node: Any) -> list[str]:
    if isinstance(node, yaml.ScalarNode):
        return [node.value]
    parts = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    return [text for part in parts for text in yaml_texts(part)]


@given(POSTS, st.sampled_from((None, 2)), st.booleans())
@settings(max_examples=100, deadline=None)
def test_json_as_json_reads_it(post: dict[str, Any], indent: int | None, ascii_only: bool) -> None:
    read, front = checked(json.dumps(post, indent=indent, ensure_ascii=ascii_only) + "\nbody")
    assert not read.problems
    assert front.data == post


@given(
    st.dictionaries(
        KEYS,
        st.one_of(WORDS, st.integers(), st.booleans(), st.dates(), st.times(), st.lists(WORDS, max_size=3)),
        max_size=5,
    ),
    st.dictionaries(KEYS, WORDS, max_size=3),
)
@settings(max_examples=100, deadline=None)
def test_toml_as_tomllib_reads_it(post: dict[str, Any], table: dict[str, str]) -> None:
    lines = [f"{key} = {toml(value)}" for key, value in post.items()]
    lines += ["[[Items]]", *(f"{key} = {toml(value)}" for key, value in table.items())] * 2
    lines += ["[Table.inner]", *(f"x.{key} = '''\n{value}'''" for key, value in table.items() if "'" not in value)]
    source = "\n".join(lines) + "\n"
    assume("+++" not in source)  # a line of it ends the front matter, in a text of several lines too
    expected = tomllib.loads(source)
    read, front = checked(f"+++\n{source}+++\nbody")
    assert not read.problems
    assert front.data == plain(expected)


def toml(value: Any) -> str:
    if isinstance(value, (date, time)):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


@given(
    ANY,
    st.sampled_from(
        ("---\n{}\n---\nB", "+++\n{}\n+++\nB", "{{{}}}\nB", "{}", "---\r{}\r---\r", '{{"a": {}}}', "---\na: {}\n---\n")
    ),
)
@settings(max_examples=400, deadline=None)
def test_nothing_is_too_broken(middle: str, around: str) -> None:
    text = around.format(middle)
    read = read_front(text)
    assert 0 <= read.body_start <= len(text)
    for problem in read.problems:
        assert 0 <= problem.span.start < problem.span.end <= len(text)
        assert str(problem.message)
        if read.front is not None:
            assert read.front.content.start <= problem.span.start
            assert problem.span.end <= read.front.content.end
    if read.front is not None:
        assert sum(problem.code in ("EV004", "EV006") for problem in read.problems) == (read.front.root is None)
        if "\0" not in text:
            checked(text)
