"""Silencing in every form: what is silenced, what is not, what is counted, and what is told as unused."""

from __future__ import annotations

import pytest

from evlint.api import lint_text
from evlint.pipeline.request import Request
from evlint.pipeline.run import prepare

BAD = "[x](https://preprod.example.fr/)"
FRONT = "---\ntitle: a\n---\n\n"


def lines(body: str, path: str = "post.md", front: str = FRONT) -> list[tuple[str, int]]:
    found = lint_text(front + body, path=path, select=["EV009", "EV301", "EV302"])
    return [(one.rule, one.start.line) for one in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{BAD}\n", [("EV301", 5)]),
        (f"<!-- evlint-disable-file EV301 -->\n{BAD}\n\n{BAD}\n", []),
        (f"{BAD}\n\n<!-- evlint-disable-file EV301: at the end -->\n", []),
        (f"<!-- evlint-disable EV301 -->\n{BAD}\n<!-- evlint-enable EV301 -->\n\n{BAD}\n", [("EV301", 9)]),
        (f"<!-- evlint-disable -->\n{BAD}\n<!-- evlint-enable -->\n\n{BAD}\n", [("EV301", 9)]),
        (f"<!-- evlint-disable EV3 -->\n\n{BAD}\n", []),
        (f"{BAD} <!-- evlint-disable-line EV301 -->\n", []),
        (f"<!-- evlint-disable-next-line EV301: on purpose -->\n{BAD}\n", []),
        (f"<!-- evlint-disable-next-line EV301 -->\n\n\n{BAD}\n", []),
        (f"<!-- evlint-disable-next-line EV301 -->\ntext\n\n{BAD}\n", [("EV009", 5), ("EV301", 8)]),
        (f"<!-- evlint-disable-next-line EV302 -->\n{BAD}\n", [("EV009", 5), ("EV301", 6)]),
        (f"<!-- evlint-disable-next-line EV301, EV302 -->\n{BAD}\n", [("EV009", 5)]),
        ("<!-- evlint-disable-file EV999 -->\n", [("EV009", 5)]),
        ("<!-- evlint-disable-next-line EV206 -->\ntext\n", []),
        ("<!-- evlint-disable-file EV009 -->\n<!-- evlint-disable-line EV301 -->\n", []),
        (f"`<!-- evlint-disable-file EV301 -->`\n\n{BAD}\n", [("EV301", 7)]),
        (f"* item\n\n  <!-- evlint-disable-next-line EV301 -->\n  {BAD}\n", []),
        (
            f"<div>\n<!-- evlint-disable-line EV301 --> <a href='https://preprod.example.fr/'>x</a>\n</div>\n\n{BAD}\n",
            [("EV301", 9)],
        ),
    ],
)
def test_comments_in_the_body(body: str, expected: list[tuple[str, int]]) -> None:
    assert lines(body) == expected


def test_mdx_comments() -> None:
    assert lines(f"{{/* evlint-disable-next-line EV301 */}}\n{BAD}\n", path="post.mdx") == []
    assert lines(f"{{/* evlint-disable-next-line EV301 */}}\n{BAD}\n") == [("EV301", 6)]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: a\nlien: https://preprod.example.fr/ # evlint-disable-line EV301: for the test team\n---\n",
        "---\n# evlint-disable-next-line EV301\nlien: https://preprod.example.fr/\n---\n",
        "---\n# evlint-disable-file EV301\nlien: https://preprod.example.fr/\n---\n",
        '+++\n# evlint-disable-next-line EV301\nlien = "https://preprod.example.fr/"\n+++\n',
    ],
)
def test_comments_in_the_front_matter(front: str) -> None:
    assert lines("", front=front) == []


def test_a_comment_inside_a_text_is_text() -> None:
    assert lines("", front='---\ntexte: "voir https://preprod.example.fr/ # evlint-disable-line EV301"\n---\n') == [
        ("EV301", 2)
    ]


def test_what_is_silenced_is_counted_with_its_reason() -> None:
    run = prepare(
        Request(
            stdin=f"{FRONT}<!-- evlint-disable-next-line EV301: on purpose -->\n{BAD}\n".encode(),
            isolated=True,
            online=False,
        )
    )
    outcome = run.outcome()
    assert outcome.diagnostics == ()
    assert [(one.diagnostic.rule, one.reason) for one in outcome.suppressed] == [("EV301", "on purpose")]
