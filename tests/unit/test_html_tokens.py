"""The HTML tokenizer alone, on what is whole and what is not."""

from __future__ import annotations

import pytest

from evlint.parse.body.html import attributes, candidates, decode, tokens


def shown(html: str) -> list[tuple[str, str]]:
    return [(token.kind, token.name or html[token.start : token.end]) for token in tokens(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<b c>d</B>", [("text", "a"), ("open", "b"), ("text", "d"), ("close", "b")]),
        ("a < b > c <3 <é>", [("text", "a < b > c <3 <é>")]),
        ("<!doctype html><?php x ?>a", [("text", "a")]),
        ("<!-- <a> -->b<!---->", [("comment", "<!-- <a> -->"), ("text", "b"), ("comment", "<!---->")]),
        ("<!-- a", [("comment", "<!-- a")]),
        ("<script>'<a>'</SCRIPT >b", [("open", "script"), ("raw", "script"), ("close", "script"), ("text", "b")]),
        ("<code>a", [("open", "code"), ("raw", "code")]),
        ("<code/>a", [("open", "code"), ("text", "a")]),
        ("<a b='>'>c", [("open", "a"), ("text", "c")]),
        ("x<a b", [("text", "x<a b")]),
        ('<a b="c>d', [("open", "a"), ("text", "d")]),
        ("<my-tag/><a\n/>", [("open", "my-tag"), ("open", "a")]),
    ],
)
def test_tokens(html: str, expected: list[tuple[str, str]]) -> None:
    assert shown(html) == expected


def test_attributes() -> None:
    html = " a B=\"c\" d='e>f' g=h/i  j = k l='' b=m =n"
    found = {name: html[start:end] for name, (start, end) in attributes(html, 0, len(html)).items()}
    assert found == {"a": "", "b": "c", "d": "e>f", "g": "h/i", "j": "k", "l": "", "n": ""}


def test_character_references() -> None:
    assert decode("a &amp; b &#233; &#xE9; &eacute;") == "a & b é é é"
    assert decode("?a=1&region=2&amp") == "?a=1&region=2&amp"


@pytest.mark.parametrize(
    ("value", "urls"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        (" a.png,\n b.png 100w ,c,d.png", ["a.png", "b.png", "c,d.png"]),
        ("data:image/png;base64,AA== 1x, b", ["data:image/png;base64,AA==", "b"]),
        (", ,", []),
    ],
)
def test_srcset(value: str, urls: list[str]) -> None:
    assert [value[start:end] for start, end in candidates(value, 0, len(value))] == urls
