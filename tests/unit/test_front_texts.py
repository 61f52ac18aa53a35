"""Links and prose in the texts of the front matter, mapped through folds and escapes."""

from __future__ import annotations

import pytest

from evlint.parse import parse


def links(front: str) -> list[tuple[str | None, str, str]]:
    document = parse("post.md", f"---\n{front}---\n")
    assert all(link.kind == "front-matter" for link in document.links)
    return [(link.pointer, link.url, document.source(link.span)) for link in document.links]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("champs:\n- lien: https://a.fr/é\n", [("/champs/0/lien", "https://a.fr/é", "https://a.fr/é")]),
        ("any: 'https://a.fr/it''s '\n", [("/any", "https://a.fr/it's", "https://a.fr/it''s")]),
        ("lien: 'https://a.fr/ '\n", [("/lien", "https://a.fr/", "https://a.fr/")]),
        ("lien: edite.example.com\n", [("/lien", "edite.example.com", "edite.example.com")]),
        ("lien: lien à ajouter\n", [("/lien", "lien à ajouter", "lien à ajouter")]),
        ("lien: ''\nurl:\nlink: true\n", []),
        ("registration_url: example.com/x\n", [("/registration_url", "example.com/x", "example.com/x")]),
        ("map_link: to be announced\n", []),
        ("image: /uploads/a (2020).png\n", [("/image", "/uploads/a (2020).png", "/uploads/a (2020).png")]),
        ("image: agile-scrum\nfile: CP.pdf\n", [("/file", "CP.pdf", "CP.pdf")]),
        ("permalink: /a/\nredirect_from: [/b/]\naliases: [/c/]\nurl: /d/\ntitle: /e\n", []),
        ("text: voir www.a.fr et (https://b.fr).\n", [("/text", "www.a.fr", "www.a.fr"), ("/text", "https://b.fr", "https://b.fr")]),
        ("text: Au [programme\n  A](https://a.fr)\n  et\n", [("/text", "https://a.fr", "https://a.fr")]),
        ('text: "\\u00e9 <a href=\'https://a.fr\'>b</a>"\n', [("/text", "https://a.fr", "https://a.fr")]),
        ("text: |\n  a\n  [b](https://c.fr)\n", [("/text", "https://c.fr", "https://c.fr")]),
        ("text: see [a](b\n", []),
        ("link: '{{ site.url }}/a'\n", [("/link", "{{ site.url }}/a", "{{ site.url }}/a")]),
    ],
)  # fmt: skip
def test_links(front: str, expected: list[tuple[str, str, str]]) -> None:
    assert links(front) == expected


def test_elements_text_and_templates() -> None:
    document = parse("a.md", "---\nimage: /a.png\nlink: '{{ b }}'\ntext: '[c *d*](https://e.fr)'\n---\n")
    found = [(link.element, link.attribute, link.text, link.templated) for link in document.links]
    assert found == [("img", "src", None, False), ("a", "href", None, True), ("a", "href", "c d", False)]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: Du 2 au 30 novembre\n", [("/title", "Du 2 au 30 novembre")]),
        ("title: Aucun\ndate: 2022-10-21\nday: '2022-10-21'\nlayout: post2\nlien: https://a.fr/2020\n", []),
        ("text: le 3\n  mai <b>9h</b> &amp; **10h**\n", [("/text", "le 3 mai 9h & 10h")]),
        ("text: |\n  le 3\n  mai\n", [("/text", "le 3\nmai\n")]),
        ("text: 'le 3 mai https://a.fr/2020'\n", [("/text", "le 3 mai \ufffc")]),
        ("a:\n- b: '16/11'\n", [("/a/0/b", "16/11")]),
        ("image: /uploads/2022_11_07.jpg\n", []),
        ("search:\n  title: Le 2 mai\n  body: <p>Le lundi 3 juin</p>\n", []),  # Osuny's copy for its search
    ],
)
def test_prose(front: str, expected: list[tuple[str, str]]) -> None:
    document = parse("post.md", f"---\n{front}---\n")
    assert [(run.pointer, run.text.text) for run in document.prose] == expected
    assert all(run.kind == "front-matter" for run in document.prose)


@pytest.mark.parametrize(
    ("front", "phrase", "source"),
    [
        ("text: du 7 au\n  9 **mai**\n", "7 au 9 mai", "7 au\n  9 **mai"),
        ("text: 'l''été 3&nbsp;mai'\n", "été 3\u00a0mai", "été 3&nbsp;mai"),
        ('text: "\\u00e9t\\u00e9 *3*\\nmai"\n', "été 3", "\\u00e9t\\u00e9 *3"),
        ("text: >-\n  du 7\n  <b>mai</b>\n", "7 mai", "7\n  <b>mai"),
    ],
)
def test_prose_leads_back(front: str, phrase: str, source: str) -> None:
    document = parse("post.md", f"---\n{front}---\n")
    (run,) = document.prose
    start = run.text.text.index(phrase)
    assert document.source(run.text.span(start, start + len(phrase))) == source


def test_without_front_matter() -> None:
    assert not parse("post.md", "text 3").front_links
