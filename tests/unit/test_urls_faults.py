"""What is wrong with a link's target or text, case by case: the helpers behind EV302 to EV309."""

from __future__ import annotations

import pytest

from bench import findings
from evlint.model.diagnostic import Diagnostic
from evlint.model.document import Body, Document, Link, LinkKind
from evlint.model.rule import Bad
from evlint.model.span import Span
from evlint.rules import own_rules
from evlint.rules.links._classify import Sorted, classify_links, sort_link
from evlint.rules.links._mail import mail_fault, phone_fault
from evlint.rules.links._malformed import blanks_mended, malformed
from evlint.rules.links._placeholder import is_placeholder, placeholder_in_text
from evlint.site.anchors import names_headings
from evlint.urls.split import split_url


@pytest.mark.parametrize(
    ("text", "says", "meant"),
    [
        ("http://https://x.fr/a", "begins twice", "https://x.fr/a"),
        ("https://http//x.fr", "begins twice", "http://x.fr"),
        ("http://http://", "begins twice", None),
        ("http://%20http//x.fr/", "begins twice", "http://x.fr/"),
        ("http:https://x.fr", "begins twice", "https://x.fr"),
        ("https://ftp://x.fr", "begins twice", "ftp://x.fr"),
        ("https:/x.fr", "instead of", "https://x.fr"),
        ("https:x.fr", "instead of", "https://x.fr"),
        ("https//x.fr", "instead of", "https://x.fr"),
        ("https;//x.fr", "instead of", "https://x.fr"),
        ("https:://x.fr", "instead of", "https://x.fr"),
        ("https ://x.fr", "instead of", "https://x.fr"),
        ("http:///x.fr", "instead of", "http://x.fr"),
        ("https:\\\\x.fr", "instead of", "https://x.fr"),
        ("htp://x.fr", "instead of", "http://x.fr"),
        ("ttps://x.fr", "instead of", "https://x.fr"),
        ("hhttps://x.fr", "instead of", "https://x.fr"),
        ("https:/agenda", "instead of", None),
        ("www.x.fr", "no “https://”", "https://www.x.fr"),
        ("WWW.X.FR/a", "no “https://”", "https://WWW.X.FR/a"),
        ("x.gouv.fr:8080/a", "no “https://”", "https://x.gouv.fr:8080/a"),
        ("x.fr/a b", "no “https://”", None),
        ("<https://x.fr>", "stands before", "https://x.fr"),
        ("“https://x.fr”", "stands before", "https://x.fr"),
        ("(www.x.fr)", "stands before", "https://www.x.fr"),
        ("[y](https://x.fr", "no", None),
        ("%20https://x.fr", "stands before", "https://x.fr"),
        ("https://x.fr/a)", "ends with “)”", "https://x.fr/a"),
        ("https://x.fr/a_(b", "never closed", None),
        ("https://jane@x.fr", "mail address", "mailto:jane@x.fr"),
        ("http://mailto:jane@x.fr", "“mailto:”", "mailto:jane@x.fr"),
        ("http:tel:3939", "“tel:”", "tel:3939"),
        ("https://x .fr/", "blank in the host", "https://x.fr/"),
        ("https://x.fr/a b", "blank", "https://x.fr/a%20b"),
        ("https://x.fr/a b#c d", "blank", "https://x.fr/a%20b#c d"),
        ("https://x.fr/a et https://y.fr", "blank", None),
        ("https://x.fr/a (pdf)", "blank", None),
        ("https://x.fr/a\u00a0b", "blank", None),
        ("https://x.fr/%", "“%” is no valid escape", None),
        ("https://x.fr/a%u00e9", "“%u0” is no valid escape", None),
        ("https:///", "instead of", None),
        ("https://:80/", "can be no host", None),
        ("https://?q", "no host after", None),
        ("https://x.fr:99999/", "no port", None),
        ("https://x..fr/", "a dot too many", None),
        ("https://.x.fr/", "a dot too many", None),
        ("https://1.2.3.999/", "numbers do not fit", None),
        ("https://[::1/", "not closed", None),
        ("https://x,y.fr/", "can be no host", "https://x.y.fr/"),
    ],
)
def test_malformed(text: str, says: str, meant: str | None) -> None:
    fault = malformed(text, split_url(text))
    if says == "no":
        assert fault is None
        return
    assert fault is not None
    assert says in str(fault.message)
    assert fault.meant == meant


