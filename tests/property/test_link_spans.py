"""Documents built from parts with known URLs: each is found once, at its place, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import marko
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marko.ext.gfm import gfm

from evlint.model.document import Body, Link
from evlint.model.span import Span
from evlint.parse import parse
from evlint.parse.body.forward_search import same_length_ascii
from evlint.parse.body.html import decode
from evlint.parse.body.pyromark_events import events_of
from evlint.parse.body.reader import read_body
from evlint.parse.body.templates import find_templates, mask
from evlint.parse.body.unparsed_links import unescape

FOLD = re.compile(r"\\?\s+\\?")
ROOT = Path(__file__).parents[2]
POSTS = sorted(
    path
    for folder in (ROOT / "fixtures", ROOT.parent / "shared" / "corpora")
    for path in folder.rglob("*")
    if path.suffix in (".md", ".markdown") and path.is_file()
)
SAMPLE = POSTS[::9]


def read(text: str, start: int = 0, markup: str = "markdown", dialect: str = "kramdown") -> Body:
    return read_body(text, start, markup=markup, dialect=dialect, mdx=False)


URL = st.builds(
    "https://{}.fr/{}{}".format,
    st.sampled_from(["a", "www.é", "x-y"]),
    st.text("aé_~%-./😀", max_size=6).map(lambda path: path.rstrip(".~_")),
    st.sampled_from(["", "?q=1&r=é", "#f", "/(b)_c"]),
)
FORMS = [
    "[t]({})", "[t {{x}}]({} 'title')", "[a *b*\nc]({})", "![alt]({})", "[![alt](<{}>)](<{}>)", "<a href='{}'>t</a>",
    '<A\nclass=x HREF = "{}">t</A>', "<img src={} alt=t>", "<{}>", "x {} y", "({})", "**{}**", "`code` <b>{}</b>",
]  # fmt: skip
FRAMES = [
    "{}", "# {}", "- {}\n- x", "> {}", "1. a\n\n   {}", "| {} | b |\n|---|---|\n", "<div>\n\n{}\n\n</div>", "é😀 {}",
    "{{% if x %}}\n{}\n{{% endif %}}", "`x` {} `y`", "{}{{: .c}}",
]  # fmt: skip
NOISE = [
    "`[a](b)`",
    "<!-- https://no.fr -->",
    "```\n[a](b)\n```",
    "{% raw %}[a](b){% endraw %}",
    "[9h30] x",
    "\\[a](",
    "3 & 4 < 5",
    "![",
    "\t",
]


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Blocks of one link each, with blocks that hold none between them: the text and its URLs in order."""
    blocks: list[str] = []
    urls: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.booleans()):
            blocks.append(draw(st.sampled_from(NOISE)))
        url = draw(URL)
        frame = draw(st.sampled_from(FRAMES))
        form = draw(st.sampled_from(FORMS))
        if "\n" in form and frame.startswith(("#", "|")):
            form = form.replace("\n", " ")
        if "\n" in form and frame.startswith(("> ", "- ", "1. ")):
            form = form.replace("\n", "\n> " if frame.startswith("> ") else "\n    ")
        urls += [url] * form.count("{}")
        blocks.append(frame.format(form.format(*[url] * form.count("{}"))))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return "\n\n".join(blocks).replace("\n", end) + end, urls


@settings(max_examples=150, deadline=None)
@given(documents())
def test_each_url_is_found_at_its_place(document: tuple[str, list[str]]) -> None:
    text, urls = document
    links = read(text).links
    assert [link.url for link in links] == urls
    assert [text[link.span.start : link.span.end] for link in links] == urls


WORDS = """
[ ]( [x](y) ) ! <a§href="u"> </a> <a§href= ' " > < <div> </div> ¶ ¶¶ ¶>§ ¶-§ ¶§§§§ ``` ` <!-- --> <pre> </pre> <code>
</code> <script> </script> {{ }} {%§raw§%} {%§endraw§%} {:§.a} {: } {#i} é 😀 ~~ :: <td> &amp; & * ** _ | ¶|-|-|¶ ¶#§ </h2>
https://x.fr/a www.x.fr ¶[r]:§d¶ [r] [a][r] [^1] ¶[^1]:§f 1 § ¶=== <br> <img§src=i§alt="t1"> <h2§id=q> (( <m@n.o> ’ <p>
<!--§evlint-disable§EV1--> srcset="a§1x,b" {/* */} {::comment} {:/} <? ?>
"""
SOUP = st.lists(
    st.sampled_from(
        [
            *(word.replace("§", " ").replace("¶", "\n") for word in WORDS.split()),
            "\r",
            "\t",
            "\0",
            "\ud800",
            "\u00a0",
            "\\",
        ]
    ),
    max_size=30,
).map("".join)


