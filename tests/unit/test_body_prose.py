"""Prose: what the reader reads, run by run, and the way back to the source."""

from __future__ import annotations

import pytest

from evlint.model.document import Prose
from evlint.parse.body.reader import read_body

OBJECT = "\ufffc"


@pytest.fixture(autouse=True)
def _every_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read blocks that hold no date too: which ones are left out is tested by itself (`test_dates_hint.py`)."""
    monkeypatch.setattr("evlint.parse.body.prose.may_hold_dates", lambda _: True)


def prose(text: str, markup: str = "markdown", dialect: str = "kramdown") -> tuple[Prose, ...]:
    return read_body(text, 0, markup=markup, dialect=dialect, mdx=False).prose()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le **jeudi** *3* [novembre](https://a.fr/2020)\nà ***9h***", ["Le jeudi 3 novembre à 9h"]),
        ("\\[9h–9h30\\] Accueil", ["[9h–9h30] Accueil"]),
        ("3&nbsp;novembre &lt; 4&#160;mai", ["3\u00a0novembre < 4\u00a0mai"]),
        ("a 1  \nb\\\nc", ["a 1\nb\nc"]),
        ("a 1<br>b<br/>c", ["a 1\nb\nc"]),
        ("a 1\r\nb", ["a 1 b"]),
        ("> le 3\n> mai\n", ["le 3 mai"]),
        ("- a 1\n- b 2\n\n  c 3\n", ["a 1", "b 2", "c 3"]),
        ("| a 1 | b |\n|---|---|\n| c 2 | d **3** |\n", ["a 1", "c 2", "d 3"]),
        ("no digit\n\n3 mai\n\nnone", ["3 mai"]),
        ("le `9h` 3 mai", [f"le {OBJECT} 3 mai"]),
        ("le <code>9h</code> 3 mai", [f"le {OBJECT} 3 mai"]),
        ("le {{ x }} 3 {% y %}mai", [f"le {OBJECT} 3 {OBJECT}mai"]),
        ("{% raw %}4 mai\nx{% endraw %} 3", [f"{OBJECT} 3"]),
        ("https://a.fr/2020 <https://b.fr/1> 3", [f"{OBJECT} {OBJECT} 3"]),
        ("le 3 <!-- 4 --> mai", ["le 3  mai"]),
        ("le *3*{: .x} mai\n{: .y 4}", ["le 3 mai "]),
        ("<p>le <b>3</b>\n   mai</p><p>le 4</p>", ["le 3 mai", "le 4"]),
        ("<ul><li>a 1<li>b 2</ul>", ["a 1", "b 2"]),
        ("<div>3 &eacute; <pre>4</pre> 5 <script>6</script></div>", ["3 é ", " 5 "]),
        ("<p>[le 3](https://a.fr/4) mai</p>", ["le 3 mai"]),
        ("le [3](/a 4.pdf) mai", ["le 3 mai"]),
        ("<div>\n\n    <p>3 mai</p>\n</div>", ["3 mai"]),
        ("    3 mai\n", []),
        ("a[^1] 2\n\n[^1]: le 3 mai\n", ["a 2", "le 3 mai"]),
        ("~~1~~ - [x] 2\n\n- [x] 3", [f"{OBJECT} - [x] 2", "3"]),
        ("a <del>le 3 <b>mai</b></del> 4 <s>5\n6\n\n7 mai", [f"a {OBJECT} 4 {OBJECT}", "7 mai"]),
        ("<div>le <strike><p>3 mai</p></strike> 4</div>", [" 4"]),
        ("> <div>\n> le 3\n> mai</div>", [" le 3 mai"]),
        ("<div>\n<!-- 1\n\n2\n\n-->\n3</div>", [" 3"]),
    ],
)
def test_text(text: str, expected: list[str]) -> None:
    assert [run.text.text for run in prose(text)] == expected


def test_kinds() -> None:
    runs = prose("# Le 3 *mai*\n\n![le 4](a) 5\n\n<h2>6</h2><p><img alt='le&nbsp;7' src=b></p>\n\n8 ![9](c) 10")
    assert [(run.kind, run.text.text) for run in runs] == [
        ("heading", "Le 3 mai"), ("alt", "le 4"), ("text", f"{OBJECT} 5"), ("heading", "6"), ("alt", "le\u00a07"),
        ("alt", "9"), ("text", f"8 {OBJECT} 10"),
    ]  # fmt: skip


def test_html_body() -> None:
    runs = prose("<h1>Le 3</h1>\n<p>a **1** &amp;\n<i>2</i></p>", "html")
    assert [(run.kind, run.text.text) for run in runs] == [("heading", "Le 3"), ("text", "a **1** & 2")]


@pytest.mark.parametrize(
    ("text", "phrase", "source"),
    [
        ("x **jeudi** [3](a) mai", "jeudi 3 mai", "jeudi** [3](a) mai"),
        ("x 3&nbsp;mai y", "3\u00a0mai", "3&nbsp;mai"),
        ("x 3&nbsp;mai y", "\u00a0", "&nbsp;"),
        ("> le 3\n> mai", "3 mai", "3\n> mai"),
        ("é😀 \\[9h\\] a", "[9h]", "[9h\\]"),
        ("<p>le <b>3</b>\n  mai</p>", "3 mai", "3</b>\n  mai"),
        ("![le 3](a) 4", "le 3", "le 3"),
        ("![le 3](a) 4", OBJECT + " 4", "![le 3](a) 4"),
        ("3 {{ x }} mai", f"3 {OBJECT} mai", "3 {{ x }} mai"),
        ("<p>[le 3](https://a.fr) mai</p>", "3 mai", "3](https://a.fr) mai"),
    ],
)
def test_the_way_back(text: str, phrase: str, source: str) -> None:
    runs = [run.text for run in prose(text) if phrase in run.text.text]
    assert len(runs) == 1
    start = runs[0].text.index(phrase)
    span = runs[0].span(start, start + len(phrase))
    assert text[span.start : span.end] == source
