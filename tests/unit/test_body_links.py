"""Every form of a link, with the exact place of its destination (marked by « ») and what its reader gets."""

from __future__ import annotations

import pytest

from evlint.model.document import Body
from evlint.parse.body.reader import read_body
from marks import unmarked


def read(text: str, markup: str = "markdown", dialect: str = "unknown", *, mdx: bool = False) -> Body:
    return read_body(text, 0, markup=markup, dialect=dialect, mdx=mdx)


Expected = list[tuple[str, str, str | None]]

# ruff: noqa: E501 a table, one case a line
MARKDOWN: dict[str, tuple[str, Expected]] = {
    "inline": ("See [the page](«https://a.fr/x»).", [("inline", "https://a.fr/x", "the page")]),
    "title": ('[t](«https://a.fr» "t - Lien externe")', [("inline", "https://a.fr", "t")]),
    "title in single quotes": ("[t](«u»  't')", [("inline", "u", "t")]),
    "parentheses": (
        "[logo](«/uploads/Logo_de_Paris_(2020).png»)",
        [("inline", "/uploads/Logo_de_Paris_(2020).png", "logo")],
    ),
    "angle brackets": ('[t](<«a b)c»> "t")', [("inline", "a b)c", "t")]),
    "line breaks": ('[Découvrez\nla suite](\n  «https://a.fr»\n  "t"){: .x}', [("inline", "https://a.fr", "Découvrez la suite")]),
    "padded text": ("sur[ notre plateforme ](«https://a.fr»)et", [("inline", "https://a.fr", "notre plateforme")]),
    "empty destination": ("[t](«») x", [("inline", "", "t")]),
    "empty text": ("[](«u»)", [("inline", "u", "")]),
    "escapes": ("[t](«a\\_b\\)c»)", [("inline", "a_b)c", "t")]),
    "entities": ("[t &amp; u](«?a=1&amp;b=2»)", [("inline", "?a=1&b=2", "t & u")]),
    "no entity without semicolon": ("[t](«?a=1&region=2»)", [("inline", "?a=1&region=2", "t")]),
    "emphasis and code in the text": ("[a *b* `c` **d**](«u»)", [("inline", "u", "a b c d")]),
    "brackets in the text": ("[[Vidéo] Programme](«u»)", [("inline", "u", "[Vidéo] Programme")]),
    "escaped brackets": ("[\\[Programme\\]](«u»)", [("inline", "u", "[Programme]")]),
    "not ASCII": ("é😀 [été](«https://a.fr/é?q=😀») [b](«c»)", [("inline", "https://a.fr/é?q=😀", "été"), ("inline", "c", "b")]),
    "image": ("![une photo](«/p.png»)", [("image", "/p.png", "une photo")]),
    "image link": ("[![le logo](«l.png»)](«https://a.fr»)", [("image", "l.png", "le logo"), ("inline", "https://a.fr", "le logo")]),
    "image in image": ("![a ![b](«c») d](«e»)", [("image", "c", "b"), ("image", "e", "a b d")]),
    "HTML image in a link": ('[<img alt="le logo" src="«l.png»">](«u»)', [("html", "l.png", "le logo"), ("inline", "u", "le logo")]),
    "in a table": (
        "| a | b |\n|---|---|\n| [x](«y\\|z») | **[w](«v»)** |\n",
        [("inline", "y|z", "x"), ("inline", "v", "w")],
    ),
    "in a list": ("- [a](«b»)\n  - [c](«d»)\n\n1. [e](\n   «f»)\n", [("inline", "b", "a"), ("inline", "d", "c"), ("inline", "f", "e")]),
    "in a quote": ("> > [a\n> > b](\n> > «https://a.fr»)\n", [("inline", "https://a.fr", "a b")]),
    "in headings": ("# [a](«b»)\n\n[c](«d»)\n===\n", [("inline", "b", "a"), ("inline", "d", "c")]),
    "CRLF": ("x\r\n[a](\r\n«b»)\r\n[c](«d»)", [("inline", "b", "a"), ("inline", "d", "c")]),
    "lone CR": ("x\r[a](\r«b»)\r\r# [c](«d»)", [("inline", "b", "a"), ("inline", "d", "c")]),
    "tab, NUL and surrogate": ("\t\n\0 \ud800 [a](«b»)\t[c](«d»)", [("inline", "b", "a"), ("inline", "d", "c")]),
    "footnote": ("a[^1]\n\n[^1]: see [b](«https://a.fr»)\n", [("inline", "https://a.fr", "b")]),
    "full reference": ("[a][É  x]\n\n[é x]: «https://a.fr» 't'\n", [("reference", "https://a.fr", "a")]),
    "collapsed and shortcut": ("[a][] [b]\n\n[a]: <«c d»>\n[B]:\n  «e»\n", [("reference", "c d", "a"), ("reference", "e", "b")]),
    "reference used twice": ("[a][l], [b][l]\n\n> [l]: «u»\n", [("reference", "u", "a")]),
    "reference of an image": ("![a][l]\n\n[l]: «u.png»\n", [("reference", "u.png", "a")]),
    "labels in another script": ("[a][да] [b][нет]\n\n[да]: «u»\n[нет]: «v»\n", [("reference", "u", "a"), ("reference", "v", "b")]),
    "unused and repeated definitions": ("[a][l]\n\n[l]: «u»\n[l]: v\n[m]: w\n", [("reference", "u", "a")]),
    "autolink": ("<«https://a.fr/x?y&z»>", [("autolink", "https://a.fr/x?y&z", None)]),
    "mail autolink": ("<«contact@a.fr»>", [("autolink", "mailto:contact@a.fr", None)]),
    "text that is the address": ("[https://a.fr](«https://a.fr»)", [("inline", "https://a.fr", "https://a.fr")]),
    "template": ('[a](«{{ site.url }}/x» "t")', [("inline", "{{ site.url }}/x", "a")]),
    "Hugo's ref": ('[a](«{{< ref "x y.md" >}}»)', [("inline", '{{< ref "x y.md" >}}', "a")]),
    "Jekyll's post_url": ("[a](«{% post_url 2020-01-01-x %}»)", [("inline", "{% post_url 2020-01-01-x %}", "a")]),
    "blank in the destination": ('[a](«/mon plan.pdf») ![b](«c d.png» "t")', [("inline", "/mon plan.pdf", "a"), ("image", "c d.png", "b")]),
    "a word too many": ("The [program](«to https://www.ssa.gov/ssi/»).", [("inline", "to https://www.ssa.gov/ssi/", "program")]),
    "kramdown's list in the text": ("[![a](«i»){: width='9'}](«u»)", [("image", "i", "a"), ("inline", "u", "a{: width='9'}")]),
}  # fmt: skip

