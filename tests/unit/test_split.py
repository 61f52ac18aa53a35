"""Where front matter begins and ends."""

from __future__ import annotations

import pytest

from effort import takes_less
from evlint.parse import parse
from evlint.parse.front.split import split


@pytest.mark.parametrize(
    ("text", "form", "content", "body"),
    [
        ("---\ntitle: x\n---\nBody\n", "yaml", "title: x\n", "Body\n"),
        ("---\ntitle: x\n...\nBody\n", "yaml", "title: x\n", "Body\n"),
        ("---\r\ntitle: x\r\n---\r\nBody\r\n", "yaml", "title: x\r\n", "Body\r\n"),
        ("---\rtitle: x\r---\rBody\r", "yaml", "title: x\r", "Body\r"),
        ("---\na: |\r  x\r---\rBody", "yaml", "a: |\r  x\r", "Body"),
        ("---  \ntitle: x\n---\t\nBody", "yaml", "title: x\n", "Body"),
        ("\ufeff---\ntitle: x\n---\nBody", "yaml", "title: x\n", "Body"),
        ("---\n---\n", "yaml", "", ""),
        ("---\n---", "yaml", "", ""),
        ("---\n\n---\n\nBody", "yaml", "\n", "\nBody"),
        ("--- # a comment\ntitle: x\n---\nBody", "yaml", "title: x\n", "Body"),
        ("---\na: b\n----\nc: d\n ---\n--- x\n---\nBody", "yaml", "a: b\n----\nc: d\n ---\n--- x\n", "Body"),
        ("---\na: b\x85---\n---\nBody", "yaml", "a: b\x85---\n", "Body"),
        ("---\na: b\u2028---\n---\nBody", "yaml", "a: b\u2028---\n", "Body"),
        ("---\na: b\n---\n---\nBody", "yaml", "a: b\n", "---\nBody"),
        ('+++\ntitle = "x"\n+++\nBody', "toml", 'title = "x"\n', "Body"),
        ('+++\ntitle = "x"\n---\n+++\nBody', "toml", 'title = "x"\n---\n', "Body"),
        ('{"title": "x"}\nBody', "json", '{"title": "x"}', "Body"),
        (
            '{\n  "a": {"b": "}{"},\n  "c": "\\"}"\n}\n\nBody',
            "json",
            '{\n  "a": {"b": "}{"},\n  "c": "\\"}"\n}',
            "\nBody",
        ),
        ('{"a": "\\\\"}\nBody', "json", '{"a": "\\\\"}', "Body"),
        ("{}\nBody", "json", "{}", "Body"),
        ("{\n}\nBody", "json", "{\n}", "Body"),
        ("{'a': 1}\nBody", "json", "{'a': 1}", "Body"),
        ("{title: 'x'}\nBody", "json", "{title: 'x'}", "Body"),
        ('{"a": 1} Body', "json", '{"a": 1}', " Body"),
        ('\ufeff{"a": 1}\n', "json", '{"a": 1}', ""),
    ],
)
def test_front_matter_is_found(text: str, form: str, content: str, body: str) -> None:
    parts = split(text)
    assert parts is not None
    assert parts.closed
    assert parts.format == form
    assert text[parts.content.start : parts.content.end] == content
    assert text[parts.body_start :] == body
    assert parts.fence.start == text.startswith("\ufeff")
    assert parts.fence.end <= parts.content.start + (form == "json")
    assert parts.content.end <= parts.end <= parts.body_start


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "# Title\n\n---\n\nText\n",
        "\n---\ntitle: x\n---\n",
        " ---\ntitle: x\n---\n",
        "----\ntitle: x\n----\n",
        "---x\n---\n",
        "--\n",
        "- - -\n",
        "++++\n",
        "{% include x.html %}\n",
        "{{ content }}\n",
        "{{< figure >}}\n",
        "{: .lead}\nText\n",
        "{#anchor}\n",
        "{/* MDX */}\n",
        "{props.title}\n",
        "{",
    ],
)
def test_other_beginnings_are_no_front_matter(text: str) -> None:
    parts = split(text)
    assert parts is None or (text == "{" and not parts.closed)


