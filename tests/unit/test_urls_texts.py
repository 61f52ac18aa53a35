"""Link texts, back offices, attribute lists, deliberate links, edits: the helpers behind EV301 and EV310 to EV315."""

from __future__ import annotations

import pytest

from evlint.model.document import Body, Document, Link, LinkKind
from evlint.model.span import Span
from evlint.rules.links._attributes import first_slip
from evlint.rules.links._backoffice import back_office, hints_in
from evlint.rules.links._deliberate import deliberate_spans, is_deliberate
from evlint.rules.links._links import part_replaced, replaced, where
from evlint.rules.links._webtext import mismatch
from evlint.urls.split import split_url


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("https://a.fr", "https://b.fr", "web"),
        ("http://a.fr/x", "https://a.fr/y", "web"),
        ("www.a.fr", "https://b.fr/", "web"),
        ("<https://a.fr>.", "https://b.fr/", "web"),
        ("a.fr/x", "https://b.fr/x", "web"),
        ("https://a.fr/xy…", "https://a.fr/z", "web"),
        ("a@b.fr", "mailto:c@b.fr", "mail"),
        ("a@b.fr", "https://c.fr/", "kind"),
        ("https://a.fr", "mailto:c@b.fr", "kind"),
        ("https://a.fr", "http://www.a.fr/", None),
        ("https://a.fr/x/", "https://a.fr/X/index.html?q#f", None),
        ("a.fr/d%C3%A9mo", "https://a.fr/démo", None),
        ("a.fr/xy…", "https://a.fr/xyz", None),
        ("a.fr/xy[...]", "https://a.fr/xyz", None),
        ("https://a.fr", "https://a.fr/x/y", None),
        ("https://a.fr/x", "https://a.fr/fr/x", None),
        ("https://agenda.a.fr", "https://a.fr/agenda", None),
        ("https://a.fr/x", "https://bit.ly/3", None),
        ("https://bit.ly/3", "https://a.fr/x", None),
        ("https://a.fr/x", "https://web.archive.org/web/2020/https://a.fr/x", None),
        ("https://a.fr/x", "/x", None),
        ("a.fr", "https://b.fr", None),
        ("a@b.fr", "mailto:A@B.fr?subject=x", None),
        ("a@b.fr", "mailto:a%40b.fr", None),
        ("a@b.fr", "mailto:", None),
        ("mailto:a@b.fr", "mailto:a@b.fr", None),
        ("a@social.fr", "https://social.fr/@a", None),
        ("a@b.fr", "/contact", None),
        ("https://a..fr", "https://b.fr", None),
        ("le site a.fr", "https://b.fr", None),
        ("1.2", "https://b.fr", None),
        ("", "https://b.fr", None),
        ("https://a.fr/" + "x" * 600, "https://b.fr", None),
    ],
)
def test_text_and_target(text: str, target: str, expected: str | None) -> None:
    assert mismatch(text, target) == expected


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://x.fr/wp-admin/post.php?post=1", "edited"),
        ("https://x.fr/blog/wp-login.php", "edited"),
        ("https://x.fr/node/12/edit", "edited"),
        ("https://x.fr/admin/content", "edited"),
        ("https://x.fr/ghost/#/editor/post/1", "edited"),
        ("https://x.fr/administrator/index.php", "edited"),
        ("https://x.fr/typo3/", "edited"),
        ("https://x.sharepoint.com/sites/a/_layouts/15/Doc.aspx", "edited"),
        ("https://x.fr/?p=12&preview=true", "draft"),
        ("https://x.fr/?p=12&preview", "draft"),
        ("https://x.fr/?preview_id=1&preview_nonce=2", "draft"),
        ("https://x.vercel.app/?_vercel_share=a", "draft"),
        ("https://x.fr/a.do;jsessionid=0A?b=c", "visit"),
        ("https://x.fr/a.do;JSESSIONID=0A", "visit"),
        ("https://x.fr/?PHPSESSID=0a", "visit"),
        ("https://s.s3.amazonaws.com/a?X-Amz-Signature=0a", "expires"),
        ("https://s.blob.core.windows.net/a?sv=2020&sig=" + "a" * 40, "expires"),
        ("https://docs.google.com/document/d/1a/edit#heading=x", "opens in its editor"),
        ("https://docs.google.com/spreadsheets/u/1/d/1a/edit", "your own account"),
        ("https://docs.google.com/forms/d/1a/edit", "form is edited"),
        ("https://drive.google.com/drive/u/0/folders/1a", "“/u/0”"),
        ("https://www.canva.com/design/DAF/abc/edit", "where the page is made"),
        ("https://forms.office.com/Pages/DesignPage.aspx?x", "where the page is made"),
        ("https://studio.youtube.com/video/1/edit", "where the page is made"),
        ("https://www.eventbrite.fr/myevent?eid=1", "where the page is made"),
        ("https://eur01.safelinks.protection.outlook.com/?url=x", "copied from a mail"),
        ("https://urldefense.com/v3/__https://x.fr", "copied from a mail"),
        ("https://dinum-my.sharepoint.com/:w:/p/a", "OneDrive"),
    ],
)
def test_back_office(url: str, says: str) -> None:
    assert hints_in(url)
    found = back_office(split_url(url))
    assert found is not None
    assert says in str(found.message)


