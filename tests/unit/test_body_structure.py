"""Headings, anchors, directives, undefined references, attribute lists and code of a body."""

from __future__ import annotations

import pytest

from evlint.model.document import Body
from evlint.parse.body.reader import read_body
from marks import unmarked


def read(text: str, markup: str = "markdown", *, mdx: bool = False) -> Body:
    return read_body(text, 0, markup=markup, dialect="unknown", mdx=mdx)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("«# Un *titre* `x` [y](z) &amp; w»\n", (1, "Un titre x y & w", None)),
        ("«### T ###»\n\ntext", (3, "T", None)),
        ("«Titre\nsuite\n===»\n", (1, "Titre suite", None)),
        ("«## Horaires\u00a0:  tous»\n", (2, "Horaires\u00a0:  tous", None)),
        ("> «T\n> ---»\n", (2, "T", None)),
        ("«# Été {#l-été .c}»\r\n", (1, "Été", "l-été")),
        ("«## T»\n{: #t .c}\n", (2, "T", "t")),
        ("{: #t}\n«## T»\n", (2, "T", "t")),
        ("«## T {: .c}»\n", (2, "T", None)),
        ("x\n\n«<h2 class=c\nid='i'>A <b>b</b>\n c</h2>»", (2, "A b c", "i")),
        ("- «# {{ page.title }} x»", (1, "{{ page.title }} x", None)),
    ],
)
def test_heading(marked: str, expected: tuple[int, str, str | None]) -> None:
    text, spans = unmarked(marked)
    body = read(text)
    assert [(heading.level, heading.text, heading.id) for heading in body.headings] == [expected]
    assert [heading.span for heading in body.headings] == spans
    assert not body.anchors


def test_headings_of_an_html_body() -> None:
    body = read("<h1>A</h1><p>b</p><h3 id=c>D <a href=e>f</a></h3>", "html")
    assert [(heading.level, heading.text, heading.id) for heading in body.headings] == [(1, "A", None), (3, "D f", "c")]


def test_anchors() -> None:
    text, spans = unmarked("<a name=\"«é»\"></a> x\n\n<div id=«b»>\n<p ID='«c&amp;d»'>e</p></div>\n\np\n{: .x #«f» }\n")
    anchors = read(text).anchors
    assert [anchor.name for anchor in anchors] == ["é", "b", "c&d", "f"]
    assert [anchor.span for anchor in anchors] == spans


@pytest.mark.parametrize(
    "marked",
    [
        "«<!-- evlint-disable EV206: reason -->»",
        "- a «<!-- evlint-disable EV206 -->»\n- b",
        "| a «<!-- evlint-disable EV206 -->» | b |\n|---|---|\n| c | d |\n",
        "<div>\n«<!--evlint-disable\nEV206-->»\n</div>",
        "> x «<!-- evlint-disable EV206 -->»",
        "<p>a «<!-- evlint-disable EV206 -->» b</p>",
    ],
)
def test_directive(marked: str) -> None:
    text, spans = unmarked(marked)
    found = read(text).directives
    assert [directive.span for directive in found] == spans
    assert [code.text for directive in found for code in directive.codes] == ["EV206"]
    assert all(text[code.span.start : code.span.end] == "EV206" for directive in found for code in directive.codes)


def test_no_directive_in_code() -> None:
    comment = "<!-- evlint-disable EV206 -->"
    for text in (
        f"`{comment}`",
        f"```\n{comment}\n```",
        f"<pre>{comment}</pre>",
        f"{{% raw %}}{comment}{{% endraw %}}",
        "evlint-disable EV206",
    ):
        assert not read(text).directives


def test_directive_of_mdx() -> None:
    text, spans = unmarked("«{/* evlint-disable EV206 */}»\n\n`{/* evlint-disable EV1 */}`\n\n{/* else */}")
    assert [directive.span for directive in read(text, mdx=True).directives] == spans
    assert not read(text).directives