def spans(body: Body) -> Iterator[Span]:
    for link in body.links:
        yield link.span
        yield link.whole
    for part in (body.headings, body.anchors, body.directives, body.undefined, body.attribute_lists):
        for item in part:
            yield item.span
    yield from body.code
    yield from body.templates


@settings(max_examples=300, deadline=None)
@given(SOUP, st.sampled_from(["markdown", "html"]), st.booleans())
def test_soup(text: str, markup: str, mdx: bool) -> None:
    """Nothing raises, every span lies in the text, and what stands before the body changes nothing but the places."""
    body = read_body(text, 0, markup=markup, dialect="kramdown", mdx=mdx)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans(body))
    assert all(is_source(link, text) for link in body.links)
    for run in body.prose():
        begins = [run.text.span(index, index + 1) for index in range(len(run.text.text))]
        assert all(span.end <= len(text) for span in begins)
        assert [span.start for span in begins] == sorted(span.start for span in begins)
    front = "---\nété: 😀\n---\n"
    moved = read_body(front + text, len(front), markup=markup, dialect="kramdown", mdx=mdx)
    assert [span.shift(len(front)) for span in spans(body)] == list(spans(moved))
    assert [link._replace(span=Span(0, 0), whole=Span(0, 0)) for link in body.links] == [
        link._replace(span=Span(0, 0), whole=Span(0, 0)) for link in moved.links
    ]


def is_source(link: Link, text: str) -> bool:
    """Tell whether the text at a link's span is its URL, escapes and character references aside."""
    source = text[link.span.start : link.span.end]
    return link.url in (source, decode(source), unescape(source), "mailto:" + source)


def test_spans_of_real_posts() -> None:
    for path in POSTS:
        text = path.read_bytes().decode("utf-8", "replace")
        document = parse(str(path), text, markdown="kramdown")
        for link in document.body.links:
            assert is_source(link, text), (path, link)
        for link in document.front_links:
            folded = FOLD.sub("", document.source(link.span))
            assert FOLD.sub("", link.url) in (folded, folded.replace("''", "'")), (path, link)


def elements(node: Any) -> Iterator[Any]:
    yield node
    children = getattr(node, "children", None)
    if isinstance(children, list):
        for child in children:
            yield from elements(child)


@pytest.mark.parametrize("path", SAMPLE[::2], ids=lambda path: str(path.relative_to(ROOT.parent)))
def test_marko_finds_the_same_inline_links(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    document = parse(str(path), text)
    body = text[document.body_start :]
    twin = mask(same_length_ascii(body), find_templates(body))
    expected: set[Span] = {
        Span(place[0] + angle, place[1] - angle).shift(document.body_start)  # without the brackets of `<a b>`
        for element in elements(gfm.parse(twin.replace("\r\n", " \n")))  # marko counts CRLF as one character
        if isinstance(element, (marko.inline.Link, marko.inline.Image))
        and (place := getattr(element, "dest_span", None))
        for angle in [twin.startswith("<", place[0])]
    }
    found = {link.span for link in document.body.links if link.kind in ("inline", "image")}
    blocks = [
        Span(place["start"], place["end"]).shift(document.body_start)
        for event, place in events_of(twin, body, 0, [])
        if event == {"Start": "HtmlBlock"}
    ]
    dead = {span for span in found - expected if any(block.holds(span) for block in blocks)}
    # `[a](b c.pdf)` is no link in CommonMark; we find it, to tell it.
    blank = {span for span in found - expected if " " in text[span.start : span.end]}
    assert found - dead - blank == expected


URL_ATTRIBUTES = {
    "a": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "form": "action",
    "video": "src",
    "link": "href",
}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(URL_ATTRIBUTES)),
            st.sampled_from(["", " class=x", " data-y='>'", "\ndisabled", ' title="&lt;"']),
            st.text("ab/é&;=?# .'<>", min_size=1, max_size=8),
            st.sampled_from(['"', "'", ""]),
            st.sampled_from(["", " ", "\n"]),
        ),
        max_size=6,
    )
)
def test_html5lib_reads_the_same_values(tags: list[tuple[str, str, str, str, str]]) -> None:
    html = ""
    for name, before, value, quote, blank in tags:
        plain = (
            value.replace("&", "&amp;").replace(quote, "")
            if quote
            else "".join(char for char in value if char in "ab/é") or "a"
        )
        html += f"<{name}{before} {URL_ATTRIBUTES[name]}{blank}={blank}{quote}{plain}{quote}{blank}>t</{name}>"
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False, treebuilder="etree")
    expected = [element.attrib[URL_ATTRIBUTES[element.tag]] for element in tree.iter() if element.tag in URL_ATTRIBUTES]
    found = read(html, markup="html").links
    assert [link.url for link in found] == expected
