"""Bare URLs, by GFM's rules and a writer's eye."""

from __future__ import annotations

import pytest

from evlint.parse.body.reader import read_body
from marks import unmarked


@pytest.mark.parametrize(
    "marked",
    [
        "«https://a.fr»",
        "voir «http://a.fr/b?c=d&e=f#g».",
        "(«https://a.fr/b_(c)») et («https://a.fr»), [«https://a.fr»], {«https://a.fr»}",
        "\"«https://a.fr»\", '«https://a.fr»', “«https://a.fr»”, ‘«https://a.fr»’",
        "**«https://a.fr»**, *«https://a.fr»*, ~~«https://a.fr»~~",
        "«https://a.fr/b_c_d»_ «https://a.fr/b»… «https://a.fr/»!?",
        "«https://a.fr/?b&amp;c» «https://a.fr/b»&nbsp;; «https://a.fr»&#x20; «https://a.fr/b\\_c»",
        "\u00a0«https://a.fr»\u00a0: «https://a.fr»\u202f!",
        "«www.a.fr», x.www.a.fr xwww.a.fr @www.a.fr",
        "打开官网：«https://a.fr»，点击。输入 «http://a.fr/b»。 «https://a.fr/（c）»",
        "xhttps://a.fr https:// https://! www. www.!",
        "«HTTPS://A.FR» «ftp://a.fr/b» «http://localhost:4000» «http://[::1]/»",
        "a@b.fr",
        "| «https://a.fr» | b |\n|---|---|\n| «https://c.fr»|d |",
        "[youtube «https://a.fr/watch?v=x»]",
        "«https://a.fr/{{ b c }}/d»",
        "«https://a.fr/»`b` «https://a.fr»<br>«https://c.fr»![d](e)",
    ],
)
def test_bare_urls(marked: str) -> None:
    text, spans = unmarked(marked)
    body = read_body(text, 0, markup="markdown", dialect="goldmark", mdx=False)
    assert [link.span for link in body.links if link.kind == "bare"] == spans
    if "<" not in text and "*" not in text and "\\" not in text and "|" not in text and "`" not in text:
        body = read_body(f"<p>{text}</p>", 0, markup="html", dialect="goldmark", mdx=False)
        assert [link.span.shift(-3) for link in body.links if link.kind == "bare"] == spans
