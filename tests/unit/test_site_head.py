"""Reading a few keys of a front matter cheaply gives what reading all of it would."""

from __future__ import annotations

from pathlib import Path

import pytest

from evlint.model.files import MemoryFiles
from evlint.site import head as head_module
from evlint.site.configtext import language_tag, split_base
from evlint.site.head import Page, Pages, day_of, read_head, read_page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: Un titre\nslug: un-slug\n---\nslug: autre\n", {"title": "Un titre", "slug": "un-slug"}),
        ("\ufeff---\r\nslug: x\r\n---\r\n", {"slug": "x"}),
        ("---\ndate: 2022-10-21 09:36:00 +0200\n...\n", {"date": "2022-10-21 09:36:00 +0200"}),
        (
            "---\npublished: false\ndraft: TRUE\npermalink:\n---\n",
            {"published": False, "draft": True, "permalink": None},
        ),
        ("---\npublished: false # pas encore\n---\n", {"published": False}),
        ("---\npublished: 'false'\n---\n", {"published": "false"}),
        ("---\npublished: no\n---\n", {"published": False, "answers": {"published": "no"}}),
        ("---\naliases:\n- /a/\n- /b/\n---\n", {"aliases": ["/a/", "/b/"]}),
        ("---\naliases: [/a/, /b/]\n---\n", {"aliases": ["/a/", "/b/"]}),
        ("---\npermalink: >-\n  /a/\n---\n", {"permalink": "/a/"}),
        ('---\nslug: "a\\tb"\n---\n', {"slug": "a\tb"}),
        ("---\nx:\n  slug: no\n---\n", {}),
        ("---\nURL: /x/\n---\n", {"url": "/x/"}),
        ("+++\nslug = 'x'\ndraft = true\ndate = 2022-10-21\n+++\n", {"slug": "x", "draft": True, "date": "2022-10-21"}),
        ('+++\nurl = "/x/"\n+++\n', {"url": "/x/"}),
        ('+++\nslug = "x"\n[extra]\n[[extra.links]]\npath = "/"\ndate = 2020-01-01\n+++\n', {"slug": "x"}),
        ('+++\naliases = [\n  "a",\n]\n [ extra ] # c\r\nurl = "/z/"\n+++\n', {"aliases": ["a"]}),
        ('+++\n[build]\nrender = "never"\n[params]\nurl = "/z/"\n+++\n', {"build": {"render": "never"}}),
        ('{"slug": "x", "draft": true}\n\nText', {"slug": "x", "draft": True}),
        ("---\nslug: [\naliases: {\n---\n", {}),
        ("---\nslug: x\n", {}),
        ("slug: x\n", {}),
        ("--- # c\nslug: x\n---\n", {}),
        ("---\n---\nslug: x\n", {}),
        ("---\nslug: x\n--- \t\r\nurl: /y/\n---\n", {"slug": "x"}),
        ("---\nslug: x\nz:\n----\nurl: /y/\nz:\n--- z\n---", {"slug": "x", "url": "/y/"}),
        ("---\n slug: x\nmyslug: y\nurl:z\nurl\t: /a/\n---\n", {"url": "/a/"}),
        ("---\nslug:\nurl: /a/\n...\ndraft: true\n---\n", {"slug": None, "url": "/a/"}),
        ("{", {}),
        ("", {}),
        (None, {}),
    ],
)
def test_heads(text: str | None, expected: dict[str, object]) -> None:
    assert read_head(text) == expected


def test_keys_without_dashes_before_them() -> None:
    text = "title: Un titre\ndate: 2015-06-23 14:00:00\n---\n\nTexte\n\n---\n"
    assert read_head(text) == {}
    assert read_head(text, bare=True) == {"title": "Un titre", "date": "2015-06-23 14:00:00"}
    assert read_head("Un texte : rien.\n---\n", bare=True) == {}
    assert read_head("title: x\n", bare=True) == {}


def test_real_posts_give_what_a_full_reading_gives() -> None:
    from evlint.parse import parse

    for path in sorted((Path(__file__).parents[2] / "fixtures").rglob("*.m*")):
        text = path.read_text("utf-8")
        if path.name.startswith("README"):
            continue
        full = parse("x.md", text).data
        for key, value in read_head(text).items():
            if key in ("slug", "permalink", "url", "published", "draft", "aliases", "redirect_from"):
                assert full.get(key) == value, (path, key)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-10-21", "2022-10-21"),
        ("2022-1-5 10:00", "2022-01-05"),
        ("2022-10-21T09:36:00+02:00", "2022-10-21"),
        ("2022-10-215", None),
        ("21/10/2022", None),
        ("٢٠٢٢-10-21", None),
        (None, None),
        (20221021, None),
    ],
)
def test_days(value: object, expected: str | None) -> None:
    assert day_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("fr", "fr"),
        ("fr_FR.UTF-8", "fr-FR"),
        ("en-US", "en-US"),
        ("", None),
        (3, None),
        ("../x", None),
        ("de_DE@euro", "de-DE"),
    ],
)
def test_language_tags(value: object, expected: str | None) -> None:
    assert language_tag(value) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Example.org/docs/", ("https://example.org", "/docs")),
        ("https://example.org", ("https://example.org", "")),
        ("/docs", (None, "/docs")),
        ("/", (None, "")),
        ("https://", (None, "/https:")),
        (None, (None, "")),
    ],
)
def test_bases(url: str | None, expected: tuple[str | None, str]) -> None:
    assert split_base(url) == expected


def test_keys_are_kept_once() -> None:
    one, other = (read_head(f"---\nTitle: {title}\nslug: x\n---\n") for title in "ab")
    assert [id(key) for key in one] == [id(key) for key in other]


def test_pages_beyond_the_first_are_packed_and_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "plain.md": "---\ntitle: Un titre\ndate: 2022-10-21\nslug: x\n---\n",
        "event.md": "---\ntitle: Café\nevent_start_date: 2022-10-21\naliases: [/a/, /b/]\n---\n"
        "[x](https://www.eventbrite.fr/e/billets-123456789)\n",
        "answers.md": "---\npublished: no\n---\n",
        "toml.md": "+++\ndate = 2022-10-21\n[build]\nrender = 'never'\n+++\n",
        "none.md": "Texte.\n",
    }
    monkeypatch.setattr(head_module, "_FEW", 0)
    pages = Pages(MemoryFiles(texts), literal=True)
    plain = Pages(MemoryFiles(texts), literal=True)
    assert pages.of("other.md") == Page({})
    first = [pages.of(path) for path in texts]
    assert all(type(pages._known[path]) is bytes for path in texts)
    monkeypatch.setattr(head_module, "_FEW", 100)
    assert first == [pages.of(path) for path in texts] == [plain.of(path) for path in texts]
    assert first == [pages.of_text(path, text) for path, text in texts.items()]
    monkeypatch.setattr(head_module, "read_page", lambda *_, **__: pytest.fail("a head that is known is read again"))
    assert first == [pages.of_text(path, text) for path, text in texts.items()]


def test_a_page_is_what_it_is_said_to_be_and_each_text_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head_module, "_FEW", 0)
    pages = Pages(MemoryFiles({"a.md": "---\nslug: disk\n---\n"}))
    assert pages.of_text("a.md", "---\nslug: typed\n---\n").head == {"slug": "typed"}
    assert pages.of("a.md").head == {"slug": "disk"}
    pages.know("a.md", read_page("---\nslug: told\n---\n"))
    assert pages.of("a.md").head == {"slug": "told"}
    assert pages.of_text("a.md", "---\nslug: typed\n---\n").head == {"slug": "typed"}