@pytest.mark.parametrize(
    "text",
    [
        *[
            "https://x.fr",
            "http://x.fr/a?b#c",
            "HTTPS://X.FR/",
            "https://x.fr:8443/",
            "//x.fr/a",
            "/agenda",
            "../x",
            "agenda.md",
            "#x",
            "?q",
            "mailto:a@b.fr",
        ],
        *[
            "https://x.fr/a_(b)",
            "https://x.fr/a(b)(c)",
            "https://jane:x@x.fr/",
            "https://jane@x.fr/a",
            "https://café.fr/é",
            "https://[::1]/",
        ],
        *[
            "https://web.archive.org/web/2020/http://x.fr",
            "https://x.fr/?u=https://y.fr",
            "https://x.fr/#100%",
            "https://x.fr/a[]=1]",
        ],
        *[
            "notice.pdf",
            "http/notice.md",
            "https.md",
            "httpd.conf",
            "hotspot.png",
            "README.rs",
            "script.py",
            "a.zip",
            "ftp://x.fr",
            "data:text/plain,x",
        ],
        *["https://a\u200bb.fr/", "javascript:void(0)", "geo:48,2", "https://x.fr:/", "https://x.fr/%C3%A9"],
    ],
)
def test_well_formed(text: str) -> None:
    assert malformed(text, split_url(text)) is None


def test_words_without_a_scheme_are_links_where_they_stand_bare() -> None:
    assert malformed("www.x.fr", split_url("www.x.fr"), bare=True) is None
    assert malformed("http://https://x.fr", split_url("http://https://x.fr"), bare=True) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (one, True)
            for one in [
                "LIEN",
                "lien",
                "link",
                "URL",
                "url",
                "TODO",
                "#TODO",
                "null",
                "xxx",
                "XXXX",
                "…",
                "...",
                "?",
                "-",
                "https://",
                "http://",
                "https://www.",
                "(lien)",
            ]
        ),
        *(
            (one, True)
            for one in ("lien à ajouter", "à compléter", "LIEN A VENIR", "lien%20%C3%A0%20venir", "[lien]", "<url>")
        ),
        *(
            (one, True)
            for one in ("https://lien", "http://xxx.xxx", "https://...", "insert link here", "your-link-here", "tbd")
        ),
        *(
            (one, False)
            for one in [
                "https://x.fr",
                "liens.md",
                "/link/",
                "#link",
                "link.md",
                "urls",
                "null.fr",
                "/todo/",
                "to-do",
                "x",
                "xx",
                "#programme",
            ]
        ),
        *(
            (one, False)
            for one in ("https://www.x.fr", "todo.md", "https://link.fr/", "linkedin", "à la une", "x" * 100)
        ),
    ],
)
def test_placeholders(text: str, expected: bool) -> None:
    assert is_placeholder(text) is expected


def test_placeholders_among_texts() -> None:
    assert placeholder_in_text("lien à ajouter")
    assert placeholder_in_text(" [Lien à venir]. ")
    assert not placeholder_in_text("à venir")
    assert not placeholder_in_text("Le lien de connexion est à demander")


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("mailto:a@b.fr", None),
        ("MAILTO:a@b.fr?subject=x y", None),
        ("mailto:a@b.fr,c@d.fr;e@f.fr", None),
        ("mailto:?subject=x", None),
        ("mailto:jean.d%C3%A9@b.fr", None),
        ("mailto:", "no address"),
        ("mailto: ", "no address"),
        ("mailto://a@b.fr", "“mailto://”"),
        ("mailto: a@b.fr", "a blank around"),
        ("mailto:a@b.fr ", "a blank around"),
        (" mailto:a@b.fr", "a blank around"),
        ("mailto:a@b.fr%20?subject=x", "a blank around"),
        ("mailto:a", "no mail address"),
        ("mailto:a@b", "no mail address"),
        ("mailto:a@b..fr", "no mail address"),
        ("mailto:a.@b.fr", "no mail address"),
        ("mailto:Jean <a@b.fr>", "no mail address"),
        ("mailto:mailto:a@b.fr", "no mail address"),
        ("mailto:www.b.fr", "web address"),
    ],
)
def test_mail(target: str, says: str | None) -> None:
    fault = mail_fault(target)
    assert (fault is None) if says is None else (fault is not None and says in str(fault))