@pytest.mark.parametrize(
    ("marked", "labels"),
    [
        ("see «[a][b c]», «[d][]», [e], [f] [g], int[][] x[d][]", ["b c", "d"]),
        ("«![a][b]»", ["b"]),
        ("a[^1]«[^deux]» [^ x]\n\n[^1]: b", ["^deux"]),
        ("[a][b]\n\n[B]: c", []),
        ("`[a][b]` [9h30] [x][ ]", []),
        ("- [ ] [a](b)\n- [x] c", []),
        ("[a][b] {% include links.md %}", []),
        ("[a][b]\n\n[{{ x }}]: /c", []),
        ("[a][{{ b }}]", []),
        ("<!-- [a][b] -->", []),
    ],
)
def test_undefined(marked: str, labels: list[str]) -> None:
    text, spans = unmarked(marked)
    undefined = read(text).undefined
    assert [item.label for item in undefined] == labels
    assert [item.span for item in undefined] == spans


@pytest.mark.parametrize(
    ("marked", "sources"),
    [
        ('[a](b)«{:target="_blank"}» c', ['target="_blank"']),
        ('> a\n«{: .encadre role="presentation" }»\n', [' .encadre role="presentation" ']),
        ("«{: : .noir .encadre}»", [" : .noir .encadre"]),
        ("«{: .encadré}» *x*«{:.y}»", [" .encadré", ".y"]),
        ("`{: .x}` {:: .y} {: } {:\n.z}", []),
        ("```\n{: .x}\n```", []),
    ],
)
def test_attribute_lists(marked: str, sources: list[str]) -> None:
    text, spans = unmarked(marked)
    lists = read(text).attribute_lists
    assert [item.source for item in lists] == sources
    assert [item.span for item in lists] == spans


def test_code_and_templates() -> None:
    text, spans = unmarked("a «`b`» <code>«c»</code>\n\n```\nd\n```\n\n<pre>«e»</pre>\n")
    code = read(text).code
    assert [text[span.start : span.end].strip() for span in code] == ["`b`", "c", "```\nd\n```", "e"]
    assert set(spans) <= set(code)
    text, spans = unmarked("«{{ a }}» «{%- b -%}» «{% raw %}{{ c }}{% endraw %}» «{{< d >}}»")
    assert list(read(text).templates) == spans


CONTAINERS = """\
??? example "a.js"
    ```js
    if (x[a][b][0]) {}
    ```

=== "UART"

    ### Wires

    See [a](a.md).

    !!! warning
        Deep [b](b.md)

            [code](no.md)

After [c](c.md)

    [code](no.md)
"""


def test_containers_of_python_markdown_hold_markdown() -> None:
    body = read_body(CONTAINERS, 0, markup="markdown", dialect="python-markdown", mdx=False)
    assert [CONTAINERS[link.span.start : link.span.end] for link in body.links] == ["a.md", "b.md", "c.md"]
    assert [heading.text for heading in body.headings] == ["Wires"]
    assert body.undefined == ()


def test_containers_are_text_elsewhere() -> None:
    body = read_body(CONTAINERS, 0, markup="markdown", dialect="goldmark", mdx=False)
    assert [CONTAINERS[link.span.start : link.span.end] for link in body.links] == ["c.md"]


SET_IN = """\
<Tabs>
\t\t<Tab>

\t\tSee [a](a.md) and `[code](no.md)`.

\t\t```js

\t\t[code](no.md)
\t\t```

\t\tThen [b](b.md).
\t\t</Tab>
</Tabs>

1. Item
\t\t```md

\t\t[code](no.md)
\t\t```

<td>Write `https://{name}.example.org` or [c](c.md)</td>
"""


def test_in_mdx_nothing_is_code_because_it_is_set_in() -> None:
    links = read(SET_IN, mdx=True).links
    assert [SET_IN[link.span.start : link.span.end] for link in links] == ["a.md", "b.md", "c.md"]
    assert "a.md" not in [link.url for link in read(SET_IN).links]
