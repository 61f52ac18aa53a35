"""Comments that silence rules, in the body's words and in front matter."""

from __future__ import annotations

import pytest

from evlint.model.span import Span
from evlint.parse.directives import read_directive
from evlint.parse.front.front_matter import read_front


@pytest.mark.parametrize(
    ("source", "kind", "codes", "reason"),
    [
        (" evlint-disable EV206 ", "disable", ["EV206"], ""),
        ("evlint-disable EV206, EV301,EV3", "disable", ["EV206", "EV301", "EV3"], ""),
        (" evlint-disable", "disable", [], ""),
        (" evlint-disable: the whole page is a sample", "disable", [], "the whole page is a sample"),
        (" evlint-enable EV206", "enable", ["EV206"], ""),
        (" evlint-disable-line EV1", "disable-line", ["EV1"], ""),
        (
            " evlint-disable-next-line EV301: https://x is meant\n ",
            "disable-next-line",
            ["EV301"],
            "https://x is meant",
        ),
        ("\n  evlint-disable-file EV2 EV3:  two\n  lines\n", "disable-file", ["EV2", "EV3"], "two lines"),
        (" evlint-disable EV206 -- announced so", "disable", ["EV206"], "announced so"),
        (" evlint-disable EV206 announced so", "disable", ["EV206"], "announced so"),
        (" evlint-disable EV206 — announced so", "disable", ["EV206"], "announced so"),
        (" evlint-disable staging-link", "disable", ["staging-link"], ""),
        (" evlint-disable staging-link, weekday-mismatch", "disable", ["staging-link", "weekday-mismatch"], ""),
        (" evlint-disable EV206 staging-link: so", "disable", ["EV206", "staging-link"], "so"),
        (" evlint-disable staging-link EV206", "disable", ["staging-link", "EV206"], ""),
        (" evlint-disable EV206 sous-titre voulu", "disable", ["EV206"], "sous-titre voulu"),
        (" evlint-disable ev206", "disable", ["ev206"], ""),
        (" evlint-disable EV999 EV", "disable", ["EV999", "EV"], ""),
    ],
)
def test_directives(source: str, kind: str, codes: list[str], reason: str) -> None:
    whole = Span(6, 20 + len(source))
    found = read_directive(source, 10, whole)
    assert found is not None
    assert (found.kind, [code.text for code in found.codes], found.reason) == (kind, codes, reason)
    assert found.span == whole
    assert [source[code.span.start - 10 : code.span.end - 10] for code in found.codes] == codes


@pytest.mark.parametrize(
    "source",
    [
        "",
        " a comment",
        "evlint",
        "evlint-disabled EV206",
        "evlint-disable-lines",
        "see evlint-disable EV206",
        "evlint-disable_x",
    ],
)
def test_other_comments(source: str) -> None:
    assert read_directive(source, 0, Span(0, 1)) is None


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("---\n# evlint-disable-file EV2: old\ntitle: x\n---\n", ["# evlint-disable-file EV2: old"]),
        ("---\ntitle: x # evlint-disable-line EV3  \n---\n", ["# evlint-disable-line EV3"]),
        ("---\na:\n  # evlint-disable-next-line EV1\n  b: c\n---\n", ["# evlint-disable-next-line EV1"]),
        ("---\na: |  # evlint-disable-line EV1\n  text\n---\n", ["# evlint-disable-line EV1"]),
        ("---\na: |\n  # evlint-disable EV1\n---\n", []),
        ("---\na: 'x\n  # evlint-disable EV1'\n---\n", []),
        ("---\na: x# evlint-disable EV1\n---\n", []),
        ('---\n"# evlint-disable EV1": x\n---\n', []),
        ("---\na: [x, # evlint-disable-line EV1\n  y]\n---\n", ["# evlint-disable-line EV1"]),
        ("---\n# evlint-disable EV1\n---\n", ["# evlint-disable EV1"]),
        ("---\r\n# evlint-disable EV1\r\na: b\r\n---\r\n", ["# evlint-disable EV1"]),
        ("---\na: b: c # evlint-disable-line EV004\n---\n", ["# evlint-disable-line EV004"]),
        ("---\na: x # see # evlint-disable EV1\n---\n", ["# evlint-disable EV1"]),
        ('+++\na = "# evlint-disable EV1" # evlint-disable-line EV2\n+++\n', ["# evlint-disable-line EV2"]),
        ('+++\na = """\n# evlint-disable EV1\n"""\nb=1# evlint-disable-line EV2\n+++\n', ["# evlint-disable-line EV2"]),
        ('{"a": "# evlint-disable EV1"}\n', []),
        ("---\na: b\n---\n# evlint-disable EV1\n", []),
    ],
)
def test_directives_of_front_matter(text: str, comments: list[str]) -> None:
    found = read_front(text).directives
    assert [text[one.span.start : one.span.end] for one in found] == comments
    for one in found:
        assert [text[code.span.start : code.span.end] for code in one.codes] == [code.text for code in one.codes]