@pytest.mark.parametrize(
    ("target", "says"),
    [
        *(
            (f"tel:{one}", None)
            for one in [
                "+33123456789",
                "3939",
                "15",
                "+33-1-23",
                "01.23.45",
                "+33(0)1",
                "*31#",
                "01;ext=12",
                "+1-800,123",
                "01x12",
            ]
        ),
        ("tel:01 23 45 67 89", None),
        ("sms:+33612345678?body=Bonjour", None),
        ("tel:%2B33123456789", None),
        ("tel:", "no number"),
        ("tel:mairie", "no number"),
        ("tel:0123 ou 0456", "“ou”"),
        ("tel:01:23", "“01:23”"),
    ],
)
def test_phone(target: str, says: str | None) -> None:
    fault = phone_fault(target)
    assert (fault is None) if says is None else (fault is not None and says in str(fault))


def link_at(text: str, typed: str, *, url: str | None = None, kind: LinkKind = "html") -> tuple[Document, Link]:
    start = text.index(typed)
    span = Span(start, start + len(typed))
    link = Link(url if url is not None else typed, span, kind, Span(max(start - 1, 0), span.end + 1), "x")
    return Document("post.md", text, body=Body(links=(link,))), link


@pytest.mark.parametrize(
    ("url", "kind", "templated", "field"),
    [
        ("https://x.fr/a?b=c#d", "inline", False, "web"),
        ("https://x.fr/é", "inline", False, "web"),
        ("https://example.org/", "inline", False, "web"),
        ("https://x.fr/{{ page.url }}", "inline", True, "web"),
        ("http://localhost:4000/{{ page.url }}", "inline", True, "local"),
        ("{{ site.url }}/x", "inline", True, None),
        ("https://{{ host }}.x.fr/", "inline", True, None),
        ("/agenda/", "inline", False, None),
        ("agenda.md#x", "inline", False, None),
        ("#x", "inline", False, None),
        ("data:image/png;base64,x", "image", False, None),
        ("", "inline", False, "empty"),
        (" # ", "inline", False, "empty"),
        ("http://lien", "inline", False, "empty"),
        ("http://intranet/", "inline", False, "local"),
        ("file:///tmp/x", "inline", False, "local"),
        ("C:\\x", "inline", False, "local"),
        ("\\\\serveur\\x", "inline", False, "local"),
        ("blob:https://x.fr/1", "inline", False, "local"),
        ("127.0.0.1:4000/x", "inline", False, "local"),
        ("http://https://localhost/", "inline", False, "local"),
        ("http://localhost/a b", "inline", False, "local"),
        ("http://https://x.fr/", "inline", False, "wrong"),
        ("https://preprod.x.fr/a b", "inline", False, "wrong"),
        ("https://xn--a-.fr:80a/", "inline", False, "wrong"),
        ("www.x.fr", "bare", False, "web"),
        ("www.x.fr", "inline", False, "wrong"),
        ("mailto:a@b.fr", "inline", False, "contact"),
        ("a@b.fr", "inline", False, "contact"),
        ("logo@2x.png", "inline", False, None),
        ("a@b.pdf", "inline", False, None),
    ],
)
def test_each_target_has_one_cause(url: str, kind: LinkKind, templated: bool, field: str | None) -> None:
    found = Sorted([], [], [], [], [])
    sort_link(Link(url, Span(0, len(url)), kind, Span(0, len(url)), "x", templated=templated), found)
    filled = [name for name in ("web", "empty", "wrong", "local", "contact") if getattr(found, name)]
    assert filled == ([] if field is None else [field])


def test_links_are_sorted_once() -> None:
    document, _ = link_at("[x](https://x.fr)", "https://x.fr", kind="inline")
    assert classify_links(document) is classify_links(document)


def test_a_target_that_markdown_breaks_off_at_a_blank() -> None:
    for text, end in (
        ("[x](https://x.fr/a b.pdf)", ")"),
        ('[x](https://x.fr/a "titre)', None),
        ("[x](https://x.fr/a b", None),
    ):
        document, link = link_at(text, "https://x.fr/a", kind="bare")
        wrong = classify_links(document).wrong
        assert [one.broken_off for one in wrong] == ([] if end is None else [text.index(end)])
        assert [one.link for one in wrong] == ([] if end is None else [link])