HTML: dict[str, tuple[str, Expected]] = {
    "block": ('<div class="x"><p><a href="«https://a.fr»">ici <b>même</b></a></p></div>', [("html", "https://a.fr", "ici même")]),
    "inline": ("a <a href='«https://a.fr»'>*b*</a> c", [("html", "https://a.fr", "b")]),
    "no quotes": ("<p><a href=«https://a.fr/x»>b</a>", [("html", "https://a.fr/x", "b")]),
    "several lines": ('<p>\n<a \nclass="x"\nhref\n=\n"«https://a.fr»">b\nc</a>\n</p>', [("html", "https://a.fr", "b c")]),
    "several lines in a quote": ('> <p>\n> <a\n> href="«https://a.fr»">b\n> c</a>\n', [("html", "https://a.fr", "b c")]),
    "inline in a quote": ('> a <a\n> href="«https://a.fr»">b</a>\n', [("html", "https://a.fr", "b")]),
    "entities": ('<a href="«?a&amp;b»">c</a>', [("html", "?a&b", "c")]),
    "capitals": ('<A HREF="«u»">B</A>', [("html", "u", "B")]),
    "the first of two": ('<a href="«u»" href="v">b</a>', [("html", "u", "b")]),
    "blanks inside": ('<a href="«mailto:a@b.fr »">c</a>', [("html", "mailto:a@b.fr ", "c")]),
    "empty": ('<a href="«»">b</a>', [("html", "", "b")]),
    "label instead of text": ('<a href="«u»" aria-label="Aller"><i></i></a>', [("html", "u", "Aller")]),
    "label inside": ('<a href="«u»"><i aria-label="Aller"></i></a>', [("html", "u", "Aller")]),
    "title of a drawing": ('<a href="«u»"><svg><title>Aller</title></svg></a>', [("html", "u", "Aller")]),
    "card": ('<a href="«u»"><h3>Titre</h3><p>Texte<br>court</p></a>', [("html", "u", "Titre Texte court")]),
    "code inside": ('<p><a href="«u»"><code>x</code> y</a></p>', [("html", "u", "x y")]),
    "code inside, inline": ('z <a href="«u»"><code>x</code> y</a>', [("html", "u", "x y")]),
    "image": ('<img src="«/a b.svg»" alt="l&eacute;">', [("html", "/a b.svg", "lé")]),
    "image without alternative": ('<img src="«a»"> <img alt="" src="«b»">', [("html", "a", None), ("html", "b", "")]),
    "image in a link": ('<a href="«u»"><img src="«v»" alt="le logo"></a>', [("html", "u", "le logo"), ("html", "v", "le logo")]),
    "srcset": ('<img srcset="«a.png» 1x, «b.png» 2x,«c.png»">', [("html", "a.png", None), ("html", "b.png", None), ("html", "c.png", None)]),
    "others": (
        '<p><iframe src="«a»" title="t"></iframe><video poster="«b»" src="«c»"><source src="«d»"></video><audio src="«e»">'
        '</audio><form action="«f»"></form><area href="«g»" alt="h"><link href="«i»"><object data="«j»"></object>',
        [("html", "a", "t"), ("html", "b", None), ("html", "c", None), ("html", "d", None), ("html", "e", None),
         ("html", "f", None), ("html", "g", "h"), ("html", "i", None), ("html", "j", None)],
    ),
    "dead Markdown inside": ("<p>Le Café est [la mission](«https://a.fr/x_(y)») x</p>", [("bare", "https://a.fr/x_(y)", None)]),
    "bare inside": ("<p>voir «www.b.fr»</p><div>«https://a.fr».</div>", [("bare", "www.b.fr", None), ("bare", "https://a.fr", None)]),
    "address as text, once": ('<p><a href="«https://a.fr»">https://a.fr</a></p>', [("html", "https://a.fr", "https://a.fr")]),
    "address as text inline, once": ('x <a href="«https://a.fr»">https://a.fr</a>', [("html", "https://a.fr", "https://a.fr")]),
    "over two blocks": ('<a href="«u»">\n\n![img](«v»)\n\n</a>\n', [("html", "u", "img"), ("image", "v", "img")]),
    "over paragraphs": ('<a href="«u»">\n\na\n\nb\n\n</a>\n', [("html", "u", "a b")]),
    "one link ends another": ('<p><a href="«u»">a<a href="«v»">b</a>', [("html", "u", "a"), ("html", "v", "b")]),
    "unclosed in a paragraph": ('x <a href="«u»">a\n\n«https://b.fr»', [("html", "u", "a"), ("bare", "https://b.fr", None)]),
    "template": ('<a href="«{{ "/x" | relative_url }}»">b</a>', [("html", '{{ "/x" | relative_url }}', "b")]),
    "named only": ('<a name="x">«https://a.fr»', [("bare", "https://a.fr", None)]),
}  # fmt: skip