@pytest.mark.parametrize(
    "url",
    [
        *[
            "https://github.com/a/b/edit/main/x.md",
            "https://gitlab.x.fr/wp-admin/",
            "https://a.github.io/admin/content",
        ],
        *[
            "https://x.fr/edit",
            "https://x.fr/preview/",
            "https://x.fr/?previews=1",
            "https://x.fr/node/12",
            "https://x.fr/?draft=12",
        ],
        *[
            "https://docs.google.com/document/d/1a/preview",
            "https://docs.google.com/forms/d/e/1F/viewform",
            "https://x.fr/ghost/",
        ],
        *[
            "https://x.fr/?sig=abc",
            "https://x.fr/u/0/",
            "https://plus.google.com/u/0/1",
            "https://www.eventbrite.fr/e/1",
            "https://x.fr/typo3/ext/a",
        ],
        *["https://x.sharepoint.com/a", "https://x.fr/session/12", "https://maps.google.com/x/edit"],
    ],
)
def test_no_back_office(url: str) -> None:
    assert back_office(split_url(url)) is None


@pytest.mark.parametrize(
    ("source", "slip", "meant"),
    [
        ('target="blank"', "blank", "_blank"),
        ("target='_blanck'", "_blanck", "_blank"),
        ('target="self"', "self", "_self"),
        (" : .noir .encadre", " :", ""),
        ('target="_blank', 'target="_blank', 'target="_blank"'),
        ("target=_blank .x", "target=_blank", 'target="_blank"'),
        ("target=“_blank”", "target=“_blank”", 'target="_blank"'),
        ('.x target = "_blank"', 'target = "_blank"', 'target="_blank"'),
        (".a, .b", ".a,", ".a"),
        (".x @y", "@y", None),
    ],
)
def test_slips_in_attribute_lists(source: str, slip: str, meant: str | None) -> None:
    found = first_slip(source)
    assert found is not None
    assert (source[found.start : found.end], found.meant) == (slip, meant)
    assert str(found.message)
    if meant is not None:
        assert first_slip(source[: found.start] + meant + source[found.end :]) is None


@pytest.mark.parametrize(
    "source",
    [
        *(
            ".a",
            " .a .b",
            "#x.a.b",
            ' target="_blank" ',
            " title='Un \"titre\"' .x",
            "toc",
            ".no_toc",
            ":comment",
            "/comment",
            "",
        ),
        *(
            " .encadré",
            "note: .encadre",
            " .-x",
            ' data-x="}\\""',
            'role="presentation" ',
            'target="_blank"',
            'target="fenêtre"',
        ),
    ],
)
def test_sound_attribute_lists(source: str) -> None:
    slip = first_slip(source)
    assert slip is None or "data-x" in source


def link_at(text: str, typed: str, *, url: str | None = None, kind: LinkKind = "html") -> tuple[Document, Link]:
    start = text.index(typed)
    span = Span(start, start + len(typed))
    link = Link(url if url is not None else typed, span, kind, Span(max(start - 1, 0), span.end + 1), "x")
    return Document("post.md", text, body=Body(links=(link,))), link


def test_what_is_marked_as_deliberate() -> None:
    text = (
        '<div data-proofer-ignore><div><a href="#a">a</a></div><br></div> <a href="#b">b</a> '
        '<img data-proofer-ignore src="#c"> <x data-proofer-ignore/> <a data-proofer-ignore href="#d">d</a> '
        "<p data-proofer-ignore>"
    )
    document = Document("post.md", text)
    assert [text[span.start : span.end][:4] for span in deliberate_spans(document)] == ["<div", "<img", "<x d", "<a d"]
    for typed, expected in (("#a", True), ("#b", False), ("#c", True), ("#d", True)):
        _, link = link_at(text, typed)
        assert is_deliberate(document, link) is expected
    assert deliberate_spans(Document("post.md", "<a>")) == []


def test_edits_touch_the_target_alone() -> None:
    document, link = link_at('<a href=" https://x.fr/a ">', " https://x.fr/a ")
    edit = replaced(document, link, "https://y.fr/")
    assert edit is not None
    assert document.source(edit.span) == "https://x.fr/a"
    part = part_replaced(document, link, 8, 12, "y.fr")
    assert part is not None
    assert document.source(part.span) == "x.fr"
    document, link = link_at('<a href="https://x.fr/?a&amp;b">', "https://x.fr/?a&amp;b", url="https://x.fr/?a&b")
    assert replaced(document, link, "https://y.fr/") is None
    part = part_replaced(document, link, 8, 12, "y.fr")
    assert part is not None
    assert document.source(part.span) == "x.fr"
    document, link = link_at('<a href="&#104;ttps://&#120;.fr">', "&#104;ttps://&#120;.fr", url="https://x.fr")
    assert part_replaced(document, link, 8, 12, "y.fr") is None
    assert where(link) == link.span
    assert where(link._replace(span=Span(5, 5))) == link.whole