def only(code: str, text: str) -> Diagnostic:
    """Return the one finding of a rule in a post."""
    [rule] = [one for one in own_rules() if one.code == code]
    _, _, [found] = findings(rule, Bad(text))
    return found


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("[http://localhost:**8000**](http://localhost:8000)", "info"),
        ("[http://localhost/?a&**b**=c&  **d**=e](http://localhost/?a&b=c&d=e)", "info"),
        ('<a href="http://localhost/?a&amp;b"><code>http://localhost/?a&amp;b</code></a>', "info"),
        ("[http://localhost:8000/a](http://localhost:8000/b)", "error"),
        ("[http://localhost:8000 ici](http://localhost:8000)", "error"),
    ],
)
def test_a_loopback_address_that_its_text_shows_is_a_note(text: str, severity: str) -> None:
    assert only("EV302", text).severity == severity


@pytest.mark.parametrize(
    ("code", "text", "advice"),
    [
        ("EV303", "[a](http://daringfireball .net/a)", "Write it so: http://daringfireball.net/a"),
        ("EV303", "[a](https://x.fr/a/ b c)", "Write it so: https://x.fr/a/b%20c"),
        ("EV303", "[a](https://x.fr/a. html)", "Write it so: https://x.fr/a.html"),
        ("EV303", "[a](https://x.fr/M. Dupont.pdf)", "Write it so: https://x.fr/M.%20Dupont.pdf"),
        ("EV303", "[a](https://x fr/a)", "Open the page in a browser and copy its address once more."),
        ("EV308", "Un[^a].\n\n[^a] Texte.\n", "Put a colon after “[^a]”."),
        ("EV309", "[a](**a@b.fr.**)", "Write “mailto:a@b.fr”."),
        ("EV309", "[a](_a@b.fr_)", "Write “mailto:a@b.fr”."),
        ("EV309", "[a](_a@b.fr)", "Write “mailto:_a@b.fr”."),
        ("EV309", "[a](a..b@c.fr)", "Write “mailto:a.b@c.fr”."),
        ("EV316", "\\[a b\\] (https://x.fr/a)", "Write it so: [a b](https://x.fr/a)"),
        ("EV316", "\\[a b\\](https://x.fr/a)", "Write it so: [a b](https://x.fr/a)"),
        ("EV316", "\\\\[a b] (https://x.fr/a)", "Write it so: [a b](https://x.fr/a)"),
    ],
)
def test_what_is_advised(code: str, text: str, advice: str) -> None:
    assert only(code, text).help == advice


def test_what_blanks_stand_for() -> None:
    assert blanks_mended("to https://x.fr/a/") == "https://x.fr/a/"
    assert blanks_mended("see ftp://x.fr/a b") is None
    assert blanks_mended("a/ b c.pdf") == "a/b%20c.pdf"


def test_who_escapes_brackets_is_asked_before_they_go() -> None:
    marks = [only("EV316", f"{lead}[a b] (https://x.fr/a)").fix_mark for lead in ("", "\\", "\\\\")]
    assert marks == ["[*]", "[!]", "[*]"]


def test_a_bracket_that_opens_far_before_is_not_looked_for_amid_a_link() -> None:
    # A line that begins with a comment is HTML: its links are notes. The place looked back to lies within the first text.
    long = f"- [{'a' * 1000}](https://m.fr/a) b\n- <!-- c -->- d ([e](https://m.fr/e), [f](https://m.fr/f))\n"
    [rule] = [one for one in own_rules() if one.code == "EV316"]
    _, _, found = findings(rule, Bad(long))
    assert [one.severity for one in found] == ["info", "info"]
    assert only("EV316", "Voir la page](https://www.mairie.fr/x).").severity == "warning"


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("for (const h of main.querySelectorAll('h2, h3')) h.id = slug(h.textContent)", True),
        ("$('.content h2').each(function () { $(this).attr('id', slug($(this).text())) })", True),
        ('titles = document.getElementsByTagName("h3"); titles[0].setAttribute("id", name)', True),
        ("h.querySelectorAll('h2').forEach(h => { const a = document.createElement('a'); a.id = h.id })", False),
        ("document.querySelector('h1').hidden = true; box.id = 'plan'", False),
        ("if (document.querySelector('h2').id === wanted) show()", False),
        ("document.querySelectorAll('.h2, #h3').forEach(one => { one.id = slug(one) })", False),
    ],
)
def test_scripts_that_give_headings_ids_are_known(script: str, names: bool) -> None:
    assert names_headings(script) is names