NOTHING = {
    "code span": "`[a](https://b.fr) https://c.fr`",
    "fence": "```\n[a](https://b.fr) <a href='c'>\n```",
    "indented code": "x\n\n    [a](https://b.fr)\n",
    "comment": "<!-- [a](b) https://c.fr <a href='d'> -->",
    "comment in a paragraph": "x <!-- [a](b)\nhttps://c.fr --> y",
    "comment over blank lines": "<div>\n<!-- a\n\n[a](b) <a href='c'>\n\n-->\n</div>",
    "pre": "<pre><a href='b'>c</a> https://d.fr</pre>",
    "pre over blank lines": "<div>\n<pre>\n\n[a](b)\n\n</pre>\n</div>",
    "code element": "x <code>[a](https://b.fr) https://c.fr</code> y",
    "script": "<script>\nfetch('https://a.fr')\n\n'<a href=\"b\">'\n</script>",
    "style": "<style>\na { background: url(https://a.fr) }\n</style>",
    "raw": "{% raw %}\n[a](https://b.fr)\n{% endraw %}",
    "Liquid comment": "{%- comment -%}[a](https://b.fr){%- endcomment -%}",
    "highlight": "{% highlight html linenos %}\n<a href='b'>c</a>\n\nhttps://d.fr\n{% endhighlight %}",
    "Hugo's highlight": '{{< highlight html >}}\n<a href="b">c</a>\n{{< /highlight >}}',
    "inside tags": '{{< youtube "https://a.fr" >}} {% include x.html url="https://b.fr" %}',
    "kramdown's comment": "{::comment}\n[a](b)\n{:/comment}",
    "plain brackets": "[9h30] Accueil, **[5 minutes]**, (*), - [ ] x, [Le jeudi 03/11 de 16h15 à 18h15] [Quiz]",
    "task list": "- [ ] a\n- [x] b\n",
    "no such attribute": '<a data-href="b" class="href=c">d</a> <p href="e">f</p> <script src="g"></script>',
    "words in parentheses": "[x](voir plus bas) [1](cf. page 3) `[a](/b c)` <!-- [a](/b c) -->\n\n<!-- [a](/b c) -->",
    "unfinished": "[a](b [c]( <a href='d' <e@f.fr g@h.fr",
}