@pytest.mark.parametrize("text", ["---\n\nProse: it is\n", "---\nA line of prose\n\nkey: x\n", "---\r\n\r\nx: y\r\n"])
def test_a_line_across_the_page_is_no_front_matter(text: str) -> None:
    assert split(text) is None


@pytest.mark.parametrize(
    ("text", "fence", "body"),
    [
        ("---\n# a comment\n'quoted key' : x\n\nBody\n", "---", "Body\n"),
        ("---\rétat: x\r\rBody\r", "---", "Body\r"),
        ("---\ntitle: x\n\nBody\n", "---", "Body\n"),
        ("---\ntitle: x\nBody\n", "---", "title: x\nBody\n"),
        ("---", "---", ""),
        ("---\n", "---", ""),
        ("--- \ntitle: x\n +++\n\nBody", "---", "Body"),
        ('+++\ntitle = "x"\n\nBody', "+++", "Body"),
        ('{"title": "x",\n\nBody "', "{", 'Body "'),
    ],
)
def test_unclosed_front_matter_keeps_the_body(text: str, fence: str, body: str) -> None:
    parts = split(text)
    assert parts is not None
    assert not parts.closed
    assert text[parts.fence.start : parts.fence.end].rstrip() == fence
    assert text[parts.body_start :] == body


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "\n---x" * 200_000,
        "---\n" + "...x\n" * 200_000,
        "---\n" + "\r" * 500_000,
        '{"' + '\\"' * 300_000,
        '{"a": ' + "{" * 500_000,
        "{" + " " * 500_000,
    ],
    ids=range(6),
)
def test_no_text_takes_long(text: str) -> None:
    assert takes_less(lambda: split(text), 1)


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n", " \t\n  ", "\ufeff\n"])
def test_hugo_lets_empty_lines_stand_before_it(blank: str) -> None:
    text = f"{blank}---\na: b\n---\nBody"
    assert split(text) is None
    late = split(text, late=True)
    assert late is not None
    assert text[late.fence.start : late.fence.end] == "---"
    assert text[late.content.start : late.content.end] == "a: b\n"
    assert split(f"{blank}Body", late=True) is None


def test_front_matter_without_dashes_before_it() -> None:
    """Hexo reads what stands before the first line of dashes; nobody else does."""
    text = "title: Bienvenue\ntags:\n- blog\n---\nTexte\n"
    assert split(text) is None
    parts = split(text, bare=True)
    assert parts is not None
    assert text[parts.content.start : parts.content.end] == "title: Bienvenue\ntags:\n- blog\n"
    assert text[parts.body_start :] == "Texte\n"
    assert split("Un titre : rien\n---\nTexte\n", bare=True) is None
    assert split("title: x\nTexte\n", bare=True) is None
    document = parse("source/_posts/a.md", "titel: x\ndate: 2015-02-30\n---\nTexte\n", markdown="hexo-util")
    assert document.data["titel"] == "x"
    assert document.body_start == len("titel: x\ndate: 2015-02-30\n---\n")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\ntitle: x\n-----------\n\nBody\n", "\nBody\n"),
        ("---\r\ntitle: x\r\n----\r\nBody", "Body"),
        ("---\ntitle: x\n---Body\n", "Body\n"),
        ("---\ntitle: x\n--- \nBody\n---\n", "Body\n---\n"),
    ],
)
def test_the_first_three_dashes_of_a_line_close_for_js_yaml(text: str, body: str) -> None:
    """As gray-matter 4.0.3 does, which leaves further dashes to the body."""
    parts = split(text, first=True)
    assert parts is not None
    assert parts.closed
    assert text[parts.content.start : parts.content.end].strip() == "title: x"
    assert text[parts.body_start :] == body
    for site in ("js-yaml-3", "js-yaml-4.2"):
        document = parse("src/a.md", text, yaml=site)
        assert (document.data, text[document.body_start :]) == ({"title": "x"}, body)


def test_an_indented_line_of_dashes_closes_nothing() -> None:
    parts = split("---\ntitle: x\n ----\nBody\n", first=True)
    assert parts is not None
    assert not parts.closed