@pytest.mark.parametrize(("marked", "expected"), (MARKDOWN | HTML).values(), ids=(MARKDOWN | HTML).keys())
def test_links_of_a_markdown_body(marked: str, expected: Expected) -> None:
    text, spans = unmarked(marked)
    links = read(text).links
    assert [(link.kind, link.url, link.text) for link in links] == expected
    assert [link.span for link in links] == spans


MARKDOWN_AROUND = {
    "several lines in a quote",
    "inline in a quote",
    "over two blocks",
    "unclosed in a paragraph",
    "inline",
}


@pytest.mark.parametrize("name", sorted(HTML.keys() - MARKDOWN_AROUND))
def test_links_of_an_html_body(name: str) -> None:
    marked, expected = HTML[name]
    text, spans = unmarked(marked)
    links = read(text, "html").links
    assert [(link.kind, link.url, link.text) for link in links] == expected
    assert [link.span for link in links] == spans


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_no_links(text: str) -> None:
    assert not read(text, dialect="kramdown").links


def test_indented_html_is_html_for_kramdown_alone() -> None:
    text = '<div>\n\n    <a href="u">a</a>\n\n</div>\n\n    [b](v)\n'
    assert [link.url for link in read(text, dialect="kramdown").links] == ["u"]
    assert not read(text, dialect="goldmark").links


def test_templated() -> None:
    text = "[a]({{ x }}/y) [b](z) <a href='{{ w }}'>c</a> https://d.fr/{{ e }}/f"
    assert [(link.url, link.templated) for link in read(text).links] == [
        ("{{ x }}/y", True), ("z", False), ("{{ w }}", True), ("https://d.fr/{{ e }}/f", True),
    ]  # fmt: skip


def test_whole_constructs_and_elements() -> None:
    text = '[a](b) ![c](d) <a href="e">f</a> <img src="g"> [h][i] www.j.fr\n\n[i]: k\n'
    found = [(text[link.whole.start : link.whole.end], link.element, link.attribute) for link in read(text).links]
    assert found == [
        ("[a](b)", "a", "href"), ("![c](d)", "img", "src"), ('<a href="e">', "a", "href"), ('<img src="g">', "img", "src"),
        ("www.j.fr", "a", "href"), ("[h][i]", "a", "href"),
    ]  # fmt: skip


def test_offsets_count_from_the_whole_text() -> None:
    text = "\ufeff---\ntitle: é😀\n---\n[a](b) <https://c.fr> www.d.fr <a href='e'>f</a>\n"
    start = text.index("[a]")
    for link in read_body(text, start, markup="markdown", dialect="unknown", mdx=False).links:
        assert text[link.span.start : link.span.end] == link.url


def test_mdx() -> None:
    text = "<A href={url}>a</A> <a href={`${base}/x`}>b</a> {/* [c](d) */} <a href='e'>f</a>"
    assert [(link.url, link.templated) for link in read(text, mdx=True).links] == [
        ("{url}", True), ("{`${base}/x`}", True), ("e", False),
    ]  # fmt: skip
